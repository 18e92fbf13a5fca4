"""What share of those who come to a desk is served, whoever of its crew is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import comb, sqrt
from typing import TYPE_CHECKING

import numpy as np

from optimizer.world.calendar import DayShift
from optimizer.world.uncertainty import Uncertainty
from optimizer.world.work import Post
from optimizer.world.world import World

if TYPE_CHECKING:
    from optimizer.campaign.service.kernel import Number


@dataclass(frozen=True, slots=True)
class Service:
    """Lanes that are open for some time, if enough of their crew are there."""

    uncertainty: Uncertainty
    crews: tuple[tuple[float, int], ...]
    """Probability and number of lanes; with what the probabilities lack to 1 nobody is served."""
    minutes: float
    minutes_per_person: float
    a_lane: float
    """Persons that one lane serves in these minutes."""

    @property
    def most(self) -> float:
        """People served at the most, however many come."""
        return sum(
            probability * day * self._most(lanes, slowness)
            for probability, lanes in self.crews
            for day, slowness in states_of_system(self.uncertainty)
        )

    def share(self, come: Number, own: Number) -> Number:
        """Share served of those who come, of whom so many come of themselves."""
        total = 0.0 * come
        for probability, lanes in self.crews:
            for day, slowness in states_of_system(self.uncertainty):
                total = total + probability * day * self._share(come, own, lanes, slowness)
        return total

    def _share(self, come: Number, own: Number, lanes: int, slowness: float) -> Number:
        known = self.uncertainty
        if known.has_queues:
            # The compiler takes as long to load as many an answer that forecasts nothing.
            from optimizer.campaign.service.kernel import share_by_closing

            minutes_per_person, spread = slowness * self.minutes_per_person, known.service_time_spread
            weight = known.household_weight
            return share_by_closing(come, own, lanes, self.minutes, minutes_per_person, weight, spread)
        capacity = lanes * self.a_lane / slowness
        if isinstance(come, np.ndarray):
            return np.minimum(1.0, capacity / np.maximum(come, 1e-9))
        return min(1.0, capacity / max(come, 1e-9))

    def _most(self, lanes: int, slowness: float) -> float:
        """What :meth:`_share` serves of ever more people: what the lanes can, and the rest of what has begun."""
        known, a_lane = self.uncertainty, self.a_lane / slowness
        if not known.has_queues:
            return lanes * a_lane
        lump = known.household_weight + known.service_time_spread**2
        begun = lump * (sqrt(2.0 * (lanes + 1.0)) - 1.0) / 2.0
        return lanes * max(a_lane, lump) + begun


def desk_service(world: World, post: Post, day_shift: DayShift, officers: int, helpers: int) -> Service:
    """What a planned crew serves at a desk in one shift."""
    known, minutes = world.uncertainty, world.shifts[day_shift.shift].minutes
    crews = _crews(known.missing, post.crew_size, post.crew_officers, post.lanes, officers, helpers)
    a_lane = post.lane_capacity[day_shift]
    return Service(known, crews, minutes, minutes / a_lane, a_lane)


def best_service(world: World, post: Post, day_shift: DayShift, *, is_whole: bool = True) -> Service:
    """What no crew that may be planned exceeds at a desk in one shift.

    Parameters
    ----------
    world, post, day_shift
        The campaign, the desk and the shift.
    is_whole
        Whether only whole crews are meant, also where the desk must be open.
    """
    service = desk_service(world, post, day_shift, post.crew_size, 0)
    fewest = fewest_officers(world, post) if is_whole or day_shift not in post.must_open else 1
    # All who are planned must be there, since none are planned beyond the least crew.
    present = (1.0 - world.uncertainty.missing) ** fewest
    return replace(service, crews=((present, post.lanes),))


def fewest_officers(world: World, post: Post) -> int:
    """Officers of a whole crew if as many helpers stand in as may stand there."""
    helpers = sum(post.id in helper.posts for helper in world.helpers)
    return post.crew_size - min(post.crew_size - post.crew_officers, helpers)


@cache
def _crews(
    missing: float, size: int, least_officers: int, equipped: int, officers: int, helpers: int
) -> tuple[tuple[float, int], ...]:
    """Probability and lanes of each number of officers with which a desk opens."""
    lanes = min(equipped, officers + helpers)
    return tuple(
        (probability, min(lanes, present + helpers))
        for present, probability in _present(officers, missing)
        if present >= min(least_officers, officers) and present + helpers >= min(size, officers + helpers)
    )


def _present(officers: int, missing: float) -> Iterator[tuple[int, float]]:
    """How many of some officers are there with which probability, each missing by himself."""
    for present in range(officers, -1, -1):
        probability = comb(officers, present) * (1.0 - missing) ** present * missing ** (officers - present)
        if probability > 0.0:
            yield present, probability


def states_of_system(known: Uncertainty) -> Iterator[tuple[float, float]]:
    """Share of the days and factor on the minutes per person, for each state in which the national system works."""
    if known.ordinary > 0.0:
        yield known.ordinary, 1.0
    if known.slow > 0.0:
        yield known.slow, known.slow_factor
