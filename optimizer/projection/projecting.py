"""Quantiles of what running series will come to, date by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from optimizer.projection.alignment import Alignment, Shift, by_calendar, closest
from optimizer.projection.pace import increments_at_pace
from optimizer.projection.regression import Asked, Taught, draw_increments
from optimizer.projection.rhythm import Rhythm
from optimizer.projection.series import Floats, Series, running, usual_step, waves

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
MEDIAN = LEVELS.index(0.5)
MOST_AGES = 8
"""Ages of running series that are told apart; nearer ones are projected as one."""
MOST_AHEAD = 6
"""Lengths of time that are learnt for; those between lie on straight lines."""
_SHORTEST_WINDOW = 7.0
"""Days over which a recent increment is taken at least, so that weekdays do not matter."""
_ENDS_NEAR = 1.5
"""Usual steps by which an ended series may end before the day asked for and still teach it."""


@dataclass(frozen=True, slots=True)
class Projection:
    """What one running series will come to."""

    series: Series
    dates: tuple[date, ...]
    """Reporting dates to come; the date asked for is the last."""
    quantiles: Floats
    """Counts, one row a date, one column a level of :data:`LEVELS`; rising in both."""
    teachers: int
    """Ended series it rests on; 0 where it goes by its own pace."""


@dataclass(frozen=True, slots=True)
class Projections:
    """What all running series will come to."""

    as_of: date
    by: date
    projections: tuple[Projection, ...]
    ended: tuple[Series, ...]
    left_out: tuple[Series, ...]
    """Running series of which nothing can be said: one report, and nothing to learn from."""


def project(series: Sequence[Series], as_of: date, by: date, dice: np.random.Generator) -> Projections:
    """Project all series that run on a day.

    Parameters
    ----------
    series
        With nothing reported later than ``as_of``.
    as_of, by
        Today, and the last date to project to, which is later.
    dice
        Where chance comes from.
    """
    runs, ended = running(series, as_of)
    if not runs:
        return Projections(as_of, by, (), tuple(ended), ())
    work = _Work(series, runs, ended, as_of, by, dice)
    found = {projection.series.name: projection for projection in work.all()}
    projections = tuple(found[one.name] for one in runs if one.name in found)
    return Projections(as_of, by, projections, tuple(ended), tuple(one for one in runs if one.name not in found))


class _Work:
    """The series at hand and what follows from them."""

    def __init__(
        self,
        series: Sequence[Series],
        runs: Sequence[Series],
        ended: Sequence[Series],
        as_of: date,
        by: date,
        dice: np.random.Generator,
    ) -> None:
        self.runs, self.ended, self.as_of, self.by, self.dice = runs, ended, as_of, by, dice
        self.alignment: Alignment = closest(runs, ended)
        self.rhythm = Rhythm.of(series)
        self.step = usual_step(series)
        self.window = max(_SHORTEST_WINDOW, self.step)
        self.waves = waves(series)
        self.places = {place: number for number, place in enumerate(sorted({one.place for one in ended}))}
        self.may_fall = max(one.largest_fall() for one in series)

    def all(self) -> list[Projection]:
        """Project the running series, those of one age together."""
        return [projection for group in self._ages() for projection in self._group(group)]

    def _ages(self) -> list[list[Series]]:
        """Running series whose days correspond to the same days of those that ended."""

        def age(one: Series) -> tuple[int, int]:
            return (one.last, 0) if self.alignment is by_calendar else (one.last - one.first, one.last)

        ages = sorted({age(one) for one in self.runs})
        bounds = np.array_split(np.arange(len(ages)), min(MOST_AGES, len(ages)))
        number = {ages[at]: group for group, positions in enumerate(bounds) for at in positions}
        groups: list[list[Series]] = [[] for _ in bounds]
        for one in sorted(self.runs, key=age):
            groups[number[age(one)]].append(one)
        return groups

    def _group(self, group: Sequence[Series]) -> list[Projection]:
        middle = group[len(group) // 2]
        teachers = [
            (past, shift) for past in self.ended if (shift := self.alignment(middle, middle.last, past)) is not None
        ]
        if not teachers:
            return [self._alone(one) for one in group if len(one.days) > 1]
        furthest = max(self.by.toordinal() - one.last for one in group)
        ahead = sorted({furthest * part // MOST_AHEAD for part in range(1, MOST_AHEAD + 1)} - {0})
        dates = {one.name: self._dates(one) for one in group}
        usual = sorted({day.toordinal() - one.last for one in group for day in dates[one.name]})
        ahead = usual if len(usual) <= MOST_AHEAD else ahead
        learnt = [np.zeros((len(LEVELS), len(group)))]
        learnt += [self._learnt(group, middle, teachers, days) for days in ahead]
        table = np.array(learnt)
        return [
            self._projection(one, dates[one.name], _between([0, *ahead], table[:, :, number]), len(teachers))
            for number, one in enumerate(group)
        ]

    def _learnt(
        self, group: Sequence[Series], middle: Series, teachers: Sequence[tuple[Series, Shift]], days: int
    ) -> Floats:
        """Quantiles of the increments so many days ahead: one row a level, one column a series."""
        then = middle.last + days
        near = [(past, shift) for past, shift in teachers if shift(then) <= past.last + _ENDS_NEAR * self.step]
        # Where all ended before, none came after its end.
        used = near or teachers
        now = [(past, shift(middle.last)) for past, shift in used]
        shares = np.array([past.share_on(day) for past, day in now])
        recent = np.array([self._recent(past, day) for past, day in now])
        usual = float(np.nanmean(recent)) if not np.isnan(recent).all() else 0.0
        increments = np.array([past.share_on(shift(then)) for past, shift in used]) - shares
        places = np.unique([self.places[past.place] for past, _ in used], return_inverse=True)
        at = {int(number): position for position, number in enumerate(places[0])}
        taught = Taught(
            increments,
            shares,
            np.where(np.isnan(recent), usual, recent),
            places[1],
            np.array([self.waves[past.name] for past, _ in used]),
        )
        asked_recent = np.array([self._recent(one, one.last) for one in group])
        asked = Asked(
            np.array([one.shares[-1] for one in group]),
            np.where(np.isnan(asked_recent), usual, asked_recent),
            np.array([at.get(self.places.get(one.place, -1), -1) for one in group]),
            self.waves[middle.name],
        )
        return np.asarray(np.quantile(draw_increments(taught, asked, self.dice), LEVELS, axis=0))

    def _recent(self, one: Series, day: int) -> float:
        """The recent increment up to a day; not a number where reports do not reach back so far."""
        before = day - self.window
        return one.share_on(day) - one.share_on(before) if before >= one.first - 0.1 * self.window else float("nan")

    def _alone(self, one: Series) -> Projection:
        dates = self._dates(one)
        table = [increments_at_pace(one, day.toordinal() - one.last, LEVELS, self.window) for day in dates]
        ahead = [day.toordinal() - one.last for day in dates]
        return self._projection(one, dates, _between(ahead, np.array(table)), 0)

    def _dates(self, one: Series) -> list[date]:
        return self.rhythm.to_come(date.fromordinal(one.last), self.as_of, self.by)

    def _projection(self, one: Series, dates: Sequence[date], learnt: _Lines, teachers: int) -> Projection:
        """Hold increments to what is possible: not above the base, and no fall that no series ever had."""
        increments = learnt.at([day.toordinal() - one.last for day in dates])
        now = float(one.shares[-1])
        shares = np.clip(now + increments, max(0.0, now - self.may_fall), max(1.0, now))
        if not self.may_fall:
            shares = np.maximum.accumulate(shares, axis=0)
        shares = np.maximum.accumulate(shares, axis=1)
        return Projection(one, tuple(dates), np.minimum(shares * one.base, one.base), teachers)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Quantiles at some lengths of time, and straight lines between."""

    ahead: tuple[int, ...]
    table: Floats

    def at(self, ahead: Sequence[int]) -> Floats:
        columns = [np.interp(ahead, self.ahead, column) for column in self.table.T]
        return np.array(columns).T


def _between(ahead: Sequence[int], table: Floats) -> _Lines:
    return _Lines(tuple(ahead), table)
