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
        while True:
            before = self.watched.numbers
            run = PricingRun(self.timelines, self.watched, prices, workspace, leeway or self.timelines.everything)
            result = run.run()
            if result is not None:
                return result
            assert self.watched.numbers != before


def build_pricers(problem: TimelineProblem) -> list[PersonPricer]:
    """A pricer for each person; persons with one automaton share their networks."""
    networks: dict[int, AutomatonNetworks] = {}
    return [
        PersonPricer(PersonTimelines(networks.setdefault(id(automaton), AutomatonNetworks(automaton)), choices))
        for automaton, choices in zip(problem.automata, problem.choices, strict=True)
    ]
