"""Which share of their targets all places reach together, and why no more.

Bisection between what the plan reaches everywhere anyway and a bound over all plans: the largest share for which the
linear model of what is in reach has any plan at all. Each share between is planned for, and the recursion of turnout
says whether every place reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.linear_model import SECONDS
from optimizer.campaign.allocation.solving import bound
from optimizer.campaign.planner import CampaignPlanner
from optimizer.errors import OutOfTimeError
from optimizer.explain.prices.campaign_level import CampaignLevel, Solved, reach_model
from optimizer.world.ids import PlaceId, PoolKey, StreamId
from optimizer.world.world import World

ROUNDS, CLOSE_ENOUGH = 5, 0.002
"""Shares that are tried at the most, and the distance (share of 1) at which trying ends."""


@dataclass(frozen=True, slots=True)
class CommonShare:
    """A share of their targets that all places with desks reach by the day to finish by."""

    stream: StreamId
    share: float
    """Reached by a plan in every place."""
    at_most: float
    """No plan reaches more in every place."""
    places: tuple[PlaceId, ...]
    """Those that fall short where a little more is asked of all, worst first."""


def common_share(level: CampaignLevel, world: World, base: Solved, stream: StreamId) -> CommonShare | None:
    """The largest share of their targets that all places with desks for a stream are planned to reach.

    Parameters
    ----------
    level
        Plans the tries.
    world, base
        The campaign, and its plan.
    stream
        Whose targets.

    Returns
    -------
    CommonShare or None
        Nothing where fewer than two places have a target and a desk.
    """
    keys = [
        key
        for key, pool in world.pools.items()
        if key[1] == stream and pool.target > 0 and any(post.pool == key for post in world.posts)
    ]
    if len(keys) < 2:
        return None
    best = _least_share(world, base, keys)
    at_most = max(best, _most_share(level, world, base, keys))
    low, high, failed = best, min(1.0, at_most), base
    for _ in range(ROUNDS):
        if high - low <= CLOSE_ENOUGH:
            break
        tried = (low + high) / 2
        try:
            solved = level.solve(_with_share(world, keys, tried), like=base, keeps_visits=True)
        except OutOfTimeError:
            break
        reached = _least_share(world, solved, keys)
        best = max(best, reached)
        if reached >= tried - CLOSE_ENOUGH / 2:
            low = max(low, tried, reached)
        else:
            high, failed = tried, solved
    done = _shares(world, failed, keys)
    short = sorted((key for key in keys if done[key] < high - CLOSE_ENOUGH / 2), key=lambda key: done[key])
    return CommonShare(stream, min(best, 1.0), min(at_most, 1.0), tuple(place for place, _ in short))


def _shares(world: World, solved: Solved, keys: list[PoolKey]) -> Mapping[PoolKey, float]:
    return {key: solved.plan.forecast.cumulative(*key, world.finish_by) / world.pools[key].target for key in keys}


def _least_share(world: World, solved: Solved, keys: list[PoolKey]) -> float:
    return min(_shares(world, solved, keys).values())


def _with_share(world: World, keys: list[PoolKey], share: float) -> World:
    """The campaign with a share of these targets as targets, all of it a minimum share."""
    pools = {
        key: replace(pool, target=share * pool.target, minimum_share=1.0) if key in keys else pool
        for key, pool in world.pools.items()
    }
    return replace(world, pools=pools)


def _most_share(level: CampaignLevel, world: World, base: Solved, keys: list[PoolKey]) -> float:
    """The share that every plan stays below in some place."""
    planner = CampaignPlanner(base.world, level.rules, threads=1, seed=level.seed, itinerary=base.itinerary)
    most = 1.0
    for component in planner.components:
        here = [key for key in keys if key in component.unrestricted.pools]
        if not here:
            continue
        model = reach_model(component, base.standing)
        share = model.model.add_variable(lb=0.0, ub=1.0, name="share")
        for key in here:
            pool = component.unrestricted.pools[key]
            if key in model.yields:
                reached = model.yields[key] + pool.already_done + model.by_visits(pool)
                model.model.add_linear_constraint(reached >= world.pools[key].target * share)
        model.model.maximize(mathopt.LinearExpression() + share)
        most = min(most, bound(model.model, SECONDS, 1.0))
    return most
