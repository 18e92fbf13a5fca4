"""How far what a plan expects lies from the mean of its simulated campaigns, the turnout estimated right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from optimizer.scenario.compiling import compile_world
from optimizer.simulate.campaigns import Outcomes, Threads, simulate
from optimizer.simulate.scheduling import schedule_of
from optimizer.verify.verified_run import VerifiedRun, read_run

SUNDAY = 7
RIGHT = {"turnout_spread": 0.0, "place_turnout_spread": 0.0}


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where the simulated mean lies furthest from what is planned."""

    share: float
    """Of the planned figure, above it or below; of several that day which lies furthest."""
    error: float
    """Standard error of the mean, likewise."""
    place: str
    """Empty for the district."""
    day: date
    planned: float
    """Persons, all days before included."""


def deviations(folder: Path, campaigns: int, workers: int) -> dict[tuple[str, str], Deviation]:
    """The largest on any Sunday and the last day, by stream and kind of place: district, communes, schools."""
    run = read_run(folder)
    assert run.scenario.uncertainty is not None
    world = compile_world(run.scenario)
    right = run.scenario.uncertainty.model_copy(update=RIGHT)
    outcomes = simulate(schedule_of(world, run.plan), right, campaigns, seed=1, machines=Threads(workers))
    found: dict[tuple[str, str], list[Deviation]] = defaultdict(list)
    streams = dict.fromkeys(stream for _, stream in outcomes.targets)
    for number, day in enumerate(outcomes.days):
        if day.isoweekday() != SUNDAY and day != outcomes.days[-1]:
            continue
        planned = _planned(run, day)
        for stream in streams:
            counts = [count for count, key in enumerate(outcomes.targets) if key[1] == stream and key in planned]
            for members, name, kind in (
                (counts, "", "district"),
                *(
                    ([count], place, "schools" if place in world.schools else "communes")
                    for count in counts
                    for place in [outcomes.targets[count][0]]
                ),
            ):
                expected = sum(planned[outcomes.targets[count]] for count in members)
                if expected > 0:
                    found[stream, kind].append(_deviation(outcomes, members, number, expected, name))
    return {key: max(each, key=lambda deviation: abs(deviation.share)) for key, each in found.items()}


def _planned(run: VerifiedRun, day: date) -> dict[tuple[str, str], float]:
    return {(row.place, row.stream): row.expected_cumulative for row in run.plan.progress if row.date == day}


def _deviation(outcomes: Outcomes, counts: list[int], day: int, planned: float, place: str) -> Deviation:
    done = outcomes.done[:, counts, day].sum(axis=1)
    error = float(done.std() / np.sqrt(len(done))) / planned
    return Deviation(float(done.mean()) / planned - 1, error, place, outcomes.days[day], planned)
