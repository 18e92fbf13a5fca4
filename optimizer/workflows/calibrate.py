"""``catruc calibrate``: the turnout estimated anew from what was recorded, as an overlay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, ExistingFileError, RunFolderError
from optimizer.texts import tracking as words
from optimizer.texts.diagnostics import calibration as texts
from optimizer.texts.libraries import reason_of

if TYPE_CHECKING:
    from optimizer.scenario.schema import Scenario
    from optimizer.track.calibrated import Calibration
    from optimizer.track.journal import Journal


@dataclass(frozen=True, slots=True)
class CalibrateRequest:
    """What ``catruc calibrate`` is asked for."""

    run: Path
    output: Path
    """The overlay."""


@dataclass(frozen=True, slots=True)
class CalibratedRun:
    """What came of it."""

    scenario: Scenario
    calibration: Calibration
    overlay: Path


def calibrate_run(request: CalibrateRequest) -> CalibratedRun:
    """Estimate the turnout of a run from its journal, and write the overlay.

    Raises
    ------
    RunFolderError
        If this is no run, or nothing is recorded that says anything of its turnout, or the overlay cannot be written.
    ExistingFileError
        If the file is there and no overlay of an earlier calibration.
    """
    from optimizer.run.scratch import write_whole
    from optimizer.texts.messages import said
    from optimizer.track.calibrated import MARK, calibrate
    from optimizer.track.journal import open_journal
    from optimizer.track.totals import day_totals
    from optimizer.workflows.sealed import read_sealed_run

    path = request.output
    if path.exists() and not _begins(path, MARK):
        raise ExistingFileError(Diagnostic(str(path), texts.NO_CALIBRATION, texts.OUTPUT_ELSEWHERE))
    run = read_sealed_run(request.run)
    journal = open_journal(request.run)
    found = calibrate(_planned_with_at_first(run.scenario, journal), run.plan, day_totals(journal.results()))
    if not found.days:
        raise RunFolderError(Diagnostic(str(request.run), texts.NOTHING_RECORDED_YET, texts.RECORD_FIRST))
    purpose = words.CALIBRATED_PURPOSE(first=found.first, last=found.last, days=found.days)
    content = found.overlay(said(purpose, run.scenario.campaign.language))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.encode())
    except OSError as error:
        what = texts.OVERLAY_CANNOT_BE_WRITTEN(reason=reason_of(error))
        raise RunFolderError(Diagnostic(str(path), what, texts.MAKE_ROOM_OR_ELSEWHERE)) from error
    return CalibratedRun(run.scenario, found, path)


def _planned_with_at_first(scenario: Scenario, journal: Journal) -> Scenario:
    """The scenario with the turnout of the first revision, which no report had a say in."""
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.scenario.loading import load_resolved
    from optimizer.track.calibrated import with_turnout_of

    revisions = journal.revisions()
    if len(revisions) <= 1 or not (file := revisions[0].folder / SCENARIO_FILE).is_file():
        return scenario
    return with_turnout_of(scenario, load_resolved(file).scenario)


def _begins(path: Path, mark: str) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(mark)) == mark.encode()
    except OSError:
        return False
