"""``catruc new``: a campaign to start from, or a made-up province."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.texts.diagnostics.files import CANNOT_BE_WRITTEN, OTHER_FOLDER
from optimizer.texts.libraries import reason_of


def new_campaign(directory: Path) -> tuple[Path, ...]:
    """Write a scenario and a workbook to start from; returns the files.

    Raises
    ------
    ExistingFileError
        If there are such files already.
    RunFolderError
        If the folder cannot be written.
    """
    from optimizer.scenario.writing.starter import write_starter

    return _written(directory, lambda: write_starter(directory))


def _written(directory: Path, write: Callable[[], tuple[Path, ...]]) -> tuple[Path, ...]:
    """What was written; where that fails, nothing stays that was not there before."""
    before = _files(directory)
    try:
        return write()
    except OSError as error:
        for path in sorted(_files(directory) - before, reverse=True):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        diagnostic = Diagnostic(str(directory), CANNOT_BE_WRITTEN(reason=reason_of(error)), OTHER_FOLDER)
        raise RunFolderError(diagnostic) from error


def _files(directory: Path) -> set[Path]:
    folder = directory / "scenarios"
    return {path for path in (directory, folder, *folder.rglob("*")) if path.exists()}


def new_provinces(directory: Path, districts: int, seed: int) -> tuple[Path, ...]:
    """Make up a province, or a country of several; returns the scenario files, those to plan or sweep last.

    Raises
    ------
    ExistingFileError
        If there are such files already.
    RunFolderError
        If the folder cannot be written.
    """
    from optimizer.province.writing import write_provinces

    return _written(directory, lambda: tuple(write_provinces(directory, districts, seed, Random)))
