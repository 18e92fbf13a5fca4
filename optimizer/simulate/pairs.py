"""Two plans under the same campaigns: what differs between them is due to the plans, not to chance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optimizer.run.simulation import By
from optimizer.simulate.campaigns import simulate
from optimizer.simulate.metrics import Goal, goals_of
from optimizer.simulate.scheduling import schedule_of
from optimizer.simulate.study import Study
from optimizer.stopping import StopRequest

_Z = 1.644854
"""Of a two-sided interval that holds the truth 90 times in 100."""
_NOISE = 1e-9
Aim: TypeAlias = tuple[str, str, By]
"""Stream, place (empty for the district), and the day by which."""


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What is done of each target by its two days, campaign by campaign."""

    seed: int
    campaigns: int
    goals: Mapping[Aim, Goal]
    days: Mapping[By, date]
    done: Mapping[Aim, NDArray[Any]]
    """(campaigns,)"""


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference, and the ends of its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """One target under two plans."""

    stream: str
    place: str
    """Empty for the district."""
    by: By
    before: float
    """Chance under the first plan."""
    after: float
    """Chance under the second."""
    chance: Interval
    """What the second chance is above the first."""
    people: Interval
    """Persons more done under the second, on average."""
    more: float
    """Share of the campaigns in which more are done under the second."""


def play(question: Study, stop: StopRequest) -> Played | None:
    """Simulate a plan to hold it against another one; nothing if it is stopped."""
    world = question.world
    outcomes = simulate(
        schedule_of(world, question.plan),
        question.uncertainty,
        question.campaigns,
        question.seed,
        machines=question.machines,
        stop=stop,
    )
    if outcomes.campaigns < question.campaigns:
        return None
    days: Mapping[By, date] = {"finish_by": world.days[world.finish_by].date, "last_day": world.days[-1].date}
    goals: dict[Aim, Goal] = {
        (goal.stream, goal.place, by): goal for goal in goals_of(world, outcomes.targets) for by in days
    }
    done = {
        aim: outcomes.done[:, list(goal.counts), outcomes.days.index(days[aim[2]])].sum(axis=1)
        for aim, goal in goals.items()
    }
    return Played(question.seed, outcomes.campaigns, goals, days, done)


def paired(base: Played, other: Played) -> tuple[PairedDifference, ...]:
    """Every target that both plans have, campaign by campaign; both were played equally often with the same seed."""
    return tuple(_paired(base, other))


def _paired(base: Played, other: Played) -> Iterator[PairedDifference]:
    for aim, goal in base.goals.items():
        if aim not in other.goals:
            continue
        one, two = base.done[aim], other.done[aim]
        reached = one >= goal.target - _NOISE
        reached_after = two >= other.goals[aim].target - _NOISE
        difference = two.astype(np.float64) - one
        yield PairedDifference(
            *aim,
            before=float(reached.mean()),
            after=float(reached_after.mean()),
            chance=of_chances(int((reached_after & ~reached).sum()), int((reached & ~reached_after).sum()), len(one)),
            people=of_means(difference),
            more=float((difference > _NOISE).mean()),
        )


def of_chances(gained: int, lost: int, campaigns: int) -> Interval:
    """The difference of two chances seen in the same campaigns.

    Half a campaign is added to each of the four outcomes, so that the interval is none too short near 0 and 1
    (A. Agresti and Y. Min, Statistics in Medicine 24, 2005).

    Parameters
    ----------
    gained, lost
        Campaigns in which only the second plan, only the first one, reaches the target.
    campaigns
        All of them.
    """
    value = (gained - lost) / campaigns
    count = campaigns + 2
    middle = (gained - lost) / count
    half = _Z * math.sqrt((gained + lost + 1) / count - middle**2) / math.sqrt(count)
    return Interval(value, max(-1.0, min(value, middle - half)), min(1.0, max(value, middle + half)))


def of_means(differences: NDArray[np.float64]) -> Interval:
    """The mean of differences campaign by campaign."""
    mean, count = float(differences.mean()), len(differences)
    half = _Z * float(differences.std(ddof=1)) / math.sqrt(count) if count > 1 else math.inf
    return Interval(mean, mean - half, mean + half)
