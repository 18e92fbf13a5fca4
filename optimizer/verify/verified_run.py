"""Runs to compare: read from their folders, and verified before anything is concluded from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer import __version__
from optimizer.errors import Diagnostic, RunFolderError, VerificationError
from optimizer.run.actuals import ActualRow
from optimizer.run.reading import read_folder
from optimizer.run.record import RunRecord
from optimizer.run.seal import SCENARIO_FILE
from optimizer.run.simulation import Simulation
from optimizer.scenario.layers.lone_overlays import scenario_instead
from optimizer.scenario.loading import load_resolved
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.messages import AS_IT_IS, lines_of
from optimizer.verify import Verification, verify_plan
from optimizer.verify.published import compare_published
from optimizer.verify.tables import plan_of_usable_rows
from optimizer.world.plan import Plan, PublishedRoster

MOST_SHOWN = 5
"""Lines on what is wrong with a run; ``catruc verify`` has them all."""


@dataclass(frozen=True, slots=True)
class VerifiedRun:
    """A published plan as its folder has it."""

    directory: Path
    scenario: Scenario
    plan: Plan
    record: RunRecord
    verification: Verification
    simulation: Simulation | None = None
    """What many campaigns of the plan say; nothing if none was simulated."""
    actuals: tuple[ActualRow, ...] | None = None
    """What was reported before it was planned; nothing if it does not rest on any reports."""
    replaced: PublishedRoster | None = None
    """The roster that it changes; nothing if it changes none."""


def read_run(directory: Path, *, must_verify: bool = True) -> VerifiedRun:
    """Read a run folder and verify it.

    Parameters
    ----------
    directory
        The run folder.
    must_verify
        Whether to refuse what does not verify, or was made by another version. Of what is taken all the same, rows that
        name what the scenario does not have are left out.

    Raises
    ------
    RunFolderError
        If this is no run folder, or one of another version.
    DamagedRunError
        If a file is missing or malformed.
    ScenarioError
        If its scenario cannot be read.
    VerificationError
        If it does not verify.
    """
    if directory.is_file():
        told = scenario_instead(directory, texts.RUN_FOLDER)
        raise RunFolderError(told or Diagnostic(str(directory), texts.FILE_INSTEAD, texts.NAME_RUN))
    files = read_folder(directory)
    plan, record, simulation = files.plan, files.record, files.simulation
    version = record.versions.get("catruc")
    if must_verify and version != __version__:
        what = texts.OTHER_VERSION(version=version or texts.UNKNOWN_VERSION, own=__version__)
        remedy = texts.PLAN_AGAIN(scenario=directory / SCENARIO_FILE, folder=directory)
        raise RunFolderError(Diagnostic(str(directory), what, remedy))
    scenario = load_resolved(directory / SCENARIO_FILE).scenario
    found = verify_plan(scenario, plan, record, simulation, files.actuals or (), files.replaced)
    verification = compare_published(directory, record, files.report, found)
    if must_verify and not verification.passed:
        raise VerificationError(_unverified(directory, verification))
    if not verification.passed:
        # Whoever takes a plan as it is looks up what its rows name.
        plan = plan_of_usable_rows(plan, scenario)
    return VerifiedRun(directory, scenario, plan, record, verification, simulation, files.actuals, files.replaced)


def require_distinct(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Refuse what is neither a scenario nor a run, and scenarios that would be planned into the folder of another run.

    Parameters
    ----------
    sources
        Scenario files and run folders.
    targets
        Folders that the scenario files are planned into.

    Raises
    ------
    RunFolderError
        With everything that is refused.
    """
    diagnostics = [_no_source(path) for path in sources if not path.exists()]
    folders = [path.resolve() for path in (*(path for path in sources if path.is_dir()), *targets)]
    for target in dict.fromkeys(targets):
        if folders.count(target.resolve()) > 1:
            diagnostics.append(Diagnostic(str(target), texts.TWO_IN_A_FOLDER, texts.PLAN_ELSEWHERE))
    if diagnostics:
        raise RunFolderError(diagnostics)


def _no_source(path: Path) -> Diagnostic:
    nearby = [str(other) for other in sorted(path.parent.glob("*")) if other.is_dir() or other.suffix == ".yaml"]
    remedy = did_you_mean(str(path), nearby, texts.IN_THAT_FOLDER) if nearby else texts.NAME_SOURCE
    return Diagnostic(str(path), texts.NO_SOURCE, remedy)


def _unverified(directory: Path, verification: Verification) -> Diagnostic:
    found = list(verification.findings())
    more = [AS_IT_IS(text="…")] if len(found) > MOST_SHOWN else []
    remedy = texts.MEND_OR_PLAN_AGAIN(folder=directory)
    return Diagnostic(str(directory), lines_of(verification.verdict(), *found[:MOST_SHOWN], *more), remedy)
