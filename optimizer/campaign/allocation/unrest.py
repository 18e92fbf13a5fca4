"""Whether helpers have their rest between shifts, before it is settled which of them stand where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from optimizer.world.calendar import MINUTES_PER_DAY, DayShift, Shift
from optimizer.world.ids import PostId
from optimizer.world.work import Helper
from optimizer.world.world import World

SHIFTS_A_DAY = 2
"""Shifts of one day that a helper may well have."""


def cuts_rest(shifts: Sequence[Shift], one: DayShift, other: DayShift, rest: int) -> bool:
    """Whether between two shifts of different days there are fewer minutes than wanted."""
    if one.day == other.day:
        return False
    before, after = sorted((one, other))
    begin = after.day * MINUTES_PER_DAY + shifts[after.shift].start_minute
    return begin - before.day * MINUTES_PER_DAY - shifts[before.shift].end_minute < rest


class Unrest:
    """How many helpers more than there are would be needed for all to have their rest, post by post."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._helpers: dict[PostId, list[Helper]] = {
            post.id: [helper for helper in world.helpers if post.id in helper.posts] for post in world.posts
        }
        self._days = {
            post: {day.index for day in world.days for helper in helpers if day.date not in helper.unavailable}
            for post, helpers in self._helpers.items()
        }
        self._rest = {
            post: max((helper.rest_minutes for helper in helpers), default=0) for post, helpers in self._helpers.items()
        }
        self._latest_end = max(shift.end_minute for shift in world.shifts)
        self._held: dict[tuple[PostId, int], dict[DayShift, int]] = defaultdict(dict)
        """Helpers by post and day."""

    def may_help(self, post: PostId, day: int) -> bool:
        """Whether some helper of a post is there on a day (index)."""
        return day in self._days[post]

    def add(self, post: PostId, day_shift: DayShift, number: int) -> None:
        """Take note of helpers at a post."""
        self._held[post, day_shift.day][day_shift] = number

    def of(self, post: PostId, day_shift: DayShift) -> tuple[int, int]:
        """What one more at a post would cost: helpers short of rest, then those with more shifts a day than well."""
        spare, rest, day = len(self._helpers[post]), self._rest[post], day_shift.day
        if not spare:
            return 0, 0
        # Of days further away no shift is so late that it cuts the rest.
        reach = (rest + self._latest_end) // MINUTES_PER_DAY + 1
        near = sum(
            number
            for other in range(day - reach, day + reach + 1)
            for each, number in self._held.get((post, other), {}).items()
            if cuts_rest(self.world.shifts, each, day_shift, rest)
        )
        today = sum(self._held.get((post, day), {}).values())
        return max(0, near + 1 - spare), max(0, today + 1 - SHIFTS_A_DAY * spare)
