"""Tier after tier: the ideal where there is one, earlier tiers held, and nothing said that is not known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from optimizer.errors import NoRosterError, OutOfTimeError
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import fairest_hours
from optimizer.rostering.cp_sat.fair_loads import FairLoads
from optimizer.rostering.cp_sat.narrowing import hold_ranges
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.result import Status
from optimizer.rostering.roster import Roster, TieredRoster
from optimizer.rules.availability.statement import Availability
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.fair_share.statement import FairShare
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.statement import Scope, Soft
from optimizer.stopping import StopRequest
from tests.contract.case_drawing import MONDAY
from tests.worlds.micro import DutyDrawing, OfficerDrawing, Wish, World, as_problem
from tests.worlds.solved import counted, tiered

SOFT = Soft(soft=1)
RULES: dict[str, AnyStatement] = {
    "one": OneDutyAtATime(),
    "leave": Availability(),
    "crews": Coverage(enforcement=SOFT),
    "fair": FairShare(enforcement=SOFT),
    "wishes": Availability(of="requests", enforcement=SOFT),
}
EVENINGS = tuple(DutyDrawing(day, "evening", minimum=1, maximum=1, burden=1.0) for day in range(4))
OFFICERS = (OfficerDrawing("an", wishes=tuple(Wish(day, None, False) for day in range(4))), OfficerDrawing("binh"))
PROBLEM = as_problem(World(MONDAY, 4, OFFICERS, EVENINGS))
"""Four evenings for two officers, of whom one wishes them all off."""


def test_the_ideal_is_found_and_proved() -> None:
    solver = tiered(PROBLEM, RULES)
    found = solver.staff(5.0)
    assert found.status is Status.OPTIMAL
    assert found.value == found.bound == found.roster.tiers["burden"] == 4.0
    assert solver.is_fairest
    assert not found.roster.unstaffed
    assert [sum(who in crew for crew in found.roster.assignments.values()) for who in ("an", "binh")] == [2, 2]
    assert 0.0 < found.seconds < 5.0


SHARED_HOURS = FairShare(measure="hours", at_most=0.05, enforcement=SOFT)
DAYS = tuple(DutyDrawing(day, "morning", minimum=1, maximum=1) for day in range(6))


def hours_of(roster: TieredRoster, who: str) -> int:
    return 4 * sum(who in crew for crew in roster.assignments.values())


def test_hours_are_shared_by_what_each_may_work() -> None:
    """Mornings weigh nothing, so that the burden alone says nothing of who has them all."""
    officers = OfficerDrawing("an", hours_per_week=48.0), OfficerDrawing("binh", hours_per_week=24.0)
    problem = as_problem(World(MONDAY, 6, officers, DAYS))
    solver = tiered(problem, {**RULES, "hours": SHARED_HOURS})
    roster = solver.staff(5.0).roster
    assert (hours_of(roster, "an"), hours_of(roster, "binh")) == (16, 8)
    assert roster.tiers["fairness"] == 0.0


def test_where_hours_cannot_be_shared_the_burden_is() -> None:
    """One of two may hold no morning; both hold as many evenings."""
    mornings = tuple(replace(duty, officers=("an",)) for duty in DAYS[:3])
    problem = as_problem(World(MONDAY, 4, OFFICERS, (*EVENINGS, *mornings)))
    solver = tiered(problem, {**RULES, "hours": SHARED_HOURS})
    roster = solver.staff(5.0).roster
    assert not roster.unstaffed
    evenings = [roster.assignments[slot.id] for slot in problem.slots if slot.shift == "evening"]
    assert [sum(who in crew for crew in evenings) for who in ("an", "binh")] == [2, 2]
    assert not solver.is_fairest
    assert roster.tiers["fairness"] > 0.0


def test_hours_of_a_part_of_the_unit_are_left_to_the_rule() -> None:
    problem = as_problem(World(MONDAY, 6, OFFICERS, DAYS))
    assert fairest_hours(problem, {"hours": SHARED_HOURS}) is not None
    for rule in (
        SHARED_HOURS.model_copy(update={"scope": Scope(officers=("an",))}),
        SHARED_HOURS.model_copy(update={"enforcement": "off"}),
        SHARED_HOURS.model_copy(update={"measure": "evenings"}),
    ):
        assert fairest_hours(problem, {"hours": rule}) is None


def test_a_later_tier_takes_nothing_from_an_earlier_one() -> None:
    """The wishes of one would have the other hold all; loads stay equal."""
    solver = tiered(PROBLEM, RULES)
    before = solver.staff(5.0).roster
    found = solver.refine("preferences", 5.0)
    assert found.status is Status.OPTIMAL
    assert found.value == found.bound == found.roster.tiers["preferences"] == 2.0
    assert solver.bounds["preferences"] == 2.0
    for tier in ("standing", "burden", "fairness"):
        assert found.roster.tiers[tier] == before.tiers[tier]


def test_without_the_ideal_tiers_are_optimised_one_after_another() -> None:
    """Three of four evenings at the most: what is lacking is proved, and the burden is that of three."""
    rules = {**RULES, "few": DutiesInPeriod(period="horizon", of="days", at_most=1)}
    problem = as_problem(World(MONDAY, 4, (*OFFICERS, OfficerDrawing("chi")), EVENINGS))
    solver = tiered(problem, rules)
    found = solver.staff(5.0)
    assert sum(found.roster.unstaffed.values()) == 1
    assert found.roster.tiers["standing"] == solver.bounds["standing"] == 1.0
    assert found.status is Status.OPTIMAL
    assert found.value == found.bound == 3.0


def test_hard_rules_that_leave_no_roster_are_a_contradiction() -> None:
    away = (OfficerDrawing("an", leave=frozenset(range(4))),)
    problem = as_problem(World(MONDAY, 4, away, EVENINGS))
    with pytest.raises(NoRosterError):
        tiered(problem, {**RULES, "crews": Coverage()}).staff(5.0)


def test_a_stop_before_there_is_a_roster_leaves_it_open() -> None:
    stop = StopRequest()
    stop.request()
    with pytest.raises(OutOfTimeError):
        TieredSolver(RosterModel(PROBLEM, RULES), Budget(60.0, None, stop)).staff(5.0)


def test_a_stop_after_staffing_keeps_the_roster() -> None:
    stop = StopRequest()
    solver = TieredSolver(RosterModel(PROBLEM, RULES), Budget(60.0, None, stop))
    staffed = solver.staff(5.0).roster
    stop.request()
    found = solver.refine("preferences", 5.0)
    assert found.roster.assignments == staffed.assignments
    assert found.status is Status.FEASIBLE
    assert found.bound == 0.0


def test_better_rosters_are_told_with_their_bounds() -> None:
    told: list[tuple[str, float, float]] = []
    solver = TieredSolver(
        RosterModel(PROBLEM, RULES), counted(), report=lambda tier, value, bound: told.append((tier, value, bound))
    )
    solver.staff(5.0)
    assert told == [], "the ideal is a question of feasibility"
    found = solver.refine("preferences", 5.0)
    assert {tier for tier, _, _ in told} == {"preferences"}
    assert min(value for _, value, _ in told) == found.value
    assert all(bound <= value for _, value, bound in told)


def test_what_is_pinned_and_hinted_beforehand_is_heard() -> None:
    model = RosterModel(PROBLEM, RULES)
    for slot in ("0", "1", "2"):
        model.pin("an", slot)
    solver = TieredSolver(model, counted())
    found = solver.staff(5.0)
    assert [found.roster.assignments[slot] for slot in ("0", "1", "2")] == [("an",)] * 3
    assert not solver.is_fairest
    assert found.roster.assignments["3"]


def test_burden_that_nobody_can_avoid_is_shared_evenly_too() -> None:
    """Whoever holds a second evening breaks a soft rule: two breaches at the least, one for each of them."""
    rules = {**RULES, "few": DutiesInPeriod(period="horizon", of="days", at_most=1, enforcement=SOFT)}
    solver = tiered(PROBLEM, rules)
    found = solver.staff(5.0)
    assert found.value == found.bound == 6.0, "more than the duties weigh whoever holds them"
    assert found.roster.tiers["fairness"] == 0.0
    assert solver.is_fairest


def _half_evenings(wishes: tuple[Wish, ...] = ()) -> tuple[TieredSolver, TieredRoster]:
    """Four mornings and four evenings that weigh the same; one of two officers holds all the evenings."""
    shifts = ("morning", "evening")
    duties = tuple(DutyDrawing(day, shift, minimum=1, maximum=1, burden=1.0) for day in range(4) for shift in shifts)
    officers = (OfficerDrawing("an", wishes=wishes), OfficerDrawing("binh"))
    problem = as_problem(World(MONDAY, 4, officers, duties))
    held = {slot.id: ("binh" if slot.is_evening else "an",) for slot in problem.slots}
    solver = tiered(problem, RULES)
    assert solver.take(Roster(held, {}, {}))
    return solver, solver.even_out(1.0)


def _evenings_of(solver: TieredSolver, roster: TieredRoster) -> list[int]:
    evenings = [slot.id for slot in solver.model.problem.slots if slot.is_evening]
    return [sum(who in roster.assignments[slot] for slot in evenings) for who in ("an", "binh")]


def test_among_rosters_as_good_evenings_are_shared() -> None:
    solver, roster = _half_evenings()
    assert _evenings_of(solver, roster) == [2, 2]
    assert roster.tiers == {"standing": 0.0, "burden": 8.0, "fairness": 0.0, "preferences": 0.0}


def test_no_wish_is_broken_to_share_evenings() -> None:
    solver, roster = _half_evenings(tuple(Wish(day, "evening", False) for day in range(3)))
    assert roster.tiers["preferences"] == 0.0
    assert _evenings_of(solver, roster) == [0, 4] or _evenings_of(solver, roster) == [1, 3]


def test_ranges_that_led_to_fair_shares_do_not_bind_evenings() -> None:
    """Two evenings weigh as much as four mornings; shared evenly, the hours of both officers are others than before."""
    duties = [DutyDrawing(day, "morning", minimum=1, maximum=1, burden=1.0) for day in range(4)]
    duties += [DutyDrawing(day, "evening", minimum=1, maximum=1, burden=2.0) for day in range(2)]
    problem = as_problem(World(MONDAY, 4, (OfficerDrawing("an"), OfficerDrawing("binh")), tuple(duties)))
    solver = tiered(problem, RULES)
    assert solver.take(Roster({slot.id: ("binh" if slot.is_evening else "an",) for slot in problem.slots}, {}, {}))
    hours_now = FairLoads(Fraction(0), ((4 * 240, 4 * 240), (2 * 240, 2 * 240)))
    hold_ranges(solver.model, solver.model.model, (None, hours_now))
    roster = solver.even_out(1.0)
    assert _evenings_of(solver, roster) == [1, 1]
    assert roster.tiers == {"standing": 0.0, "burden": 8.0, "fairness": 0.0, "preferences": 0.0}
