"""The periods of a rule as dates, for checks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.rules.facts import Facts
from optimizer.rules.period import Period, RollingDays


@dataclass(frozen=True, slots=True)
class DatePeriod:
    """One period from its first to its last day, both included; either may lie outside the horizon."""

    when: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    def may_ask_for(self, officer: str, facts: Facts) -> bool:
        """Whether a minimum applies: the period is over, and what came before the first day is on record."""
        if self.last > facts.last_day:
            return False
        day = self.first
        while day < facts.first_day:
            if not is_on_record(officer, day, facts):
                return False
            day += timedelta(days=1)
        return True


def is_on_record(officer: str, day: date, facts: Facts) -> bool:
    """Whether it is known what the officer does on the day: always in the horizon."""
    if facts.first_day <= day <= facts.last_day:
        return True
    return (officer, day) in facts.absences or any(duty.date == day for duty in facts.duties_by_officer[officer])


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def date_periods(facts: Facts, period: Period) -> list[DatePeriod]:
    """The periods that hold a day of the horizon, in order of time."""
    if period == "horizon":
        return [DatePeriod("horizon", facts.first_day, facts.last_day)]
    found: dict[str, DatePeriod] = {}
    for day in days_between(facts.first_day, facts.last_day):
        one = period_of(day, period)
        found.setdefault(one.when, one)
    return list(found.values())


def period_of(day: date, period: Period) -> DatePeriod:
    """The period that holds the day; of windows of so many days, the one that ends with it."""
    if isinstance(period, RollingDays):
        return DatePeriod(day.isoformat(), day - timedelta(days=period.rolling_days - 1), day)
    if period == "week":
        year, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        return DatePeriod(f"{year}-W{week:02}", monday, monday + timedelta(days=6))
    if period == "month":
        length = monthrange(day.year, day.month)[1]
        return DatePeriod(f"{day.year}-{day.month:02}", day.replace(day=1), day.replace(day=length))
    return DatePeriod(day.isoformat(), day, day)
