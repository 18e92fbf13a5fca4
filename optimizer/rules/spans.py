"""The periods of a rule as day indices, for encodings and timelines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from optimizer.rules.period import Period, RollingDays
from optimizer.world.roster_problem import ProblemDay, RosterProblem


class Record(Protocol):
    """Knows which days of a person are on record."""

    def is_on_record(self, person: str, day: int) -> bool:
        """Whether it is known what the person does on the day: always in the horizon."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """One period: its days up to the last day of the horizon, those before the first included."""

    when: str
    days: range
    ends_in_horizon: bool
    """Whether no day of the period lies after the last day."""

    def worked_days(self, problem: RosterProblem) -> range:
        """The days on which hours of the period are worked: the one after the last, too, if it is in the period."""
        reaches_on = not self.ends_in_horizon and problem.day_after is not None
        return range(self.days.start, self.days.stop + reaches_on)

    def may_ask_for(self, person: str, record: Record) -> bool:
        """Whether a minimum applies: the period is over, and what came before the first day is on record."""
        return self.ends_in_horizon and all(record.is_on_record(person, day) for day in self.days if day < 0)


def spans(problem: RosterProblem, period: Period) -> list[Span]:
    """The periods that hold a day of the horizon, in order of time."""
    horizon = problem.horizon
    if isinstance(period, RollingDays):
        length = period.rolling_days
        return [Span(d.date.isoformat(), range(d.index - length + 1, d.index + 1), True) for d in horizon]
    if period == "day":
        return [Span(day.date.isoformat(), range(day.index, day.index + 1), True) for day in horizon]
    if period == "horizon":
        return [Span("horizon", range(len(horizon)), True)]
    members: dict[str, list[ProblemDay]] = {}
    for day in horizon:
        members.setdefault(day.week if period == "week" else day.month, []).append(day)
    return [_whole_span(when, days, period) for when, days in members.items()]


def month_of_a_first_sunday(problem: RosterProblem) -> list[Span]:
    """The month before the first day, if its last Saturday's weekend reaches into the horizon."""
    first = problem.horizon[0].date
    if first.weekday() != 6 or first.day != 1:
        return []
    saturday = first - timedelta(days=1)
    return [Span(f"{saturday:%Y-%m}", range(-saturday.day, 0), True)]


def _whole_span(when: str, days: list[ProblemDay], period: str) -> Span:
    """The span of a week or month, taken back to its first day even where no day is on record."""
    first, last = days[0], days[-1]
    before = first.date.weekday() if period == "week" else first.date.day - 1
    next_day = last.date + timedelta(days=1)
    is_over = next_day.weekday() == 0 if period == "week" else next_day.day == 1
    return Span(when, range(first.index - before, last.index + 1), is_over)
