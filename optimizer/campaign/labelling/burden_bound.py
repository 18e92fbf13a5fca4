r"""How much burden every plan carries that misses no more people than the published one.

Places compete for two things: invitations of organisations that serve several places, and home visits. Sold at a
price instead of shared out, each place can be bounded by itself, and the sum less the goods' worth,

    ``Σ_c min (burden_c + price paid)  −  Σ price · goods there are``,

is a bound for any prices (Lagrange; Geoffrion 1974, Mathematical Programming Study 2). First prices come from the
division in ``sharing``; a few subgradient steps with Polyak's length (1969, USSR Computational Mathematics 9) mend
them. They are rounded, so that burdens stay on a coarse grid and labels few.

Hours of officers are taken per unit and week as the hard rules leave them at most; visits of teams, loans to other
units and rests that do not fit together only lower them. Beside the desks stand the journeys that no itinerary avoids.

What keeps the bound some seven per cent below the plan of Đồng Phú: that a place cannot invite more people of a segment
than still wait there (``A + M ≤ R``) is not asked, so buying everything looks better than it is. With the shares of
the published plan taken as given the same labels come within three per cent. Worth per segment in place of
one for all (multipliers of ``left ≥ 0``) was tried and lowers the bound by more than it mends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.allocation.linear_model import visit_burden
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.bidirectional_labels import (
    AT_THE_END,
    HomeOffer,
    Join,
    Offer,
    join,
    trace_opening,
    trace_rest,
)
from optimizer.campaign.labelling.pool_weeks import own_arrivals, possible_weeks
from optimizer.campaign.labelling.sharing import Shares
from optimizer.campaign.labelling.week_patterns import Array, PoolWeek
from optimizer.campaign.visits.yields import most_done_by_visits
from optimizer.world.calendar import DayShift
from optimizer.world.work import Organisation, Pool, Programme
from optimizer.world.world import World

PoolKey = tuple[str, str]

GRID = 0.25
"""Prices of offers are whole multiples of this many units of burden."""
MOST_OFFERS = 3
"""Offers a week that a place may choose among; further ones are given away, which keeps the bound valid."""
STEP = 0.3
"""Share of Polyak's step length."""


@dataclass(frozen=True, slots=True)
class Goods:
    """Something shared in one week, at one price for all."""

    week: str
    source: str
    """Organisation or home-visit programme."""
    amount: float
    """How much there is."""
    whole: float
    """How much one place can take."""
    price: float
    """For the whole that one place can take."""


class DeskBurdenBound:
    """Burden of desks, loans and home visits that no plan avoids; better the longer it is improved.

    Parameters
    ----------
    world, classes
        The campaign and its shift classes.
    capacity
        Officer-minutes per unit and week that no plan exceeds.
    shares
        First prices of what places share, and each place's worth of a person.
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
        shares: Shares,
        value: float,
        allowance: float,
        threads: int,
    ) -> None:
        self.world, self.shares, self.value, self.allowance = world, shares, value, allowance
        self.threads = threads
        self.best, self.best_shares, self.step = 0.0, shares, STEP
        self.found: tuple[float, Mapping[tuple[str, str], float], Mapping[PoolKey, float]] | None = None
        """The bound at the best prices, what was sold at them, and the people missing."""
        self.pools: list[tuple[Pool, Sequence[PoolWeek], Mapping[str, Array]]] = []
        for pool in world.pools.values():
            weeks = possible_weeks(world, classes, capacity, pool)
            if weeks and all(week.is_complete and len(week.patterns.burden) for week in weeks):
                self.pools.append((pool, weeks, own_arrivals(world, pool)))
                # Standing duties carry so much, whatever it is that people are worth.
                self.best += sum(float(week.patterns.burden.min()) for week in weeks)

    def improve(self) -> float:
        """Evaluate the prices and mend them; returns the best bound so far."""
        found = self._evaluate()
        self.best = max(self.best, found[0])
        if self.found is None or found[0] > self.found[0]:
            self.found, self.best_shares = found, self.shares
        else:
            # Back to the best prices known, and a shorter step from there.
            self.step, self.shares = self.step / 2, self.best_shares
        self._mend(*self.found)
        return self.best

    def _evaluate(self) -> tuple[float, Mapping[tuple[str, str], float], Mapping[PoolKey, float]]:
        """The bound at today's prices; per (week, source) what was sold, and per pool the people missing."""
        goods = tuple(_goods(self.world, self.shares))
        total = -sum(each.price * each.amount / each.whole for each in goods)
        sold: dict[tuple[str, str], float] = defaultdict(float)
        missing: dict[PoolKey, float] = {}
        with ThreadPoolExecutor(self.threads) as threads:
            results = list(threads.map(lambda entry: self._pool(goods, *entry), self.pools))
        for (pool, _, _), (value, lacking, bought) in zip(self.pools, results, strict=True):
            total += value
            missing[pool.key] = lacking
            for week, source, amount in bought:
                sold[week, source] += amount
        return max(0.0, total), sold, missing

    def _pool(
        self, goods: Sequence[Goods], pool: Pool, weeks: Sequence[PoolWeek], own: Mapping[str, Array]
    ) -> tuple[float, float, list[tuple[str, str, float]]]:
        """Bound of one pool, prices paid included, people missing, and (week, source, amount) of what it buys."""
        worth = self.shares.worth.get(pool.key, 0.0)
        elsewhere = most_done_by_visits(self.world, pool) + self.allowance / max(pool.weight, 1e-9)
        wanted = max(0.0, pool.target - pool.already_done - elsewhere)
        most_waiting = sum(segment.waiting for segment in pool.segments) - wanted
        joined, bought = _pool_bound(self.world, pool, weeks, own, goods, worth)
        return joined.value - worth * most_waiting, float(joined.left.sum()) - most_waiting, bought

    def _mend(self, bound: float, sold: Mapping[tuple[str, str], float], missing: Mapping[PoolKey, float]) -> None:
        """Raise the price of what was sold too often, lower that of what was left, and the same with worths."""
        shares, goods = self.shares, {(each.week, each.source): each for each in _goods(self.world, self.shares)}
        excess = {key: (sold.get(key, 0.0) - each.amount) / each.whole for key, each in goods.items()}
        norm = sum(each**2 for each in excess.values()) + sum((each / 5) ** 2 for each in missing.values())
        step = self.step * max(0.0, self.value - bound) / max(norm, 1e-9)

        def mended(price: float, week: str, source: str) -> float:
            key = week, source
            return max(0.0, price + step * excess[key] / goods[key].whole) if key in goods else price

        self.shares = replace(
            shares,
            invitation_prices={(w, name): mended(p, w, name) for (w, name), p in shares.invitation_prices.items()},
            visit_prices={(name, w): mended(p, w, name) for (name, w), p in shares.visit_prices.items()},
            worth={key: max(0.0, each + step * missing.get(key, 0.0) / 25) for key, each in shares.worth.items()},
        )


def _pool_bound(
    world: World,
    pool: Pool,
    weeks: Sequence[PoolWeek],
    own: Mapping[str, Array],
    goods: Sequence[Goods],
    worth: float,
) -> tuple[Join, list[tuple[str, str, float]]]:
    """The best way of one pool to serve and buy; and (week, source, amount) of what it buys."""
    offers = {
        week: _offers(world, pool, tuple(of_week))
        for week, of_week in groupby(sorted(goods, key=lambda each: each.week), key=lambda each: each.week)
    }
    on_sale = {week: [offer for offer, _ in of_week] for week, of_week in offers.items()}
    each_worth = np.full(len(pool.segments), worth)
    opening, number = trace_opening(pool, _queued(pool, weeks, own), own, on_sale)
    homes = _homes(world, pool, goods, weeks[number:])
    joined = join(opening, trace_rest(pool, weeks[number:], own, on_sale, homes, each_worth), each_worth)
    bought = [
        (week, source, amount)
        for week, numbers in joined.bought.items()
        for chosen in numbers
        for source, amount in offers[week][chosen][1]
    ]
    visiting = [p for p in world.programmes if p.kind == "home_visit" and pool.place in p.places]
    bought += [(week, p.id, float(_most_visits(world, p))) for week in joined.visited for p in visiting]
    return joined, bought


def _queued(pool: Pool, weeks: Sequence[PoolWeek], arrivals: Mapping[str, Array]) -> Sequence[PoolWeek]:
    """The weeks up to the last in which people queue although everything is open."""
    waiting = np.array([[segment.waiting for segment in pool.segments]])
    last = 0
    for number, week in enumerate(weeks):
        served = week.most_served(waiting, arrivals[week.week], np.zeros(len(pool.segments)))
        if served.min() < 1.0:
            last = number + 1
        survival, mobilised = week.effects(served)
        least = survival * waiting.T[:, :, None] - mobilised * arrivals[week.week][:, None, None]
        waiting = np.maximum(0.0, least.min(axis=(1, 2)))[None, :]
    return weeks[:last]


def _goods(world: World, shares: Shares) -> Iterator[Goods]:
    for (week, name), price in sorted(shares.invitation_prices.items()):
        organisation = next(known for known in world.organisations if known.id == name)
        whole = float(organisation.weekly_capacity)
        if whole > 0:
            yield Goods(week, name, whole, whole, GRID * round(price * whole / GRID))
    for (name, week), price in sorted(shares.visit_prices.items()):
        programme = next(known for known in world.programmes if known.id == name)
        there_are, whole = _visiting_shifts(world, programme, week)
        yield Goods(week, name, there_are, whole, GRID * round(price * whole / GRID))


def _visiting_shifts(world: World, programme: Programme, week: str) -> tuple[float, float]:
    """Shifts of a home-visit programme in a week: of the team, and the most that one place can take."""
    by_place = {place: _visiting_day_shifts(world, programme, place, week) for place in programme.places}
    of_team = set().union(*by_place.values())
    most = min(max(map(len, by_place.values())), _most_visits(world, programme))
    return float(len(of_team)), float(max(1, most))


def _visiting_day_shifts(world: World, programme: Programme, place: str, week: str) -> set[DayShift]:
    return {p for p in programme.day_shifts[place] if p.day <= world.finish_by and world.week_of(p) == week}


def _most_visits(world: World, programme: Programme) -> int:
    """Visiting shifts that one place may have."""
    shifts = {p.shift for day_shifts in programme.day_shifts.values() for p in day_shifts if p.day <= world.finish_by}
    return programme.maximum_visits * len(shifts)


def _offers(world: World, pool: Pool, goods: Sequence[Goods]) -> list[tuple[Offer, tuple[tuple[str, float], ...]]]:
    """The invitations a place can buy in one week, each with the organisations behind it and their amounts.

    Organisations alike in all but size, at one price, make one offer.
    """
    organisations = {organisation.id: organisation for organisation in world.organisations}
    alike: dict[object, tuple[Offer, tuple[tuple[str, float], ...]]] = {}
    for each in goods:
        organisation = organisations.get(each.source)
        if organisation and organisation.stream == pool.stream and pool.place in organisation.places:
            arrivals = _arrivals(organisation, pool)
            kind = organisation.places, tuple(organisation.segments.items()), each.price / each.whole
            known, sources = alike.get(kind, (Offer(0 * arrivals, 0.0), ()))
            offer = Offer(arrivals + known.arrivals, each.price + known.price)
            alike[kind] = offer, (*sources, (each.source, each.whole))
    dearest = sorted(alike.values(), key=lambda entry: -entry[0].price)
    given_away = [(replace(offer, price=0.0), sources) for offer, sources in dearest[MOST_OFFERS:]]
    return [*dearest[:MOST_OFFERS], *given_away]


def _homes(world: World, pool: Pool, goods: Sequence[Goods], weeks: Sequence[PoolWeek]) -> Mapping[str, HomeOffer]:
    """All home visits that a place may have, offered in each of the weeks at its price.

    A place may have so many in all; so a plan that spreads them over weeks lies between plans that have them in one.
    Visits in earlier weeks are offered in the first, where nobody has been missed since, at the least of their prices.
    """
    visiting = [
        programme
        for programme in world.programmes
        if programme.kind == "home_visit" and programme.team.stream == pool.stream and pool.place in programme.places
    ]
    offers: dict[str, HomeOffer] = {}
    for programme in visiting:
        whole = float(_most_visits(world, programme))
        at_home = pool.success * programme.people_per_shift * whole * _is_sought(pool, programme)
        prices = {each.week: each.price * whole / each.whole for each in goods if each.source == programme.id}
        dated = {week.week: prices[week.week] for week in weeks if week.week in prices}
        first = weeks[0].week if weeks else AT_THE_END
        early = [price for week, price in prices.items() if not weeks or week <= first]
        if early:
            dated[first] = min(early)
        for week, price in dated.items():
            known = offers.get(week, HomeOffer(0 * at_home, 0.0))
            cost = price + whole * visit_burden(world, programme, pool.place)
            offers[week] = HomeOffer(known.at_home + at_home, known.price + cost)
    if len(visiting) < 2:
        return offers
    # Visits of several programmes need not fall in one week: all together and free of charge are worth more.
    everything = sum(
        (pool.success * p.people_per_shift * _most_visits(world, p) * _is_sought(pool, p) for p in visiting),
        np.zeros(len(pool.segments)),
    )
    return {week: HomeOffer(everything, 0.0) for week in offers}


def _is_sought(pool: Pool, programme: Programme) -> Array:
    return np.array([segment.id == programme.segment for segment in pool.segments], dtype=float)


def _arrivals(organisation: Organisation, pool: Pool) -> Array:
    split = np.array([organisation.segments.get(segment.id, 0.0) for segment in pool.segments])
    return organisation.weekly_capacity * organisation.show_up_rate * split
