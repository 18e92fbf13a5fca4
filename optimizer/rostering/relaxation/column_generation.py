"""Column generation: master and pricing in turn, until no timeline helps any more.

The prices that are asked with lie between those of the last master and those of the best bound so far (smoothing); when
nothing better is found for them, those of the master are tried. Every pricing of everybody gives a Lagrangian bound,
which needs no master: the sum of the cheapest timelines under the prices plus what the prices say of the need. It is
valid because pricing is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from math import ceil

import numpy as np

from optimizer.rostering.budget import Effort
from optimizer.rostering.pricing.free_part import Part
from optimizer.rostering.pricing.pricer import GRID, Leeway, Offer, PersonPricer, Timeline, Workspace
from optimizer.rostering.relaxation.master import Master
from optimizer.rostering.timelines.problem import TimelineProblem, Vector

TOLERANCE = 1e-6
STEPS_PER_CELL = 2000
"""Steps that pricing one person on one day counts for."""
SMOOTHING = 0.5
"""Share of the best prices so far in those that are asked with."""


class Team:
    """The pricers of all persons, and the threads that run them.

    Parameters
    ----------
    pricers
        Of each person.
    executor
        Runs pricings side by side; ``None`` for one after another. The result is the same.
    threads
        Number of the executor's threads.
    """

    def __init__(self, pricers: Sequence[PersonPricer], executor: Executor | None = None, threads: int = 1) -> None:
        self.pricers = pricers
        self.workspaces = [Workspace() for _ in range(threads)]
        self._executor = executor

    def cheapest(self, persons: Sequence[int], prices: Vector, leeways: Mapping[int, Leeway]) -> list[Offer]:
        """The cheapest timeline of each person under the prices."""

        def share(number: int) -> list[Offer]:
            own = persons[number :: len(self.workspaces)]
            return [self.pricers[p].cheapest(prices, self.workspaces[number], leeways[p]) for p in own]

        if self._executor is None or len(persons) < 2:
            return [self.pricers[p].cheapest(prices, self.workspaces[0], leeways[p]) for p in persons]
        shares = list(self._executor.map(share, range(len(self.workspaces))))
        return [shares[k % len(shares)][k // len(shares)] for k in range(len(persons))]


class Generation:
    """Column generation on one part of the roster; a mixture to dive on.

    Parameters
    ----------
    problem, team
        The compiled problem, and who prices it.
    part
        What may change.
    known
        Timelines to begin with, by person; at least one for each, within what is allowed.
    effort
        Counts the steps.
    center
        Prices of duties to begin with.
    """

    certain = 0.999
    """Share from which a cell counts as decided."""
    is_lawful = True
    """All timelines keep every hard rule."""

    def __init__(
        self,
        problem: TimelineProblem,
        team: Team,
        part: Part,
        known: Mapping[int, Iterable[Timeline]],
        effort: Effort,
        center: Vector | None = None,
    ) -> None:
        self.problem, self.team, self.part = problem, team, part
        self.leeways = dict(part.leeways)
        self.master = Master(problem.cover, part.rows, part.crews, part.persons)
        self.bound = -np.inf
        """Bound on the cost of this part: the persons' timelines and the need of ``part.rows``."""
        self.has_converged = False
        rows = np.array(part.rows, np.int64)
        self._open = np.zeros(len(problem.slot_days), np.bool_)
        self._open[rows] = True
        self.center = None if center is None else np.where(self._open, center, 0.0)
        """Prices of the best bound so far."""
        self._effort = effort
        self._steps = STEPS_PER_CELL * sum(len(leeway.days) for leeway in part.leeways.values())
        self._low = np.where(self._open, problem.cover.minimum - part.crews, 0)
        self._high = np.where(self._open, problem.cover.maximum - part.crews, 0)
        for person, timelines in known.items():
            for timeline in timelines:
                self.master.add(person, timeline)

    def run(self, rounds: int, is_over: Callable[[], bool], ceiling: float = np.inf) -> None:
        """Generate columns until none helps, the bound reaches the ceiling, or the limits are reached."""
        self.has_converged = False
        for _ in range(rounds):
            self.master.solve()
            self._effort.charge(len(self.part.rows) * len(self.master.columns))
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
            timeline = self.team.cheapest((person,), prices, self.leeways)[0].timeline
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

    def _add_columns(self) -> bool:
        """Price everybody, and add what helps; whether anything did."""
        dual, worth = self._dual(), self.master.worth
        asked = dual if self.center is None else SMOOTHING * self.center + (1 - SMOOTHING) * dual
        for prices in (asked, dual):
            exact = np.round(prices * GRID) / GRID
            self._effort.charge(self._steps)
            found = self.team.cheapest(self.part.persons, exact, self.leeways)
            self._note_bound(exact, found)
            added = False
            for person, offer in zip(self.part.persons, found, strict=True):
                timeline = offer.timeline
                if timeline is not None and timeline.reduced_cost(dual) < worth[person] - TOLERANCE:
                    self.master.add(person, timeline)
                    added = True
            if added or self.center is None:
                return added
        return False

    def _note_bound(self, prices: Vector, found: Sequence[Offer]) -> None:
        """Keep the Lagrangian bound of an exact pricing of everybody, if it is the best so far."""
        cover = self.problem.cover
        crews = np.maximum(0, np.where(prices > 0, self._low, self._high))
        short, many = np.maximum(self._low - crews, 0), np.maximum(crews - self._high, 0)
        bound = float((prices * crews + cover.under * short + cover.over * many).sum())
        bound += sum(offer.bound for offer in found)
        if self.center is None or bound > self.bound:
            self.bound, self.center = bound, prices

    def _dual(self) -> Vector:
        """The master's prices of all duties, within what one more or less can cost."""
        prices = np.zeros(len(self._open))
        prices[list(self.master.prices)] = list(self.master.prices.values())
        cover = self.problem.cover
        return np.where(self._open, np.clip(prices, -cover.over, cover.under), 0.0)


def rounded_up(bound: float, grain: int) -> float:
    """The least cost there can be at or above a bound, all costs being multiples of ``grain``."""
    return float(ceil(bound / grain - TOLERANCE) * grain)
