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
from dataclasses import dataclass, field
from math import ceil, floor, inf, isfinite, isinf
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from optimizer.rostering.budget import Effort
from optimizer.rostering.pricing.free_part import Part
from optimizer.rostering.pricing.kernel import duties_of, follow, price_choices, walk
from optimizer.rostering.pricing.network import IMPOSSIBLE, counter_unit
from optimizer.rostering.pricing.pricer import GRID, Leeway, PersonPricer, Timeline
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian_kernel import BALANCE, cheapest_flow, price_all, step
from optimizer.rostering.relaxation.column_generation import STEPS_PER_CELL, Team
from optimizer.rostering.timelines.automaton import Automaton
from optimizer.rostering.timelines.choices import Choices
from optimizer.rostering.timelines.problem import Cover, Vector

SOFTNESS = 4.0
"""People too few on a duty that raise its price by the cost of one, …"""
STIFF_ROUNDS = 60
SOFTENING = 1.1
"""… at first, and by how much that grows with each bound later, …"""
MOST_SOFTNESS = 4000.0
"""… up to this.

Averages for a dive have to answer more: see :data:`~optimizer.rostering.search.neighbourhoods.SOFTNESSES`.
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
MOST_COLUMNS = 40
"""Timelines that a person's average is mixed from, at the most; half are kept when it is exceeded."""
STEPS_PER_ARC = 2
"""Steps that a transition counts for in pricing without counters."""
Balances = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Multipliers:
    """What one more is worth of each duty, and per person of a step of each counter."""

    duties: Vector
    counters: Mapping[int, Vector]


@dataclass(slots=True)
class _Column:
    """A timeline in an average."""

    timeline: Timeline
    totals: Vector
    """What it adds to each counter, in steps."""
    share: float = 0.0


class _Flow:
    """One person's timelines as ways through a network in which all counters are priced."""

    def __init__(self, pricer: PersonPricer, leeway: Leeway) -> None:
        self.network, self.choices, self.days, self.base = pricer.flow_network, pricer.choices, leeway.days, leeway.base
        self._classes = self.network.class_of[self.choices.pattern]
        network, states = self.network, self.network.states
        begins, main_left, ends = np.zeros(4, np.int64), np.zeros(states, np.int32), np.zeros((states, 1))
        self._cost_left = np.zeros(states)
        self._side_left = np.zeros((states + 1, network.side_steps.shape[1]), np.int64)
        follow(
            network.layers,
            *network.arcs,
            network.side_steps,
            network.side_end,
            states,
            self._classes[self.base],
            np.array((self.days.start, self.days.stop)),
            begins,
            main_left,
            self._cost_left,
            self._side_left,
            ends,
        )
        self._begin = int(begins[0])
        fixed = self.choices.cost[self.base]
        self._fixed = float(begins[3] + fixed[: self.days.start].sum() + fixed[self.days.stop :].sum())

    def cheapest(self, allowed: NDArray[np.bool_], prices: Vector, worth: Vector) -> tuple[float, _Column | None]:
        """Least cost of a timeline less what its duties and counters earn, and one that has it; nothing if none has."""
        network, choices, days = self.network, self.choices, self.days
        value, argument = np.empty((len(days), network.classes)), np.empty((len(days), network.classes), np.int32)
        price_choices(
            days.start,
            choices.starts,
            self._classes,
            choices.cost,
            choices.row_starts,
            choices.rows,
            prices,
            allowed,
            value,
            argument,
        )
        path, totals = np.empty(len(days), np.int32), np.empty(len(worth))
        least, own = cheapest_flow(
            network.layers[days.start : days.stop],
            network.arc_start,
            network.arc_target,
            network.arc_class,
            network.arc_cost,
            network.arc_side,
            network.side_steps,
            network.states,
            self._begin,
            self._cost_left,
            self._side_left,
            worth,
            value,
            path,
            totals,
        )
        if least >= IMPOSSIBLE / 2:
            return IMPOSSIBLE, None
        chosen, free = self.base.copy(), argument[np.arange(len(path)), path]
        chosen[days.start : days.stop] = free
        duties = duties_of(chosen, choices.row_starts, choices.rows)
        cost = own + float(choices.cost[free].sum()) + self._fixed
        return least + self._fixed, _Column(Timeline(chosen, duties, cost), totals)


@dataclass(slots=True)
class _Member:
    """One person's average."""

    person: int
    flow: _Flow
    counters: Balances
    """Empty as soon as timelines keep them anyway."""
    largest: Vector
    """Largest step of each counter."""
    holds: Vector
    """By duty: share of the person on it."""
    cost: float = 0.0
    columns: dict[bytes, _Column] = field(default_factory=dict)


class Averaging:
    """Averages over one part of the roster.

    Parameters
    ----------
    state
        The roster there is; averages begin with it.
    team
        Prices timelines exactly.
    part
        What may change.
    effort
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
        team: Team,
        part: Part,
        effort: Effort,
        generator: Generator,
        start: Multipliers | None = None,
        softness: float = SOFTNESS,
    ) -> None:
        self.problem, self.team, self.part = state.problem, team, part
        self.leeways = dict(part.leeways)
        self.bound = -inf
        """Bound on the cost of this part: the persons' timelines and the need of ``part.rows``."""
        self.best = start or Multipliers(np.zeros(len(part.crews)), {})
        """Those of the best bound."""
        self.is_lawful = False
        """Whether all timelines in the averages keep every rule."""
        self.effort, self._generator = effort, generator
        self._duties = _balances_of_duties(part, self.problem.cover)
        self._duties["multiplier"] = np.clip(self.best.duties, -self._duties["over"], self._duties["under"])
        self._duties["total"] = part.crews
        self._own = {person: state.timelines[person] for person in part.persons}
        self._members = {person: self._member(person) for person in part.persons}
        self._rounds = 0
        self._set_softness(softness)
        self._cells = self._open_cells()
        arcs = sum(len(m.flow.network.arc_cost) / (m.flow.network.layers.max() + 1) for m in self._members.values())
        self._flow_steps = STEPS_PER_ARC * float(arcs) * self.problem.days
        self._exact_steps = STEPS_PER_CELL * sum(len(leeway.days) for leeway in self.leeways.values())

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
        return [(p, c.timeline, c.share) for p, member in self._members.items() for c in member.columns.values()]

    def narrow(self, person: int) -> bool:
        """Keep to what the person's leeway allows by now; false, and nothing done, if that leaves no timeline."""
        member, allowed = self._members[person], self.leeways[person].allowed
        fitting = {key: column for key, column in member.columns.items() if allowed[column.timeline.choices].all()}
        if not fitting:
            column = self._exact_columns((person,))[0] if self.is_lawful else self._flow_column(member)
            if column is None:
                return False
            fitting = {column.timeline.choices.tobytes(): column}
        self._mix_anew(member, fitting)
        return True

    def _round(self, order: Sequence[int]) -> None:
        """Each person in turn moves towards the cheapest timeline, counters priced."""
        self.effort.charge(self._flow_steps)
        for person in order:
            column = self._flow_column(self._members[person])
            if column is not None:
                self._move(self._members[person], column)

    def _round_exactly(self, order: Sequence[int]) -> None:
        """The same with exact timelines, a few people at a time."""
        self.effort.charge(self._exact_steps)
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            for person, column in zip(batch, self._exact_columns(batch), strict=True):
                if column is not None:
                    self._move(self._members[person], column)

    def _move(self, member: _Member, column: _Column) -> None:
        """Move an average towards a timeline, as far as it helps."""
        change = column.timeline.cost - member.cost
        share = step(self._duties, member.counters, member.holds, column.timeline.duties, column.totals, change)
        if share == 0.0:
            return
        member.cost += share * change
        for other in member.columns.values():
            other.share *= 1.0 - share
        known = member.columns.setdefault(column.timeline.choices.tobytes(), column)
        known.share += share
        if share == 1.0:
            self._mix_anew(member, {column.timeline.choices.tobytes(): known})
        elif len(member.columns) > MOST_COLUMNS:
            ranked = sorted(member.columns.items(), key=lambda item: -item[1].share)
            self._mix_anew(member, dict(ranked[: MOST_COLUMNS // 2]))

    def _mix_anew(self, member: _Member, columns: dict[bytes, _Column]) -> None:
        """Mix an average from these timelines, their shares in proportion as they are."""
        total = sum(column.share for column in columns.values())
        self._duties["total"] -= member.holds
        member.holds[:], member.counters["total"], member.cost = 0.0, 0.0, 0.0
        for column in columns.values():
            column.share = column.share / total if total > 0 else 1.0 / len(columns)
            member.holds[column.timeline.duties] += column.share
            member.counters["total"] += column.share * column.totals
            member.cost += column.share * column.timeline.cost
        self._duties["total"] += member.holds
        member.columns = columns

    def _become_lawful(self) -> None:
        """Change to timelines that keep every rule; whoever has none gets all cells back."""
        self.is_lawful = True
        persons = list(self._members)
        for person, column in zip(persons, self._exact_columns(persons), strict=True):
            if column is None:
                self.leeways[person].allowed[:] = self.part.leeways[person].allowed
                column = self._exact_columns((person,))[0] or _Column(self._own[person], np.zeros(0))
            member = self._members[person]
            member.counters = np.zeros(0, BALANCE)
            self._mix_anew(member, {column.timeline.choices.tobytes(): column})

    def _exact_columns(self, persons: Sequence[int]) -> list[_Column | None]:
        """Cheapest timelines, all counters kept."""
        prices = np.round(price_all(self._duties) * GRID) / GRID
        offers = self.team.cheapest(persons, prices, self.leeways)
        return [None if offer.timeline is None else _Column(offer.timeline, np.zeros(0)) for offer in offers]

    def _flow_column(self, member: _Member) -> _Column | None:
        """One person's cheapest timeline, counters priced; nothing if there is none."""
        allowed = self.leeways[member.person].allowed
        return member.flow.cheapest(allowed, price_all(self._duties), price_all(member.counters))[1]

    def _update_multipliers(self) -> None:
        """Let the prices of the averages as they are become the multipliers."""
        for balances in self._balances():
            balances["multiplier"] = price_all(balances)

    def _balances(self) -> Iterator[Balances]:
        yield self._duties
        for member in self._members.values():
            yield member.counters

    def _set_softness(self, softness: float) -> None:
        """Set how much prices answer: by the cost of a unit for so many units; counters as a usual duty does."""
        self._softness = softness
        weights = np.maximum(self._duties["under"], self._duties["over"])
        self._duties["stiffness"] = weights / softness
        usual = float(np.median(weights[weights > 0])) if (weights > 0).any() else 1.0
        for member in self._members.values():
            if len(member.counters):
                member.counters["stiffness"] = COUNTER_SHARE * usual / softness / member.largest**2

    def _note_bound(self) -> None:
        """Find the Lagrangian bound under the multipliers; keep it if it is the best."""
        self.effort.charge(self._flow_steps)
        prices, duties = _on_grid(self._duties["multiplier"]), self._duties
        others = self.part.crews
        crews = np.maximum(others, np.where(prices > 0, duties["low"], duties["high"]))
        short, many = np.maximum(duties["low"] - crews, 0), np.maximum(crews - duties["high"], 0)
        bound = float((prices * (crews - others) + duties["under"] * short + duties["over"] * many).sum())
        for person, member in self._members.items():
            worth, counters = _on_grid(member.counters["multiplier"]), member.counters
            least, _ = member.flow.cheapest(self.leeways[person].allowed, prices, worth)
            limits = np.where(worth > 0, counters["low"], counters["high"])
            bound += least + float(worth[worth != 0] @ limits[worth != 0])
        if bound > self.bound:
            self.bound = bound
            self.best = Multipliers(prices, {p: m.counters["multiplier"].copy() for p, m in self._members.items()})

    def _open_cells(self) -> int:
        """Number of (person, day) cells with more than one choice left."""
        choices = self.problem.choices
        return sum(int(leeway.open_days(choices[p].starts).sum()) for p, leeway in self.leeways.items())

    def _member(self, person: int) -> _Member:
        automaton, flow = self.problem.automata[person], _Flow(self.team.pricers[person], self.leeways[person])
        largest = np.maximum(flow.network.side_steps.max(axis=0), 1).astype(np.float64)
        counters = _balances_of_counters(automaton)
        counters["multiplier"] = self.best.counters.get(person, 0.0)
        member = _Member(person, flow, counters, largest, np.zeros(len(self._duties)))
        own = self._own[person]
        self._mix_anew(member, {own.choices.tobytes(): _column_of(own, automaton, flow.choices)})
        return member


def _column_of(timeline: Timeline, automaton: Automaton, choices: Choices) -> _Column:
    """A timeline with what it adds to counters, and its cost without what those cost."""
    amounts = np.zeros(len(automaton.counters), np.int64)
    patterns = choices.pattern[timeline.choices]
    own = walk(automaton.layers, automaton.next_state, automaton.cost, automaton.amounts, patterns, amounts)
    units = np.array([counter_unit(automaton, number) for number in range(len(amounts))], np.float64)
    cost = own + float(choices.cost[timeline.choices].sum())
    return _Column(Timeline(timeline.choices, timeline.duties, cost), amounts / units)


def _balances_of_duties(part: Part, cover: Cover) -> Balances:
    """The need for people on all duties; those that are not open cost nothing."""
    is_open = np.zeros(len(part.crews), np.bool_)
    is_open[list(part.rows)] = True
    duties = np.zeros(len(part.crews), BALANCE)
    duties["low"], duties["high"] = cover.minimum, cover.maximum
    duties["under"], duties["over"] = np.where(is_open, cover.under, 0.0), np.where(is_open, cover.over, 0.0)
    return duties


def _balances_of_counters(automaton: Automaton) -> Balances:
    """Limits on all counters, in steps."""
    counters = np.zeros(len(automaton.counters), BALANCE)
    for number, counter in enumerate(automaton.counters):
        unit, carried = counter_unit(automaton, number), counter.carried
        least = -inf if counter.at_least is None else (counter.at_least - carried) / unit
        most = inf if counter.at_most is None else (counter.at_most - carried) / unit
        dearest = inf if counter.price is None else float(counter.price * unit)
        counters[number]["low"] = ceil(least) if isinf(dearest) and isfinite(least) else least
        counters[number]["high"] = floor(most) if isinf(dearest) and isfinite(most) else most
        counters[number]["under"] = counters[number]["over"] = dearest
    return counters


def _on_grid(prices: Vector) -> Vector:
    """Prices as multiples of 1 / GRID, so that sums of them are exact."""
    return np.round(prices * GRID) / GRID
