"""Units whose officers are looked at together: by a rule, or by whoever asks whether there is any plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.campaign.allocation.hours import Rules
from optimizer.world.disjoint_sets import DisjointSets
from optimizer.world.world import World

Units = tuple[str, ...]
"""Ids of units."""


def rostered_together(world: World, rules: Rules) -> tuple[Units, ...]:
    """Units whose officers one roster problem holds, every unit in one: those that a rule joins.

    Fair shares between units are joined where they are hard; where they are soft each unit is made fair by itself,
    for a district in one problem is found no roster in the time that its units take together.
    """
    links = [_units_of(world, joined) for joined in _joined(world, rules)]
    return DisjointSets(links).sets(_all_units(world))


def sharing_people(world: World, rules: Rules) -> tuple[Units, ...]:
    """Units that a plan of the one cannot be told from a plan of the other, every unit in one.

    Rules join them, officers who may be lent, and helpers who may stand at posts of several.
    """
    unit_of_post = {post.id: post.unit for post in world.posts}
    links = [_units_of(world, joined) for joined in _joined(world, rules)]
    links += [(officer.unit, *sorted(officer.lent_to)) for officer in world.officers]
    links += [tuple(unit_of_post[post] for post in helper.posts) for helper in world.helpers if helper.posts]
    return DisjointSets(links).sets(_all_units(world))


def _joined(world: World, rules: Rules) -> Iterator[Sequence[str]]:
    for rule in rules.values():
        if rule.enforcement == "hard" or (rule.weight is not None and rule.tier != "fairness"):
            yield rule.joins([each.id for each in world.officers if rule.scope.selects(each.id, each.unit)])


def _units_of(world: World, officers: Sequence[str]) -> Sequence[str]:
    wanted = set(officers)
    return list(dict.fromkeys(officer.unit for officer in world.officers if officer.id in wanted))


def _all_units(world: World) -> Iterator[str]:
    """Units with officers, then those whose duties only others can do."""
    yield from (officer.unit for officer in world.officers)
    yield from (post.unit for post in world.posts)
    yield from (team.unit for team in world.teams)
    yield from world.unit_of_commune.values()
