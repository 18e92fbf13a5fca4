"""A scenario before validation: plain values that remember where they were written.

Every error names a place, and every run says where each changed value came from; so values carry their origin
through layering and tables until the schema has accepted them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Plain: TypeAlias = "Scalar | list[Plain] | dict[str, Plain]"
Path: TypeAlias = tuple[str | int, ...]
"""Keys from the root to a value; items of a list by their index."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?((\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]{1,3})?|[0-9]+[eE][-+]?[0-9]{1,3})")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Withheld(str):
    """In place of a value that has been refused where it was read, so that nobody complains of it again."""

    __slots__ = ()


WITHHELD = Withheld("?")


@dataclass(slots=True)
class Node:
    """A value and its origin, ``file:line`` (of the key, for an entry of a mapping).

    Never changed once it is in a tree, for layers share nodes. Not frozen, for there may be hundreds of thousands of
    them, and frozen ones take three times as long to make.
    """

    origin: str
    value: Scalar | tuple[Node, ...] | dict[str, Node]

    def plain(self) -> Plain:
        """The value without origins."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, tuple):
            return [child.plain() for child in self.value]
        return self.value

    def child(self, key: str | int) -> Node | None:
        """The entry of a mapping or the item of a list, or ``None``."""
        if isinstance(self.value, dict):
            return self.value.get(str(key))
        if isinstance(self.value, tuple) and isinstance(key, int) and key < len(self.value):
            return self.value[key]
        return None

    def at(self, path: Sequence[str | int]) -> Node | None:
        """The node at the path, or ``None``."""
        node: Node | None = self
        for key in path:
            node = node.child(key) if node is not None else None
        return node

    def nearest(self, path: Sequence[str | int]) -> Node:
        """The node at the path, or the last one there is on the way to it."""
        node = self
        for key in path:
            if (child := node.child(key)) is None:
                return node
            node = child
        return node

    def leaves(self, prefix: Path = ()) -> Iterator[tuple[Path, Node]]:
        """Scalars, lists (whole, since they are replaced whole) and empty mappings, with their paths."""
        if not (isinstance(self.value, dict) and self.value):
            yield prefix, self
            return
        for key, child in self.value.items():
            if isinstance(child.value, dict):
                yield from child.leaves((*prefix, key))
            else:
                yield (*prefix, key), child


def mapping(origin: str, entries: Mapping[str, Node] | None = None) -> Node:
    """A mapping node."""
    return Node(origin, dict(entries or {}))


def from_plain(value: Plain, origin: str) -> Node:
    """The value as nodes that all have one origin."""
    if isinstance(value, dict):
        return Node(origin, {key: from_plain(child, origin) for key, child in value.items()})
    if isinstance(value, list):
        return Node(origin, tuple(from_plain(child, origin) for child in value))
    return Node(origin, value)


def typed_scalar(text: str) -> Scalar:
    """Type an unquoted scalar as YAML 1.2 does, except that numbers with leading zeros stay text.

    ``10:30``, ``off`` and dates are text; a telephone number keeps its first zero; numbers too long to be meant
    as numbers stay text.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and not _LEADING_ZERO.fullmatch(text):
        return float(text)
    return text


def dotted(path: Sequence[str | int]) -> str:
    """The path as people write it: ``officers.an.skills[0]``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
