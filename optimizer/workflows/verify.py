"""``catruc verify``: a run folder recomputed from its files alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.verify import Verification


def verify_run(directory: Path) -> Verification:
    """Verify a run folder by its files alone.

    Raises
    ------
    RunFolderError, ScenarioError
        If the folder cannot be read.
    """
    from optimizer.publish.publishing import RUN_NAMES
    from optimizer.run.folder import recover_run
    from optimizer.verify import verify_folder

    with suppress(OSError):  # what cannot be brought back here may still be read
        recover_run(directory, RUN_NAMES)
    return verify_folder(directory)
