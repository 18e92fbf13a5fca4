"""The earliest day on which the district can expect its target, and the least burden that keeps it.

With every shift open that the hours allow, the district's total meets its target on some day; no plan of these shares
meets it earlier. What each place has done by then, scaled down to just meet the total, becomes its target for that
day, at the least burden; after it, what the plan for ``finish_by`` opens stays open where a place still lacks people.
The bound is the first day by which the linear model of the district, never too low, can have everybody done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.linear_model import AllocationModel
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.decisions import Opening
from optimizer.campaign.forecast import Forecast
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.world.ids import PoolKey
from optimizer.world.world import World


def world_until(world: World, followed: Forecast, day: int, on_top: float) -> World:
    """The campaign with the places' targets set to their share of what must be done by a day.

    Parameters
    ----------
    world
        The campaign.
    followed
        A forecast that meets the district's target by the day; its people done are what is scaled down.
    day
        The day by which the target is to be met (index).
    on_top
        Share of the target asked for beyond it.
    """
    done = {key: followed.cumulative(*key, day) for key in world.pools}
    pupils = sum(followed.cumulative(place, school.stream, day) for place, school in world.schools.items())
    before = sum(pool.already_done for pool in world.pools.values())
    needed, most = (1 + on_top) * world.total_target - pupils - before, sum(done.values()) - before
    share = min(1.0, needed / most) if most > 0 else 0.0
    pools = {
        key: replace(pool, target=pool.already_done + share * (done[key] - pool.already_done), minimum_share=0.0)
        for key, pool in world.pools.items()
    }
    return replace(world, pools=pools, finish_by=day)


def openings_before_and_after(
    world: World, before: tuple[Opening, ...], after: tuple[Opening, ...], day: int, done: Mapping[PoolKey, float]
) -> tuple[Opening, ...]:
    """Openings up to a day from one plan, later ones from another where a place still lacks people, or must be open.

    Parameters
    ----------
    world
        The campaign.
    before, after
        The two plans' openings.
    day
        The last day of the first plan (index).
    done
        People done at each place by then.
    """
    lacking = {key for key, pool in world.pools.items() if done[key] < pool.target}
    early = (opening for opening in before if opening.day_shift.day <= day)
    late = (opening for opening in after if opening.day_shift.day > day)
    return (*early, *(each for each in late if each.post.pool in lacking or each.day_shift in each.post.must_open))


def earliest_day_bound(
    world: World, hours: Hours, latest: int, is_over: Callable[[], bool], *, is_standing_staffed: bool
) -> int:
    """A day (index) before which no plan has the district's target met, by bisection.

    Parameters
    ----------
    world, hours
        The campaign, and officer-minutes per unit and week that no plan exceeds.
    latest
        A day on which some plan has met it.
    is_over
        Asked before each solve; the days already excluded count.
    is_standing_staffed
        Whether only plans are meant that staff every standing duty.
    """
    first = 0
    while first < latest and not is_over():
        middle = (first + latest) // 2
        if _most_done(world, hours, middle, is_standing_staffed) >= world.total_target - 1e-6:
            latest = middle
        else:
            first = middle + 1
    return first


def _most_done(world: World, hours: Hours, day: int, is_standing_staffed: bool) -> float:
    """People the district can have done by a day at the most; pupils count as soon as they are eligible."""
    until = replace(world, finish_by=day)
    model = AllocationModel(until, shift_classes(until), hours, is_standing_staffed=is_standing_staffed)
    visits = sum(most_done_by_visits(world, world.pools[key]) for key in model.yields)
    pupils = sum(min(school.countable, school.eligible_by[day]) for school in world.schools.values())
    # Whom only teams visit may all be done at once, for all that the model knows.
    visited = [pool for key, pool in world.pools.items() if key not in model.yields]
    elsewhere = sum(pool.already_done + sum(segment.waiting for segment in pool.segments) for pool in visited)
    at_desks = sum(world.pools[key].already_done for key in model.yields)
    return pupils + elsewhere + at_desks + visits + model.most_done()
