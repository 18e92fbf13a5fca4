"""``catruc status``: where a campaign stands by what was reported, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic
from optimizer.texts.diagnostics.journal import MAKE_ROOM_FOR_JOURNAL
from optimizer.texts.libraries import reason_of
from optimizer.texts.tracking import PAGE_NOT_WRITTEN

if TYPE_CHECKING:
    from optimizer.run.record import RunRecord
    from optimizer.scenario.schema import Scenario
    from optimizer.texts.messages import Language
    from optimizer.track.journal import Journal
    from optimizer.track.standing import CampaignStanding
    from optimizer.track.state_words import StateWords
    from optimizer.world.plan import Plan

CAMPAIGNS = 1000
"""Campaigns that the outlook is taken from."""


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """What ``catruc status`` is asked for."""

    run: Path
    today: date
    workers: int = 2


@dataclass(frozen=True, slots=True)
class RunStatus:
    """A campaign as it stands."""

    run: Path
    scenario: Scenario
    plan: Plan
    record: RunRecord
    standing: CampaignStanding
    journal: Journal


def status_of_run(request: StatusRequest) -> RunStatus:
    """Read a run and its journal, and say where the campaign stands.

    Raises
    ------
    RunFolderError, VerificationError
        If this is no run, its files do not verify, or its journal cannot be read.
    """
    from optimizer.scenario.compiling import compile_world
    from optimizer.simulate.campaigns import Threads, simulate
    from optimizer.simulate.scheduling import schedule_of
    from optimizer.track.journal import open_journal
    from optimizer.track.standing import campaign_standing
    from optimizer.workflows.sealed import read_sealed_run

    journal = open_journal(request.run)
    run = read_sealed_run(request.run)
    world = compile_world(run.scenario)
    outcomes = None
    if run.scenario.uncertainty is not None:
        schedule = schedule_of(world, run.plan)
        machines = Threads(request.workers)
        outcomes = simulate(schedule, run.scenario.uncertainty, CAMPAIGNS, run.record.seed, machines=machines)
    standing = campaign_standing(
        run.scenario,
        world,
        run.plan,
        journal.results(),
        request.today,
        outcomes=outcomes,
        simulated=() if run.simulation is None else run.simulation.rows,
    )
    return RunStatus(request.run, run.scenario, run.plan, run.record, standing, journal)


def words_of(status: RunStatus, language: Language) -> StateWords:
    """The state in words."""
    from optimizer.texts.formats import Texts
    from optimizer.track.state_words import StateWords

    return StateWords(Texts(language), status.scenario, status.plan, status.standing, status.journal)


def write_status_page(status: RunStatus, language: Language) -> tuple[Path | None, Diagnostic | None]:
    """Write the page into the folder of the journal, if there is one; else say why it cannot be written."""
    from optimizer.run.scratch import write_whole
    from optimizer.track.state_page import STATUS_PAGE, state_page

    if not status.journal.exists:
        return None, None
    path = status.journal.folder / STATUS_PAGE
    try:
        write_whole(path, state_page(words_of(status, language)).encode())
    except OSError as error:
        what = PAGE_NOT_WRITTEN(reason=reason_of(error))
        return None, Diagnostic(str(path), what, MAKE_ROOM_FOR_JOURNAL)
    return path, None
