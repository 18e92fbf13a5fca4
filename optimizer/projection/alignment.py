"""Which day of an ended series stands for a day of one that runs: the same date, or as long after the start.

A yearly campaign follows the calendar, however early in it reports begin; campaigns ordered at any time are alike by
the days since their start. What the series themselves say decides: the way in which those that ended are closer, on
the day that stands for today, to those that run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from statistics import median

from optimizer.projection.series import Series

Shift = Callable[[int], int]
"""From a day of the running series to the day of the ended one, both ordinals."""
Alignment = Callable[[Series, int, Series], Shift | None]
"""From a running series, its last day and an ended one to how their days correspond, if they do at all."""

_CLEARLY = 0.5
"""Part of the distance by the calendar; where reports begin at about the same date each year, both are much alike."""


def by_calendar(_running: Series, today: int, ended: Series) -> Shift | None:
    """The same dates some years earlier, if the ended series knows them."""
    latest = date.fromordinal(today).year - date.fromordinal(ended.first).year
    for years in range(1, latest + 1):
        if ended.first <= _years_before(today, years) < ended.last:
            return lambda day: _years_before(day, years)
    return None


def by_start(running: Series, today: int, ended: Series) -> Shift | None:
    """As many days after the first report, if the ended series was still going then."""
    apart = running.first - ended.first
    return (lambda day: day - apart) if today - apart < ended.last else None


def closest(series: Sequence[Series], ended: Sequence[Series]) -> Alignment:
    """The calendar, unless those that ended resemble those that run far more by the days since the start."""
    near = _CLEARLY * _distance(by_calendar, series, ended)
    return by_start if _distance(by_start, series, ended) < near else by_calendar


def _distance(alignment: Alignment, series: Sequence[Series], ended: Sequence[Series]) -> float:
    """How far shares lie apart today: between series of the same place, if there are any, else between all."""
    apart: dict[bool, list[float]] = {True: [], False: []}
    for one in series:
        for past in ended:
            if (shift := alignment(one, one.last, past)) is not None:
                is_same = past.place == one.place
                apart[is_same].append(abs(past.share_on(shift(one.last)) - float(one.shares[-1])))
    found = apart[True] or apart[False]
    return median(found) if found else float("inf")


def _years_before(day: int, years: int) -> int:
    found = date.fromordinal(day)
    is_leap_day = (found.month, found.day) == (2, 29)
    return found.replace(year=found.year - years, day=28 if is_leap_day else found.day).toordinal()
