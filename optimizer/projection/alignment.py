"""Which day of an ended series stands for a day of one that runs: the same date, or as long after the start.

A yearly campaign follows the calendar, however early in it reports begin; campaigns ordered at any time are alike by
the days since their start. What the series themselves say decides: the way in which those that ended are closer, on
the day that stands for today, to those that run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from optimizer.projection.series import Floats, Series

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
    of_place: dict[str, list[Series]] = {}
    for past in ended:
        of_place.setdefault(past.place, []).append(past)
    apart = [abs(_shares(alignment, one, of_place.get(one.place, ())) - one.shares[-1]) for one in series]
    if not any(map(len, apart)):
        # Series that run alike have the same days behind them, whoever ended.
        alike: dict[tuple[int, int], list[Series]] = {}
        for one in series:
            alike.setdefault((one.first, one.last), []).append(one)
        apart = [
            abs(np.subtract.outer(_shares(alignment, group[0], ended), [one.shares[-1] for one in group])).ravel()
            for group in alike.values()
        ]
    found = np.concatenate([*apart, np.zeros(0)])
    return float(np.median(found)) if len(found) else float("inf")


def _shares(alignment: Alignment, running: Series, ended: Sequence[Series]) -> Floats:
    """What those that ended had reached on the day that stands for today."""
    shifts = ((alignment(running, running.last, past), past) for past in ended)
    return np.array([past.share_on(shift(running.last)) for shift, past in shifts if shift is not None])


def _years_before(day: int, years: int) -> int:
    found = date.fromordinal(day)
    is_leap_day = (found.month, found.day) == (2, 29)
    return found.replace(year=found.year - years, day=28 if is_leap_day else found.day).toordinal()
