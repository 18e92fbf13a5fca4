"""The linear model's tiers one after another: standing duties, the shortfall and its evenness, burden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from optimizer.campaign.allocation.allocation import Allocation, pools_lacking_crew
from optimizer.campaign.allocation.hours import Hours, UnitWeek
from optimizer.campaign.allocation.linear_model import KEPT, AllocationModel, least_standing
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.allocation.solving import NoAnswerError
from optimizer.errors import OutOfTimeError
from optimizer.stopping import StopRequest
from optimizer.world.ids import PoolKey
from optimizer.world.work import Pool
from optimizer.world.world import World

SOMEBODY = 0.5
"""Weighted people missing from which on places are to miss their targets evenly."""


class Allocated(NamedTuple):
    """What the linear model says of a component."""

    allocation: Allocation
    worth: Mapping[UnitWeek, float]
    """Of an officer-minute where people are missing (weighted people)."""


def allocate(
    world: World,
    classes: tuple[ShiftClass, ...],
    hours: Hours,
    by_visits: Callable[[Pool], float],
    stop: StopRequest,
) -> Allocated:
    """Solve the tiers in order, targets out of reach evenly; standing duties that lack people in whole shifts.

    Parameters
    ----------
    world, classes, hours
        The component, its shift classes, and officer-minutes per unit and week.
    by_visits
        People of a pool with desks whom visits have done.
    stop
        Heeded between two solves.

    Raises
    ------
    OutOfTimeError
        If no allocation is found in time, or a stop was requested.
    """
    stop.heed()
    is_staffed = least_standing(world, classes, hours) <= KEPT
    model = AllocationModel(world, classes, hours, by_visits, is_standing_staffed=is_staffed)
    whole: set[PoolKey] = set()
    worth: Mapping[UnitWeek, float] = {}
    while True:
        stop.heed()
        allocation = model.minimize(model.standing())
        lacking = pools_lacking_crew(classes, allocation) - whole
        if not lacking:
            break
        # The frontier does not know these pools: what the model counts for them is what opens.
        whole |= lacking
        model.make_whole(whole)
    try:
        model.keep(model.standing(), allocation.value + KEPT)
        allocation = model.minimize(model.shortfall())
        stop.heed()
        model.keep(model.shortfall(), allocation.value + KEPT)
        if allocation.value > SOMEBODY:
            worth = model.worth_of_minutes()
            # Where targets are out of reach, places miss them evenly, as far as nobody more is missing for it.
            unevenness = model.unevenness()
            allocation = model.minimize(unevenness)
            model.keep(unevenness, allocation.value + KEPT)
        stop.heed()
        allocation = model.minimize(model.burden())
    except (NoAnswerError, OutOfTimeError):
        # What is kept is kept to the solvers' own tolerance, so they may find nothing left of what they had found, or
        # not within their limit; the tiers before stand all the same.
        stop.heed()
    return Allocated(allocation, worth)
