"""The joint model claims what the forecast confirms, with bounds that hold; the table says what was measured."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.dong_phu import fairness_row, main, result_in_words
from benchmarks.fair_units import UnitSpread, unit_spreads
from benchmarks.joint_model import JointModel, JointResult
from benchmarks.unit_rosters import main as compare_rosters
from optimizer.run.csv_files import write_csv_files
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.world.plan import Plan
from tests.worlds.small import small_world, write_world
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_claims


def solve(folder: Path, minutes_per_person: int) -> JointResult:
    world = small_world(days=3, officers_per_commune=3)
    world["service"]["activation"]["minutes_per_person"] = minutes_per_person
    loaded = load_scenario(write_world(folder, world)).scenario
    return JointModel(compile_world(loaded), loaded.rules, "activation").solve(20.0, deterministic=True)


def test_what_the_joint_model_claims_is_what_the_forecast_expects(tmp_path: Path) -> None:
    result = solve(tmp_path, minutes_per_person=5)
    assert result.status == "OPTIMAL"
    assert result.claimed_done == pytest.approx(result.expected_done, abs=0.1)
    assert result.value == pytest.approx(result.bound, abs=1.0)


@pytest.mark.parametrize("minutes_per_person", [5, 240], ids=["no_queue", "queue"])
def test_the_bound_of_the_joint_model_is_no_more_than_its_value(tmp_path: Path, minutes_per_person: int) -> None:
    result = solve(tmp_path, minutes_per_person)
    assert result.status == "OPTIMAL"
    assert result.value is not None
    assert 0.0 < result.bound <= result.value


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not count the memory of one process there")
def test_the_benchmark_measures_a_plan_and_keeps_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One commune, two seconds, one run, without the joint model; no figure of time is asked for."""
    path = write_world(tmp_path, small_world(days=3, officers_per_commune=3))
    kept = tmp_path / "kept"
    main(["--scenario", str(path), "--runs", "1", "--time", "2", "--joint-seconds", "0", "--output", str(kept)])
    printed = capsys.readouterr().out.splitlines()
    head = next(line for line in printed if line.startswith("measure"))
    assert [cell.strip() for cell in head.split("|")] == ["measure", "to reach", "measured", "reached"]
    rows = {line.split("|")[0].strip(): line.split("|") for line in printed if line.count("|") == 3}
    assert {cells[3].strip() for name, cells in rows.items() if name != "measure"} <= {"yes", "no"}
    assert rows["gap on shortfall"][1].strip() == "≤ 0.1 %"
    (file,) = kept.iterdir()
    record = json.loads(file.read_text(encoding="utf-8"))
    assert len(record["rows"]) == 8
    assert record["runs"][0]["peak_gigabytes"] > 0.0
    assert record["joint_model"] is None


def test_rosters_by_both_ways_are_measured_unit_by_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_world(tmp_path, small_world(communes=2, days=3, officers_per_commune=3))
    compare_rosters([str(path), "--time", "0.02", "--deterministic"])
    rows = [[cell.strip() for cell in line.split("|")] for line in capsys.readouterr().out.splitlines() if "|" in line]
    assert [row[3] for row in rows[1:]] == ["CP-SAT", "timelines"] * (len(rows) // 2)
    # Timelines know nothing of rules across officers: where theirs break one, there is no lawful roster to compare.
    lawful = {(row[0], row[3]): [float(cell) for cell in row[5:]] for row in rows[1:] if "–" not in row}
    both = [unit for unit, way in lawful if way == "timelines" and unit != "all lawful"]
    assert both
    for unit in both:
        by_tiers, by_timelines = lawful[unit, "CP-SAT"], lawful[unit, "timelines"]
        assert by_tiers[:2] == by_timelines[:2], "so small a unit is staffed as well as can be either way"


def test_a_unit_is_fair_within_one_evening_or_within_its_bound() -> None:
    within, must = UnitSpread("tan_phu", 0.008, 0.0084, None), UnitSpread("tan_loi", 0.016, 0.0084, 0.016)
    unfair = UnitSpread("tan_tien", 0.016, 0.0084, 0.0)
    assert fairness_row([within, must]).is_reached
    row = fairness_row([within, unfair, must])
    assert not row.is_reached
    assert row.measured.startswith("tan_tien 0.0160 ")
    assert "2/3 units" in row.measured


def write_run(folder: Path, world: Scenario, plan: Plan) -> None:
    """As much of a run folder as the loads are measured from."""
    write_csv_files(folder, plan)
    text = resolved_text(LoadedScenario(world, folder))
    (folder / "scenario.resolved.yaml").write_text(text, encoding="utf-8")
    (folder / "run.json").write_text(json.dumps(run_claims()), encoding="utf-8")


@pytest.mark.parametrize(
    ("weights", "one_evening", "bound"),
    [({}, 1 / 6, 0.0), ({"evening": 2.0, "weekend": 1.0, "overtime_hour": 0.0}, 2 / 6, 0.5)],
    ids=["divisible", "threes"],
)
def test_the_bound_of_a_unit_by_hand(
    tmp_path: Path, weights: dict[str, float], one_evening: float, bound: float
) -> None:
    """An had nothing in 3 days, Binh 6 in 6; both have 3 now, in parts of 1 (4 and 2 are equal) or in one piece."""
    world = scenario(objectives__burden=weights)
    write_run(tmp_path, world, PLAN)
    town, district = unit_spreads(tmp_path)
    assert (town.spread, town.one_evening, town.bound) == pytest.approx((0.5, one_evening, bound))
    assert town.is_fair == (bound > 0)
    assert district.is_fair
    assert district.bound is None


def test_a_unit_that_lends_has_no_bound(tmp_path: Path) -> None:
    world = scenario(officers__an__unit="district", officers__an__lent_to=["tan_phu"])
    lent = replace(PLAN, burden=(replace(PLAN.burden[0], unit="district"), *PLAN.burden[1:]))
    write_run(tmp_path, world, lent)
    spreads = {each.unit: each for each in unit_spreads(tmp_path)}
    assert (spreads["district"].bound, spreads["district"].is_fair) == (0.0, False)


def test_a_solver_out_of_time_found_no_plan_and_proved_nothing() -> None:
    assert result_in_words("no solution found") == result_in_words("UNKNOWN") == "no plan found"
    assert result_in_words("INFEASIBLE") == "infeasible"
