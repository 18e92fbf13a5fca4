r"""The same weeks as in ``frontier``, never rated too low: forward where people queue, backward where nobody does.

Two kinds of label meet in the middle of a campaign. Forward, a label is a burden and the people ``R`` who wait, at the
least; how many can be served depends on ``R``, so the weeks with queues are taken this way. Backward, a label is the
share ``σ`` of each segment that survives the rest of the campaign, and the value ``c`` of that rest: its burden, less
what its mobilised people are worth at ``s`` a person. Whoever is mobilised in a week counts by the ``σ`` behind it,
which is known by then, so goods on sale are bought or not week by week, exactly. Joined, a whole plan is worth

    ``burden + c + s · σ · R``,

the Lagrangian of "burden, with enough people done" (Geoffrion 1974). Labels of one level are lowered to the least of
each segment.

Tried and left: buying forward. Labels that bought and labels that opened more lie on one level of burden and leave
different segments waiting; lowered to the least of both, 13 weeks of them bound the burden at a half of what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from optimizer.campaign.labelling.frontier import Indices, Levels
from optimizer.campaign.labelling.week_patterns import Array, PoolWeek, is_beaten_by_earlier
from optimizer.world.work import Pool

MOST_EXTENDED = 1_500_000
"""Labels looked at in one forward week; beyond, the rest of the campaign is taken backward, as if nobody queued."""
AT_THE_END = ""
"""Stands for a week after the last, where visits are sold if no week is taken backward."""
VISITS = -1
Good = tuple[str, int]
"""A week, and the number of one of its offers or :data:`VISITS`."""
STEP = 0.1
"""Width of a level of the backward value."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something on sale in one week, as a whole or in parts."""

    arrivals: Array
    """Mobilised arrivals of each segment (persons)."""
    price: float


@dataclass(frozen=True, slots=True)
class HomeOffer:
    """Home visits on sale in one week; one place buys in one week at the most."""

    at_home: Array
    """People of each segment done at home (persons)."""
    price: float


@dataclass(frozen=True, slots=True)
class Opening:
    """Forward labels after some weeks, one a row."""

    burden: Array
    """Prices paid included."""
    waiting: Array
    """(label, segment), at the least."""
    shortest: Array
    """(label, segment), who would wait had everything been bought; no queue is shorter than these make it."""
    bought: NDArray[np.bool_]
    """(label, good), of one plan that the label stands for."""
    goods: tuple[Good, ...] = ()

    def rows(self, kept: Indices | NDArray[np.bool_]) -> Opening:
        """Some of the labels."""
        return replace(
            self,
            burden=self.burden[kept],
            waiting=self.waiting[kept],
            shortest=self.shortest[kept],
            bought=self.bought[kept],
        )


@dataclass(frozen=True, slots=True)
class Rest:
    """Backward labels before the remaining weeks, one a row."""

    value: Array
    survival: Array
    """(label, segment)"""
    visited: Indices
    """1 where home visits were bought."""
    bought: NDArray[np.bool_]
    """(label, good), of one plan that the label stands for."""
    gained: Array
    """(label, segment), people mobilised or done at home from here on, of the same plan (persons)."""
    goods: tuple[Good, ...] = ()

    def rows(self, kept: Indices | NDArray[np.bool_]) -> Rest:
        """Some of the labels."""
        return replace(
            self,
            value=self.value[kept],
            survival=self.survival[kept],
            visited=self.visited[kept],
            bought=self.bought[kept],
            gained=self.gained[kept],
        )


@dataclass(frozen=True, slots=True)
class Join:
    """The least ``burden + c + s · σ · R`` over all ways to join the halves, and a plan that comes near it."""

    value: float
    left: Array
    """People of each segment left waiting in the end (persons)."""
    bought: Mapping[str, Sequence[int]]
    """Week to the numbers of the offers bought."""
    visited: Sequence[str]
    """Weeks in which home visits were bought."""


def join(opening: Opening, rest: Rest, worth: Array) -> Join:
    """Join every label of one half with every label of the other."""
    joined = opening.burden[:, None] + rest.value[None, :] + (worth * opening.waiting) @ rest.survival.T
    row, column = np.unravel_index(joined.argmin(), joined.shape)
    chosen = [*zip(opening.goods, opening.bought[row], strict=True), *zip(rest.goods, rest.bought[column], strict=True)]
    bought: dict[str, list[int]] = defaultdict(list)
    for (week, number), is_bought in chosen:
        if is_bought and number != VISITS:
            bought[week].append(number)
    return Join(
        float(joined[row, column]),
        opening.waiting[row] * rest.survival[column] - rest.gained[column],
        bought,
        [week for (week, number), is_bought in chosen if is_bought and number == VISITS],
    )


def trace_opening(
    pool: Pool,
    weeks: Sequence[PoolWeek],
    arrivals: Mapping[str, Array],
    offers: Mapping[str, Sequence[Offer]],
) -> tuple[Opening, int]:
    """Forward labels over as many of the weeks as their number allows; and how many weeks those are.

    Parameters
    ----------
    pool, weeks
        Whom to serve, and the first weeks.
    arrivals, offers
        Per week, mobilised arrivals of each segment (persons), and those on sale.
    """
    waiting = np.array([[segment.waiting for segment in pool.segments]])
    labels = Opening(np.zeros(1), waiting, waiting, np.zeros((1, 0), dtype=bool))
    for number, week in enumerate(weeks):
        on_sale = offers.get(week.week, ())
        if len(labels.burden) * len(week.patterns.burden) * 2 ** len(on_sale) > MOST_EXTENDED:
            return labels, number
        labels = _lowered_opening(_extended(week, arrivals[week.week], on_sale, labels))
    return labels, len(weeks)


def _lowered_opening(labels: Opening) -> Opening:
    """Per burden and number of offers bought, one label that is no worse than any."""
    levels = Levels(labels.burden, 1e-6, labels.bought.sum(axis=1))
    best = levels.fewest(labels.waiting.sum(axis=1))
    lowered = replace(
        labels,
        burden=levels.least(labels.burden),
        waiting=levels.least(labels.waiting),
        shortest=levels.least(labels.shortest),
        bought=labels.bought[best],
    )
    vectors = np.hstack([lowered.burden[:, None], lowered.waiting, lowered.shortest])
    order = np.lexsort((vectors.sum(axis=1), lowered.burden))
    return lowered.rows(order[~is_beaten_by_earlier(vectors[order])])


def _extended(week: PoolWeek, arrivals: Array, offers: Sequence[Offer], labels: Opening) -> Opening:
    """Every label under every pattern, each offer bought or not."""
    nothing = np.zeros_like(arrivals)
    everything = sum((offer.arrivals for offer in offers), nothing)
    survival, mobilised = week.effects(week.most_served(labels.shortest, arrivals, everything))

    def after(people: Array, invited: Array) -> Array:
        left = survival * people.T[:, :, None] - mobilised * invited[:, None, None]
        return left.reshape(len(invited), -1).T

    parts = []
    goods = (*labels.goods, *((week.week, number) for number in range(len(offers))))
    shortest = after(labels.shortest, arrivals + everything)
    for choice in product((False, True), repeat=len(offers)):
        chosen = [offer for offer, is_bought in zip(offers, choice, strict=True) if is_bought]
        burden = labels.burden[:, None] + week.patterns.burden + sum(offer.price for offer in chosen)
        waiting = after(labels.waiting, sum((offer.arrivals for offer in chosen), arrivals))
        now = np.broadcast_to(np.array(choice, dtype=bool), (len(labels.burden), len(offers)))
        bought = np.repeat(np.hstack([labels.bought, now]), len(week.patterns.burden), axis=0)
        parts.append(Opening(burden.ravel(), waiting, shortest, bought, goods))
    return Opening(
        np.concatenate([part.burden for part in parts]),
        np.concatenate([part.waiting for part in parts]),
        np.concatenate([part.shortest for part in parts]),
        np.concatenate([part.bought for part in parts]),
        goods,
    )


def trace_rest(
    pool: Pool,
    weeks: Sequence[PoolWeek],
    arrivals: Mapping[str, Array],
    offers: Mapping[str, Sequence[Offer]],
    homes: Mapping[str, HomeOffer],
    worth: Array,
) -> Rest:
    """Backward labels over the given weeks, the last first.

    Parameters
    ----------
    pool, weeks
        Whom to serve, and the weeks that remain.
    arrivals, offers, homes
        Per week, mobilised arrivals of each segment (persons), and what is on sale.
    worth
        Burden that one more person done of each segment is worth.
    """
    nothing, segments = np.zeros((1, 0), dtype=bool), (1, len(pool.segments))
    labels = Rest(np.zeros(1), np.ones(segments), np.zeros(1, np.int64), nothing, np.zeros(segments))
    if AT_THE_END in homes:
        labels = _visited(labels, AT_THE_END, homes[AT_THE_END], worth)
    for week in reversed(weeks):
        if week.week in homes:
            labels = _visited(labels, week.week, homes[week.week], worth)
        labels = _lowered_rest(_before(week, arrivals[week.week], offers.get(week.week, ()), labels, worth))
    return labels


def _visited(labels: Rest, week: str, home: HomeOffer, worth: Array) -> Rest:
    """The labels, and again with home visits bought in this week."""
    bought = np.hstack([labels.bought, np.zeros((len(labels.value), 1), dtype=bool)])
    without = replace(labels, bought=bought, goods=(*labels.goods, (week, VISITS)))
    free = without.rows(labels.visited == 0)
    free.bought[:, -1] = True
    done = free.survival * home.at_home
    return Rest(
        np.concatenate([without.value, free.value + home.price - done @ worth]),
        np.vstack([without.survival, free.survival]),
        np.concatenate([without.visited, np.ones(len(free.value), np.int64)]),
        np.vstack([without.bought, free.bought]),
        np.vstack([without.gained, free.gained + done]),
        without.goods,
    )


def _before(week: PoolWeek, arrivals: Array, offers: Sequence[Offer], labels: Rest, worth: Array) -> Rest:
    """Every label with every pattern before it, each offer bought where it is worth its price."""
    survival, mobilised = (effect[:, 0, week.useful] for effect in week.unqueued_effects)

    def done(invited: Array) -> Array:
        return (labels.survival * invited)[:, None, :] * mobilised.T[None]

    gained = labels.gained[:, None, :] + done(arrivals)
    value = labels.value[:, None] + week.patterns.burden[week.useful] - done(arrivals) @ worth
    bought = np.empty((*value.shape, len(offers)), dtype=bool)
    for number, offer in enumerate(offers):
        more = done(offer.arrivals)
        bought[:, :, number] = offer.price < more @ worth
        value = value + np.minimum(0.0, offer.price - more @ worth)
        gained = gained + more * bought[:, :, number, None]
    left = labels.survival[:, None, :] * survival.T[None]
    earlier = np.broadcast_to(labels.bought[:, None, :], (*value.shape, labels.bought.shape[1]))
    return Rest(
        value.ravel(),
        left.reshape(value.size, -1),
        np.repeat(labels.visited, len(week.useful)),
        np.concatenate([earlier, bought], axis=2).reshape(value.size, -1),
        gained.reshape(value.size, -1),
        (*labels.goods, *((week.week, number) for number in range(len(offers)))),
    )


def _lowered_rest(labels: Rest) -> Rest:
    """Per level of the value, one label that is no worse than any."""
    levels = Levels(labels.value, STEP, labels.visited)
    best = levels.fewest(labels.value + labels.survival.sum(axis=1) * 1e-3)
    lowered = replace(
        labels,
        value=levels.least(labels.value),
        survival=levels.least(labels.survival),
        visited=labels.visited[best],
        bought=labels.bought[best],
        gained=labels.gained[best],
    )
    vectors = np.hstack([lowered.value[:, None], lowered.survival, lowered.visited[:, None]])
    order = np.lexsort((lowered.survival.sum(axis=1), lowered.value))
    return lowered.rows(order[~is_beaten_by_earlier(vectors[order])])
