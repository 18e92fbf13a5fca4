"""Days of weekly rest along one person's days: rest days added up."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from optimizer.rules.rest_days.statement import RestDays
from optimizer.rules.spans import Span, spans
from optimizer.rules.timeline import DayPattern, PeriodResource, PersonDays


def timeline(statement: RestDays, days: PersonDays) -> Iterator[PeriodResource]:
    """Add up the rest days of each week, or of all months together."""
    judged = [span for span in spans(days.problem, statement.period) if span.may_ask_for(days.person.id, days)]
    if statement.period == "week":
        for span in judged:
            yield _counted([span], span.when, statement.at_least, days)
    elif judged:
        when = judged[0].when if len(judged) == 1 else f"{judged[0].when}..{judged[-1].when}"
        yield _counted(judged, when, statement.at_least, days)


def _counted(judged: list[Span], when: str, asked: int, days: PersonDays) -> PeriodResource:
    """One sum over periods that follow each other."""
    required = sum(
        min(max(0, asked - _rest_on_leave(span, days)), _past_rest(span, days) + _days_without_leave(span, days))
        for span in judged
    )
    return PeriodResource(
        when=when,
        days=range(max(0, judged[0].days.start), judged[-1].days.stop),
        carried=sum(_past_rest(span, days) for span in judged),
        step=_step,
        at_least=required,
    )


def _step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
    return None, int(pattern.state == "rest")


def _rest_on_leave(span: Span, days: PersonDays) -> int:
    """Weekend days and holidays that leave takes, of the history and the horizon."""
    person = days.person
    leave = person.leave | {day for day, kind in person.past_absences.items() if kind == "leave"}
    return sum(days.day_type(day) != "weekday" for day in span.days if day in leave)


def _past_rest(span: Span, days: PersonDays) -> int:
    return sum(day in days.person.past_rest for day in span.days if day < 0)


def _days_without_leave(span: Span, days: PersonDays) -> int:
    person = days.person
    return sum(day not in person.leave and not person.past_minutes_on(day) for day in span.days if day >= 0)
