"""One pricing of one person, by decremental state-space relaxation.

Counters that seldom bind (weekends, caps on one shift) are left out of the dynamic programme at first. A cheapest
timeline that keeps a counter left out is the cheapest with it, too; when one breaks a counter, that counter is watched
for this person from then on. Keeping only the best label with a count instead is *not* exact: it loses timelines, and
what it returns is no bound (measured on a public instance: 1397 for an optimum of 1296.6).

Counters watched get a price per unit (Lagrangian relaxation). The cheapest timeline under these prices gives a bound;
if it keeps the counters and leaves nothing priced unused, it is the cheapest of all, and mostly that is so once the
prices have settled. Otherwise the counters become axes of a second, exact pass of label setting that the bound prunes.
Where the axes would be too large (many caps over a year), the bound stands and the timeline is the best that was met on
the way.

Sources: N. Boland, J. Dethridge, I. Dumitrescu, *Accelerated label setting algorithms for the elementary resource
constrained shortest path problem*, Operations Research Letters 34 (2006); G. Righini, M. Salani, *New dynamic
programming algorithms for the resource constrained elementary shortest path problem*, Networks 51 (2008), whose
decremental relaxation leaves out visits where this leaves out counters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.rostering.arrays import Flags, Indices, Vector
from optimizer.rostering.pricing.kernel import (
    NO_WAY,
    TOO_SMALL,
    ClassPrices,
    backward_pass,
    duties_of,
    forward_pass,
    price_choices,
)
from optimizer.rostering.pricing.leeway import Leeway, frame_of
from optimizer.rostering.pricing.network import IMPOSSIBLE, Network
from optimizer.rostering.pricing.person_timelines import PersonTimelines
from optimizer.rostering.pricing.watched_counters import WatchedCounters
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.timeline import Timeline

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


@dataclass(frozen=True, slots=True)
class PricingResult:
    """What pricing found for one person."""

    timeline: Timeline | None
    """The cheapest; in the rare case that it is not known, the cheapest met; nothing if there is none, or none was."""
    bound: float
    """No timeline has a lower reduced cost; equal to that of ``timeline`` if it is the cheapest."""


@dataclass(slots=True)
class _BestKnown:
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


class PricingRun:
    """One pricing of one person.

    Parameters
    ----------
    timelines
        Those there may be.
    watched
        Counters to watch; those that a cheapest timeline breaks are added.
    prices
        What holding each duty earns.
    workspace
        Memory to work in.
    leeway
        What may change.
    """

    def __init__(
        self, timelines: PersonTimelines, watched: WatchedCounters, prices: Vector, workspace: Workspace, leeway: Leeway
    ) -> None:
        self._timelines, self._watched, self._prices, self._workspace = timelines, watched, prices, workspace
        self._leeway = leeway
        days, networks = leeway.days, timelines.networks
        self._band = leeway.band
        self._are_axes = self._band is None and networks.cells(watched.numbers) * len(days) <= MOST_CELLS
        """Whether the counters watched can be axes."""
        self._network = networks.watching(watched.numbers, self._are_axes)
        key = watched.numbers, self._are_axes
        if key not in leeway.frames:
            leeway.frames[key] = frame_of(leeway, self._network, timelines.choices)
        self._frame = leeway.frames[key]
        self._layers = self._network.layers[days.start : days.stop]
        self._best = _BestKnown()

    def run(self) -> PricingResult | None:
        """The result; nothing if a counter has to be watched that was not."""
        if self._frame.fixed.begin[0] < 0:
            return self._result(None, IMPOSSIBLE)
        self._price_choices(self._leeway.allowed)
        if self._band is None and self._leeway is not self._timelines.everything and self._watched.numbers:
            # In a window few limits bind: without prices the cheapest timeline mostly keeps them.
            if not self._relax(np.zeros(len(self._watched.numbers)), is_last_resort=False, is_trial=True):
                return self._without_timeline()
            if self._best.is_closed:
                return PricingResult(self._best.timeline, self._best.bound + self._frame.cost)
        rounds = self._rounds()
        for number in range(rounds):
            if not self._relax(self._counter_prices(), is_last_resort=number >= rounds // 2):
                return self._without_timeline()
            if self._best.is_closed or (number >= SETTLED and self._best.timeline is not None and not self._are_axes):
                break
        # Where the counters watched are few enough to be axes, the gap is closed for certain; else a timeline will do.
        if not self._best.is_closed and self._are_axes:
            return self._close()
        if self._best.timeline is None and not self._ration():
            return None
        bound = self._best.cost if self._best.is_closed else self._best.bound
        return self._result(self._best.timeline, bound + self._frame.cost)

    def _without_timeline(self) -> PricingResult | None:
        """What is to be said when the relaxation ended the pricing: there is no timeline, or it has to begin anew."""
        return self._result(None, IMPOSSIBLE) if self._best.bound >= IMPOSSIBLE / 2 else None

    def _result(self, timeline: Timeline | None, bound: float) -> PricingResult:
        """What was found; a band says nothing of timelines outside of it."""
        return PricingResult(timeline, bound if self._band is None else -np.inf)

    def _rounds(self) -> int:
        """Rounds of counter prices: few where the exact pass is cheap."""
        if not self._are_axes:
            return RELAXED_ROUNDS
        return 1 + min(MOST_ROUNDS, len(self._network.side.end) // SIDES_PER_ROUND)

    def _counter_prices(self) -> Vector:
        return self._watched.prices * self._network.is_limited

    def _price_choices(self, allowed: Flags) -> None:
        timelines, days = self._timelines, self._leeway.days
        shape = len(days), self._network.classes
        self._cheapest = ClassPrices(np.empty(shape), np.empty(shape, np.int32))
        classes = timelines.classes_of(self._watched.numbers, self._network)
        price_choices(days.start, timelines.choices, classes, self._prices, allowed, self._cheapest)

    def _relax(self, counter_prices: Vector, *, is_last_resort: bool, is_trial: bool = False) -> bool:
        """Find the cheapest timeline under counter prices, and move these; false if that ends the pricing."""
        network, fixed = self._network, self._frame.fixed
        rest, path = self._pass_back(counter_prices)
        least = float(rest[0, fixed.begin[0], fixed.begin[2]])
        if least >= IMPOSSIBLE / 2:
            self._best.bound = IMPOSSIBLE
            return False
        bound = least - float(counter_prices @ (network.side_limits - fixed.side_left[-1]))
        if bound > self._best.bound:
            self._best.bound, self._best.counter_prices = bound, counter_prices
        chosen = self._chosen(path)
        verdict = self._timelines.judge(chosen, self._watched.numbers)
        if verdict.broken:
            self._watched.add(verdict.broken)
            return False
        if verdict.is_kept:
            self._note(chosen, verdict.cost)
        if self._best.is_closed or is_trial:
            return True
        # Prices that also fall swing about the limits; late, a timeline that keeps them is worth more than a bound.
        if is_last_resort:
            verdict.excess = {k: max(0, amount) for k, amount in verdict.excess.items()}
        self._watched.move_prices(verdict.excess, float(np.abs(self._prices).max(initial=16.0)) / 16)
        return True

    def _ration(self) -> bool:
        """Meet a timeline by striking out choices that count on limits exceeded, all but the cheapest few days of them.

        False if a counter has to be watched that was not.
        """
        watched, allowed, begin = self._watched, self._leeway.allowed.copy(), self._frame.fixed.begin
        counter_prices = self._counter_prices()
        for _ in range(2 * len(watched.numbers) + 2):
            rest, path = self._pass_back(counter_prices)
            if rest[0, begin[0], begin[2]] >= IMPOSSIBLE / 2:
                break
            chosen = self._chosen(path)
            verdict = self._timelines.judge(chosen, watched.numbers)
            if verdict.broken:
                watched.add(verdict.broken)
                return False
            if verdict.is_kept:
                self._note(chosen, verdict.cost)
                break
            for counter, excess in verdict.excess.items():
                if excess > 0:
                    self._timelines.strike_out(allowed, counter, excess, chosen, self._leeway.days, self._prices)
            self._price_choices(allowed)
        return True

    def _pass_back(self, counter_prices: Vector) -> tuple[Vector, Indices]:
        """What the rest of the way costs at least from each cell under counter prices, and the cheapest way."""
        network = self._network
        rest = self._workspace.rest((len(self._layers) + 1, network.arcs.states, len(network.main_end)))
        path = np.empty(len(self._layers), np.int32)
        backward_pass(
            self._layers,
            network.arcs,
            network.side.steps,
            network.main_end,
            self._frame.fixed,
            self._no_band(network) if self._band is None else self._band,
            counter_prices,
            self._cheapest.value,
            rest,
            path,
        )
        return rest, path

    def _no_band(self, network: Network) -> Indices:
        """As far as the axis goes."""
        return np.tile(np.array([0, len(network.main_end) - 1], np.int32), (len(self._layers) + 1, 1))

    def _close(self) -> PricingResult | None:
        """Find the cheapest timeline with all counters watched as axes; the bound tells what need not be looked at."""
        network, watched = self._network, self._watched
        assert self._best.counter_prices is not None
        rest, path = self._pass_back(self._best.counter_prices)
        credit = (network.side_limits - network.side_used) @ self._best.counter_prices
        slack = watched.slack
        while True:
            ceiling = min(self._best.cost, self._best.bound + slack, IMPOSSIBLE / 2)
            cost, status = self._pass_forward(rest, credit, ceiling, path)
            if status == TOO_SMALL:
                self._workspace.grow()
            elif status != NO_WAY or ceiling >= IMPOSSIBLE / 2:
                break
            else:
                # The ceiling was set too low; a timeline that was met lies on a way that would have been found.
                assert ceiling < self._best.cost, "a timeline that was met is missed"
                slack = max(8 * slack, abs(self._best.bound) / 64, FIRST_SLACK)
        if status == NO_WAY:
            return PricingResult(None, IMPOSSIBLE)
        # Prices change little from one pricing of a person to the next, and so does the gap that has to be looked at.
        watched.slack = (watched.slack + cost - self._best.bound) / 2
        chosen = self._chosen(path)
        verdict = self._timelines.judge(chosen, watched.numbers)
        if verdict.broken:
            watched.add(verdict.broken)
            return None
        self._best = _BestKnown()
        self._note(chosen, verdict.cost)
        return PricingResult(self._best.timeline, self._best.cost + self._frame.cost)

    def _pass_forward(self, rest: Vector, credit: Vector, ceiling: float, path: Indices) -> tuple[float, int]:
        """Cost of the cheapest way with all counters, which the path receives, and how the search for it ended."""
        network = self._network
        cost, status = forward_pass(
            self._layers,
            network.arcs,
            network.side,
            network.main_end,
            self._frame.fixed,
            self._cheapest.value,
            rest,
            credit,
            ceiling,
            self._workspace.tracks,
            path,
        )
        return cost, status

    def _chosen(self, path: Indices) -> Indices:
        days = self._leeway.days
        chosen = self._leeway.base.copy()
        chosen[days.start : days.stop] = self._cheapest.choice[np.arange(len(days)), path]
        return chosen

    def _note(self, chosen: Indices, cost: float) -> None:
        """Keep a timeline that breaks nothing if it is the cheapest so far."""
        choices, days = self._timelines.choices, self._leeway.days
        free = chosen[days.start : days.stop]
        earned = float(self._prices[duties_of(choices.duty_starts, choices.duties, free)].sum())
        reduced = cost - earned - self._frame.cost
        if reduced < self._best.cost:
            self._best.timeline, self._best.cost = self._timelines.timeline_at(chosen, cost), reduced
