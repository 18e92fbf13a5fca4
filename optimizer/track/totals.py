"""Reports as a day's figures: its total where there is one, else what its shifts add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.run.actuals import WHOLE_DAY, ActualRow

PlaceStream: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What came of one place and stream on one day, in people; nothing where it was not reported."""

    date: date
    place: str
    stream: str
    done: int
    came: int | None
    failed: int | None
    turned_away: int | None
    officers_absent: int | None
    shifts: frozenset[str] | None
    """The shifts it is the sum of; nothing where the day was reported as a whole."""


def day_totals(rows: Iterable[ActualRow]) -> dict[tuple[date, str, str], DayTotal]:
    """The figure of each day, place and stream, in their order.

    Parameters
    ----------
    rows
        Those that count: of each subject one.
    """
    by_day: dict[tuple[date, str, str], list[ActualRow]] = defaultdict(list)
    for row in rows:
        by_day[row.date, row.place, row.stream].append(row)
    return {key: _total(by_day[key]) for key in sorted(by_day)}


def done_by_place(totals: Iterable[DayTotal], last: date | None = None) -> Mapping[PlaceStream, int]:
    """People done at each place and stream, up to a day (included) or in all."""
    done: dict[PlaceStream, int] = defaultdict(int)
    for total in totals:
        if last is None or total.date <= last:
            done[total.place, total.stream] += total.done
    return done


def _total(rows: list[ActualRow]) -> DayTotal:
    whole = [row for row in rows if row.shift == WHOLE_DAY]
    counted = whole or rows
    first = counted[0]
    return DayTotal(
        first.date,
        first.place,
        first.stream,
        sum(row.done for row in counted),
        _sum(row.came for row in counted),
        _sum(row.failed for row in counted),
        _sum(row.turned_away for row in counted),
        _sum(row.officers_absent for row in counted),
        None if whole else frozenset(row.shift for row in rows),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    found = list(values)
    return None if None in found else sum(value for value in found if value is not None)
