r"""How much burden every plan carries that misses no more people than the published one.

Places compete for invitations of organisations that serve several places, for home visits, and for how many people may
be missing in all. Sold at a price instead of shared out, each place can be bounded by itself (``pool_labels``), and the
sum less what the supplies are worth,

    ``Σ_c min (burden_c + price paid)  −  Σ price · amount there is``,

is a bound for any prices (Lagrangian relaxation: Geoffrion 1974, Mathematical Programming Study 2; Fisher 1981,
Management Science 27). First prices are those of the linear model (``allocation``); then the ways found so far make the
next (``mixing``), taken half-way from the best ones known (Wentges 1997, International Transactions in Operational
Research 4), none of them far from those (boxes: du Merle, Villeneuve, Desrosiers and Hansen 1999, Discrete Mathematics
194).

Hours of officers are taken per unit and week as the hard rules leave them at most; visits of teams, loans to other
units and rests that do not fit together only lower them. Beside the desks stand the journeys that no itinerary avoids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import inf

from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.prices import Prices
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.labelling.loans import Loans
from optimizer.campaign.labelling.mixing import Duals, WayMix
from optimizer.campaign.labelling.pool_labels import PoolLabels
from optimizer.campaign.labelling.pool_weeks import own_arrivals, possible_weeks
from optimizer.campaign.labelling.supplies import Supply, amounts_there_are, most_visits, supplies_of
from optimizer.campaign.labelling.visiting import Visits, wanted_elsewhere
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.campaign.visits.visit_bound import VisitBound
from optimizer.world.work import Pool
from optimizer.world.world import World

ROUGH, ROUGH_WITH_TARGETS = 12, 4
"""First steps in which the bound from behind is enough; it is looser where targets are kept, and nobody is missing."""
FARTHEST = 2.0
"""Factor by which a price may differ from the best one known."""
LEAST = 0.1
"""What a price that was nothing may become."""
SHORTEST_STEP, LONGEST_STEP = 0.3, 0.7
"""From the best prices known towards those of the mix, at the least and at the most."""


class DesksBound:
    """What desks, loans and home visits cannot avoid; better the longer it is improved.

    That is burden, if so many people may be missing at the most; else the people missing.

    Parameters
    ----------
    world
        The campaign.
    hours
        Officer-minutes per unit and week that no plan exceeds.
    prices
        Those to begin with.
    allowance
        Weighted persons that all places together may miss; without it they are counted themselves.
    threads
        Places looked at at a time.
    is_staffed
        Whether only plans are meant that staff every standing duty; labels know no others.
    visits, slack
        Bounds on itineraries, and how many people these may miss above what none avoids.
    known
        Of the same component, perhaps with other targets, whose labels and ways are taken over.
    """

    def __init__(
        self,
        world: World,
        hours: Hours,
        prices: Prices,
        allowance: float | None,
        threads: int,
        *,
        is_staffed: bool,
        visits: Sequence[VisitBound] = (),
        slack: float = inf,
        known: DesksBound | None = None,
    ) -> None:
        self.world, self.allowance, self.threads = world, allowance, threads
        self.weight = weight = 0.0 if allowance is None else 1.0
        self.best = self.desks_alone = 0.0
        """The best bound so far, with what visits cost beside their own bound; and without."""
        lendable = hours.lendable or {}
        elsewhere = wanted_elsewhere(world, lendable)
        self.pools: list[PoolLabels] = []
        if known:
            pools = [world.pools[labels.pool.key] for labels in known.pools]
            self.pools += [
                labels.weighing(pool, *self._asked(pool), weight)
                for labels, pool in zip(known.pools, pools, strict=True)
            ]
        for pool in world.pools.values() if is_staffed and not known else ():
            weeks = possible_weeks(world, shift_classes(world), hours.capacity, elsewhere, pool)
            if weeks and all(week.is_complete and len(week.patterns.burden) for week in weeks):
                supplies, own = supplies_of(world, pool, weeks), own_arrivals(world, pool)
                self.pools.append(PoolLabels(world, pool, weeks, own, supplies, *self._asked(pool), weight))
        # Standing duties carry so much, whatever it is that people are worth.
        self.best += weight * sum(float(week.patterns.burden.min()) for pool in self.pools for week in pool.weeks)
        asked = {supply for pool in self.pools for supply in (*pool.supplies.organisations, *pool.supplies.visits)}
        self.amounts = {key: amount for key, amount in amounts_there_are(world).items() if key in asked}
        weeks_of = {pool.pool.key: {week.week for week in pool.weeks} for pool in self.pools}
        self.loans = Loans(world, hours.capacity, lendable, weeks_of)
        self.amounts |= self.loans.amounts
        self.visits = Visits(world, visits, self.loans, slack, weight)
        self.mix = WayMix(self.pools, self.amounts, self.loans, self.visits, allowance)
        missing = 1.0 if allowance is None else prices.missing
        self.prices = self.best_prices = Duals(self._per_whole(prices), missing, 0.0)
        self._found, self._step = -inf, 0.5
        self._rough = ROUGH if allowance is None or known else ROUGH_WITH_TARGETS
        if known:
            self.mix.adopt(known.mix)
            self._mend()

    def improve(self, is_over: Callable[[], bool] = lambda: False) -> float:
        """Evaluate the prices and mend them, at first roughly; returns the best bound so far.

        Parameters
        ----------
        is_over
            Whether to come to an end; what is proved by then holds.
        """
        if not self.pools:
            return self.best
        # Rough steps tell where prices lead to, and are soon made.
        self._rough -= 1
        found = self._evaluated(self.prices, is_over, is_quick=self._rough >= 0)
        self.best = max(self.best, found)
        if is_over():
            return self.best
        if found > self._found:
            self._found, self.best_prices = found, self.prices
            self._step = min(LONGEST_STEP, self._step * 1.5)
        else:
            self._step = max(SHORTEST_STEP, self._step / 2)
        self._mend()
        return self.best

    def _mend(self) -> None:
        """Move the prices from the best known towards those of the mix."""
        duals = self.mix.solve()
        if duals is not None:
            mended = _between(self.best_prices, duals, self._step)
            dear = 1.0 if self.allowance is None else mended.dear
            supplies = self.loans.without_gain(mended.supplies, self.weight)
            self.prices = replace(mended, supplies=supplies, dear=dear)

    def _evaluated(self, prices: Duals, is_over: Callable[[], bool], *, is_quick: bool) -> float:
        """The bound at some prices."""

        def bounded(pool: PoolLabels) -> float:
            found = pool.bound(prices.supplies, prices.dear * pool.pool.weight, is_over, is_quick=is_quick)
            self.mix.learn(self.pools.index(pool), found.ways)
            return found.value

        with ThreadPoolExecutor(self.threads) as threads:
            values = list(threads.map(bounded, self.pools))
        sold = sum(price * self.amounts[key] for key, price in prices.supplies.items())
        sold += self.loans.gain(prices.supplies)
        desks = sum(values) - sold - prices.dear * (self.allowance or 0.0)
        self.desks_alone = max(self.desks_alone, desks)
        visited, best = self.visits.bound(prices.supplies, prices.dear)
        for number, visiting in enumerate(best):
            self.mix.learn_visits(number, [visiting])
        return desks + visited

    def _asked(self, pool: Pool) -> tuple[float, float]:
        """People whom desks and home visits must have done, and how many of them may be missing at the single price."""
        elsewhere = pool.already_done + most_done_by_visits(self.world, pool)
        wanted = max(0.0, pool.target - elsewhere)
        return wanted, wanted - max(0.0, pool.minimum - elsewhere)

    def _per_whole(self, prices: Prices) -> Mapping[Supply, float]:
        """First prices, per whole that one place can take."""
        capacity = {each.id: each.weekly_capacity for each in self.world.organisations}
        whole = {each.id: most_visits(self.world, each) for each in self.world.programmes if each.kind == "home_visit"}
        asked = {
            (week, names): sum(
                prices.visits.get((name, week), 0.0) * whole[name]
                if name in whole
                else prices.invitations.get((week, name), 0.0) * capacity.get(name, 0.0)
                for name in names
            )
            for week, names in self.amounts
            if (week, names) not in self.loans.amounts
        }
        return self.loans.without_gain({**asked, **self.loans.prices(prices.minutes)}, self.weight)


def _between(best: Duals, other: Duals, step: float) -> Duals:
    """Prices so far from the best towards others, none of them further than :data:`FARTHEST`."""

    def moved(price: float, to: float) -> float:
        nearest = min(max(to, price / FARTHEST), max(FARTHEST * price, LEAST))
        return price + step * (nearest - price)

    supplies = {key: moved(price, other.supplies[key]) for key, price in best.supplies.items()}
    return Duals(supplies, moved(best.dear, other.dear), other.value)
