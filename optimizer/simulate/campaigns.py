"""Many campaigns of one plan, on several threads or on other machines; the same ones wherever they are simulated."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaign_kernel import TALLIES, simulate_campaigns
from optimizer.simulate.remembering import Memory, Played, keys_of, only
from optimizer.simulate.room import drawn_for, room_for_events
from optimizer.simulate.schedule import Chances, Schedule, Whole, nothing
from optimizer.simulate.scheduling import chances_of
from optimizer.stopping import StopRequest
from optimizer.world.ids import PoolKey

_FEWEST_AT_ONCE, _EVENTS_AT_ONCE = 50, 100_000
"""Campaigns of one call of the kernel at least, and events: few enough for a stop to be heard at once."""

MOST_AGAIN = 0.5
"""Share of the places and streams up to which only those are simulated again that changed."""
MOST_REMEMBERED = 20_000
"""Campaigns that are worth the room they take."""

Batch: TypeAlias = range
"""Numbers of campaigns that are simulated in one call."""
PlayedBatch: TypeAlias = tuple[Batch, NDArray[Any], Whole]
"""A batch, and what :meth:`Task.play` made of it."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """All that decides how campaigns come out, whoever simulates them."""

    schedule: Schedule
    chances: Chances
    seed: int

    def none_done(self, campaigns: int) -> NDArray[Any]:
        """Room for what is done in so many campaigns, as :class:`Outcomes` has it."""
        shape = campaigns, len(self.schedule.targets), len(self.schedule.days)
        return np.empty(shape, np.int32 if self.chances.one_by_one else np.float64)

    def no_tallies(self) -> Whole:
        """The tallies of no campaign."""
        return np.zeros((len(self.schedule.event_keys), TALLIES), np.int64)

    def play(self, batch: Batch) -> PlayedBatch:
        """Simulate a few campaigns."""
        arrays, kept = self.schedule.arrays, self.none_done(len(batch))
        drawn, room = drawn_for(arrays), room_for_events(arrays, self.chances)
        done, tallies = np.zeros(kept.shape), self.no_tallies()
        simulate_campaigns(arrays, self.chances, np.uint64(self.seed), batch.start, drawn, room, done, tallies)
        return batch, done.astype(kept.dtype), tallies


class Machines(Protocol):
    """Whoever simulates."""

    def batch(self, campaigns: int, call: int) -> int:
        """How many of so many campaigns are simulated at a time, where a call of the kernel takes ``call``."""

    def play(self, task: Task, batches: Iterator[Batch]) -> Iterator[PlayedBatch]:
        """Simulate batches in any order, each taken only when it is about to be simulated."""


@dataclass(frozen=True, slots=True)
class Threads:
    """So many threads of this process."""

    number: int = 1

    def batch(self, campaigns: int, call: int) -> int:
        """Those of one call."""
        return min(campaigns, call)

    def play(self, task: Task, batches: Iterator[Batch]) -> Iterator[PlayedBatch]:
        """Simulate batches in their order."""
        running: deque[Future[PlayedBatch]] = deque()
        with ThreadPoolExecutor(self.number) as pool:

            def begin(most: int) -> None:
                running.extend(pool.submit(task.play, batch) for batch in islice(batches, most))

            begin(self.number + 1)  # one waits for the next thread that is free
            while running:
                yield running.popleft().result()
                begin(1)


def simulate(
    schedule: Schedule,
    uncertainty: Uncertainty,
    campaigns: int,
    seed: int,
    *,
    machines: Machines = Threads(),
    stop: StopRequest | None = None,
    least: int = 0,
    told: Callable[[int], None] = lambda finished: None,
    memory: Memory | None = None,
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
    machines
        Who simulates them.
    stop, least
        Asked between batches, once so many are begun; what is finished by then counts.
    told
        Called with the number of campaigns finished so far.
    memory
        Knows what became of places in the same campaigns of other plans, and learns what becomes of them in these.

    Returns
    -------
    Outcomes
        Fewer campaigns than asked for only after a stop.

    Raises
    ------
    MemoryError
        If there is no room for so many.
    """
    task = Task(schedule, chances_of(uncertainty), seed)
    if memory is None or campaigns > MOST_REMEMBERED:
        return _all_simulated(task, campaigns, machines, stop, least, told)
    keys = keys_of(schedule, task.chances, seed, campaigns)
    known = {target: played for target, key in enumerate(keys) if (played := memory.recall(key))}
    missing = [target for target in range(len(keys)) if target not in known]
    if len(missing) > MOST_AGAIN * len(keys):
        outcomes = _all_simulated(task, campaigns, machines, stop, least, told)
    else:
        # Few enough that a stop need not be heard.
        again = replace(task, schedule=only(schedule, missing))
        found = _all_simulated(again, campaigns, machines, None, campaigns, told) if missing else _none(task, campaigns)
        outcomes = _joined(task, known, found)
    if outcomes.campaigns == campaigns:
        for target in missing:
            own = schedule.arrays.events["target"] == target
            memory.keep(keys[target], Played(outcomes.done[:, target], outcomes.tallies[own]))
    return outcomes


def _all_simulated(
    task: Task,
    campaigns: int,
    machines: Machines,
    stop: StopRequest | None,
    least: int,
    told: Callable[[int], None],
) -> Outcomes:
    """What becomes of every place, whatever is known."""
    schedule = task.schedule
    most = min(machines.batch(campaigns, at_once(schedule)), least or campaigns)

    def batches() -> Iterator[Batch]:
        for first in range(0, campaigns, most):
            if stop and stop.is_requested and first >= least:
                return
            yield range(first, min(first + most, campaigns))

    done, tallies = task.none_done(campaigns), task.no_tallies()
    is_done = np.zeros(campaigns, np.bool_)
    for batch, counts, tally in machines.play(task, batches()):
        numbers = slice(batch.start, batch.stop)
        done[numbers], is_done[numbers] = counts, True
        tallies += tally
        told(int(is_done.sum()))
    kept = done if is_done.all() else done[is_done]
    return Outcomes(task.seed, schedule.targets, schedule.days, kept, tallies)


def _none(task: Task, campaigns: int) -> Outcomes:
    return Outcomes(task.seed, task.schedule.targets, task.schedule.days, task.none_done(campaigns), task.no_tallies())


def _joined(task: Task, known: Mapping[int, Played], found: Outcomes) -> Outcomes:
    """What was simulated, with what is known of the other targets in its place."""
    at = task.schedule.arrays.events["target"]
    for target, played in known.items():
        found.done[:, target] = played.done
        found.tallies[at == target] = played.tallies
    return found


def compile_kernels() -> None:
    """Have everything compiled that simulating takes; what was compiled before is only read."""
    Task(Schedule(nothing(), (), (), ()), chances_of(Uncertainty()), 0).play(range(0))
