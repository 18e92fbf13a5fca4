"""One duty at a time along one person's days: until when the duties of earlier days last."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations

from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.timeline import DayChoice, DayPattern, DayResource, PersonDays, Resource, RunResource
from optimizer.world.roster_problem import MINUTES_PER_DAY


def timeline(statement: OneDutyAtATime, days: PersonDays) -> Iterator[Resource]:
    """Count overlaps within a day; walk with the minutes of the day at which duties of earlier days end in it."""

    def after(ends: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(end - MINUTES_PER_DAY for end in ends if end > MINUTES_PER_DAY))

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        assert isinstance(state, tuple)
        overlaps = sum(duty.start < end for duty in pattern.duties for end in state)
        return after((*state, *(duty.end for duty in pattern.duties))), overlaps

    def within_a_day(choice: DayChoice) -> int:
        pairs = combinations(choice.pattern.duties, 2)
        return sum(later.start < earlier.end and earlier.start < later.end for earlier, later in pairs)

    yield DayResource(within_a_day, is_growing=True)
    running = (duty.end + MINUTES_PER_DAY * day for day, held in days.past.items() for duty in held.duties)
    yield RunResource(tuple(sorted(end for end in running if end > 0)), step)
