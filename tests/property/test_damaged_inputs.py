"""Whatever is done to an input's bytes, check answers with 0 or 3: no fault of ours, nothing raw on the terminal."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from optimizer.commandline import main
from tests.worlds.small import small_world, write_world

HEADING: list[object] = ["id", "name", "unit", "hours_per_week", "skills"]
OFFICERS: list[list[object]] = [
    [f"an_{number}", f"An {number}", "tan_phu", 20 + number, "activation"] for number in range(4)
]
CSV = "\n".join(",".join(map(str, row)) for row in [HEADING, *OFFICERS]).encode()
OVERLAY = b"rules: {rest: {hours: 10.5}}\nselect: [{where: {section: officers}, set: {hours_per_week: 30}}]\n"
PIECES = (
    *(b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf", b"{", b"[", b"]", b":", b",", b"0,5", b"1e999", b"null", b"*a"),
    *(b"!!x ", b'"', b"\n", b"\t", b"---\n", b"<<: ", b"? ", b'"\\ud800"', b"9999-12-31", b"24:00", b"1.000.000"),
)
"""What typists, spreadsheets and broken transfers leave behind."""


@cache
def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("officers")
        for number, row in enumerate([HEADING, *OFFICERS]):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def damaged(content: bytes, draw: random.Random) -> bytes:
    """The content with a few pieces put in, taken out or written over."""
    for _ in range(draw.choice((1, 1, 2, 5))):
        start = draw.randrange(len(content) + 1)
        end = start + draw.choice((0, 1, 3, 30))
        content = content[:start] + draw.choice((b"", *PIECES)) + content[end:]
    return content


def damaged_workbook(content: bytes, draw: random.Random) -> bytes:
    """The bytes of a workbook damaged, or one of its parts."""
    if draw.random() < 0.3:
        return damaged(content, draw)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice([name for name in parts if name.startswith("xl/")])
    parts[name] = damaged(parts[name], draw) if draw.random() < 0.9 else b""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for member, part in parts.items():
            archive.writestr(member, part)
    return target.getvalue()


KINDS: dict[str, tuple[Callable[[], bytes], Callable[[bytes, random.Random], bytes], list[str]]] = {
    "overlay.yaml": (lambda: OVERLAY, damaged, ["world.yaml", "--overlay", "overlay.yaml"]),
    "officers.csv": (lambda: CSV, damaged, ["with_csv.yaml"]),
    "officers.xlsx": (workbook, damaged_workbook, ["with_xlsx.yaml"]),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_input_is_read_or_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_world(tmp_path, small_world()).parent
    for suffix in ("csv", "xlsx"):
        text = f"extends: world.yaml\ntables: {{officers: officers.{suffix}}}\n"
        (folder / f"with_{suffix}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    content, damage, words = KINDS[name]
    draw = random.Random(name)
    codes = []
    for _ in range(25):
        (folder / name).write_bytes(damage(content(), draw))
        result = CliRunner().invoke(main, ["check", *words])
        assert result.exit_code in (0, 3), result.output
        assert "\x1b" not in result.output
        codes.append(result.exit_code)
    assert codes.count(3) > 5
