"""Reads files of a folder that somebody else may have filled: never a link, a pipe or a device, never without end.

A run folder is handed on, by mail or on a stick, and verified where it arrives. Whatever stands under the name of a
file of the run, reading it neither waits for anybody nor leaves the folder.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.libraries import reason_of
from optimizer.texts.messages import Said

LARGEST_FILE = 32_000_000
"""Bytes of the largest file that is read; none of a district has nearly as many."""
_OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Neither through a link, nor waiting for the other end of a pipe."""


class UnreadableFileError(Exception):
    """A file that is not read."""

    def __init__(self, what: Said) -> None:
        super().__init__(str(what))
        self.what = what


def read_file(path: Path) -> bytes:
    """Content of a regular file that is no link.

    Raises
    ------
    UnreadableFileError
        If it is missing, something else, or too large to be meant.
    """
    try:
        # Asked before opening as well: opening a device may already do something.
        _require_regular(os.lstat(path))
        with open(os.open(path, _OPENING), "rb") as stream:
            _require_regular(os.fstat(stream.fileno()))
            return stream.read(LARGEST_FILE)
    except OSError as error:
        raise UnreadableFileError(texts.CANNOT_BE_READ(reason=reason_of(error))) from error
    except ValueError as error:  # of a name with a zero byte
        raise UnreadableFileError(texts.CANNOT_BE_READ(reason=str(error))) from error


def _require_regular(found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise UnreadableFileError(texts.IS_A_LINK)
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError(texts.NOT_A_REGULAR_FILE)
    if found.st_size > LARGEST_FILE:
        raise UnreadableFileError(texts.FILE_TOO_LARGE(size=found.st_size / 1e6, limit=LARGEST_FILE / 1e6))
