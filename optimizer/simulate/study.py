"""All that one simulation of a plan says: chances, progress, queues, and which source of chance costs what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from optimizer.run.simulation import (
    DISTRICT,
    SOURCES,
    By,
    CauseRecord,
    FinishRecord,
    Simulation,
    SimulationRecord,
    Source,
)
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import Machines, Outcomes, Threads, simulate
from optimizer.simulate.causes import SWITCHED_OFF
from optimizer.simulate.metrics import (
    PERCENTILE_NAMES,
    Goal,
    Progress,
    chance_of,
    chance_of_all,
    desk_loads,
    goals_of,
    progress_of,
)
from optimizer.simulate.remembering import Memory
from optimizer.simulate.schedule import Schedule
from optimizer.simulate.scheduling import CSV_DECIMALS, schedule_of
from optimizer.stopping import StopRequest
from optimizer.world.plan import Plan, SimulationRow
from optimizer.world.world import World

MOST_WITHOUT = 400
"""Campaigns that are simulated again without each source of chance."""


@dataclass(frozen=True, slots=True)
class Study:
    """What is to be simulated, and how often."""

    world: World
    plan: Plan
    uncertainty: Uncertainty
    campaigns: int
    seed: int
    machines: Machines = field(default_factory=Threads)
    asked: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """By stream and place (empty for the district), the chance that is asked for by the last day."""
    least: int = 0
    """Campaigns that are finished even after a stop."""
    memory: Memory | None = None
    """Knows what became of places in campaigns of other plans."""


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
        machines=question.machines,
        stop=stop,
        least=question.least,
        told=told,
        memory=question.memory,
    )
    if not outcomes.campaigns:
        return None
    goals = goals_of(world, outcomes.targets, question.asked)
    days: Mapping[By, date] = {"finish_by": world.days[world.finish_by].date, "last_day": world.days[-1].date}
    places: dict[str, list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.place != DISTRICT:
            places[goal.stream].append(goal)
    progress = tuple(progress_of(outcomes, goal) for goal in goals)
    together = tuple(chance_of_all(outcomes, each, by, day) for each in places.values() for by, day in days.items())
    planned = _planned(plan, goals)
    repeated, causes = _causes(question, schedule, outcomes, goals, planned, stop)
    record = SimulationRecord(
        replications=outcomes.campaigns,
        asked=question.campaigns,
        seed=question.seed,
        settings=question.uncertainty.model_dump(mode="json"),
        chances=tuple(chance_of(outcomes, goal, by, day) for goal in goals for by, day in days.items()),
        all_places=together,
        finish_dates=tuple(map(_finish, progress)),
        desks=desk_loads(schedule, outcomes),
        cause_replications=repeated,
        causes=causes,
    )
    return Simulation(record, tuple(_rows(outcomes.days, progress, planned)))


def _finish(progress: Progress) -> FinishRecord:
    goal = progress.goal
    return FinishRecord(
        goal.stream, goal.place, goal.target, **dict(zip(PERCENTILE_NAMES, progress.finish, strict=True))
    )


Planned = Mapping[tuple[str, str, date], float]
"""Planned to be done by place, stream and day, all days before included (persons)."""


def _planned(plan: Plan, goals: tuple[Goal, ...]) -> Planned:
    """As the files have it, so that a plan says the same before and after it is written."""
    known = {(goal.place, goal.stream) for goal in goals}
    planned: dict[tuple[str, str, date], float] = defaultdict(float)
    for row in plan.progress:
        if (row.place, row.stream) in known:
            done = round(row.expected_cumulative, CSV_DECIMALS)
            planned[row.place, row.stream, row.date] += done
            planned[DISTRICT, row.stream, row.date] += done
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
            **dict(zip(PERCENTILE_NAMES, map(float, each.percentiles[:, number]), strict=True)),
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
) -> tuple[int, tuple[CauseRecord, ...]]:
    """How many campaigns were simulated again, and what that says; none after a stop."""
    count = min(MOST_WITHOUT, outcomes.campaigns)
    without: dict[Source, Outcomes] = {}
    for source in SOURCES:
        settings = SWITCHED_OFF[source](question.uncertainty)
        found = simulate(
            schedule, settings, count, question.seed, machines=question.machines, stop=stop, memory=question.memory
        )
        if found.campaigns < count:  # the same campaigns are compared, or none
            return 0, ()
        without[source] = found
    day = schedule.days[-1]
    causes = [_cause(outcomes.first(count), without, goal, planned[goal.place, goal.stream, day]) for goal in goals]
    missed = (cause for cause in causes if cause.chance < 1.0)
    return count, tuple(sorted(missed, key=lambda cause: (cause.chance, cause.median / cause.target)))


def _cause(outcomes: Outcomes, without: Mapping[Source, Outcomes], goal: Goal, planned: float) -> CauseRecord:
    counts = list(goal.counts)

    def done(found: Outcomes) -> tuple[float, float, float]:
        people = np.sort(found.done[:, counts, -1].sum(axis=1))
        return float((people >= goal.target - 1e-9).mean()), float(people.mean()), float(people[(len(people) - 1) // 2])

    chance, mean, median = done(outcomes)
    found = {source: done(other) for source, other in without.items()}
    gained = {source: other_mean - mean for source, (_, other_mean, _) in found.items()}
    chances: dict[str, float] = {source: other for source, (other, *_) in found.items()}
    main = max(SOURCES, key=lambda source: (chances[source], gained[source]))
    return CauseRecord(
        stream=goal.stream,
        place=goal.place,
        target=goal.target,
        planned=round(planned, 3),
        median=median,
        chance=chance,
        without=chances,
        gained={source: round(people, 3) for source, people in gained.items()},
        main=main if (chances[main], gained[main]) > (chance, 0.0) else None,
    )
