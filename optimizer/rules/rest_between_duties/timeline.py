"""Rest between working days along one person's days: when the duties of earlier days ended."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.timeline import DayPattern, PersonDays, RunResource
from optimizer.world.roster_problem import MINUTES_PER_DAY


def timeline(statement: RestBetweenDuties, days: PersonDays) -> Iterator[RunResource]:
    """Walk with the ends of earlier working days from which a duty of this day or a later one may be too close.

    An end is held in minutes since the midnight before the day, hence mostly negative; one so early that even the first
    duty of any day leaves rest enough is not held at all.
    """
    required = round(statement.hours * 60)
    earliest_start = min((slot.start - MINUTES_PER_DAY * slot.day for slot in days.problem.slots), default=0)

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        assert isinstance(state, tuple)
        if not pattern.works:
            return _on_the_next_day(state, earliest_start - required), 0
        first = min(duty.start for duty in pattern.duties)
        last = max(duty.end for duty in pattern.duties)
        missing = sum(max(0, required - (first - end)) for end in state)
        return _on_the_next_day((*state, last), earliest_start - required), missing

    state: Hashable = ()
    for day, pattern in days.recorded():
        state, _ = step(state, day, pattern or DayPattern())
    yield RunResource(state, step)


def _on_the_next_day(ends: tuple[int, ...], horizon: int) -> tuple[int, ...]:
    """The ends as seen from the next day, without those at or before the horizon of its view."""
    return tuple(sorted(end - MINUTES_PER_DAY for end in ends if end - MINUTES_PER_DAY > horizon))
