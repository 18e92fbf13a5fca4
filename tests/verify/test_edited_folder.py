"""A run folder edited by hand: every cell, every row, every claim and every file, one after the other.

That the hashes of the files show each of these, too, is tested by itself: here they are left out of account.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from optimizer.commandline import main
from optimizer.errors import DamagedRunError, RunFolderError
from optimizer.run.seal import FILES, OWN
from optimizer.verify import Verification, verify_folder
from optimizer.verify.discrepancies import STRUCTURE
from tests.worlds.verified_run import paths, write_run

TABLES = ("roster", "helpers", "absences", "openings", "visits", "quotas", "progress", "burden")
DATES = {"2024-04-04": "2024-04-05", "2024-04-05": "2024-04-06", "2024-04-06": "2024-04-05"}

SOUND_CHANGES = {
    ("openings.csv", "lanes"): "a second lane at a desk without a queue changes nothing that is expected",
}
"""Columns in which a changed decision can leave a plan that is as true as before."""

CIRCUMSTANCES = {
    *("status", "scenario", "seed", "deterministic", "versions", "parameters"),
    *("first_verified_seconds", "seconds", "warnings", "cuts", FILES, OWN),
}
"""What the record says of how the plan came about, which nothing in the folder could confirm."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_run(tmp_path / "run")
    return tmp_path / "run"


def read_rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def write_rows(file: Path, rows: list[list[str]], line_end: str = "\n", encoding: str = "utf-8-sig") -> None:
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, lineterminator=line_end).writerows(rows)


def changed(cell: str) -> str:
    """Another value of the same form."""
    if cell[:10] in DATES:
        return DATES[cell[:10]] + cell[10:]
    if cell.isdigit():
        return str(int(cell) + 1)
    try:
        return f"{float(cell) + 0.02:.3f}"
    except ValueError:
        return f"{cell}x"


def findings(folder: Path) -> list[str]:
    """The lines on breaches and figures but for those of hashes; empty if the rest of the run verifies."""
    result = without_hashes(verify_folder(folder))
    return [] if result.passed else list(result.lines())[1:]


def without_hashes(result: Verification) -> Verification:
    figures = (figure for figure in result.figures if figure.column.partition(".")[0] not in (FILES, OWN))
    return replace(result, figures=tuple(figures))


def test_the_command_exits_with_6_and_names_what_is_wrong(folder: Path) -> None:
    assert CliRunner().invoke(main, ["verify", str(folder)]).exit_code == 0
    rows = read_rows(folder / "roster.csv")
    write_rows(folder / "roster.csv", [rows[0], *rows[2:]])
    result = CliRunner().invoke(main, ["verify", str(folder), "--lang", "en"])
    assert result.exit_code == 6
    assert (
        "every officer's day is accounted for · An, 2024-04-04: has neither a duty nor a row in absences.csv"
        in result.output
    )
    assert "openings.csv row 2 officers: claimed 1, recomputed 0 (Điểm 2024-04-04 Sáng)" in result.output
    (folder / "roster.csv").unlink()
    assert CliRunner().invoke(main, ["verify", str(folder)]).exit_code == 6


def test_the_command_exits_with_6_if_a_crew_is_changed_on_its_way(folder: Path) -> None:
    visits, roster = read_rows(folder / "visits.csv"), read_rows(folder / "roster.csv")
    write_rows(folder / "visits.csv", [*visits, [cell.replace("morning", "evening") for cell in visits[1]]])
    crew = [row for row in roster if row[roster[0].index("role")] == "team"]
    evening = [[cell.replace("morning", "evening").replace("dung", "binh") for cell in row] for row in crew]
    write_rows(folder / "roster.csv", [*roster, *evening])
    result = CliRunner().invoke(main, ["verify", str(folder), "--lang", "en"])
    assert result.exit_code == 6
    assert "· Dũng, 2024-04-05: Dũng is with Tổ lưu động in Sáng, but not in Tối" in result.output


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_of_every_row_counts(table: str, folder: Path) -> None:
    file = folder / f"{table}.csv"
    rows = read_rows(file)
    for number, row in enumerate(rows[1:], start=1):
        for index, column in enumerate(rows[0]):
            edited = [list(cells) for cells in rows]
            edited[number][index] = changed(row[index])
            write_rows(file, edited)
            if not findings(folder):
                assert (file.name, column) in SOUND_CHANGES


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_go_or_stand_twice(table: str, folder: Path) -> None:
    file = folder / f"{table}.csv"
    rows = read_rows(file)
    for number in range(1, len(rows)):
        write_rows(file, rows[:number] + rows[number + 1 :])
        assert findings(folder)
        write_rows(file, [*rows, rows[number]])
        assert any("unique_rows" in line and f"repeats row {number + 1}" in line for line in findings(folder))


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 0.02
    return [*value, {"new": 1}] if isinstance(value, list) else {"new": 1} if isinstance(value, dict) else f"{value}x"


def _is_refused(folder: Path) -> bool:
    try:
        return bool(findings(folder))
    except DamagedRunError:
        return True


def _is_no_claim(file: str, path: tuple[str | int, ...]) -> bool:
    """How it came about and how long it took, how many figures were compared, words, and names of rules unbroken."""
    if file == "run.json":
        return path[0] in CIRCUMSTANCES or path[-1] == "seconds"
    is_name = path[-1] == "rule" and int(path[1]) < len(STRUCTURE)
    return path[0] == "figures_compared" or is_name or bool({"evidence", "unit", "terms", "kind"} & set(path))


@pytest.mark.parametrize("file", ["run.json", "verification.json"])
def test_every_claim_counts(file: str, folder: Path) -> None:
    sound = json.loads((folder / file).read_text(encoding="utf-8"))
    for path in paths(sound):
        if _is_no_claim(file, path):
            continue
        record = json.loads(json.dumps(sound))
        *above, last = path
        below = record
        for key in above:
            below = below[key]
        below[last] = _other(below[last])
        (folder / file).write_text(json.dumps(record), encoding="utf-8")
        assert _is_refused(folder), path


def test_a_wrong_claim_names_file_place_and_both_values(folder: Path) -> None:
    for file, path, claimed, said in [
        (
            "run.json",
            ("total", "expected_by_finish"),
            114.0,
            "total.expected_by_finish: claimed 114.0, recomputed 37.475",
        ),
        (
            "run.json",
            ("streams", "activation", "missing"),
            0.0,
            "streams.activation.missing: claimed 0.0, recomputed 69.725",
        ),
        ("run.json", ("places", 0, "share"), 1.0, "places.activation.tan_phu.share: claimed 1.0, recomputed 0.303"),
        (
            "run.json",
            ("officer_weeks_at_limit", "tan_phu"),
            9,
            "officer_weeks_at_limit.tan_phu: claimed 9, recomputed 0",
        ),
        ("verification.json", ("passed",), False, "passed: claimed False, recomputed True"),
        ("verification.json", ("tiers", 1, "value"), 0.0, "tiers.shortfall.value: claimed 0.0, recomputed 96.25"),
    ]:
        sound = (folder / file).read_text(encoding="utf-8")
        record = json.loads(sound)
        below = record
        for key in path[:-1]:
            below = below[key]
        below[path[-1]] = claimed
        (folder / file).write_text(json.dumps(record), encoding="utf-8")
        assert [line.strip() for line in findings(folder) if "soft" not in line] == [f"{file} {said}"]
        (folder / file).write_text(sound, encoding="utf-8")


def test_every_line_of_the_scenario_counts(folder: Path) -> None:
    file = folder / "scenario.resolved.yaml"
    text = file.read_text(encoding="utf-8")
    assert "hours: 12.0" in text
    file.write_text(text.replace("hours: 12.0", "hours: 1.0"), encoding="utf-8")
    (line,) = [line for line in findings(folder) if "scenario_hash" in line]
    assert line.startswith("  run.json scenario_hash: claimed ")
    assert line.endswith("(scenario.resolved.yaml was changed after the plan was made)")


@pytest.mark.parametrize("file", [*(f"{table}.csv" for table in TABLES), "run.json", "verification.json"])
def test_a_missing_file_is_named(file: str, folder: Path) -> None:
    (folder / file).unlink()
    with pytest.raises(DamagedRunError, match=file) as caught:
        verify_folder(folder)
    assert caught.value.exit_code == 6


def test_a_missing_scenario_is_named_and_any_other_folder_is_no_run(folder: Path, tmp_path: Path) -> None:
    (folder / "scenario.resolved.yaml").unlink()
    with pytest.raises(DamagedRunError, match=r"scenario\.resolved\.yaml"):
        verify_folder(folder)
    with pytest.raises(RunFolderError) as caught:
        verify_folder(tmp_path)
    assert caught.value.exit_code == 2


def _reordered(folder: Path) -> None:
    for table in TABLES:
        heading, *rows = read_rows(folder / f"{table}.csv")
        write_rows(folder / f"{table}.csv", [heading, *reversed(rows)])


def _saved_by_a_spreadsheet(folder: Path) -> None:
    for table in TABLES:
        write_rows(folder / f"{table}.csv", read_rows(folder / f"{table}.csv"), "\r\n", "utf-8")


def _scenario_saved_by_an_editor(folder: Path) -> None:
    file = folder / "scenario.resolved.yaml"
    text = "# Ghi chú\n" + file.read_text(encoding="utf-8")
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


@pytest.mark.parametrize("change", [_reordered, _saved_by_a_spreadsheet, _scenario_saved_by_an_editor])
def test_no_false_alarm(change: Callable[[Path], None], folder: Path) -> None:
    change(folder)
    assert findings(folder) == []


def test_dates_in_a_countrys_format_are_told_once_a_column(folder: Path) -> None:
    file = folder / "roster.csv"
    heading, *rows = read_rows(file)
    for row in rows:
        year, month, day = row[0].split("-")
        row[0] = f"{int(day)}/{int(month)}/{year}"
    write_rows(file, [heading, *rows])
    with pytest.raises(DamagedRunError) as caught:
        verify_folder(folder)
    assert str(caught.value) == (
        "roster.csv row 2 date\n  '4/4/2024' is no date; and 6 more like it\n"
        "  write it as 2024-04-04, or take the file from the run again"
    )


def test_another_scenario_put_in_its_place_is_noticed(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "scenario.resolved.yaml", tmp_path / "other.yaml")
    other = (tmp_path / "other.yaml").read_text(encoding="utf-8").replace("Thử nghiệm", "Khác")
    (folder / "scenario.resolved.yaml").write_text(other, encoding="utf-8")
    columns = [figure.column for figure in without_hashes(verify_folder(folder)).figures]
    assert columns == ["scenario_hash", "campaign"]
