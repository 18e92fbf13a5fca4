"""The search for a roster: greedy timelines, averages, column generation with dives, then parts until time is up.

Anytime: a roster is there within a second or so, each better one and each better bound is reported, and a stop keeps
the best. Which kind of part is tried next follows what share of the gap each has closed per second lately; the rest of
the time is shared evenly. When nothing has helped for a while, a dive from averages may end in a roster that is not
much worse, and parts are improved from there.

Tried before, one thread, instances of the public family: kinds of parts that get credit by what they gain, whatever the
gap, kept to the one that gained most in the beginning. With credit by the gap, the rest of the time shared evenly, and
worse rosters, 16 came to 3,227 within a minute in place of 3,231, and 7 to 1,056 in place of 1,058. Striking out what
cannot be part of a better roster, by reduced costs, leaves 79 to 99 % of the choices when the best roster is known.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.part_model import solve_by_cp_sat
from optimizer.rostering.pricing.free_part import part_of, whole_roster
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian import AugmentedLagrangian, Multipliers
from optimizer.rostering.relaxation.column_generation import ColumnGeneration, rounded_up
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.search.dives import Dive
from optimizer.rostering.search.greedy import descend, first_roster
from optimizer.rostering.search.neighbourhoods import Neighbourhood
from optimizer.rostering.search.part_solver import FRACTIONS, PartSolver
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rostering.timelines.timeline import Timeline

DESCENT_SHARE = 0.05
"""Share of the time for giving people better timelines one by one."""
AVERAGES_SHARE = 0.3
"""Share of the time for averages over everything."""
FIRST_DIVE_SHARE, FIRST_FRACTION, FIRST_SOFTNESS = 0.3, 0.2, 20.0
"""Share of the time for a first, quick dive from them, and how it goes about it."""
ROOT_SHARE = 0.3
"""Share of the time for the bound over everything before parts are improved."""
DIVE_SHARE = 0.15
"""Share of the time for dives from that bound."""
ROOT_ROUNDS = 60
"""Rounds that column generation over everything mostly takes."""
CELLS_PER_SECOND = 5.0e7
"""Cells (day, state, main index) that are priced in a second."""
COLUMNS_PER_PERSON = 20
WHOLE_SHARE = 0.15
"""Share of the time for CP-SAT on everything, where that is small enough."""
WHOLE_PAIRS = 600
"""Pairs of a person and a duty up to which CP-SAT closes a gap; beyond, its bound is far below that of timelines."""
MOST_PAIRS = 8000
"""Pairs of a person and a duty that a CP-SAT model of a part may have."""
FEWEST = 3
"""People in a part, at least, for CP-SAT to be tried on parts."""
EXPLORATION = 0.1
"""Share of parts, for each kind, that are of the kind with the least time so far, whatever kinds have gained."""
STALL_SHARE = 0.02
"""Share of the time without a better roster after which the search goes on from a worse one …"""
DEVIATION = 1.0
"""… that lies above the best by no more than this many times the gap (record-to-record travel, Dueck 1993)."""


class RosterSearch:
    """One search; see the module.

    Parameters
    ----------
    problem
        The compiled problem.
    pool
        Prices timelines.
    budget
        The time there is.
    generator
        Draws parts.
    report
        Told of the first and each better roster or bound: value and bound, in units of the objective.
    """

    def __init__(
        self,
        problem: TimelineProblem,
        pool: PricerPool,
        budget: Budget,
        generator: Generator,
        report: Callable[[float, float], None],
    ) -> None:
        self.problem, self.pool, self.budget = problem, pool, budget
        self._generator, self._report = generator, report
        self._parts = PartSolver(pool, budget, generator)
        self._multipliers = Multipliers(np.zeros(len(problem.slot_days)), {})
        self._best: RosterState
        self._current: RosterState
        """The roster that parts are improved in."""
        self._bound = 0.0
        """No roster costs less; nothing costs less than nothing."""
        self._dive_seconds = 0.0
        """What a dive from averages over everything took."""
        self._moved_at = 0.0
        """When there was last a better roster, or a worse one was gone on from."""

    def run(self) -> RosterResult[RosterState]:
        """Search until the gap is closed or the budget is used up.

        Returns
        -------
        RosterResult
            Value and bound in units of the objective.

        Raises
        ------
        ContradictionError
            If somebody's hard rules contradict each other.
        OutOfTimeError
            If it remains open whether somebody's do.
        """
        begin, workspace = self.budget.spent, self.pool.workspaces[0]
        self._best = self._current = first_roster(self.problem, self.pool.pricers, workspace)
        self._report(self._best.value, 0.0)
        persons = range(len(self.problem.persons))
        until = self.budget.until(DESCENT_SHARE * self.budget.limit)
        self._accept(descend(self._best, self.pool.pricers, persons, workspace, until))
        self._average()
        if self._root_is_within_reach():
            self._dive_from_root()
            if len(persons) * len(self.problem.slot_days) <= WHOLE_PAIRS:
                self._solve_whole()
        self._improve_parts()
        status = Status.OPTIMAL if self._is_closed else Status.FEASIBLE
        bound = self._bound / self.problem.scale
        return RosterResult(self._best, self._best.value, bound, status, self.budget.spent - begin)

    def _root_is_within_reach(self) -> bool:
        """Whether column generation over everything is likely to converge in its share of the time."""
        cells = self.problem.days * sum(pricer.timelines.networks.cells(()) for pricer in self.pool.pricers)
        return bool(ROOT_ROUNDS * cells / CELLS_PER_SECOND < ROOT_SHARE * self.budget.limit)

    @property
    def _is_closed(self) -> bool:
        return self._best.cost <= self._bound

    @property
    def _is_done(self) -> bool:
        return self.budget.is_over() or self._is_closed

    def _accept(self, state: RosterState | None) -> float:
        """Go on from a roster that is no worse, or not much after long without a better one; what it gains."""
        if state is None:
            return 0.0
        best, spent = self._best, self.budget.spent
        gain = self._current.cost - state.cost
        is_stalled = spent > self._moved_at + STALL_SHARE * self.budget.limit
        if gain < 0 and is_stalled and state.cost <= best.cost + DEVIATION * (best.cost - self._bound):
            self._moved_at = spent
        elif gain < 0:
            return 0.0
        self._current = state
        if state.cost < best.cost:
            self._best, self._moved_at = state, spent
            self._report(state.value, self._bound / self.problem.scale)
        return max(gain, 0.0)

    def _raise_bound(self, bound: float) -> None:
        """Take a bound over everything if it is the best so far."""
        if bound > self._bound:
            self._bound = rounded_up(bound, self.problem.grain)
            self._report(self._best.value, self._bound / self.problem.scale)

    def _average(self) -> None:
        """Averages over everything, for a bound and its prices, and a first dive from them."""
        if self._is_done:
            return
        part = whole_roster(self.problem, self.pool.pricers)
        averages = AugmentedLagrangian(self._best, self.pool, part, self.budget, self._generator)
        averages.converge(self.budget.until(AVERAGES_SHARE * self.budget.limit))
        self._raise_bound(averages.bound)
        self._multipliers = averages.best
        seconds = FIRST_DIVE_SHARE * self.budget.limit
        found = self._parts.by_averages(self._current, part, self._multipliers, FIRST_FRACTION, FIRST_SOFTNESS, seconds)
        self._dive_seconds = found.seconds
        self._accept(found.roster)

    def _dive_from_root(self) -> None:
        """Column generation over everything, then dives from it."""
        known = {person: [timeline] for person, timeline in enumerate(self._best.timelines)}
        part = whole_roster(self.problem, self.pool.pricers)
        root = ColumnGeneration(self.problem, self.pool, part, known, self.budget, self._multipliers.duties)
        root.run(10**6, self.budget.until(ROOT_SHARE * self.budget.limit))
        self._raise_bound(root.bound)
        if root.center is not None:
            self._multipliers = Multipliers(root.center, self._multipliers.counters)
        good = root.best_columns(COLUMNS_PER_PERSON)
        is_over = self.budget.until(DIVE_SHARE * self.budget.limit)
        for fraction in reversed(FRACTIONS):
            if self._is_done or is_over():
                return
            self._accept(self._dive(good, fraction, is_over))

    def _dive(
        self, known: dict[int, list[Timeline]], fraction: float, is_over: Callable[[], bool]
    ) -> RosterState | None:
        part = whole_roster(self.problem, self.pool.pricers)
        generation = ColumnGeneration(self.problem, self.pool, part, known, self.budget, self._multipliers.duties)
        generation.run(3, is_over)
        ceiling = self._best.cost - self.problem.grain / 2
        changed = Dive(generation, fraction, 6).run(is_over, ceiling)
        if not changed:
            return None
        state = self._best.with_timelines(changed)
        persons = range(len(self.problem.persons))
        return descend(state, self.pool.pricers, persons, self.pool.workspaces[0], is_over)

    def _most_exact(self) -> int:
        """People of whom CP-SAT may have a model."""
        return MOST_PAIRS // len(self.problem.slot_days)

    def _solve_whole(self) -> None:
        """CP-SAT on everything, for its bound as much as for its roster."""
        if self._is_done:
            return
        whole = part_of(self._best, self.pool.pricers, range(len(self.problem.persons)), range(self.problem.days))
        seconds = min(WHOLE_SHARE * self.budget.limit, self.budget.limit - self.budget.spent)
        result = solve_by_cp_sat(self._best, whole, self.pool.pricers, self.budget, seconds)
        self._accept(result.roster)
        self._raise_bound(result.bound)

    def _improve_parts(self) -> None:
        staff, horizon = len(self.problem.persons), self.problem.days
        # Windows of everybody, longer ones of half the people, all days of a few; everything; small parts exactly.
        kinds = [
            Neighbourhood("columns", 1.3, 10),
            Neighbourhood("columns", 0.5, 21),
            Neighbourhood("columns", max(0.15, 3 / staff), 1.3 * horizon),
            Neighbourhood("averages", 1.3, horizon * min(1.3, self._patience / max(self._dive_seconds, 1e-3))),
        ]
        if self._most_exact() >= FEWEST:
            kinds.append(Neighbourhood("cp_sat", min(self._most_exact() / staff, 0.4), 14))
        while not self._is_done:
            kind = self._choose(kinds)
            gap = self._current.cost - self._bound
            seconds = min(2 * self._patience, self.budget.limit - self.budget.spent)
            part = kind.draw(self._current, self.pool, self._generator)
            result = self._parts.solve(kind.method, self._current, part, self._multipliers, seconds)
            gain = self._accept(result.roster)
            kind.learn(result, gain / gap, self._patience / 2, self.problem.days)

    @property
    def _patience(self) -> float:
        """Half of the seconds that one part may take."""
        return min(max(2.0, self.budget.limit / 40), self.budget.limit / 4)

    def _choose(self, kinds: list[Neighbourhood]) -> Neighbourhood:
        rates = np.array([kind.gained / kind.used for kind in kinds])
        if rates.max() <= 0 or self._generator.random() < EXPLORATION * len(kinds):
            return min(kinds, key=lambda kind: kind.used_in_all)
        return kinds[int(self._generator.choice(len(kinds), p=rates / rates.sum()))]
