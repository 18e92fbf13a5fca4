"""Better rosters, told as they are found."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

TierReport = Callable[[str, float, float], None]
"""Told of tier, value and bound of each better roster; called from the solver's threads."""


class TierProgress(cp_model.CpSolverSolutionCallback):
    """Tells of each better roster while a tier is solved."""

    def __init__(self, report: TierReport, tier: str, scale: int) -> None:
        super().__init__()
        self._report, self._tier, self._scale = report, tier, scale

    def on_solution_callback(self) -> None:
        """Report value and bound in the tier's unit."""
        bound = max(0.0, self.best_objective_bound / self._scale)
        self._report(self._tier, self.objective_value / self._scale, bound)
