"""Pricing where whoever has other duties than were published costs one more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from optimizer.rostering.arrays import Vector
from optimizer.rostering.pricing.enumeration import timelines_within
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.pricing_run import PricingResult
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.timeline import Timeline


class ChangePool(PricerPool):
    """Prices several persons at a time; all timelines but the published ones cost one more than their choices.

    Parameters
    ----------
    pricers, executor, threads
        As of any pool.
    published
        Everybody's published timeline, where it is lawful and nothing is taken from it.
    """

    def __init__(
        self, pricers: Sequence[PersonPricer], executor: Executor, threads: int, published: Mapping[int, Timeline]
    ) -> None:
        super().__init__(pricers, executor, threads)
        self._published = published

    def cheapest(self, persons: Sequence[int], prices: Vector, leeways: Mapping[int, Leeway]) -> list[PricingResult]:
        """The cheapest timeline of each person under the prices."""
        found = super().cheapest(persons, prices, leeways)
        return [self._changed(p, result, prices, leeways[p]) for p, result in zip(persons, found, strict=True)]

    def within(
        self, limits: Mapping[int, float], prices: Vector, leeways: Mapping[int, Leeway], most: int
    ) -> dict[int, list[Timeline]] | None:
        """The timelines of each person whose cost less the prices of their duties is at most a limit.

        Parameters
        ----------
        limits
            By person.
        prices, leeways
            As of any pricing.
        most
            Timelines of one person from which the search is given up.

        Returns
        -------
        dict[int, list[Timeline]] or None
            Nothing if there are more of anybody.
        """

        def within(person: int, workspace: Workspace) -> list[Timeline] | None:
            limit, pricer = limits[person] - 1, self.pricers[person]
            return timelines_within(pricer, prices, workspace, leeways[person], limit, most)

        found: dict[int, list[Timeline]] = {}
        for person, own in zip(limits, self.each(tuple(limits), within), strict=True):
            if own is None:
                return None
            kept = self._published.get(person)
            others = [t for t in own if kept is None or t.cost or len(t.duties) != len(kept.duties)]
            found[person] = [replace(timeline, cost=timeline.cost + 1) for timeline in others]
            if kept is not None:
                found[person].append(kept)
        return found

    def _changed(self, person: int, result: PricingResult, prices: Vector, leeway: Leeway) -> PricingResult:
        timeline, bound, kept = result.timeline, result.bound + 1, self._published.get(person)
        if timeline is not None:
            timeline = replace(timeline, cost=timeline.cost + 1)
        if kept is not None and leeway.allowed[kept.choices[leeway.days.start : leeway.days.stop]].all():
            bound = min(bound, kept.reduced_cost(prices))
            if timeline is None or kept.reduced_cost(prices) <= timeline.reduced_cost(prices):
                timeline = kept
        return PricingResult(timeline, bound)
