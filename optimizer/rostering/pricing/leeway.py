"""What may change of one person's timeline, and what the days that may not leave for those that may."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.rostering.arrays import Flags, Indices, Integers
from optimizer.rostering.pricing.kernel import FixedDays, propagate_fixed_days
from optimizer.rostering.pricing.network import Network
from optimizer.rostering.timelines.choices import Choices


@dataclass(frozen=True, slots=True)
class WindowFrame:
    """The fixed days before and after the free ones.

    Duties of fixed days earn nothing: where days are fixed, so are the people on their duties.
    """

    fixed: FixedDays
    cost: float
    """Cost of the fixed days, as far as ``fixed.cost_left`` does not hold it."""


@dataclass(slots=True)
class Leeway:
    """What of one person's timeline may change."""

    days: range
    """The days that are free; the others stay as they are."""
    base: Indices
    """The choice of each day that is not free."""
    allowed: Flags
    """Which choices of the free days may be taken."""
    band: Indices | None = None
    """int32 (free days + 1, 2): least and greatest index on the main axis before each free day, and after the last, for
    pricing that need not be exact; ``None`` for no limits."""
    frames: dict[tuple[tuple[int, ...], bool], WindowFrame] = field(default_factory=dict)
    """By counters watched, and whether they are axes; filled as they are needed."""

    def open_days(self, starts: Integers) -> Flags:
        """Of all days, those with more than one choice left; ``starts`` tells each day's first choice."""
        left = np.add.reduceat(self.allowed, starts[:-1], dtype=np.int64) > 1
        left[: self.days.start] = left[self.days.stop :] = False
        return np.asarray(left)

    def narrowable(self) -> Leeway:
        """The same, with choices that can be struck out without striking them out here."""
        return Leeway(self.days, self.base, self.allowed.copy(), self.band, self.frames)


def frame_of(leeway: Leeway, network: Network, choices: Choices) -> WindowFrame:
    """Follow the days that are fixed through a network.

    Parameters
    ----------
    leeway
        Which days are free, and the choices of the others.
    network
        The network.
    choices
        The person's choices, of which the leeway speaks.
    """
    states, counters = network.arcs.states, network.side.steps.shape[1]
    fixed = FixedDays(
        begin=np.zeros(4, np.int64),
        main_left=np.zeros(states, np.int32),
        cost_left=np.zeros(states),
        side_left=np.zeros((states + 1, counters), np.int64),
        side_end=np.zeros((states, len(network.side.end))),
    )
    path = network.class_of[choices.pattern[leeway.base]]
    free = leeway.days
    propagate_fixed_days(network.layers, network.arcs, network.side, path, free.start, free.stop, fixed)
    costs = choices.cost[leeway.base]
    cost = float(fixed.begin[3]) + float(costs[: free.start].sum() + costs[free.stop :].sum())
    return WindowFrame(fixed, cost)
