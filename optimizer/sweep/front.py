"""Which cases no other one beats: the Pareto front of finish date, burden and officers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from optimizer.sweep.results import CaseRow

Point: TypeAlias = tuple[float, float, float]
"""Finish date as a day's number, burden, officers; the smaller the better."""


def point_of(row: CaseRow) -> Point | None:
    """Where a case stands; ``None`` if it never reaches its target."""
    if row["status"] == "failed" or row["finish_date"] is None:
        return None
    return date.fromisoformat(row["finish_date"]).toordinal(), row["burden"], row["officers"]


def pareto_front(rows: Sequence[CaseRow]) -> list[CaseRow]:
    """The rows that no other one beats, by finish date; of equal ones the first.

    A row is beaten by one that is as good in all three figures and better in one (V. Pareto, Manuale di economia
    politica, 1906).
    """
    best: dict[Point, CaseRow] = {}
    for row in rows:
        if (point := point_of(row)) is not None:
            best.setdefault(point, row)
    points = sorted(best)
    # In this order a point can only be beaten by one before it.
    front: list[Point] = []
    for point in points:
        if not any(all(a <= b for a, b in zip(other, point, strict=True)) for other in front):
            front.append(point)
    return [best[point] for point in front]
