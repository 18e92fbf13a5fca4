"""Pricing: one person's cheapest timeline under prices on duties, exactly.

Counters that seldom bind (weekends, caps on one shift) are left out of the dynamic programme at first. A cheapest
timeline that keeps a counter left out is the cheapest with it, too; when one breaks a counter, that counter is watched
for this person from then on. Keeping only the best label with a count instead is *not* exact: it loses timelines, and
what it returns is no bound (measured on a public instance: 1397 for an optimum of 1296.6).

Counters watched get a price per unit (Lagrangian relaxation). The cheapest timeline under these prices gives a bound;
if it keeps the counters and leaves nothing priced unused, it is the cheapest of all, and mostly that is so once the
prices have settled. Otherwise the counters become axes of a second, exact pass that the bound prunes. Where the axes
would be too large (many caps over a year), the bound stands and the timeline is the best that was met on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.rostering.pricing.kernel import (
    NO_WAY,
    TOO_SMALL,
    cheapest_timeline,
    complete,
    duties_of,
    follow,
    price_choices,
    walk,
)
from optimizer.rostering.pricing.network import (
    IMPOSSIBLE,
    Network,
    build_network,
    main_counter,
    side_size,
    total_breach,
)
from optimizer.rostering.timelines.automaton import FORBIDDEN, Automaton
from optimizer.rostering.timelines.choices import Choices
from optimizer.rostering.timelines.problem import TimelineProblem, Vector

GRID = 2.0**20
"""Prices are multiples of 1 / GRID, so that sums of them are exact."""
MOST_CELLS = 2**27
"""Cells of the exact pass over all free days above which side counters are priced only."""
FIRST_SLACK = 8.0
"""Least step, in whole-number cost, by which the ceiling of the exact pass is raised when nothing lies below it."""
MOST_ROUNDS = 6
"""Rounds of counter prices before the exact pass, and how much larger an axis is worth one more."""
SIDES_PER_ROUND = 8
RELAXED_ROUNDS = 24
"""Rounds of counter prices where there is no exact pass; those after the first few only until a timeline is met."""
SETTLED = 4
LEAST_STEP = 0.25
"""Least change of a counter's price, in whole-number cost."""
MOST_PRICE = 2.0**23
"""Highest price of a counter's step: sums of a year of them are still exact."""
Allowed = NDArray[np.bool_]
"""Which of a person's choices may be taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """What one person does on each day."""

    choices: NDArray[np.int32]
    """By day."""
    duties: NDArray[np.int32]
    """Numbers of the duties held, in order."""
    cost: float
    """Cost of the person's own rules; need for people not included."""

    def reduced_cost(self, prices: Vector) -> float:
        """Cost less what the duties earn."""
        return self.cost - float(prices[self.duties].sum())


@dataclass(frozen=True, slots=True)
class Offer:
    """What pricing found for one person."""

    timeline: Timeline | None
    """The cheapest; in the rare case that it is not known, the cheapest met; nothing if there is none, or none was."""
    bound: float
    """No timeline has a lower reduced cost; equal to that of ``timeline`` if it is the cheapest."""


@dataclass(slots=True)
class Networks:
    """The networks of one automaton, each laid out when it is first asked for."""

    automaton: Automaton
    main: int | None = field(init=False)
    _built: dict[tuple[tuple[int, ...], bool], Network] = field(default_factory=dict)
    _flow: Network | None = None

    def __post_init__(self) -> None:
        self.main = main_counter(self.automaton)

    @property
    def flow(self) -> Network:
        """The network that only prices counters, all of them."""
        if self._flow is None:
            self._flow = build_network(self.automaton, None, (), range(len(self.automaton.counters)))
        return self._flow

    def watching(self, counters: tuple[int, ...], are_axes: bool) -> Network:
        """The network that counts or only prices these besides the main counter."""
        key = counters, are_axes
        if key not in self._built:
            axes, priced = (counters, ()) if are_axes else ((), counters)
            self._built[key] = build_network(self.automaton, self.main, axes, priced)
        return self._built[key]

    def cells(self, counters: Sequence[int]) -> int:
        """Cells of one day if these counters are axes."""
        states, length = self.automaton.next_state.shape[1], len(self.watching((), True).main_end)
        return int(states) * length * side_size(self.automaton, counters)


class Workspace:
    """Memory that one thread prices in."""

    def __init__(self) -> None:
        self.tracks = np.empty(1 << 16, np.uint16)
        self._rest = np.empty(1 << 16)

    def rest(self, shape: tuple[int, int, int]) -> NDArray[np.float64]:
        """Room for the least cost of the rest of the way."""
        size = shape[0] * shape[1] * shape[2]
        if size > len(self._rest):
            self._rest = np.empty(size)
        return self._rest[:size].reshape(shape)

    def grow(self) -> None:
        """Double the room for tracks."""
        self.tracks = np.empty(2 * len(self.tracks), np.uint16)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the fixed days before and after the free ones leave; see the kernel for the arrays.

    Duties of fixed days earn nothing: where days are fixed, so are the people on their duties.
    """

    begins: NDArray[np.int64]
    main_left: NDArray[np.int32]
    cost_left: NDArray[np.float64]
    side_left: NDArray[np.int64]
    side_end: NDArray[np.float64]
    fixed_cost: float
    """Cost of the fixed days, as far as ``cost_left`` does not hold it."""


@dataclass(slots=True)
class Leeway:
    """What of one person's timeline may change."""

    days: range
    """The days that are free; the others stay as they are."""
    base: NDArray[np.int32]
    """The choice of each day that is not free."""
    allowed: Allowed
    """Which choices of the free days may be taken."""
    frames: dict[tuple[tuple[int, ...], bool], _Frame] = field(default_factory=dict)
    """By counters watched, and whether they are axes."""

    def open_days(self, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Of all days, those with more than one choice left; ``starts`` tells each day's first choice."""
        left = np.add.reduceat(self.allowed, starts[:-1], dtype=np.int64) > 1
        left[: self.days.start] = left[self.days.stop :] = False
        return np.asarray(left)

    def narrowable(self) -> Leeway:
        """The same, with choices that can be struck out without striking them out here."""
        return Leeway(self.days, self.base, self.allowed.copy(), self.frames)


class _CounterPrices:
    """Prices of one person's counters: raised where a timeline takes too much, lowered where it leaves some unused.

    Each price has a step of its own, longer while the direction stays and shorter when it turns.
    """

    def __init__(self) -> None:
        self.price: dict[int, float] = {}
        self._step: dict[int, float] = {}
        self._direction: dict[int, int] = {}

    def of(self, counters: Sequence[int]) -> Vector:
        """The prices of these counters."""
        return np.array([self.price.get(k, 0.0) for k in counters])

    def move(self, excess: dict[int, int], first_step: float) -> None:
        """Move the price of each counter by the excess over its limit."""
        for k, amount in excess.items():
            price = self.price.get(k, 0.0)
            direction = 1 if amount > 0 else -1 if amount < 0 and price > 0 else 0
            if direction:
                turned = direction * self._direction.get(k, direction)
                step = self._step.get(k, first_step) * (1.6 if turned > 0 else 0.4)
                self._step[k] = min(max(step, LEAST_STEP), MOST_PRICE)
                self._direction[k] = direction
                moved = np.round((price + direction * self._step[k]) * GRID) / GRID
                self.price[k] = min(max(0.0, moved), MOST_PRICE)


@dataclass(slots=True)
class _Relaxation:
    """The best that a pricing knows: a bound with the counter prices it comes from, and the cheapest timeline met."""

    bound: float = -np.inf
    counter_prices: Vector | None = None
    timeline: Timeline | None = None
    cost: float = IMPOSSIBLE
    """Reduced cost of the timeline."""

    @property
    def is_closed(self) -> bool:
        """Whether the timeline is the cheapest."""
        return self.cost <= self.bound


@dataclass(slots=True)
class _Verdict:
    """What a timeline costs and breaks."""

    cost: float
    is_kept: bool
    """Whether it keeps every hard rule."""
    excess: dict[int, int] = field(default_factory=dict)
    """By counter watched: amount above a strict limit, negative below."""
    broken: list[int] = field(default_factory=list)
    """Counters broken that are not watched."""


class PersonPricer:
    """Finds one person's cheapest timelines."""

    def __init__(self, networks: Networks, choices: Choices) -> None:
        self.choices = choices
        self._networks = networks
        self._automaton = networks.automaton
        self.watched: tuple[int, ...] = ()
        self.counter_prices = _CounterPrices()
        self.slack = 0.0
        """By how much the cheapest timeline is expected to lie above the bound of the counter prices."""
        self._classes: dict[tuple[int, ...], NDArray[np.int32]] = {}
        days = len(choices.starts) - 1
        self.all = Leeway(range(days), np.zeros(days, np.int32), np.ones(len(choices.pattern), np.bool_))
        """Everything may change."""

    def cheapest(self, prices: Vector, workspace: Workspace, leeway: Leeway | None = None) -> Offer:
        """Find the timeline of least cost less the prices of its duties.

        Parameters
        ----------
        prices
            What holding each duty earns; multiples of 1 / :data:`GRID`.
        workspace
            Memory to work in.
        leeway
            What may change; everything if left out.
        """
        while True:
            watched = self.watched
            offer = _Pricing(self, prices, workspace, leeway or self.all).run()
            if offer is not None:
                return offer
            assert self.watched != watched

    @property
    def flow_network(self) -> Network:
        """The network that only prices counters, all of them."""
        return self._networks.flow

    @property
    def main_axis(self) -> Vector:
        """Cost of each end on the main axis."""
        return self._networks.watching((), True).main_end

    def network(self, days: int) -> tuple[Network, bool]:
        """The network to price so many days with, and whether the counters watched are axes of it."""
        are_axes = self._networks.cells(self.watched) * days <= MOST_CELLS
        return self._networks.watching(self.watched, are_axes), are_axes

    def timeline(self, chosen: NDArray[np.int32]) -> Timeline | None:
        """The timeline of these choices; nothing if a hard rule forbids it."""
        verdict = self.judge(chosen)
        if not verdict.is_kept:
            return None
        return Timeline(chosen, duties_of(chosen, self.choices.row_starts, self.choices.rows), verdict.cost)

    def judge(self, chosen: NDArray[np.int32]) -> _Verdict:
        """What a timeline costs and breaks."""
        automaton = self._automaton
        totals = np.zeros(len(automaton.counters), np.int64)
        patterns = self.choices.pattern[chosen]
        cost = walk(automaton.layers, automaton.next_state, automaton.cost, automaton.amounts, patterns, totals)
        verdict = _Verdict(cost + float(self.choices.cost[chosen].sum()), is_kept=cost < IMPOSSIBLE)
        for k, (counter, added) in enumerate(zip(automaton.counters, totals.tolist(), strict=True)):
            total = counter.carried + added
            breach = total_breach(counter, total)
            verdict.cost += breach * (counter.price or 0)
            verdict.is_kept &= not (breach and counter.price is None)
            if k in self.watched:
                is_limited = counter.price is None and counter.at_most is not None
                verdict.excess[k] = total - (counter.at_most or 0) if is_limited else 0
            elif breach and k != self._networks.main:
                verdict.broken.append(k)
        return verdict

    def watch(self, counters: Sequence[int]) -> None:
        """Watch further counters from now on."""
        self.watched = tuple(sorted((*self.watched, *counters)))

    def strike_out(
        self, allowed: Allowed, counter: int, excess: int, chosen: NDArray[np.int32], days: range, prices: Vector
    ) -> None:
        """Forbid what counts on a counter, but on those days of a timeline on which it is worth most.

        Where the count depends on the day before (weekends), the day after such a day stays free as well.
        """
        automaton, choices = self._automaton, self.choices
        amounts = automaton.amounts[counter]
        most = amounts.max(axis=1)
        depends = bool(((amounts != most[:, None, :]) & (automaton.next_state != FORBIDDEN)).any())
        counted = [
            day
            for day in days
            if most[automaton.layers[day], choices.pattern[chosen[day]]] and len(choices.duties(chosen[day]))
        ]
        worth = {day: float(prices[choices.duties(chosen[day])].sum()) - choices.cost[chosen[day]] for day in counted}
        if depends:
            counted = [day for day in counted if day - 1 not in counted]
        kept = set(sorted(counted, key=lambda day: (-worth[day], day))[: max(0, len(counted) - excess)])
        for day in days:
            if day not in kept and not (depends and day - 1 in kept):
                own = slice(choices.starts[day], choices.starts[day + 1])
                allowed[own] &= most[automaton.layers[day], choices.pattern[own]] == 0

    def classes_of(self, network: Network) -> NDArray[np.int32]:
        """Class of each choice."""
        if self.watched not in self._classes:
            self._classes[self.watched] = network.class_of[self.choices.pattern]
        return self._classes[self.watched]


class _Pricing:
    """One pricing of one person."""

    def __init__(self, pricer: PersonPricer, prices: Vector, workspace: Workspace, leeway: Leeway) -> None:
        self.pricer, self.prices, self.workspace, self.leeway = pricer, prices, workspace, leeway
        self.network, self.are_axes = pricer.network(len(leeway.days))
        key = pricer.watched, self.are_axes
        if key not in leeway.frames:
            leeway.frames[key] = self._frame()
        self.frame = leeway.frames[key]
        self.layers = self.network.layers[leeway.days.start : leeway.days.stop]
        self.best = _Relaxation()

    def run(self) -> Offer | None:
        """The offer; nothing if a counter has to be watched that was not."""
        if self.frame.begins[0] < 0:
            return Offer(None, IMPOSSIBLE)
        self._price_choices(self.leeway.allowed)
        if self.leeway is not self.pricer.all and self.pricer.watched:
            # In a window few limits bind: without prices the cheapest timeline mostly keeps them.
            if not self._relax(np.zeros(len(self.pricer.watched)), is_last_resort=False, is_trial=True):
                return Offer(None, IMPOSSIBLE) if self.best.bound >= IMPOSSIBLE / 2 else None
            if self.best.is_closed:
                return Offer(self.best.timeline, self.best.bound + self.frame.fixed_cost)
        rounds = self._rounds()
        for number in range(rounds):
            counter_prices = self.pricer.counter_prices.of(self.pricer.watched) * self.network.is_limited
            if not self._relax(counter_prices, is_last_resort=number >= rounds // 2):
                return Offer(None, IMPOSSIBLE) if self.best.bound >= IMPOSSIBLE / 2 else None
            if self.best.is_closed or (number >= SETTLED and self.best.timeline is not None and not self.are_axes):
                break
        if not self.best.is_closed and self.are_axes:
            return self._close()
        if self.best.timeline is None and not self._ration():
            return None
        bound = self.best.cost if self.best.is_closed else self.best.bound
        return Offer(self.best.timeline, bound + self.frame.fixed_cost)

    def _rounds(self) -> int:
        """Rounds of counter prices: few where the exact pass is cheap."""
        if not self.are_axes:
            return RELAXED_ROUNDS
        return 1 + min(MOST_ROUNDS, len(self.network.side_end) // SIDES_PER_ROUND)

    def _price_choices(self, allowed: Allowed) -> None:
        network, choices, days = self.network, self.pricer.choices, self.leeway.days
        self.value = np.empty((len(days), network.classes))
        self.argument = np.empty((len(days), network.classes), np.int32)
        price_choices(
            days.start,
            choices.starts,
            self.pricer.classes_of(network),
            choices.cost,
            choices.row_starts,
            choices.rows,
            self.prices,
            allowed,
            self.value,
            self.argument,
        )

    def _relax(self, counter_prices: Vector, *, is_last_resort: bool, is_trial: bool = False) -> bool:
        """Find the cheapest timeline under counter prices, and move these; false if that ends the pricing."""
        pricer, network, begins = self.pricer, self.network, self.frame.begins
        rest, path = self._complete(counter_prices)
        least = float(rest[0, begins[0], begins[2]])
        if least >= IMPOSSIBLE / 2:
            self.best.bound = IMPOSSIBLE
            return False
        bound = least - float(counter_prices @ (network.side_limits - self.frame.side_left[-1]))
        if bound > self.best.bound:
            self.best.bound, self.best.counter_prices = bound, counter_prices
        chosen = self._chosen(path)
        verdict = pricer.judge(chosen)
        if verdict.broken:
            pricer.watch(verdict.broken)
            return False
        if verdict.is_kept:
            self._note(chosen, verdict.cost)
        if self.best.is_closed or is_trial:
            return True
        if is_last_resort:
            verdict.excess = {k: max(0, amount) for k, amount in verdict.excess.items()}
        pricer.counter_prices.move(verdict.excess, float(np.abs(self.prices).max(initial=16.0)) / 16)
        return True

    def _ration(self) -> bool:
        """Meet a timeline by striking out choices that count on limits exceeded, all but the cheapest few days of them.

        False if a counter has to be watched that was not.
        """
        pricer, allowed = self.pricer, self.leeway.allowed.copy()
        counter_prices = pricer.counter_prices.of(pricer.watched) * self.network.is_limited
        for _ in range(2 * len(pricer.watched) + 2):
            rest, path = self._complete(counter_prices)
            if rest[0, self.frame.begins[0], self.frame.begins[2]] >= IMPOSSIBLE / 2:
                break
            chosen = self._chosen(path)
            verdict = pricer.judge(chosen)
            if verdict.broken:
                pricer.watch(verdict.broken)
                return False
            if verdict.is_kept:
                self._note(chosen, verdict.cost)
                break
            for counter, excess in verdict.excess.items():
                if excess > 0:
                    pricer.strike_out(allowed, counter, excess, chosen, self.leeway.days, self.prices)
            self._price_choices(allowed)
        return True

    def _complete(self, counter_prices: Vector) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        network, frame = self.network, self.frame
        rest = self.workspace.rest((len(self.layers) + 1, network.states, len(network.main_end)))
        path = np.empty(len(self.layers), np.int32)
        complete(
            self.layers,
            network.arc_start,
            network.arc_target,
            network.arc_class,
            network.arc_cost + (network.side_steps @ counter_prices)[network.arc_side],
            network.arc_main,
            network.main_end,
            network.states,
            frame.main_left,
            frame.cost_left + frame.side_left[:-1] @ counter_prices,
            self.value,
            rest,
            path,
            frame.begins,
        )
        return rest, path

    def _close(self) -> Offer | None:
        """Find the cheapest timeline with all counters watched as axes; the bound tells what need not be looked at."""
        network, frame, pricer = self.network, self.frame, self.pricer
        assert self.best.counter_prices is not None
        rest, path = self._complete(self.best.counter_prices)
        credit = (network.side_limits - network.side_used) @ self.best.counter_prices
        slack = pricer.slack
        while True:
            ceiling = min(self.best.cost, self.best.bound + slack, IMPOSSIBLE / 2)
            cost, status = cheapest_timeline(
                self.layers,
                *network.arcs,
                network.side_shift,
                network.main_end,
                frame.side_end,
                network.states,
                frame.begins,
                frame.main_left,
                frame.cost_left,
                self.value,
                rest,
                credit,
                ceiling,
                self.workspace.tracks,
                path,
            )
            if status == TOO_SMALL:
                self.workspace.grow()
            elif status != NO_WAY or ceiling >= IMPOSSIBLE / 2:
                break
            else:
                assert ceiling < self.best.cost, "a timeline that was met is missed"
                slack = max(8 * slack, abs(self.best.bound) / 64, FIRST_SLACK)
        if status == NO_WAY:
            return Offer(None, IMPOSSIBLE)
        pricer.slack = (pricer.slack + cost - self.best.bound) / 2
        chosen = self._chosen(path)
        verdict = pricer.judge(chosen)
        if verdict.broken:
            pricer.watch(verdict.broken)
            return None
        self.best = _Relaxation()
        self._note(chosen, verdict.cost)
        return Offer(self.best.timeline, self.best.cost + self.frame.fixed_cost)

    def _chosen(self, path: NDArray[np.int32]) -> NDArray[np.int32]:
        days = self.leeway.days
        chosen = self.leeway.base.copy()
        chosen[days.start : days.stop] = self.argument[np.arange(len(days)), path]
        return chosen

    def _note(self, chosen: NDArray[np.int32], cost: float) -> None:
        """Keep a timeline that breaks nothing if it is the cheapest so far."""
        choices = self.pricer.choices
        timeline = Timeline(chosen, duties_of(chosen, choices.row_starts, choices.rows), cost)
        free = chosen[self.leeway.days.start : self.leeway.days.stop]
        earned = float(self.prices[duties_of(free, choices.row_starts, choices.rows)].sum())
        reduced = cost - earned - self.frame.fixed_cost
        if reduced < self.best.cost:
            self.best.timeline, self.best.cost = timeline, reduced

    def _frame(self) -> _Frame:
        network, states = self.network, self.network.states
        counters, sides = network.side_steps.shape[1], len(network.side_end)
        free, base = self.leeway.days, self.leeway.base
        begins, main_left, cost_left = np.zeros(4, np.int64), np.zeros(states, np.int32), np.zeros(states)
        side_left, side_end = np.zeros((states + 1, counters), np.int64), np.zeros((states, sides))
        follow(
            network.layers,
            *network.arcs,
            network.side_steps,
            network.side_end,
            states,
            self.pricer.classes_of(network)[base],
            np.array((free.start, free.stop)),
            begins,
            main_left,
            cost_left,
            side_left,
            side_end,
        )
        costs = self.pricer.choices.cost[base]
        fixed = float(begins[3]) + float(costs[: free.start].sum() + costs[free.stop :].sum())
        return _Frame(begins, main_left, cost_left, side_left, side_end, fixed)


def build_pricers(problem: TimelineProblem) -> list[PersonPricer]:
    """A pricer for each person; persons with one automaton share their networks."""
    networks: dict[int, Networks] = {}
    return [
        PersonPricer(networks.setdefault(id(automaton), Networks(automaton)), choices)
        for automaton, choices in zip(problem.automata, problem.choices, strict=True)
    ]
