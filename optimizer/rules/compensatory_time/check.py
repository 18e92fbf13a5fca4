"""Check of the days off in return for duty on rest days, as an account kept day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from optimizer.rules.compensatory_time.statement import CompensatoryTime
from optimizer.rules.date_periods import days_between
from optimizer.rules.facts import Breach, Facts, Key


def check(rule: str, statement: CompensatoryTime, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each officer and day with compensatory days overdue, or taken too early."""
    start = min([facts.first_day, *facts.day_types])
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        hours = {day: 0.0 for day in days_between(start, facts.last_day)}
        for duty in facts.duties_by_officer[person.id]:
            if facts.is_rest_type(duty.date):
                hours[duty.date] += duty.hours
        earned: dict[date, int] = {}
        taken: dict[date, int] = {}
        account, days_off, credit = 0.0, 0, 0
        for day in hours:
            days_off += facts.absences.get((person.id, day)) == "compensatory"
            if day < facts.first_day:
                credit = max(credit, days_off - _whole_days(account, statement))
            account += hours[day]
            earned[day] = _whole_days(account, statement)
            taken[day] = days_off
        yield from _judge(rule, statement, person.id, earned, taken, credit, facts)


def _judge(
    rule: str,
    statement: CompensatoryTime,
    officer: str,
    earned: dict[date, int],
    taken: dict[date, int],
    credit: int,
    facts: Facts,
) -> Iterator[Breach]:
    """Compare the account with what was due; ``credit`` days were earned before the record begins."""
    for day in days_between(facts.first_day, facts.last_day):
        key = Key(rule, officer, day.isoformat())
        due_since = day - timedelta(days=statement.within_days)
        overdue = earned[due_since] + credit - taken[day] if due_since in earned else 0
        if overdue > 0:
            yield Breach(key, overdue, f"{overdue} days earned by {due_since} not taken by {day}")
        early = taken[day] - earned.get(day - timedelta(days=1), 0) - credit
        if early > 0:
            yield Breach(key, early, f"{early} compensatory days taken by {day} before they were earned")


def _whole_days(hours: float, statement: CompensatoryTime) -> int:
    return int((hours + 1e-9) // statement.hours_per_day)
