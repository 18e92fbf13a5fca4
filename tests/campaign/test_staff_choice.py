"""The bound over all choices of who stays is the least of each choice's own, found by trying all of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from optimizer.campaign.allocation.hours import Hours, weekly_hours
from optimizer.campaign.allocation.linear_model import AllocationModel
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.allocation.solving import bound
from optimizer.campaign.staff_choice import KEPT, StaffChoice
from optimizer.rules.catalogue import AnyStatement
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World
from tests.worlds.drawn_campaigns import FIRST_DAY, Desk, DrawnCampaign

UNITS = ("u0", "u1")


def drawn(seed: int) -> tuple[World, dict[str, AnyStatement]]:
    """Two units of five officers in all, on leave now and then, whose weeks are short."""
    dice = Random(seed)
    officers = [("u0", None), ("u1", dice.choice((None, "u0")))] + [(dice.choice(UNITS), None) for _ in range(3)]
    desks = tuple(
        Desk(unit, dice.randint(1, 2), ("morning", "evening"), dice.choice(((), ("morning",)))) for unit in UNITS
    )
    hours = {"kind": "hours_in_period", "period": "week", "of": "duty", "at_most": dice.choice((8, 12, 16))}
    campaign = DrawnCampaign(6, desks, tuple(officers), (), {"hours": hours, "crews": {"kind": "coverage"}})
    data = campaign.data()
    for officer in data["officers"].values():
        first = FIRST_DAY.replace(day=FIRST_DAY.day + dice.randint(0, 3))
        if dice.random() < 0.5:
            last = first.replace(day=first.day + 2)
            officer["leave"] = {"ill": {"first_day": first.isoformat(), "last_day": last.isoformat()}}
    for place in data["places"].values():
        place["pools"]["activation"]["target"] = dice.randint(10, 30)
    scenario = Scenario.model_validate(data)
    return compile_world(scenario), dict(scenario.rules)


def bounds_of(world: World, rules: dict[str, AnyStatement], standing: float) -> tuple[float, float | None]:
    """Of one choice, by the same linear model without the choice in it."""

    def model(*, is_staffed: bool) -> AllocationModel:
        hours = Hours(weekly_hours(world, rules))
        return AllocationModel(world, shift_classes(world), hours, is_standing_staffed=is_staffed)

    own = model(is_staffed=False)
    own.model.minimize(own.standing())
    least = max(0.0, bound(own.model, 10.0, 0.0))
    if least > standing + KEPT:
        return least, None
    kept = model(is_staffed=standing < 1 - KEPT)
    kept.keep(kept.standing(), standing + KEPT)
    return least, kept.least_shortfall().value


def choices_of(world: World, number: int) -> list[World]:
    """The campaign with each choice of so many officers, nobody the last of a unit."""
    chosen = [
        officers
        for officers in combinations(world.officers, number)
        if {officer.unit for officer in officers} == {officer.unit for officer in world.officers}
    ]
    return [replace(world, officers=officers) for officers in chosen]


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_is_that_of_the_best_choice(seed: int) -> None:
    world, rules = drawn(seed)
    choice = StaffChoice(world, rules, UNITS)
    assert choice.officers == 5
    for number in range(2, 6):
        for standing in (0.0, 3.0):
            every = [bounds_of(each, rules, standing) for each in choices_of(world, number)]
            found = choice.bounds(number, standing)
            assert found.standing == pytest.approx(min(least for least, _ in every), abs=2e-3)
            possible = [shortfall for _, shortfall in every if shortfall is not None]
            if possible:
                assert found.shortfall is not None
                assert found.shortfall == pytest.approx(min(possible), abs=1e-2)
            else:
                assert found.shortfall is None


@pytest.mark.parametrize("seed", range(6))
def test_who_is_proposed_is_missed_least_and_every_choice_comes_up_once(seed: int) -> None:
    world, rules = drawn(seed)
    choice = StaffChoice(world, rules, UNITS)
    group_of = {member: number for number, group in enumerate(choice.groups) for member in group.members}

    def told(staying: frozenset[str]) -> tuple[int, ...]:
        """Officers whom only a name tells apart are one as good as the other."""
        return tuple(sorted(group_of[name] for name in staying))

    everybody = frozenset(officer.id for officer in world.officers)
    worlds = choices_of(world, 3)
    tried: list[frozenset[str]] = []
    while (leaving := choice.propose(3, tried)) is not None:
        tried.append(leaving)
        assert len(tried) <= len(worlds)
    staying = [told(everybody - leaving) for leaving in tried]
    assert len(set(staying)) == len(staying)
    assert set(staying) == {told(frozenset(officer.id for officer in each.officers)) for each in worlds}
    best = min(bounds_of(each, rules, 100.0)[0] for each in worlds)
    first = next(each for each in worlds if {officer.id for officer in each.officers} == everybody - tried[0])
    assert bounds_of(first, rules, 100.0)[0] == pytest.approx(best, abs=2e-3)


def test_a_unit_keeps_as_many_as_it_is_said_to_need() -> None:
    world, rules = drawn(1)
    choice = StaffChoice(world, rules, UNITS)
    for unit in UNITS:
        own = {officer.id for officer in world.officers if officer.unit == unit}
        leaving = choice.propose(3, needing={unit: 2})
        assert leaving is not None
        assert len(own - leaving) >= min(2, len(own))
