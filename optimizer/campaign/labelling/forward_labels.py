"""Labels from the first week on: burden, and the people who wait at the least.

How many can be served depends on how many wait, so the weeks in which people queue are taken this way.

Tried and left: buying forward in all weeks. Labels that bought and labels that opened more lie on one level of burden
and leave different segments waiting; lowered to the least of both, 13 weeks of them bound the burden at a half of what
it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Flags, Indices
from optimizer.campaign.labelling.dominance import Levels, is_dominated_by_earlier
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.supplies import PricedInvitations, Purchase
from optimizer.world.ids import Week
from optimizer.world.work import Pool

MOST_EXTENDED = 1_500_000
"""Labels looked at in one forward week; beyond, the rest of the campaign is taken backward, as if nobody queued."""


@dataclass(frozen=True, slots=True)
class ForwardLabels:
    """What some first weeks may have come to, one label a row."""

    burden: Array
    """Prices paid included."""
    waiting: Array
    """(label, segment), at the least."""
    shortest: Array
    """(label, segment), who would wait had everything been bought; no queue is shorter than these make it."""
    bought: Flags
    """(label, purchase), of one plan that the label stands for."""
    purchases: tuple[Purchase, ...] = ()

    def rows(self, kept: Indices | Flags) -> ForwardLabels:
        """Some of the labels."""
        return replace(
            self,
            burden=self.burden[kept],
            waiting=self.waiting[kept],
            shortest=self.shortest[kept],
            bought=self.bought[kept],
        )


def extend_forward(
    pool: Pool,
    weeks: Sequence[PoolWeek],
    arrivals: Mapping[Week, Array],
    on_sale: Mapping[Week, Sequence[PricedInvitations]],
    shortest: Array,
) -> tuple[ForwardLabels, int]:
    """Extend labels forward over as many of the weeks as their number allows; and how many weeks those are.

    Parameters
    ----------
    pool, weeks
        Whom to serve, and the first weeks.
    arrivals, on_sale
        Per week, mobilised arrivals of each segment (persons), and invitations that may be bought.
    shortest
        Who of each segment waits at the least in the beginning, whatever visits are made (persons).
    """
    waiting = np.array([[segment.waiting for segment in pool.segments]])
    labels = ForwardLabels(np.zeros(1), waiting, shortest[None, :], np.zeros((1, 0), dtype=bool))
    for number, week in enumerate(weeks):
        invitations = on_sale.get(week.week, ())
        if len(labels.burden) * len(week.patterns.burden) * 2 ** len(invitations) > MOST_EXTENDED:
            return labels, number
        labels = _merged(_extended(week, arrivals[week.week], invitations, labels))
    return labels, len(weeks)


def _extended(
    week: PoolWeek, arrivals: Array, invitations: Sequence[PricedInvitations], labels: ForwardLabels
) -> ForwardLabels:
    """Every label under every pattern, each of the invitations bought or not."""
    nothing = np.zeros_like(arrivals)
    everything = sum((each.arrivals for each in invitations), nothing)
    # Queues are judged by the fewest who may wait and the most who may be invited, so that no share served is too low.
    survival, mobilised = week.effects(week.most_served(labels.shortest, arrivals, everything))

    def after(people: Array, invited: Array) -> Array:
        left = survival * people.T[:, :, None] - mobilised * invited[:, None, None]
        return left.reshape(len(invited), -1).T

    branches = []
    purchases = (*labels.purchases, *((week.week, number) for number in range(len(invitations))))
    shortest = after(labels.shortest, arrivals + everything)
    for choice in product((False, True), repeat=len(invitations)):
        chosen = [each for each, is_bought in zip(invitations, choice, strict=True) if is_bought]
        burden = labels.burden[:, None] + week.patterns.burden + sum(each.price for each in chosen)
        waiting = after(labels.waiting, sum((each.arrivals for each in chosen), arrivals))
        now = np.broadcast_to(np.array(choice, dtype=bool), (len(labels.burden), len(invitations)))
        bought = np.repeat(np.hstack([labels.bought, now]), len(week.patterns.burden), axis=0)
        branches.append(ForwardLabels(burden.ravel(), waiting, shortest, bought, purchases))
    return ForwardLabels(
        np.concatenate([branch.burden for branch in branches]),
        np.concatenate([branch.waiting for branch in branches]),
        np.concatenate([branch.shortest for branch in branches]),
        np.concatenate([branch.bought for branch in branches]),
        purchases,
    )


def _merged(labels: ForwardLabels) -> ForwardLabels:
    """Per burden and number of purchases, one label that is no worse than any; dominated ones are dropped."""
    levels = Levels(labels.burden, 1e-6, labels.bought.sum(axis=1))
    best = levels.fewest(labels.waiting.sum(axis=1))
    merged = replace(
        labels,
        burden=levels.least(labels.burden),
        waiting=levels.least(labels.waiting),
        shortest=levels.least(labels.shortest),
        bought=labels.bought[best],
    )
    vectors = np.hstack([merged.burden[:, None], merged.waiting, merged.shortest])
    order = np.lexsort((vectors.sum(axis=1), merged.burden))
    return merged.rows(order[~is_dominated_by_earlier(vectors[order])])
