"""Days off in return for duty on rest days, along one person's days: an account of days earned and not yet taken."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from optimizer.rules.compensatory_time.statement import CompensatoryTime
from optimizer.rules.timeline import DayPattern, PersonDays, RunResource

_NO_DUTY = DayPattern()


class _Account(NamedTuple):
    """What stands between the person and the days off; the oldest day earned is taken first."""

    overdue: int
    """Days earned longer ago than the term, and not taken."""
    ages: tuple[int, ...]
    """Of the other days earned and not taken: how many days ago each was earned, the oldest first."""
    minutes: int
    """Towards the next day."""
    ahead: int
    """Days taken before they were earned."""
    night: int = 0
    """Minutes of the day that the night before takes."""
    away: frozenset[int] = frozenset()
    """Days of leave, on which no day earned grows older: they tell this person's accounts from others'."""


def timeline(statement: CompensatoryTime, days: PersonDays) -> Iterator[RunResource]:
    """Walk with the account; days overdue before the horizon, which no plan can take in time, are let pass.

    The ages make it exact and large: a person has about as many accounts as there are sets of rest days in the term.
    """
    length = round(statement.hours_per_day * 60)

    def moved_on(account: _Account, day: int, pattern: DayPattern) -> tuple[_Account, int]:
        """The account after the day, and the days taken too early by then."""
        if day not in account.away:
            account = _a_day_older(account, statement.within_days)
        if pattern.state == "compensatory":
            account = _take(account)
        early = account.ahead
        if days.day_type(day) != "weekday":
            account = _earn(account, account.night + pattern.minutes, length)
        return account._replace(night=pattern.minutes_after_midnight), early

    granted = days.person.leave | {day for day, pattern in days.past.items() if pattern.state == "leave"}
    account = _Account(0, (0,) * _earned_before_the_record(length, days), 0, 0, away=frozenset(granted))
    for day in range(days.problem.days[0].index, 0):
        account, _ = moved_on(account, day, days.past.get(day, _NO_DUTY))
    overdue_before = account.overdue

    def step(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        assert isinstance(state, _Account)
        after, early = moved_on(state, day, pattern)
        return after, max(0, after.overdue - overdue_before) + early

    yield RunResource(account, step, lambda day: (days.day_type(day) != "weekday", day in granted))


def _a_day_older(account: _Account, term: int) -> _Account:
    ages = tuple(age + 1 for age in account.ages)
    young = tuple(age for age in ages if age < term)
    return account._replace(overdue=account.overdue + len(ages) - len(young), ages=young)


def _take(account: _Account) -> _Account:
    if account.overdue:
        return account._replace(overdue=account.overdue - 1)
    if account.ages:
        return account._replace(ages=account.ages[1:])
    return account._replace(ahead=account.ahead + 1)


def _earn(account: _Account, minutes: int, length: int) -> _Account:
    earned, left = divmod(account.minutes + minutes, length)
    settled = min(earned, account.ahead)
    return account._replace(
        ages=(*account.ages, *(0,) * (earned - settled)), minutes=left, ahead=account.ahead - settled
    )


def _earned_before_the_record(length: int, days: PersonDays) -> int:
    """Days that must have been earned before the record begins for its days off to be due."""
    credit = minutes = taken = 0
    for day in range(days.problem.days[0].index, 0):
        pattern = days.past.get(day, _NO_DUTY)
        taken += pattern.state == "compensatory"
        credit = max(credit, taken - minutes // length)
        if days.day_type(day) != "weekday":
            minutes += days.person.past_minutes_on(day)
    return credit
