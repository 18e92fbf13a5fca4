"""The least weighted sum is that of all rosters of a world, tried one by one."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from optimizer.rostering.result import Status
from optimizer.rostering.search.weighted_sum import least_weighted_sum
from optimizer.rules.catalogue import AnyStatement, Rule
from tests.contract.agreement import amounts_by_check
from tests.contract.case_drawing import MONDAY
from tests.worlds.micro import DutyDrawing, OfficerDrawing, World, all_rosters, as_problem
from tests.worlds.solved import counted

RULES: dict[str, AnyStatement] = {
    name: TypeAdapter(Rule).validate_python(fields)
    for name, fields in {
        "cover": {"kind": "coverage", "enforcement": {"soft": 2}},
        "leave": {"kind": "availability"},
        "weekly_rest": {"kind": "rest_days", "at_least": 3},
        "runs": {"kind": "consecutive_days", "of": "duty", "at_most": 2, "enforcement": {"soft": 1}},
    }.items()
}
DUTIES = tuple(DutyDrawing(day, "day", minimum=2, maximum=2) for day in range(5))


def least_of_all_rosters(world: World) -> float:
    values = []
    for roster in all_rosters(world):
        amounts = {name: sum(amounts_by_check(rule, world, roster).values()) for name, rule in RULES.items()}
        if not any(amount for name, amount in amounts.items() if RULES[name].weight is None):
            values.append(sum((RULES[name].weight or 0) * amount for name, amount in amounts.items()))
    return min(values)


@pytest.mark.parametrize("leave", [((), ()), (range(5), ()), ((), range(5)), (range(1, 3), range(2, 7))], ids=str)
def test_officers_with_equal_rules_and_unequal_leave(leave: tuple[range, range]) -> None:
    """Rest days asked for depend on leave, so one officer's timelines are not the other's."""
    officers = tuple(OfficerDrawing(name, leave=frozenset(days)) for name, days in zip("ab", leave, strict=True))
    world = World(MONDAY, 7, officers, DUTIES)
    found = least_weighted_sum(as_problem(world), RULES, counted(5.0), workers=1)
    least = least_of_all_rosters(world)
    assert found.value == least
    assert found.bound <= least
    assert (found.status is Status.OPTIMAL) == (found.bound == least)


def test_every_day_of_an_officer_is_a_duty_or_an_absence() -> None:
    officers = (OfficerDrawing("a", leave=frozenset({1, 2})), OfficerDrawing("b"))
    problem = as_problem(World(MONDAY, 7, officers, DUTIES))
    roster = least_weighted_sum(problem, RULES, counted(5.0), workers=1).roster
    days = {slot.id: slot.day for slot in problem.slots}
    on_duty = {(person, days[slot]) for slot, crew in roster.assignments.items() for person in crew}
    assert on_duty.isdisjoint(roster.absences)
    assert on_duty | roster.absences.keys() == {(officer.id, day) for officer in officers for day in range(7)}
    assert {cell for cell, state in roster.absences.items() if state == "leave"} == {("a", 1), ("a", 2)}
    assert set(roster.absences.values()) == {"leave", "rest"}
    assert roster.unstaffed == {
        slot.id: lacking for slot in problem.slots if (lacking := 2 - len(roster.assignments[slot.id]))
    }
