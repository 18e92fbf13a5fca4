"""The campaign in numbers per week: how many shifts open, who helps, lends and invites, but not on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.decisions import InvitationKey
from optimizer.world.ids import PlaceId, PoolKey, PostId, Week

LoanKey = tuple[str, PostId, Week]
"""Lending unit, the post it lends to, and the ISO week."""
HomeVisitKey = tuple[str, PlaceId, Week]
"""Home-visit programme, place, and ISO week."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Counts per class and week, with the value of the tier they were last found for."""

    shifts: Mapping[ShiftClass, int]
    """Open shifts."""
    helpers: Mapping[ShiftClass, int]
    """Officers replaced by helpers."""
    lacking: Mapping[ShiftClass, int]
    """Crew members missing at standing duties that open all the same."""
    loans: Mapping[LoanKey, int]
    """Officer-shifts."""
    invitations: Mapping[InvitationKey, int]
    """People invited by organisations that choose between places."""
    home_visits: Mapping[HomeVisitKey, int]
    """Visiting shifts."""
    expected: Mapping[PoolKey, float]
    """What the model expects of each pool by ``finish_by``, ``already_done`` included (persons)."""
    value: float


def pools_lacking_crew(classes: tuple[ShiftClass, ...], allocation: Allocation) -> set[PoolKey]:
    """Pools whose standing duties stay unopened or lack crew, which the frontier does not know."""
    return {
        each.post.pool
        for each in classes
        if allocation.shifts.get(each, 0) < each.standing or allocation.lacking.get(each, 0)
    }
