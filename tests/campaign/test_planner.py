"""Bounds of the campaign level against its own plans."""

from __future__ import annotations

import pytest

from optimizer.campaign.planner import CampaignPlanner
from optimizer.campaign.tier_values import shortfall_terms
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from tests.worlds.small import small_world
from tests.worlds.tiny import Turnout, tiny_world

SLACK = 1e-6


@pytest.mark.parametrize("communes", [2, 3, 4])
def test_journeys_of_the_plan_carry_no_less_than_the_bound(communes: int) -> None:
    """Schools and communes together, journeys weighed as the plan's own."""
    data = small_world(communes, 8, 4, first_day="2024-04-01")
    data["visits"].pop("homes")
    planner = CampaignPlanner(compile_world(Scenario.model_validate(data)), {}, threads=2, seed=1)
    plan = planner.plan()
    at_desks = sum(planner.world.shift_burden(each.day_shift) * each.officers for each in plan.decisions.openings)
    assert planner.itinerary.stops
    missing = sum(shortfall_terms(planner.world, plan.forecast).values())
    planner.prove(0.0, missing)
    bound = planner.journeys_bound(missing)
    assert (bound > 0.0) == (communes < 4)
    assert bound <= planner.burden(plan) - at_desks + SLACK


def test_targets_out_of_reach_are_missed_evenly() -> None:
    """The shared organisation goes where more is missing of the target, as long as nobody more is missed for it."""
    turnout = Turnout((0.05, 0.05), (0.02, 0.02), people=(200, 100), targets=(150, 70), invited_a_week=30, days=4)
    world = tiny_world(turnout)
    planner = CampaignPlanner(world, {}, threads=1, seed=1)
    plan = planner.plan()
    assert planner.shortfall(plan) == pytest.approx(124.42, abs=0.01)
    shares = [plan.forecast.cumulative(*key, world.finish_by) / pool.target for key, pool in world.pools.items()]
    assert max(shares) - min(shares) < 0.02
