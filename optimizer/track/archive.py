"""Folders of revisions: written whole, shown in the run folder as copies, and nothing in the way thrown away."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from optimizer.errors import DamagedRunError
from optimizer.run.actuals import ACTUALS_FILE, ActualRow
from optimizer.run.folder import write_run
from optimizer.run.reading import read_rows
from optimizer.run.record import RECORD_FILE
from optimizer.run.safe_files import UnreadableFileError, read_file
from optimizer.run.scratch import scratch_folder
from optimizer.run.seal import FILES, OWN, claimed_hashes, read_seal


def write_archive(folder: Path, write: Callable[[Path], None]) -> None:
    """Let ``folder`` hold what ``write`` writes; what lies there was never committed and goes.

    Raises
    ------
    RunFolderError
        If it cannot be written.
    """
    archived(None, folder)
    write_run(folder, write, ())


def archived(source: Path | None, folder: Path) -> None:
    """Let ``folder`` hold a copy of the run in ``source``, without what is no part of it; nothing without a source.

    Raises
    ------
    RunFolderError, OSError
        If it cannot be written.
    """
    if folder.exists():
        with scratch_folder(folder) as scratch:
            folder.rename(scratch / "gone")
    if source is not None:
        write_run(folder, lambda new: _copy(source, new, names_of_run(source)), ())


def put_in_place(folder: Path, run: Path) -> None:
    """Let the run folder hold a copy of a revision.

    Raises
    ------
    RunFolderError
        If it is not ours to replace, or cannot be written.
    """
    names = names_of_run(folder)
    write_run(run, lambda new: _copy(folder, new, names), {*names, *names_of_run(run)})


def keep_what_was_changed(run: Path, folder: Path, names: Collection[str]) -> None:
    """Before a run folder is replaced, keep in the journal what the revision's own folder does not have.

    A run that was simulated since has new findings, sealed: the revision's folder gets them. One that was edited by
    hand, or holds somebody's files of names that the new revision writes, is kept whole beside it.

    Parameters
    ----------
    run
        The run folder.
    folder
        Of the revision that it is to hold.
    names
        What the run folder will be given.
    """
    if not (run / RECORD_FILE).is_file():
        return
    if _is_as_sealed(run, names) and hash_of_run(run) == hash_of_run(folder):
        return
    if _is_as_sealed(run, names) and revision_of_run(run) == revision_of_run(folder):
        write_run(folder, lambda new: _copy(run, new, names_of_run(run)), names_of_run(folder))
        return
    own = {*names_of_run(run), *names}
    free = (folder.with_name(f"{folder.name}-edited-{count}") for count in itertools.count(1))
    write_run(next(kept for kept in free if not kept.exists()), lambda new: _copy(run, new, own), ())


def names_of_run(folder: Path) -> frozenset[str]:
    """What of a folder belongs to its run: the files its record seals, calendars as their folder, and the record.

    Everything, where a record seals nothing.
    """
    files = claimed_hashes(folder).get(FILES)
    if isinstance(files, dict) and files:
        return frozenset({RECORD_FILE, *(name.split("/")[0] for name in files)})
    return frozenset(os.listdir(folder) if folder.is_dir() else ())


def hash_of_run(folder: Path) -> str:
    """The hash by which a run is sealed; empty if it is none."""
    return str(claimed_hashes(folder).get(OWN, ""))


def revision_of_run(folder: Path) -> int | None:
    """The number of the revision that a run says it is."""
    try:
        record = json.loads(read_file(folder / RECORD_FILE))
        number = record["revision"]["number"]
    except (UnreadableFileError, ValueError, KeyError, TypeError):
        return None
    return number if isinstance(number, int) and number > 0 else None


def results_of_run(folder: Path) -> tuple[ActualRow, ...]:
    """The results that a run says it rests on; none where it has none, or they cannot be read."""
    if not (folder / ACTUALS_FILE).is_file():
        return ()
    with suppress(DamagedRunError):
        return read_rows(folder, ACTUALS_FILE, ActualRow)
    return ()


def _is_as_sealed(run: Path, names: Collection[str]) -> bool:
    try:
        seal = read_seal(run)
    except (UnreadableFileError, ValueError, AttributeError):
        return False
    own = names_of_run(run)
    strangers = any(name not in own and (run / name).exists() for name in names)
    return seal.claimed == seal.found and seal.claimed_own == seal.found_own and not strangers


def _copy(source: Path, target: Path, names: Collection[str]) -> None:
    for name in sorted(names):
        if (source / name).is_symlink():
            continue
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        elif (source / name).exists():
            shutil.copyfile(source / name, target / name)
