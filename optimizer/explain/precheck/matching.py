"""The most pairs between those who wait and those who can serve them, one each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Asking = TypeVar("Asking", bound=Hashable)
Giving = TypeVar("Giving", bound=Hashable)


def most_matched(options: Mapping[Asking, Sequence[Giving]]) -> Mapping[Asking, Giving]:
    """A largest matching (augmenting paths; Kuhn 1955).

    Parameters
    ----------
    options
        Who asks, and who could be given to each; the earlier ones that ask come first where not all can be served.
    """
    given: dict[Giving, Asking] = {}
    for asking in options:
        _augment(asking, options, given)
    return {asking: giving for giving, asking in given.items()}


def _augment(start: Asking, options: Mapping[Asking, Sequence[Giving]], given: dict[Giving, Asking]) -> None:
    """Find somebody for one more, others giving way along the shortest path where need be."""
    came_from: dict[Giving, Asking] = {}
    waiting = [start]
    for asking in waiting:
        for giving in options[asking]:
            if giving in came_from:
                continue
            came_from[giving] = asking
            if giving in given:
                waiting.append(given[giving])
                continue
            _give_way(giving, came_from, given, start)
            return


def _give_way(last: Giving, came_from: Mapping[Giving, Asking], given: dict[Giving, Asking], start: Asking) -> None:
    """Hand on along the path that ends with somebody free."""
    held = {asking: giving for giving, asking in given.items()}
    giving = last
    while True:
        asking = came_from[giving]
        given[giving] = asking
        if asking == start:
            return
        giving = held[asking]
