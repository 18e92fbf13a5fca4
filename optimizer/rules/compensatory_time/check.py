"""Check of the days off in return for duty on rest days, as an account kept day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from optimizer.rules.compensatory_time.labels import EARLY, OVERDUE
from optimizer.rules.compensatory_time.statement import CompensatoryTime
from optimizer.rules.date_periods import days_between
from optimizer.rules.facts import Breach, Facts, Key


def check(rule: str, statement: CompensatoryTime, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each officer and day with compensatory days overdue, or taken too early."""
    start = min([facts.first_day, *facts.day_types])
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        hours = {day: 0.0 for day in days_between(start, facts.last_day)}
        for duty in facts.duties_by_officer[person.id]:
            for day, worked in duty.hours_by_date().items():
                if day in hours and facts.is_rest_type(day):
                    hours[day] += worked
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
        # Days off before the record shows any duty were earned before it begins.
        yield from _judge(Key(rule, person.id, ""), statement, {d: n + credit for d, n in earned.items()}, taken, facts)


def _judge(
    key: Key, statement: CompensatoryTime, earned: dict[date, int], taken: dict[date, int], facts: Facts
) -> Iterator[Breach]:
    """Compare the days taken with those earned, on each day of the horizon."""
    term, one_day = timedelta(days=statement.within_days), timedelta(days=1)
    eve = facts.first_day - one_day
    overdue_before = max(0, earned.get(eve - term, 0) - taken.get(eve, 0))
    for day in days_between(facts.first_day, facts.last_day):
        on_day = key._replace(when=day.isoformat())
        overdue = earned.get(day - term, 0) - taken[day] - overdue_before
        if overdue > 0:
            yield Breach(on_day, overdue, OVERDUE(days=overdue, earned_by=day - term, day=day))
        early = taken[day] - earned.get(day - one_day, 0)
        if early > 0:
            yield Breach(on_day, early, EARLY(days=early, day=day))


def _whole_days(hours: float, statement: CompensatoryTime) -> int:
    return int((hours + 1e-9) // statement.hours_per_day)
