"""The hours worked in a period along one person's days: minutes added up.

Where nights run past midnight the state holds the minutes of the day that the night before takes; a period then begins
with the day before it, whose night counts from midnight on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.spans import Span, spans
from optimizer.rules.timeline import DayPattern, PeriodResource, PersonDays

CountMinutes = Callable[[int, DayPattern, int], int]
"""Day, its pattern, and the minutes that the night before takes of it, to the minutes that count."""
_NO_DUTY = DayPattern()


def timeline(statement: HoursInPeriod, days: PersonDays) -> Iterator[PeriodResource]:
    """Add up the minutes of each period."""
    count = _counting(statement.of, days)
    most = statement.most_minutes(days.person.minutes_per_week)
    for span in spans(days.problem, statement.period):
        carried, unavoidable = _history(span, days, count)
        asks = statement.at_least is not None and span.may_ask_for(days.person.id, days)
        first = span.days.start - days.has_nights
        yield PeriodResource(
            when=span.when,
            days=range(max(0, first), span.days.stop),
            carried=carried,
            step=_step(span, days, count),
            at_most=None if most is None else max(most, unavoidable),
            at_least=round((statement.at_least or 0) * 60) if asks else None,
            start=days.carried_in if first < 0 else 0,
            phase=_phase(span, days),
        )


def _history(span: Span, days: PersonDays, count: CountMinutes) -> tuple[int, int]:
    """Minutes of the days before the horizon, and these with what the history's last night takes of the first day."""
    carried = night = 0
    for day in range(days.problem.days[0].index, 0):
        pattern = days.past.get(day, _NO_DUTY)
        carried += count(day, pattern, night) if day in span.days else 0
        night = pattern.minutes_after_midnight
    return carried, carried + (count(0, _NO_DUTY, days.carried_in) if 0 in span.days else 0)


def _step(
    span: Span, days: PersonDays, count: CountMinutes
) -> Callable[[Hashable, int, DayPattern], tuple[Hashable, int]]:
    after = days.problem.day_after
    reaches_on = after is not None and after.index in span.worked_days(days.problem)

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        assert isinstance(state, int)
        night = pattern.minutes_after_midnight
        minutes = count(day, pattern, state) if day in span.days else 0
        if reaches_on and day + 1 == span.days.stop:
            minutes += count(day + 1, _NO_DUTY, night)
        return night, minutes

    return step


def _phase(span: Span, days: PersonDays) -> Callable[[int], Hashable]:
    if not days.has_nights:
        return days.day_type
    last = span.days.stop - 1
    return lambda day: (days.day_type(day), day in span.days, day == last)


def _counting(of: str, days: PersonDays) -> CountMinutes:
    normal = days.problem.normal_day_minutes

    def overtime(day: int, pattern: DayPattern, night: int) -> int:
        minutes = night + pattern.minutes
        return minutes if days.day_type(day) != "weekday" else max(0, minutes - normal)

    def all_work(day: int, pattern: DayPattern, night: int) -> int:
        return night + pattern.minutes + normal * (pattern.state == "other_duty")

    if of == "overtime":
        return overtime
    return all_work if of == "all_work" else lambda day, pattern, night: night + pattern.minutes
