"""The run folder: written aside, shown whole.

Everything is written to a hidden sibling folder first and takes the run folder's name only when complete. A previous
run of ours is moved aside, replaced, and deleted last; files in it that no output writes (notes, recorded actuals)
move over to the new folder. Whatever goes wrong on the way (full disk, no permission, Ctrl-C, a killed process), the
previous run stays as it was: at its place, or, if the process was killed between the two renames, beside it under
``.<name>.previous``, from where the next :func:`write_run` or :func:`recover_run` brings it back.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.run.record import RECORD_FILE
from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.libraries import reason_of


def write_run(directory: Path, write: Callable[[Path], None], ours: Collection[str]) -> Path:
    """Write a whole run folder, or nothing.

    Parameters
    ----------
    directory
        The run folder: missing, empty, or an earlier run of ours, which is replaced.
    write
        Writes everything into an empty folder.
    ours
        Names of the files and folders that runs consist of; all others in an earlier run are kept.

    Returns
    -------
    Path
        ``directory``, now complete.

    Raises
    ------
    RunFolderError
        If the folder is not ours to replace, or cannot be written.
    """
    target = directory.resolve()
    scratch = target.with_name(f".{target.name}.{os.getpid()}.writing")
    try:
        recover_run(target, ours)
        _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        scratch.mkdir()
        write(scratch)
        _flush(scratch)
        _replace(target, scratch, ours)
    except OSError as error:
        raise RunFolderError(_writing_diagnostic(directory, error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return directory


def require_writable(directory: Path) -> None:
    """Find out before long work whether a run can be written to a folder; leaves nothing behind.

    Raises
    ------
    RunFolderError
        If the folder is not ours to replace, or nothing can be written beside it.
    """
    target = directory.resolve()
    try:
        _refuse_foreign(target)
        parent = next(folder for folder in target.parents if folder.exists())
        with tempfile.TemporaryDirectory(prefix=".catruc-", dir=parent):
            pass
    except OSError as error:
        raise RunFolderError(_writing_diagnostic(directory, error)) from error


def recover_run(directory: Path, ours: Collection[str]) -> None:
    """Bring back a run that a killed process had moved aside; do nothing if there is none."""
    aside = _aside(directory.resolve())
    if not aside.exists():
        return
    if _is_vacant(directory):
        if directory.exists():
            directory.rmdir()
        aside.rename(directory.resolve())
    elif _is_run(directory):
        _carry_over(aside, directory.resolve(), ours)
        shutil.rmtree(aside, ignore_errors=True)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def _is_run(directory: Path) -> bool:
    """Whether a folder is a run of ours, which may be replaced: it holds a record."""
    return (directory / RECORD_FILE).is_file()


def _is_vacant(directory: Path) -> bool:
    return not directory.exists() or (directory.is_dir() and not any(directory.iterdir()))


def _refuse_foreign(target: Path) -> None:
    if _is_vacant(target) or _is_run(target):
        return
    what = texts.NOT_A_RUN(marker=RECORD_FILE) if target.is_dir() else texts.FILE_NOT_A_RUN
    raise RunFolderError(Diagnostic(str(target), what, texts.OTHER_FOLDER))


def _clear_leftovers(target: Path) -> None:
    """Remove half-written folders of processes that no longer run."""
    for folder in target.parent.glob(f".{glob.escape(target.name)}.*.writing"):
        process = int(folder.name.split(".")[-2])
        if process == os.getpid() or not _may_run(process):
            shutil.rmtree(folder, ignore_errors=True)


def _may_run(process: int) -> bool:
    if os.name == "nt":  # where signal 0 is not a question but Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _replace(target: Path, scratch: Path, ours: Collection[str]) -> None:
    """Let the finished folder take the place of the previous one, which goes last."""
    if _is_vacant(target):
        if target.exists():
            target.rmdir()
        scratch.rename(target)
        return
    aside = _aside(target)
    target.rename(aside)
    try:
        scratch.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    # The new run is in place: what cannot be cleared away now is cleared by the next one.
    _carry_over(aside, target, ours)
    shutil.rmtree(aside, ignore_errors=True)


def _carry_over(previous: Path, target: Path, ours: Collection[str]) -> None:
    """Move what is no part of a run from the previous one to the new one."""
    for entry in sorted(previous.iterdir()):
        if entry.name not in ours and not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _flush(folder: Path) -> None:
    """Have the data on disk before the names point at it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as handle:
                os.fsync(handle.fileno())


def _writing_diagnostic(directory: Path, error: OSError) -> Diagnostic:
    reason = reason_of(error)
    if error.filename:
        reason = texts.REASON_AND_FILE(reason=reason, file=Path(str(error.filename)).name)
    remedy = texts.CLOSE_FILES if isinstance(error, PermissionError) else texts.MAKE_ROOM
    return Diagnostic(str(directory), texts.RUN_CANNOT_BE_WRITTEN(reason=reason), remedy)
