"""Improving a part of the roster: by column generation, by averages, or by CP-SAT."""

from __future__ import annotations

from math import inf
from typing import Literal

from numpy.random import Generator

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.part_model import solve_by_cp_sat
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian import AugmentedLagrangian, Multipliers
from optimizer.rostering.relaxation.column_generation import ColumnGeneration
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.search.dives import Dive
from optimizer.rostering.search.greedy import descend

Method = Literal["columns", "averages", "cp_sat"]
ROUNDS = 60
"""Rounds of column generation on a part."""
ROUNDS_AFTER_FIXING = 5
FRACTIONS = (0.05, 0.1, 0.2, 0.3)
"""Shares of cells fixed a round, of which each dive draws one."""
ROUNDS_OF_AVERAGES = 20
"""Rounds of averaging before a dive; few, so that it stays near the roster there is."""
AVERAGES_AFTER_FIXING = 6
LATE_SHARE = 0.5
"""Share of its time after which a dive from averages comes to an end, on a busy machine less well but with a roster."""
SOFTNESSES = (5.0, 10.0, 20.0, 40.0, 80.0)
"""How little prices answer to averages, of which each dive draws one: none is good for all."""


class PartSolver:
    """Solves parts, each from the roster there is.

    Values and bounds of its results are costs of whole rosters, in whole numbers. Status INFEASIBLE says that the part
    is proved to leave no better roster.

    Parameters
    ----------
    pool
        Prices timelines.
    budget
        Counts steps, and knows of a stop.
    generator
        Draws how a dive goes about it, and the order of people.
    """

    def __init__(self, pool: PricerPool, budget: Budget, generator: Generator) -> None:
        self._pool, self._budget, self._generator = pool, budget, generator

    def solve(
        self, method: Method, state: RosterState, part: FreePart, multipliers: Multipliers, seconds: float
    ) -> RosterResult[RosterState | None]:
        """Look for a better roster within a part.

        Parameters
        ----------
        method
            How to go about it.
        state, part
            The roster, and what of it may change.
        multipliers
            What duties and counters are worth, to begin with.
        seconds
            The limit.
        """
        if method == "cp_sat":
            return solve_by_cp_sat(state, part, self._pool.pricers, self._budget, seconds)
        fraction = float(self._generator.choice(FRACTIONS))
        if method == "averages":
            softness = float(self._generator.choice(SOFTNESSES))
            return self.by_averages(state, part, multipliers, fraction, softness, seconds)
        return self._by_columns(state, part, multipliers, fraction, seconds)

    def by_averages(
        self,
        state: RosterState,
        part: FreePart,
        multipliers: Multipliers,
        fraction: float,
        softness: float,
        seconds: float,
    ) -> RosterResult[RosterState | None]:
        """Look for a roster, better or not, by a dive from averages that begin with the roster there is.

        Parameters
        ----------
        state, part, multipliers, seconds
            As in :meth:`solve`.
        fraction
            Share of the cells that the dive fixes a round.
        softness
            See :class:`~optimizer.rostering.relaxation.augmented_lagrangian.AugmentedLagrangian`.
        """
        begin, is_over = self._budget.spent, self._budget.until(seconds)
        is_late = self._budget.until(LATE_SHARE * seconds)
        averages = AugmentedLagrangian(state, self._pool, part, self._budget, self._generator, multipliers, softness)
        averages.run(ROUNDS_OF_AVERAGES, is_over)
        changed = Dive(averages, fraction, AVERAGES_AFTER_FIXING).run(is_over, inf, is_late)
        if changed is None:
            return self._nothing(Status.UNKNOWN, begin)
        pool = self._pool
        found = descend(state.with_timelines(changed), pool.pricers, part.persons, pool.workspaces[0], is_over)
        return self._found(found, begin)

    def _by_columns(
        self, state: RosterState, part: FreePart, multipliers: Multipliers, fraction: float, seconds: float
    ) -> RosterResult[RosterState | None]:
        """Look for a roster that is no worse, by column generation and a dive."""
        begin, is_over = self._budget.spent, self._budget.until(seconds)
        cost, grain = part.cost(state), float(state.problem.grain)
        target = cost - grain / 2
        known = {person: [state.timelines[person]] for person in part.persons}
        generation = ColumnGeneration(state.problem, self._pool, part, known, self._budget, multipliers.duties)
        generation.run(ROUNDS, is_over, ceiling=target)
        if generation.bound > target:
            return self._nothing(Status.INFEASIBLE, begin)
        if generation.master.value >= cost - 1e-6 or is_over():
            return self._nothing(Status.UNKNOWN, begin)
        changed = Dive(generation, fraction, ROUNDS_AFTER_FIXING).run(is_over, cost + grain / 2)
        better = state.with_timelines(changed) if changed else None
        if better is None or better.cost > state.cost:
            return self._nothing(Status.UNKNOWN, begin)
        return self._found(better, begin)

    def _found(self, state: RosterState, begin: float) -> RosterResult[RosterState | None]:
        return RosterResult(state, state.cost, -inf, Status.FEASIBLE, self._budget.spent - begin)

    def _nothing(self, status: Status, begin: float) -> RosterResult[RosterState | None]:
        return RosterResult(None, inf, -inf, status, self._budget.spent - begin)
