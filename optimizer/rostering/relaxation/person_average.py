"""One person's average timeline: a mix of timelines, and what it adds to duties and counters."""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.rostering.arrays import Vector
from optimizer.rostering.relaxation.augmented_lagrangian_kernel import step
from optimizer.rostering.relaxation.balances import Balances
from optimizer.rostering.relaxation.priced_flow import AverageColumn, PricedFlow

MOST_COLUMNS = 40
"""Timelines that a person's average is mixed from, at the most; half are kept when it is exceeded."""


@dataclass(slots=True)
class PersonAverage:
    """One person's average."""

    person: int
    flow: PricedFlow
    duties: Balances
    """Of all duties: shared by all persons."""
    counters: Balances
    """Empty as soon as timelines keep them anyway."""
    largest: Vector
    """Largest step of each counter."""
    holds: Vector
    """By duty: share of the person on it."""
    cost: float = 0.0
    columns: dict[bytes, AverageColumn] = field(default_factory=dict)
    """By their choices."""

    def move_towards(self, column: AverageColumn) -> None:
        """Move the average towards a timeline, as far as it helps."""
        change = column.timeline.cost - self.cost
        share = step(self.duties, self.counters, self.holds, column.timeline.duties, column.totals, change)
        if share == 0.0:
            return
        self.cost += share * change
        for other in self.columns.values():
            other.share *= 1.0 - share
        known = self.columns.setdefault(column.timeline.choices.tobytes(), column)
        known.share += share
        if share == 1.0:
            self.mix_anew({column.timeline.choices.tobytes(): known})
        elif len(self.columns) > MOST_COLUMNS:
            ranked = sorted(self.columns.items(), key=lambda item: -item[1].share)
            self.mix_anew(dict(ranked[: MOST_COLUMNS // 2]))

    def mix_anew(self, columns: dict[bytes, AverageColumn]) -> None:
        """Mix the average from these timelines, their shares in proportion as they are."""
        total = sum(column.share for column in columns.values())
        self.duties["total"] -= self.holds
        self.holds[:], self.counters["total"], self.cost = 0.0, 0.0, 0.0
        for column in columns.values():
            column.share = column.share / total if total > 0 else 1.0 / len(columns)
            self.holds[column.timeline.duties] += column.share
            self.counters["total"] += column.share * column.totals
            self.cost += column.share * column.timeline.cost
        self.duties["total"] += self.holds
        self.columns = columns
