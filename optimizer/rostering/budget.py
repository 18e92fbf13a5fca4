"""How much work may be done and how much has been, in seconds or in counted steps."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from ortools.sat.python import cp_model

from optimizer.events import Clock
from optimizer.rostering.result import Status
from optimizer.stopping import StopRequest

STEPS_PER_SECOND = 2.0e8
"""Cells of pricing and of linear programmes that count as a second where steps are counted."""
LEAST_SECONDS = 0.1
"""Of a solve that is begun when the budget is used up; many are done by then."""
STATUSES = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
    cp_model.UNKNOWN: Status.UNKNOWN,
}


class Budget:
    """A limit on work, what of it is used up, and the stop request that ends it.

    Parameters
    ----------
    limit
        In seconds.
    clock
        Tells the seconds; ``None`` to count steps instead, so that a run repeats itself.
    stop
        Ends everything at once.
    """

    def __init__(self, limit: float, clock: Clock | None, stop: StopRequest) -> None:
        self.limit = limit
        self._clock = clock
        self.stop = stop
        self._start = clock() if clock else 0.0
        self._steps = 0.0

    @property
    def is_deterministic(self) -> bool:
        """Whether steps are counted."""
        return self._clock is None

    @property
    def is_stopped(self) -> bool:
        """Whether a stop was requested."""
        return self.stop.is_requested

    @property
    def spent(self) -> float:
        """Seconds used up, or what counts as such where steps are counted."""
        return self._clock() - self._start if self._clock else self._steps / STEPS_PER_SECOND

    def solve(
        self,
        solver: cp_model.CpSolver,
        model: cp_model.CpModel,
        seconds: float,
        progress: cp_model.CpSolverSolutionCallback | None = None,
        *,
        effort: float = inf,
    ) -> Status:
        """Run CP-SAT for so many seconds at the most, deterministic ones where steps are counted.

        Parameters
        ----------
        solver
            With its parameters, but for the limit.
        model
            What is to be solved.
        seconds
            The limit; it is no more than what is left of the budget, and no less than :data:`LEAST_SECONDS`.
        progress
            Told of each better solution.
        effort
            Limit in the solver's deterministic time, whether steps are counted or not: what is found within it does not
            hang on how busy the machine is.

        Raises
        ------
        RuntimeError
            If the model is invalid.
        """
        if self.is_stopped:
            return Status.UNKNOWN
        seconds = min(seconds, max(LEAST_SECONDS, self.limit - self.spent))
        solver.parameters.catch_sigint_signal = False
        if self.is_deterministic:
            effort = min(effort, seconds)
        else:
            solver.parameters.max_time_in_seconds = seconds
        solver.parameters.max_deterministic_time = effort
        with self.stop.interrupting(solver.stop_search):
            status = solver.solve(model, progress)
        self.charge(solver.deterministic_time * STEPS_PER_SECOND)
        if status not in STATUSES:
            raise RuntimeError(f"CP-SAT: {solver.status_name(status)}: {model.validate()}")
        return STATUSES[status]

    def charge(self, steps: float) -> None:
        """Count steps."""
        self._steps += steps

    def apart(self) -> Budget:
        """One of what is left, for work done at the same time: its steps are its own, whatever else is done."""
        return Budget(self.limit - self.spent, self._clock, self.stop)

    def is_over(self) -> bool:
        """Whether the limit is reached, or a stop was requested."""
        return self.is_stopped or self.spent >= self.limit

    def until(self, seconds: float) -> Callable[[], bool]:
        """Whether this is over, or so many seconds from now have passed."""
        end = self.spent + seconds
        return lambda: self.is_over() or self.spent >= end
