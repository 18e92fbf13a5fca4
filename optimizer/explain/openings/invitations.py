"""Why an organisation invites people to a place in a week: what they add there, and what they would add elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from optimizer.campaign.decisions import Decisions
from optimizer.explain.openings.difference import NOTHING, Effect, Followed
from optimizer.world.ids import PlaceId, PoolKey, Week
from optimizer.world.work import Organisation

InvitationReason: TypeAlias = Literal[
    "needed", "short", "chance", "spare", "better_elsewhere", "desk_shut", "enough", "capacity_used", "unused"
]


@dataclass(frozen=True, slots=True)
class InvitationExplained:
    """What one organisation invites to one place in one week."""

    organisation: Organisation
    week: Week
    place: PlaceId
    invited: int
    """People."""
    capacity: int
    reason: InvitationReason
    arrivals: float
    """Who are expected to come of those invited; of all it could invite, if it invites nobody."""
    standing: Effect
    """Of the place without them; with all whom the organisation could invite, if it invites nobody."""
    elsewhere: Mapping[PlaceId, Effect]
    """Other places, if the same people were invited there instead; those first where the plan would miss fewer."""


def explain_invitation(
    followed: Followed, organisation: Organisation, week: Week, place: PlaceId, aims: Mapping[PoolKey, float]
) -> InvitationExplained:
    """Say why so many are invited to a place in a week.

    Parameters
    ----------
    followed
        The plan's decisions.
    organisation, week, place
        Who invites, when (ISO week), and to one of its places.
    aims
        Pools planned for more people than their targets say.
    """
    world, decisions = followed.world, followed.decisions
    key = (week, organisation.id, place)
    invited = decisions.invitations.get(key, 0)
    people = invited or organisation.weekly_capacity
    pool = (place, organisation.stream)
    standing = followed.standing(pool, _with(decisions, {key: 0 if invited else people}))
    elsewhere = {}
    for other in organisation.places:
        if other != place and (other, organisation.stream) in world.pools and invited:
            there = decisions.invitations.get((week, organisation.id, other), 0)
            moved = _with(decisions, {key: 0, (week, organisation.id, other): there + people})
            elsewhere[other] = followed.standing((other, organisation.stream), moved)
    ordered = dict(sorted(elsewhere.items(), key=lambda each: -_towards_target(each[1])))
    return InvitationExplained(
        organisation,
        week,
        place,
        invited,
        organisation.weekly_capacity,
        _reason(followed, organisation, week, place, invited, standing, ordered, aims),
        people * organisation.show_up_rate,
        standing,
        ordered,
    )


def _towards_target(standing: Effect) -> float:
    """People that a change adds towards the target."""
    return min(standing.target, standing.otherwise) - min(standing.target, standing.expected)


def _reason(
    followed: Followed,
    organisation: Organisation,
    week: Week,
    place: PlaceId,
    invited: int,
    standing: Effect,
    elsewhere: Mapping[PlaceId, Effect],
    aims: Mapping[PoolKey, float],
) -> InvitationReason:
    pool = (place, organisation.stream)
    is_open = any(
        opening.post.pool == pool and followed.world.week_of(opening.day_shift) == week
        for opening in followed.decisions.openings
    )
    if not is_open:
        return "desk_shut"
    if not invited:
        used = sum(
            people
            for (when, name, _), people in followed.decisions.invitations.items()
            if (when, name) == (week, organisation.id)
        )
        if standing.is_reached:
            return "enough"
        return "unused" if used < organisation.weekly_capacity else "capacity_used"
    lost = min(standing.target, standing.expected) - min(standing.target, standing.otherwise)
    if any(_towards_target(each) > lost + NOTHING for each in elsewhere.values()):
        return "better_elsewhere"
    if not standing.is_reached_otherwise:
        return "needed" if standing.is_reached else "short"
    return "chance" if aims.get(pool, 0.0) > standing.target else "spare"


def _with(decisions: Decisions, invitations: Mapping[tuple[Week, str, PlaceId], int]) -> Decisions:
    changed = {**decisions.invitations, **invitations}
    return replace(decisions, invitations={key: people for key, people in changed.items() if people})
