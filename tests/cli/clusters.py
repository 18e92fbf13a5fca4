"""A real scheduler and its workers, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cluster:
    """A scheduler, and the processes that work for it."""

    address: str
    folder: Path
    scheduler: subprocess.Popen[bytes]

    def work(self, name: str) -> subprocess.Popen[bytes]:
        """Start a worker that nobody starts again."""
        return dask_process("worker", self.folder, self.address, "--name", name, "--nthreads", "1", "--no-nanny")


def dask_process(role: str, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *words, "--no-dashboard"]
    with (folder / f"{role}.log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def until(condition: Callable[[], Any], what: str, seconds: float = 60.0) -> Any:
    """Wait for something to become true, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)
    return found


def kill(process: subprocess.Popen[Any]) -> None:
    process.kill()
    process.communicate()


@contextmanager
def scheduling(folder: Path) -> Iterator[Cluster]:
    told = folder / "scheduler.json"
    scheduler = dask_process("scheduler", folder, "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    try:
        until(told.exists, "the scheduler")
        yield Cluster(json.loads(told.read_text(encoding="utf-8"))["address"], folder, scheduler)
    finally:
        kill(scheduler)
