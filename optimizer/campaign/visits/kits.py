"""Who shares a kit, and so cannot be out at the same time.

Teams with one kit are planned together, as if they were one team (``itinerary``). Between a team and a desk the tiers
decide: visits keep off the shifts in which the desk must stand, and take precedence in all others, in which it then
stays closed. Desks whose hours meet are not planned on one kit at all; the scenario is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from optimizer.campaign.decisions import Stop
from optimizer.world.calendar import DayShift
from optimizer.world.work import Post, Programme, Team
from optimizer.world.world import World

UnaryResource = tuple[str, str]
"""What can be in one place only at a time: a kit, or a team without one."""
Away = frozenset[tuple[UnaryResource, DayShift]]
"""Kits and teams that are out on visits, and when."""


def resource_of(team: Team) -> UnaryResource:
    """The team's kit; the team itself if it has none."""
    return ("team", team.id) if team.kit is None else ("kit", team.kit)


def teams_by_kit(teams: Iterable[Team]) -> tuple[tuple[Team, ...], ...]:
    """Teams that share a kit together, every other by itself."""
    groups: dict[UnaryResource, list[Team]] = {}
    for team in teams:
        groups.setdefault(resource_of(team), []).append(team)
    return tuple(tuple(group) for group in groups.values())


def standing_with_kit(world: World, team: Team) -> frozenset[DayShift]:
    """Day-shifts in which a desk with the team's kit must be open."""
    posts = (post for post in world.posts if team.kit is not None and post.kit == team.kit)
    return frozenset(day_shift for post in posts for day_shift in post.must_open)


def off_standing_duties(world: World) -> World:
    """The campaign with visits only when no desk must stand with the team's kit; itself if nothing is shared."""
    if not any(standing_with_kit(world, programme.team) for programme in world.programmes):
        return world
    return replace(
        world,
        programmes=tuple(_without(each, standing_with_kit(world, each.team)) for each in world.programmes),
    )


def away_on(world: World, stops: Iterable[Stop]) -> Away:
    """Kits and teams on visits that a desk or a home-visit programme of the campaign would need."""
    needed: set[UnaryResource] = {("kit", post.kit) for post in world.posts if post.kit is not None}
    needed |= {resource_of(programme.team) for programme in world.programmes if programme.kind == "home_visit"}
    out = ((resource_of(stop.programme.team), stop.day_shift) for stop in stops)
    return frozenset((resource, day_shift) for resource, day_shift in out if resource in needed)


def without_away(world: World, away: Away) -> World:
    """The campaign with desks closed and nobody visited at home while what they need is out; itself if nothing is."""
    if not away:
        return world

    def out(resource: UnaryResource) -> Set[DayShift]:
        return {day_shift for each, day_shift in away if each == resource}

    def at_post(post: Post) -> Post:
        return post if post.kit is None else replace(post, may_open=post.may_open - out(("kit", post.kit)))

    return replace(
        world,
        posts=tuple(map(at_post, world.posts)),
        programmes=tuple(
            _without(each, out(resource_of(each.team))) if each.kind == "home_visit" else each
            for each in world.programmes
        ),
    )


def _without(programme: Programme, taken: Set[DayShift]) -> Programme:
    return replace(programme, day_shifts={place: may - taken for place, may in programme.day_shifts.items()})
