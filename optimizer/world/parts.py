"""Parts of a campaign that share nothing: districts of a province, as a rule.

Two places belong to one part if a unit, a team, an organisation, a helper or a kit serves both, or if officers of the
one may be lent to the other. Teams that are merely lent for visits do not join parts: who is lent when is settled
before (``campaign.itinerary``), and is given from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from optimizer.world.world import World

Node = tuple[str, str]
"""What a thing is, and its id."""


def parts_of(world: World) -> tuple[World, ...]:
    """The campaign in parts that can be planned side by side, in order of their posts; itself if it is all one."""
    roots = _joined(_links(world))
    first_root = roots.find(("unit", world.posts[0].unit)) if world.posts else None
    with_posts = dict.fromkeys(roots.find(("unit", post.unit)) for post in world.posts)
    if len(with_posts) < 2 or world.seeks_earliest:
        return (world,)
    return tuple(_part(world, roots, root, is_first=root == first_root) for root in with_posts)


def _links(world: World) -> Iterator[list[Node]]:
    """Things that belong together."""
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


class _Groups:
    """Disjoint sets (Tarjan 1975, Journal of the ACM 22)."""

    def __init__(self) -> None:
        self.above: dict[Node, Node] = {}

    def find(self, node: Node) -> Node:
        """What stands for the group of a node."""
        path = []
        while (above := self.above.get(node, node)) != node:
            path.append(node)
            node = above
        self.above.update(dict.fromkeys(path, node))
        return node


def _joined(links: Iterable[list[Node]]) -> _Groups:
    groups = _Groups()
    for nodes in links:
        for node in nodes[1:]:
            groups.above[groups.find(node)] = groups.find(nodes[0])
    return groups


def _part(world: World, groups: _Groups, root: Node, *, is_first: bool) -> World:
    """One part; the first also has what nobody serves."""
    roots = {groups.find(("unit", post.unit)) for post in world.posts}

    def has(kind: str, name: str) -> bool:
        found = groups.find((kind, name))
        return found == root or (is_first and found not in roots)

    posts = tuple(post for post in world.posts if has("unit", post.unit))
    names = {post.id for post in posts}
    return replace(
        world,
        pools={key: pool for key, pool in world.pools.items() if has("place", key[0])},
        schools={place: school for place, school in world.schools.items() if has("place", place)},
        posts=posts,
        teams=tuple(team for team in world.teams if has("unit", team.unit)),
        programmes=tuple(programme for programme in world.programmes if has("unit", programme.team.unit)),
        organisations=tuple(each for each in world.organisations if has("place", each.places[0])),
        officers=tuple(officer for officer in world.officers if has("unit", officer.unit)),
        helpers=tuple(helper for helper in world.helpers if names & set(helper.posts)),
    )
