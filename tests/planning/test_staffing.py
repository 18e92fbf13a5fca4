"""From openings and stops to duties and names: one crew per day away, loans, overtime, and what is closed at last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from optimizer.campaign.assembly import burden_rows
from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.planning.close_unstaffed import settle
from optimizer.planning.loop import with_crews
from optimizer.planning.staffing import STANDING_WEIGHT, StaffingNeed, roster_rows, staffing_need
from optimizer.rostering.cp_sat.engine import RosterEngine, Search
from optimizer.rostering.roster import Roster
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import BURDEN_SCALE
from optimizer.world.world import World
from tests.worlds.small import small_world

WAY = 30
"""Minutes from the district to each commune."""


def make_world(**officers: Any) -> tuple[World, Mapping[str, Any]]:
    """Two communes and a visiting team of the district, three officers strong; Monday to Thursday."""
    data = small_world(2, 4, 3, first_day="2024-04-01")
    data["calendar"] = {"school_term": {"last_day": "2024-04-04"}}
    data["travel"] = {"speed_km_per_hour": 30.0}
    data["places"]["district"]["road_km"] = {"tan_phu": 15.0, "thuan_phu": 15.0}
    data["places"]["tan_phu"]["road_km"] = {"thuan_phu": 5.0}
    data["rules"] = {
        "one_duty": {"kind": "one_duty_at_a_time", "source": "BLLĐ"},
        "leave": {"kind": "availability", "source": "BLLĐ"},
    }
    for name, settings in officers.items():
        data["officers"][name] |= settings
    scenario = Scenario.model_validate(data)
    return compile_world(scenario), with_crews(scenario.rules)


def stops(world: World, *visits: tuple[str, int, int]) -> tuple[Stop, ...]:
    communes = next(programme for programme in world.programmes if programme.kind == "commune")
    return tuple(Stop(communes, place, DayShift(day, shift)) for place, day, shift in visits)


def opening(world: World, place: str, day: int, shift: int, officers: int = 2, **crew: Any) -> Opening:
    post = next(post for post in world.posts if post.place == place)
    return Opening(post, DayShift(day, shift), officers, crew.get("helpers", 0), crew.get("borrowed", ()))


def rostered(need: StaffingNeed, rules: Mapping[str, Any], unit: str) -> Roster:
    return RosterEngine(need.problems[unit], rules, Search(deterministic=True)).staff(5.0)


def test_the_crew_of_the_morning_comes_back_in_the_afternoon() -> None:
    """Two shifts of one day away, at one place or at two, are one crew's; another day may be another's."""
    world, rules = make_world()
    away = stops(world, ("tan_phu", 0, 0), ("tan_phu", 0, 1), ("thuan_phu", 1, 0), ("tan_phu", 1, 1), ("tan_phu", 2, 1))
    need = staffing_need(world, Decisions((), away))
    slots = need.problems["district_team"].slots
    assert [slot.continues for slot in slots] == [None, slots[0].id, None, slots[2].id, None]
    roster = rostered(need, rules, "district_team")
    assert not roster.unstaffed
    held = [frozenset(roster.assignments[slot.id]) for slot in slots]
    assert held[0] == held[1]
    assert held[2] == held[3]
    assert all(len(crew) == 2 for crew in held)


def test_a_team_on_leave_in_part_keeps_to_one_crew() -> None:
    """Only two of the three are there on Monday: they hold both shifts."""
    world, rules = make_world(district_1={"leave": {"away": {"first_day": "2024-04-01", "last_day": "2024-04-01"}}})
    need = staffing_need(world, Decisions((), stops(world, ("tan_phu", 0, 0), ("thuan_phu", 0, 1))))
    roster = rostered(need, rules, "district_team")
    crews = {roster.assignments[slot.id] for slot in need.problems["district_team"].slots}
    assert crews == {("district_2", "district_3")}


def test_local_officers_stay_in_their_commune() -> None:
    world, rules = make_world()
    need = staffing_need(world, Decisions((), stops(world, ("tan_phu", 0, 0), ("thuan_phu", 0, 1))))
    by_unit = {duty.rostered_unit: duty for duty in need.duties.values() if duty.role == "local"}
    assert by_unit.keys() == {"tan_phu", "thuan_phu"}
    for unit, duty in by_unit.items():
        assert duty.slot.continues is None
        assert duty.slot.minutes == 240
        assert len(rostered(need, rules, unit).assignments[duty.slot.id]) == 1


def test_overtime_of_a_day_away_is_counted() -> None:
    """07:00-11:00 and 13:30-17:30 with half an hour each way are nine hours: one above eight, an hour of travel."""
    world, rules = make_world()
    decisions = Decisions((), stops(world, ("tan_phu", 0, 0), ("tan_phu", 0, 1)))
    need = staffing_need(world, decisions)
    roster = rostered(need, rules, "district_team")
    weights = world.weights
    each = weights.travel_hour * 1.0 + weights.overtime_hour * 1.0
    assert roster.tiers["burden"].value == pytest.approx(2 * each)
    assert roster.tiers["burden"].bound == pytest.approx(2 * each)
    rows = roster_rows(world, need.duties, roster.assignments, {o.id: o.id for o in world.officers})
    burdens = {row.officer: row for row in burden_rows(world, decisions, rows)}
    for officer in roster.assignments[need.problems["district_team"].slots[0].id]:
        assert burdens[officer].overtime_hours == pytest.approx(1.0)
        assert burdens[officer].burden == pytest.approx(each)
    assert sum(row.burden for row in burdens.values()) == pytest.approx(2 * each)


def test_an_overtime_nobody_escapes_is_counted_at_desks_too() -> None:
    """One officer alone holds morning, afternoon and evening: twelve hours, and an evening."""
    leave = {"leave": {"away": {"first_day": "2024-04-01", "last_day": "2024-04-04"}}}
    world, rules = make_world(tan_phu_1=leave, tan_phu_2=leave)
    openings = tuple(opening(world, "tan_phu", 0, shift, officers=1, helpers=1) for shift in range(3))
    roster = rostered(staffing_need(world, Decisions(openings)), rules, "tan_phu")
    assert not roster.unstaffed
    assert roster.tiers["burden"].value == pytest.approx(world.weights.evening + 4 * world.weights.overtime_hour)


def test_lent_officers_are_asked_of_their_own_unit() -> None:
    world, rules = make_world()
    need = staffing_need(world, Decisions((opening(world, "tan_phu", 0, 0, borrowed=("district_team",)),)))
    assert {duty.rostered_unit: duty.slot.minimum for duty in need.duties.values()} == {
        "tan_phu": 1,
        "district_team": 1,
    }
    roster = rostered(need, rules, "district_team")
    (slot,) = need.problems["district_team"].slots
    assert len(roster.assignments[slot.id]) == 1
    assert roster.tiers["burden"].value == pytest.approx(world.weights.loan)
    assert slot.loan_burden == round(world.weights.loan * BURDEN_SCALE)


def test_standing_duties_weigh_more() -> None:
    world, _ = make_world()
    need = staffing_need(world, Decisions((opening(world, "tan_phu", 0, 0), opening(world, "tan_phu", 0, 2))))
    weights = {duty.slot.shift: duty.slot.weight_under for duty in need.duties.values()}
    assert weights == {"morning": STANDING_WEIGHT, "evening": 1}


def settled(world: World, decisions: Decisions, lacking: Mapping[str, int]) -> tuple[Decisions, Mapping[str, Any]]:
    """Settle with everybody there but so many of each slot; people are numbered."""
    need = staffing_need(world, decisions)
    held = {
        name: tuple(f"officer_{number}" for number in range(duty.slot.minimum - lacking.get(name, 0)))
        for name, duty in need.duties.items()
    }
    assert set(lacking) <= set(held)
    return settle(world, decisions, need, held)


def test_a_standing_duty_opens_with_the_crew_there_is() -> None:
    world, _ = make_world()
    decisions = Decisions((opening(world, "tan_phu", 0, 0), opening(world, "tan_phu", 1, 0)))
    left, held = settled(
        world, decisions, {"2024-04-01/morning/desk_tan_phu/tan_phu": 1, "2024-04-02/morning/desk_tan_phu/tan_phu": 2}
    )
    assert [(each.day_shift, each.officers) for each in left.openings] == [(DayShift(0, 0), 1)]
    assert held == {"2024-04-01/morning/desk_tan_phu/tan_phu": ("officer_0",)}


@pytest.mark.parametrize(("missing", "borrowed"), [("tan_phu", ("district_team",)), ("district_team", ())])
def test_whoever_is_lent_and_missing_is_asked_no_more(missing: str, borrowed: tuple[str, ...]) -> None:
    world, _ = make_world()
    decisions = Decisions((opening(world, "tan_phu", 0, 0, borrowed=("district_team",)),))
    left, held = settled(world, decisions, {f"2024-04-01/morning/desk_tan_phu/{missing}": 1})
    assert [each.borrowed for each in left.openings] == [borrowed]
    asked = {name: duty.slot.minimum for name, duty in staffing_need(world, left).duties.items()}
    assert asked == {name: len(crew) for name, crew in held.items() if crew}


def test_any_other_opening_needs_its_whole_crew() -> None:
    world, _ = make_world()
    whole, short = opening(world, "thuan_phu", 1, 2), opening(world, "tan_phu", 0, 2)
    left, held = settled(world, Decisions((short, whole)), {"2024-04-01/evening/desk_tan_phu/tan_phu": 1})
    assert left.openings == (whole,)
    assert set(held) == {"2024-04-02/evening/desk_thuan_phu/thuan_phu"}


@pytest.mark.parametrize(
    "missing", ["2024-04-01/afternoon/mobile/district_team", "2024-04-01/morning/mobile/tan_phu/local"]
)
def test_a_team_that_lacks_anybody_stays_at_home_that_day(missing: str) -> None:
    """Both shifts of the day fall away, with the local officers; another day is kept."""
    world, _ = make_world()
    away = stops(world, ("tan_phu", 0, 0), ("thuan_phu", 0, 1), ("thuan_phu", 1, 0))
    left, held = settled(world, Decisions((), away), {missing: 1})
    assert left.stops == away[2:]
    assert {name.split("/")[0] for name in held} == {"2024-04-02"}
    assert len(held) == 2


def test_nothing_lacking_nothing_changes() -> None:
    world, _ = make_world()
    decisions = Decisions(
        (opening(world, "tan_phu", 0, 0, officers=1, helpers=1), opening(world, "thuan_phu", 0, 2)),
        stops(world, ("tan_phu", 0, 0), ("thuan_phu", 0, 1)),
    )
    left, held = settled(world, decisions, {})
    assert left == decisions
    assert set(held) == set(staffing_need(world, decisions).duties)
