"""What binds: the campaign with one limit gone, or where none can go, eased by a stated amount.

Turnout, quotas and the deadline have no "without": they are eased by a tenth, doubled, and put off by a week. What the
campaign gains under each says in which order they bind, for this plan and these amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil, inf
from typing import Final, Literal, TypeAlias

from optimizer.campaign.allocation.hours import Rules
from optimizer.rules.capacity import OfficerWeek
from optimizer.rules.catalogue import AnyStatement, capacity_of
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import Person
from optimizer.world.work import Pool, Programme
from optimizer.world.world import World

Limit: TypeAlias = Literal["turnout", "lanes", "hours", "rest", "team_calendar", "quotas", "deadline"]
LIMITS: Final[tuple[Limit, ...]] = ("hours", "rest", "lanes", "turnout", "quotas", "team_calendar", "deadline")
TURNOUT_FACTOR, QUOTA_FACTOR, MORE_DAYS = 1.1, 2, 7
MORE_OFFICERS = 2
"""Officers for each place in a crew and each shift of a day."""
A_WEEK = 7 * 24 * 60
"""Minutes."""
FASTER = 1000.0
"""Times as many people as a lane serves: nobody waits."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A campaign without one limit."""

    limit: Limit
    world: World
    rules: Rules
    keeps_visits: bool = True
    keeps_cuts: bool = True


def relaxed(limit: Limit, world: World, rules: Rules, later: Callable[[int], World]) -> Relaxed | None:
    """The campaign without a limit; nothing where the campaign has no such limit.

    Parameters
    ----------
    limit
        Which.
    world, rules
        The campaign and its rules by id.
    later
        Compiles the campaign with so many days more.
    """
    match limit:
        case "hours":
            return Relaxed(limit, _with_many_officers(world), rules, keeps_cuts=False)
        case "rest":
            kept = {key: rule for key, rule in rules.items() if not _is_of_rest(rule)}
            return Relaxed(limit, world, kept, keeps_cuts=False) if len(kept) < len(rules) else None
        case "lanes":
            posts = tuple(
                replace(post, lane_capacity={when: FASTER * most for when, most in post.lane_capacity.items()})
                for post in world.posts
            )
            return Relaxed(limit, replace(world, posts=posts), rules)
        case "turnout":
            return Relaxed(limit, _with_more_turnout(world), rules)
        case "quotas":
            more = tuple(
                replace(each, weekly_capacity=QUOTA_FACTOR * each.weekly_capacity) for each in world.organisations
            )
            return Relaxed(limit, replace(world, organisations=more), rules) if more else None
        case "team_calendar":
            free = tuple(_on_any_day(world, programme) for programme in world.programmes)
            return Relaxed(limit, replace(world, programmes=free), rules, keeps_visits=False) if free else None
        case _:
            return Relaxed(limit, later(MORE_DAYS), rules, keeps_visits=False)


def with_days_more(scenario: Scenario, days: int) -> Mapping[str, object]:
    """What puts a campaign's last day and the day to finish by off."""
    campaign = scenario.campaign
    return {
        "campaign": {
            "last_day": (campaign.last_day + timedelta(days=days)).isoformat(),
            "finish_by": (campaign.finish_by + timedelta(days=days)).isoformat(),
        }
    }


def _with_many_officers(world: World) -> World:
    """Officers enough to man every desk in every shift; those added are never on leave, and have no past."""
    more = []
    for unit in dict.fromkeys(officer.unit for officer in world.officers):
        own = [officer for officer in world.officers if officer.unit == unit]
        crews = sum(post.crew_size for post in world.posts if post.unit == unit) * len(world.shifts)
        copies = 1 + ceil(MORE_OFFICERS * crews / len(own))
        more += [_fresh(officer, number) for officer in own for number in range(1, copies + 1)]
    return replace(world, officers=(*world.officers, *more))


def _fresh(officer: Person, number: int) -> Person:
    return Person(
        f"{officer.id} +{number}", officer.unit, officer.skills, minutes_per_week=A_WEEK, lent_to=officer.lent_to
    )


def mans_everything(world: World, capacity: Mapping[tuple[str, str], int]) -> bool:
    """Whether officer-minutes of the units and weeks are enough to have every desk open whenever it may be."""
    needed: dict[tuple[str, str], int] = defaultdict(int)
    for post in world.posts:
        for when in post.may_open:
            needed[post.unit, world.week_of(when)] += post.crew_size * world.shifts[when.shift].minutes
    return all(minutes <= capacity.get(key, 0) for key, minutes in needed.items())


def _is_of_rest(rule: AnyStatement) -> bool:
    """Whether a hard rule is about when officers rest: it limits their days or the order of duties, not their hours."""
    if rule.enforcement != "hard" or rule.asks_for_crews or rule.asks_for_skills or rule.keeps_leave_free:
        return False
    most = capacity_of(rule, _A_WEEK)
    return most.minutes == inf and most.minutes_a_day == inf


_A_WEEK: Final = OfficerWeek(
    officer=Person("", "", minutes_per_week=2400),
    days=7,
    leave_days=0,
    free_leave_days=0,
    past=(),
    past_minutes=0,
    night_minutes=0,
    is_whole=True,
)


def _with_more_turnout(world: World) -> World:
    def eased(pool: Pool) -> Pool:
        segments = tuple(
            replace(segment, arrival={when: min(1.0, TURNOUT_FACTOR * p) for when, p in segment.arrival.items()})
            for segment in pool.segments
        )
        return replace(pool, segments=segments)

    return replace(world, pools={key: eased(pool) for key, pool in world.pools.items()})


def _on_any_day(world: World, programme: Programme) -> Programme:
    """The programme with visits possible on every day, in the shifts in which it may be out at all."""
    shifts = {each.shift for allowed in programme.day_shifts.values() for each in allowed}
    any_day = frozenset(DayShift(day.index, shift) for day in world.days for shift in shifts)
    return replace(programme, day_shifts=dict.fromkeys(programme.places, any_day))
