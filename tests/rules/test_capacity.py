"""What hard rules leave of an officer's week, at the very most: what the campaign level reckons with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import Any

import pytest
from pydantic import TypeAdapter

from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.catalogue import KINDS, AnyStatement, Rule, capacity_of
from optimizer.world.calendar import Day
from optimizer.world.roster_problem import PastDuty, Person

MONDAY = date(2024, 4, 1)


def rule(**parameters: Any) -> AnyStatement:
    statement: AnyStatement = TypeAdapter(Rule).validate_python(parameters)
    return statement


def week(officer: Person, *, past_days: int = 0, nights: int = 0, whole: bool = True) -> OfficerWeek:
    """A week that begins with so many days before the campaign."""
    past = tuple(Day(index, MONDAY + timedelta(days=past_days + index), "weekday") for index in range(-past_days, 0))
    worked = sum(officer.past_minutes_on(day.index) for day in past)
    return OfficerWeek(officer, 7 - past_days, 0, 0, past, worked, nights, whole)


AN = Person("an", "tan_phu", minutes_per_week=2400)
TIRED = Person(
    "binh",
    "tan_phu",
    minutes_per_week=2400,
    past_duties=(PastDuty(-2, "day", -2 * 1440 + 420, -2 * 1440 + 900),),
    past_absences={-1: "rest"},
)


@pytest.mark.parametrize(
    ("statement", "officer_week", "left"),
    [
        (rule(kind="hours_in_period", at_most="officer"), week(AN), Capacity(minutes=2400)),
        (rule(kind="hours_in_period", at_most=48), week(TIRED, past_days=2), Capacity(minutes=2880 - 480)),
        (rule(kind="hours_in_period", at_most=48), week(AN, nights=360), Capacity(minutes=2880 + 360)),
        (rule(kind="hours_in_period", period="day", at_most=12), week(AN), Capacity(minutes_a_day=720)),
        (rule(kind="hours_in_period", of="overtime", period="week", at_most=4), week(AN), Capacity()),
        (rule(kind="hours_in_period", period="month", at_most=100), week(AN), Capacity()),
        (rule(kind="hours_in_period", at_least=8), week(AN), Capacity()),
        (rule(kind="rest_days", at_least=2), week(AN), Capacity(days=5)),
        (rule(kind="rest_days", at_least=2), week(TIRED, past_days=2), Capacity(days=4)),
        (rule(kind="rest_days", at_least=2), replace(week(AN), days=4, leave_days=3), Capacity(days=2)),
        (
            rule(kind="rest_days", at_least=2),
            replace(week(AN), days=4, leave_days=3, free_leave_days=2),
            Capacity(days=4),
        ),
        (rule(kind="rest_days", at_least=2), week(AN, whole=False), Capacity()),
        (rule(kind="rest_days", at_least=4, period="month"), week(AN), Capacity()),
        (rule(kind="availability", of="leave"), week(AN), Capacity(leave_days=0)),
        (rule(kind="availability", of="requests"), week(AN), Capacity()),
    ],
)
def test_what_is_left(statement: AnyStatement, officer_week: OfficerWeek, left: Capacity) -> None:
    assert capacity_of(statement, officer_week) == left


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"availability", "hours_in_period", "rest_days"}))
def test_other_kinds_leave_everything(kind: str) -> None:
    statement = rule(kind=kind, **KINDS[kind].example)
    assert capacity_of(statement, week(AN)) == Capacity(days=inf, leave_days=inf, minutes_a_day=inf, minutes=inf)
