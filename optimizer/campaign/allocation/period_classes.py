"""Periods of one post and week that are alike for turnout and burden, so that only their number matters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from optimizer.world.calendar import Period
from optimizer.world.work import Post
from optimizer.world.world import World


@dataclass(frozen=True, slots=True, eq=False)
class ShiftClass:
    """Periods of one post and week that are alike for turnout and burden."""

    post: Post
    week: str
    day_type: str
    shift: str
    is_reserve: bool
    """Whether the periods lie after ``finish_by``."""
    periods: tuple[Period, ...]
    standing: int
    """How many of them must be open."""
    burden: float
    minutes: int

    @property
    def lane_capacity(self) -> float:
        """Persons one lane serves in each of the periods."""
        return self.post.lane_capacity[self.periods[0]]


def shift_classes(world: World) -> tuple[ShiftClass, ...]:
    """Group the periods of all posts into classes."""
    groups: dict[tuple[str, str, bool, str, int, float], list[Period]] = defaultdict(list)
    for post in world.posts:
        for period in sorted(post.may_open):
            day = world.days[period.day]
            is_reserve = period.day > world.finish_by
            capacity = post.lane_capacity[period]
            groups[post.id, day.week, is_reserve, day.day_type, period.shift, capacity].append(period)
    posts = {post.id: post for post in world.posts}
    return tuple(
        ShiftClass(
            post=posts[post],
            week=week,
            day_type=day_type,
            shift=world.shifts[shift].id,
            is_reserve=is_reserve,
            periods=tuple(periods),
            standing=sum(period in posts[post].must_open for period in periods),
            burden=world.shift_burden(periods[0]),
            minutes=world.shifts[shift].minutes,
        )
        for (post, week, is_reserve, day_type, shift, _), periods in groups.items()
    )
