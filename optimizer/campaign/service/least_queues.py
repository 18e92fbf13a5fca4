"""The largest share of those who come to a desk that any plan can serve, shift by shift.

The fewer come, the larger the share that is served. No fewer come than if before them every desk had been open, every
organisation had invited all its people to this place, every visit had been made, and nobody were invited any more.
"""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.campaign.service.desks import best_service
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PostId
from optimizer.world.work import Pool
from optimizer.world.world import World

LargestShares = Mapping[tuple[PostId, DayShift], float]
"""Per desk and shift, the share of those who come that is served."""


def largest_shares(world: World, pool: Pool, *, is_whole: bool = True) -> LargestShares:
    """Share of those who come to the desks of a pool that no plan exceeds, up to ``finish_by``.

    Parameters
    ----------
    world, pool
        The campaign, and whose desks.
    is_whole
        Whether only plans are meant with whole crews wherever a desk must be open.
    """
    posts = [post for post in world.posts if post.pool == pool.key]
    waiting, invited = left_by_visits(world, pool), _most_invited(world, pool)
    shares: dict[tuple[PostId, DayShift], float] = {}
    week = ""
    for day_shift in world.day_shifts:
        day, shift = world.days[day_shift.day], world.shifts[day_shift.shift].id
        if day.week != week:
            week = day.week
            waiting = {name: max(0.0, people - pool.success * invited[name]) for name, people in waiting.items()}
        for post in posts:
            if day_shift in post.may_open:
                arrival = {each.id: each.arrival[day.day_type, shift] for each in pool.segments}
                # Without queues everybody is served as long as the lanes are not full, which is no matter of shares.
                come = sum(arrival[name] * waiting[name] for name in waiting) if world.uncertainty.has_queues else 0.0
                share = float(best_service(world, post, day_shift, is_whole=is_whole).share(come, come))
                shares[post.id, day_shift] = share
                waiting = {
                    name: people * (1 - pool.success * share * arrival[name]) for name, people in waiting.items()
                }
    return shares


def _most_invited(world: World, pool: Pool) -> Mapping[str, float]:
    """Whom all organisations together can bring to a place in a week, per segment (persons)."""
    people = dict.fromkeys((segment.id for segment in pool.segments), 0.0)
    for each in world.organisations:
        if each.stream == pool.stream and pool.place in each.places:
            for name, share in each.segments.items():
                people[name] += share * each.weekly_capacity * each.show_up_rate
    return people


def left_by_visits(world: World, pool: Pool) -> Mapping[str, float]:
    """Who is left waiting of each segment by all visits that may be made (persons)."""
    waiting = {segment.id: segment.waiting for segment in pool.segments}
    for programme in world.programmes:
        if programme.team.stream == pool.stream and pool.place in programme.places:
            number = min(len(programme.day_shifts[pool.place]), programme.maximum_visits * len(world.shifts))
            if programme.kind == "home_visit":
                done = pool.success * programme.people_per_shift * number
                waiting[programme.segment] = max(0.0, waiting[programme.segment] - done)
            for name, probability in (programme.arrival or {}).items():
                waiting[name] *= (1 - pool.success * probability) ** number
    return waiting
