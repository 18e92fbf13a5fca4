"""The joint model claims what the forecast confirms, with bounds that hold; the table says what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.dong_phu import fairness_row, main, result_in_words
from benchmarks.fair_units import UnitSpread
from benchmarks.joint_model import JointModel, JointResult
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from tests.worlds import small_world, write_world


def solve(folder: Path, minutes_per_person: int) -> JointResult:
    world = small_world(days=3, officers_per_commune=3)
    world["service"]["activation"]["minutes_per_person"] = minutes_per_person
    scenario = load_scenario(write_world(folder, world)).scenario
    return JointModel(compile_world(scenario), scenario.rules, "activation").solve(20.0, deterministic=True)


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


def test_a_unit_is_fair_within_one_evening_or_within_its_bound() -> None:
    within, must = UnitSpread("tan_phu", 0.008, 0.0084, None), UnitSpread("tan_loi", 0.016, 0.0084, 0.016)
    unfair = UnitSpread("tan_tien", 0.016, 0.0084, 0.0)
    assert fairness_row([within, must]).is_reached
    row = fairness_row([within, unfair, must])
    assert not row.is_reached
    assert row.measured.startswith("tan_tien 0.0160 ")
    assert "2/3 units" in row.measured


def test_a_solver_out_of_time_found_no_plan_and_proved_nothing() -> None:
    assert result_in_words("no solution found") == result_in_words("UNKNOWN") == "no plan found"
    assert result_in_words("INFEASIBLE") == "infeasible"
