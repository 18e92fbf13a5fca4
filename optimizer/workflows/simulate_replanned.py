"""``catruc simulate --replan-every``: chances with replanning on the way beside those of the plan left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, OutOfTimeError, ScenarioError, UnconfirmedError
from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts import simulation as words
from optimizer.texts.diagnostics import simulation as texts
from optimizer.workflows.revising import OpenRun
from optimizer.workflows.rolling import ReplanningRhythm, RolledCampaign, Rolling

if TYPE_CHECKING:
    from optimizer.run.simulation import ChanceRecord
    from optimizer.scenario.schema import Scenario
    from optimizer.simulate.campaigns import Outcomes
    from optimizer.simulate.pairs import Interval

CAMPAIGNS = 50
"""Campaigns that are played if nobody asks for another number."""
FREEZE_DAYS = 7
"""As ``catruc replan`` has it."""
SECONDS_PER_OFFICER = 0.2
"""To plan in, each time."""
MOST_MINUTES = 30
"""That it may take without being asked twice."""


@dataclass(frozen=True, slots=True)
class ReplannedRequest:
    """What ``catruc simulate --replan-every`` is asked for."""

    run: Path
    every: int
    """Days from one replanning to the next."""
    campaigns: int
    seed: int
    workers: int
    is_confirmed: bool = False
    """Whether much time is meant."""


@dataclass(frozen=True, slots=True)
class ReplannedChance:
    """The target of a stream in the district, by one of its two days."""

    once: ChanceRecord
    replanned: ChanceRecord
    gained: Interval
    """What the second chance is above the first, seen in the same campaigns."""


@dataclass(frozen=True, slots=True)
class ReplannedStudy:
    """What was played."""

    scenario: Scenario
    directory: Path
    every: int
    asked: int
    """Campaigns that were asked for."""
    days: tuple[date, ...]
    """On which the plan was looked at again."""
    chances: tuple[ReplannedChance, ...]
    campaigns: tuple[RolledCampaign, ...]
    """Those that were finished."""


def simulate_replanned(request: ReplannedRequest, report: Report, stop: StopRequest, clock: Clock) -> ReplannedStudy:
    """Play campaigns of a run with its plan made anew on the way; nothing of it is written.

    Raises
    ------
    RunFolderError, DamagedRunError, VerificationError
        If the run cannot be read, or does not verify.
    ScenarioError
        If its scenario does not say how uncertain anything is.
    UnconfirmedError
        If it may take very long and nobody said that this is meant, or if there is no day to plan anew on.
    OutOfTimeError
        If it was stopped before any campaign was finished.
    """
    from optimizer.run.seal import SCENARIO_FILE

    opened = _opened(request.run, report)
    if opened.scenario.uncertainty is None:
        raise ScenarioError(Diagnostic(str(request.run / SCENARIO_FILE), texts.NO_UNCERTAINTY, texts.ADD_UNCERTAINTY))
    seconds = SECONDS_PER_OFFICER * len(opened.scenario.officers)
    rhythm = ReplanningRhythm(request.every, FREEZE_DAYS, seconds, request.workers)
    rolling = Rolling(opened, opened.scenario, request.seed, rhythm, stop, clock, _quiet)
    _require_affordable(request, rolling)
    campaigns = _played(request, rolling, report)
    if not campaigns:
        raise OutOfTimeError(Diagnostic("catruc simulate", texts.STOPPED, texts.RUN_AGAIN))
    chances = _chances(rolling, campaigns)
    return ReplannedStudy(
        opened.scenario, request.run, request.every, request.campaigns, rolling.days, chances, campaigns
    )


def _opened(directory: Path, report: Report) -> OpenRun:
    from optimizer.run.reading import read_folder
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.scenario.loading import load_resolved
    from optimizer.workflows.sealed import read_sealed_run

    report(Event("verify"))
    run = read_sealed_run(directory)
    loaded, actuals = load_resolved(directory / SCENARIO_FILE), read_folder(directory).actuals
    return OpenRun(directory, loaded, "", run.plan, run.record, run.simulation, actuals=actuals)


def _require_affordable(request: ReplannedRequest, rolling: Rolling) -> None:
    if not rolling.days:
        what = texts.NO_DAY_TO_REPLAN(every=request.every)
        raise UnconfirmedError(Diagnostic(f"--replan-every {request.every}", what, texts.REPLAN_MORE_OFTEN))
    minutes = ceil(len(rolling.days) * request.campaigns * rolling.rhythm.seconds / 60)
    if minutes > MOST_MINUTES and not request.is_confirmed:
        what = texts.TAKES_LONG(replannings=len(rolling.days) * request.campaigns, minutes=minutes)
        raise UnconfirmedError(Diagnostic("catruc simulate --replan-every", what, texts.SAY_YES))


def _played(request: ReplannedRequest, rolling: Rolling, report: Report) -> tuple[RolledCampaign, ...]:
    """The campaigns that are finished before it is stopped; each is told, with the minutes that are left."""
    found: list[RolledCampaign] = []
    began = rolling.clock()
    report(Event("rolling", detail=words.CAMPAIGNS_FINISHED(finished=0, asked=request.campaigns)))
    for number in range(request.campaigns):
        played = rolling.play(number)
        if played is None:
            break
        found.append(played)
        left = ceil((rolling.clock() - began) / len(found) * (request.campaigns - len(found)) / 60)
        told = words.CAMPAIGNS_FINISHED(finished=len(found), asked=request.campaigns)
        report(Event("rolling", detail=words.MINUTES_LEFT(finished=told, minutes=left)))
    return tuple(found)


def _chances(rolling: Rolling, campaigns: Sequence[RolledCampaign]) -> tuple[ReplannedChance, ...]:
    from optimizer.run.simulation import BY, DISTRICT
    from optimizer.scenario.confidence import asked_chances
    from optimizer.simulate.metrics import chance_of, goals_of
    from optimizer.simulate.pairs import of_chances

    world = rolling.world
    once, replanned = (_together([each[way] for each in map(_ways, campaigns)]) for way in (0, 1))
    days = {"finish_by": world.days[world.finish_by].date, "last_day": world.days[-1].date}
    found = []
    for goal in goals_of(world, once.targets, asked_chances(rolling.truth)):
        if goal.place != DISTRICT:
            continue
        for by in BY:
            reached = [
                each.done[:, list(goal.counts), each.days.index(days[by])].sum(axis=1) >= goal.target - 1e-9
                for each in (once, replanned)
            ]
            gained, lost = int((reached[1] & ~reached[0]).sum()), int((reached[0] & ~reached[1]).sum())
            found.append(
                ReplannedChance(
                    chance_of(once, goal, by, days[by]),
                    chance_of(replanned, goal, by, days[by]),
                    of_chances(gained, lost, len(campaigns)),
                )
            )
    return tuple(found)


def _ways(campaign: RolledCampaign) -> tuple[Outcomes, Outcomes]:
    return campaign.once, campaign.rolled


def _together(outcomes: Sequence[Outcomes]) -> Outcomes:
    """Campaigns that were played one by one; of their tallies, those of the first."""
    import numpy as np

    return replace(outcomes[0], done=np.concatenate([each.done for each in outcomes]))


def _quiet(_: Event) -> None:
    """Of each replanning nothing is told: there are hundreds."""
