"""Which helper stands where: as many as can be placed together within their days and shifts per week.

A helper already placed moves to another duty if that makes room for one more (augmenting paths), so what can be
staffed together is, and when an opening is dropped later those that remain keep as many helpers as they had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from optimizer.campaign.decisions import Opening
from optimizer.world.calendar import DayShift
from optimizer.world.work import Helper
from optimizer.world.world import World

Duty = tuple[DayShift, str]
"""A day-shift and the post that is open in it."""


def helper_shifts(world: World, openings: Iterable[Opening]) -> Mapping[Duty, tuple[str, ...]]:
    """(day-shift, post) to the helpers who stand there, as far as there are any for the places asked for."""
    placement = _Placement(world)
    for opening in sorted(openings, key=lambda opening: (opening.day_shift, opening.post.id)):
        for _ in range(opening.helpers):
            placement.add((opening.day_shift, opening.post.id), set())
    return placement.by_duty()


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
        self.duties: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        """(helper, week) to the duties held."""

    def add(self, duty: Duty, tried: set[tuple[str, DayShift]]) -> bool:
        """Give a duty one more helper, moving others where needed; whether that was possible."""
        week = self.world.week_of(duty[0])
        for helper in self._able(duty):
            if (helper.id, duty[0]) in tried:
                continue
            tried.add((helper.id, duty[0]))
            held = self.duties[helper.id, week]
            clashing = [other for other in held if other[0] == duty[0]]
            if not clashing and len(held) < helper.shifts_per_week:
                held.append(duty)
                return True
            for other in clashing or list(held):
                if other in clashing or (helper.id, other[0]) not in tried:
                    tried.add((helper.id, other[0]))
                    if self.add(other, tried):
                        held[held.index(other)] = duty
                        return True
        return False

    def by_duty(self) -> Mapping[Duty, tuple[str, ...]]:
        placed: dict[Duty, tuple[str, ...]] = {}
        for helper in self.world.helpers:
            for week in self.world.weeks:
                for duty in self.duties.get((helper.id, week), ()):
                    placed[duty] = (*placed.get(duty, ()), helper.id)
        return placed

    def _able(self, duty: Duty) -> Iterator[Helper]:
        day_shift, post = duty
        day, week = self.world.days[day_shift.day].date, self.world.week_of(day_shift)
        for helper in self.world.helpers:
            is_able = post in helper.posts and day not in helper.unavailable
            if is_able and duty not in self.duties[helper.id, week]:
                yield helper
