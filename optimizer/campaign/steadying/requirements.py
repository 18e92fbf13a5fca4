"""What has to be reached with other invitations: as much as before, as far as any tier asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from optimizer.campaign.forecast import Forecast
from optimizer.campaign.steadying.scope import InvitationScope
from optimizer.campaign.tier_values import day_reached, pool_shortfall
from optimizer.world.ids import PoolKey

AS_MANY = 1.0 - 1e-4
"""Share of those whom a stream gets done that counts as as many: no tier asks for more than the targets."""
TRADED = 1.5
"""People by which a place that falls short of its target may fall shorter, if others do better by as many."""


@dataclass(frozen=True, slots=True)
class PeopleReached:
    """People done by pool at ``finish_by``, and on the last day."""

    by_finish: Mapping[PoolKey, float]
    by_deadline: Mapping[PoolKey, float]
    shortfall: float
    """Weighted people missing to targets and minimum shares, in all pools."""
    day: int | None
    """On which the district's target is met, where that is sought."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A weighted sum of people done, of some pools, that is to be reached."""

    weights: Mapping[PoolKey, float]
    is_by_finish: bool
    least: float

    def missing(self, reached: PeopleReached) -> float:
        """How much is missing to it."""
        done = reached.by_finish if self.is_by_finish else reached.by_deadline
        return self.least - sum(weight * done[key] for key, weight in self.weights.items())


def reached(scope: InvitationScope, followed: Forecast) -> PeopleReached:
    """What a campaign comes to."""
    world, last = scope.world, len(scope.world.days) - 1
    return PeopleReached(
        {key: followed.cumulative(*key, world.finish_by) for key in scope.pools},
        {key: followed.cumulative(*key, last) for key in scope.pools},
        pool_shortfall(world, followed),
        day_reached(world, followed) if world.seeks_earliest else None,
    )


def required(scope: InvitationScope, before: PeopleReached, wanted: Mapping[PoolKey, float]) -> Iterator[Requirement]:
    """First one for each pool, that it misses no more; then those of several: streams get as many done by both days.

    Parameters
    ----------
    scope, before
        The campaign, and what it comes to.
    wanted
        Pools that are to reach more than their target, and how many people.
    """
    done, short = before.by_finish, dict[PoolKey, float]()
    for key in scope.pools:
        pool = scope.world.pools[key]
        least = min(done[key], max(pool.target, wanted.get(key, 0.0)))
        if done[key] < pool.target and done[key] > pool.minimum + TRADED:
            # Places that fall short may stand in for each other by as much as a whole ten is worth.
            short[key] = pool.weight
            least -= TRADED
        yield Requirement({key: 1.0}, is_by_finish=True, least=least)
    if short:
        yield Requirement(short, is_by_finish=True, least=sum(short[key] * done[key] for key in short))
    for stream in scope.streams:
        mine = {key: 1.0 for key in scope.pools if key[1] == stream}
        for is_by_finish, by in ((True, done), (False, before.by_deadline)):
            yield Requirement(mine, is_by_finish=is_by_finish, least=AS_MANY * sum(by[key] for key in mine))
