"""On which dates reports are still to come, as those so far came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.projection.series import Series, usual_step

_MONTH = range(28, 32)
_LAST = 31
"""Stands for the last day of whatever month."""
_SAME_DAY = 0.9
"""Share of the reports that fall on one day of the month where they come by the month."""
_FEW_WEEKS = 15
"""Reports from which it can be told on which weekdays nobody reports."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When reports come."""

    step: int
    """Days from one to the next."""
    day_of_month: int | None
    """The day on which they come, if once a month; 31 for the last."""
    weekdays: frozenset[int]
    """Weekdays on which they come, Monday 0."""

    @classmethod
    def of(cls, series: Sequence[Series]) -> Rhythm:
        """The rhythm of all series together, which says more than that of one that has just begun."""
        days = [date.fromordinal(int(day)) for one in series for day in one.days]
        step = max(1, round(usual_step(series)))
        of_month = Counter(_LAST if (day + timedelta(days=1)).day == 1 else day.day for day in days)
        day, count = of_month.most_common(1)[0]
        is_monthly = step in _MONTH and count >= _SAME_DAY * len(days)
        tells_weekdays = step == 1 and len(days) >= _FEW_WEEKS
        weekdays = frozenset(day.weekday() for day in days) if tells_weekdays else frozenset(range(7))
        return cls(step, day if is_monthly else None, weekdays)

    def to_come(self, last: date, as_of: date, by: date) -> list[date]:
        """Reporting dates after ``as_of``, and the date asked for, which comes last."""
        found = []
        day = self._after(last)
        while day < by:
            if day > as_of and day.weekday() in self.weekdays:
                found.append(day)
            day = self._after(day)
        return [*found, by]

    def _after(self, day: date) -> date:
        if self.day_of_month is None:
            return day + timedelta(days=self.step)
        this = day.replace(day=1)
        following = (this + timedelta(days=32)).replace(day=1)
        return next(found for first in (this, following) if (found := _in_month(first, self.day_of_month)) > day)


def _in_month(first: date, day_of_month: int) -> date:
    """The day of a month, or its last one if it is shorter."""
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=day_of_month - 1), following - timedelta(days=1))
