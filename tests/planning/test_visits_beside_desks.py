"""Visits dated anew where desks miss local officers, once a first plan stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.planner import CampaignPlanner
from optimizer.campaign.tier_values import shortfall_terms
from optimizer.scenario.compiling import compile_world
from tests.worlds.planned import plan
from tests.worlds.short_staffed import Shortage, short_staffed

SHORT = Shortage(shifts=(1, 1), targets=(30, 30), arrival=0.3, visits=1)
"""Communes of two officers with a shift a week each: a visit takes one along, and the desk, which takes both, shuts."""


def missed_by(planner: CampaignPlanner) -> float:
    return sum(shortfall_terms(planner.world, planner.plan().forecast).values())


def test_visits_move_to_weeks_in_which_desks_can_spare_somebody() -> None:
    scenario = short_staffed(SHORT)
    first = CampaignPlanner(compile_world(scenario), scenario.rules, threads=1, seed=1)
    beside = first.beside_desks()
    assert missed_by(beside) < missed_by(first) - 10
    planned = plan(scenario)
    assert planned.verified().passed
    assert planned.tiers["shortfall"].value <= missed_by(beside) + 1e-6
    assert "visits" not in planned.loop.context.was_cut_short


@pytest.mark.parametrize("shortage", [replace(SHORT, targets=(1, 1)), replace(SHORT, visits=0)])
def test_visits_stay_where_no_desk_misses_anybody_for_them(shortage: Shortage) -> None:
    scenario = short_staffed(shortage)
    planner = CampaignPlanner(compile_world(scenario), scenario.rules, threads=1, seed=1)
    assert planner.beside_desks() is planner


def test_it_is_said_where_there_is_no_time_to_move_them() -> None:
    assert "visits" in plan(short_staffed(SHORT), seconds=0.0).loop.context.was_cut_short
