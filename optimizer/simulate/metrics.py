"""What many campaigns say: chances with intervals, percentiles of what is done and of the day it is enough, queues."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.run.simulation import DISTRICT, By, ChanceRecord, DeskRecord
from optimizer.simulate.campaign_kernel import CAME, QUEUEING, SERVED, TURNED_AWAY, WAITED
from optimizer.simulate.campaigns import Outcomes
from optimizer.simulate.schedule import DESK, Schedule, Whole
from optimizer.world.ids import PoolKey
from optimizer.world.world import World

PERCENTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
PERCENTILE_NAMES = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
MEDIAN = PERCENTILES.index(0.50)
_Z = 1.959964
"""Of a two-sided interval that holds the truth 95 times in 100."""
_THOUSANDTHS = 1000.0
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Goal:
    """A target: of one place in one stream, or of a stream in all places that have one."""

    stream: str
    place: str
    """:data:`DISTRICT` for all of them."""
    target: float
    counts: tuple[int, ...]
    """Which of the simulated counts add up to it."""
    asked: float | None = None
    """The chance that is asked for by the last day."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done of one goal by the end of each day."""

    goal: Goal
    mean: NDArray[np.float64]
    """(days,)"""
    percentiles: NDArray[Any]
    """(:data:`PERCENTILES`, days)"""
    finish: tuple[date | None, ...]
    """Of the first day on which the target is reached, by percentile; nothing if it is not reached."""


def goals_of(
    world: World, targets: Sequence[PoolKey], asked: Mapping[tuple[str, str], float] | None = None
) -> tuple[Goal, ...]:
    """Every target there is: by stream, the places in the order of the scenario, then the district.

    Parameters
    ----------
    world, targets
        The campaign, and place and stream of each count.
    asked
        By stream and place, the chance that is asked for by the last day.
    """
    asked = asked or {}
    by_key: dict[PoolKey, float] = defaultdict(float)
    for pool in world.pools.values():
        by_key[pool.key] += pool.target
    for school in world.schools.values():
        by_key[school.place, school.stream] += school.countable
    with_target = [key for key in targets if by_key[key] > 0]
    goals = []
    for stream in dict.fromkeys(stream for _, stream in with_target):
        places = [
            Goal(stream, place, by_key[place, other], (targets.index((place, other)),), asked.get((stream, place)))
            for place, other in with_target
            if other == stream
        ]
        counts = tuple(count for goal in places for count in goal.counts)
        whole = Goal(stream, DISTRICT, sum(goal.target for goal in places), counts, asked.get((stream, DISTRICT)))
        goals += [*places, whole]
    return tuple(goals)


def progress_of(outcomes: Outcomes, goal: Goal) -> Progress:
    """Mean, percentiles and first days of one goal.

    A percentile is the smallest figure that is not exceeded in so large a share of the campaigns.
    """
    done = _done(outcomes, goal)
    ranks = [math.ceil(share * len(done) - _NOISE) - 1 for share in PERCENTILES]
    # What is done never falls, so the first day is the one after all those on which it is not enough.
    first = np.sort((done < goal.target - _NOISE).sum(axis=1))
    by_day = np.sort(np.ascontiguousarray(done.T), axis=1)
    return Progress(
        goal=goal,
        mean=done.mean(axis=0),
        percentiles=by_day[:, ranks].T,
        finish=tuple(_day(outcomes.days, int(first[rank])) for rank in ranks),
    )


def people_at(outcomes: Outcomes, goal: Goal, chance: float) -> float:
    """As many as are done by the last day, or more, in at least so large a share of the campaigns."""
    done = np.sort(_done(outcomes, goal)[:, -1])
    return float(done[len(done) - min(len(done), max(1, math.ceil(chance * len(done) - _NOISE)))])


def error_at(outcomes: Outcomes, goal: Goal, chance: float) -> float:
    """By how many people :func:`people_at` may be off: half of its 95 % interval, by the ranks that bound it.

    How many campaigns lie beyond a quantile is binomial (H. A. David, H. N. Nagaraja, Order Statistics, 2003, 7.1).
    """
    done = np.sort(_done(outcomes, goal)[:, -1])
    count = len(done)
    middle, half = (1.0 - chance) * count, _Z * math.sqrt(count * chance * (1.0 - chance))
    low, high = max(0, math.floor(middle - half)), min(count - 1, math.ceil(middle + half))
    return float(done[high] - done[low]) / 2


def chance_of(outcomes: Outcomes, goal: Goal, by: By, day: date) -> ChanceRecord:
    """How probable it is that the goal is reached by the end of a day."""
    done = _done(outcomes, goal)[:, outcomes.days.index(day)]
    successes = int((done >= goal.target - _NOISE).sum())
    median = float(np.sort(done)[(len(done) - 1) // 2])
    asked = goal.asked if by == "last_day" else None
    return ChanceRecord(goal.stream, goal.place, by, day, goal.target, *interval(successes, len(done)), median, asked)


def chance_of_all(outcomes: Outcomes, goals: Sequence[Goal], by: By, day: date) -> ChanceRecord:
    """How probable it is that each of several goals is reached; target and median are numbers of goals."""
    number = outcomes.days.index(day)
    reached = np.zeros(outcomes.campaigns, np.int64)
    for goal in goals:
        reached += _done(outcomes, goal)[:, number] >= goal.target - _NOISE
    successes = int((reached == len(goals)).sum())
    median = float(np.sort(reached)[(len(reached) - 1) // 2])
    ends = interval(successes, len(reached))
    return ChanceRecord(goals[0].stream, DISTRICT, by, day, float(len(goals)), *ends, median)


def interval(successes: int, trials: int) -> tuple[float, float, float]:
    """A share, and the ends of its 95 % interval (E. B. Wilson, JASA 22, 1927)."""
    share = successes / trials
    centre = share + _Z**2 / (2 * trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    scale = 1 + _Z**2 / trials
    # Rounding must not put the share itself outside.
    return share, max(0.0, min(share, (centre - half) / scale)), min(1.0, max(share, (centre + half) / scale))


def desk_loads(schedule: Schedule, outcomes: Outcomes) -> tuple[DeskRecord, ...]:
    """Each desk by shift of the day, in the order of the scenario's days."""
    sums: dict[tuple[str, str], Whole] = {}
    shifts: Mapping[tuple[str, str], list[int]] = defaultdict(list)
    for event, (_, shift, post) in enumerate(schedule.event_keys):
        if schedule.arrays.events[event]["kind"] == DESK:
            sums[post, shift] = sums.get((post, shift), 0) + outcomes.tallies[event]
            shifts[post, shift].append(event)
    return tuple(_loads(sums, shifts, outcomes.campaigns))


def _loads(
    sums: Mapping[tuple[str, str], Whole], shifts: Mapping[tuple[str, str], list[int]], campaigns: int
) -> Iterator[DeskRecord]:
    for (post, shift), tally in sums.items():
        count = len(shifts[post, shift])
        came, served, queueing, turned_away = (
            float(tally[column]) / count / campaigns for column in (CAME, SERVED, QUEUEING, TURNED_AWAY)
        )
        waited = float(tally[WAITED]) / _THOUSANDTHS / max(1, int(tally[SERVED]))
        yield DeskRecord(post, shift, count, came, served, queueing, turned_away, waited)


def _done(outcomes: Outcomes, goal: Goal) -> NDArray[Any]:
    """(campaigns, days)"""
    if len(goal.counts) == 1:
        return outcomes.done[:, goal.counts[0], :]
    total: NDArray[Any] = outcomes.done[:, list(goal.counts), :].sum(axis=1)
    return total


def _day(days: Sequence[date], number: int) -> date | None:
    return days[number] if number < len(days) else None
