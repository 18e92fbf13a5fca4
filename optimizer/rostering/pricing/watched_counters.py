"""The counters that pricing of one person has learnt to watch, and their prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from optimizer.rostering.arrays import Vector
from optimizer.rostering.pricing.grid import GRID

LEAST_STEP = 0.25
"""Least change of a counter's price, in whole-number cost."""
MOST_PRICE = 2.0**23
"""Highest price of a counter's step: sums of a year of them are still exact."""


class WatchedCounters:
    """Grows with every counter that a cheapest timeline breaks; prices follow what timelines take of each.

    A price is raised where a timeline takes too much, lowered where it leaves some unused. Each has a step of its own,
    longer while the direction stays and shorter when it turns.
    """

    def __init__(self) -> None:
        self.numbers: tuple[int, ...] = ()
        """In order."""
        self.slack = 0.0
        """By how much the cheapest timeline is expected to lie above the bound of the prices."""
        self._price: dict[int, float] = {}
        self._step: dict[int, float] = {}
        self._direction: dict[int, int] = {}

    def add(self, counters: Iterable[int]) -> None:
        """Watch further counters from now on."""
        self.numbers = tuple(sorted((*self.numbers, *counters)))

    @property
    def prices(self) -> Vector:
        """What a step of each counter costs."""
        return np.array([self._price.get(k, 0.0) for k in self.numbers])

    def move_prices(self, excess: Mapping[int, int], first_step: float) -> None:
        """Move the price of each counter by the excess over its limit."""
        for k, amount in excess.items():
            price = self._price.get(k, 0.0)
            direction = 1 if amount > 0 else -1 if amount < 0 and price > 0 else 0
            if direction:
                turned = direction * self._direction.get(k, direction)
                step = self._step.get(k, first_step) * (1.6 if turned > 0 else 0.4)
                self._step[k] = min(max(step, LEAST_STEP), MOST_PRICE)
                self._direction[k] = direction
                moved = np.round((price + direction * self._step[k]) * GRID) / GRID
                self._price[k] = min(max(0.0, moved), MOST_PRICE)
