"""The run folder: written aside, shown whole.

Everything is written to a hidden folder beside it first (:mod:`optimizer.run.scratch`) and takes the run folder's name
only when complete. A previous run of ours is moved into that hidden folder, replaced, and deleted last; files in it
that no output writes (notes, recorded actuals) move over to the new folder. Whatever goes wrong on the way (full disk,
no permission, Ctrl-C, a killed process), the previous run stays as it was: at its place, or, if the process was killed
between the two renames, in the hidden folder, from where the next :func:`write_run` or :func:`recover_run` brings it
back. Of two processes that write one run, the later replaces what the earlier wrote.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.run.record import RECORD_FILE
from optimizer.run.scratch import ASIDE, abandoned_folders, alone_in, scratch_folder
from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.libraries import reason_of

_FLUSHED_AT_ONCE = 8
"""Files: a disk writes down several in the time of one."""


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
    target = _real(directory)
    try:
        recover_run(target, ours)
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(target.parent):
            _refuse_foreign(target)
        with scratch_folder(target) as scratch:
            new = scratch / "run"
            new.mkdir()
            write(new)
            _flush(new)
            with alone_in(target.parent):
                _refuse_foreign(target)
                _replace(target, new, scratch / ASIDE, ours)
    except OSError as error:
        raise RunFolderError(_writing_diagnostic(directory, error)) from error
    return directory


def await_replacement(directory: Path) -> None:
    """Wait for a run that is replaced this very moment, and stands nowhere until it is; any other is not waited for."""
    target = _real(directory)
    if not os.path.lexists(target) and target.parent.is_dir():
        with alone_in(target.parent):
            pass


def require_writable(directory: Path) -> None:
    """Find out before long work whether a run can be written to a folder; leaves nothing behind.

    Raises
    ------
    RunFolderError
        If the folder is not ours to replace, or nothing can be written beside it.
    """
    target = _real(directory)
    try:
        parent = next(folder for folder in target.parents if folder.exists())
        with alone_in(parent):
            _refuse_foreign(target)
        with tempfile.TemporaryFile(dir=parent):
            pass
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        # The file that was tried has a name that says nothing to anybody.
        error.filename = None
        raise RunFolderError(_writing_diagnostic(directory, error)) from error


def recover_run(directory: Path, ours: Collection[str]) -> None:
    """Bring back a run that a killed process had moved aside, and clear away what it was writing.

    Raises
    ------
    OSError
        If it cannot be moved.
    """
    target = _real(directory)
    if not target.parent.is_dir():
        return
    with abandoned_folders(target.parent, target.name) as found:
        for aside in (folder / ASIDE for folder in found):
            if not _is_run(aside):
                continue
            if _is_vacant(target):
                if target.exists():
                    target.rmdir()
                aside.rename(target)
            else:
                _carry_over(aside, target, ours)


def rescue_folders(name: str) -> Iterator[Path]:
    """Folders of this name, open to their owner alone, for a run that cannot be written where it was asked for."""
    for place in (tempfile.gettempdir, Path.home, Path.cwd):
        with suppress(OSError, RuntimeError):
            folder = Path(tempfile.mkdtemp(prefix="catruc-", dir=place()))
            yield folder / name
            with suppress(OSError):
                folder.rmdir()


def _real(directory: Path) -> Path:
    """The folder with links followed, without complaint about links that go in circles."""
    return Path(os.path.realpath(directory))


def _is_run(directory: Path) -> bool:
    """Whether a folder is a run of ours, which may be replaced: it holds a record."""
    return (directory / RECORD_FILE).is_file()


def _is_vacant(directory: Path) -> bool:
    return not os.path.lexists(directory) or (directory.is_dir() and not any(directory.iterdir()))


def _refuse_foreign(target: Path) -> None:
    """Refuse a folder that is no run; asked alone, since it is none for a moment while somebody replaces it."""
    if _is_vacant(target) or _is_run(target):
        return
    what = texts.NOT_A_RUN(marker=RECORD_FILE) if target.is_dir() else texts.FILE_NOT_A_RUN
    raise RunFolderError(Diagnostic(str(target), what, texts.OTHER_FOLDER))


def _replace(target: Path, new: Path, aside: Path, ours: Collection[str]) -> None:
    """Let the finished folder take the place of the previous one, which goes last."""
    if _is_vacant(target):
        if target.exists():
            target.rmdir()
        new.rename(target)
        return
    target.rename(aside)
    try:
        new.rename(target)
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
    """Have the data on disk before the names point at it; several files at a time, since each waits for the disk."""
    with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as pool:
        for _ in pool.map(_flush_file, [path for path in sorted(folder.rglob("*")) if path.is_file()]):
            pass


def _flush_file(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _writing_diagnostic(directory: Path, error: OSError) -> Diagnostic:
    reason = reason_of(error)
    if error.filename:
        reason = texts.REASON_AND_FILE(reason=reason, file=Path(str(error.filename)).name)
    is_refused = isinstance(error, PermissionError) or error.errno == errno.EROFS
    remedy = texts.CLOSE_FILES if is_refused else texts.MAKE_ROOM
    return Diagnostic(str(directory), texts.RUN_CANNOT_BE_WRITTEN(reason=reason), remedy)
