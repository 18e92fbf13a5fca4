"""Labels from the last week back: the share of each segment that survives, and what the rest of the campaign is worth.

Whoever is mobilised in a week counts by the share that survives the weeks behind it, which is known by then, so what is
on sale is bought or not week by week, exactly. Nobody queues in these weeks, which only makes them better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Flags, Indices
from optimizer.campaign.labelling.dominance import Levels, is_dominated_by_earlier
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.supplies import (
    AFTER_THE_LAST,
    HOME_VISITS,
    PricedHomeVisits,
    PricedInvitations,
    Purchase,
)
from optimizer.world.ids import Week
from optimizer.world.work import Pool

STEP = 0.1
"""Width of a level of the value."""


@dataclass(frozen=True, slots=True)
class BackwardLabels:
    """What the remaining weeks may come to, one label a row."""

    value: Array
    """Burden and prices paid, less what the people mobilised are worth."""
    survival: Array
    """(label, segment), share that still waits in the end of those who wait before these weeks, at the least."""
    visited: Indices
    """1 where home visits were bought."""
    bought: Flags
    """(label, purchase), of one plan that the label stands for."""
    gained: Array
    """(label, segment), people mobilised or done at home from here on, of the same plan (persons)."""
    purchases: tuple[Purchase, ...] = ()

    def rows(self, kept: Indices | Flags) -> BackwardLabels:
        """Some of the labels."""
        return replace(
            self,
            value=self.value[kept],
            survival=self.survival[kept],
            visited=self.visited[kept],
            bought=self.bought[kept],
            gained=self.gained[kept],
        )


def extend_backward(
    pool: Pool,
    weeks: Sequence[PoolWeek],
    arrivals: Mapping[Week, Array],
    on_sale: Mapping[Week, Sequence[PricedInvitations]],
    home_visits: Mapping[Week, PricedHomeVisits],
    worth: Array,
) -> BackwardLabels:
    """Extend labels backward over the given weeks, the last first.

    Parameters
    ----------
    pool, weeks
        Whom to serve, and the weeks that remain.
    arrivals, on_sale, home_visits
        Per week, mobilised arrivals of each segment (persons), and what may be bought.
    worth
        Burden that one more person done of each segment is worth.
    """
    nothing, segments = np.zeros((1, 0), dtype=bool), (1, len(pool.segments))
    labels = BackwardLabels(np.zeros(1), np.ones(segments), np.zeros(1, np.int64), nothing, np.zeros(segments))
    if AFTER_THE_LAST in home_visits:
        labels = _visited(labels, AFTER_THE_LAST, home_visits[AFTER_THE_LAST], worth)
    for week in reversed(weeks):
        if week.week in home_visits:
            labels = _visited(labels, week.week, home_visits[week.week], worth)
        labels = _merged(_extended(week, arrivals[week.week], on_sale.get(week.week, ()), labels, worth))
    return labels


def _visited(labels: BackwardLabels, week: Week, visits: PricedHomeVisits, worth: Array) -> BackwardLabels:
    """The labels, and again with home visits bought in this week."""
    bought = np.hstack([labels.bought, np.zeros((len(labels.value), 1), dtype=bool)])
    without = replace(labels, bought=bought, purchases=(*labels.purchases, (week, HOME_VISITS)))
    free = without.rows(labels.visited == 0)
    free.bought[:, -1] = True
    # Of those visited before these weeks, only the share that survives them would not have been done anyway.
    done = free.survival * visits.done
    return BackwardLabels(
        np.concatenate([without.value, free.value + visits.price - done @ worth]),
        np.vstack([without.survival, free.survival]),
        np.concatenate([without.visited, np.ones(len(free.value), np.int64)]),
        np.vstack([without.bought, free.bought]),
        np.vstack([without.gained, free.gained + done]),
        without.purchases,
    )


def _extended(
    week: PoolWeek,
    arrivals: Array,
    invitations: Sequence[PricedInvitations],
    labels: BackwardLabels,
    worth: Array,
) -> BackwardLabels:
    """Every label with every useful pattern before it, each of the invitations bought where it is worth its price."""
    survival, mobilised = (effect[:, 0, week.useful] for effect in week.best_effects)

    def done(invited: Array) -> Array:
        return (labels.survival * invited)[:, None, :] * mobilised.T[None]

    gained = labels.gained[:, None, :] + done(arrivals)
    value = labels.value[:, None] + week.patterns.burden[week.useful] - done(arrivals) @ worth
    bought = np.empty((*value.shape, len(invitations)), dtype=bool)
    for number, each in enumerate(invitations):
        # The survival behind is known, so a purchase is decided here and now: no label need stand for the other way.
        more = done(each.arrivals)
        bought[:, :, number] = each.price < more @ worth
        value = value + np.minimum(0.0, each.price - more @ worth)
        gained = gained + more * bought[:, :, number, None]
    left = labels.survival[:, None, :] * survival.T[None]
    later = np.broadcast_to(labels.bought[:, None, :], (*value.shape, labels.bought.shape[1]))
    return BackwardLabels(
        value.ravel(),
        left.reshape(value.size, -1),
        np.repeat(labels.visited, len(week.useful)),
        np.concatenate([later, bought], axis=2).reshape(value.size, -1),
        gained.reshape(value.size, -1),
        (*labels.purchases, *((week.week, number) for number in range(len(invitations)))),
    )


def _merged(labels: BackwardLabels) -> BackwardLabels:
    """Per level of the value, one label that is no worse than any; dominated ones are dropped."""
    levels = Levels(labels.value, STEP, labels.visited)
    best = levels.fewest(labels.value + labels.survival.sum(axis=1) * 1e-3)
    merged = replace(
        labels,
        value=levels.least(labels.value),
        survival=levels.least(labels.survival),
        visited=labels.visited[best],
        bought=labels.bought[best],
        gained=labels.gained[best],
    )
    vectors = np.hstack([merged.value[:, None], merged.survival, merged.visited[:, None]])
    order = np.lexsort((merged.survival.sum(axis=1), merged.value))
    return merged.rows(order[~is_dominated_by_earlier(vectors[order])])
