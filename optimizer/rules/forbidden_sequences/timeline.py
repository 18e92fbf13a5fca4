"""Forbidden sequences along one person's days: what may not come next."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from optimizer.rules.forbidden_sequences.statement import ForbiddenSequences
from optimizer.rules.timeline import DayPattern, PersonDays, RunResource


def timeline(statement: ForbiddenSequences, days: PersonDays) -> Iterator[RunResource]:
    """Walk with the shifts that are not to be worked on the day.

    The state holds what is forbidden, not what was worked, so that shifts with the same successors are one state.
    """
    followers: dict[str, list[str]] = {}
    for first, second in dict.fromkeys(statement.pairs):
        followers.setdefault(first, []).append(second)

    def after(pattern: DayPattern) -> tuple[str, ...]:
        return tuple(sorted(second for shift in pattern.shifts for second in followers.get(shift, ())))

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        assert isinstance(state, tuple)
        return after(pattern), sum(map(state.count, pattern.shifts))

    yesterday = days.past.get(-1)
    yield RunResource(() if yesterday is None else after(yesterday), step)
