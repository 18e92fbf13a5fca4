"""Improving a part of the roster: what a part can be, and how one is solved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Effort
from optimizer.rostering.cp_sat.part_model import solve_exactly
from optimizer.rostering.pricing.free_part import FreePart, part_of
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian import AugmentedLagrangian, Multipliers
from optimizer.rostering.relaxation.column_generation import ColumnGeneration
from optimizer.rostering.search.dives import Dive
from optimizer.rostering.search.greedy import descend

ROUNDS = 60
"""Rounds of column generation on a part."""
ROUNDS_AFTER_FIXING = 5
MEMORY = 0.9
"""How much of what a kind of part has gained and taken counts once more after the next."""
FRACTIONS = (0.05, 0.1, 0.2, 0.3)
"""Shares of cells fixed a round, of which each dive draws one."""
ROUNDS_OF_AVERAGES = 20
"""Rounds of averaging before a dive; few, so that it stays near the roster there is."""
AVERAGES_AFTER_FIXING = 6
SOFTNESSES = (5.0, 10.0, 20.0, 40.0, 80.0)
"""How little prices answer to averages, of which each dive draws one: none is good for all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of solving a part."""

    state: RosterState | None
    """A roster that is no worse, unless it comes from averages; nothing if none was found."""
    is_exhausted: bool
    """Whether it is proved that the part leaves no better roster."""
    bound: float = 0.0
    """Least cost of the part, if CP-SAT solved it."""


def solve_part(
    state: RosterState,
    part: FreePart,
    pool: PricerPool,
    center: Vector | None,
    fraction: float,
    grain: float,
    effort: Effort,
    is_over: Callable[[], bool],
) -> Outcome:
    """Look for a better roster within a part, by column generation and a dive.

    Parameters
    ----------
    state, part
        The roster, and what of it may change.
    pool
        Prices timelines.
    center
        Prices of duties to begin with.
    fraction
        Share of the cells that the dive fixes a round.
    grain
        Least difference between the costs of two rosters.
    effort, is_over
        Counts steps; tells when to give up.
    """
    cost = part.cost(state)
    target = cost - grain / 2
    known = {person: [state.timelines[person]] for person in part.persons}
    generation = ColumnGeneration(state.problem, pool, part, known, effort, center)
    generation.run(ROUNDS, is_over, ceiling=target)
    if generation.bound > target:
        return Outcome(None, is_exhausted=True)
    if generation.master.value >= cost - 1e-6 or is_over():
        return Outcome(None, is_exhausted=False)
    changed = Dive(generation, fraction, ROUNDS_AFTER_FIXING).run(is_over, cost + grain / 2)
    better = state.with_timelines(changed) if changed else None
    return Outcome(better if better is not None and better.cost <= state.cost else None, is_exhausted=False)


def solve_part_on_average(
    state: RosterState,
    part: FreePart,
    pool: PricerPool,
    start: Multipliers,
    fraction: float,
    softness: float,
    effort: Effort,
    generator: np.random.Generator,
    is_over: Callable[[], bool],
) -> Outcome:
    """Look for a roster within a part, better or not, by a dive from averages that begin with the roster there is.

    Parameters
    ----------
    state, part
        The roster, and what of it may change.
    pool
        Prices timelines.
    start
        Multipliers to begin with.
    fraction
        Share of the cells that the dive fixes a round.
    softness
        See :class:`~optimizer.rostering.relaxation.augmented_lagrangian.AugmentedLagrangian`.
    effort, is_over
        Counts steps; tells when to give up.
    generator
        Draws the order of people.
    """
    averages = AugmentedLagrangian(state, pool, part, effort, generator, start, softness)
    averages.run(ROUNDS_OF_AVERAGES, is_over)
    changed = Dive(averages, fraction, AVERAGES_AFTER_FIXING).run(is_over, np.inf)
    if changed is None:
        return Outcome(None, is_exhausted=False)
    found = descend(state.with_timelines(changed), pool.pricers, part.persons, pool.workspaces[0], is_over)
    return Outcome(found, is_exhausted=False)


def solve_part_exactly(state: RosterState, part: FreePart, pool: PricerPool, effort: Effort, seconds: float) -> Outcome:
    """Look for a better roster within a part by CP-SAT, for so many seconds at the most."""
    found = solve_exactly(state, part, effort, seconds)
    timelines = {person: pool.pricers[person].timelines.timeline(choices) for person, choices in found.choices.items()}
    changed = {person: timeline for person, timeline in timelines.items() if timeline is not None}
    assert len(changed) == len(timelines), "encoding and timelines of a rule disagree"
    better = state.with_timelines(changed)
    return Outcome(better if changed and better.cost <= state.cost else None, found.is_closed, found.bound)


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

    method: Literal["columns", "averages", "cp_sat"]
    share: float
    days: float
    gained: float = 0.0
    used: float = 1e-3
    used_in_all: float = 0.0

    def draw(self, state: RosterState, pool: PricerPool, generator: np.random.Generator) -> FreePart:
        """A part of this kind, anywhere."""
        horizon, staff = state.problem.days, len(state.timelines)
        length = min(horizon, max(2, round(self.days * generator.uniform(0.7, 1.3))))
        first = int(generator.integers(-(length // 2), horizon - length // 2))
        days = range(max(0, first), min(horizon, first + length))
        number = min(staff, max(2, round(self.share * staff * generator.uniform(0.7, 1.3))))
        persons = sorted(generator.choice(staff, number, replace=False).tolist())
        return part_of(state, pool.pricers, persons, days)

    def learn(self, outcome: Outcome, gain: float, seconds: float, patience: float, horizon: int) -> None:
        """Note what a part of this kind brought, as a share of the gap there was, and adapt its size."""
        self.gained = MEMORY * self.gained + gain
        self.used = MEMORY * self.used + seconds
        self.used_in_all += seconds
        if outcome.is_exhausted and seconds < patience / 2:
            self._scale(1.1, horizon)
        elif seconds > patience:
            self._scale(0.85, horizon)

    def _scale(self, factor: float, horizon: int) -> None:
        if self.days * factor <= 1.3 * horizon and (self.share >= 1 or self.days < horizon):
            self.days *= factor
        else:
            self.share = min(1.3, self.share * factor)
