"""A timeline: what one person does on each day of the horizon."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.rostering.arrays import Indices, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """What one person does on each day."""

    choices: Indices
    """By day."""
    duties: Indices
    """Numbers of the duties held, in order."""
    cost: float
    """Cost of the person's own rules; need for people not included."""

    def reduced_cost(self, prices: Vector) -> float:
        """Cost less what the duties earn."""
        return self.cost - float(prices[self.duties].sum())
