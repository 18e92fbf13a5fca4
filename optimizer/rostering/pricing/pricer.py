"""Pricing: one person's cheapest timeline under prices on duties, exactly.

What a pricing learns about counters is kept for the next: prices change little from one to the other.
"""

from __future__ import annotations

from optimizer.rostering.arrays import Vector
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.network import AutomatonNetworks
from optimizer.rostering.pricing.person_timelines import PersonTimelines
from optimizer.rostering.pricing.pricing_run import PricingResult, PricingRun
from optimizer.rostering.pricing.watched_counters import WatchedCounters
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rostering.timelines.timeline import Timeline


class PersonPricer:
    """Finds one person's cheapest timelines.

    Parameters
    ----------
    timelines
        Those that the person may have.
    """

    def __init__(self, timelines: PersonTimelines) -> None:
        self.timelines = timelines
        self.watched = WatchedCounters()
        self._near_watched = WatchedCounters()
        """Where pricing need not be exact, counters are only priced, and so all can be from the beginning."""
        counters = enumerate(timelines.networks.automaton.counters)
        strict = [k for k, counter in counters if counter.price is None and counter.at_most is not None]
        self._near_watched.add(k for k in strict if k != timelines.networks.main)

    def cheapest(self, prices: Vector, workspace: Workspace, leeway: Leeway | None = None) -> PricingResult:
        """Find the timeline of least cost less the prices of its duties.

        Parameters
        ----------
        prices
            What holding each duty earns; multiples of 1 / :data:`~optimizer.rostering.pricing.grid.GRID`.
        workspace
            Memory to work in.
        leeway
            What may change; everything if left out.
        """
        leeway = leeway or self.timelines.everything
        watched = self.watched if leeway.band is None else self._near_watched
        while True:
            before = watched.numbers
            result = PricingRun(self.timelines, watched, prices, workspace, leeway).run()
            if result is not None:
                return result
            assert watched.numbers != before

    def near_cheapest(self, prices: Vector, workspace: Workspace) -> Timeline | None:
        """Find a timeline of low cost less the prices of its duties, soon; nothing if there is none or none was met."""
        near = self.timelines.near_average
        found = None if near is None else self.cheapest(prices, workspace, near).timeline
        return found or self.cheapest(prices, workspace).timeline


def build_pricers(problem: TimelineProblem) -> list[PersonPricer]:
    """A pricer for each person; persons with one automaton share their networks."""
    networks: dict[int, AutomatonNetworks] = {}
    return [
        PersonPricer(PersonTimelines(networks.setdefault(id(automaton), AutomatonNetworks(automaton)), choices))
        for automaton, choices in zip(problem.automata, problem.choices, strict=True)
    ]
