"""Ctrl-C: the first asks for the best plan so far, the second gives up at once.

Solvers block the thread they run in, so the work runs in a thread of its own and the main thread, the only one that
hears signals, waits for it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from optimizer.stopping import StopRequest

Result = TypeVar("Result")

POLL_SECONDS = 0.1
"""How long the main thread waits at a stretch; on Windows a longer wait would keep signals from it."""


def run_interruptibly(
    work: Callable[[], Result], stop: StopRequest, on_stop: Callable[[], None], abort: Callable[[], None]
) -> Result:
    """Run ``work`` in a thread and return its result, or raise what it raised.

    Parameters
    ----------
    work
        Watches ``stop``.
    stop
        Requested at the first SIGINT or SIGTERM.
    on_stop
        Called once when that happens.
    abort
        Called at the second signal; it is to end the process.
    """
    job = _Job(work)
    with _counting_signals() as signals:
        job.start()
        while job.is_alive():
            job.join(POLL_SECONDS)
            if len(signals) > 1:
                abort()
            if signals and not stop.is_requested:
                on_stop()
                stop.request()
    return job.outcome()


class _Job(threading.Thread, Generic[Result]):
    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__(name="planning", daemon=True)
        self.work = work
        self.results: list[Result] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.results.append(self.work())
        except BaseException as error:
            self.error = error

    def outcome(self) -> Result:
        if self.error is not None:
            raise self.error
        return self.results[0]


@contextmanager
def _counting_signals() -> Iterator[list[int]]:
    """The signals received while the block runs; they have no other effect."""
    received: list[int] = []
    watched = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, lambda number, _: received.append(number)) for number in watched}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
