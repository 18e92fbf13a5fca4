"""What belongs together because something links it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class DisjointSets(Generic[Node]):
    """Union and find with path compression (Tarjan 1975, Journal of the ACM 22).

    Parameters
    ----------
    links
        Nodes that belong together; a single one makes it known.
    """

    def __init__(self, links: Iterable[Sequence[Node]] = ()) -> None:
        self._parent: dict[Node, Node] = {}
        for link in links:
            for other in link[1:]:
                self._union(link[0], other)

    def find(self, node: Node) -> Node:
        """The root of a node's set; the node itself if nothing links it."""
        path = []
        while (parent := self._parent.get(node, node)) != node:
            path.append(node)
            node = parent
        self._parent.update(dict.fromkeys(path, node))
        return node

    def sets(self, nodes: Iterable[Node]) -> tuple[tuple[Node, ...], ...]:
        """The nodes by the set they are in; sets in the order of their first node, nodes as they come."""
        found: dict[Node, list[Node]] = {}
        for node in dict.fromkeys(nodes):
            found.setdefault(self.find(node), []).append(node)
        return tuple(map(tuple, found.values()))

    def _union(self, node: Node, other: Node) -> None:
        """Put the set of another node below that of the first."""
        self._parent[self.find(other)] = self.find(node)
