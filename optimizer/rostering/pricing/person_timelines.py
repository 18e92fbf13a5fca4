"""The timelines that one person may have: what each costs and breaks, and the networks to look for them in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from optimizer.rostering.arrays import Flags, Indices, Vector
from optimizer.rostering.pricing.kernel import duties_of, walk
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.network import IMPOSSIBLE, AutomatonNetworks, Network, total_breach
from optimizer.rostering.timelines.automaton import FORBIDDEN
from optimizer.rostering.timelines.choices import Choices
from optimizer.rostering.timelines.timeline import Timeline

LEAST_CELLS = 2**21
"""Cells of all days from which pricing that need not be exact keeps near the average pace …"""
BAND_STEPS = 6
"""… by so many of the largest steps."""


@dataclass(slots=True)
class Verdict:
    """What a timeline costs and breaks."""

    cost: float
    is_kept: bool
    """Whether it keeps every hard rule."""
    excess: dict[int, int] = field(default_factory=dict)
    """By counter watched: amount above a strict limit, negative below."""
    broken: list[int] = field(default_factory=list)
    """Counters broken that are not watched."""


class PersonTimelines:
    """One person's choices, and the automaton that tells which of them go together.

    Parameters
    ----------
    networks
        Of the person's automaton.
    choices
        The person's own.
    """

    def __init__(self, networks: AutomatonNetworks, choices: Choices) -> None:
        self.networks, self.choices = networks, choices
        days = len(choices.starts) - 1
        self.everything = Leeway(range(days), np.zeros(days, np.int32), np.ones(len(choices.pattern), np.bool_))
        """Everything may change."""
        self._classes: dict[tuple[int, ...], Indices] = {}

    @cached_property
    def near_average(self) -> Leeway | None:
        """Everything may change, but on the main axis a timeline stays near the pace that leads to its limits.

        ``None`` where that spares little: the axis is short, or where a timeline ends on it is hardly limited.
        """
        days, network = len(self.choices.starts) - 1, self.networks.watching((), are_axes=False)
        ends = np.flatnonzero(network.main_end < IMPOSSIBLE)
        if self.networks.cells(()) * days < LEAST_CELLS or not len(ends) or np.ptp(ends) > len(network.main_end) / 4:
            return None
        steps = network.arcs.main
        most = np.zeros(network.classes, np.int64)
        np.maximum.at(most, network.arcs.pattern_class, steps)
        counts = most[network.class_of[self.choices.pattern]] > 0
        can_count = np.maximum.reduceat(counts, self.choices.starts[:-1])
        pace = np.concatenate(([0.0], np.cumsum(can_count) / max(1, int(can_count.sum()))))
        width = BAND_STEPS * int(steps.max())
        band = np.stack((np.floor(pace * ends[0]) - width, np.ceil(pace * ends[-1]) + width), axis=1)
        return replace(self.everything, band=band.astype(np.int32), frames={})

    def timeline(self, chosen: Indices) -> Timeline | None:
        """The timeline of these choices; nothing if a hard rule forbids it."""
        verdict = self.judge(chosen, ())
        return self.timeline_at(chosen, verdict.cost) if verdict.is_kept else None

    def timeline_at(self, chosen: Indices, cost: float) -> Timeline:
        """The timeline of these choices, whose cost is known."""
        return Timeline(chosen, duties_of(self.choices.duty_starts, self.choices.duties, chosen), cost)

    def judge(self, chosen: Indices, watched: Collection[int]) -> Verdict:
        """What a timeline costs and breaks, some of the counters being watched."""
        automaton = self.networks.automaton
        totals = np.zeros(len(automaton.counters), np.int64)
        cost = walk(automaton.transitions, self.choices.pattern[chosen], totals)
        verdict = Verdict(cost + float(self.choices.cost[chosen].sum()), is_kept=cost < IMPOSSIBLE)
        for k, (counter, added) in enumerate(zip(automaton.counters, totals.tolist(), strict=True)):
            total = counter.carried + added
            breach = total_breach(counter, total)
            verdict.cost += breach * (counter.price or 0)
            verdict.is_kept &= not (breach and counter.price is None)
            if k in watched:
                is_limited = counter.price is None and counter.at_most is not None
                verdict.excess[k] = total - (counter.at_most or 0) if is_limited else 0
            elif breach and k != self.networks.main:
                verdict.broken.append(k)
        return verdict

    def strike_out(
        self, allowed: Flags, counter: int, excess: int, chosen: Indices, days: range, prices: Vector
    ) -> None:
        """Forbid what counts on a counter, but on those days of a timeline on which it is worth most.

        Where the count depends on the day before (weekends), the day after such a day stays free as well.

        Parameters
        ----------
        allowed
            Which choices may be taken; changed.
        counter, excess
            The counter, and by how much it is exceeded.
        chosen
            The timeline's choice of each day.
        days
            Those on which choices may be struck out.
        prices
            What holding each duty earns.
        """
        transitions, choices = self.networks.automaton.transitions, self.choices
        amounts = transitions.amounts[counter]
        most = amounts.max(axis=1)
        depends = bool(((amounts != most[:, None, :]) & (transitions.next_state != FORBIDDEN)).any())
        counted = [
            day
            for day in days
            if most[transitions.layers[day], choices.pattern[chosen[day]]] and len(choices.held(chosen[day]))
        ]
        worth = {day: float(prices[choices.held(chosen[day])].sum()) - choices.cost[chosen[day]] for day in counted}
        if depends:
            counted = [day for day in counted if day - 1 not in counted]
        kept = set(sorted(counted, key=lambda day: (-worth[day], day))[: max(0, len(counted) - excess)])
        for day in days:
            if day not in kept and not (depends and day - 1 in kept):
                own = slice(choices.starts[day], choices.starts[day + 1])
                allowed[own] &= most[transitions.layers[day], choices.pattern[own]] == 0

    def classes_of(self, watched: tuple[int, ...], network: Network) -> Indices:
        """Class of each choice in a network that watches these counters."""
        if watched not in self._classes:
            self._classes[watched] = network.class_of[self.choices.pattern]
        return self._classes[watched]
