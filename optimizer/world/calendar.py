"""Days and shifts of the campaign, numbered from its first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

MINUTES_PER_DAY = 1440


@cache
def iso_week(day: date) -> str:
    """ISO week as ``2024-W14``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def days_between(first: date, last: date) -> tuple[date, ...]:
    """All days from the first to the last, both included."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of the day; an end above 1,440 lies on the next day."""

    id: str
    start_minute: int
    end_minute: int
    is_evening: bool

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end_minute - self.start_minute

    @property
    def minutes_after_midnight(self) -> int:
        """Minutes of it that fall on the next day."""
        return max(0, self.end_minute - MINUTES_PER_DAY)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the campaign (index from 0), or of the history before it (negative index)."""

    index: int
    date: date
    day_type: str
    """``weekday``, ``weekend`` or ``holiday``."""

    @property
    def week(self) -> str:
        """ISO week, ``2024-W14``."""
        return iso_week(self.date)

    @property
    def month(self) -> str:
        """Calendar month, ``2024-04``."""
        return f"{self.date:%Y-%m}"

    def at(self, minute: int) -> datetime:
        """Wall-clock time of a minute counted from this day's midnight."""
        return datetime.combine(self.date, time()) + timedelta(minutes=minute)


@dataclass(frozen=True, slots=True, order=True)
class DayShift:
    """One shift of one day, both by index; day-shifts sort in order of time."""

    day: int
    shift: int
