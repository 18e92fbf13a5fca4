"""One writer at a time: a lock file in the journal that the system lets go of when its process ends in whatever way.

Where the system cannot lock, as on some network drives, nothing is written at all: two writers that do not see each
other would lose what one of them recorded.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimizer.errors import Diagnostic, JournalError
from optimizer.texts.diagnostics import journal as texts
from optimizer.texts.libraries import reason_of

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_FILE = "lock"
_PATIENCE, _PAUSE_SECONDS = 600, 0.05
"""How often, and at what intervals, a lock that somebody else holds is asked for: half a minute in all, in which two
revisions of a district are written on a slow machine, so that a report is not refused meanwhile."""
_HELD_BY_OTHERS = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def only_writer(folder: Path, patience: int = _PATIENCE) -> Iterator[None]:
    """Let no other process write to the journal in ``folder`` for as long as the block runs.

    Parameters
    ----------
    folder
        Of the journal; it is made if it is not there.
    patience
        How often to ask, twenty times a second.

    Raises
    ------
    JournalError
        If somebody else goes on writing, or nobody can lock anything there.
    OSError
        If the lock file cannot be made.
    """
    for attempt in range(patience):
        if (lock := _taken(folder)) is not None:
            break
        if attempt + 1 < patience:
            time.sleep(_PAUSE_SECONDS)
    else:
        raise JournalError(Diagnostic(str(folder), texts.SOMEBODY_WRITES, texts.WAIT_AND_REPEAT))
    try:
        yield
    finally:
        os.close(lock)


def _taken(folder: Path) -> int | None:
    """The lock file, locked by us; nothing if somebody else has it, or took it away while we waited for it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _is_locked(lock, folder) and os.path.samestat(os.fstat(lock), os.stat(folder / LOCK_FILE)):
            return lock
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(lock)
        raise
    os.close(lock)
    return None


def _is_locked(lock: int, folder: Path) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_BY_OTHERS:
            return False
        what = texts.CANNOT_LOCK(reason=reason_of(error))
        raise JournalError(Diagnostic(str(folder), what, texts.MOVE_TO_LOCAL_DISK)) from error
    return True
