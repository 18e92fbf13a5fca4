"""What places compete for, in wholes that one place can take: invitations of wide organisations, home visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.campaign.allocation.journey_burdens import least_visit_burden
from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.campaign.labelling.kernel import Offer
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.pool_weeks import arrivals_of
from optimizer.campaign.service.visits import called_on
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, Week
from optimizer.world.work import Organisation, Pool, Programme
from optimizer.world.world import World

Supply = tuple[Week, tuple[str, ...]]
"""A week, and the organisations that invite in it, or the home-visit programme, or officers lent (``loans``)."""


@dataclass(frozen=True, slots=True)
class PoolSupplies:
    """What one pool can take of which supply, without prices."""

    organisations: Sequence[Supply]
    """(week, organisations) in one row: the supply of each week and group of organisations."""
    arrivals: Array
    """(organisations, segment), mobilised arrivals if all their people are invited here (persons)."""
    visits: Sequence[Supply]
    """Per dated home visit, its supply."""
    visited: Array
    """(programme, segment), people done by all the home visits that the pool may have (persons)."""
    visit_after: Indices
    visit_of: Indices
    visit_burden: Array
    """Per dated home visit, burden of as many as the pool may have."""

    def offer(self, prices: Mapping[Supply, float], weight: float) -> Offer:
        """The same at prices per whole, where what is not named costs nothing, and with the weight of a burden."""
        invited = np.array([prices.get(supply, 0.0) for supply in self.organisations])
        visited = np.array([prices.get(supply, 0.0) for supply in self.visits])
        return Offer(
            self.arrivals,
            invited.reshape(-1, len(self.arrivals)) if len(self.arrivals) else np.zeros((0, 0)),
            self.visited,
            self.visit_after,
            self.visit_of,
            weight * self.visit_burden + visited,
        )


def amounts_there_are(world: World) -> Mapping[Supply, float]:
    """How much of each supply there is, in wholes that one place can take."""
    amounts = {(week, group): 1.0 for group in _groups(world) for week in world.weeks}
    for programme in world.programmes:
        if programme.kind == "home_visit":
            most = max(1, most_visits(world, programme))
            by_week: dict[Week, set[DayShift]] = defaultdict(set)
            for place in programme.places:
                for each in _visiting_day_shifts(world, programme, place):
                    by_week[world.week_of(each)].add(each)
            amounts |= {(week, (programme.id,)): len(shifts) / most for week, shifts in by_week.items()}
    return amounts


def supplies_of(world: World, pool: Pool, weeks: Sequence[PoolWeek]) -> PoolSupplies:
    """What one pool can take in the weeks in which its desks may open."""
    organisations = {each.id: each for each in world.organisations}
    groups = [
        group
        for group, (first, *_) in ((group, [organisations[name] for name in group]) for group in _groups(world))
        if first.stream == pool.stream and pool.place in first.places
    ]
    arrivals = [
        sum(arrivals_of(organisations[name], organisations[name].weekly_capacity, pool) for name in group)
        for group in groups
    ]
    visits, visit_after, visit_of, burdens, visited = [], [], [], [], []
    for number, programme in enumerate(visiting_programmes(world, pool)):
        most = most_visits(world, programme)
        visited.append(pool.success * called_on(world.uncertainty, programme) * most * _is_sought(pool, programme))
        for week in sorted({world.week_of(each) for each in _visiting_day_shifts(world, programme, pool.place)}):
            visits.append((week, (programme.id,)))
            # Visits before the first week of desks count as made after it, where nobody has been missed since.
            visit_after.append(max(0, sum(each.week <= week for each in weeks) - 1))
            visit_of.append(number)
            burdens.append(most * least_visit_burden(world, programme, pool.place))
    segments = len(pool.segments)
    return PoolSupplies(
        [(week.week, group) for week in weeks for group in groups],
        np.array(arrivals).reshape(len(groups), segments),
        visits,
        np.array(visited).reshape(-1, segments),
        np.array(visit_after, np.int64),
        np.array(visit_of, np.int64),
        np.array(burdens, float),
    )


def visiting_programmes(world: World, pool: Pool) -> Sequence[Programme]:
    """Home-visit programmes that serve a pool."""
    return [
        programme
        for programme in world.programmes
        if programme.kind == "home_visit" and programme.team.stream == pool.stream and pool.place in programme.places
    ]


def most_visits(world: World, programme: Programme) -> int:
    """Visiting shifts that one place may have in all."""
    allowed = (each for day_shifts in programme.day_shifts.values() for each in day_shifts)
    return programme.maximum_visits * len({each.shift for each in allowed if each.day <= world.finish_by})


def _groups(world: World) -> Sequence[tuple[str, ...]]:
    """Organisations that choose between places, those together that are alike in all but size and show-up."""
    alike: dict[object, list[Organisation]] = defaultdict(list)
    for each in world.organisations:
        if len(each.places) > 1 and each.weekly_capacity > 0:
            alike[each.stream, frozenset(each.places), frozenset(each.segments.items())].append(each)
    return [tuple(each.id for each in group) for group in alike.values()]


def _visiting_day_shifts(world: World, programme: Programme, place: PlaceId) -> Sequence[DayShift]:
    return [each for each in programme.day_shifts[place] if each.day <= world.finish_by]


def _is_sought(pool: Pool, programme: Programme) -> Array:
    """1 for the segment that a home-visit programme seeks, else 0."""
    return np.array([segment.id == programme.segment for segment in pool.segments], dtype=float)
