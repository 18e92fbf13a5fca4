"""Check of the days of weekly rest, from the rows of absences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.rules.date_periods import DatePeriod, date_periods, days_between
from optimizer.rules.facts import Breach, Facts, Key, PersonFact
from optimizer.rules.rest_days.labels import TOO_FEW
from optimizer.rules.rest_days.statement import RestDays
from optimizer.texts.periods import period_named


def check(rule: str, statement: RestDays, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each officer and week, or each officer over all months, with too few rest days."""
    periods = date_periods(facts, statement.period)
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        judged = [period for period in periods if period.may_ask_for(person.id, facts)]
        if not judged:
            continue
        groups = [[period] for period in judged] if statement.period == "week" else [judged]
        for group in groups:
            yield from _judge(rule, statement, person, group, facts)


def _judge(
    rule: str, statement: RestDays, person: PersonFact, periods: list[DatePeriod], facts: Facts
) -> Iterator[Breach]:
    taken = required = 0
    history = [duty for duty in facts.duties_by_officer[person.id] if duty.date < facts.first_day]
    past_nights = {day for duty in history for day in duty.hours_by_date()}
    for period in periods:
        days = list(days_between(period.first, period.last))
        taken += sum(_is_rest(person, day, facts) for day in days)
        possible = sum(
            _is_rest(person, day, facts) if day < facts.first_day else day not in (person.leave | past_nights)
            for day in days
        )
        on_leave = sum(_is_rest_on_leave(person, day, facts) for day in days)
        required += min(max(0, statement.at_least - on_leave), possible)
    if taken < required:
        when = periods[0].when if len(periods) == 1 else f"{periods[0].when}..{periods[-1].when}"
        yield Breach(
            Key(rule, person.id, when), required - taken, TOO_FEW(taken=taken, period=period_named(when), due=required)
        )


def _is_rest_on_leave(person: PersonFact, day: date, facts: Facts) -> bool:
    """Whether the day would be one of rest in any case, and falls into leave."""
    is_past = day < facts.first_day
    is_leave = facts.absences.get((person.id, day)) == "leave" if is_past else day in person.leave
    return is_leave and facts.is_rest_type(day)


def _is_rest(person: PersonFact, day: date, facts: Facts) -> bool:
    """Whether the day is one of rest from midnight to midnight."""
    return facts.absences.get((person.id, day)) == "rest" and not facts.is_on_duty(person.id, day)
