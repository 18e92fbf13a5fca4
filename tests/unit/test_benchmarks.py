"""The joint model of the benchmarks claims what the forecast confirms, and its bound holds with queues too."""

from __future__ import annotations

from pathlib import Path

import pytest

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
