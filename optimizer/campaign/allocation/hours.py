"""Officer-minutes that each unit can give in each week: what the hard rules leave at the very most.

The true limit is lower, since rests and rosters do not always fit together; where a roster shows that, the week's
capacity is cut (``planning``). Before such cuts nothing here is ever too low, so bounds may rest on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf

from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.rest_days.statement import RestDays
from optimizer.world.ids import Week
from optimizer.world.roster_problem import Person
from optimizer.world.world import World

Rules = Mapping[str, AnyStatement]
"""Statements by the id of their rule."""
UnitWeek = tuple[str, Week]
"""Unit and ISO week."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Officer-minutes per unit and week."""

    capacity: Mapping[UnitWeek, int]
    """What there is."""
    committed: Mapping[UnitWeek, int] = field(default_factory=dict)
    """What visits already take."""

    def cut(self, unit_week: UnitWeek, minutes: int) -> Hours:
        """Lower the capacity of one unit and week to what a roster can give beside its visits."""
        return replace(self, capacity={**self.capacity, unit_week: minutes + self.committed.get(unit_week, 0)})


def weekly_hours(world: World, rules: Rules) -> Mapping[UnitWeek, int]:
    """Officer-minutes each unit can give in each ISO week under the hard rules on hours and rest."""
    capacity: dict[UnitWeek, int] = {}
    for officer in world.officers:
        for week in world.weeks:
            key = officer.unit, week
            capacity[key] = capacity.get(key, 0) + most_minutes(world, rules, officer, week)
    return capacity


def most_minutes(world: World, rules: Rules, officer: Person, week: Week) -> int:
    """Most minutes one officer can be on duty in the campaign's part of a week."""
    days = [day for day in world.days if day.week == week and day.index not in officer.leave]
    # A week cut by the start or the end of what is known may have had its rest days on the days cut off.
    is_whole = sum(day.week == week for day in (*world.history, *world.days)) == 7
    a_day = _daily_limit(rules, officer, sum(shift.minutes for shift in world.shifts))
    limits: list[float] = [len(days) * a_day]
    for rule in rules.values():
        if rule.enforcement != "hard" or not _applies(rule, officer):
            continue
        if isinstance(rule, RestDays) and rule.period == "week" and is_whole:
            limits.append(max(0, len(days) - _rest_days_to_come(rule, world, officer, week)) * a_day)
        if isinstance(rule, HoursInPeriod) and rule.period == "week" and rule.of != "overtime":
            limits.append(_weekly_limit(rule, world, officer, week))
    return int(max(0, min(limits)))


def _rest_days_to_come(rule: RestDays, world: World, officer: Person, week: Week) -> int:
    """Rest days of the week less those taken before the campaign."""
    taken = sum(officer.past_absences.get(day.index) == "rest" for day in world.history if day.week == week)
    return max(0, rule.at_least - taken)


def _weekly_limit(rule: HoursInPeriod, world: World, officer: Person, week: Week) -> float:
    """Minutes that a week's limit leaves beside what was worked before the campaign."""
    if rule.at_most is None:
        return inf
    limit = officer.minutes_per_week if rule.at_most == "officer" else rule.at_most * 60
    past_days = {day.index for day in world.history if day.week == week}
    return limit - sum(duty.end - duty.start for duty in officer.past_duties if duty.day in past_days)


def _daily_limit(rules: Rules, officer: Person, whole_day: int) -> int:
    """Minutes of duty on one day, no more than all its shifts together."""
    limits = [
        round(rule.at_most * 60)
        for rule in rules.values()
        if isinstance(rule, HoursInPeriod)
        and rule.enforcement == "hard"
        and rule.period == "day"
        and rule.of == "duty"
        and isinstance(rule.at_most, int | float)
        and _applies(rule, officer)
    ]
    return min([whole_day, *limits])


def _applies(rule: AnyStatement, officer: Person) -> bool:
    scope = rule.scope
    return (scope.units is None or officer.unit in scope.units) and (
        scope.officers is None or officer.id in scope.officers
    )
