"""Kinds of parts of a roster that the search improves, and how their sizes adapt."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from optimizer.rostering.pricing.free_part import FreePart, part_of
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.result import RosterResult
from optimizer.rostering.search.part_solver import Method

MEMORY = 0.9
"""How much of what a kind of part has gained and taken counts once more after the next."""


@dataclass(slots=True)
class Neighbourhood:
    """A kind of part with a size that adapts: larger where nothing is left to gain, smaller where time runs out.

    Parameters
    ----------
    method
        What solves parts: column generation, averages, or CP-SAT.
    share
        Share of the people in a part.
    days
        Length of its window in days.
    """

    method: Method
    share: float
    days: float
    gained: float = 0.0
    used: float = 1e-3
    used_in_all: float = 0.0

    def draw(self, state: RosterState, pool: PricerPool, generator: Generator) -> FreePart:
        """A part of this kind, anywhere."""
        horizon, staff = state.problem.days, len(state.timelines)
        length = min(horizon, max(2, round(self.days * generator.uniform(0.7, 1.3))))
        first = int(generator.integers(-(length // 2), horizon - length // 2))
        days = range(max(0, first), min(horizon, first + length))
        number = min(staff, max(2, round(self.share * staff * generator.uniform(0.7, 1.3))))
        persons = sorted(generator.choice(staff, number, replace=False).tolist())
        return part_of(state, pool.pricers, persons, days)

    def learn(self, result: RosterResult[RosterState | None], gain: float, patience: float, horizon: int) -> None:
        """Note what a part of this kind brought, as a share of the gap there was, and adapt its size.

        Parameters
        ----------
        result
            Of the part.
        gain
            Share of the gap that it closed.
        patience
            Seconds beyond which parts of this kind become smaller; well below, those that are exhausted become larger.
        horizon
            Length of it in days.
        """
        self.gained = MEMORY * self.gained + gain
        self.used = MEMORY * self.used + result.seconds
        self.used_in_all += result.seconds
        if result.status.is_conclusive and result.seconds < patience / 2:
            self._scale(1.1, horizon)
        elif result.seconds > patience:
            self._scale(0.85, horizon)

    def _scale(self, factor: float, horizon: int) -> None:
        if self.days * factor <= 1.3 * horizon and (self.share >= 1 or self.days < horizon):
            self.days *= factor
        else:
            self.share = min(1.3, self.share * factor)
