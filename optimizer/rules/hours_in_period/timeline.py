"""The hours worked in a period along one person's days: minutes added up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.spans import spans
from optimizer.rules.timeline import DayPattern, PeriodResource, PersonDays


def timeline(statement: HoursInPeriod, days: PersonDays) -> Iterator[PeriodResource]:
    """Add up the minutes of each period."""
    minutes = _minutes(statement.of, days)

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        return None, minutes(day, pattern)

    most = days.person.minutes_per_week if statement.at_most == "officer" else statement.at_most
    if statement.at_most != "officer" and most is not None:
        most = round(most * 60)
    for span in spans(days.problem, statement.period):
        carried = sum(minutes(day, days.past[day]) for day in span.days if day < 0 and day in days.past)
        asks = statement.at_least is not None and span.may_ask_for(days.person.id, days)
        yield PeriodResource(
            when=span.when,
            days=range(max(0, span.days.start), span.days.stop),
            carried=carried,
            step=step,
            at_most=None if most is None else max(int(most), carried),
            at_least=round((statement.at_least or 0) * 60) if asks else None,
            phase=days.day_type,
        )


def _minutes(of: str, days: PersonDays) -> Callable[[int, DayPattern], int]:
    normal = days.problem.normal_day_minutes

    def overtime(day: int, pattern: DayPattern) -> int:
        return pattern.minutes if days.day_type(day) != "weekday" else max(0, pattern.minutes - normal)

    def all_work(day: int, pattern: DayPattern) -> int:
        return pattern.minutes + normal * (pattern.state == "other_duty")

    if of == "overtime":
        return overtime
    return all_work if of == "all_work" else lambda day, pattern: pattern.minutes
