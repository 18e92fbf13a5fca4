"""Components of a campaign, which share nothing: districts of a province, as a rule.

Connected components of a graph whose nodes are units, places and kits: two places belong to one component if a unit,
a team, an organisation, a helper or a kit serves both, or if officers of the one may be lent to the other. Teams that
are merely lent for visits do not connect: who is lent when is settled before, and is given from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimizer.world.disjoint_sets import DisjointSets
from optimizer.world.world import World

Node = tuple[str, str]
"""What a thing is (``unit``, ``place``, ``kit``), and its id."""


def components_of(world: World) -> tuple[World, ...]:
    """Split a campaign into components that can be planned side by side.

    Returns
    -------
    tuple of World
        In order of their first posts; the campaign itself if it is all one, or if it seeks the earliest day of the
        total, which all places make up together.
    """
    connected = DisjointSets(_links(world))
    with_posts = dict.fromkeys(connected.find(("unit", post.unit)) for post in world.posts)
    if len(with_posts) < 2 or world.seeks_earliest:
        return (world,)
    first = next(iter(with_posts))
    return tuple(_component(world, connected, root, is_first=root == first) for root in with_posts)


def _links(world: World) -> Iterator[list[Node]]:
    """Nodes that belong together; a post or team without a kit counts as having one of its own."""
    for post in world.posts:
        yield [("unit", post.unit), ("place", post.place), ("kit", post.kit or f"of {post.id}")]
    for team in world.teams:
        yield [("unit", team.unit), ("kit", team.kit or f"of {team.id}")]
    for programme in world.programmes:
        yield [("unit", programme.team.unit), *(("place", place) for place in programme.places)]
    for place, unit in world.unit_of_commune.items():
        yield [("unit", unit), ("place", place)]
    for organisation in world.organisations:
        yield [("place", place) for place in organisation.places]
    for officer in world.officers:
        yield [("unit", officer.unit), *(("unit", unit) for unit in officer.lent_to)]
    place_of = {post.id: post.place for post in world.posts}
    for helper in world.helpers:
        yield [("place", place_of[post]) for post in helper.posts]


def _component(world: World, connected: DisjointSets[Node], root: Node, *, is_first: bool) -> World:
    """One component; the first also has what no component with posts serves."""
    roots = {connected.find(("unit", post.unit)) for post in world.posts}

    def has(kind: str, name: str) -> bool:
        found = connected.find((kind, name))
        return found == root or (is_first and found not in roots)

    posts = tuple(post for post in world.posts if has("unit", post.unit))
    names = {post.id for post in posts}
    return replace(
        world,
        pools={key: pool for key, pool in world.pools.items() if has("place", pool.place)},
        schools={place: school for place, school in world.schools.items() if has("place", place)},
        posts=posts,
        teams=tuple(team for team in world.teams if has("unit", team.unit)),
        programmes=tuple(programme for programme in world.programmes if has("unit", programme.team.unit)),
        organisations=tuple(each for each in world.organisations if has("place", each.places[0])),
        officers=tuple(officer for officer in world.officers if has("unit", officer.unit)),
        helpers=tuple(helper for helper in world.helpers if names & set(helper.posts)),
    )
