r"""How much burden every plan carries that misses no more people than the published one.

Places compete for two things: invitations of organisations that serve several places, and home visits. Sold at a
price instead of shared out, each place can be bounded by itself, and the sum less what the supplies are worth,

    ``Σ_c min (burden_c + price paid)  −  Σ price · amount there is``,

is a bound for any prices (Lagrangian relaxation: Geoffrion 1974, Mathematical Programming Study 2; Fisher 1981,
Management Science 27). First prices come from the division in ``sharing``; a few subgradient steps with Polyak's length
(1969, USSR Computational Mathematics 9) mend them. They are rounded, so that burdens stay on a coarse grid and labels
few.

Hours of officers are taken per unit and week as the hard rules leave them at most; visits of teams, loans to other
units and rests that do not fit together only lower them. Beside the desks stand the journeys that no itinerary avoids.

What keeps the bound some seven per cent below the plan of Đồng Phú (ten with queues, which are taken as short as any
plan could have them, see ``least_queues``): that a place cannot invite more people of a segment
than still wait there (``A + M ≤ R``) is not asked, so buying everything looks better than it is. With the shares of
the published plan taken as given the same labels come within three per cent. Worth per segment in place of
one for all (multipliers of ``left ≥ 0``) was tried and lowers the bound by more than it mends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.arrays import Array
from optimizer.campaign.labelling.backward_labels import extend_backward
from optimizer.campaign.labelling.bidirectional_labels import BestJoin, join
from optimizer.campaign.labelling.forward_labels import extend_forward
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.pool_weeks import own_arrivals, possible_weeks
from optimizer.campaign.labelling.prices import Prices
from optimizer.campaign.labelling.supplies import (
    Supply,
    home_visits_by_week,
    invitations_by_week,
    most_visits,
    supplies,
    visiting_programmes,
)
from optimizer.campaign.service.least_queues import left_by_visits
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.world.ids import PoolKey, Week
from optimizer.world.work import Pool
from optimizer.world.world import World

STEP = 0.3
"""Share of Polyak's step length."""
QUEUED = 0.98
"""Share of those who could be served below which a week's queues are followed with each label."""
PEOPLE = 5.0
"""So many missing people weigh like one whole supply sold too often in the length of a step."""

SupplyKey = tuple[Week, str]
"""ISO week, and the organisation or home-visit programme."""


@dataclass(frozen=True, slots=True)
class PoolBound:
    """The best way of one pool to serve and buy at some prices."""

    value: float
    """Burden and prices paid, and what its missing people are worth."""
    missing: float
    """People by which its desks fall short of what they must do; negative where they do more."""
    bought: Sequence[tuple[SupplyKey, float]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The bound at some prices, and what its subgradient is made of."""

    bound: float
    sold: Mapping[SupplyKey, float]
    """People invited, or visiting shifts."""
    missing: Mapping[PoolKey, float]


@dataclass(frozen=True, slots=True)
class PoolCampaign:
    """What one pool can do by itself."""

    pool: Pool
    weeks: Sequence[PoolWeek]
    arrivals: Mapping[Week, Array]
    """Mobilised arrivals of each segment that its own organisations bring (persons)."""


class DeskBurdenBound:
    """Burden of desks, loans and home visits that no plan avoids; better the longer it is improved.

    Parameters
    ----------
    world, classes
        The campaign and its shift classes.
    capacity
        Officer-minutes per unit and week that no plan exceeds.
    prices
        First prices of what places share, and what a person done is worth at each place.
    value
        Burden of the published plan, for the length of the steps.
    allowance
        Weighted persons that each place may miss of its target.
    threads
        Places looked at at a time.
    """

    def __init__(
        self,
        world: World,
        classes: Sequence[ShiftClass],
        capacity: Mapping[UnitWeek, int],
        prices: Prices,
        value: float,
        allowance: float,
        threads: int,
    ) -> None:
        self.world, self.value, self.allowance, self.threads = world, value, allowance, threads
        self.prices, self.best_prices, self.step = prices, prices, STEP
        self.best = 0.0
        """The best bound so far."""
        self.evaluation: Evaluation | None = None
        """What was found at the best prices."""
        self.campaigns: list[PoolCampaign] = []
        for pool in world.pools.values():
            weeks = possible_weeks(world, classes, capacity, pool)
            if weeks and all(week.is_complete and len(week.patterns.burden) for week in weeks):
                self.campaigns.append(PoolCampaign(pool, weeks, own_arrivals(world, pool)))
                # Standing duties carry so much, whatever it is that people are worth.
                self.best += sum(float(week.patterns.burden.min()) for week in weeks)

    def improve(self) -> float:
        """Evaluate the prices and mend them; returns the best bound so far."""
        evaluation = self._evaluate()
        self.best = max(self.best, evaluation.bound)
        if self.evaluation is None or evaluation.bound > self.evaluation.bound:
            self.evaluation, self.best_prices = evaluation, self.prices
        else:
            # Back to the best prices known, and a shorter step from there.
            self.step, self.prices = self.step / 2, self.best_prices
        self.prices = self._mended(self.prices, self.evaluation)
        return self.best

    def _evaluate(self) -> Evaluation:
        """The bound at today's prices."""
        on_sale = tuple(supplies(self.world, self.prices))
        total = -sum(supply.price * supply.amount / supply.whole for supply in on_sale)
        sold: dict[SupplyKey, float] = defaultdict(float)
        missing: dict[PoolKey, float] = {}
        with ThreadPoolExecutor(self.threads) as threads:
            bounds = list(threads.map(lambda campaign: self._pool_bound(campaign, on_sale), self.campaigns))
        for campaign, bound in zip(self.campaigns, bounds, strict=True):
            total += bound.value
            missing[campaign.pool.key] = bound.missing
            for key, amount in bound.bought:
                sold[key] += amount
        return Evaluation(max(0.0, total), sold, missing)

    def _pool_bound(self, campaign: PoolCampaign, on_sale: Sequence[Supply]) -> PoolBound:
        pool = campaign.pool
        worth = self.prices.worth.get(pool.key, 0.0)
        elsewhere = most_done_by_visits(self.world, pool) + self.allowance / max(pool.weight, 1e-9)
        wanted = max(0.0, pool.target - pool.already_done - elsewhere)
        most_waiting = sum(segment.waiting for segment in pool.segments) - wanted
        joined, bought = _best_way(self.world, campaign, on_sale, worth)
        return PoolBound(joined.value - worth * most_waiting, float(joined.left.sum()) - most_waiting, bought)

    def _mended(self, prices: Prices, evaluation: Evaluation) -> Prices:
        """Raise the price of what was sold too often, lower that of what was left, and the same with worths."""
        on_sale = {(supply.week, supply.source): supply for supply in supplies(self.world, prices)}
        excess = {
            key: (evaluation.sold.get(key, 0.0) - supply.amount) / supply.whole for key, supply in on_sale.items()
        }
        missing = evaluation.missing
        norm = sum(each**2 for each in excess.values()) + sum((each / PEOPLE) ** 2 for each in missing.values())
        step = self.step * max(0.0, self.value - evaluation.bound) / max(norm, 1e-9)

        def mended(price: float, key: SupplyKey) -> float:
            return max(0.0, price + step * excess[key] / on_sale[key].whole) if key in on_sale else price

        return Prices(
            {(week, name): mended(price, (week, name)) for (week, name), price in prices.invitations.items()},
            {(name, week): mended(price, (week, name)) for (name, week), price in prices.visits.items()},
            {key: max(0.0, each + step * missing.get(key, 0.0) / PEOPLE**2) for key, each in prices.worth.items()},
        )


def _best_way(
    world: World, campaign: PoolCampaign, on_sale: Sequence[Supply], worth: float
) -> tuple[BestJoin, Sequence[tuple[SupplyKey, float]]]:
    """The best way of one pool to serve and buy; and how much it buys of which supply."""
    pool, weeks, arrivals = campaign.pool, campaign.weeks, campaign.arrivals
    invitations = invitations_by_week(world, pool, on_sale)
    priced = {week: [each for each, _ in of_week] for week, of_week in invitations.items()}
    worths = np.full(len(pool.segments), worth)
    left = left_by_visits(world, pool)
    shortest = np.array([left[segment.id] for segment in pool.segments])
    forward, number = extend_forward(pool, _queued(pool, weeks, arrivals), arrivals, priced, shortest)
    home_visits = home_visits_by_week(world, pool, on_sale, weeks[number:])
    backward = extend_backward(pool, weeks[number:], arrivals, priced, home_visits, worths)
    joined = join(forward, backward, worths)
    bought = [
        ((week, source), amount)
        for week, numbers in joined.bought.items()
        for chosen in numbers
        for source, amount in invitations[week][chosen][1]
    ]
    visiting = visiting_programmes(world, pool)
    bought += [((week, each.id), float(most_visits(world, each))) for week in joined.visited for each in visiting]
    return joined, bought


def _queued(pool: Pool, weeks: Sequence[PoolWeek], arrivals: Mapping[Week, Array]) -> Sequence[PoolWeek]:
    """The weeks up to the last in which people queue although everything is open."""
    waiting = np.array([[segment.waiting for segment in pool.segments]])
    last = 0
    for number, week in enumerate(weeks):
        served = week.most_served(waiting, arrivals[week.week], np.zeros(len(pool.segments)))
        if (served < QUEUED * week.largest).any():
            last = number + 1
        survival, mobilised = week.effects(served)
        least = survival * waiting.T[:, :, None] - mobilised * arrivals[week.week][:, None, None]
        waiting = np.maximum(0.0, least.min(axis=(1, 2)))[None, :]
    return weeks[:last]
