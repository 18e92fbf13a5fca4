"""Aiming higher than the targets, so that chance is less likely to miss them.

A plan that reaches its targets in expectation misses them about every other time. Where a scenario asks for more, some
pools are planned for more people than their targets say: those where one person more costs least, which the frontiers
of the plan there is tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from optimizer.campaign.labelling.frontier import Frontier
from optimizer.campaign.planner import CampaignPlan
from optimizer.world.ids import PoolKey
from optimizer.world.work import Pool
from optimizer.world.world import World

Aims = Mapping[PoolKey, float]
"""Pools to the people planned for by ``finish_by`` instead of their targets, those already done included."""

LEAST = 1e-6
"""Persons below which nothing is missing."""


def with_aims(world: World, aims: Aims) -> World:
    """The world with other targets; people missing to the targets there were weigh twice, since they come first."""
    return replace(world, pools={key: _aimed(pool, aims.get(key, pool.target)) for key, pool in world.pools.items()})


def _aimed(pool: Pool, aimed_at: float) -> Pool:
    return replace(pool, target=aimed_at, minimum_share=pool.target / aimed_at) if aimed_at > 0 else pool


@dataclass(frozen=True, slots=True)
class Raise:
    """More people at some pools."""

    people: Mapping[PoolKey, float]
    """How many more by ``finish_by`` (persons)."""
    burden: float
    """What that costs, by the frontiers: an estimate, for nobody is rostered yet."""
    missing: float
    """Persons asked for that are in no reach."""


@dataclass(frozen=True, slots=True)
class _Step:
    """From one point of a frontier's lower convex hull to the next."""

    slope: float
    """Burden of one person more."""
    people: float
    key: PoolKey


def cheapest_raise(plan: CampaignPlan, keys: Collection[PoolKey], people: float) -> Raise:
    """Get more people done where it is cheapest.

    The hulls are convex, so the cheapest steps first is the least burden in all.

    Parameters
    ----------
    plan
        The plan there is.
    keys
        Pools that may do more.
    people
        How many more, over all of them (persons).
    """
    refinements = [component.refinement for component in plan.components]
    steps = [
        step
        for refinement in refinements
        for key, frontier in refinement.frontiers.items()
        if key in keys
        for step in _steps(key, frontier, refinement.points[key])
    ]
    more: dict[PoolKey, float] = {}
    burden, left = 0.0, people
    for step in sorted(steps, key=lambda step: (step.slope, step.key)):
        if left <= LEAST:
            break
        taken = min(left, step.people)
        more[step.key] = more.get(step.key, 0.0) + taken
        burden += step.slope * taken
        left -= taken
    return Raise(more, burden, left if left > LEAST else 0.0)


def _steps(key: PoolKey, frontier: Frontier, point: int) -> Iterator[_Step]:
    """From corner to corner, beginning at one point."""
    for (done, burden), (more, dearer) in pairwise(frontier.corners(point)):
        yield _Step((dearer - burden) / (more - done), more - done, key)
