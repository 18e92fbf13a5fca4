"""Check of the number of duties in a period, from the dates of duties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from optimizer.rules.date_periods import DatePeriod, date_periods, period_of
from optimizer.rules.duties_in_period.labels import COUNT, COUNTED
from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.facts import Breach, DutyFact, Facts, Key
from optimizer.texts.periods import period_named

SATURDAY, SUNDAY = 5, 6


def check(rule: str, statement: DutiesInPeriod, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each officer and period with too many or too few."""
    periods = date_periods(facts, statement.period)
    if statement.of == "weekends" and statement.period == "month":
        periods = _with_month_of_first_saturday(periods, facts)
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        duties = facts.duties_by_officer[person.id]
        if statement.period == "horizon":
            duties = tuple(duty for duty in duties if duty.date >= facts.first_day)
        counted = _dates_counted(statement.of, duties)
        unavoidable = _dates_counted(statement.of, tuple(duty for duty in duties if duty.date < facts.first_day))
        for period in periods:
            number = sum(_holds(period, day, statement.of) for day in counted)
            past = sum(_holds(period, day, statement.of) for day in unavoidable)
            key = Key(rule, person.id, period.when)
            of = COUNTED.get(statement.of) or facts.named("shifts", statement.of)
            evidence = COUNT(number=number, of=of, period=period_named(period.when))
            if statement.at_most is not None and number > max(statement.at_most, past):
                yield Breach(key, number - max(statement.at_most, past), evidence)
            wanted = statement.at_least
            if wanted is not None and number < wanted and period.may_ask_for(person.id, facts):
                yield Breach(key, wanted - number, evidence)


def _dates_counted(of: str, duties: tuple[DutyFact, ...]) -> list[date]:
    """The date of each thing counted; a weekend stands on its Saturday."""
    if of == "duties":
        return [duty.date for duty in duties]
    if of == "days":
        return sorted({duty.date for duty in duties})
    if of == "evenings":
        return [duty.date for duty in duties if duty.is_evening]
    if of == "weekends":
        weekend_days = {duty.date for duty in duties if duty.date.weekday() >= SATURDAY}
        return sorted({day - timedelta(days=day.weekday() - SATURDAY) for day in weekend_days})
    return [duty.date for duty in duties if duty.shift == of]


def _holds(period: DatePeriod, day: date, of: str) -> bool:
    # A horizon that begins with a Sunday holds that weekend, though its Saturday lies before it.
    if of == "weekends" and period.when == "horizon":
        return day in period or day + timedelta(days=1) in period
    return day in period


def _with_month_of_first_saturday(periods: list[DatePeriod], facts: Facts) -> list[DatePeriod]:
    if facts.first_day.weekday() != SUNDAY:
        return periods
    month = period_of(facts.first_day - timedelta(days=1), "month")
    return periods if month in periods else [month, *periods]
