"""Mended rosters: the fewest changes, held against trying every roster of small worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from pydantic import TypeAdapter

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Aim, Repair, Repaired, Unrepairable, repair
from optimizer.rostering.result import Status
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import AnyStatement, Rule, checker
from optimizer.stopping import StopRequest
from tests.contract.case_drawing import THURSDAY
from tests.worlds.micro import DutyDrawing, OfficerDrawing, World, all_rosters, as_facts, as_problem
from tests.worlds.micro import Roster as MicroRoster

STRICT: Mapping[str, Any] = {
    "one": {"kind": "one_duty_at_a_time"},
    "rest": {"kind": "rest_between_duties", "hours": 12},
    "leave": {"kind": "availability"},
    "hours": {"kind": "hours_in_period", "period": "week", "of": "duty", "at_most": 8},
    "crews": {"kind": "coverage", "enforcement": {"soft": 1.0}},
}
SHIFTS = ("morning", "evening")


def statements(**changed: Any) -> dict[str, AnyStatement]:
    adapter: TypeAdapter[dict[str, AnyStatement]] = TypeAdapter(dict[str, Rule])
    return adapter.validate_python({**STRICT, **changed})


def world(days: int, officers: int, away: Mapping[int, int]) -> World:
    """So many officers for one morning and one evening duty a day; of some the day on which they are away."""
    leave = {number: frozenset({away[number]}) if number in away else frozenset[int]() for number in range(officers)}
    return World(
        THURSDAY,
        days,
        tuple(OfficerDrawing(f"p{number}", leave=leave[number]) for number in range(officers)),
        tuple(
            DutyDrawing(day, shift, minimum=1, maximum=1, burden=1.0 + (shift == "evening"))
            for day in range(days)
            for shift in SHIFTS
        ),
    )


def lawful(drawn: World, rules: Mapping[str, AnyStatement]) -> Iterator[MicroRoster]:
    hard = {name: rule for name, rule in rules.items() if rule.enforcement == "hard"}
    for roster in all_rosters(drawn):
        numbers = [number for _, number in roster.held]
        if len(numbers) != len(set(numbers)):
            continue
        facts = as_facts(drawn, roster)
        if not any(
            breach.amount > 0 for name, rule in hard.items() for breach in checker(rule.kind)(name, rule, facts)
        ):
            yield roster


def changes(before: frozenset[tuple[str, int]], after: frozenset[tuple[str, int]]) -> tuple[int, int]:
    """Duties taken from somebody, and people whose duties changed."""
    return len(before - after), len({who for who, _ in before ^ after})


def as_roster(drawn: World, roster: MicroRoster) -> Roster:
    assignments = {
        slot.id: tuple(who for who, number in sorted(roster.held) if str(number) == slot.id)
        for slot in as_problem(drawn).slots
    }
    return Roster(assignments, {(who, day): kind for who, day, kind in roster.absences}, {})


def mended(drawn: World, published: MicroRoster, rules: Mapping[str, AnyStatement], aim: Aim) -> Repaired:
    asked = Repair(as_problem(drawn), rules, as_roster(drawn, published), aim=aim)
    found = repair(asked, Budget(60, None, StopRequest()), 20)
    assert isinstance(found, Repaired)
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("aim", ["duties", "people"])
def test_no_lawful_roster_changes_less(seed: int, aim: Aim) -> None:
    dice = Random(seed)
    rules = statements()
    whole = world(2, 3, {})
    published = dice.choice([each for each in lawful(whole, rules) if len(each.held) == 4])
    absent = dice.randrange(3)
    drawn = world(2, 3, {absent: dice.randrange(2)})
    possible = list(lawful(drawn, rules))
    fullest = max(len(each.held) for each in possible)
    order = (0, 1) if aim == "duties" else (1, 0)
    counts = [changes(published.held, each.held) for each in possible if len(each.held) == fullest]
    first = min(count[order[0]] for count in counts)
    second = min(count[order[1]] for count in counts if count[order[0]] == first)
    found = mended(drawn, published, rules, aim)
    names = ("duties", "people") if aim == "duties" else ("people", "duties")
    assert [(found.counts[name].value, found.counts[name].bound) for name in names] == [
        (first, first),
        (second, second),
    ]
    held = frozenset((who, int(slot)) for slot, crew in found.roster.assignments.items() for who in crew)
    assert len(held) == fullest
    assert changes(published.held, held) == ((first, second) if aim == "duties" else (second, first))


@pytest.mark.parametrize("seed", range(6))
def test_duties_that_are_added_count_where_crews_may_grow(seed: int) -> None:
    """Somebody on leave is made up for, and everybody has four hours at the least, alone or as one more on a duty."""
    dice = Random(seed)
    rules = statements(enough={"kind": "hours_in_period", "period": "horizon", "of": "duty", "at_least": 4})
    whole = world(2, 3, {})
    whole = replace(whole, duties=tuple(replace(duty, maximum=2) for duty in whole.duties))
    published = dice.choice([each for each in lawful(whole, rules) if len(each.held) == 4])
    absent = next(who for who, number in sorted(published.held) if sum(each[0] == who for each in published.held) == 2)
    day = next(number for who, number in sorted(published.held) if who == absent) // 2
    officers = tuple(replace(each, leave=frozenset({day})) if each.id == absent else each for each in whole.officers)
    drawn = replace(whole, officers=officers)

    def lacking(roster: MicroRoster) -> int:
        return sum(not any(number == duty for _, number in roster.held) for duty in range(4))

    def changed(after: frozenset[tuple[str, int]]) -> int:
        taken, given = published.held - after, after - published.held
        return sum(max(sum(n == duty for _, n in taken), sum(n == duty for _, n in given)) for duty in range(4))

    possible = list(lawful(drawn, rules))
    least = min((lacking(each), changed(each.held)) for each in possible)
    found = mended(drawn, published, rules, "duties")
    held = frozenset((who, int(slot)) for slot, crew in found.roster.assignments.items() for who in crew)
    assert (found.counts["standing"].value, found.counts["duties"].value, changed(held)) == (least[0], *least[1:] * 2)
    assert found.counts["duties"].is_proved


def test_nothing_changes_where_nothing_happened() -> None:
    drawn, rules = world(2, 3, {}), statements()
    published = next(each for each in lawful(drawn, rules) if len(each.held) == 4)
    found = mended(drawn, published, rules, "duties")
    assert found.roster.assignments == as_roster(drawn, published).assignments
    assert found.roster.absences == as_roster(drawn, published).absences
    assert found.counts["duties"].value == 0


def test_what_is_held_stays_and_contradictions_are_named() -> None:
    drawn, rules = world(2, 2, {}), statements()
    published = next(each for each in lawful(drawn, rules) if len(each.held) >= 3)
    evening_then_morning = {("p0", "1"): True, ("p0", "2"): True}
    asked = Repair(as_problem(drawn), rules, as_roster(drawn, published), evening_then_morning)
    found = repair(asked, Budget(60, None, StopRequest()), 20)
    assert isinstance(found, Unrepairable)
    assert found.is_proved
    assert {key.rule for key in found.conflict} == {"rest"}
    kept = replace(asked, held={("p1", "0"): True})
    found = repair(kept, Budget(60, None, StopRequest()), 20)
    assert isinstance(found, Repaired)
    assert found.roster.assignments["0"] == ("p1",)


def test_no_more_duties_change_hands_than_are_allowed() -> None:
    rules = statements()
    published = next(each for each in lawful(world(2, 3, {}), rules) if len(each.held) == 4)
    absent = next(number for number in range(3) if ("p" + str(number), 0) in published.held)
    drawn = world(2, 3, {absent: 0})
    problem = as_problem(drawn)
    asked = Repair(problem, rules, as_roster(drawn, published))
    freely = repair(asked, Budget(60, None, StopRequest()), 20)
    assert isinstance(freely, Repaired)
    least = freely.counts["duties"].value
    assert least > 0
    limited = repair(replace(asked, most_changes=least), Budget(60, None, StopRequest()), 20)
    assert isinstance(limited, Repaired)
    assert limited.counts["duties"].value == least
    forced = sum(who == f"p{absent}" and int(number) < 2 for who, number in published.held)
    found = repair(replace(asked, most_changes=forced - 1), Budget(60, None, StopRequest()), 20)
    assert found == Unrepairable(frozenset(), is_proved=True, least=forced)


@pytest.mark.parametrize(("prices", "given_up"), [({"notice": [[3, 5.0]]}, 4), ({"rest_day_extra": 9.0}, 0)])
def test_among_as_few_changes_the_cheaper_one_is_made(prices: Mapping[str, Any], given_up: int) -> None:
    """One of two duties has to go to somebody else: a near one on a Tuesday, or a later one on a Saturday."""
    tuesday = date(2024, 4, 2)
    published = frozenset({("p0", 0, "morning", "desk"), ("p0", 4, "morning", "desk")})
    duties = tuple(DutyDrawing(day, "morning", minimum=1, maximum=1) for day in (0, 4))
    drawn = World(tuesday, 5, (OfficerDrawing("p0"), OfficerDrawing("p1")), duties, published=published)
    problem = as_problem(drawn)
    one_each = {"kind": "duties_in_period", "of": "duties", "period": "horizon", "at_most": 1}
    plain = {"notice": [], "rest_day_extra": 0.0}
    keep = {"kind": "stability", "enforcement": {"soft": 1.0}, **plain, **prices}
    roster = Roster({slot.id: ("p0",) for slot in problem.slots}, {}, {})
    found = repair(
        Repair(problem, statements(one_each=one_each, keep=keep), roster), Budget(60, None, StopRequest()), 10
    )
    assert isinstance(found, Repaired)
    changed = [slot.day for slot in problem.slots if found.roster.assignments[slot.id] == ("p1",)]
    assert (changed, found.counts["duties"].value) == ([given_up], 1)


class OneSolve(Budget):
    """The time is up once something was found."""

    def solve(self, *arguments: Any, **named: Any) -> Status:
        found = Status.UNKNOWN if self.is_spent else super().solve(*arguments, **named)
        self.is_spent = True
        return found

    is_spent = False


@pytest.mark.parametrize("aim", ["duties", "people", "burden"])
def test_what_was_found_counts_when_the_time_is_up(aim: Aim) -> None:
    rules = statements()
    published = next(each for each in lawful(world(2, 3, {}), rules) if len(each.held) == 4)
    drawn = world(2, 3, {0: 0})
    asked = Repair(as_problem(drawn), rules, as_roster(drawn, published), aim=aim)
    found = repair(asked, OneSolve(60, None, StopRequest()), 20)
    assert isinstance(found, Repaired)
    held = frozenset((who, int(slot)) for slot, crew in found.roster.assignments.items() for who in crew)
    duties, people = changes(published.held, held)
    assert (found.counts["duties"].value, found.counts["people"].value) >= (duties, people)
    assert found.counts["people"].bound == 0


def test_a_published_roster_that_must_stay_is_named_where_somebody_cannot_come() -> None:
    """Hard stability allows no change at all: without news none is made, and with an absence it is what contradicts."""
    published = frozenset({("p0", 0, "morning", "desk")})
    duties = (DutyDrawing(0, "morning", minimum=1, maximum=1),)
    rules = statements(keep={"kind": "stability", "enforcement": "hard"})
    drawn = World(THURSDAY, 2, (OfficerDrawing("p0"), OfficerDrawing("p1")), duties, published=published)
    problem = as_problem(drawn)
    roster = Roster({slot.id: ("p0",) for slot in problem.slots}, {}, {})
    found = repair(Repair(problem, rules, roster), Budget(60, None, StopRequest()), 10)
    assert isinstance(found, Repaired)
    assert found.roster.assignments == roster.assignments
    away = {("p0", problem.slots[0].id): False}
    found = repair(Repair(problem, rules, roster, away), Budget(60, None, StopRequest()), 10)
    assert isinstance(found, Unrepairable)
    assert found.is_proved
    assert {key.rule for key in found.conflict} == {"keep"}
