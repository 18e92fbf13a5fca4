"""How much has been done and how much is left, in seconds or in counted steps."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

from optimizer.stopping import StopRequest

STEPS_PER_SECOND = 2.0e8
"""Cells of pricing and of linear programmes that count as a second where steps are counted."""


class Effort:
    """A limit on work, and what of it is used up.

    Parameters
    ----------
    limit
        In seconds.
    clock
        Tells the seconds; ``None`` to count steps instead, so that a run repeats itself.
    stop
        Ends everything at once.
    """

    def __init__(self, limit: float, clock: Callable[[], float] | None, stop: StopRequest) -> None:
        self.limit = limit
        self._clock = clock
        self._stop = stop
        self._start = clock() if clock else 0.0
        self._steps = 0.0

    @property
    def spent(self) -> float:
        """Seconds used up."""
        return self._clock() - self._start if self._clock else self._steps / STEPS_PER_SECOND

    def solve(self, solver: cp_model.CpSolver, model: cp_model.CpModel, seconds: float) -> cp_model.CpSolverStatus:
        """Run a solver of one thread for so many seconds at the most, deterministic ones where steps are counted."""
        if self._stop.is_requested:
            return cp_model.UNKNOWN
        if self._clock is None:
            solver.parameters.max_deterministic_time = seconds
        else:
            solver.parameters.max_time_in_seconds = seconds
        with self._stop.interrupting(solver.stop_search):
            status = solver.solve(model)
        self.charge(solver.deterministic_time * STEPS_PER_SECOND)
        return status

    def charge(self, steps: float) -> None:
        """Count steps."""
        self._steps += steps

    def is_over(self) -> bool:
        """Whether the limit is reached, or a stop was requested."""
        return self._stop.is_requested or self.spent >= self.limit

    def until(self, seconds: float) -> Callable[[], bool]:
        """Whether this is over, or so many seconds from now have passed."""
        end = self.spent + seconds
        return lambda: self.is_over() or self.spent >= end
