"""Hidden folders in which something is written before it takes its name, and what killed processes left of theirs.

A scratch folder lies beside what it is for, on the same file system, so that a rename can put the finished work in its
place. Only its owner may look in. It is called ``.<name>.<process>.<random>.writing`` and holds a marked file that its
process keeps locked: the system lets go of the lock when the process ends in whatever way. So a folder of that name
is abandoned, and may be cleared away, exactly if its marked file is there and nobody has it locked. What only looks
like one, and whatever belongs to a process that lives, here or on another machine, is left alone.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OWNER = "catruc.owner"
"""The marked file."""
ASIDE = "previous"
"""What a scratch folder holds under this name was moved there from its own place: only who did so takes it away."""
_MARK = b"catruc\n"
_LONGEST_NAME = 180
"""Octets of a target's name that the scratch folder's name, of at most 255, repeats."""
_PATIENCE, _PAUSE_SECONDS = 200, 0.05
"""How often, and at what intervals, a folder that somebody else has locked is asked for."""


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` for as long as the block runs; whatever is still in it then goes.

    Raises
    ------
    OSError
        If nothing can be written there.
    """
    prefix = f".{_short(target.name)}.{os.getpid()}."
    folder = Path(tempfile.mkdtemp(prefix=prefix, suffix=".writing", dir=target.parent))
    owner: int | None = None
    try:
        owner = os.open(folder / OWNER, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _is_locked_by_us(owner)
        os.write(owner, _MARK)
        yield folder
    finally:
        is_cleared = not (folder / ASIDE).exists()
        if is_cleared:
            # The mark goes last: a process killed half-way leaves what can be told to be its own.
            _clear(folder)
        if owner is not None:
            os.close(owner)
        if is_cleared:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def abandoned_folders(parent: Path, name: str | None = None) -> Iterator[tuple[Path, ...]]:
    """The scratch folders of ended processes in ``parent``; when the block ends without an error, they go.

    Parameters
    ----------
    parent
        Where to look.
    name
        Name of the target that they are for; all if left out.
    """
    pattern = f".{'*' if name is None else glob.escape(_short(name))}.*.writing"
    locks = {folder: lock for folder in sorted(parent.glob(pattern)) if (lock := _taken_over(folder)) is not None}
    try:
        yield tuple(locks)
    finally:
        for lock in locks.values():
            os.close(lock)
    for folder in locks:
        shutil.rmtree(folder, ignore_errors=True)


def clear_abandoned(parent: Path, name: str | None = None) -> None:
    """Remove the scratch folders of ended processes; see :func:`abandoned_folders`."""
    with abandoned_folders(parent, name):
        pass


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let no other process of this program into the block for the same folder, where the system can see to that."""
    if sys.platform == "win32":  # where a folder cannot be opened
        yield
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(_PATIENCE):
            if _is_locked_by_us(lock):
                break
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(lock)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears complete or not at all; what a killed process left of it is cleared away first.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    clear_abandoned(path.parent, path.name)
    with scratch_folder(path) as scratch:
        written = scratch / "file"
        with written.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        written.replace(path)


def _clear(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.name == OWNER:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with suppress(OSError):
                entry.unlink()


def _taken_over(folder: Path) -> int | None:
    """A lock on the marked file of a folder that its process has left behind."""
    process = re.fullmatch(r"\..*\.(\d+)\.[^.]+\.writing", folder.name, re.DOTALL)
    if process is None or folder.is_symlink() or not folder.is_dir():
        return None
    try:
        lock = os.open(folder / OWNER, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        # A process that was killed before it wrote the mark has left nothing else either.
        if not _may_run(int(process[1])):
            with suppress(OSError):
                folder.rmdir()
        return None
    except OSError:
        return None
    mark = os.read(lock, len(_MARK) + 1)
    # Who has not written the mark yet may be about to lock the file: to ask for the lock now would keep it from them.
    is_beginning = not mark and _may_run(int(process[1]))
    if not is_beginning and _is_locked_by_us(lock) and _is_ours(folder, mark):
        return lock
    os.close(lock)
    return None


def _is_ours(folder: Path, mark: bytes) -> bool:
    return mark == _MARK or (not mark and os.listdir(folder) == [OWNER])


def _is_locked_by_us(file: int) -> bool:
    """Lock an open file until it is closed; false if somebody else has it, or nobody can have it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _may_run(process: int) -> bool:
    if os.name == "nt":  # where signal 0 is not a question but Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _short(name: str) -> str:
    return name.encode(errors="surrogateescape")[:_LONGEST_NAME].decode(errors="ignore")
