"""A few persons at a time share their duties anew, until loads are even and no tier before that is the worse."""

from __future__ import annotations

import pytest

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.exchange import Exchange
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rostering.cp_sat.solvers import one_thread
from optimizer.rostering.roster import Roster
from optimizer.rules.availability.statement import Availability
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.fair_share.statement import FairShare
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.statement import Scope, Soft
from optimizer.stopping import StopRequest
from optimizer.world.roster_problem import RosterProblem
from tests.contract.case_drawing import MONDAY
from tests.worlds.micro import DutyDrawing, OfficerDrawing, World, as_problem
from tests.worlds.solved import counted, tiered

SOFT = Soft(soft=1)
RULES: dict[str, AnyStatement] = {
    "one": OneDutyAtATime(),
    "leave": Availability(),
    "crews": Coverage(enforcement=SOFT),
    "fair": FairShare(enforcement=SOFT),
}


def unit(*names: str) -> tuple[OfficerDrawing, ...]:
    return tuple(OfficerDrawing(name) for name in names)


def evening(day: int, *officers: str) -> DutyDrawing:
    return DutyDrawing(day, "evening", minimum=1, maximum=1, burden=1.0, officers=officers or None)


def held_as(model: RosterModel, held: dict[str, tuple[str, ...]]) -> Solution:
    """The solution in which duties are held so."""
    asked, solver = model.settled_as(Roster(held, {}, {}), is_whole=False), one_thread(1)
    assert asked is not None
    assert counted().solve(solver, asked, 5.0).has_roster
    return model.tightened(list(solver.response_proto.solution))


def exchanged(
    problem: RosterProblem, rules: dict[str, AnyStatement], held: dict[str, tuple[str, ...]], most: int, least: int = 0
) -> tuple[RosterModel, Solution, Solution]:
    """The model, and its solution before and after an exchange among so many."""
    model = RosterModel(problem, rules)
    before = held_as(model, held)
    model.model.add(
        model.objectives["standing"].expression <= evaluate(model.objectives["standing"].expression, before)
    )
    found = Exchange(model, counted(), 1).search(before, most, least)
    return model, before, model.tightened(found)


def duties_of(model: RosterModel, solution: Solution) -> dict[str, int]:
    crews = model.assignments(solution).values()
    return {person.id: sum(person.id in crew for crew in crews) for person in model.problem.persons}


def test_loads_of_a_whole_unit_become_even_two_at_a_time() -> None:
    problem = as_problem(World(MONDAY, 7, unit("an", "binh", "chi", "dung"), tuple(map(evening, range(7)))))
    held = {slot.id: ("an",) for slot in problem.slots}
    model, before, after = exchanged(problem, RULES, held, 2)
    assert sorted(duties_of(model, before).values()) == [0, 0, 0, 7]
    assert sorted(duties_of(model, after).values()) == [1, 2, 2, 2]
    for tier in ("standing", "burden"):
        assert model.value(tier, after) == model.value(tier, before)


CHAIN = as_problem(
    World(
        MONDAY,
        6,
        unit("an", "binh", "chi"),
        (*(evening(day, "an", "binh") for day in range(4)), *(evening(day, "binh", "chi") for day in (4, 5))),
    )
)
"""Whoever has most and whoever has least can hold none of each other's duties."""


@pytest.mark.parametrize(("most", "even"), [(2, False), (3, True)])
def test_a_third_helps_where_two_have_nothing_to_exchange(most: int, even: bool) -> None:
    """The rule compares one who holds four with one who holds none and can take only what a third holds."""
    rules = {**RULES, "fair": FairShare(enforcement=SOFT, scope=Scope(officers=("an", "chi")))}
    held = {slot.id: ("an",) if slot.day < 4 else ("binh",) for slot in CHAIN.slots}
    model, before, after = exchanged(CHAIN, rules, held, most)
    loads = duties_of(model, after)
    assert duties_of(model, before) == {"an": 4, "binh": 2, "chi": 0}
    assert (abs(loads["an"] - loads["chi"]) <= 1) is even


def test_a_unit_that_lacks_people_shares_what_it_can_hold() -> None:
    """Of six evenings five lie on days on which somebody is there; nobody more is lacking, and loads are even."""
    away = frozenset({5})
    officers = tuple(OfficerDrawing(name, leave=away) for name in ("an", "binh"))
    problem = as_problem(World(MONDAY, 6, officers, tuple(map(evening, range(6)))))
    solver = tiered(problem, RULES)
    assert not solver.take(Roster({slot.id: ("an",) for slot in problem.slots if slot.day < 5}, {}, {}))
    roster = solver.staff(5.0).roster
    assert sum(roster.unstaffed.values()) == 1
    held = [sum(who in crew for crew in roster.assignments.values()) for who in ("an", "binh")]
    assert sorted(held) == [2, 3]


def test_burden_that_can_be_avoided_goes_before_even_loads() -> None:
    """A rule wishes one of them to hold a single day at the most: each further day weighs as much as an evening."""
    few = DutiesInPeriod(period="horizon", of="days", at_most=1, enforcement=SOFT, scope=Scope(officers=("an",)))
    problem = as_problem(World(MONDAY, 4, unit("an", "binh"), tuple(map(evening, range(4)))))
    held = {slot.id: ("an",) if slot.day < 2 else ("binh",) for slot in problem.slots}
    model, before, after = exchanged(problem, {**RULES, "few": few}, held, 2)
    assert (model.value("burden", before), model.value("burden", after)) == (5.0, 4.0)
    assert duties_of(model, after)["an"] <= 1


def test_whom_a_rule_leaves_out_is_not_compared() -> None:
    rules = {**RULES, "fair": FairShare(enforcement=SOFT, scope=Scope(officers=("an", "binh")))}
    problem = as_problem(World(MONDAY, 6, unit("an", "binh", "chi"), tuple(map(evening, range(6)))))
    held = {slot.id: ("an",) if slot.day < 2 else ("chi",) for slot in problem.slots}
    model, _, after = exchanged(problem, rules, held, 2)
    assert duties_of(model, after) == {"an": 1, "binh": 1, "chi": 4}


def test_a_stop_keeps_what_there_is() -> None:
    stop = StopRequest()
    stop.request()
    problem = as_problem(World(MONDAY, 4, unit("an", "binh"), tuple(map(evening, range(4)))))
    model = RosterModel(problem, RULES)
    before = held_as(model, {slot.id: ("an",) for slot in problem.slots})
    assert Exchange(model, Budget(60.0, None, stop), 1).search(before, 2, 0) is before
