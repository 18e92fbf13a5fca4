"""What a scenario changes of its base, leaf by leaf, and where each change is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.scenario.layers.layering import Layer
from optimizer.scenario.reading.schema_walk import narrowed, place_at
from optimizer.scenario.reading.tree import Node, Path, Plain, dotted


@dataclass(frozen=True, slots=True)
class Change:
    """A leaf whose value is not that of the base, or an entry of the base that was removed."""

    path: str
    """Dotted."""
    old: Plain
    """Value in the base, or the schema's default where the base writes none; ``None`` if there is neither."""
    new: Plain
    """``None`` if it was removed."""
    origin: str
    """``file:line``, or the option, that says so."""


def changes(merged: Node, base: Node, layers: Sequence[Layer]) -> Iterator[Change]:
    """Every leaf that differs between the base and the merged layers, then every removal of what the base has."""
    for path, leaf in merged.leaves():
        before, new = base.at(path), leaf.plain()
        if before is None or (leaf.value != {} and before.plain() != new):
            old = before if before is not None else _default(base, path)
            yield Change(dotted(path), old.plain(), new, leaf.origin)
    removed = {_removal(path, merged): None for path, _ in base.leaves() if merged.at(path) is None}
    for path in removed:
        patches = (layer.patch.at(path) for layer in reversed(layers))
        origin = next((patch.origin for patch in patches if patch is not None and patch.value is None), None)
        gone = base.at(path)
        if origin is not None and gone is not None:
            yield Change(dotted(path), gone.plain(), None, origin)


def _removal(path: Path, merged: Node) -> Path:
    """The uppermost part of the path that is no longer there."""
    return next(path[:length] for length in range(1, len(path) + 1) if merged.at(path[:length]) is None)


def _default(base: Node, path: Path) -> Node:
    """What holds in the base at a path where it writes nothing; an entry it has not has no defaults."""
    node, place = base, place_at(())
    for position, key in enumerate(path):
        if (kind := node.child("kind")) is not None:
            place = narrowed(place, kind.value)
        child = node.child(key)
        if child is None:
            return place.default_at(path[position:], node.origin)
        node, place = child, place.below(key)
    return node
