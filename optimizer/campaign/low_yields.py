"""Optional work that gets too few people done, given up where no target needs it.

A day of a team at a place, a shift with a second officer, a shift with an officer on loan: where fewer people are
expected of it than ``objectives.least_yield`` says, and its pool reaches its target without it, it is not done. What is
poorest goes first, and what is left is followed anew: who does not come to one shift comes to another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.tier_values import shortfall_terms
from optimizer.world.ids import PoolKey
from optimizer.world.world import World

SLACK = 1e-6
"""People by whom what is reached may differ: float noise."""
MOST_TRIED = 40
"""Pieces of work that are tried to be given up; each takes one pass of the recursion."""


@dataclass(frozen=True, slots=True)
class _Poor:
    """One piece of work that gets too few people done."""

    done: float
    pool: PoolKey
    openings: frozenset[Opening] = frozenset()
    stops: frozenset[Stop] = frozenset()


def without_low_yields(world: World, decisions: Decisions, followed: Forecast) -> tuple[Decisions, Forecast]:
    """The decisions less what gets too few people done and no target needs, and what is expected of them.

    Parameters
    ----------
    world
        The campaign; where the earliest day is sought, everything may be needed for it.
    decisions, followed
        What it does, and what is expected of that.
    """
    if world.seeks_earliest:
        return decisions, followed
    missing, kept = _missing(world, followed), set[_Poor]()
    for _ in range(MOST_TRIED):
        spare = {key: followed.cumulative(*key, world.finish_by) - pool.target for key, pool in world.pools.items()}
        poor = [each for each in _poor(world, decisions, followed) if each.done <= spare[each.pool] + SLACK]
        left = [each for each in poor if each not in kept]
        if not left:
            break
        poorest = min(left, key=lambda each: each.done)
        fewer = replace(
            decisions,
            openings=tuple(each for each in decisions.openings if each not in poorest.openings),
            stops=tuple(each for each in decisions.stops if each not in poorest.stops),
        )
        after = forecast(world, fewer)
        if _missing(world, after) <= missing + SLACK:
            decisions, followed = fewer, after
        else:
            kept.add(poorest)
    return decisions, followed


def _missing(world: World, followed: Forecast) -> float:
    return sum(shortfall_terms(world, followed).values())


def _poor(world: World, decisions: Decisions, followed: Forecast) -> Iterator[_Poor]:
    """Optional work by ``finish_by`` with fewer people than it should get done; what follows is reserve."""
    least = world.least_yields
    done = {(row.post, row.date, row.shift): row.expected_done for row in followed.openings}
    open_shifts = Counter((world.week_of(each.day_shift), each.post.pool) for each in decisions.openings)
    for opening in decisions.openings:
        post, day_shift = opening.post, opening.day_shift
        # The last desk of a week is there for whom organisations invite.
        is_last = open_shifts[world.week_of(day_shift), post.pool] < 2
        if day_shift in post.must_open or day_shift.day > world.finish_by or is_last:
            continue
        people = done[post.id, world.days[day_shift.day].date, world.shifts[day_shift.shift].id]
        is_poor = opening.officers > 1 and people < least.second_officer - SLACK
        if is_poor or (opening.borrowed and people < least.loan - SLACK):
            yield _Poor(people, post.pool, openings=frozenset({opening}))
    visits: dict[tuple[str, str, int], list[tuple[Stop, float]]] = defaultdict(list)
    by_row = {(row.team, row.place, row.date, row.shift): row.expected_done for row in followed.visits}
    for stop in decisions.stops:
        day, shift = world.days[stop.day_shift.day], world.shifts[stop.day_shift.shift]
        people = by_row[stop.programme.team.id, stop.place, day.date, shift.id]
        visits[stop.programme.team.id, stop.place, day.index].append((stop, people))
    for of_day in visits.values():
        people = sum(number for _, number in of_day)
        pool = of_day[0][0].place, of_day[0][0].programme.team.stream
        if pool in world.pools and people < least.visit - SLACK:
            yield _Poor(people, pool, stops=frozenset(stop for stop, _ in of_day))
