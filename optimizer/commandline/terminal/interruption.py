"""Ctrl-C: the first asks for the best plan so far, the second gives up at once.

Solvers block the thread they run in, so the work runs in a thread of its own and the main thread, the only one that
hears signals, waits for it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Generic, TypeVar

from optimizer.stopping import StopRequest

Result = TypeVar("Result")

_Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None

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
    with _SignalCount() as signals:
        job.start()
        while job.is_alive():
            job.join(POLL_SECONDS)
            signals.listen()
            if signals.received > 1:
                abort()
            if signals.received and not stop.is_requested:
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


class _SignalCount:
    """Counts the signals received while the block runs; they have no other effect."""

    watched = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self.received = 0
        self.before: dict[signal.Signals, _Handler] = {}

    def __enter__(self) -> _SignalCount:
        self.before = {number: signal.signal(number, self._count) for number in self.watched}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def listen(self) -> None:
        """Listen again: a solver that catches SIGINT by itself leaves the default action behind when it is done."""
        for number in self.watched:
            signal.signal(number, self._count)

    def _count(self, _number: int, _frame: FrameType | None) -> None:
        self.received += 1
