"""Column generation: master and pricing in turn, until no timeline helps any more.

The prices that are asked with lie between those of the last master and those of the best bound so far (dual smoothing);
when nothing better is found for them (mispricing), those of the master are tried. Every pricing of everybody gives a
Lagrangian bound, which needs no master: the sum of the cheapest timelines under the prices plus what the prices say of
the need. It is valid because pricing is exact.

Sources: P. Wentges, *Weighted Dantzig–Wolfe decomposition for linear mixed-integer programming*, International
Transactions in Operational Research 4 (1997); A. Pessoa, R. Sadykov, E. Uchoa, F. Vanderbeck, *Automation and
combination of linear-programming based stabilization techniques in column generation*, INFORMS Journal on Computing 30
(2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, isfinite

import numpy as np

from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.grid import on_grid
from optimizer.rostering.pricing.pricer_pool import STEPS_PER_DAY, PricerPool
from optimizer.rostering.pricing.pricing_run import PricingResult
from optimizer.rostering.relaxation.master import Master
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rostering.timelines.timeline import Timeline

TOLERANCE = 1e-6
SMOOTHING, STILL_SMOOTHING = 0.5, 0.8
"""Share of the best prices so far in those that are asked with; where prices are to be near to some that are known."""


class ColumnGeneration:
    """Column generation on one part of the roster; a mixture to dive on.

    Parameters
    ----------
    problem, pool
        The compiled problem, and who prices it.
    part
        What may change.
    known
        Timelines to begin with, by person; at least one for each, within what is allowed.
    budget
        Counts the steps.
    center
        Prices of duties to begin with.
    least_lack
        What duties that lack people cost together in any roster, as far as it is known.
    still
        Prices of duties that are to be come near to, among those that are as good.
    """

    certain = 0.999
    """Share from which a cell counts as decided."""
    is_lawful = True
    """All timelines keep every hard rule."""

    def __init__(
        self,
        problem: TimelineProblem,
        pool: PricerPool,
        part: FreePart,
        known: Mapping[int, Iterable[Timeline]],
        budget: Budget,
        center: Vector | None = None,
        least_lack: float = 0.0,
        still: Vector | None = None,
    ) -> None:
        self.problem, self.pool, self.part = problem, pool, part
        self.leeways = dict(part.leeways)
        self.master = Master(problem.need, part.duties, part.crews, part.persons, least_lack, still)
        self._least_lack, self._is_still = least_lack, still is not None
        self.bound = -np.inf
        """Bound on the cost of this part: the persons' timelines and the need of ``part.duties``."""
        self.has_converged = False
        self._open = np.zeros(len(problem.slot_days), np.bool_)
        self._open[np.array(part.duties, np.int64)] = True
        self.center = None if center is None else np.where(self._open, center, 0.0)
        """Prices of the best bound so far."""
        self._budget = budget
        self._steps = STEPS_PER_DAY * sum(len(leeway.days) for leeway in part.leeways.values())
        self._low = np.where(self._open, problem.need.minimum - part.crews, 0)
        self._high = np.where(self._open, problem.need.maximum - part.crews, 0)
        for person, timelines in known.items():
            for timeline in timelines:
                self.master.add(person, timeline)

    def run(self, rounds: int, is_over: Callable[[], bool], ceiling: float = np.inf) -> None:
        """Generate columns until none helps, the bound reaches the ceiling, or the limits are reached."""
        self.has_converged = False
        for _ in range(rounds):
            self.master.solve()
            self._budget.charge(len(self.part.duties) * len(self.master.columns))
            if self.master.value - self.bound <= TOLERANCE or self.bound > ceiling - TOLERANCE:
                self.has_converged = True
                return
            if is_over():
                return
            if not self._add_columns():
                self.has_converged = True
                return

    @property
    def value(self) -> float:
        """Cost of the last optimum."""
        return self.master.value

    def mix(self) -> list[tuple[int, Timeline, float]]:
        """The timelines that the master uses: person, timeline, share."""
        columns = [(column, self.master.share(column)) for column in self.master.columns]
        return [(column.person, column.timeline, share) for column, share in columns if share > TOLERANCE]

    def narrow(self, person: int) -> bool:
        """Keep to what the person's leeway allows by now; false, and nothing done, if that leaves no timeline."""
        allowed = self.leeways[person].allowed
        columns = [column for column in self.master.columns if column.person == person]
        gone = [column for column in columns if not allowed[column.timeline.choices].all()]
        if len(gone) == len(columns):
            prices = np.zeros(len(self._open)) if self.center is None else self.center
            timeline = self.pool.cheapest((person,), prices, self.leeways)[0].timeline
            if timeline is None:
                return False
            self.master.add(person, timeline)
        self.master.drop(gone)
        return True

    def best_columns(self, number: int) -> dict[int, list[Timeline]]:
        """Each person's timelines of least reduced cost, those in the mix included."""
        prices = self._dual()
        ranked = sorted(self.master.columns, key=lambda column: column.timeline.reduced_cost(prices))
        best: dict[int, list[Timeline]] = {person: [] for person in self.part.persons}
        for column in ranked:
            if len(best[column.person]) < number or self.master.share(column) > TOLERANCE:
                best[column.person].append(column.timeline)
        return best

    def columns(self, gap: float = np.inf) -> dict[int, list[Timeline]]:
        """Each person's timelines that cost no more than the cheapest and a gap, by the prices of the best bound."""
        prices = self._dual() if self.center is None else self.center
        costs = [column.timeline.reduced_cost(prices) for column in self.master.columns]
        least = dict.fromkeys(self.part.persons, np.inf)
        for column, cost in zip(self.master.columns, costs, strict=True):
            least[column.person] = min(least[column.person], cost)
        near: dict[int, list[Timeline]] = {person: [] for person in self.part.persons}
        for column, cost in zip(self.master.columns, costs, strict=True):
            if cost <= least[column.person] + gap:
                near[column.person].append(column.timeline)
        return near

    def _add_columns(self) -> bool:
        """Price everybody, and add what helps; whether anything did."""
        dual, worth = self._dual(), self.master.worth
        for prices in self._asked(dual):
            exact = on_grid(prices)
            self._budget.charge(self._steps)
            found = self.pool.cheapest(self.part.persons, exact, self.leeways)
            self._note_bound(exact, found)
            added = False
            for person, result in zip(self.part.persons, found, strict=True):
                timeline = result.timeline
                if timeline is not None and timeline.reduced_cost(dual) < worth[person] - TOLERANCE:
                    self.master.add(person, timeline)
                    added = True
            if added:
                return True
        return False

    def _asked(self, dual: Vector) -> tuple[Vector, ...]:
        """Prices to ask with in turn: between the best and those of the master, then the master's."""
        if self.center is None:
            return (dual,)
        if not self._is_still:
            return SMOOTHING * self.center + (1 - SMOOTHING) * dual, dual
        # The bound of prices that are known to be good is worth asking for first.
        share = STILL_SMOOTHING if isfinite(self.bound) else 1.0
        return share * self.center + (1 - share) * dual, dual

    def _note_bound(self, prices: Vector, found: Sequence[PricingResult]) -> None:
        """Keep the Lagrangian bound of an exact pricing of everybody, if it is the best so far."""
        need = self.problem.need
        crews = np.maximum(0, np.where(prices > 0, self._low, self._high))
        short, many = np.maximum(self._low - crews, 0), np.maximum(crews - self._high, 0)
        bound = float((prices * crews + need.under * short + need.over * many).sum())
        bound += sum(result.bound for result in found)
        # The least lack has a price of its own: the share of what lack costs that the duties' prices leave of it.
        paid = prices > 0
        bound += self._least_lack * max(0.0, 1.0 - float((prices[paid] / need.under[paid]).max(initial=0.0)))
        if self.center is None or bound > self.bound:
            self.bound, self.center = bound, prices

    def _dual(self) -> Vector:
        """The master's prices of all duties, within what one more or less can cost."""
        prices = np.zeros(len(self._open))
        prices[list(self.master.prices)] = list(self.master.prices.values())
        need = self.problem.need
        return np.where(self._open, np.clip(prices, -need.over, need.under), 0.0)


def rounded_up(bound: float, grain: int) -> float:
    """The least cost there can be at or above a bound, all costs being multiples of ``grain``."""
    return float(ceil(bound / grain - TOLERANCE) * grain)
