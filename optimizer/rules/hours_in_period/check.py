"""Check of the hours worked in a period, from wall-clock times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from optimizer.rules.date_periods import DatePeriod, date_periods
from optimizer.rules.facts import Breach, DutyFact, Facts, Key, PersonFact
from optimizer.rules.hours_in_period.labels import COUNTED, HOURS_ABOVE, HOURS_BELOW
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.texts.periods import period_named

TOLERANCE = 1e-6
"""Hours below which a difference is rounding."""


def check(rule: str, statement: HoursInPeriod, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each officer and period with too many or too few hours."""
    periods = date_periods(facts, statement.period)
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        duties = facts.duties_by_officer[person.id]
        absences = facts.absences_by_officer[person.id]
        hours = _hours_by_day(statement.of, duties, absences, facts)
        # What the history alone comes to, the night that ends on the first day included, is no doing of the plan.
        past = _hours_by_day(
            statement.of,
            [duty for duty in duties if duty.date < facts.first_day],
            {day: kind for day, kind in absences.items() if day < facts.first_day},
            facts,
        )
        for period in periods:
            yield from _judge(rule, statement, person, hours, past, period, facts)


def _judge(
    rule: str,
    statement: HoursInPeriod,
    person: PersonFact,
    hours_by_day: dict[date, float],
    past_by_day: dict[date, float],
    period: DatePeriod,
    facts: Facts,
) -> Iterator[Breach]:
    hours = sum(amount for day, amount in hours_by_day.items() if day in period)
    past = sum(amount for day, amount in past_by_day.items() if day in period)
    most = person.hours_per_week if statement.at_most == "officer" else statement.at_most
    key, of, named = Key(rule, person.id, period.when), COUNTED[statement.of], period_named(period.when)
    if most is not None and hours - max(most, past) > TOLERANCE:
        yield Breach(key, hours - max(most, past), HOURS_ABOVE(hours=hours, of=of, period=named, most=most))
    least = statement.at_least
    if least is not None and least - hours > TOLERANCE and period.may_ask_for(person.id, facts):
        yield Breach(key, least - hours, HOURS_BELOW(hours=hours, of=of, period=named, least=least))


def _hours_by_day(of: str, duties: Iterable[DutyFact], absences: Mapping[date, str], facts: Facts) -> dict[date, float]:
    """Hours that count, by the dates on which they are worked."""
    hours: dict[date, float] = {}
    for duty in duties:
        for day, worked in duty.hours_by_date().items():
            hours[day] = hours.get(day, 0.0) + worked
    if of == "overtime":
        return {
            day: worked if facts.is_rest_type(day) else max(0.0, worked - facts.normal_day_hours)
            for day, worked in hours.items()
        }
    if of == "all_work":
        for day, kind in absences.items():
            if kind == "other_duty":
                hours[day] = hours.get(day, 0.0) + facts.normal_day_hours
    return hours
