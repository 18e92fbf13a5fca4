r"""The cheapest ways to serve one pool: every useful trade of burden against people done, week by week.

Within a week only the number of open shifts per class matters, so a week has some dozens of useful *patterns*, each
with a burden and an affine effect on the people who wait: ``R' = S ∘ R − m``, where ``S`` is the survival of the
week's own arrivals and ``m`` the mobilised who are done. A label is a burden and a vector ``R``; labels are extended
from week to week through all patterns, and those that another one dominates in burden and in every segment are dropped
(multi-objective label setting, Martins 1984, European Journal of Operational Research 16). Since early shifts
leave less to be done twice, few labels survive at each burden, and a commune's campaign of 12 weeks takes a fraction
of a second, exactly where a linear model of the same weeks (``allocation``) is off by one to two per cent of the
target, which is a fifth of the burden at the margin.

The frontier is close and fast, but no bound: patterns are judged as if nobody queued, and a few labels stand for many
at each burden. ``pool_labels`` do the same with everything rounded the other way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Flags, Indices
from optimizer.campaign.labelling.dominance import Levels, is_dominated_by_earlier
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.world.ids import Week
from optimizer.world.work import Pool


@dataclass(frozen=True, slots=True)
class Labels:
    """Undominated states at the end of one week, one a row."""

    burden: Array
    waiting: Array
    """(label, segment)"""
    parent: Indices
    """Row of the label of the week before."""
    pattern: Indices
    """Index of the week's pattern that led here."""

    def rows(self, kept: Indices | Flags) -> Labels:
        """Some of the labels."""
        return Labels(self.burden[kept], self.waiting[kept], self.parent[kept], self.pattern[kept])


@dataclass(frozen=True, slots=True)
class Frontier:
    """Burden against people done by ``finish_by``, in order of burden; each point can be traced back to its weeks."""

    pool: Pool
    burden: Array
    done: Array
    """``already_done`` included (persons)."""
    steps: Sequence[tuple[PoolWeek, Labels]] = field(repr=False)

    def most(self) -> int:
        """Index of the least burden that gets the most people done."""
        return int(np.flatnonzero(self.done >= self.done.max() - 0.05)[0])

    def patterns_behind(self, point: int) -> list[tuple[PoolWeek, int]]:
        """The weeks' patterns behind one point (index into each week's patterns), first week first."""
        label, chosen = point, []
        for week, labels in reversed(self.steps):
            chosen.append((week, int(labels.pattern[label])))
            label = int(labels.parent[label])
        return chosen[::-1]

    def corners(self, point: int = 0) -> list[tuple[float, float]]:
        """People done and burden at the corners of the lower convex envelope, from one point on."""
        # More done than asked for is as good, so the burden of a number is the least of all that do as many.
        done = np.maximum.accumulate(self.done[point:])
        corners: list[tuple[float, float]] = []
        for corner in sorted(zip(done.tolist(), self.burden[point:].tolist(), strict=True)):
            if corners and corner[0] <= corners[-1][0] + 1e-9:
                continue
            while len(corners) > 1 and _turns_down(corners[-2], corners[-1], corner):
                corners.pop()
            corners.append(corner)
        return corners

    def envelope(self) -> list[tuple[float, float]]:
        """Slope and intercept of each line of the lower convex envelope of the burden over people done."""
        done, corners = np.maximum.accumulate(self.done), self.corners()
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(corners)]
        return [(slope, float((self.burden - slope * done).min())) for slope in (0.0, *slopes)]


def _turns_down(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


def pareto_frontier(
    pool: Pool, weeks: Sequence[PoolWeek], arrivals: Mapping[Week, Array], least_done: float
) -> Frontier:
    """Extend labels through all weeks; at each burden the few that leave the fewest people, by several measures.

    Parameters
    ----------
    pool, weeks
        Whom to serve, and the weeks up to ``finish_by`` with their patterns.
    arrivals
        Per week, mobilised arrivals of each segment (persons).
    least_done
        People done below which points are of no interest.
    """
    waiting = np.array([[segment.waiting for segment in pool.segments]])
    labels = Labels(np.zeros(1), waiting, np.zeros(1, np.int64), np.zeros(1, np.int64))
    reach, steps = _Reach(pool, weeks, arrivals, least_done), []
    for number, week in enumerate(weeks):
        extended = reach.kept(number, _extended(labels, week, arrivals[week.week]))
        labels = _best_of_level(extended, reach.survival_after(number))
        steps.append((week, labels))
    done = pool.already_done + float(waiting.sum()) - labels.waiting.sum(axis=1)
    return Frontier(pool, labels.burden, done, steps)


class _Reach:
    """Whether a label can still get enough people done, if every later week did all it could."""

    def __init__(
        self, pool: Pool, weeks: Sequence[PoolWeek], arrivals: Mapping[Week, Array], least_done: float
    ) -> None:
        waited = sum(segment.waiting for segment in pool.segments)
        self.most_waiting = pool.already_done + waited - least_done
        self.survival = [np.ones(len(pool.segments))]
        """Share of each segment that survives the last 0, 1, 2, … weeks at the least."""
        self.mobilised = [np.zeros(len(pool.segments))]
        """Mobilised people done in them at the most, as far as they would not have come on their own."""
        for week in reversed(weeks):
            survival, mobilised = week.best_effects
            gone = arrivals[week.week] * mobilised.max(axis=(1, 2))
            self.mobilised.append(self.survival[-1] * gone + self.mobilised[-1])
            self.survival.append(self.survival[-1] * survival.min(axis=(1, 2)))

    def survival_after(self, number: int) -> Array:
        """Share of each segment that still waits at the end if everything opens after week ``number``."""
        return self.survival[len(self.survival) - 2 - number]

    def kept(self, number: int, labels: Labels) -> Labels:
        """The labels after week ``number`` that can still get enough done; the best ones if none can."""
        mobilised = self.mobilised[len(self.survival) - 2 - number]
        left = labels.waiting @ self.survival_after(number) - mobilised.sum()
        return labels.rows(left <= max(self.most_waiting, float(left.min())) + 1e-9)


def _extended(labels: Labels, week: PoolWeek, arrivals: Array) -> Labels:
    """Every label under every useful pattern."""
    served = week.most_served(labels.waiting, arrivals, np.zeros_like(arrivals))
    if (served >= week.largest).all():
        served = week.largest
    survival, mobilised = week.effects(served, week.useful)
    left = survival * labels.waiting.T[:, :, None] - mobilised * arrivals[:, None, None]
    parent, pattern = np.divmod(np.arange(left[0].size), len(week.useful))
    burden = labels.burden[:, None] + week.patterns.burden[week.useful]
    waiting = np.maximum(0.0, left.reshape(len(arrivals), -1).T)
    return Labels(burden.ravel(), waiting, parent, week.useful[pattern])


def _best_of_level(labels: Labels, survival: Array) -> Labels:
    """At each level the label that leaves the fewest, counted by several weights of the segments.

    Who still waits at the end is what counts, yet queues and home visits may change who survives until then.
    """
    levels = Levels(labels.burden, 1e-6)
    weights = survival, np.sqrt(survival), np.ones_like(survival)
    best = [levels.fewest(labels.waiting @ weight) for weight in weights]
    kept = np.unique(np.concatenate(best))
    labels = labels.rows(kept[np.argsort(labels.burden[kept], kind="stable")])
    return labels.rows(~is_dominated_by_earlier(labels.waiting))
