"""Check of a fair share of the load, from what each officer carries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.rules.date_periods import days_between
from optimizer.rules.facts import Breach, DutyFact, Facts, Key, PersonFact
from optimizer.rules.fair_share.labels import SPREAD
from optimizer.rules.fair_share.statement import FairShare

TOLERANCE = 1e-9
"""Spread below which shares count as equal."""


def check(rule: str, statement: FairShare, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each group whose shares lie further apart than allowed."""
    groups: dict[str, dict[str, float]] = {}
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        share = share_of(statement.measure, person, facts)
        if share is not None:
            groups.setdefault(person.unit if statement.group_by == "unit" else "all", {})[person.id] = share
    for name, shares in groups.items():
        most, least = max(shares, key=lambda who: shares[who]), min(shares, key=lambda who: shares[who])
        spread = shares[most] - shares[least]
        if spread - statement.at_most > TOLERANCE:
            evidence = SPREAD(
                most=facts.named("officers", most),
                more=shares[most],
                least=facts.named("officers", least),
                less=shares[least],
            )
            yield Breach(Key(rule, name, "horizon"), spread - statement.at_most, evidence)


def share_of(measure: str, person: PersonFact, facts: Facts) -> float | None:
    """What the officer carries per available day, or of the hours allowed; ``None`` for one who shares nothing."""
    available = sum(day not in person.leave for day in days_between(facts.first_day, facts.last_day))
    if available == 0:
        return None
    duties = [duty for duty in facts.duties_by_officer[person.id] if duty.date >= facts.first_day]
    if measure == "burden":
        return (_burden(duties, facts) + person.past_burden) / (available + person.past_available_days)
    if measure == "hours":
        allowed = person.hours_per_week / 7 * available
        return sum(duty.hours for duty in duties) / allowed if allowed else None
    if measure == "evenings":
        return sum(duty.is_evening for duty in duties) / available
    return sum(_is_on_a_rest_day(duty, facts) for duty in duties) / available


def _is_on_a_rest_day(duty: DutyFact, facts: Facts) -> bool:
    """Whether a duty begins on a weekend day or holiday, or runs into a holiday."""
    return facts.is_rest_type(duty.date) or any(facts.day_types[day] == "holiday" for day in duty.hours_by_date())


def _burden(duties: list[DutyFact], facts: Facts) -> float:
    hours: dict[date, float] = {}
    for duty in duties:
        for day, worked in duty.hours_by_date().items():
            hours[day] = hours.get(day, 0.0) + worked
    overtime = sum(
        max(0.0, worked - facts.normal_day_hours) for day, worked in hours.items() if not facts.is_rest_type(day)
    )
    return sum(duty.burden for duty in duties) + facts.overtime_hour_weight * overtime
