"""A wish to stop: given once, heard by whatever is being solved at the moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from optimizer.errors import Diagnostic, OutOfTimeError
from optimizer.texts.diagnostics.planning import CAMPAIGN_LEVEL, MORE_TIME, STOPPED_UNFINISHED


class StopRequest:
    """Set from any thread; a running solver that is watched is told at once.

    Solvers block their thread, so the terminal's thread stays free and turns Ctrl-C into :meth:`request`.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []

    def request(self) -> None:
        """Ask everything that is watched, now or later, to stop."""
        with self._lock:
            self._event.set()
            for interrupt in self._interrupts:
                interrupt()

    @property
    def is_requested(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def heed(self) -> None:
        """Give up what has come to nothing yet, if a stop was requested.

        Raises
        ------
        OutOfTimeError
            If so.
        """
        if self.is_requested:
            raise OutOfTimeError(Diagnostic(CAMPAIGN_LEVEL, STOPPED_UNFINISHED, MORE_TIME))

    @contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Call ``interrupt`` if a stop is requested while the block runs, or was before."""
        with self._lock:
            self._interrupts.append(interrupt)
            if self._event.is_set():
                interrupt()
        try:
            yield
        finally:
            with self._lock:
                self._interrupts.remove(interrupt)
