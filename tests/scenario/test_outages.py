"""Kits out of order, slow days and days on which a desk is not to open: what the plan does, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.errors import ScenarioError
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from tests.worlds.planned import Planned, plan
from tests.worlds.small import World, lawful_rules, small_world, write_world

MONDAY = {"first_day": "2024-04-01", "last_day": "2024-04-01"}
SATURDAY, SUNDAY = date(2024, 4, 6), date(2024, 4, 7)


def interrupted_world() -> World:
    """A week from Monday; the kit breaks on Tuesday, the desk opens on weekdays, and the system is slow on Friday."""
    world = small_world(1, 7, first_day="2024-04-01", mobile_team=True) | {"rules": lawful_rules()}
    world["calendar"]["holidays"] = {}
    world["kits"] = {"kit_mobile": {"unavailable": {"broken": {"first_day": "2024-04-02", "last_day": "2024-04-07"}}}}
    world["posts"]["desk_tan_phu"]["day_types"] = ["weekday"]
    friday = {"first_day": "2024-04-05", "last_day": "2024-04-05", "factor": 4.0}
    world["service"]["activation"]["slow_days"] = {"friday": friday}
    world["visits"]["schools"]["maximum_visits"] = world["visits"]["communes"]["maximum_visits"] = 7
    return world


@pytest.fixture(scope="module")
def planned() -> Planned:
    return plan(interrupted_world())


def test_the_plan_keeps_to_it_and_verifies(planned: Planned) -> None:
    assert planned.verified().passed
    assert {row.date for row in planned.plan.visits} == {date(2024, 4, 1)}
    assert {SATURDAY, SUNDAY}.isdisjoint(row.date for row in planned.plan.openings)
    assert planned.plan.openings


@pytest.mark.parametrize(
    ("change", "evidence"),
    [
        ({"kits": {"kit_mobile": {"unavailable": {"monday": MONDAY}}}}, "the kit kit_mobile is out of order on"),
        ({"posts": {"day_types": ["weekend"]}}, "it opens on weekend only"),
    ],
)
def test_the_verifier_sees_a_plan_that_does_not(change: dict[str, Any], evidence: str, planned: Planned) -> None:
    world = interrupted_world() | {key: value for key, value in change.items() if key == "kits"}
    world["posts"]["desk_tan_phu"] |= change.get("posts", {})
    verification = Planned(
        Scenario.model_validate(world), *(planned.world, planned.loop, planned.state, planned.plan, ())
    ).verified()
    assert not verification.passed
    assert any(evidence in line for line in verification.lines())


def test_a_slow_day_is_a_class_of_its_own_with_less_capacity() -> None:
    world = compile_world(Scenario.model_validate(interrupted_world()))
    post = world.posts[0]
    assert post.lane_capacity[DayShift(4, 0)] == post.lane_capacity[DayShift(3, 0)] / 4 == 12
    classes = [each for each in shift_classes(world) if each.shift == "morning" and not each.is_reserve]
    assert {each.lane_capacity: len(each.day_shifts) for each in classes} == {48: 4, 12: 1}


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (
            "kits.kit_mobil.unavailable.x={first_day: 2024-04-05, last_day: 2024-04-05}",
            "no post and no team has the kit 'kit_mobil'\n  did you mean 'kit_mobile'?",
        ),
        (
            "kits.kit_mobile.unavailable.x={first_day: 2024-04-05, last_day: 2024-04-04}",
            "'x' ends 2024-04-04, before it begins 2024-04-05",
        ),
        (
            "service.activation.slow_days.x={first_day: 2025-04-05, last_day: 2025-04-06, factor: 2}",
            "2025-04-05 to 2025-04-06 lies outside the campaign",
        ),
        ("service.activation.slow_days.x={first_day: 2024-04-05, last_day: 2024-04-06}", "'factor' is missing"),
        (
            "posts.desk_tan_phu.day_types=[weekend]",
            "standing day type 'weekday' is not among the post's day types\n  add it there",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(override: str, message: str, tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world(1, mobile_team=True))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, [override])
    assert message in str(caught.value)
