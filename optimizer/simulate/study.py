"""All that one simulation of a plan says: chances, progress, queues, and which source of chance costs what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from optimizer.run.chances import By, ChanceRecord
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import Outcomes, simulate
from optimizer.simulate.causes import SWITCHED_OFF, Source
from optimizer.simulate.metrics import (
    DISTRICT,
    DeskLoad,
    Goal,
    Progress,
    chance_of,
    chance_of_all,
    desk_loads,
    goals_of,
    progress_of,
)
from optimizer.simulate.schedule import Schedule
from optimizer.simulate.scheduling import schedule_of
from optimizer.stopping import StopRequest
from optimizer.world.plan import Plan, SimulationRow
from optimizer.world.world import World

MOST_WITHOUT = 500
"""Campaigns that are simulated again without each source of chance."""


@dataclass(frozen=True, slots=True)
class Study:
    """What is to be simulated, and how often."""

    world: World
    plan: Plan
    uncertainty: Uncertainty
    campaigns: int
    seed: int
    workers: int


@dataclass(frozen=True, slots=True)
class Cause:
    """What keeps one goal from being reached by the last day, in the first of the campaigns.

    Chances and people gained are differences between the same campaigns with and without a source of chance.
    """

    stream: str
    place: str
    chance: float
    without: Mapping[Source, float]
    """The chance without each source."""
    gained: Mapping[Source, float]
    """People more by the last day on average without each source."""
    main: Source | None
    """The source without which most is gained; nothing if none costs anything."""
    planned: float
    """Planned by the last day."""
    median: float
    """Done by the last day in the middle one of the campaigns."""
    target: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """What many campaigns of one plan say."""

    asked: int
    campaigns: int
    """Fewer than asked for only if it was stopped."""
    seed: int
    uncertainty: Uncertainty
    chances: tuple[ChanceRecord, ...]
    """By stream, its places and then the district, by ``finish_by`` and by the last day."""
    together: tuple[ChanceRecord, ...]
    """Per stream and day, that every place reaches its own target; target and median are numbers of places."""
    progress: tuple[Progress, ...]
    rows: tuple[SimulationRow, ...]
    desks: tuple[DeskLoad, ...]
    causes: tuple[Cause, ...]
    """Goals missed in some campaign, the least probable first."""


def study(question: Study, stop: StopRequest, told: Callable[[int], None]) -> Simulation | None:
    """Simulate a plan, and once more without each source of chance.

    Parameters
    ----------
    question
        The plan and how often it is simulated.
    stop
        What is finished when it is requested counts.
    told
        Called with the number of campaigns finished so far.

    Returns
    -------
    Simulation or None
        Nothing if it was stopped before any campaign was finished.
    """
    world, plan = question.world, question.plan
    schedule = schedule_of(world, plan)
    outcomes = simulate(
        schedule,
        question.uncertainty,
        question.campaigns,
        question.seed,
        workers=question.workers,
        stop=stop,
        told=told,
    )
    if not outcomes.campaigns:
        return None
    goals = goals_of(world, outcomes.targets)
    days: Mapping[By, date] = {"finish_by": world.days[world.finish_by].date, "last_day": world.days[-1].date}
    places: dict[str, list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.place != DISTRICT:
            places[goal.stream].append(goal)
    progress = tuple(progress_of(outcomes, goal) for goal in goals)
    planned = _planned(plan, goals)
    return Simulation(
        asked=question.campaigns,
        campaigns=outcomes.campaigns,
        seed=question.seed,
        uncertainty=question.uncertainty,
        chances=tuple(chance_of(outcomes, goal, by, day) for goal in goals for by, day in days.items()),
        together=tuple(chance_of_all(outcomes, each, by, day) for each in places.values() for by, day in days.items()),
        progress=progress,
        rows=tuple(_rows(outcomes.days, progress, planned)),
        desks=desk_loads(schedule, outcomes),
        causes=_causes(question, schedule, outcomes, goals, planned, stop),
    )


Planned = Mapping[tuple[str, str, date], float]
"""Planned to be done by place, stream and day, all days before included (persons)."""


def _planned(plan: Plan, goals: tuple[Goal, ...]) -> Planned:
    known = {(goal.place, goal.stream) for goal in goals}
    planned: dict[tuple[str, str, date], float] = defaultdict(float)
    for row in plan.progress:
        if (row.place, row.stream) in known:
            planned[row.place, row.stream, row.date] += row.expected_cumulative
            planned[DISTRICT, row.stream, row.date] += row.expected_cumulative
    return planned


def _rows(days: tuple[date, ...], progress: tuple[Progress, ...], planned: Planned) -> list[SimulationRow]:
    """By day, in each the goals in their order."""
    return [
        SimulationRow(
            day,
            each.goal.place,
            each.goal.stream,
            planned[each.goal.place, each.goal.stream, day],
            float(each.mean[number]),
            *map(float, each.percentiles[:, number]),
        )
        for number, day in enumerate(days)
        for each in progress
    ]


def _causes(
    question: Study,
    schedule: Schedule,
    outcomes: Outcomes,
    goals: tuple[Goal, ...],
    planned: Planned,
    stop: StopRequest,
) -> tuple[Cause, ...]:
    count = min(MOST_WITHOUT, outcomes.campaigns)
    without: dict[Source, Outcomes] = {}
    for source, off in SWITCHED_OFF.items():
        found = simulate(schedule, off(question.uncertainty), count, question.seed, workers=question.workers, stop=stop)
        if found.campaigns < count:  # the same campaigns are compared, or none
            return ()
        without[source] = found
    day = schedule.days[-1]
    causes = [_cause(outcomes.first(count), without, goal, planned[goal.place, goal.stream, day]) for goal in goals]
    return tuple(
        sorted(
            (cause for cause in causes if cause.chance < 1.0),
            key=lambda cause: (cause.chance, cause.median / cause.target),
        )
    )


def _cause(outcomes: Outcomes, without: Mapping[Source, Outcomes], goal: Goal, planned: float) -> Cause:
    counts = list(goal.counts)

    def done(found: Outcomes) -> tuple[float, float, float]:
        people = np.sort(found.done[:, counts, -1].sum(axis=1))
        return float((people >= goal.target - 1e-9).mean()), float(people.mean()), float(people[(len(people) - 1) // 2])

    chance, mean, median = done(outcomes)
    found = {source: done(other) for source, other in without.items()}
    gained = {source: other_mean - mean for source, (_, other_mean, _) in found.items()}
    chances = {source: other for source, (other, *_) in found.items()}
    main = max(chances, key=lambda source: (chances[source], gained[source]))
    return Cause(
        stream=goal.stream,
        place=goal.place,
        chance=chance,
        without=chances,
        gained=gained,
        main=main if (chances[main], gained[main]) > (chance, 0.0) else None,
        planned=planned,
        median=median,
        target=goal.target,
    )
