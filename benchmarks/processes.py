"""Runs a command as a fresh process, and tells how long it took and how much memory it needed at its peak."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts memory."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that has ended."""

    exit_code: int
    seconds: float
    """By the clock, start and end of the interpreter included."""
    processor_seconds: float
    """Of all its threads."""
    peak_gigabytes: float
    """Peak of the resident memory of the process, or of the largest it started itself."""
    output: str
    errors: str


def run(command: Sequence[str | Path]) -> Finished:
    """Run a command to its end.

    Memory is what the system counted for this one process. It counts from the moment the new process is split off, so
    a command that needs less than the caller itself would be told too much: callers stay small.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = Popen([str(word) for word in command], stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        return Finished(
            exit_code=process.returncode,
            seconds=seconds,
            processor_seconds=usage.ru_utime + usage.ru_stime,
            peak_gigabytes=usage.ru_maxrss * MEMORY_UNIT / 1e9,
            output=output.read().decode("utf-8"),
            errors=errors.read().decode("utf-8"),
        )


def run_well(command: Sequence[str | Path]) -> Finished:
    """Run a command that has to succeed.

    Raises
    ------
    SystemExit
        With the command's own messages if it fails.
    """
    finished = run(command)
    if finished.exit_code != 0:
        words = " ".join(map(str, command))
        raise SystemExit(f"{words}: exit code {finished.exit_code}\n{finished.output}{finished.errors}")
    return finished


def catruc(*words: str | Path) -> list[str | Path]:
    """The command line of the tool as it is installed beside this interpreter."""
    return [Path(sys.executable).with_name("catruc"), *words]
