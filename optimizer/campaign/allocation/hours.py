"""Officer-minutes that each unit can give in each week: what the hard rules leave at the very most.

Who has hours for two duties and a half has them for two, as long as shifts are. The true limit is still lower, since
rests and rosters do not always fit together; where a roster shows that, the week's capacity is cut (``planning``).
Before such cuts nothing here is ever too low, so bounds may rest on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from optimizer.rules.capacity import OfficerWeek
from optimizer.rules.catalogue import AnyStatement, capacity_of
from optimizer.world.ids import Week
from optimizer.world.roster_problem import Person
from optimizer.world.world import World

Rules = Mapping[str, AnyStatement]
"""Statements by the id of their rule."""
UnitWeek = tuple[str, Week]
"""Unit and ISO week."""
Lender = tuple[str, frozenset[str]]
"""Unit of officers, and the units that they may be lent to."""
Lendable = Mapping[tuple[Lender, Week], int]
"""Shifts that lenders can give others in a week at the most."""
DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """Officer-minutes per unit and week."""

    capacity: Mapping[UnitWeek, int]
    """What there is."""
    committed: Mapping[UnitWeek, int] = field(default_factory=dict)
    """What visits already take."""
    lendable: Lendable | None = None
    """How many shifts can be lent, if that is known."""

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


def trained_hours(
    world: World, rules: Rules, capacity: Mapping[UnitWeek, int], committed: Mapping[UnitWeek, int]
) -> Mapping[UnitWeek, int]:
    """The hours that serve: of officers without the skill of any desk or team, what visits take of them.

    Parameters
    ----------
    world, rules
        The campaign, and its rules by id.
    capacity, committed
        Officer-minutes that there are, and that visits take, at which anybody may accompany a team.
    """
    trained = dict(capacity)
    for officer in world.officers:
        if not _is_trained(world, rules, officer):
            for week in world.weeks:
                trained[officer.unit, week] -= most_minutes(world, rules, officer, week)
    return {key: min(most, trained[key] + committed.get(key, 0)) for key, most in capacity.items()}


def _is_trained(world: World, rules: Rules, officer: Person) -> bool:
    """Whether an officer may hold a duty at some desk, or in some team."""
    must_be = any(
        rule.asks_for_skills and rule.enforcement == "hard" and rule.scope.selects(officer.id, officer.unit)
        for rule in rules.values()
    )
    asked = {post.skill for post in world.posts if post.unit in (officer.unit, *officer.lent_to)}
    asked |= {team.skill for team in world.teams if team.unit == officer.unit}
    return not must_be or not asked.isdisjoint({None, *officer.skills})


def lendable_shifts(world: World, rules: Rules) -> Lendable:
    """Shifts that officers who may be lent can give others in each week: short ones, as many as they have hours for."""
    shortest = min(shift.minutes for shift in world.shifts)
    shifts: dict[tuple[Lender, Week], int] = {}
    for officer in world.officers:
        if officer.lent_to:
            for week in world.weeks:
                key = (officer.unit, frozenset(officer.lent_to)), week
                shifts[key] = shifts.get(key, 0) + most_minutes(world, rules, officer, week) // shortest
    return shifts


def most_minutes(world: World, rules: Rules, officer: Person, week: Week) -> int:
    """Most minutes one officer can be on duty in the campaign's part of a week."""
    past = tuple(day for day in world.history if day.week == week)
    mine = [day for day in world.days if day.week == week]
    leave = officer.leave | {index for index, kind in officer.past_absences.items() if kind == "leave"}
    days = sum(day.index not in leave for day in mine)
    own = OfficerWeek(
        officer=officer,
        days=days,
        leave_days=len(mine) - days,
        free_leave_days=sum(day.index in leave and day.day_type != "weekday" for day in (*past, *mine)),
        past=past,
        past_minutes=sum(officer.past_minutes_on(day.index) for day in (*past, *mine) if day.index <= 0),
        night_minutes=max(shift.minutes_after_midnight for shift in world.shifts),
        is_whole=len(past) + len(mine) == DAYS_PER_WEEK,
    )
    limits = [
        capacity_of(rule, own)
        for rule in rules.values()
        if rule.enforcement == "hard" and rule.scope.selects(officer.id, officer.unit)
    ]
    lengths = tuple(shift.minutes for shift in world.shifts)
    a_day = min([sum(lengths), *(limit.minutes_a_day for limit in limits)])
    with_duty = min([own.days, *(limit.days for limit in limits)])
    with_duty += min([own.leave_days, *(limit.leave_days for limit in limits)])
    # A visit takes the minutes of its journey, too.
    travels = any(team.unit == officer.unit for team in world.teams)
    if not travels:
        a_day = _fullest(lengths, int(max(0, a_day)), 1)
    most = int(max(0, min([with_duty * a_day, *(limit.minutes for limit in limits)])))
    return most if travels else _fullest(lengths, most, len(mine))


@cache
def _fullest(lengths: tuple[int, ...], most: int, times: int) -> int:
    """Minutes of the duties that fill so many minutes best, each as long as a shift, and each so many times at most."""
    reached = {0}
    for length in lengths:
        again = range(times + 1)
        reached |= {whole for begun in reached for each in again if (whole := begun + each * length) <= most}
    return max(reached)
