"""``catruc simulate``: a verified plan, simulated; what that says written into its run folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.acceptance.judgement import acceptance_results
from optimizer.errors import (
    Diagnostic,
    NothingUncertainError,
    OutOfTimeError,
    RunFolderError,
    UnconfirmedError,
)
from optimizer.events import Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts import simulation as words
from optimizer.texts.diagnostics import simulation as texts

if TYPE_CHECKING:
    from optimizer.publish.content.publication import Publication
    from optimizer.run.actuals import ActualRow
    from optimizer.run.record import RunRecord
    from optimizer.run.simulation import Simulation
    from optimizer.scenario.schema import Scenario
    from optimizer.simulate.campaigns import Machines
    from optimizer.simulate.remembering import Memory
    from optimizer.verify.verified_run import VerifiedRun
    from optimizer.world.plan import Plan

CAMPAIGNS = 2000
"""Campaigns that every plan is simulated with, where its scenario says how uncertain anything is."""
LEAST_CAMPAIGNS = 100
"""Those that are finished even after a stop, so that a plan's first line says its chance."""
MOST_UNASKED = 100_000
"""Campaigns that are simulated without being asked twice."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """How often a plan is simulated, and how."""

    campaigns: int
    seed: int
    workers: int
    least: int = 0
    """Campaigns that are finished even after a stop."""


@dataclass(frozen=True, slots=True)
class SimulateRequest:
    """What ``catruc simulate`` is asked for."""

    run: Path
    """Run folder."""
    repetition: Repetition
    is_confirmed: bool = False
    """Whether very many are meant."""
    elsewhere: Callable[[], AbstractContextManager[Machines]] | None = None
    """Finds other machines to simulate on, once it is known that there is something to simulate."""


@dataclass(frozen=True, slots=True)
class SimulatedRun:
    """A simulation that was written into its run folder."""

    publication: Publication
    simulation: Simulation
    directory: Path


def simulate_run(request: SimulateRequest, report: Report, stop: StopRequest) -> SimulatedRun:
    """Verify a run, simulate it, and write what comes of it into its folder.

    Raises
    ------
    UnconfirmedError
        If there are very many campaigns to simulate and nobody said that this is meant, or no room for them.
    RunFolderError, VerificationError
        If the run cannot be read or written, or does not verify.
    ClusterError
        If the other machines do not answer, or cannot do it.
    NothingUncertainError
        If its scenario does not say how uncertain anything is.
    OutOfTimeError
        If it was stopped before any campaign was finished.
    """
    from optimizer.publish.publishing import publish_findings
    from optimizer.run.folder import recover_run, require_writable
    from optimizer.run.seal import RUN_NAMES, SCENARIO_FILE
    from optimizer.verify.verified_run import read_run

    _require_confirmed(request)
    with suppress(OSError):  # what cannot be brought back here may still be read
        recover_run(request.run, RUN_NAMES)
    report(Event("verify"))
    run = read_run(request.run)
    with _no_other_folder():
        require_writable(request.run)
    if run.scenario.uncertainty is None:
        where = str(request.run / SCENARIO_FILE)
        raise NothingUncertainError(Diagnostic(where, texts.NO_UNCERTAINTY, texts.ADD_UNCERTAINTY))
    try:
        with request.elsewhere() if request.elsewhere else nullcontext() as machines:
            known = run.actuals or ()
            simulation = simulation_of(run.scenario, run.plan, request.repetition, report, stop, machines, known)
    except MemoryError as error:
        what = texts.NO_ROOM(campaigns=request.repetition.campaigns)
        raise UnconfirmedError(Diagnostic("catruc simulate", what, texts.FEWER_CAMPAIGNS)) from error
    if simulation is None:
        raise OutOfTimeError(Diagnostic("catruc simulate", texts.STOPPED, texts.RUN_AGAIN))
    report(Event("publish"))
    publication = _publication(run, simulation)
    with _no_other_folder():
        publish_findings(request.run, publication)
    return SimulatedRun(publication, simulation, request.run)


def simulation_of(
    scenario: Scenario,
    plan: Plan,
    how: Repetition,
    report: Report,
    stop: StopRequest,
    machines: Machines | None = None,
    actuals: Sequence[ActualRow] = (),
    memory: Memory | None = None,
) -> Simulation | None:
    """Simulate a plan, on threads of this process if no other machines are given, from what was reported of it on.

    Returns
    -------
    Simulation or None
        Nothing where the scenario does not say how uncertain anything is, or if it was stopped before any campaign
        was finished.

    Raises
    ------
    MemoryError
        If there is no room for so many campaigns.
    """
    from optimizer.run.actuals import with_actuals
    from optimizer.scenario.compiling import compile_world
    from optimizer.scenario.confidence import asked_chances
    from optimizer.simulate.campaigns import Threads
    from optimizer.simulate.study import Study, study

    if scenario.uncertainty is None:
        return None
    question = Study(
        world=with_actuals(compile_world(scenario), actuals),
        plan=plan,
        uncertainty=scenario.uncertainty,
        campaigns=how.campaigns,
        seed=how.seed,
        machines=machines or Threads(how.workers),
        asked=asked_chances(scenario),
        least=how.least,
        memory=memory,
    )
    return study(question, stop, _tenths(report, how.campaigns))


def remembered(run: Path) -> Memory:
    """What the newest revision of a run was simulated to, so that only what a change touches is simulated again."""
    from optimizer.simulate.remembering import MEMORY_FILE, Memory
    from optimizer.track.journal import open_journal

    return Memory.load(open_journal(run).folder / MEMORY_FILE)


def remember(run: Path, memory: Memory) -> None:
    """Keep for the next time what was simulated, beside a revision that is published."""
    from optimizer.simulate.remembering import MEMORY_FILE
    from optimizer.track.journal import open_journal

    memory.save(open_journal(run).folder / MEMORY_FILE)


def with_chances(record: RunRecord, simulation: Simulation | None) -> RunRecord:
    """The record with what a simulation says, and whether that is what was asked for."""
    if simulation is None:
        return replace(record, chances=None)
    chances, confidence = simulation.record.chances, record.confidence
    if confidence is not None:
        asked = [(chance.chance, chance.asked) for chance in chances if chance.asked is not None]
        confidence = replace(confidence, is_met=all(chance >= least for chance, least in asked))
    return replace(record, chances=chances, confidence=confidence)


def _publication(run: VerifiedRun, simulation: Simulation) -> Publication:
    """The run as it is to be published anew: judged by what was simulated, and verified with it."""
    from optimizer.publish.content.publication import Publication
    from optimizer.run.safe_files import read_file
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.track.journal import open_journal
    from optimizer.verify import verify_plan
    from optimizer.workflows.revisions import with_history

    # What planning had no time to simulate is simulated now.
    left = run.record.cut_short and tuple(each for each in run.record.cut_short if each.what != "simulation")
    record = replace(with_chances(run.record, simulation), cut_short=left)
    record = replace(record, acceptance=acceptance_results(run.scenario, run.plan, record))
    verification = verify_plan(run.scenario, run.plan, record, simulation, run.actuals or (), run.replaced)
    text = read_file(run.directory / SCENARIO_FILE).decode("utf-8")
    publication = Publication(run.scenario, run.plan, record, verification, text, simulation=simulation)
    return with_history(open_journal(run.directory), publication)


@contextmanager
def _no_other_folder() -> Iterator[None]:
    """What is simulated belongs into the folder of its run, so no other one is offered where that cannot be written."""
    try:
        yield
    except RunFolderError as error:
        raise RunFolderError(replace(each, remedy=texts.MAKE_ROOM_OR_COPY) for each in error.diagnostics) from error


def _require_confirmed(request: SimulateRequest) -> None:
    campaigns = request.repetition.campaigns
    if campaigns > MOST_UNASKED and not request.is_confirmed:
        what = texts.VERY_MANY(campaigns=campaigns, most=MOST_UNASKED)
        raise UnconfirmedError(Diagnostic("catruc simulate", what, texts.SAY_YES))


def _tenths(report: Report, asked: int) -> Callable[[int], None]:
    """Report each tenth part of the campaigns once."""
    told = set()

    def finished(campaigns: int) -> None:
        tenth = campaigns * 10 // asked
        if tenth not in told:
            told.add(tenth)
            report(Event("simulate", detail=words.CAMPAIGNS_FINISHED(finished=campaigns, asked=asked)))

    return finished
