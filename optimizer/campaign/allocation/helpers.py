"""Which helper stands where: as many as can be placed together within their days and shifts per week.

A helper already placed moves to another shift if that makes room for one more (augmenting paths: Berge 1957,
Proceedings of the National Academy of Sciences 43), so what can be staffed together is, and when an opening is dropped
later those that remain keep as many helpers as they had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from optimizer.campaign.allocation.unrest import cuts_rest
from optimizer.campaign.decisions import Opening
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PostId, Week
from optimizer.world.work import Helper
from optimizer.world.world import World

PostShift = tuple[DayShift, PostId]
"""A day-shift and the post that is open in it."""


def helper_shifts(world: World, openings: Iterable[Opening]) -> Mapping[PostShift, tuple[str, ...]]:
    """Helpers who stand at each post and day-shift, as far as there are any for the places asked for."""
    placement = _Placement(world)
    for opening in sorted(openings, key=lambda opening: (opening.day_shift, opening.post.id)):
        for _ in range(opening.helpers):
            placement.add((opening.day_shift, opening.post.id), set())
    return placement.by_post_shift()


def with_helpers_there_are(world: World, openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Openings whose crews have officers instead of helpers whom nobody can give."""
    openings = tuple(openings)
    placed = helper_shifts(world, openings)
    crews = []
    for opening in openings:
        helpers = len(placed.get((opening.day_shift, opening.post.id), ()))
        crews.append(replace(opening, officers=opening.officers + opening.helpers - helpers, helpers=helpers))
    return tuple(crews)


class _Placement:
    def __init__(self, world: World) -> None:
        self.world = world
        self.held: dict[tuple[str, Week], list[PostShift]] = defaultdict(list)
        """What each helper holds in each week."""

    def add(self, asked: PostShift, tried: set[tuple[str, DayShift]]) -> bool:
        """Give a post and day-shift one more helper, moving others where needed; whether that was possible.

        Parameters
        ----------
        asked
            Where a helper is wanted.
        tried
            Helpers and day-shifts already on the path, each of which is tried once.
        """
        week = self.world.week_of(asked[0])
        for helper in self._able(asked):
            if (helper.id, asked[0]) in tried:
                continue
            tried.add((helper.id, asked[0]))
            held = self.held[helper.id, week]
            clashing = [other for other in held if other[0] == asked[0]]
            if not clashing and len(held) < helper.shifts_per_week:
                held.append(asked)
                return True
            # Whoever stands elsewhere in this shift must leave that place; a full week may give up any of its shifts.
            for other in clashing or list(held):
                if other in clashing or (helper.id, other[0]) not in tried:
                    tried.add((helper.id, other[0]))
                    if self.add(other, tried):
                        held[held.index(other)] = asked
                        return True
        return False

    def by_post_shift(self) -> Mapping[PostShift, tuple[str, ...]]:
        placed: dict[PostShift, tuple[str, ...]] = {}
        for helper in self.world.helpers:
            for week in self.world.weeks:
                for post_shift in self.held.get((helper.id, week), ()):
                    placed[post_shift] = (*placed.get(post_shift, ()), helper.id)
        return placed

    def _able(self, asked: PostShift) -> Sequence[Helper]:
        """Helpers who may stand there, those to whom it is least unwelcome first."""
        day_shift, post = asked
        day, week = self.world.days[day_shift.day].date, self.world.week_of(day_shift)
        is_night = self.world.shifts[day_shift.shift].minutes_after_midnight > 0
        days = {day, day + timedelta(days=1)} if is_night else {day}
        able = [
            helper
            for helper in self.world.helpers
            if post in helper.posts and helper.unavailable.isdisjoint(days) and asked not in self.held[helper.id, week]
        ]
        return able if len(able) < 2 else sorted(able, key=lambda helper: self._unwelcome(helper, day_shift))

    def _unwelcome(self, helper: Helper, day_shift: DayShift) -> tuple[int, int, int]:
        """How unwelcome a shift is to a helper: rests cut short, shifts on that day, and evenings held if it is one."""
        shifts = self.world.shifts
        own = [each for week in self.world.weeks for each, _ in self.held.get((helper.id, week), ())]
        short = sum(cuts_rest(shifts, each, day_shift, helper.rest_minutes) for each in own)
        today = sum(each.day == day_shift.day for each in own)
        evenings = sum(shifts[each.shift].is_evening for each in own) if shifts[day_shift.shift].is_evening else 0
        return short, today, evenings
