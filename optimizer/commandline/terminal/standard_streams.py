"""Standard output and error that may be closed, full, or left by their reader: the work goes on all the same.

A plan of an hour is not lost because its verdict cannot be shown. What cannot be written is dropped where it would be
written, below everything that writes, and remembered; the exit code tells. A reader who has gone, as ``head -1`` does
once it has its line, has seen what was wanted, so that is no failure.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

INPUT, OUTPUT, ERROR = 0, 1, 2
"""File descriptors."""


@dataclass(slots=True)
class Told:
    """What became of what was written to standard output."""

    failure: OSError | None = None


class _Forgiving(io.FileIO):
    """A file to which writing never fails."""

    def __init__(self, descriptor: int, told: Told) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self.told = told

    def write(self, data: ReadableBuffer) -> int:
        """Write, or drop and remember why."""
        try:
            while self.told.failure is None:
                written = super().write(data)
                if written is not None:
                    return written
                # Somebody has made the pipe one that does not wait, and it is full.
                select.select([], [self.fileno()], [])
        except OSError as error:
            self.told.failure = error
        return memoryview(data).nbytes


@contextmanager
def forgiving_streams() -> Iterator[Told]:
    """Let nothing that cannot be written end the work; how standard output fared is known when the block ends.

    Streams that somebody has put in the place of the process's own, as tests do, are left as they are.
    """
    before, told = (sys.stdout, sys.stderr), Told()
    if sys.stdout is sys.__stdout__:
        if sys.stdout is None:
            told.failure = OSError(errno.EBADF, os.strerror(errno.EBADF))
        _open_closed()
        sys.stdout = _forgiving(sys.stdout, OUTPUT, told)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _forgiving(sys.stderr, ERROR, Told())
    try:
        yield told
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        sys.stdout, sys.stderr = before


def _open_closed() -> None:
    """Open what is closed to nowhere, lest the next file that is opened get the number of a standard stream."""
    for descriptor in (INPUT, OUTPUT, ERROR):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            os.set_inheritable(descriptor, True)


def _forgiving(stream: TextIO | None, descriptor: int, told: Told) -> TextIO:
    if stream is not None:
        if os.name == "nt" and stream.isatty():  # a console, which takes characters and not bytes
            return stream
        stream.flush()
    is_live = stream is not None and stream.isatty()
    buffered = io.BufferedWriter(_Forgiving(descriptor, told))
    return io.TextIOWrapper(buffered, encoding="utf-8", errors="backslashreplace", line_buffering=is_live)
