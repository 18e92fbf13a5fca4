"""Reported totals as series, and which of them have ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_LONGEST_SILENCE = 2.5
"""Usual steps after which a series that reports nothing has ended."""
_SHORTEST_SILENCE = 10
"""Days that any series may be silent: holidays of Viet Nam last nine."""


@dataclass(frozen=True, slots=True)
class Series:
    """What one place reported in one campaign, at least once, in order of time."""

    name: str
    place: str
    """Its own name where the file has no places."""
    days: NDArray[np.int64]
    """Reporting dates as ordinals, rising."""
    counts: Floats
    """Done by the end of each date."""
    base: float
    """How many there are at all, as reported last."""
    shares: Floats
    """Counts by the base of their own date."""
    origins: tuple[str, ...]
    """``file:line`` of each row."""

    @property
    def first(self) -> int:
        """First reporting date, an ordinal."""
        return int(self.days[0])

    @property
    def last(self) -> int:
        """Last reporting date, an ordinal."""
        return int(self.days[-1])

    def share_on(self, day: float) -> float:
        """The share on a day: in a straight line between reports, level before the first and after the last."""
        return float(np.interp(day, self.days, self.shares))

    def largest_fall(self) -> float:
        """The largest share by which it falls from one report to the next; 0 if it never does."""
        return max(0.0, float(-np.diff(self.shares).min(initial=0.0)))


def usual_step(series: Sequence[Series]) -> float:
    """Days from one report to the next, as most have it; 1 if nobody reported twice."""
    steps = [float(step) for one in series for step in np.diff(one.days)]
    return median(steps) if steps else 1.0


def running(series: Sequence[Series], as_of: date) -> tuple[list[Series], list[Series]]:
    """The series that run on a day, and those that ended before.

    A series has ended when it has been silent for long, or when its place has begun a later one.
    """
    silence = max(_LONGEST_SILENCE * usual_step(series), _SHORTEST_SILENCE)
    latest: dict[str, int] = {}
    for one in series:
        latest[one.place] = max(latest.get(one.place, 0), one.first)
    runs = [one.last >= as_of.toordinal() - silence and one.first == latest[one.place] for one in series]
    return (
        [one for one, does in zip(series, runs, strict=True) if does],
        [one for one, does in zip(series, runs, strict=True) if not does],
    )


def waves(series: Sequence[Series]) -> dict[str, int]:
    """The number of the wave of each series, by its name, from 0 in order of time.

    Series that begin before the first of a wave has ended belong to it: seasons, or campaigns of one district.
    """
    numbers: dict[str, int] = {}
    number, end = -1, -1
    for one in sorted(series, key=lambda one: (one.first, -one.last)):
        if one.first > end:
            number, end = number + 1, one.last
        numbers[one.name] = number
    return numbers


def gaps(one: Series, step: float, most_steps: float = 3.0) -> list[int]:
    """Positions of the rows before which more than so many usual steps are missing."""
    return [number + 1 for number, (left, right) in enumerate(pairwise(one.days)) if right - left > most_steps * step]
