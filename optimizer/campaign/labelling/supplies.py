"""What places compete for, sold at a price: invitations of organisations that serve several places, home visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from optimizer.campaign.allocation.journey_burdens import least_visit_burden
from optimizer.campaign.labelling.arrays import Array
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.pool_weeks import arrivals_of
from optimizer.campaign.labelling.prices import Prices
from optimizer.campaign.service.visits import called_on
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, Week
from optimizer.world.work import Pool, Programme
from optimizer.world.world import World

GRID = 0.25
"""Prices of what a place can take are whole multiples of this many units of burden, so that labels stay few."""
MOST_CHOICES = 3
"""Invitations a week that a place may choose among; further ones are given away, which keeps the bound valid."""
AFTER_THE_LAST = ""
"""Stands for a week after the last, where home visits are sold if no week is taken backward."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What one organisation or home-visit programme can give in one week, at one price for all places."""

    week: Week
    source: str
    """Organisation or home-visit programme."""
    amount: float
    """How much there is (people invited, visiting shifts)."""
    whole: float
    """How much one place can take."""
    price: float
    """For the whole that one place can take."""


@dataclass(frozen=True, slots=True)
class PricedInvitations:
    """Invitations that a place may buy in one week, as a whole or in parts."""

    arrivals: Array
    """Mobilised arrivals of each segment (persons)."""
    price: float


@dataclass(frozen=True, slots=True)
class PricedHomeVisits:
    """Home visits that a place may buy in one week; it buys in one week at the most."""

    done: Array
    """People of each segment done at home, if so many wait (persons)."""
    price: float


HOME_VISITS = -1
Purchase = tuple[Week, int]
"""A week, and the number of one of its invitations on sale, or :data:`HOME_VISITS`."""
Amounts = tuple[tuple[str, float], ...]
"""Organisations and the people each invites."""


def supplies(world: World, prices: Prices) -> Iterator[Supply]:
    """What places compete for, invitations first, at today's prices."""
    for (week, name), price in sorted(prices.invitations.items()):
        organisation = next(known for known in world.organisations if known.id == name)
        whole = float(organisation.weekly_capacity)
        if whole > 0:
            yield Supply(week, name, whole, whole, GRID * round(price * whole / GRID))
    for (name, week), price in sorted(prices.visits.items()):
        programme = next(known for known in world.programmes if known.id == name)
        amount, whole = _visiting_shifts(world, programme, week)
        yield Supply(week, name, amount, whole, GRID * round(price * whole / GRID))


def _visiting_shifts(world: World, programme: Programme, week: Week) -> tuple[float, float]:
    """Shifts of a home-visit programme in a week: of the team, and the most that one place can take."""
    by_place = {place: _visiting_day_shifts(world, programme, place, week) for place in programme.places}
    of_team = set().union(*by_place.values())
    most = min(max(map(len, by_place.values())), most_visits(world, programme))
    return float(len(of_team)), float(max(1, most))


def _visiting_day_shifts(world: World, programme: Programme, place: PlaceId, week: Week) -> set[DayShift]:
    return {each for each in programme.day_shifts[place] if each.day <= world.finish_by and world.week_of(each) == week}


def most_visits(world: World, programme: Programme) -> int:
    """Visiting shifts that one place may have in all."""
    allowed = (each for day_shifts in programme.day_shifts.values() for each in day_shifts)
    return programme.maximum_visits * len({each.shift for each in allowed if each.day <= world.finish_by})


def invitations_by_week(
    world: World, pool: Pool, on_sale: Sequence[Supply]
) -> Mapping[Week, Sequence[tuple[PricedInvitations, Amounts]]]:
    """The invitations a place can buy in each week, each with the organisations behind it."""
    in_order = sorted(on_sale, key=lambda supply: supply.week)
    return {
        week: _invitations(world, pool, tuple(of_week))
        for week, of_week in groupby(in_order, key=lambda supply: supply.week)
    }


def _invitations(world: World, pool: Pool, on_sale: Sequence[Supply]) -> Sequence[tuple[PricedInvitations, Amounts]]:
    """The invitations of one week; organisations alike in all but size, at one price a head, are sold as one."""
    organisations = {organisation.id: organisation for organisation in world.organisations}
    alike: dict[object, tuple[PricedInvitations, Amounts]] = {}
    for supply in on_sale:
        organisation = organisations.get(supply.source)
        if organisation and organisation.stream == pool.stream and pool.place in organisation.places:
            arrivals = arrivals_of(organisation, organisation.weekly_capacity, pool)
            kind = organisation.places, tuple(organisation.segments.items()), supply.price / supply.whole
            known, amounts = alike.get(kind, (PricedInvitations(0 * arrivals, 0.0), ()))
            joined = PricedInvitations(arrivals + known.arrivals, supply.price + known.price)
            alike[kind] = joined, (*amounts, (supply.source, supply.whole))
    dearest = sorted(alike.values(), key=lambda entry: -entry[0].price)
    given_away = [(replace(each, price=0.0), amounts) for each, amounts in dearest[MOST_CHOICES:]]
    return [*dearest[:MOST_CHOICES], *given_away]


def home_visits_by_week(
    world: World, pool: Pool, on_sale: Sequence[Supply], weeks: Sequence[PoolWeek]
) -> Mapping[Week, PricedHomeVisits]:
    """All home visits that a place may have, on sale in each of the weeks at its price.

    A place may have so many in all; so a plan that spreads them over weeks lies between plans that have them in one.
    Visits in earlier weeks are sold in the first, where nobody has been missed since, at the least of their prices.
    """
    visiting = visiting_programmes(world, pool)
    visits: dict[Week, PricedHomeVisits] = {}
    for programme in visiting:
        whole = float(most_visits(world, programme))
        done = pool.success * called_on(world.uncertainty, programme) * whole * _is_sought(pool, programme)
        for week, price in _prices_by_week(programme, on_sale, weeks, whole).items():
            known = visits.get(week, PricedHomeVisits(0 * done, 0.0))
            cost = price + whole * least_visit_burden(world, programme, pool.place)
            visits[week] = PricedHomeVisits(known.done + done, known.price + cost)
    if len(visiting) < 2:
        return visits
    # Visits of several programmes need not fall in one week: all together and free of charge are worth more.
    everything = sum(
        (
            pool.success * called_on(world.uncertainty, each) * most_visits(world, each) * _is_sought(pool, each)
            for each in visiting
        ),
        np.zeros(len(pool.segments)),
    )
    return {week: PricedHomeVisits(everything, 0.0) for week in visits}


def _prices_by_week(
    programme: Programme, on_sale: Sequence[Supply], weeks: Sequence[PoolWeek], whole: float
) -> Mapping[Week, float]:
    """Price of so many home visits in each of the weeks; in the first the least of all until then."""
    prices = {each.week: each.price * whole / each.whole for each in on_sale if each.source == programme.id}
    dated = {week.week: prices[week.week] for week in weeks if week.week in prices}
    first = weeks[0].week if weeks else AFTER_THE_LAST
    early = [price for week, price in prices.items() if not weeks or week <= first]
    if early:
        dated[first] = min(early)
    return dated


def visiting_programmes(world: World, pool: Pool) -> Sequence[Programme]:
    """Home-visit programmes that serve a pool."""
    return [
        programme
        for programme in world.programmes
        if programme.kind == "home_visit" and programme.team.stream == pool.stream and pool.place in programme.places
    ]


def _is_sought(pool: Pool, programme: Programme) -> Array:
    """1 for the segment that a home-visit programme seeks, else 0."""
    return np.array([segment.id == programme.segment for segment in pool.segments], dtype=float)
