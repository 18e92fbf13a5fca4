"""Officers of one name are told apart on every surface: terminal, tables, workbook, page, calendars, comparison."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import QUICK, catruc
from tests.worlds.small import small_world, write_world

SAME = ("tan_phu_1", "tan_phu_2", "dong_tien_1")
SIGNS = ("Lê An (tan_phu_1)", "Lê An (tan_phu_2)", "Lê An (Công an xã 3)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = small_world(3)
    for officer in SAME:
        world["officers"][officer]["name"] = "Lê An"
    path = write_world(tmp_path_factory.mktemp("names"), world)
    for run, rest in (("a", "12"), ("b", "14")):
        line = f"plan {{path}} -o {{run}} {QUICK} --set rules.rest.hours={rest}"
        assert catruc(line, path=path, run=path.parent / run).exit_code in (0, 7)
    return path.parent


def alone(text: str) -> list[str]:
    """Where the name stands without what tells whose it is; a warning of the scenario puts it in quotes."""
    return re.findall(r"(?<!['’;])Lê An(?! \()(?!['’&])", text)


def test_tables_page_workbook_and_calendars(folder: Path) -> None:
    run = folder / "a"
    with zipfile.ZipFile(run / "roster.xlsx") as book:
        workbook = book.read("xl/sharedStrings.xml").decode()
    rows, page = ((run / name).read_text(encoding="utf-8") for name in ("roster.csv", "report.html"))
    calendars = [(run / "calendars" / f"{officer}.ics").read_text(encoding="utf-8") for officer in SAME]
    unfolded = "".join(calendars).replace("\r\n ", "").replace("\n ", "")
    for text in (rows, page, workbook, unfolded):
        assert [sign for sign in SIGNS if sign not in text] == []
        assert alone(text) == []


def test_the_terminal_and_the_comparison(folder: Path) -> None:
    checked = catruc("check {path} --lang en", path=folder / "world.yaml")
    assert "3 officers have the name 'Lê An'" in checked.stdout
    compared = catruc("compare {a} {b} -o {out} --all --lang en", a=folder / "a", b=folder / "b", out=folder / "out")
    page = (folder / "out" / "comparison.html").read_text(encoding="utf-8")
    duties = (folder / "out" / "duties.csv").read_text(encoding="utf-8")
    assert [sign for sign in SIGNS if sign not in page] == []
    for text in (compared.stdout, page, duties):
        assert alone(text) == []
