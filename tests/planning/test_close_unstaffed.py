"""What lacks people at last is closed, or opened with less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from optimizer.campaign.decisions import Decisions
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.staffing import staffing_need
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.two_communes import make_world, opening, stops


def closed(
    world: World, decisions: Decisions, lacking: Mapping[str, int], *, asks_own: bool = False
) -> tuple[Decisions, Mapping[str, Any]]:
    """Close with everybody there but so many of each slot; people are numbered."""
    need = staffing_need(world, decisions)
    held = {
        name: tuple(f"officer_{number}" for number in range(duty.slot.minimum - lacking.get(name, 0)))
        for name, duty in need.duties.items()
    }
    assert set(lacking) <= set(held)
    return close_unstaffed(world, decisions, need, held, asks_own=asks_own)


def test_a_standing_duty_opens_with_the_crew_there_is() -> None:
    world, _ = make_world()
    decisions = Decisions((opening(world, "tan_phu", 0, 0), opening(world, "tan_phu", 1, 0)))
    left, held = closed(
        world, decisions, {"2024-04-01/morning/desk_tan_phu/tan_phu": 1, "2024-04-02/morning/desk_tan_phu/tan_phu": 2}
    )
    assert [(each.day_shift, each.officers) for each in left.openings] == [(DayShift(0, 0), 1)]
    assert held == {"2024-04-01/morning/desk_tan_phu/tan_phu": ("officer_0",)}


@pytest.mark.parametrize(("missing", "borrowed"), [("tan_phu", ("district_team",)), ("district_team", ())])
def test_whoever_is_lent_and_missing_is_asked_no_more(missing: str, borrowed: tuple[str, ...]) -> None:
    world, _ = make_world()
    decisions = Decisions((opening(world, "tan_phu", 0, 0, borrowed=("district_team",)),))
    left, held = closed(world, decisions, {f"2024-04-01/morning/desk_tan_phu/{missing}": 1})
    assert [each.borrowed for each in left.openings] == [borrowed]
    asked = {name: duty.slot.minimum for name, duty in staffing_need(world, left).duties.items()}
    assert asked == {name: len(crew) for name, crew in held.items() if crew}


def test_any_other_opening_needs_its_whole_crew() -> None:
    world, _ = make_world()
    whole, short = opening(world, "thuan_phu", 1, 2), opening(world, "tan_phu", 0, 2)
    left, held = closed(world, Decisions((short, whole)), {"2024-04-01/evening/desk_tan_phu/tan_phu": 1})
    assert left.openings == (whole,)
    assert set(held) == {"2024-04-02/evening/desk_thuan_phu/thuan_phu"}


@pytest.mark.parametrize(
    "missing", ["2024-04-01/afternoon/mobile/district_team", "2024-04-01/morning/mobile/tan_phu/local"]
)
def test_a_team_that_lacks_anybody_stays_at_home_that_day(missing: str) -> None:
    """Both shifts of the day fall away, with the local officers; another day is kept."""
    world, _ = make_world()
    away = stops(world, ("tan_phu", 0, 0), ("thuan_phu", 0, 1), ("thuan_phu", 1, 0))
    left, held = closed(world, Decisions((), away), {missing: 1})
    assert left.stops == away[2:]
    assert {name.split("/")[0] for name in held} == {"2024-04-02"}
    assert len(held) == 2


def test_nothing_lacking_nothing_changes() -> None:
    world, _ = make_world()
    decisions = Decisions(
        (opening(world, "tan_phu", 0, 0, officers=1, helpers=1), opening(world, "thuan_phu", 0, 2)),
        stops(world, ("tan_phu", 0, 0), ("thuan_phu", 0, 1)),
    )
    left, held = closed(world, decisions, {})
    assert left == decisions
    assert set(held) == set(staffing_need(world, decisions).duties)


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        ({"district_team": 1}, {"tan_phu": 2}),
        ({"district_team": 1, "tan_phu": 1}, {}),
        ({"tan_phu": 1}, {"district_team": 1}),
    ],
    ids=["lent", "both", "own"],
)
def test_at_a_standing_duty_the_own_unit_is_asked_for_whom_others_cannot_lend(
    missing: Mapping[str, int], asked: Mapping[str, int]
) -> None:
    world, _ = make_world()
    decisions = Decisions((opening(world, "tan_phu", 0, 0, borrowed=("district_team",)),))
    lacking = {f"2024-04-01/morning/desk_tan_phu/{unit}": number for unit, number in missing.items()}
    left, _ = closed(world, decisions, lacking, asks_own=True)
    need = staffing_need(world, left)
    assert {duty.rostered_unit: duty.slot.minimum for duty in need.duties.values()} == asked
