"""A simulated campaign as desks would have reported it, and the days on which a campaign is planned anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.run.actuals import WHOLE_DAY, ActualRow
from optimizer.simulate.campaigns import Outcomes
from optimizer.track.resuming import first_monday
from optimizer.world.ids import PoolKey
from optimizer.world.plan import OpeningRow, Plan, VisitRow
from optimizer.world.world import World


def reported_of(world: World, plan: Plan, outcomes: Outcomes, until: date) -> tuple[ActualRow, ...]:
    """What every place with something open reports of the first campaign, day by day.

    Parameters
    ----------
    world, plan
        The campaign, and what is open.
    outcomes
        How it came out.
    until
        The first day of which nothing is reported yet.
    """
    rows: list[OpeningRow | VisitRow] = [*plan.openings, *plan.visits]
    is_open = {(row.date, row.place, row.stream) for row in rows if row.date < until}
    before = {pool.key: pool.already_done for pool in world.pools.values()}
    return tuple(
        ActualRow(day, place, stream, WHOLE_DAY, round(people))
        for key, done in zip(outcomes.targets, outcomes.done[0], strict=True)
        for (place, stream), day, people in _by_day(key, outcomes.days, done, before.get(key, 0.0))
        if (day, place, stream) in is_open
    )


def _by_day(
    key: PoolKey, days: Sequence[date], done: NDArray[Any], before: float
) -> Iterator[tuple[PoolKey, date, float]]:
    for day, people in zip(days, np.diff(done, prepend=before), strict=True):
        yield key, day, float(people)


def replanning_days(days: Iterable[date], every: int, after: date | None) -> tuple[date, ...]:
    """The Mondays on which a campaign is planned anew: each so many days, or up to six later, of days not past.

    Parameters
    ----------
    days
        Of the campaign, in order.
    every
        Days from one to the next.
    after
        The last day that is past already; nothing if none is.
    """
    first, *_, last = days
    start = first if after is None else after + timedelta(days=1)
    asked = (start + timedelta(days=passed) for passed in range(every, (last - start).days + 1, every))
    return tuple(dict.fromkeys(monday for day in asked if (monday := first_monday(day)) <= last))
