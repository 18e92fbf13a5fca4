"""``catruc simulate``: a verified plan, simulated; its chances written into its run folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, OutOfTimeError, ScenarioError, UnconfirmedError
from optimizer.events import Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts import simulation as words
from optimizer.texts.diagnostics import simulation as texts

if TYPE_CHECKING:
    from optimizer.scenario.schema import Scenario
    from optimizer.simulate.study import Simulation

MOST_UNASKED = 100_000
"""Campaigns that are simulated without being asked twice."""


@dataclass(frozen=True, slots=True)
class SimulateRequest:
    """What ``catruc simulate`` is asked for."""

    run: Path
    """Run folder."""
    campaigns: int
    seed: int
    workers: int
    is_confirmed: bool = False
    """Whether very many are meant."""


@dataclass(frozen=True, slots=True)
class SimulatedRun:
    """A simulation that was written into its run folder."""

    scenario: Scenario
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
    ScenarioError
        If its scenario does not say how uncertain anything is.
    OutOfTimeError
        If it was stopped before any campaign was finished.
    """
    from optimizer.publish.publishing import RUN_NAMES, add_to_run
    from optimizer.run.folder import recover_run
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.scenario.compiling import compile_world
    from optimizer.simulate.files import simulation_files
    from optimizer.simulate.study import Study, study
    from optimizer.verify.verified_run import read_run

    _require_confirmed(request)
    with suppress(OSError):  # what cannot be brought back here may still be read
        recover_run(request.run, RUN_NAMES)
    report(Event("verify"))
    run = read_run(request.run)
    uncertainty = run.scenario.uncertainty
    if uncertainty is None:
        raise ScenarioError(Diagnostic(str(request.run / SCENARIO_FILE), texts.NO_UNCERTAINTY, texts.ADD_UNCERTAINTY))
    question = Study(
        compile_world(run.scenario), run.plan, uncertainty, request.campaigns, request.seed, request.workers
    )
    try:
        simulation = study(question, stop, _tenths(report, request.campaigns))
    except MemoryError as error:
        what = texts.NO_ROOM(campaigns=request.campaigns)
        raise UnconfirmedError(Diagnostic("catruc simulate", what, texts.FEWER_CAMPAIGNS)) from error
    if simulation is None:
        raise OutOfTimeError(Diagnostic("catruc simulate", texts.STOPPED, texts.RUN_AGAIN))
    report(Event("publish"))
    add_to_run(request.run, simulation_files(simulation, run.record))
    return SimulatedRun(run.scenario, simulation, request.run)


def _require_confirmed(request: SimulateRequest) -> None:
    if request.campaigns > MOST_UNASKED and not request.is_confirmed:
        what = texts.VERY_MANY(campaigns=request.campaigns, most=MOST_UNASKED)
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
