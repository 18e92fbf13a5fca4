"""Officers who are to spare for visits: those whom the desks of their commune cannot use in whole crews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.world.work import Post
from optimizer.world.world import World

WORTH = 1e-3
"""Weighted people below which an officer-shift is worth nothing."""


class Spare(NamedTuple):
    """Officer-shifts of a unit and week that desks do not need, and what it costs to take more."""

    shifts: int
    crew: int
    """Beyond those, desks lose so many at a time."""
    people: float
    """Whom a crew serves in a shift (weighted)."""


def spare_officers(
    world: World, capacity: Mapping[UnitWeek, int], worth: Mapping[UnitWeek, float]
) -> Mapping[UnitWeek, Spare]:
    """Officer-shifts to spare where officers are worth something at desks.

    Where a desk takes two officers at a time, the odd one of a week's shifts is free, and so is a second one taken.

    Parameters
    ----------
    world
        The campaign.
    capacity, worth
        Officer-minutes per unit and week, and what one of them is worth (weighted people).
    """
    shortest = min(shift.minutes for shift in world.shifts)
    posts: dict[str, list[Post]] = {}
    for post in world.posts:
        posts.setdefault(post.unit, []).append(post)
    return {
        (unit, week): _spare(world, posts.get(unit, []), capacity.get((unit, week), 0) // shortest, shortest * each)
        for (unit, week), each in worth.items()
        if shortest * each > WORTH
    }


def _spare(world: World, posts: list[Post], shifts: int, people: float) -> Spare:
    """What whole crews leave over of a unit's officer-shifts, and of its helpers'."""
    if len({post.crew_size for post in posts}) != 1:
        return Spare(0, 1, people)
    names, crew = {post.id for post in posts}, posts[0].crew_size
    shifts += sum(helper.shifts_per_week for helper in world.helpers if names.issuperset(helper.posts))
    return Spare(shifts % crew, crew, crew * people)
