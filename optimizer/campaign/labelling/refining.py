"""Each pool served at least burden, and what pools compete for divided by what it is worth to them.

The allocation model says what is in reach, and divides what places share roughly. What each place then opens is the
concern of that place alone, and the frontier knows it better: week by week, with queues, and in whole shifts. The
recursion has the last word: where it finds a pool short of its target, a dearer point of the frontier is taken, where
it finds people to spare, a cheaper one. What the pools would pay for one more person then divides the shares anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from optimizer.campaign.allocation.allocation import Allocation
from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.frontier import Frontier, pareto_frontier
from optimizer.campaign.labelling.pool_weeks import own_arrivals, planned_weeks, shared_arrivals
from optimizer.campaign.labelling.sharing import Margin, divide
from optimizer.campaign.service.visits import called_on
from optimizer.stopping import StopRequest
from optimizer.world.ids import PoolKey
from optimizer.world.work import Pool
from optimizer.world.world import World

Measure = Callable[[Allocation], Mapping[PoolKey, float]]
"""People done per pool by ``finish_by``, as the recursion finds them."""

ROUNDS = 8
"""Points tried per pool at the most; each costs one pass of the recursion for all pools together."""
BELOW_TARGET = 30.0
"""Persons below the target down to which the frontier is traced, so that there are cheaper points to try."""


@dataclass(frozen=True, slots=True)
class Refinement:
    """The allocation with each pool's counts found anew, and the frontiers they lie on."""

    allocation: Allocation
    frontiers: Mapping[PoolKey, Frontier]
    points: Mapping[PoolKey, int]
    """Per pool, which point of its frontier the allocation is."""


class Refiner:
    """Finds the least burden of each pool, for one state of the officers' hours.

    Parameters
    ----------
    world, classes, hours
        The campaign, its shift classes, and officer-minutes per unit and week.
    allocation
        Loans, and who of several pools takes what of one unit's hours.
    lacking
        Pools whose standing duties it leaves without crew; its counts are kept there.
    measure
        The recursion.
    stop
        Ends every search that is not finished.
    """

    def __init__(
        self,
        world: World,
        classes: tuple[ShiftClass, ...],
        hours: Hours,
        allocation: Allocation,
        lacking: Collection[PoolKey],
        measure: Measure,
        stop: StopRequest,
    ) -> None:
        self.world, self.measure, self._stop = world, measure, stop
        weeks = {
            key: planned_weeks(world, classes, hours, allocation, pool)
            for key, pool in world.pools.items()
            if key in allocation.expected and key not in lacking
        }
        # Whole shifts may not fit into hours that parts of them do; such a pool keeps the allocation's counts.
        self.weeks = {key: of_pool for key, of_pool in weeks.items() if all(len(w.patterns.burden) for w in of_pool)}
        self.pools = [world.pools[key] for key in self.weeks]
        self.own = {pool.key: own_arrivals(world, pool) for pool in self.pools}

    def serve(self, allocation: Allocation) -> Refinement:
        """Serve each pool at least burden under the shares of an allocation."""
        frontiers = {pool.key: self._frontier(pool, allocation) for pool in self.pools}
        searches = {pool.key: _PointSearch(frontiers[pool.key], pool) for pool in self.pools}
        for _ in range(ROUNDS):
            points = {key: search.next_point() for key, search in searches.items()}
            done = self.measure(self._at_points(allocation, frontiers, points))
            for key, search in searches.items():
                search.learn(points[key], done[key])
            if all(search.is_over for search in searches.values()):
                break
        points = {key: search.best for key, search in searches.items()}
        return Refinement(self._at_points(allocation, frontiers, points), frontiers, points)

    def serve_most(self, allocation: Allocation) -> Refinement:
        """Get as many people done at each pool as its hours allow."""
        frontiers = {pool.key: self._frontier(pool, allocation) for pool in self.pools}
        points = {key: frontier.most() for key, frontier in frontiers.items()}
        return Refinement(self._at_points(allocation, frontiers, points), frontiers, points)

    def share_anew(self, refinement: Refinement) -> Allocation:
        """Divide what is shared by what it is worth to the pools."""
        margins = {
            key: Margin(frontier, float(frontier.done[refinement.points[key]]), refinement.points[key])
            for key, frontier in refinement.frontiers.items()
        }
        return divide(self.world, refinement.allocation, margins)

    def _frontier(self, pool: Pool, allocation: Allocation) -> Frontier:
        self._stop.heed()
        shared = shared_arrivals(self.world, pool, allocation)
        arrivals = {week: own + shared[week] for week, own in self.own[pool.key].items()}
        wanted = pool.target - home_visit_yield(self.world, allocation, pool) - BELOW_TARGET
        return pareto_frontier(pool, self.weeks[pool.key], arrivals, wanted)

    def _at_points(
        self, allocation: Allocation, frontiers: Mapping[PoolKey, Frontier], points: Mapping[PoolKey, int]
    ) -> Allocation:
        """The allocation with the counts behind one point of each frontier."""
        pool_of = {post.id: post.pool for post in self.world.posts}
        shifts = {each: n for each, n in allocation.shifts.items() if each.post.pool not in points or each.is_reserve}
        helpers = {each: n for each, n in allocation.helpers.items() if each in shifts}
        loans = {key: n for key, n in allocation.loans.items() if pool_of[key[1]] not in points}
        expected = dict(allocation.expected)
        for key, point in points.items():
            for week, row in frontiers[key].patterns_behind(point):
                shifts |= dict(zip(week.classes, week.patterns.opened[row].tolist(), strict=True))
                helpers |= dict(zip(week.classes, week.patterns.helped[row].tolist(), strict=True))
                borrowed = int(week.patterns.borrowed[row])
                for loan in sorted(allocation.loans):
                    if loan[2] == week.week and pool_of[loan[1]] == key:
                        loans[loan] = min(allocation.loans[loan], borrowed)
                        borrowed -= loans[loan]
            pool = self.world.pools[key]
            expected[key] = float(frontiers[key].done[point]) + home_visit_yield(self.world, allocation, pool)
        kept = {each: n for each, n in shifts.items() if n}
        return replace(
            allocation,
            shifts=kept,
            helpers={each: n for each, n in helpers.items() if n and each in kept},
            loans={loan: n for loan, n in loans.items() if n},
            expected=expected,
        )


class _PointSearch:
    """Looks for the cheapest point of one frontier that the recursion finds good enough."""

    def __init__(self, frontier: Frontier, pool: Pool) -> None:
        self.frontier, self.target = frontier, pool.target
        self.measured: dict[int, float] = {}
        self.excess = 0.0
        """Persons by which the frontier promises more than the recursion finds."""

    @property
    def best(self) -> int:
        """The cheapest measured point that reaches the target, else the one that gets most done."""

        def rank(point: int) -> tuple[float, float]:
            return max(0.0, self.target - self.measured[point]), float(self.frontier.burden[point])

        return min(self.measured, key=rank)

    @property
    def is_over(self) -> bool:
        """Whether the next point is one that has been measured."""
        return self.next_point() in self.measured

    def next_point(self) -> int:
        """The cheapest point that may reach the target, as far as is known."""
        failed = [point for point, done in self.measured.items() if done < self.target - 1e-9]
        # Whatever is cheaper than a point that failed promises less, and fails too.
        least = max((float(self.frontier.burden[point]) for point in failed), default=-1.0)
        may_do = self.frontier.done - self.excess >= self.target - 1e-9
        may_do[failed] = False
        able = [int(point) for point in may_do.nonzero()[0] if self.frontier.burden[point] >= least]
        return able[0] if able else self.frontier.most()

    def learn(self, point: int, done: float) -> None:
        """Take note of what the recursion found."""
        self.measured[point] = done
        self.excess = float(self.frontier.done[point]) - done


def home_visit_yield(world: World, allocation: Allocation, pool: Pool) -> float:
    """People of a pool done at home, at the most (persons)."""
    programmes = {programme.id: programme for programme in world.programmes}
    return sum(
        pool.success * called_on(world.uncertainty, programmes[name]) * number
        for (name, place, _), number in allocation.home_visits.items()
        if (place, programmes[name].team.stream) == pool.key
    )
