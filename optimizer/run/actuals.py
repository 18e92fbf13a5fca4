"""What desks and teams report of a day: the rows of ``actuals.csv``, which a revision has of what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from optimizer.world.ids import PlaceId, StreamId
from optimizer.world.world import World

ACTUALS_FILE, PUBLISHED_FILE = "actuals.csv", "published.csv"
"""What a revision rests on: results by then, and the roster (rows as in ``roster.csv``) that it changes."""
WHOLE_DAY: Final = ""
"""Stands for all shifts of a day together."""


Subject: TypeAlias = tuple[date, str, str, str]
"""Date, place, stream and shift."""


@dataclass(frozen=True, slots=True)
class ActualRow:
    """What came of one place and stream on one day (people), in one shift or in all of them together.

    A day's total counts if there is one, whatever its shifts add up to.
    """

    date: date
    place: str
    stream: str
    shift: str
    """Empty for the whole day."""
    done: int
    came: int | None = None
    """All who came, those turned away included; nothing where it was not reported, as for all below."""
    failed: int | None = None
    """Served, but not done at the first try."""
    turned_away: int | None = None
    """Came, and were not served."""
    officers_absent: int | None = None

    @property
    def key(self) -> Subject:
        """What the row is about: of two rows about the same the newer counts."""
        return self.date, self.place, self.stream, self.shift


def with_actuals(world: World, rows: Iterable[ActualRow] | None) -> World:
    """The campaign with what was reported of its days; days outside of it count for nothing."""
    if not rows:
        return world
    day_of = {day.date: day.index for day in world.days}
    whole: dict[tuple[PlaceId, StreamId, int], float] = {}
    shifts: dict[tuple[PlaceId, StreamId, int], float] = defaultdict(float)
    for row in rows:
        if row.date in day_of:
            key = PlaceId(row.place), StreamId(row.stream), day_of[row.date]
            if row.shift == WHOLE_DAY:
                whole[key] = row.done
            else:
                shifts[key] += row.done
    return replace(world, recorded={**shifts, **whole})
