"""Many campaigns of one plan, on several threads; the same ones whatever their number."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaign_kernel import TALLIES, simulate_campaigns
from optimizer.simulate.schedule import Chances, Schedule, Whole
from optimizer.simulate.scheduling import chances_of, schedule_of
from optimizer.stopping import StopRequest
from optimizer.world.ids import PoolKey
from optimizer.world.plan import Plan
from optimizer.world.world import World

_FEWEST_AT_ONCE, _EVENTS_AT_ONCE = 50, 100_000
"""Campaigns of one call of the kernel at least, and events: few enough for a stop to be heard at once."""


def at_once(schedule: Schedule) -> int:
    """Campaigns of one call of the kernel."""
    return max(_FEWEST_AT_ONCE, _EVENTS_AT_ONCE // max(1, len(schedule.event_keys)))


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """How campaigns came out."""

    seed: int
    targets: tuple[PoolKey, ...]
    days: tuple[date, ...]
    done: NDArray[Any]
    """(campaigns, targets, days): done by the end of each day, those before the first day included; whole people, or
    floats where nobody decides one by one."""
    tallies: Whole
    """(events, columns of :mod:`~optimizer.simulate.campaign_kernel`): sums over the campaigns."""

    @property
    def campaigns(self) -> int:
        """How many there are."""
        return len(self.done)

    def first(self, campaigns: int) -> Outcomes:
        """Only the first so many, their tallies left as they are."""
        return replace(self, done=self.done[:campaigns])


def simulate(
    schedule: Schedule,
    uncertainty: Uncertainty,
    campaigns: int,
    seed: int,
    *,
    workers: int = 1,
    stop: StopRequest | None = None,
    least: int = 0,
    told: Callable[[int], None] = lambda finished: None,
) -> Outcomes:
    """Simulate campaigns of one plan.

    Parameters
    ----------
    schedule
        The plan.
    uncertainty
        The size of every source of chance.
    campaigns, seed
        How many, numbered from 0; with its number, a seed that is not negative decides all that is drawn in each.
    workers
        Threads.
    stop, least
        Asked between batches, once so many are finished; what is finished by then counts.
    told
        Called with the number of campaigns finished so far.

    Returns
    -------
    Outcomes
        Fewer campaigns than asked for only after a stop.

    Raises
    ------
    MemoryError
        If there is no room for so many.
    """
    stop = stop or StopRequest()
    chances = chances_of(uncertainty)
    most = min(at_once(schedule), least or campaigns)
    done = np.empty(_shape(campaigns, schedule), np.int32 if chances.one_by_one else np.float64)
    is_done = np.zeros(campaigns, np.bool_)
    tallies = _no_tallies(schedule)

    def work(first: int) -> tuple[slice, Whole] | None:
        if stop.is_requested and first >= least:
            return None
        batch = slice(first, min(first + most, campaigns))
        counts, tally = _batch(schedule, chances, seed, batch)
        done[batch] = counts
        return batch, tally

    with ThreadPoolExecutor(workers) as pool:
        for batch, tally in filter(None, pool.map(work, range(0, campaigns, most))):
            is_done[batch] = True
            tallies += tally
            told(int(is_done.sum()))
    kept = done if is_done.all() else done[is_done]
    return Outcomes(seed, schedule.targets, schedule.days, kept, tallies)


def compile_kernels(world: World, uncertainty: Uncertainty) -> None:
    """Have everything compiled that simulating takes: the first time on a machine that lasts as long as a plan."""
    nothing = schedule_of(world, Plan((), (), (), (), (), (), (), (), ()))
    _batch(nothing, chances_of(uncertainty), 0, slice(0, 0))


def _batch(schedule: Schedule, chances: Chances, seed: int, batch: slice) -> tuple[NDArray[np.float64], Whole]:
    """Done and tallies of a few campaigns, in arrays of their own."""
    done = np.zeros(_shape(batch.stop - batch.start, schedule))
    tallies = _no_tallies(schedule)
    simulate_campaigns(schedule.arrays, chances, np.uint64(seed), batch.start, done, tallies)
    return done, tallies


def _shape(campaigns: int, schedule: Schedule) -> tuple[int, int, int]:
    return campaigns, len(schedule.targets), len(schedule.days)


def _no_tallies(schedule: Schedule) -> Whole:
    return np.zeros((len(schedule.event_keys), TALLIES), np.int64)
