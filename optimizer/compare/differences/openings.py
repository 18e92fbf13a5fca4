"""Which desks open, and which visits are made, in one plan and not in another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.world.plan import Plan

Work: TypeAlias = tuple[date, str, str, str]
"""Date, shift, post or team, and place."""


@dataclass(frozen=True, slots=True)
class OpeningChange:
    """A desk that opens, closes, or has other lanes; a visit that is made or dropped, as one lane."""

    date: date
    shift: str
    post: str
    place: str
    lanes_before: int
    """0 if it is closed."""
    lanes_after: int

    @property
    def change(self) -> str:
        """``opens``, ``closes`` or ``lanes``."""
        return "opens" if not self.lanes_before else "closes" if not self.lanes_after else "lanes"


def opening_changes(before: Plan, after: Plan, days: Iterable[date]) -> tuple[OpeningChange, ...]:
    """Everything that opens differently on the days that both plans cover, in order of time."""
    compared = set(days)
    old, new = (_lanes(plan) for plan in (before, after))
    return tuple(
        OpeningChange(*work, old.get(work, 0), new.get(work, 0))
        for work in sorted(old.keys() | new.keys())
        if work[0] in compared and old.get(work, 0) != new.get(work, 0)
    )


def counts_by_post(changes: Iterable[OpeningChange]) -> dict[str, Counter[str]]:
    """Per post or team, how many shifts open, close, or have other lanes."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for change in changes:
        counts[change.post][change.change] += 1
    return dict(counts)


def _lanes(plan: Plan) -> dict[Work, int]:
    lanes = {(row.date, row.shift, row.post, row.place): row.lanes for row in plan.openings}
    return lanes | {(row.date, row.shift, row.team, row.place): 1 for row in plan.visits}
