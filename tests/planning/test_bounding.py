"""What is said of the burden when the time is up."""

from __future__ import annotations

import pytest

from optimizer.events import Event
from optimizer.planning.bounding import bound_burden
from optimizer.planning.context import PlanningContext, Settings
from optimizer.planning.tiers import tier_values
from optimizer.rostering.bounds.proved import WrongBoundWarning
from optimizer.stopping import StopRequest
from tests.worlds.planned import plan
from tests.worlds.tiny import Turnout, tiny_data

REACHABLE = Turnout((0.3, 0.3), (0.01, 0.05), people=(97, 73), targets=(40, 42), invited_a_week=20)


def test_a_simple_bound_is_there_though_the_time_is_up() -> None:
    found = plan(tiny_data(REACHABLE))
    times = iter([0.0])
    late = PlanningContext(Settings(), lambda: next(times, 1e6), lambda event: None, StopRequest(), 8)
    assert late.is_over()
    values = tier_values(found.world, found.loop.rules, found.state.staffed)
    bound = bound_burden(found.state.planner, found.state.staffed.campaign, values, late)
    assert 0.0 < bound <= values["burden"] + 1e-6


def test_a_bound_above_the_burden_is_not_told_as_a_proof() -> None:
    """Of a burden said to be less than it is, the bound comes out too high; nobody is told that it is reached."""
    found = plan(tiny_data(REACHABLE))
    told: list[Event] = []
    context = PlanningContext(Settings(deterministic=True), lambda: 0.0, told.append, StopRequest(), 8)
    values = dict(tier_values(found.world, found.loop.rules, found.state.staffed))
    values["burden"] /= 100
    with pytest.warns(WrongBoundWarning):
        bound_burden(found.state.planner, found.state.staffed.campaign, values, context)
    assert [event.bound for event in told if event.stage == "bound"][-1] == 0.0
