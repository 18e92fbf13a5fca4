"""What comes of looking for a roster, whichever way it is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

R = TypeVar("R")
"""A roster: whole, a state of the search, or nothing where none may be found."""


class Status(Enum):
    """What is known when a solver ends."""

    OPTIMAL = "optimal"
    """There is a roster, and none is better."""
    FEASIBLE = "feasible"
    """There is a roster; whether one is better remains open."""
    INFEASIBLE = "infeasible"
    """It is proved that there is none."""
    UNKNOWN = "unknown"
    """None was found; whether there is one remains open."""

    @property
    def has_roster(self) -> bool:
        """Whether there is a roster."""
        return self in (Status.OPTIMAL, Status.FEASIBLE)

    @property
    def is_conclusive(self) -> bool:
        """Whether nothing remains open."""
        return self in (Status.OPTIMAL, Status.INFEASIBLE)


@dataclass(frozen=True, slots=True)
class RosterResult(Generic[R]):
    """A roster with what it is worth, and how much better another could be."""

    roster: R
    value: float
    """What the roster comes to in the objective that was asked for; infinite if there is none."""
    bound: float
    """No roster that could have been found has a lower value; minus infinity if nothing is known."""
    status: Status
    seconds: float
    """What it took of the budget."""
