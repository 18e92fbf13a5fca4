"""What is said of the burden when the time is up."""

from __future__ import annotations

from optimizer.planning.bounding import bound_burden
from optimizer.planning.context import PlanningContext, Settings
from optimizer.planning.tiers import tier_values
from optimizer.stopping import StopRequest
from tests.worlds.planned import plan
from tests.worlds.tiny import Turnout, tiny_data


def test_a_simple_bound_is_there_though_the_time_is_up() -> None:
    targets_within_reach = Turnout((0.3, 0.3), (0.01, 0.05), people=(97, 73), targets=(40, 42), invited_a_week=20)
    found = plan(tiny_data(targets_within_reach))
    times = iter([0.0])
    late = PlanningContext(Settings(), lambda: next(times, 1e6), lambda event: None, StopRequest(), 8)
    assert late.is_over()
    values = tier_values(found.world, found.loop.rules, found.state.staffed)
    bound = bound_burden(found.state.planner, found.state.staffed.campaign, values, late)
    assert 0.0 < bound <= values["burden"] + 1e-6
