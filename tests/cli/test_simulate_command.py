"""Simulating real small plans: what is said, what is written, what is refused."""

from __future__ import annotations

import csv
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Edit, Ran, lawful_world
from tests.cli.running import QUICK, all_files, catruc, parsed
from tests.publish.documents import open_sheets
from tests.worlds.small import write_world

LINE = "simulate {run} -n 300 --seed 7 -q"
COLUMNS = ["date", "place", "stream", "planned", "mean", "q05", "q10", "q25", "q50", "q75", "q90", "q95"]


@pytest.fixture
def simulated(run: Path) -> tuple[Result, Path]:
    """The shared run with 300 campaigns, told in English."""
    return catruc(f"{LINE} --lang en", run=run), run


def content(folder: Path, name: str) -> dict[str, Any]:
    found = json.loads((folder / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_first_line_says_the_chance(simulated: tuple[Result, Path]) -> None:
    result, folder = simulated
    chances = {entry["by"]: entry for entry in content(folder, "simulation.json")["chances"] if not entry["place"]}
    first = result.stdout.splitlines()[0]
    assert first.startswith("Kích hoạt định danh mức 2: 60 tài khoản by 7 Apr with a chance of ")
    assert f"(median {int(chances['last_day']['median'])}); by 6 Apr " in first
    assert max(map(len, result.stdout.splitlines()[1:])) <= 160


def test_the_other_language_says_the_same(simulated: tuple[Result, Path]) -> None:
    english, run = simulated
    vietnamese = catruc(LINE, run=run)
    assert vietnamese.stdout.startswith("Kích hoạt định danh mức 2: khả năng đạt 60 tài khoản trước hết ngày 07/04 là ")
    assert len(vietnamese.stdout.splitlines()) == len(english.stdout.splitlines())


def test_what_is_written(simulated: tuple[Result, Path]) -> None:
    _, folder = simulated
    record = content(folder, "simulation.json")
    assert (record["replications"], record["asked"], record["seed"]) == (300, 300, 7)
    assert record["settings"]["service_time_spread"] == 0.6
    for chance in record["chances"]:
        assert set(chance) >= {"stream", "place", "by", "date", "target", "chance", "low", "high"}
        assert 0 <= chance["low"] <= chance["chance"] <= chance["high"] <= 1
    assert [(entry["place"], entry["by"]) for entry in record["chances"]] == [
        (place, by) for place in ("tan_phu", "") for by in ("finish_by", "last_day")
    ]
    assert content(folder, "run.json")["chances"] == record["chances"]
    with (folder / "simulation.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == COLUMNS
    assert len(rows) == 7 * 2
    quantiles = [[float(row[name]) for name in COLUMNS[5:]] for row in rows]
    assert all(row == sorted(row) for row in quantiles)
    with (folder / "progress.csv").open(encoding="utf-8-sig", newline="") as stream:
        planned = {row["date"]: row["expected_cumulative"] for row in csv.DictReader(stream)}
    assert {row["date"]: row["planned"] for row in rows if row["place"] == "tan_phu"} == planned


def test_a_run_still_verifies_and_can_be_simulated_again(simulated: tuple[Result, Path]) -> None:
    _, folder = simulated
    before = all_files(folder)
    assert catruc("verify {run}", run=folder).exit_code == 0
    assert catruc(f"{LINE} --workers 3", run=folder).exit_code == 0
    assert all_files(folder) == before


def test_another_seed_gives_other_figures(simulated: tuple[Result, Path]) -> None:
    _, folder = simulated
    before = all_files(folder)
    assert catruc("simulate {run} -n 300 --seed 8 -q", run=folder).exit_code == 0
    changed = {name for name, text in all_files(folder).items() if before[name] != text}
    # The record holds the hashes of the others.
    assert {"simulation.json", "simulation.csv", "run.json"} <= changed
    assert changed <= {"simulation.json", "simulation.csv", "run.json", "report.html", "roster.xlsx"}


def test_json_has_the_verdict_and_what_is_written(run: Path) -> None:
    record = parsed(catruc(f"{LINE} --json --lang en", run=run))
    written = content(run, "simulation.json")
    assert record["verdict"].startswith("Kích hoạt định danh mức 2: 60 tài khoản by 7 Apr")
    assert {name: record[name] for name in written} == written


def test_planning_again_simulates_the_new_plan(simulated: tuple[Result, Path], scenario: Path) -> None:
    _, folder = simulated
    (folder / "notes.txt").write_text("keep me", encoding="utf-8")
    line = f"plan {{scenario}} -o {{folder}} {QUICK}"
    assert catruc(line, scenario=scenario, folder=folder).exit_code == 0
    assert (folder / "notes.txt").exists()
    record = content(folder, "simulation.json")
    assert (record["replications"], record["asked"], record["seed"]) == (2000, 2000, 1)
    assert content(folder, "run.json")["chances"] == record["chances"]


def test_a_plan_says_what_simulating_it_again_says(run: Path) -> None:
    before = all_files(run)
    assert catruc("simulate {run} -n 2000 --seed 1 -q", run=run).exit_code == 0
    assert all_files(run) == before


def test_every_surface_begins_with_the_chance(simulated: tuple[Result, Path]) -> None:
    result, folder = simulated
    first = result.stdout.splitlines()[0]
    assert catruc("verify {run} --lang en", run=folder).stdout.splitlines()[0].endswith(f"; {first}")
    told = catruc(LINE, run=folder).stdout.splitlines()[0]  # in the language of the documents
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert unescape(page.partition('<p class="headline">')[2].partition("</p>")[0]) == told
    sheet = next(iter(open_sheets((folder / "roster.xlsx").read_bytes()).values()))
    assert told in {cell for line in sheet for cell in line}


def test_rules_on_chances_are_judged_anew_by_what_is_simulated(scenario: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    asked = "acceptance=[chance(activation) >= 0.0, chance(place) >= 0.5]"
    settings = f"--set '{asked}' --set places.tan_phu.pools.activation.target=25"
    planned = catruc(f"plan {{scenario}} -o {{run}} {QUICK} {settings}", scenario=scenario, run=run)
    assert planned.exit_code in (0, 7)
    results = []
    for seed in range(1, 5):
        assert catruc(f"simulate {{run}} -n 60 --seed {seed} -q", run=run).exit_code == 0
        record = content(run, "run.json")
        chances = {chance["place"]: chance["chance"] for chance in record["chances"] if chance["by"] == "last_day"}
        found = {result["rule"]: (result["value"], result["passed"]) for result in record["acceptance"]}
        assert found["chance(activation) >= 0.0"] == (pytest.approx(chances[""], abs=1e-6), True)
        assert found["chance(place) >= 0.5"] == (pytest.approx(chances["tan_phu"], abs=1e-6), chances["tan_phu"] >= 0.5)
        assert catruc("verify {run}", run=run).exit_code == 0
        results.append(found)
    assert any(found != results[0] for found in results), "four seeds with the same chances"


def test_a_plan_that_does_not_verify_is_refused(edited: Edit) -> None:
    before = all_files(edited.folder)
    result = catruc(LINE, run=edited.folder)
    assert result.exit_code == 6
    assert result.stdout == ""
    assert all_files(edited.folder) == before


def test_without_the_section_no_chance_is_known(tmp_path: Path) -> None:
    world = lawful_world()
    del world["uncertainty"]
    run = tmp_path / "run"
    assert catruc(f"plan {{world}} -o {{run}} {QUICK}", world=write_world(tmp_path, world), run=run).exit_code == 0
    result = catruc(f"{LINE} --lang en", run=run)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-4] == "NOTHING SIMULATED: the scenario does not say how uncertain anything is"
    assert "the scenario has no section 'uncertainty', so no chance is known" in result.stderr
    assert "add 'uncertainty: {}' to the scenario" in result.stderr
    assert not (run / "simulation.json").exists()


@pytest.mark.parametrize(("count", "told"), [("0", "0 is not in the range"), ("100001", "say --yes if that is meant")])
def test_how_many_campaigns_are_refused(count: str, told: str, run: Path) -> None:
    result = catruc(f"simulate {{run}} -n {count} --lang en", run=run)
    assert result.exit_code == 2
    assert told in result.stderr


def test_progress_is_told_unless_quiet(run: Path) -> None:
    told = catruc("simulate {run} -n 300 --lang en", run=run).stderr
    assert "Simulating · 300 of 300 campaigns" in told
    assert catruc("simulate {run} -n 300 --lang en -q", run=run).stderr == ""


def test_all_is_sure_where_nothing_is_left_to_chance(planned: Ran, scenario: Path, tmp_path: Path) -> None:
    off = {
        "one_by_one": "false", "queues": "false", "show_up_spread": "0.0", "turnout_spread": "0.0",
        "place_turnout_spread": "0.0", "absence.share": "0.0", "national_system.down": "0.0",
    }  # fmt: skip
    settings = " ".join(f"--set uncertainty.{name}={value}" for name, value in off.items())
    run = tmp_path / "run"
    line = f"plan {{scenario}} -o {{run}} {QUICK} {settings}"
    assert catruc(line, scenario=scenario, run=run).exit_code == 0
    assert catruc("simulate {run} -n 3 -q", run=run).exit_code == 0
    with (run / "simulation.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(row["planned"] == row["mean"] == row["q05"] == row["q95"] for row in rows)
    assert {entry["chance"] for entry in content(run, "simulation.json")["chances"]} <= {0.0, 1.0}
