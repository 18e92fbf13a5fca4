"""One person's timelines as ways through a network in which all counters are priced and none is an axis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.rostering.arrays import Flags, Vector
from optimizer.rostering.pricing.kernel import ClassPrices, price_choices, walk
from optimizer.rostering.pricing.leeway import Leeway, frame_of
from optimizer.rostering.pricing.network import IMPOSSIBLE, counter_unit
from optimizer.rostering.pricing.person_timelines import PersonTimelines
from optimizer.rostering.relaxation.augmented_lagrangian_kernel import cheapest_flow
from optimizer.rostering.timelines.automaton import Automaton
from optimizer.rostering.timelines.choices import Choices
from optimizer.rostering.timelines.timeline import Timeline


@dataclass(slots=True)
class AverageColumn:
    """A timeline in an average; its cost is without what counters cost."""

    timeline: Timeline
    totals: Vector
    """What it adds to each counter, in steps."""
    share: float = 0.0


class PricedFlow:
    """The network of one person.

    Parameters
    ----------
    timelines
        Those there may be.
    leeway
        What may change.
    """

    def __init__(self, timelines: PersonTimelines, leeway: Leeway) -> None:
        self.network = timelines.networks.flow
        self._choices, self._timelines = timelines.choices, timelines
        self._free, self._base = slice(leeway.days.start, leeway.days.stop), leeway.base
        self._classes = self.network.class_of[timelines.choices.pattern]
        self._frame = frame_of(leeway, self.network, timelines.choices)
        self._layers = self.network.layers[self._free]
        shape = len(leeway.days), self.network.classes
        self._cheapest = ClassPrices(np.empty(shape), np.empty(shape, np.int32))
        self._places, self._path = np.arange(shape[0]), np.empty(shape[0], np.int32)

    @property
    def arcs_per_day(self) -> float:
        """Transitions of a day, on average over the layers there are."""
        return float(len(self.network.arcs.cost) / (self.network.layers.max() + 1))

    def cheapest(self, allowed: Flags, prices: Vector, worth: Vector) -> tuple[float, AverageColumn | None]:
        """Find the timeline of least cost less what its duties and counters earn.

        Parameters
        ----------
        allowed
            Which choices of the free days may be taken.
        prices
            What holding each duty earns.
        worth
            What a step of each counter earns.

        Returns
        -------
        float
            The least cost; impossible if there is no timeline.
        AverageColumn or None
            A timeline that has it; nothing if there is none.
        """
        network, cheapest, path, totals = self.network, self._cheapest, self._path, np.empty(len(worth))
        price_choices(self._free.start, self._choices, self._classes, prices, allowed, cheapest)
        least, own = cheapest_flow(
            self._layers, network.arcs, network.side.steps, self._frame.fixed, worth, cheapest.value, path, totals
        )
        if least >= IMPOSSIBLE / 2:
            return IMPOSSIBLE, None
        chosen, free = self._base.copy(), cheapest.choice[self._places, path]
        chosen[self._free] = free
        cost = own + float(self._choices.cost[free].sum()) + self._frame.cost
        return least + self._frame.cost, AverageColumn(self._timelines.timeline_at(chosen, cost), totals)


def column_of(timeline: Timeline, automaton: Automaton, choices: Choices) -> AverageColumn:
    """A timeline with what it adds to counters, and its cost without what those cost."""
    amounts = np.zeros(len(automaton.counters), np.int64)
    own = walk(automaton.transitions, choices.pattern[timeline.choices], amounts)
    units = np.array([counter_unit(automaton, number) for number in range(len(amounts))], np.float64)
    cost = own + float(choices.cost[timeline.choices].sum())
    return AverageColumn(Timeline(timeline.choices, timeline.duties, cost), amounts / units)
