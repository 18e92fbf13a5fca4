"""Who can man the weeks of a pool."""

from __future__ import annotations

from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.labelling.pool_weeks import possible_weeks
from optimizer.campaign.labelling.week_patterns import AvailableCrew
from tests.worlds.pool_weeks import HOURS
from tests.worlds.tiny import Turnout, tiny_world


def test_weeks_have_what_any_plan_could_give() -> None:
    """All officers' minutes of the unit, less the officers whom standing shifts after ``finish_by`` need."""
    world = tiny_world(Turnout(days=4, first_day="2024-04-02", reserve=1, standing=True, helper_shifts=2))
    pool = next(iter(world.pools.values()))
    week = possible_weeks(world, shift_classes(world), {("tan_phu", "2024-W14"): 5000}, {}, pool)[0]
    assert week.crew == AvailableCrew(
        5000 - HOURS, helper_shifts=2, loans=0, loan_burden=1.0, loan_minutes=HOURS, lent=0, lent_minutes=HOURS
    )
    assert week.standing_after == 1
