"""What a rule's timeline says of one whole roster, by walking along each officer's days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from optimizer.rules.catalogue import AnyStatement, timeliner
from optimizer.rules.facts import Key
from optimizer.rules.timeline import (
    AFTER_NIGHT,
    WORKS,
    DayChoice,
    DayPattern,
    DayResource,
    PersonDays,
    Resource,
    RunResource,
    pattern_of,
)
from optimizer.world.roster_problem import Slot
from tests.contract.agreement import amounts_by_check, are_equal
from tests.worlds.micro import FREE, Roster, World, all_rosters, as_problem

RULE = "rule"

Timeline = Callable[..., Iterator[Resource]]
Measured = tuple[Roster, dict[Key, float]]
"""A roster and what the check says of it."""


def measured_rosters(statement: AnyStatement, world: World) -> Iterator[Measured]:
    """Every roster of a world with its breaches by the check."""
    return ((roster, amounts_by_check(statement, world, roster)) for roster in all_rosters(world))


def disagreements(
    statement: AnyStatement, world: World, rosters: Iterable[Measured], timeline: Timeline | None = None
) -> Iterator[tuple[Roster, dict[Key, float], dict[Key, float]]]:
    """Rosters of which the timeline says something else than the check, with what each says."""
    walk = TimelineWalk(statement, world, timeline)
    for roster, measured in rosters:
        found = walk.amounts(roster)
        if not are_equal(found, measured, 1e-6):
            yield roster, found, measured


class TimelineWalk:
    """The resources of one statement for everybody in a world, to be walked along rosters."""

    def __init__(self, statement: AnyStatement, world: World, timeline: Timeline | None = None) -> None:
        timeline = timeline or timeliner(statement.kind)
        assert timeline is not None
        self.problem = as_problem(world)
        self.scale = statement.amount_scale
        scoped = self.problem.persons_in(statement.scope.units, statement.scope.officers)
        self.resources = {person.id: list(timeline(statement, PersonDays(self.problem, person))) for person in scoped}

    def patterns(self) -> list[DayPattern]:
        """What a day of the world can be: one duty or two, or one of the states without duty."""
        by_day: dict[int, list[Slot]] = defaultdict(list)
        for slot in self.problem.slots:
            by_day[slot.day].append(slot)
        held = [crew for slots in by_day.values() for number in (1, 2) for crew in combinations(slots, number)]
        return [
            *dict.fromkeys(map(pattern_of, held)),
            *(DayPattern((), state) for state in (*FREE, "leave", AFTER_NIGHT)),
        ]

    def amounts(self, roster: Roster) -> dict[Key, float]:
        """Breaches of the roster, in the statement's unit."""
        found: dict[Key, int] = defaultdict(int)
        for person, resources in self.resources.items():
            choices = self._choices(person, roster)
            for resource in resources:
                for when, amount in self._walk(resource, choices):
                    assert amount >= 0
                    found[Key(RULE, person, when)] += amount
        return {key: amount / self.scale for key, amount in found.items() if amount}

    def _walk(self, resource: Resource, choices: list[DayChoice]) -> list[tuple[str, int]]:
        if isinstance(resource, DayResource):
            days = range(len(choices)) if resource.days is None else resource.days
            return [(self._date(c.day), resource.amount(c)) for c in choices if c.day in days]
        if isinstance(resource, RunResource):
            state, found = resource.start, []
            for choice in choices:
                state, amount = resource.step(state, choice.day, choice.pattern)
                found.append((self._date(choice.day), amount))
            return found
        state, total = resource.start, resource.carried
        for day in resource.days:
            state, amount = resource.step(state, day, choices[day].pattern)
            total += amount
        return [(resource.when, resource.breach(total))]

    def _choices(self, person: str, roster: Roster) -> list[DayChoice]:
        absences = {day: kind for who, day, kind in roster.absences if who == person}
        choices = []
        for day in range(len(self.problem.horizon)):
            slots = tuple(s for s in self.problem.slots if s.day == day and (person, int(s.id)) in roster.held)
            pattern = pattern_of(slots) if slots else DayPattern((), absences.get(day, AFTER_NIGHT))
            assert (pattern.state == WORKS) == bool(slots)
            choices.append(DayChoice(day, slots, pattern))
        return choices

    def _date(self, day: int) -> str:
        return self.problem.horizon[day].date.isoformat()


def steps_differ_within_a_phase(resource: Resource, patterns: list[DayPattern], days: range) -> list[str]:
    """Where an automaton steps differently on two days that it puts into one phase."""
    if isinstance(resource, DayResource):
        return []
    tabled: dict[object, object] = {}
    found, states = [], {resource.start}
    for day in days if isinstance(resource, RunResource) else resource.days:
        after = set()
        for state in states:
            for pattern in patterns:
                step = resource.step(state, day, pattern)
                if tabled.setdefault((resource.phase(day), state, pattern), step) != step:
                    found.append(f"day {day}, state {state}, {pattern}")
                after.add(step[0])
        states = after
    return found
