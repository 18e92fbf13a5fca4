"""Campaigns of one plan, simulated on an existing Dask cluster.

What is simulated is held by the scheduler as a task of its own, so that each worker gets it once, and another one if it
is lost. A worker needs no files: it makes of numbers what this process would make of them, to the last digit.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path
from uuid import uuid4
from zlib import compress, decompress

from distributed.scheduler import KilledWorker

from optimizer.errors import ClusterError, Diagnostic
from optimizer.simulate.campaigns import Batch, Machines, PlayedBatch, Task
from optimizer.stopping import StopRequest
from optimizer.sweep.cluster import WorkerPool, connected
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.diagnostics.simulation import RUN_AGAIN_WITHOUT_CLUSTER

POLL_SECONDS = 0.2
"""How long it may go unheard that the cluster went away, or a wish to stop."""
GRACE_SECONDS = 5.0
"""After a stop, how long those that are being simulated are waited for."""
AHEAD = 2
"""Batches sent ahead for each that can be simulated at the same time."""
MOST_CALLS = 10
"""Of the kernel, for one batch: sending one takes as long as some campaigns."""


@contextmanager
def machines_at(address: str, run: Path, stop: StopRequest) -> Iterator[Machines]:
    """The workers of a cluster, to simulate on.

    Parameters
    ----------
    address, run
        Where, and what for.
    stop
        Batches that have not come back some seconds after a stop are given up.

    Raises
    ------
    ClusterError
        If nobody answers there, nobody works there, or with other versions.
    """
    with connected(address, 1, run) as pool:
        yield ClusterMachines(pool, stop)


@dataclass(frozen=True, slots=True)
class ClusterMachines:
    """Workers of a cluster."""

    pool: WorkerPool
    stop: StopRequest

    def batch(self, campaigns: int, call: int) -> int:
        """As many as are worth sending, and few enough for all to have their part."""
        return max(call, min(MOST_CALLS * call, ceil(campaigns / self._room())))

    def play(self, task: Task, batches: Iterator[Batch]) -> Iterator[PlayedBatch]:
        """Simulate batches as workers are free; those of a lost worker are simulated by another one.

        Raises
        ------
        ClusterError
            If the cluster goes away, or loses worker after worker.
        """
        held = self.pool.client.submit(_held, compress(pickle.dumps(task)), key=f"task-{uuid4().hex}")
        running: set[Future[PlayedBatch]] = set()
        patience = GRACE_SECONDS
        try:
            while True:
                for batch in islice(batches, max(0, self._room() - len(running))):
                    running.add(self.pool.executor.submit(_play, held, batch))
                done, running = wait(running, POLL_SECONDS, FIRST_COMPLETED)
                if not self.pool.is_alive:
                    raise _lost()
                yield from map(_result, done)
                if self.stop.is_requested and not done:
                    patience -= POLL_SECONDS
                if not running or patience <= 0:
                    return
        finally:
            for future in running:
                future.cancel()

    def _room(self) -> int:
        try:
            return AHEAD * self.pool.slots
        except OSError as error:
            raise _lost() from error


def _held(packed: bytes) -> bytes:
    """What a worker keeps; as bytes, since arrays that Dask hands on may be read-only, which compiled code minds."""
    return packed


def _play(packed: bytes, batch: Batch) -> PlayedBatch:
    task: Task = pickle.loads(decompress(packed))  # who sends it may have a worker run anything
    return task.play(batch)


def _result(future: Future[PlayedBatch]) -> PlayedBatch:
    try:
        return future.result()
    except (CancelledError, KilledWorker) as error:
        raise _lost() from error


def _lost() -> ClusterError:
    return ClusterError(Diagnostic("--cluster", texts.CLUSTER_LOST, RUN_AGAIN_WITHOUT_CLUSTER))
