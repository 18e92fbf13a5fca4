"""Day-shifts of one post and week that are alike for turnout and burden, so that only their number matters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from optimizer.world.calendar import DayShift
from optimizer.world.work import Post
from optimizer.world.world import World


@dataclass(frozen=True, slots=True, eq=False)
class ShiftClass:
    """Day-shifts of one post and week that are alike for turnout and burden."""

    post: Post
    week: str
    day_type: str
    shift: str
    is_reserve: bool
    """Whether the day-shifts lie after ``finish_by``."""
    day_shifts: tuple[DayShift, ...]
    standing: int
    """How many of them must be open."""
    burden: float
    minutes: int

    @property
    def lane_capacity(self) -> float:
        """Persons one lane serves in each of the day-shifts."""
        return self.post.lane_capacity[self.day_shifts[0]]


def shift_classes(world: World) -> tuple[ShiftClass, ...]:
    """Group the day-shifts of all posts into classes."""
    groups: dict[tuple[str, str, bool, str, int, float], list[DayShift]] = defaultdict(list)
    for post in world.posts:
        for day_shift in sorted(post.may_open):
            day = world.days[day_shift.day]
            is_reserve = day_shift.day > world.finish_by
            capacity = post.lane_capacity[day_shift]
            groups[post.id, day.week, is_reserve, day.day_type, day_shift.shift, capacity].append(day_shift)
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
            burden=world.shift_burden(day_shifts[0]),
            minutes=world.shifts[shift].minutes,
        )
        for (post, week, is_reserve, day_type, shift, _), day_shifts in groups.items()
    )
