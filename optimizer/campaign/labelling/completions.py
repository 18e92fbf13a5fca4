r"""What the weeks to come may come to for one pool: labels from the last week back, at several worths of a person.

A label is the share ``σ`` of each segment that survives to the end and the value ``c`` of the weeks behind it, people
done and missing being worth ``s`` (Geoffrion 1974, Mathematical Programming Study 2). Only those are kept that some
number of waiting people needs, but for a slack that is taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.campaign.labelling.dominance import is_dominated_by_earlier
from optimizer.campaign.labelling.kernel import Offer, Rest, Rests, extend_backward, relevant
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.supplies import PoolSupplies

SLACK = 0.02
"""Burden by which a week's labels of the rest may be beaten and are dropped all the same."""
WORTHS = 5
"""Worths of a person at which labels are judged, around the best."""
STEP = 1.03
"""Factor from one worth that is tried to the next."""
LEAST_WORTH = 0.05
"""Of a person, where the search for the best one begins at the least."""
MOST_TRIED = 60
"""Worths tried at the most."""
Effects = tuple[Array, Array, Array, Array]
"""Of a week: (segment, pattern) survival and share of the mobilised done; fewest and most who wait before it."""


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

    def near_best(
        self, offer: Offer, costs: Sequence[Array], dear: float, is_over: Callable[[], bool]
    ) -> tuple[float, Sequence[Rests]]:
        """The best bound from behind, and the labels from each week on at some worths of a person around its own.

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
        """
        most, useful = 2.0 * dear, self._useful(costs)
        known: dict[float, tuple[float, Sequence[Rest]]] = {}

        def tried(worth: float) -> float:
            if worth not in known and len(known) < MOST_TRIED and not (known and is_over()):
                rests = self._from_behind(worth, offer, useful)
                joined = rests[0].value + worth * (rests[0].survival @ self.waiting)
                known[worth] = float(joined.min()) + self._constant(worth, dear), rests
            return known[worth][0] if worth in known else -np.inf

        worth, step = min(self._worth, most), self._step
        tried(worth)
        while step >= STEP:
            higher, lower = min(most, worth * step), worth / step
            better = max((worth, higher, lower), key=tried)
            if better == worth:
                step = step**0.5 if step > STEP * 1.0001 else 0.0
            elif step < STEP**8:
                # The best worth at other prices may be far away.
                step = step**2
            worth = better
        for power in range(1, WORTHS // 2 + 1):
            tried(min(most, worth * STEP**power))
            tried(worth / STEP**power)
        # From nothing, to which free people lead, no factor leads back.
        self._worth, self._step = max(worth, LEAST_WORTH), STEP**2
        worths = sorted(known, key=lambda worth: -known[worth][0])[:WORTHS]
        by_week = zip(*(known[worth][1] for worth in worths), strict=True)
        return known[worths[0]][0], [self._side_by_side(rests, dear) for rests in by_week]

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

    def _useful(self, costs: Sequence[Array]) -> Sequence[tuple[Array, Array, Array]]:
        """Per week, cost and effects of the patterns that no other beats where fewest wait."""
        weeks = []
        for cost, (survival, done, _, _) in zip(costs, self._behind, strict=True):
            kept = _useful(cost, survival, done)
            weeks.append((cost[kept], np.ascontiguousarray(survival[:, kept]), np.ascontiguousarray(done[:, kept])))
        return weeks

    def _constant(self, worth: float, dear: float) -> float:
        """What is to be added to a plan at a worth of a person: those who may be left or missing."""
        return min(0.0, dear - worth) * self.tolerated - worth * self.most_left

    def _from_behind(self, worth: float, offer: Offer, useful: Sequence[tuple[Array, Array, Array]]) -> Sequence[Rest]:
        """Labels of the weeks that remain, from each week on and after the last."""
        rest = Rest(worth, np.zeros(1), np.ones((1, len(self.waiting))), np.zeros(1, np.int64))
        rests = [rest]
        for number in reversed(range(len(self.weeks))):
            cost, survival, done = useful[number]
            _, _, low, high = self._behind[number]
            rest = self._visited_after(number, rest, offer)
            rest = Rest(worth, *extend_backward(number, rest, survival, done, cost, self.own[number], offer))
            order = np.argsort(rest.value + worth * (rest.survival @ (low + high)) / 2, kind="stable")
            kept = relevant(rest, order, low, high, SLACK)
            rest = Rest(worth, rest.value[kept] - SLACK, rest.survival[kept], rest.visited[kept])
            rests.append(rest)
        return rests[::-1]

    def _visited_after(self, week: int, rest: Rest, offer: Offer) -> Rest:
        """The labels, and again with each programme's home visits bought after a week's shifts."""
        for option in np.flatnonzero(self.supplies.visit_after == week):
            programme = int(self.supplies.visit_of[option])
            free = (rest.visited >> programme & 1) == 0
            survival = rest.survival[free]
            done = survival @ self.supplies.visited[programme]
            rest = Rest(
                rest.worth,
                np.concatenate([rest.value, rest.value[free] + offer.visit_price[option] - rest.worth * done]),
                np.vstack([rest.survival, survival]),
                np.concatenate([rest.visited, rest.visited[free] | 1 << programme]),
            )
        return rest

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


def _useful(burden: Array, survival: Array, mobilised: Array) -> Indices:
    """Patterns that no other beats in burden and effect, given as (segment, pattern)."""
    burden = np.round(burden, 6)
    order = np.lexsort((survival.sum(axis=0) - 1e-3 * mobilised.sum(axis=0), burden))
    rows = np.hstack([burden[:, None], survival.T, -mobilised.T])[order]
    return np.sort(order[~is_dominated_by_earlier(rows)])
