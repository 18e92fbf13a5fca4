"""What is made while nothing looks for circles is looked through later, with everything else, and not at once."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from optimizer.garbage import uncollected

MANY = 300_000
"""Objects, after which any search would be due."""


class Circle:
    """Refers to itself."""

    def __init__(self) -> None:
        self.own = self


def test_nothing_is_looked_through_in_the_block_nor_right_after_it() -> None:
    searches: list[str] = []

    def note(phase: str, _: dict[str, Any]) -> None:
        searches.append(phase)

    gc.callbacks.append(note)
    try:
        with uncollected():
            kept = [[number] for number in range(MANY)]
        more = [[number] for number in range(gc.get_threshold()[0] // 2)]
        found = list(searches)
    finally:
        gc.callbacks.remove(note)
    assert not found
    assert len(kept) + len(more) > MANY
    assert gc.isenabled()


def test_circles_made_in_the_block_are_found_later() -> None:
    with uncollected():
        seen = weakref.ref(Circle())
    assert seen() is not None
    gc.collect()
    assert seen() is None


def test_a_block_in_a_block_is_not_the_end_of_it() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
