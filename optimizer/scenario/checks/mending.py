"""A scenario with mistakes, mended so far that the rest of it can be judged at once.

A wrong value of an entry is exchanged for that of another entry of its section, which is of the right kind, so that
what else the entry says is judged all the same. Where there is none to be had, the entry is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from optimizer.scenario.reading.schema_walk import place_at
from optimizer.scenario.reading.tree import Node, Path

FIELD = 3
"""Length of the path of an entry's field: section, id, field."""
MOST_MENDED = 100
"""Entries above which none is mended: there is one mistake in all of them, and the rest can wait until it is."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A tree in which nothing is written that is known to be wrong."""

    tree: Node
    refused: frozenset[str]
    """Ids of the entries that had mistakes."""
    borrowed: frozenset[Path] = frozenset()
    """Fields of entries that hold what another entry says; nobody means these values."""


def without_entries(merged: Node, paths: Iterable[Path]) -> Mended:
    """The tree less the entries with mistakes, or less the values where they stand in none."""
    entries = dict.fromkeys(map(_entry_of, paths))
    refused = {str(entry[-1]) for entry in entries if place_at(entry[:-1]).is_mapping()}
    return Mended(_changed(merged, dict.fromkeys(entries)), frozenset(refused))


def with_borrowed(merged: Node, paths: Sequence[Path]) -> Mended:
    """The tree with wrong fields of entries exchanged for those of others, as far as there are such."""
    entries = {path[:2] for path in paths}
    lenders = _lenders(merged, entries) if len(entries) <= MOST_MENDED else {}
    borrowed = {
        path[:FIELD]: lenders[path[0]][path[2]]
        for path in paths
        if len(path) >= FIELD and path[2] in lenders.get(path[0], {})
    }
    if not borrowed:
        return Mended(merged, frozenset())
    others = without_entries(merged, [path for path in paths if path[:FIELD] not in borrowed])
    refused = others.refused | {str(path[1]) for path in borrowed}
    return Mended(_changed(others.tree, borrowed), refused, frozenset(borrowed))


def _lenders(merged: Node, wrong: Iterable[Path]) -> dict[str | int, dict[str | int, Node]]:
    """By section, and by field, what the first entry without mistakes that has the field says."""
    found: dict[str | int, dict[str | int, Node]] = {}
    of_section: dict[str | int, set[str]] = {}
    for path in wrong:
        if len(path) > 1 and place_at(path[:1]).is_mapping():
            of_section.setdefault(path[0], set()).add(str(path[1]))
    for name, ids in of_section.items():
        section = merged.child(name)
        fields = found.setdefault(name, {})
        if section is not None and isinstance(section.value, dict):
            for key, entry in section.value.items():
                if key not in ids and isinstance(entry.value, dict):
                    for field, node in entry.value.items():
                        fields.setdefault(field, node)
    return found


def _entry_of(path: Path) -> Path:
    """The part of a path to leave out: up to an entry of a mapping, or to the value that has a mistake."""
    for length in range(1, len(path) + 1):
        if isinstance(path[length - 1], int):
            return path[: length - 1]
        if place_at(path[: length - 1]).is_mapping():
            return path[:length]
    return path


def _changed(node: Node, changes: Mapping[Path, Node | None]) -> Node:
    """The tree with other nodes at some paths, or without them."""
    if not isinstance(node.value, dict) or not changes:
        return node
    below: dict[str, dict[Path, Node | None]] = {}
    for path, other in changes.items():
        below.setdefault(str(path[0]), {})[path[1:]] = other
    value = dict(node.value)
    for key, deeper in below.items():
        other = deeper.pop((), None) if () in deeper else value.get(key)
        if other is None:
            value.pop(key, None)
        else:
            value[key] = _changed(other, deeper)
    return Node(node.origin, value)
