"""Check of the days off in return for duty on rest days, as an account kept day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

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
        earned = {day: number + credit for day, number in earned.items()}
        on_record = {day for day in hours if facts.absences.get((person.id, day)) == "leave"}
        away = on_record | {day for day in person.leave if day >= facts.first_day}
        due = _due_dates(list(hours), away, statement.within_days)
        yield from _judge(Key(rule, person.id, ""), due, earned, taken, facts)


def _judge(
    key: Key, due: dict[date, date], earned: dict[date, int], taken: dict[date, int], facts: Facts
) -> Iterator[Breach]:
    """Compare the days taken with those earned, on each day of the horizon."""
    one_day = timedelta(days=1)
    eve = facts.first_day - one_day
    overdue_before = max(0, _earned_by(due, eve, earned) - taken.get(eve, 0))
    for day in days_between(facts.first_day, facts.last_day):
        on_day = key._replace(when=day.isoformat())
        overdue = _earned_by(due, day, earned) - taken[day] - overdue_before
        if overdue > 0:
            yield Breach(on_day, overdue, OVERDUE(days=overdue, earned_by=due[day], day=day))
        early = taken[day] - earned.get(day - one_day, 0)
        if early > 0:
            yield Breach(on_day, early, EARLY(days=early, day=day))


def _due_dates(days: list[date], away: set[date], term: int) -> dict[date, date]:
    """The last day whose time off is due by each day: ``term`` days before it, those of leave not counted."""
    at_hand = [0, *accumulate(day not in away for day in days)]
    """Days that count before each of the days, and in all."""
    due: dict[date, date] = {}
    number = -1
    for place, day in enumerate(days):
        while at_hand[place + 1] - at_hand[number + 2] >= term:
            number += 1
        if number >= 0:
            due[day] = days[number]
    return due


def _earned_by(due: dict[date, date], day: date, earned: dict[date, int]) -> int:
    return earned[due[day]] if day in due else 0


def _whole_days(hours: float, statement: CompensatoryTime) -> int:
    return int((hours + 1e-9) // statement.hours_per_day)
