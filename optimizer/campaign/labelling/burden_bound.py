r"""How much burden every plan carries that misses no more people than the published one.

Places compete for invitations of organisations that serve several places, for home visits, and for how many people may
be missing in all. Sold at a price instead of shared out, each place can be bounded by itself (``pool_labels``), and the
sum less what the supplies are worth,

    ``Σ_c min (burden_c + price paid)  −  Σ price · amount there is``,

is a bound for any prices (Lagrangian relaxation: Geoffrion 1974, Mathematical Programming Study 2; Fisher 1981,
Management Science 27). First prices come from the division in ``sharing``; then the ways found so far make the next
(``mixing``), taken half-way from the best ones known (Wentges 1997, International Transactions in Operational
Research 4).

Hours of officers are taken per unit and week as the hard rules leave them at most; visits of teams, loans to other
units and rests that do not fit together only lower them. Beside the desks stand the journeys that no itinerary avoids.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.loans import Loans
from optimizer.campaign.labelling.mixing import DEAR, Duals, WayMix
from optimizer.campaign.labelling.pool_labels import PoolLabels
from optimizer.campaign.labelling.pool_weeks import own_arrivals, possible_weeks
from optimizer.campaign.labelling.prices import Prices
from optimizer.campaign.labelling.supplies import Supply, amounts_there_are, most_visits, supplies_of
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.world.work import Pool
from optimizer.world.world import World

FIRST_DEAR = 2.0
"""Burden of a missing person in the first prices, over what one is worth where it is dearest."""
CHEAPER = (0.1, 0.2, 0.35, 0.5)
"""Factors on it that are tried at first where people may be missing."""
OF_THOSE_BROUGHT = 0.6
"""Share of people invited or visited who are not done without, at first."""
SHORTEST_STEP, LONGEST_STEP = 0.3, 0.7
"""From the best prices known towards those of the mix, at the least and at the most."""


class DesksBound:
    """What desks, loans and home visits cannot avoid; better the longer it is improved.

    That is burden, if so many people may be missing at the most; else the people missing.

    Parameters
    ----------
    world, classes
        The campaign and its shift classes.
    capacity
        Officer-minutes per unit and week that no plan exceeds.
    prices
        First prices of what places share, and what a person done is worth at each place.
    allowance
        Weighted persons that all places together may miss; without it they are counted themselves.
    threads
        Places looked at at a time.
    """

    def __init__(
        self,
        world: World,
        classes: tuple[ShiftClass, ...],
        capacity: Mapping[UnitWeek, int],
        prices: Prices,
        allowance: float | None,
        threads: int,
    ) -> None:
        self.world, self.allowance, self.threads = world, allowance, threads
        weight = 0.0 if allowance is None else 1.0
        self.best = 0.0
        """The best bound so far."""
        self.pools: list[PoolLabels] = []
        for pool in world.pools.values():
            weeks = possible_weeks(world, classes, capacity, pool)
            if weeks and all(week.is_complete and len(week.patterns.burden) for week in weeks):
                supplies = supplies_of(world, pool, weeks)
                wanted, tolerated = self._asked(pool)
                own = own_arrivals(world, pool)
                self.pools.append(PoolLabels(world, pool, weeks, own, supplies, wanted, tolerated, weight))
                # Standing duties carry so much, whatever it is that people are worth.
                self.best += weight * sum(float(week.patterns.burden.min()) for week in weeks)
        asked = {supply for pool in self.pools for supply in (*pool.supplies.organisations, *pool.supplies.visits)}
        self.amounts = {key: amount for key, amount in amounts_there_are(world).items() if key in asked}
        self.loans = Loans(world, capacity, [pool.pool.key for pool in self.pools])
        self.amounts |= self.loans.amounts
        self.mix = WayMix(self.pools, self.amounts, self.loans, allowance)
        worths = [max(0.05, prices.worth.get(pool.pool.key, 0.0) / max(pool.pool.weight, 1e-9)) for pool in self.pools]
        dear = 1.0 if allowance is None else min(DEAR, FIRST_DEAR * max(worths, default=1.0))
        first = (
            {**dict.fromkeys(self.amounts, 0.0), **self._worth_of_all()}
            if allowance is None
            else {**dict.fromkeys(self.amounts, 0.0), **self._per_whole(prices)}
        )
        self.prices = self.best_prices = Duals(first, dear, 0.0)
        self._found, self._step, self._is_first = -float("inf"), 0.5, True

    def improve(self) -> float:
        """Evaluate the prices and mend them, at first roughly; returns the best bound so far."""
        if self._is_first:
            self._is_first = False
            # What a missing person costs matters as soon as some may be missing, and shares tell it badly.
            factors = CHEAPER if self.allowance else (1.0,)
            tried = [replace(self.prices, dear=factor * self.prices.dear) for factor in factors]
            values = [self._evaluated(prices, is_quick=True) for prices in tried]
            self.prices = self.best_prices = tried[values.index(max(values))]
            self.best = max(self.best, *values)
            return self.best
        found = self._evaluated(self.prices, is_quick=False)
        self.best = max(self.best, found)
        if found > self._found:
            self._found, self.best_prices = found, self.prices
            self._step = min(LONGEST_STEP, self._step * 1.5)
        else:
            self._step = max(SHORTEST_STEP, self._step / 2)
        duals = self.mix.solve()
        if duals is not None:
            if self.allowance is None:
                duals = replace(duals, dear=1.0)
            mended = _between(self.best_prices, duals, self._step)
            self.prices = replace(mended, supplies=self.loans.without_gain(mended.supplies))
        return self.best

    def _evaluated(self, prices: Duals, *, is_quick: bool) -> float:
        """The bound at some prices."""

        def bounded(pool: PoolLabels) -> float:
            found = pool.bound(prices.supplies, prices.dear * pool.pool.weight, is_quick=is_quick)
            self.mix.learn(self.pools.index(pool), found.ways)
            return found.value

        with ThreadPoolExecutor(self.threads) as threads:
            values = list(threads.map(bounded, self.pools))
        sold = sum(price * self.amounts[key] for key, price in prices.supplies.items())
        return sum(values) - sold - prices.dear * (self.allowance or 0.0)

    def _asked(self, pool: Pool) -> tuple[float, float]:
        """People whom desks and home visits must have done, and how many of them may be missing at the single price."""
        elsewhere = pool.already_done + most_done_by_visits(self.world, pool)
        wanted = max(0.0, pool.target - elsewhere)
        return wanted, wanted - max(0.0, pool.minimum - elsewhere)

    def _worth_of_all(self) -> Mapping[Supply, float]:
        """First prices where people count: of each supply a share of those it brings, where they count most."""
        prices: dict[Supply, float] = {}
        for pool in self.pools:
            supplies, weight = pool.supplies, pool.pool.weight
            invited = np.tile(supplies.arrivals.sum(axis=1) * pool.pool.success, len(pool.weeks))
            for supply, people in zip(supplies.organisations, invited, strict=True):
                prices[supply] = max(prices.get(supply, 0.0), OF_THOSE_BROUGHT * weight * float(people))
            for supply, programme in zip(supplies.visits, supplies.visit_of, strict=True):
                people = supplies.visited[programme].sum()
                prices[supply] = max(prices.get(supply, 0.0), OF_THOSE_BROUGHT * weight * float(people))
        return prices

    def _per_whole(self, prices: Prices) -> Mapping[Supply, float]:
        """First prices, per whole that one place can take."""
        capacity = {each.id: each.weekly_capacity for each in self.world.organisations}
        whole = {each.id: most_visits(self.world, each) for each in self.world.programmes if each.kind == "home_visit"}
        return {
            (week, names): sum(
                prices.visits.get((name, week), 0.0) * whole[name]
                if name in whole
                else prices.invitations.get((week, name), 0.0) * capacity.get(name, 0.0)
                for name in names
            )
            for week, names in self.amounts
        }


def _between(best: Duals, other: Duals, step: float) -> Duals:
    """Prices so far from the best towards others."""
    supplies = {key: price + step * (other.supplies[key] - price) for key, price in best.supplies.items()}
    return Duals(supplies, best.dear + step * (other.dear - best.dear), other.value)
