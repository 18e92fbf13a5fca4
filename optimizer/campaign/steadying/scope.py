"""Whom organisations of several places may invite where, and what an invitation is worth there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from optimizer.campaign.decisions import Decisions, InvitationKey
from optimizer.world.ids import PoolKey, StreamId, Week
from optimizer.world.work import Organisation
from optimizer.world.world import World

WHOLE = 10
"""People in a number that can be passed on."""
SLACK = 1e-6
"""People by whom what is reached may differ: float noise."""
SPARE = 0.25
"""People asked for on top of those missing, lest a round end a person short."""
LEAST_SHOWING_UP = 1e-3
"""Share of the invited who come, at the least, so that it can be divided by."""

Worth = Mapping[tuple[Week, PoolKey], float]
"""People more who are done, for each who is invited in a week and shows up."""


@dataclass(frozen=True)
class InvitationScope:
    """The organisations that choose between places, and the places and weeks in which these have an open desk."""

    world: World
    decisions: Decisions
    uses_rest: bool = False
    """Whether what an organisation can invite beyond whole tens goes to one of its places."""

    @cached_property
    def wide(self) -> Mapping[str, Organisation]:
        """Organisations of several places, by id."""
        return {each.id: each for each in self.world.organisations if len(each.places) > 1}

    @cached_property
    def pools(self) -> tuple[PoolKey, ...]:
        """Whom they may bring."""
        return tuple(sorted({(place, each.stream) for each in self.wide.values() for place in each.places}))

    @cached_property
    def streams(self) -> tuple[StreamId, ...]:
        """What these come for."""
        return tuple(dict.fromkeys(stream for _, stream in self.pools))

    @cached_property
    def keys(self) -> tuple[InvitationKey, ...]:
        """Every quota there may be."""
        return tuple(key for each in self.wide.values() for week in self.world.weeks for key in self.of(each, week))

    def of(self, organisation: Organisation, week: Week) -> list[InvitationKey]:
        """The quotas that there may be of an organisation in a week."""
        return [
            (week, organisation.id, place)
            for place in organisation.places
            if (week, (place, organisation.stream)) in self._open
        ]

    def most(self, organisation: Organisation) -> int:
        """People that an organisation may invite in a week."""
        capacity = organisation.weekly_capacity
        return capacity if self.uses_rest else capacity - capacity % unit_of(organisation)

    def pool_of(self, key: InvitationKey) -> PoolKey:
        """Whom a quota of one of them brings."""
        return key[2], self.wide[key[1]].stream

    def shows_up(self, key: InvitationKey) -> float:
        """Share of the invited who come."""
        return max(self.wide[key[1]].show_up_rate, LEAST_SHOWING_UP)

    @cached_property
    def stream_of(self) -> Mapping[str, StreamId]:
        """What each organisation brings people for, those of one place too."""
        return {each.id: each.stream for each in self.world.organisations}

    @cached_property
    def _open(self) -> frozenset[tuple[Week, PoolKey]]:
        world = self.world
        return frozenset((world.week_of(each.day_shift), each.post.pool) for each in self.decisions.openings)


def unit_of(organisation: Organisation) -> int:
    """The number of people that an organisation invites so many times: ten, if it can invite so many."""
    return WHOLE if organisation.weekly_capacity >= WHOLE else 1
