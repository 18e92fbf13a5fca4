r"""The least burden and prices of one pool by labels from the first week on, with its target kept as a constraint.

A label is a burden and the people ``R`` who wait; it is extended from week to week through all patterns, and dropped
where another one leaves no more people whatever is bought, or where it cannot end within a limit on burden and prices.
Whether it can is told by the weeks to come, at several worths ``s`` of a person: from the last week back a label is the
share ``σ`` of each segment that survives to the end and the value ``c`` of the weeks behind it, and

    ``burden + c + s · σ · R − s · (people who may be left)``

never exceeds what the whole plan comes to (``completions``; bounding labels in this way: Baldacci, Mingozzi and Roberti
2011, Operations Research 59). The limit rises from the best such bound until a
plan ends within it; if labels become too many before, the last limit without any is the bound.

People queue forward, by the fewest who may wait; backward as if everything had been open and bought before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.campaign.labelling.completions import Completions
from optimizer.campaign.labelling.kernel import Offer, Rests, extend_forward, least_cost, undominated
from optimizer.campaign.labelling.loans import borrowed_by, spared_by
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.supplies import PoolSupplies, Supply
from optimizer.campaign.service.least_queues import left_by_visits
from optimizer.world.ids import Week
from optimizer.world.work import Pool
from optimizer.world.world import World

MOST_EXTENDED, MOST_KEPT = 60_000, 2_500
"""Labels of one week that may end within the limit, and of these undominated ones, at the most."""
EXTENDED_AT_ONCE, COMPARED_AT_ONCE = 10_000, 500
"""Labels between two looks at the clock: a tenth of a second at the most."""
MOST_WHEN_CUT = 100
"""Labels of a week that are looked at when there were more."""
FIRST_RISE, RISE = 1.0, 1.3
"""The limit's first rise above the bound from behind, and the factor of each further one."""
MOST_WAYS = 20
"""Ways to serve the pool told at the most."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to open the desks of a pool; what is bought is left open."""

    burden: float
    borrowed: Sequence[float]
    spare: Sequence[float]
    """Per week, officer-shifts borrowed, and those that may be lent."""
    left: float
    """People who are left waiting if nothing is bought."""
    gains: Array
    """(week, organisations), people fewer who are left if all theirs are invited here."""
    visits: Array
    """Per dated home visit, people fewer who are left if all that the pool may have are made then."""


@dataclass(frozen=True, slots=True)
class PoolBound:
    """What every plan of a pool costs at some prices."""

    value: float
    ways: Sequence[Way]
    """Cheap ones."""


Labels = tuple[Array, ...]
"""Cost, (label, segment) waiting, (label, week, segment) mobilised and surviving."""


class _BrokenOffError(Exception):
    """The time is up."""


class PoolLabels:
    """What one pool can do by itself.

    Parameters
    ----------
    world, pool, weeks
        Whom to serve, and the weeks up to ``finish_by`` with their patterns, none left out.
    own
        Per week, mobilised arrivals of each segment that its own organisations bring (persons).
    supplies
        What it may buy.
    wanted
        People whom desks and home visits must have done.
    tolerated
        Of those, how many may be missing before each missing one counts twice.
    weight
        Of burden beside prices and missing people.
    """

    def __init__(
        self,
        world: World,
        pool: Pool,
        weeks: Sequence[PoolWeek],
        own: Mapping[Week, Array],
        supplies: PoolSupplies,
        wanted: float,
        tolerated: float,
        weight: float,
    ) -> None:
        self.pool, self.weeks, self.supplies, self.tolerated = pool, weeks, supplies, tolerated
        self.weight = weight
        self.own = np.array([own[week.week] for week in weeks])
        self.waiting = np.array([segment.waiting for segment in pool.segments], float)
        self.most_left = float(self.waiting.sum()) - wanted
        self._everything = supplies.arrivals.sum(axis=0)
        self._visited = supplies.visited.sum(axis=0)
        left = left_by_visits(world, pool)
        fewest = np.array([left[segment.id] for segment in pool.segments])
        self.completions = Completions(weeks, self.own, supplies, self.waiting, fewest, self.most_left, tolerated)
        self._rise = FIRST_RISE

    def weighing(self, pool: Pool, wanted: float, tolerated: float, weight: float) -> PoolLabels:
        """The same pool with another target, where burden has another weight; parameters as of the class."""
        other = copy(self)
        other.pool, other.tolerated, other.weight = pool, tolerated, weight
        other.most_left = float(self.waiting.sum()) - wanted
        other.completions = self.completions.asking(other.most_left, tolerated)
        return other

    def bound(
        self, prices: Mapping[Supply, float], dear: float, is_over: Callable[[], bool], *, is_quick: bool
    ) -> PoolBound:
        """Burden and prices at the least.

        Parameters
        ----------
        prices
            Burden per whole of each supply.
        dear
            Burden that a missing person costs.
        is_over
            Whether to come to an end.
        is_quick
            Whether the bound from behind is enough.
        """
        offer = self.supplies.offer(prices, self.weight)
        costs = [
            self.weight * week.patterns.burden
            + prices.get((week.week, borrowed_by(self.pool.key)), 0.0) * week.patterns.borrowed
            - prices.get((week.week, spared_by(self.pool.key)), 0.0) * week.patterns.spare
            for week in self.weeks
        ]
        proved, rests, traced = self.completions.near_best(offer, costs, dear, is_over, is_quick=is_quick)
        if is_quick or is_over():
            return PoolBound(proved, [self._along(chosen) for chosen in traced])
        rise, lowest = self._rise, proved
        while True:
            try:
                found, is_cut = self._ways_within(proved + rise, costs, offer, rests, dear, is_over)
            except _BrokenOffError:
                return PoolBound(lowest, ())
            ways = [way for _, way in found[:MOST_WAYS]]
            if is_cut:
                self._rise = max(FIRST_RISE, rise / RISE)
                return PoolBound(lowest, ways)
            if found and found[0][0] <= proved + rise:
                self._rise = max(FIRST_RISE, found[0][0] - proved + FIRST_RISE / 2)
                return PoolBound(found[0][0], ways)
            lowest, rise = proved + rise, rise * RISE

    def _ways_within(
        self,
        limit: float,
        costs: Sequence[Array],
        offer: Offer,
        rests: Sequence[Rests],
        dear: float,
        is_over: Callable[[], bool],
    ) -> tuple[Sequence[tuple[float, Way]], bool]:
        """Undominated ways, all that end within a limit among them, cheapest first; and whether labels were too many.

        If they were, there are only ways from the cheapest of them, and of these from those that leave fewest people.
        """
        segments = len(self.waiting)
        labels: Labels = np.zeros(1), self.waiting[None, :], np.zeros((1, 0, segments)), np.zeros((1, 0, segments))
        chosen, is_cut = np.zeros((1, 0), np.int64), False
        for number, rest in enumerate(rests[1:]):
            labels, came_from, are_more = self._extended(labels, number, costs[number], offer, rest, limit, is_over)
            order = np.lexsort((labels[1].sum(axis=1), labels[0]))
            if are_more or is_cut:
                is_cut, order = True, order[:MOST_WHEN_CUT]
            kept = self._undominated(labels, order, offer, is_over)
            if len(kept) > MOST_KEPT:
                is_cut, kept = True, kept[:MOST_WHEN_CUT]
            labels = tuple(each[kept] for each in labels)
            chosen = np.hstack([chosen[came_from[kept, 0]], came_from[kept, 1:]])
            if not len(kept):
                return [], is_cut
        ways = [self._way(*label) for label in zip(chosen, *labels[1:], strict=True)]
        totals = [
            least_cost(cost, way.left - self.most_left, way.gains, way.visits, offer, dear, self.tolerated)
            for cost, way in zip(labels[0].tolist(), ways, strict=True)
        ]
        return sorted(zip(totals, ways, strict=True), key=lambda each: each[0]), is_cut

    def _extended(
        self,
        labels: Labels,
        number: int,
        costs: Array,
        offer: Offer,
        rests: Rests,
        limit: float,
        is_over: Callable[[], bool],
    ) -> tuple[Labels, Indices, bool]:
        """Labels under all patterns of a week that may end within a limit; whence; and whether there are more."""
        parts, total, step = [], 0, max(1, EXTENDED_AT_ONCE // len(costs))
        for first in range(0, len(labels[0]), step):
            if is_over():
                raise _BrokenOffError
            some = tuple(each[first : first + step] for each in labels)
            week, own = self.weeks[number], self.own[number]
            effects = week.effects(week.most_served(self._fewest(some), own, self._everything))
            found, came_from, *extended = extend_forward(some, number, *effects, costs, own, offer, rests, limit)
            came_from[:, 0] += first
            parts.append([each[:found] for each in (*extended, came_from)])
            total += found
            if total > MOST_EXTENDED:
                break
        *extended, came_from = (np.concatenate(each) for each in zip(*parts, strict=True))
        return tuple(extended), came_from, total > MOST_EXTENDED

    def _undominated(self, labels: Labels, order: Indices, offer: Offer, is_over: Callable[[], bool]) -> Indices:
        """Labels that none before them in an order makes superfluous, or one more than may be kept."""
        kept, number = np.empty(len(order), np.int64), 0
        for first in range(0, len(order), COMPARED_AT_ONCE):
            if is_over():
                raise _BrokenOffError
            number = undominated(labels, order[first : first + COMPARED_AT_ONCE], offer, kept, number, MOST_KEPT)
        return kept[:number]

    def _fewest(self, labels: Labels) -> Array:
        """Who waits at the least under each label, whatever was bought: (label, segment)."""
        _, waiting, mobilised, _ = labels
        fewest: Array = np.maximum(0.0, waiting - mobilised.sum(axis=1) * self._everything - self._visited)
        return fewest

    def _along(self, chosen: Sequence[int]) -> Way:
        """The way through one pattern of each week."""
        segments = len(self.waiting)
        waiting, effects = self.waiting[None, :], np.zeros((2, 1, 0, segments))
        for week, own, pattern in zip(self.weeks, self.own, chosen, strict=True):
            labels = np.zeros(1), waiting, effects[0], effects[1]
            served = week.most_served(self._fewest(labels), own, self._everything)
            stay, done = (effect[:, 0, 0] for effect in week.effects(served, np.array([pattern])))
            waiting = stay * waiting - done * own
            effects = np.concatenate([effects * stay, np.stack([done, np.ones(segments)])[:, None, None, :]], axis=2)
        return self._way(np.array(chosen), waiting[0], effects[0, 0], effects[1, 0])

    def _way(self, chosen: Indices, waiting: Array, mobilised: Array, surviving: Array) -> Way:
        supplies = self.supplies
        patterns = [(week.patterns, pattern) for week, pattern in zip(self.weeks, chosen.tolist(), strict=True)]
        done = surviving[supplies.visit_after] * supplies.visited[supplies.visit_of]
        return Way(
            sum(float(of_week.burden[pattern]) for of_week, pattern in patterns),
            [float(of_week.borrowed[pattern]) for of_week, pattern in patterns],
            [float(of_week.spare[pattern]) for of_week, pattern in patterns],
            float(waiting.sum()),
            np.ascontiguousarray(mobilised @ supplies.arrivals.T),
            done.sum(axis=1),
        )
