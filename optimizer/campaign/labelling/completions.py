r"""What the weeks to come may come to for one pool: labels from the last week back, at several worths of a person.

A label is the share ``σ`` of each segment that survives to the end and the value ``c`` of the weeks behind it, people
done and missing being worth ``s`` (Geoffrion 1974, Mathematical Programming Study 2). Only those are kept that some
number of waiting people needs, but for a slack that is taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import NamedTuple

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.campaign.labelling.dominance import is_dominated_by_earlier
from optimizer.campaign.labelling.kernel import Offer, Rest, Rests, extend_backward, relevant
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.supplies import PoolSupplies

SLACK, ROUGH_SLACK = 0.02, 0.2
"""Burden by which a week's labels of the rest may be beaten and are dropped all the same."""
WORTHS = 5
"""Worths of a person at which labels are judged, around the best."""
STEP = 1.03
"""Factor from one worth that is tried to the next."""
LEAST_WORTH = 0.05
"""Of a person, where the search for the best one begins at the least."""
MOST_TRIED = 60
"""Worths tried at the most."""
MOST_TRACED = 3
"""Of the best labels, whose patterns are told."""
Useful = tuple[Indices, Array, Array, Array]
"""Of a week: patterns, their costs, (segment, pattern) survival and share of the mobilised done."""
Effects = tuple[Array, Array, Array, Array]
"""Of a week: (segment, pattern) survival and share of the mobilised done; fewest and most who wait before it."""


class _CameFrom(NamedTuple):
    """Where labels of the remaining weeks come from: a pattern of their first week, and a label of those after it."""

    pattern: Indices
    rest: Indices


class Completions:
    """Labels from behind.

    Parameters
    ----------
    weeks, own, supplies
        The weeks, what its own organisations bring in each (persons), and what may be bought.
    waiting, fewest
        Who waits of each segment at first, and at the least once all visits are made.
    most_left
        People who may be left waiting.
    tolerated
        Of those who must be done, how many may be missing before each missing one counts twice.
    """

    def __init__(
        self,
        weeks: Sequence[PoolWeek],
        own: Array,
        supplies: PoolSupplies,
        waiting: Array,
        fewest: Array,
        most_left: float,
        tolerated: float,
    ) -> None:
        self.weeks, self.own, self.supplies, self.waiting = weeks, own, supplies, waiting
        self.most_left, self.tolerated = most_left, tolerated
        self._behind = self._effects_behind(fewest)
        self._worth, self._step = 0.5, STEP**8

    def asking(self, most_left: float, tolerated: float) -> Completions:
        """The same where other numbers may be left waiting or missing."""
        other = copy(self)
        other.most_left, other.tolerated = most_left, tolerated
        return other

    def near_best(
        self, offer: Offer, costs: Sequence[Array], dear: float, is_over: Callable[[], bool], *, is_quick: bool
    ) -> tuple[float, Sequence[Rests], Sequence[Sequence[int]]]:
        """The best bound from behind; labels from each week on at worths of a person around its own; patterns of some.

        Parameters
        ----------
        offer
            What may be bought.
        costs
            Per week, burden and prices of its patterns.
        dear
            Burden that a missing person costs.
        is_over
            Whether to come to an end; one worth is looked at all the same.
        is_quick
            Whether the labels do not matter.
        """
        most, useful = 2.0 * dear, self._useful(costs)
        known: dict[float, tuple[float, Sequence[Rest]]] = {}
        steps: dict[float, Sequence[_CameFrom]] = {}

        roughly: dict[float, float] = {}

        def valued(worth: float, slack: float) -> tuple[float, Sequence[Rest]]:
            rests, steps[worth] = self._from_behind(worth, offer, useful, slack)
            joined = rests[0].value + worth * (rests[0].survival @ self.waiting)
            return float(joined.min()) + self._constant(worth, dear), rests

        def guessed(worth: float) -> float:
            if worth not in roughly and len(roughly) < MOST_TRIED and not (roughly and is_over()):
                roughly[worth] = valued(worth, ROUGH_SLACK)[0]
            return roughly.get(worth, -np.inf)

        def tried(worth: float) -> None:
            if worth not in known and not (known and is_over()):
                known[worth] = valued(worth, SLACK)

        worth, step = min(self._worth, most), self._step
        while step >= STEP:
            higher, lower = min(most, worth * step), worth / step
            better = max((worth, higher, lower), key=guessed)
            if better == worth:
                step = step**0.5 if step > STEP * 1.0001 else 0.0
            elif step < STEP**8:
                # The best worth at other prices may be far away.
                step = step**2
            worth = better
        tried(worth)
        for power in range(1, 1 if is_quick else WORTHS // 2 + 1):
            tried(min(most, worth * STEP**power))
            tried(worth / STEP**power)
        # From nothing, to which free people lead, no factor leads back.
        self._worth, self._step = max(worth, LEAST_WORTH), STEP**2
        worths = sorted(known, key=lambda worth: -known[worth][0])[:WORTHS]
        by_week = zip(*(known[worth][1] for worth in worths), strict=True)
        value, (first, *_) = known[worths[0]]
        order = np.argsort(first.value + worths[0] * (first.survival @ self.waiting), kind="stable")
        traced = [_traced(steps[worths[0]], label) for label in order[:MOST_TRACED].tolist()]
        return value, [self._side_by_side(rests, dear) for rests in by_week], traced

    def _effects_behind(self, fewest: Array) -> Sequence[Effects]:
        """Per week, the patterns' effects where fewest wait, and the limits of who waits before it.

        Fewest wait if everything was open and bought before, and all home visits made.
        """
        everything, visited = self.supplies.arrivals.sum(axis=0), self.supplies.visited.sum(axis=0)
        weeks = []
        low, free = self.waiting, fewest
        for week, own in zip(self.weeks, self.own, strict=True):
            survival, done = (
                effect[:, 0, :] for effect in week.effects(week.most_served(free[None, :], own, everything))
            )
            weeks.append((survival, done, low - visited, self.waiting))
            come = done * (own + everything)[:, None]
            # Where more were bought than wait, those who are too many survive at the most.
            low = (np.where(low[:, None] > 0, survival, 1.0) * low[:, None] - come).min(axis=1)
            free = np.maximum(0.0, (survival * free[:, None] - come).min(axis=1))
        return weeks

    def _useful(self, costs: Sequence[Array]) -> Sequence[Useful]:
        """Per week, the patterns that no other beats where fewest wait, their costs and effects."""
        weeks = []
        for cost, (survival, done, _, _) in zip(costs, self._behind, strict=True):
            kept = _useful(cost, survival, done)
            survival, done = (np.ascontiguousarray(effect[:, kept]) for effect in (survival, done))
            weeks.append((kept, cost[kept], survival, done))
        return weeks

    def _constant(self, worth: float, dear: float) -> float:
        """What is to be added to a plan at a worth of a person: those who may be left or missing."""
        return min(0.0, dear - worth) * self.tolerated - worth * self.most_left

    def _from_behind(
        self, worth: float, offer: Offer, useful: Sequence[Useful], slack: float
    ) -> tuple[Sequence[Rest], Sequence[_CameFrom]]:
        """Labels of the weeks that remain, from each week on and after the last, and where they come from."""
        rest = Rest(worth, np.zeros(1), np.ones((1, len(self.waiting))), np.zeros(1, np.int64))
        rests, steps = [rest], []
        for number in reversed(range(len(self.weeks))):
            patterns, cost, survival, done = useful[number]
            _, _, low, high = self._behind[number]
            rest, before = self._visited_after(number, rest, offer)
            rest = Rest(worth, *extend_backward(number, rest, survival, done, cost, self.own[number], offer))
            order = np.argsort(rest.value + worth * (rest.survival @ (low + high)) / 2, kind="stable")
            kept = relevant(rest, order, low, high, slack)
            rest = Rest(worth, rest.value[kept] - slack, rest.survival[kept], rest.visited[kept])
            rests.append(rest)
            steps.append(_CameFrom(patterns[kept % len(patterns)], before[kept // len(patterns)]))
        return rests[::-1], steps[::-1]

    def _visited_after(self, week: int, rest: Rest, offer: Offer) -> tuple[Rest, Indices]:
        """The labels, and again with each programme's home visits bought after a week's shifts; of which labels."""
        before = np.arange(len(rest.value))
        for option in np.flatnonzero(self.supplies.visit_after == week):
            programme = int(self.supplies.visit_of[option])
            free = (rest.visited >> programme & 1) == 0
            before = np.concatenate([before, before[free]])
            survival = rest.survival[free]
            done = survival @ self.supplies.visited[programme]
            rest = Rest(
                rest.worth,
                np.concatenate([rest.value, rest.value[free] + offer.visit_price[option] - rest.worth * done]),
                np.vstack([rest.survival, survival]),
                np.concatenate([rest.visited, rest.visited[free] | 1 << programme]),
            )
        return rest, before

    def _side_by_side(self, rests: Sequence[Rest], dear: float) -> Rests:
        """The labels of one week at several worths."""
        return Rests(
            np.array([rest.worth for rest in rests]),
            np.array([self._constant(rest.worth, dear) for rest in rests]),
            np.cumsum([0, *(len(rest.value) for rest in rests)]),
            np.concatenate([rest.value for rest in rests]),
            np.vstack([rest.survival for rest in rests]),
            np.concatenate([rest.visited for rest in rests]),
            np.array([rest.survival.max(axis=0) for rest in rests]),
        )


def _traced(steps: Sequence[_CameFrom], label: int) -> Sequence[int]:
    """The patterns of all weeks behind one label."""
    chosen = []
    for step in steps:
        chosen.append(int(step.pattern[label]))
        label = int(step.rest[label])
    return chosen


def _useful(burden: Array, survival: Array, mobilised: Array) -> Indices:
    """Patterns that no other beats in burden and effect, given as (segment, pattern)."""
    burden = np.round(burden, 6)
    order = np.lexsort((survival.sum(axis=0) - 1e-3 * mobilised.sum(axis=0), burden))
    rows = np.hstack([burden[:, None], survival.T, -mobilised.T])[order]
    return np.sort(order[~is_dominated_by_earlier(rows)])
