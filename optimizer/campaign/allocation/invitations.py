"""Whom organisations invite where: everybody they can, district-wide ones where the allocation wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.campaign.decisions import InvitationKey, Opening
from optimizer.world.ids import PlaceId
from optimizer.world.work import Organisation
from optimizer.world.world import World


def invite_all(
    world: World, openings: Sequence[Opening], wanted: Mapping[InvitationKey, int]
) -> Mapping[InvitationKey, int]:
    """Invite to places with an open desk in the week, as many as the organisations can.

    Parameters
    ----------
    world, openings
        The campaign and what is open.
    wanted
        What the allocation asks of organisations that choose between places. What it leaves free, and what they can
        do after ``finish_by``, goes to their places in proportion to the targets.

    Returns
    -------
    mapping
        People invited, none of them 0.
    """
    is_open = {(world.week_of(each.day_shift), each.post.pool) for each in openings}
    invitations: dict[InvitationKey, int] = {}
    for organisation in world.organisations:
        for week in world.weeks:
            places = [place for place in organisation.places if (week, (place, organisation.stream)) in is_open]
            given = {place: wanted.get((week, organisation.id, place), 0) for place in places}
            spare = organisation.weekly_capacity - sum(given.values())
            for place, extra in _share(world, organisation, places, spare).items():
                if given[place] + extra:
                    invitations[week, organisation.id, place] = given[place] + extra
    return invitations


def _share(world: World, organisation: Organisation, places: Sequence[PlaceId], people: int) -> Mapping[PlaceId, int]:
    """Split people over places in proportion to the targets, in whole numbers (largest remainders)."""
    targets = {place: world.pools[place, organisation.stream].target for place in places}
    total = sum(targets.values())
    if not total:
        return dict.fromkeys(places, 0)
    exact = {place: people * target / total for place, target in targets.items()}
    shares = {place: int(number) for place, number in exact.items()}
    for place in sorted(places, key=lambda place: shares[place] - exact[place])[: people - sum(shares.values())]:
        shares[place] += 1
    return shares
