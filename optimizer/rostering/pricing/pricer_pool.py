"""The pricers of all persons, and the threads that run them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from typing import TypeVar

from optimizer.rostering.arrays import Vector
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.pricing_run import PricingResult
from optimizer.rostering.pricing.workspace import Workspace

T = TypeVar("T")
STEPS_PER_DAY = 2000
"""Steps that pricing one person on one day counts for."""


class PricerPool:
    """Prices several persons at a time.

    Parameters
    ----------
    pricers
        Of each person.
    executor
        Runs pricings side by side; ``None`` for one after another. The result is the same.
    threads
        Number of the executor's threads.
    """

    def __init__(self, pricers: Sequence[PersonPricer], executor: Executor | None = None, threads: int = 1) -> None:
        self.pricers = pricers
        self.workspaces = [Workspace() for _ in range(threads)]
        self._executor = executor

    def cheapest(self, persons: Sequence[int], prices: Vector, leeways: Mapping[int, Leeway]) -> list[PricingResult]:
        """The cheapest timeline of each person under the prices."""
        return self.each(persons, lambda p, workspace: self.pricers[p].cheapest(prices, workspace, leeways[p]))

    def each(self, persons: Sequence[int], work: Callable[[int, Workspace], T]) -> list[T]:
        """What some work on each person gives, in their order."""

        def share(number: int) -> list[T]:
            return [work(person, self.workspaces[number]) for person in persons[number :: len(self.workspaces)]]

        if self._executor is None or len(persons) < 2:
            return [work(person, self.workspaces[0]) for person in persons]
        shares = list(self._executor.map(share, range(len(self.workspaces))))
        return [shares[k % len(shares)][k // len(shares)] for k in range(len(persons))]
