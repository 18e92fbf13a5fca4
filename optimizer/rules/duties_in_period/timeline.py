"""The number of duties in a period along one person's days: duties, days, evenings or weekends added up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.spans import Span, month_of_a_first_sunday, spans
from optimizer.rules.timeline import DayPattern, PeriodResource, PersonDays

SATURDAY, SUNDAY = 5, 6


def timeline(statement: DutiesInPeriod, days: PersonDays) -> Iterator[PeriodResource]:
    """Add up what each period counts."""
    periods = spans(days.problem, statement.period)
    if statement.of == "weekends":
        if statement.period == "month":
            periods = [*month_of_a_first_sunday(days.problem), *periods]
        for span in periods:
            yield from _weekends(statement, span, days)
        return
    count = _counting(statement.of)

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        return None, count(pattern)

    for span in periods:
        carried = sum(count(days.past[day]) for day in span.days if day < 0 and day in days.past)
        at_most, at_least = _limits(statement, span, carried, days)
        yield PeriodResource(
            span.when, range(max(0, span.days.start), span.days.stop), carried, step, at_most, at_least
        )


def _limits(statement: DutiesInPeriod, span: Span, carried: int, days: PersonDays) -> tuple[int | None, int | None]:
    most = None if statement.at_most is None else max(statement.at_most, carried)
    return most, statement.at_least if span.may_ask_for(days.person.id, days) else None


def _counting(of: str) -> Callable[[DayPattern], int]:
    match of:
        case "duties":
            return lambda pattern: len(pattern.duties)
        case "days":
            return lambda pattern: int(pattern.works)
        case "evenings":
            return lambda pattern: sum(duty.is_evening for duty in pattern.duties)
        case shift:
            return lambda pattern: sum(duty.shift == shift for duty in pattern.duties)


def _weekends(statement: DutiesInPeriod, span: Span, days: PersonDays) -> Iterator[PeriodResource]:
    """Weekends whose Saturday lies in the span, counted on their first day with duty; the state is Saturday's duty."""
    last = len(days.horizon) - 1
    saturdays = [day for day in span.days if days.weekday(day) == SATURDAY]
    if statement.period == "horizon" and days.weekday(0) == SUNDAY:
        saturdays.insert(0, -1)
    if not saturdays:
        return
    known = {day: pattern.works for day, pattern in days.past.items() if statement.period != "horizon"}
    carried = sum(known.get(day, False) or known.get(day + 1, False) for day in saturdays if day < 0)
    counted = {day for first in saturdays for day in (first, first + 1)}

    def phase(day: int) -> int | None:
        return days.weekday(day) if day in counted else None

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        if phase(day) == SATURDAY:
            return pattern.works, int(pattern.works)
        return False, int(phase(day) == SUNDAY and pattern.works and not state)

    at_most, at_least = _limits(statement, span, carried, days)
    period = range(max(0, saturdays[0]), min(saturdays[-1] + 1, last) + 1)
    yield PeriodResource(span.when, period, carried, step, at_most, at_least, known.get(-1, False), phase)
