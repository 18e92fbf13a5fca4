"""``catruc verify``: a run folder recomputed from its files alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.verify.verified_run import VerifiedRun


def verify_run(directory: Path) -> VerifiedRun:
    """Verify a run folder by its files alone.

    Raises
    ------
    RunFolderError, ScenarioError
        If the folder cannot be read.
    """
    from optimizer.run.folder import recover_run
    from optimizer.run.seal import RUN_NAMES
    from optimizer.verify.verified_run import read_run

    with suppress(OSError):  # what cannot be brought back here may still be read
        recover_run(directory, RUN_NAMES)
    return read_run(directory, must_verify=False)
