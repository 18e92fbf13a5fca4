"""Runs as they were published: where all hashes agree they were verified then, and need not be again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.run.record import RunRecord
    from optimizer.run.simulation import Simulation
    from optimizer.scenario.schema import Scenario
    from optimizer.world.plan import Plan


@dataclass(frozen=True, slots=True)
class SealedRun:
    """What a run folder holds."""

    directory: Path
    scenario: Scenario
    plan: Plan
    record: RunRecord
    simulation: Simulation | None


def read_sealed_run(directory: Path) -> SealedRun:
    """Read a run; where a file is not as it was published, verify it all again.

    Raises
    ------
    RunFolderError
        If this is no run folder, or a file is missing or malformed.
    ScenarioError
        If its scenario cannot be read.
    VerificationError
        If it was changed and does not verify.
    """
    from optimizer.run.reading import read_folder
    from optimizer.run.seal import SCENARIO_FILE, read_seal
    from optimizer.scenario.loading import load_resolved
    from optimizer.verify.verified_run import read_run

    if directory.is_dir():
        files = read_folder(directory)
        seal = read_seal(directory)
        if seal.claimed == seal.found and seal.claimed_own == seal.found_own:
            scenario = load_resolved(directory / SCENARIO_FILE).scenario
            return SealedRun(directory, scenario, files.plan, files.record, files.simulation)
    run = read_run(directory)
    return SealedRun(directory, run.scenario, run.plan, run.record, run.simulation)
