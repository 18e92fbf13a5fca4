"""From openings and stops to duties: one crew per day away, loans, overtime, standing duties."""

from __future__ import annotations

import pytest

from optimizer.campaign.decisions import Decisions
from optimizer.planning.staffing import LENT, LENT_STANDING, OWN, OWN_STANDING, staffing_need
from optimizer.world.roster_problem import BURDEN_SCALE
from tests.worlds.two_communes import make_world, opening, rostered, stops


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


def test_an_overtime_nobody_escapes_is_counted_at_desks_too() -> None:
    """One officer alone holds morning, afternoon and evening: twelve hours, and an evening."""
    leave = {"leave": {"away": {"first_day": "2024-04-01", "last_day": "2024-04-04"}}}
    world, rules = make_world(tan_phu_1=leave, tan_phu_2=leave)
    openings = tuple(opening(world, "tan_phu", 0, shift, officers=1, helpers=1) for shift in range(3))
    roster = rostered(staffing_need(world, Decisions(openings)), rules, "tan_phu")
    assert not roster.unstaffed
    assert roster.tiers["burden"] == pytest.approx(world.weights.evening + 4 * world.weights.overtime_hour)


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
    assert roster.tiers["burden"] == pytest.approx(world.weights.loan)
    assert slot.loan_burden == round(world.weights.loan * BURDEN_SCALE)


def test_standing_duties_weigh_more_than_all_else_and_loans_least() -> None:
    world, _ = make_world()
    borrowed = ("district_team",)
    openings = [opening(world, "tan_phu", day, shift, borrowed=borrowed) for day in (0, 1) for shift in (0, 2)]
    need = staffing_need(world, Decisions(tuple(openings)))
    weights = {(duty.slot.shift, duty.rostered_unit): duty.slot.weight_under for duty in need.duties.values()}
    assert weights == {
        ("morning", "tan_phu"): OWN_STANDING,
        ("morning", "district_team"): LENT_STANDING,
        ("evening", "tan_phu"): OWN,
        ("evening", "district_team"): LENT,
    }
    assert OWN_STANDING > 100 * LENT_STANDING > 100 * 100 * OWN > 100 * 100 * LENT


def test_what_opens_beside_standing_duties_opens_whole_or_not_at_all() -> None:
    """One officer of three is there: the standing desk has the other, the evening has nobody."""
    leave = {"leave": {"away": {"first_day": "2024-04-01", "last_day": "2024-04-04"}}}
    world, rules = make_world(tan_phu_1=leave, tan_phu_2=leave)
    for shift, there in ((0, 1), (2, 0)):
        need = staffing_need(world, Decisions((opening(world, "tan_phu", 0, shift),)))
        (crew,) = rostered(need, rules, "tan_phu").assignments.values()
        assert len(crew) == there
