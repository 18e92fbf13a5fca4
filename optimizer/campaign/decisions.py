"""What the campaign level decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, Week
from optimizer.world.work import Post, Programme

InvitationKey = tuple[Week, str, PlaceId]
"""ISO week, organisation, and the place to which it invites."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One post open in one day-shift, with its crew."""

    post: Post
    day_shift: DayShift
    officers: int
    helpers: int
    borrowed: tuple[str, ...] = ()
    """Lending unit of each officer on loan; the others are the post's own."""

    @property
    def lanes(self) -> int:
        """Lanes in service: those equipped, but no more than crew present."""
        return min(self.post.lanes, self.officers + self.helpers)


@dataclass(frozen=True, slots=True)
class Stop:
    """One shift of a team at one place."""

    programme: Programme
    place: PlaceId
    day_shift: DayShift


@dataclass(frozen=True, slots=True)
class Decisions:
    """A whole campaign without names."""

    openings: tuple[Opening, ...] = ()
    stops: tuple[Stop, ...] = ()
    invitations: Mapping[InvitationKey, int] = field(default_factory=dict)
    """People invited."""
