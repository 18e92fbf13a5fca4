"""Everybody's average timeline, and the prices that go with it, without a linear programme.

Where column generation over everything does not converge in time (half a year and more), much the same relaxation is
solved by the method of multipliers. What a duty lacks on average raises its price, and each person in turn moves the
own average towards the timeline that is cheapest under these prices, as far as that lowers the augmented cost
(block-coordinate Frank-Wolfe with exact line search). After every other round the prices become the multipliers.
Counters (minutes, weekends, caps) are priced as well, so that one pricing of a person takes a tenth of a millisecond
for a quarter of a year. Any multipliers give a Lagrangian bound; it is as strong as that of column generation but for
what whole timelines know of the counters. Prices answer strongly at first and less and less, which takes the averages
from quick to accurate.

For a dive, averages are mixes of the last timelines met, and begin with the roster there is, so that few rounds of
averaging stay near it. When enough cells are fixed, timelines are priced exactly, with all counters, so that what
remains at the end keeps every rule.

Sources: Bertsekas, Constrained optimization and Lagrange multiplier methods, 1982 (multipliers); Lacoste-Julien, Jaggi,
Schmidt, Pletscher, Block-coordinate Frank-Wolfe optimization for structural SVMs, 2013.

Tried before, on 50 people and half a year (best roster known: 4,769): column generation reached a bound of 2,834 in
173 s; the volume algorithm, with all counters priced, 1,193 in 11 s; this reaches 4,764 in 5 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.random import Generator

from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.grid import on_grid
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer_pool import STEPS_PER_DAY, PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian_kernel import BALANCE, price_all
from optimizer.rostering.relaxation.balances import Balances, balances_of_counters, balances_of_duties
from optimizer.rostering.relaxation.person_average import PersonAverage
from optimizer.rostering.relaxation.priced_flow import AverageColumn, PricedFlow, column_of
from optimizer.rostering.timelines.timeline import Timeline

SOFTNESS = 4.0
"""People too few on a duty that raise its price by the cost of one, …"""
STIFF_ROUNDS = 60
SOFTENING = 1.3
"""… at first, and by how much that grows with each bound later, …"""
MOST_SOFTNESS = 4000.0
"""… up to this.

Averages for a dive have to answer more: see :data:`~optimizer.rostering.search.part_solver.SOFTNESSES`.
"""
COUNTER_SHARE = 0.25
"""Stiffness of counters, in that of a usual duty."""
CHECK_ROUNDS = 20
"""Rounds between two bounds."""
PATIENCE = 5
"""Bounds in a row among which the best has to grow …"""
LEAST_GROWTH = 1e-3
"""… by this share of itself."""
LAWFUL_SHARE = 0.8
"""Share of open cells below which timelines are priced exactly."""
LAWFUL_ROUNDS = 12
"""Rounds after the change to exact pricing."""
BATCH = 4
"""People who are priced exactly at a time."""
STEPS_PER_ARC = 2
"""Steps that a transition counts for in pricing without counters."""


@dataclass(frozen=True, slots=True)
class Multipliers:
    """What one more is worth of each duty, and per person of a step of each counter."""

    duties: Vector
    counters: Mapping[int, Vector]


class AugmentedLagrangian:
    """Averages over one part of the roster.

    Parameters
    ----------
    state
        The roster there is; averages begin with it.
    pool
        Prices timelines exactly.
    part
        What may change.
    budget
        Counts the steps.
    generator
        Draws the order of people in each round.
    start
        Multipliers to begin with.
    softness
        By how many people too few the price of a duty rises by the cost of one.
    """

    certain = 0.98
    """Value from which a cell counts as decided."""
    value = -inf
    """What the part costs at least within what is allowed: not known."""

    def __init__(
        self,
        state: RosterState,
        pool: PricerPool,
        part: FreePart,
        budget: Budget,
        generator: Generator,
        start: Multipliers | None = None,
        softness: float = SOFTNESS,
    ) -> None:
        self.problem, self.pool, self.part = state.problem, pool, part
        self.leeways = {person: self._near(person, leeway) for person, leeway in part.leeways.items()}
        self.bound = -inf
        """Bound on the cost of this part: the persons' timelines and the need of ``part.duties``."""
        self.best = start or Multipliers(np.zeros(len(part.crews)), {})
        """Those of the best bound."""
        self.is_lawful = False
        """Whether all timelines in the averages keep every rule."""
        self.budget, self._generator = budget, generator
        self._duties = balances_of_duties(part, self.problem.need)
        self._duties["multiplier"] = np.clip(self.best.duties, -self._duties["over"], self._duties["under"])
        self._duties["total"] = part.crews
        self._own = {person: state.timelines[person] for person in part.persons}
        self._averages = {person: self._average(person) for person in part.persons}
        self._rounds = 0
        self._set_softness(softness)
        self._cells = self._open_cells()
        arcs = sum(average.flow.arcs_per_day for average in self._averages.values())
        self._flow_steps = STEPS_PER_ARC * float(arcs) * self.problem.days
        self._exact_steps = STEPS_PER_DAY * sum(len(leeway.days) for leeway in self.leeways.values())

    def converge(self, is_over: Callable[[], bool]) -> None:
        """Average, and raise the bound until it hardly grows."""
        bounds: list[float] = []
        while not is_over():
            self.run(CHECK_ROUNDS, is_over)
            self._note_bound()
            if self._rounds >= STIFF_ROUNDS:
                self._set_softness(min(self._softness * SOFTENING, MOST_SOFTNESS))
            bounds.append(self.bound)
            if self._softness == MOST_SOFTNESS and bounds[-1] - bounds[-1 - PATIENCE] < LEAST_GROWTH * abs(bounds[-1]):
                return

    def run(self, rounds: int, is_over: Callable[[], bool]) -> None:
        """Go through all people so many times; with exact timelines once few enough cells are open."""
        if not self.is_lawful and self._open_cells() < LAWFUL_SHARE * self._cells:
            self._become_lawful()
            rounds = max(rounds, LAWFUL_ROUNDS)
        for _ in range(rounds):
            if is_over():
                return
            order = self._generator.permutation(np.array(self.part.persons)).tolist()
            if self.is_lawful:
                self._round_exactly(order)
            else:
                self._round(order)
            self._rounds += 1
            if self._rounds % 2 == 0:
                self._update_multipliers()

    @property
    def crews(self) -> Vector:
        """Average number of people on each duty."""
        return np.asarray(self._duties["total"], np.float64)

    def mix(self) -> list[tuple[int, Timeline, float]]:
        """The timelines that the averages are mixed from: person, timeline, share."""
        return [(p, c.timeline, c.share) for p, average in self._averages.items() for c in average.columns.values()]

    def narrow(self, person: int) -> bool:
        """Keep to what the person's leeway allows by now; false, and nothing done, if that leaves no timeline."""
        average, allowed = self._averages[person], self.leeways[person].allowed
        fitting = {key: column for key, column in average.columns.items() if allowed[column.timeline.choices].all()}
        if not fitting:
            column = self._exact_columns((person,))[0] if self.is_lawful else self._flow_column(average)
            if column is None:
                return False
            fitting = {column.timeline.choices.tobytes(): column}
        average.mix_anew(fitting)
        return True

    def _round(self, order: Sequence[int]) -> None:
        """Each person in turn moves towards the cheapest timeline, counters priced."""
        self.budget.charge(self._flow_steps)
        for person in order:
            column = self._flow_column(self._averages[person])
            if column is not None:
                self._averages[person].move_towards(column)

    def _round_exactly(self, order: Sequence[int]) -> None:
        """The same with exact timelines, a few people at a time."""
        self.budget.charge(self._exact_steps)
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            for person, column in zip(batch, self._exact_columns(batch), strict=True):
                if column is not None:
                    self._averages[person].move_towards(column)

    def _become_lawful(self) -> None:
        """Change to timelines that keep every rule; whoever has none gets all cells back."""
        self.is_lawful = True
        persons = list(self._averages)
        for person, column in zip(persons, self._exact_columns(persons), strict=True):
            if column is None:
                self.leeways[person].allowed[:] = self.part.leeways[person].allowed
                column = self._exact_columns((person,))[0] or AverageColumn(self._own[person], np.zeros(0))
            average = self._averages[person]
            average.counters = np.zeros(0, BALANCE)
            average.mix_anew({column.timeline.choices.tobytes(): column})

    def _exact_columns(self, persons: Sequence[int]) -> list[AverageColumn | None]:
        """Cheapest timelines, all counters kept."""
        found = self.pool.cheapest(persons, on_grid(price_all(self._duties)), self.leeways)
        return [None if own.timeline is None else AverageColumn(own.timeline, np.zeros(0)) for own in found]

    def _flow_column(self, average: PersonAverage) -> AverageColumn | None:
        """One person's cheapest timeline, counters priced; nothing if there is none."""
        allowed = self.leeways[average.person].allowed
        return average.flow.cheapest(allowed, price_all(self._duties), price_all(average.counters))[1]

    def _update_multipliers(self) -> None:
        """Let the prices of the averages as they are become the multipliers."""
        for balances in self._balances():
            balances["multiplier"] = price_all(balances)

    def _balances(self) -> Iterator[Balances]:
        yield self._duties
        for average in self._averages.values():
            yield average.counters

    def _set_softness(self, softness: float) -> None:
        """Set how much prices answer: by the cost of a unit for so many units; counters as a usual duty does."""
        self._softness = softness
        weights = np.maximum(self._duties["under"], self._duties["over"])
        self._duties["stiffness"] = weights / softness
        usual = float(np.median(weights[weights > 0])) if (weights > 0).any() else 1.0
        for average in self._averages.values():
            if len(average.counters):
                average.counters["stiffness"] = COUNTER_SHARE * usual / softness / average.largest**2

    def _note_bound(self) -> None:
        """Find the Lagrangian bound under the multipliers; keep it if it is the best."""
        self.budget.charge(self._flow_steps)
        prices, duties = on_grid(self._duties["multiplier"]), self._duties
        others = self.part.crews
        crews = np.maximum(others, np.where(prices > 0, duties["low"], duties["high"]))
        short, many = np.maximum(duties["low"] - crews, 0), np.maximum(crews - duties["high"], 0)
        bound = float((prices * (crews - others) + duties["under"] * short + duties["over"] * many).sum())
        for person, average in self._averages.items():
            worth, counters = on_grid(average.counters["multiplier"]), average.counters
            least, _ = average.flow.cheapest(self.leeways[person].allowed, prices, worth)
            limits = np.where(worth > 0, counters["low"], counters["high"])
            bound += least + float(worth[worth != 0] @ limits[worth != 0])
        if bound > self.bound:
            self.bound = bound
            counters_worth = {p: own.counters["multiplier"].copy() for p, own in self._averages.items()}
            self.best = Multipliers(prices, counters_worth)

    def _near(self, person: int, leeway: Leeway) -> Leeway:
        """The leeway, for pricing that need not be exact: no bound comes from it."""
        near = self.pool.pricers[person].timelines.near_average
        return leeway if near is None or leeway.days != near.days else replace(leeway, band=near.band, frames={})

    def _open_cells(self) -> int:
        """Number of (person, day) cells with more than one choice left."""
        choices = self.problem.choices
        return sum(int(leeway.open_days(choices[p].starts).sum()) for p, leeway in self.leeways.items())

    def _average(self, person: int) -> PersonAverage:
        """A person's average that is the timeline there is."""
        automaton, timelines = self.problem.automata[person], self.pool.pricers[person].timelines
        flow = PricedFlow(timelines, self.leeways[person])
        largest = np.maximum(flow.network.side.steps.max(axis=0), 1).astype(np.float64)
        counters = balances_of_counters(automaton)
        counters["multiplier"] = self.best.counters.get(person, 0.0)
        average = PersonAverage(person, flow, self._duties, counters, largest, np.zeros(len(self._duties)))
        own = self._own[person]
        average.mix_anew({own.choices.tobytes(): column_of(own, automaton, timelines.choices)})
        return average
