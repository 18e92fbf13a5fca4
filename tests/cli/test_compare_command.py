"""Comparing real small plans: what is said, what is written, what is refused."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Edit, Ran
from tests.cli.running import QUICK, all_files, catruc, parsed
from tests.worlds.small import lawful_rules, small_world, write_world

FILES = {"comparison.html", "comparison.json", "chances.csv", "figures.csv", "places.csv", "openings.csv", "duties.csv"}
FINISH_BY = "2024-04-06"
"""Of the shared scenario."""
BY_DAY = "--set posts.desk_tan_phu.shifts=[morning,afternoon]"


@pytest.fixture(scope="module")
def by_day(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared scenario without evenings."""
    folder = tmp_path_factory.mktemp("compared") / "by_day"
    assert catruc(f"plan {{scenario}} -o {{folder}} {QUICK} {BY_DAY}", scenario=scenario, folder=folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def compared(planned: Ran, by_day: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """Both, one against the other."""
    folder = tmp_path_factory.mktemp("comparison") / "out"
    line = "compare {base} {other} -o {folder} --lang en"
    return catruc(line, base=planned.folder, other=by_day, folder=folder), folder


@pytest.fixture(scope="module")
def record(compared: tuple[Result, Path]) -> dict[str, Any]:
    """The comparison as data."""
    found = json.loads((compared[1] / "comparison.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def run_record(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_text_begins_with_the_verdict_and_fits_the_terminal(compared: tuple[Result, Path]) -> None:
    result, folder = compared
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("B (by_day) against A (first): ")
    assert max(map(len, lines[:-1])) <= 100
    assert lines[-1] == f"Results: {folder} (see comparison.html)"
    assert {path.name for path in folder.iterdir()} == FILES


def test_figures_stand_beside_one_another_with_their_difference(
    planned: Ran, by_day: Path, compared: tuple[Result, Path]
) -> None:
    figures = {(row["group"], row["figure"], row["of"]): row for row in rows(compared[1] / "figures.csv")}
    claimed = [run_record(folder) for folder in (planned.folder, by_day)]
    expected = [
        sum(place["expected"] for place in found["places"] if place["stream"] == "activation") for found in claimed
    ]
    row = figures["targets", "stream_expected", "activation"]
    assert [float(row[name]) for name in ("A", "B")] == pytest.approx(expected, abs=0.001)
    assert float(row["B - A"]) == pytest.approx(expected[1] - expected[0], abs=0.001)
    for tier in claimed[1]["tiers"]:
        assert float(figures["tiers", "value", tier["name"]]["B"]) == pytest.approx(tier["value"], abs=0.001)
    assert float(figures["work", "evening_openings", ""]["A"]) > 0
    assert float(figures["work", "evening_openings", ""]["B"]) == 0


def test_the_reasons_name_the_evenings_and_add_up(
    planned: Ran, by_day: Path, record: dict[str, Any], compared: tuple[Result, Path]
) -> None:
    (pair,) = record["pairs"]
    assert pair["settings"] == [
        {"path": "posts.desk_tan_phu.shifts", "before": None, "after": ["morning", "afternoon"], "count": 1}
    ]
    stream = next(reason for reason in pair["reasons"] if reason["text"].startswith("Kích hoạt"))
    openings = rows(planned.folder / "openings.csv")
    evenings = sum(row["shift"] == "evening" and row["date"] <= FINISH_BY for row in openings)
    assert evenings > 0
    (told,) = [part for part in stream["parts"] if "evening shifts" in part]
    assert told.endswith(f": {evenings} evening shifts fewer ({evenings} → 0; places: 1)")
    persons = [float(part.split(":")[0].replace("−", "-").replace("±", "")) for part in stream["parts"]]
    moved = run_record(by_day)["streams"]["activation"]["expected_by_finish"]
    moved -= run_record(planned.folder)["streams"]["activation"]["expected_by_finish"]
    # Each source is told in whole persons.
    assert sum(persons) == pytest.approx(moved, abs=0.5 * len(persons) + 0.5)
    assert "evening shifts fewer" in compared[0].stdout


def test_the_openings_that_close_are_the_evenings(planned: Ran, compared: tuple[Result, Path]) -> None:
    closing = {
        (row["date"], row["shift"], row["post"])
        for row in rows(compared[1] / "openings.csv")
        if row["change"] == "closes" and row["shift"] == "evening"
    }
    openings = rows(planned.folder / "openings.csv")
    assert closing == {(row["date"], row["shift"], row["post"]) for row in openings if row["shift"] == "evening"}


def test_the_roster_changes_lead_from_one_roster_to_the_other(
    planned: Ran, by_day: Path, record: dict[str, Any], compared: tuple[Result, Path]
) -> None:
    def duties(folder: Path) -> set[tuple[str, ...]]:
        return {tuple(row[key] for key in ("officer", "date", "shift", "post")) for row in rows(folder / "roster.csv")}

    followed = duties(planned.folder)
    for row in rows(compared[1] / "duties.csv"):
        if row["change"] != "appears":
            followed.remove((row["officer"], row["date"], row["shift"], row["post"]))
    for row in rows(compared[1] / "duties.csv"):
        if row["change"] == "appears":
            followed.add((row["officer"], row["date"], row["shift"], row["post"]))
        elif row["change"] != "vanishes":
            followed.add((row["to_officer"], row["date"], row["to_shift"], row["to_post"]))
    assert followed == duties(by_day)
    counts = record["pairs"][0]["duties"]["counts"]
    assert sum(count for kind, count in counts.items() if kind != "same") == len(rows(compared[1] / "duties.csv"))


def test_the_page_has_a_curve_a_shade_and_a_cell_for_everything(compared: tuple[Result, Path]) -> None:
    page = (compared[1] / "comparison.html").read_text(encoding="utf-8")
    assert page.count("<polyline") == 2
    assert page.count('class="shade"') == 2
    officers, days = 4, 7
    assert page.count('<th class="who" scope="row"') == officers
    assert page.count('class="day') >= days
    assert "<script" not in page


def test_a_run_against_itself_is_the_same(planned: Ran, tmp_path: Path) -> None:
    result = catruc("compare {run} {run} -o {out} --lang en", run=planned.folder, out=tmp_path / "out")
    told = " ".join(result.stdout.split())
    same = "chance by the last day 0 % in both; the plans are the same A first"
    assert told.startswith(f"B (first) against A (first): Kích hoạt định danh mức 2: {same}")
    assert "All desks and visits are the same." in result.stdout
    assert rows(tmp_path / "out" / "duties.csv") == []


def test_json_is_the_record_with_verdict_and_folder(
    planned: Ran, by_day: Path, record: dict[str, Any], tmp_path: Path
) -> None:
    line = "compare {base} {other} -o {out} --lang en --json"
    told = parsed(catruc(line, base=planned.folder, other=by_day, out=tmp_path / "out"))
    assert told.pop("directory") == str(tmp_path / "out")
    assert told.pop("verdict") == record["verdicts"][0]
    assert told == record


def test_three_runs_are_held_against_the_first(planned: Ran, by_day: Path, tmp_path: Path) -> None:
    line = "compare {a} {b} {a} {b} -o {out} --lang en"
    result = catruc(line, a=planned.folder, b=by_day, out=tmp_path / "out")
    lines = result.stdout.splitlines()
    assert max(map(len, lines[:-1])) <= 100
    assert [line.split()[0] for line in lines if " against A " in line] == ["B", "C", "D"]
    assert sum(line.startswith("Figure ") for line in lines) == 2


def test_scenarios_are_planned_into_their_own_folders_first(
    scenario: Path, planned: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = catruc(f"compare {{run}} {{scenario}} {QUICK} --lang en", run=planned.folder, scenario=scenario)
    assert result.exit_code == 0
    assert f"Comparing · {scenario}" in result.stderr
    assert catruc("verify runs/world").exit_code == 0
    assert {path.name for path in (tmp_path / "runs" / "compare").iterdir()} == FILES
    # The same scenario, planned the same way, is the same plan.
    assert " in both; the plans are the same A first" in " ".join(result.stdout.split())


def test_campaigns_of_other_days_say_so_and_compare_the_rest(planned: Ran, tmp_path: Path) -> None:
    world = small_world(1, 10, 4, first_day="2024-04-04") | {"rules": lawful_rules()}
    other = tmp_path / "other"
    catruc(f"plan {{scenario}} -o {{other}} {QUICK}", scenario=write_world(tmp_path, world), other=other)
    line = "compare {run} {other} -o {out} --lang en"
    result = catruc(line, run=planned.folder, other=other, out=tmp_path / "out")
    assert result.exit_code == 0
    assert "not comparable as they stand" in result.stdout.splitlines()[0]
    told = " ".join(result.stdout.split())
    assert (
        "other days (2024-04-01 – 2024-04-07 and 2024-04-04 – 2024-04-13): duties and desks are compared on the 4 days"
    ) in told
    days = {row["date"] for row in rows(tmp_path / "out" / "duties.csv")}
    assert days <= {f"2024-04-0{day}" for day in range(4, 8)}


def test_what_does_not_verify_is_refused_unless_told_otherwise(planned: Ran, edited: Edit, tmp_path: Path) -> None:
    named = {"base": planned.folder, "edited": edited.folder, "out": tmp_path / "out"}
    refused = catruc("compare {base} {edited} -o {out} --json", **named)
    assert refused.exit_code == 6
    (problem,) = parsed(refused)["problems"]
    assert edited.name in problem["what"]
    assert "--unverified" in problem["remedy"]
    assert not (tmp_path / "out").exists()
    taken = catruc("compare {base} {edited} -o {out} --unverified --lang en", **named)
    assert taken.exit_code == 0
    assert "B: does NOT VERIFY" in taken.stdout
    verified = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))["runs"]
    assert [run["verified"] for run in verified] == [True, False]


def test_a_row_that_names_nobody_is_left_out_of_what_is_taken_as_it_is(planned: Ran, run: Path, tmp_path: Path) -> None:
    for file, column in (("roster.csv", "officer"), ("openings.csv", "post"), ("progress.csv", "place")):
        path = run / file
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        cells = lines[1].split(",")
        cells[lines[0].split(",").index(column)] = "nobody"
        path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8-sig")
    named = {"base": planned.folder, "edited": run, "out": tmp_path / "out"}
    for line in ("compare {base} {edited} -o {out} --unverified", "compare {edited} {base} -o {out} --unverified"):
        assert catruc(line, **named).exit_code == 0


def test_a_run_of_another_version_is_refused_with_the_way_out(planned: Ran, run: Path, tmp_path: Path) -> None:
    changed = run_record(run)
    changed["versions"]["catruc"] = "0.0.1"
    (run / "run.json").write_text(json.dumps(changed), encoding="utf-8")
    line = "compare {base} {old} -o {out} --json --lang en"
    refused = catruc(line, base=planned.folder, old=run, out=tmp_path / "out")
    assert refused.exit_code == 2
    (problem,) = parsed(refused)["problems"]
    assert "made by catruc 0.0.1" in problem["what"]
    assert "catruc plan" in problem["remedy"]


@pytest.mark.parametrize("file", ["roster.csv", "run.json", "scenario.resolved.yaml"])
def test_a_broken_run_is_named(file: str, planned: Ran, run: Path, tmp_path: Path) -> None:
    (run / file).unlink()
    refused = catruc("compare {base} {broken} -o {out} --json", base=planned.folder, broken=run, out=tmp_path / "out")
    assert refused.exit_code == 6
    assert any(file in problem["where"] for problem in parsed(refused)["problems"])


def test_a_mistyped_folder_is_answered_by_the_nearest(planned: Ran, tmp_path: Path) -> None:
    shutil.copytree(planned.folder, tmp_path / "no_evenings")
    line = "compare {base} {typo} -o {out} --lang en"
    result = catruc(line, base=planned.folder, typo=tmp_path / "no_evening", out=tmp_path / "out")
    assert result.exit_code == 2
    assert f"did you mean '{tmp_path / 'no_evenings'}'?" in result.stderr


def test_nothing_is_planned_before_all_is_known_to_be_there(
    scenario: Path, edited: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert catruc("compare {scenario} {edited}", scenario=scenario, edited=edited.folder).exit_code == 6
    assert not (tmp_path / "runs").exists()


def test_two_scenarios_of_one_name_would_share_a_folder(scenario: Path, tmp_path: Path) -> None:
    other = tmp_path / "scenarios" / scenario.name
    other.parent.mkdir()
    shutil.copy(scenario, other)
    result = catruc("compare {a} {b} -o {out} --json --lang en", a=scenario, b=other, out=tmp_path / "out")
    assert result.exit_code == 2
    assert parsed(result)["problems"][0]["what"] == "two of the plans would lie in this run folder"


def test_a_folder_of_something_else_is_left_alone(planned: Ran, by_day: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not a comparison", encoding="utf-8")
    before = all_files(tmp_path)
    result = catruc("compare {a} {b} -o {out}", a=planned.folder, b=by_day, out=tmp_path)
    assert result.exit_code == 2
    assert all_files(tmp_path) == before
