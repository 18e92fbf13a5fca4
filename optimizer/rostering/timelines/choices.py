"""What one person may do on each day of the horizon, as flat arrays.

A choice is a set of duties that can be held together, or a day without duty. Its cost holds what depends on the day
alone: wishes, leave, skills. A choice that a hard rule of this kind forbids is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from optimizer.rostering.arrays import Indices, Integers, Vector
from optimizer.rostering.timelines.automaton import Priced
from optimizer.rules.timeline import (
    AFTER_NIGHT,
    DayChoice,
    DayPattern,
    DayResource,
    PeriodResource,
    TimedDuty,
    pattern_of,
)
from optimizer.world.roster_problem import FREE_STATES, Person, RosterProblem, Slot


class Choices(NamedTuple):
    """The choices of all days, those of one day together, in order of time; as kernels read them."""

    starts: Integers
    """(days + 1,): first choice of each day; the last entry is the number of choices."""
    pattern: Indices
    """(choices,): number of each choice's pattern."""
    cost: Vector
    """(choices,)."""
    duty_starts: Integers
    """(choices + 1,): first duty of each choice in ``duties``; the last entry is their number."""
    duties: Indices
    """(duties of all choices,): numbers of the duties held."""

    def held(self, choice: int) -> Indices:
        """Numbers of the duties that a choice holds."""
        return self.duties[self.duty_starts[choice] : self.duty_starts[choice + 1]]


class ChoiceBuilder:
    """Builds the choices of one person after another, and numbers the patterns they have."""

    def __init__(self, problem: RosterProblem) -> None:
        self.patterns: dict[DayPattern, int] = {}
        self._problem = problem
        self._days = len(problem.horizon)
        self._candidates: dict[tuple[str, int], list[int]] = {}
        for number, slot in enumerate(problem.slots):
            for person in problem.candidates[slot.id]:
                self._candidates.setdefault((person, slot.day), []).append(number)
        times: dict[TimedDuty, int] = {}
        self._times = [times.setdefault(TimedDuty.of(slot), len(times)) for slot in problem.slots]
        """Equal for duties at equal times of the day."""
        self._free = {state: DayPattern((), state) for state in ("leave", AFTER_NIGHT, *FREE_STATES)}
        self._numbers: dict[int, int] = {}
        """Number of each pattern by its identity, which is found sooner than its equal."""
        self._are_nights = [slot.minutes_after_midnight > 0 for slot in problem.slots]
        self._sets: dict[Hashable, list[tuple[tuple[int, ...], DayPattern]]] = {}

    def build(self, person: Person, group: Hashable, resources: Sequence[Priced]) -> Choices:
        """The choices of a person.

        Parameters
        ----------
        person
            Who it is.
        group
            The same for all persons under equal rules.
        resources
            Of all the person's rules.
        """
        priced = [p for p in resources if isinstance(p.resource, DayResource)]
        limits = _DayLimits(group, resources)
        starts, patterns, costs, sizes = [0], [], [], [0]
        duties: list[int] = []
        for day in range(self._days):
            bearing = [p for p in priced if _bears_on(p, day)]
            for slots, pattern in self._options(person, day, limits):
                cost = self._cost(day, slots, pattern, bearing)
                if cost is not None:
                    patterns.append(self._number(pattern))
                    costs.append(cost)
                    sizes.append(len(slots))
                    duties += slots
            starts.append(len(patterns))
        return Choices(
            np.array(starts, np.int64),
            np.array(patterns, np.int32),
            np.array(costs, np.float64),
            np.cumsum(sizes, dtype=np.int64),
            np.array(duties, np.int32),
        )

    def _number(self, pattern: DayPattern) -> int:
        """The pattern's number; all patterns live as long as this."""
        if id(pattern) not in self._numbers:
            self._numbers[id(pattern)] = self.patterns.setdefault(pattern, len(self.patterns))
        return self._numbers[id(pattern)]

    def _options(self, person: Person, day: int, limits: _DayLimits) -> Iterator[tuple[tuple[int, ...], DayPattern]]:
        """Duties, by number, and the pattern of each thing the person may do on the day."""
        if day in person.leave:
            states: tuple[str, ...] = ("leave",)
        else:
            states = FREE_STATES if day in person.other_work else ("rest",)
            if self._may_come_from_a_night(person, day):
                states = (*states, AFTER_NIGHT)
        for state in states:
            yield (), self._free[state]
        numbers = self._candidates.get((person.id, day), [])
        slots = [self._problem.slots[number] for number in numbers]
        crews = _crews(slots)
        key = (limits.key(day), crews, tuple(self._times[number] for number in numbers))
        if key not in self._sets:
            self._sets[key] = list(_sets_of_duties(slots, crews, limits, day))
        for members, pattern in self._sets[key]:
            yield tuple(numbers[member] for member in members), pattern

    def _may_come_from_a_night(self, person: Person, day: int) -> bool:
        before = self._candidates.get((person.id, day - 1), ())
        return any(self._are_nights[number] for number in before) or person.past_minutes_on(day) > 0

    def _cost(self, day: int, numbers: tuple[int, ...], pattern: DayPattern, bearing: Sequence[Priced]) -> int | None:
        """Cost of a choice; ``None`` if a hard rule forbids it."""
        if not bearing:
            return 0
        choice = DayChoice(day, tuple(self._problem.slots[number] for number in numbers), pattern)
        cost = 0
        for priced in bearing:
            assert isinstance(priced.resource, DayResource)
            amount = priced.resource.amount(choice)
            if amount and priced.price is None:
                return None
            cost += amount * (priced.price or 0)
        return cost


class _DayLimits:
    """The hard limits that a single day's duties break by being too many: wider sets need not be looked at."""

    def __init__(self, group: Hashable, resources: Sequence[Priced]) -> None:
        hard = [p.resource for p in resources if p.price is None]
        self._group = group
        self._growing = [r for r in hard if isinstance(r, DayResource) and r.is_growing]
        self._periods: dict[int, list[PeriodResource]] = {}
        for r in hard:
            if isinstance(r, PeriodResource) and len(r.days) == 1 and r.at_most is not None:
                self._periods.setdefault(r.days.start, []).append(r)

    def key(self, day: int) -> Hashable:
        """Equal where equal duties are allowed."""
        periods = self._periods.get(day, ())
        return self._group, tuple((r.phase(day), r.start, r.carried, r.at_most) for r in periods)

    def allow(self, choice: DayChoice) -> bool:
        """Whether the day's duties are not too many by themselves."""
        if any(r.amount(choice) for r in self._growing):
            return False
        return not any(
            r.carried + r.step(r.start, choice.day, choice.pattern)[1] > (r.at_most or 0)
            for r in self._periods.get(choice.day, ())
        )


def _sets_of_duties(
    slots: Sequence[Slot], crews: Sequence[tuple[int, ...]], limits: _DayLimits, day: int
) -> Iterator[tuple[tuple[int, ...], DayPattern]]:
    """The sets of duties of a day, by place in the list, with their patterns."""
    waiting: list[tuple[int, tuple[int, ...]]] = [(-1, ())]
    for last, members in waiting:
        for number in range(last + 1, len(crews)):
            wider = tuple(sorted((*members, *crews[number])))
            held = tuple(slots[member] for member in wider)
            pattern = pattern_of(held)
            if limits.allow(DayChoice(day, held, pattern)):
                yield wider, pattern
                waiting.append((number, wider))


def _bears_on(priced: Priced, day: int) -> bool:
    assert isinstance(priced.resource, DayResource)
    return priced.resource.days is None or day in priced.resource.days


def _crews(slots: Sequence[Slot]) -> tuple[tuple[int, ...], ...]:
    """Duties that one crew holds together, by place in the list."""
    if all(slot.continues is None for slot in slots):
        return tuple((place,) for place in range(len(slots)))
    places = {slot.id: place for place, slot in enumerate(slots)}
    crews: dict[int, list[int]] = {}
    for place in range(len(slots)):
        first = place
        while (earlier := slots[first].continues) is not None and earlier in places:
            first = places[earlier]
        crews.setdefault(first, []).append(place)
    return tuple(tuple(crew) for crew in crews.values())
