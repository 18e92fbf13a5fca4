"""Day-shifts of one post and week that are alike for turnout and burden, so that only their number matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.world.calendar import DayShift
from optimizer.world.ids import PostId, Week
from optimizer.world.work import Pool, Post
from optimizer.world.world import World


@dataclass(frozen=True, slots=True, eq=False)
class ShiftClass:
    """Day-shifts of one post and week that are alike for turnout and burden."""

    post: Post
    week: Week
    day_type: str
    shift: str
    is_reserve: bool
    """Whether the day-shifts lie after ``finish_by``."""
    day_shifts: tuple[DayShift, ...]
    """In order of time."""
    standing: int
    """How many of them must be open."""
    burden: float
    """Of one officer in one of them."""
    minutes: int
    """Length of each."""

    @property
    def lane_capacity(self) -> float:
        """Persons one lane serves in each of the day-shifts."""
        return self.post.lane_capacity[self.day_shifts[0]]


def shift_classes(world: World) -> tuple[ShiftClass, ...]:
    """Group the day-shifts of all posts into classes."""
    groups: dict[tuple[PostId, Week, bool, str, int, float, float], list[DayShift]] = defaultdict(list)
    for post in world.posts:
        for day_shift in sorted(post.may_open):
            day = world.days[day_shift.day]
            is_reserve = day_shift.day > world.finish_by
            capacity = post.lane_capacity[day_shift]
            burden = world.shift_burden(day_shift)
            groups[post.id, day.week, is_reserve, day.day_type, day_shift.shift, capacity, burden].append(day_shift)
    posts = {post.id: post for post in world.posts}
    return tuple(
        ShiftClass(
            post=posts[post],
            week=week,
            day_type=day_type,
            shift=world.shifts[shift].id,
            is_reserve=is_reserve,
            day_shifts=tuple(day_shifts),
            standing=sum(day_shift in posts[post].must_open for day_shift in day_shifts),
            burden=burden,
            minutes=world.shifts[shift].minutes,
        )
        for (post, week, is_reserve, day_type, shift, _, burden), day_shifts in groups.items()
    )


def merged_classes(classes: Sequence[ShiftClass], pool: Pool) -> tuple[ShiftClass, ...]:
    """Merge classes of one post and week that a pool and its officers could not tell apart.

    A weekday morning and a holiday morning to which as many come, at the same burden, are one class. Classes all of
    whose day-shifts must be open stay by themselves, for their number is no choice.
    """
    groups: dict[tuple[object, ...], list[ShiftClass]] = {}
    for each in classes:
        rates = tuple(segment.arrival[each.day_type, each.shift] for segment in pool.segments)
        is_fixed = each.standing == len(each.day_shifts)
        key = (each.post.id, each.week, rates, each.burden, each.minutes, each.lane_capacity, is_fixed)
        groups.setdefault(key, []).append(each)
    return tuple(_merged(group) for group in groups.values())


def _merged(group: Sequence[ShiftClass]) -> ShiftClass:
    first = group[0]
    return ShiftClass(
        post=first.post,
        week=first.week,
        day_type=first.day_type,
        shift=first.shift,
        is_reserve=first.is_reserve,
        day_shifts=tuple(sorted(day_shift for each in group for day_shift in each.day_shifts)),
        standing=sum(each.standing for each in group),
        burden=first.burden,
        minutes=first.minutes,
    )
