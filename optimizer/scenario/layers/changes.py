"""What a scenario changes of its base, leaf by leaf, and where each change is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.scenario.layers.layering import Layer
from optimizer.scenario.reading.schema_walk import SchemaPlace, narrowed, place_at
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
    yield from _set(merged, base, place_at(()), ())
    for path, gone in _gone(base, merged, ()):
        patches = (layer.patch.at(path) for layer in reversed(layers))
        origin = next((patch.origin for patch in patches if patch is not None and patch.value is None), None)
        if origin is not None:
            yield Change(dotted(path), gone.plain(), None, origin)


def _set(node: Node, before: Node, place: SchemaPlace, path: Path) -> Iterator[Change]:
    """The leaves that differ below a mapping; what layers share with the base is the same node and is passed over."""
    if (kind := before.child("kind")) is not None:
        place = narrowed(place, kind.value)
    for key, child in _entries(node):
        here, old = (*path, key), before.child(key)
        if old is child:
            continue
        if old is None:
            yield from _added(child, place.default_at((key,), before.origin), here)
        elif isinstance(child.value, dict) and child.value:
            yield from _set(child, old, place.below(key), here)
        elif child.value != {} and old.plain() != (new := child.plain()):
            yield Change(dotted(here), old.plain(), new, child.origin)


def _added(node: Node, default: Node | None, path: Path) -> Iterator[Change]:
    """The leaves of what the base does not write; an entry it has not has no defaults."""
    if not (isinstance(node.value, dict) and node.value):
        yield Change(dotted(path), default.plain() if default is not None else None, node.plain(), node.origin)
        return
    for key, child in _entries(node):
        yield from _added(child, default.child(key) if default is not None else None, (*path, key))


def _gone(node: Node, after: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """The uppermost parts below a mapping that are no longer there."""
    for key, child in _entries(node):
        left = after.child(key)
        if left is None:
            yield (*path, key), child
        elif left is not child:
            yield from _gone(child, left, (*path, key))


def _entries(node: Node) -> Iterable[tuple[str, Node]]:
    return node.value.items() if isinstance(node.value, dict) else ()
