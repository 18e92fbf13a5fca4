"""The length of runs of days along one person's days: how long the present run is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.timeline import DayPattern, PersonDays, RunResource


class _Run(NamedTuple):
    """Days of the class up to now; 0 outside a run."""

    length: int
    begin_is_known: bool


_UNKNOWN = _Run(0, False)
_OUTSIDE = _Run(0, True)


def timeline(statement: ConsecutiveDays, days: PersonDays) -> Iterator[RunResource]:
    """Walk with the length of the run; lengths that are judged alike from now on are one state."""
    longest, shortest = statement.at_most, statement.at_least or 1
    last_told_apart = max(shortest, 0 if longest is None else longest + 1)

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        assert isinstance(state, _Run)
        if not _belongs(statement.of, pattern):
            is_short = state.begin_is_known and 0 < state.length < shortest
            return _OUTSIDE, shortest - state.length if is_short else 0
        length = state.length + 1
        breach = int(longest is not None and length > longest)
        is_judged = state.begin_is_known and length < shortest
        return _Run(min(length, last_told_apart), is_judged), breach

    state: Hashable = _UNKNOWN
    for day, pattern in days.recorded():
        state = _UNKNOWN if pattern is None else step(state, day, pattern)[0]
    yield RunResource(state, step)


def _belongs(of: str, pattern: DayPattern) -> bool:
    match of:
        case "work":
            return pattern.works or pattern.state == "other_duty"
        case "duty":
            return pattern.works
        case "evening":
            return any(duty.is_evening for duty in pattern.duties)
        case "off":
            return not pattern.works
        case shift:
            return pattern.holds(shift)
