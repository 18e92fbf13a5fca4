"""What a linear relaxation proves, and what its limits are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.world.ids import Week

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Prices:
    """What one more of each thing that places share would save; whatever is not named costs nothing."""

    invitations: Mapping[tuple[Week, str], float] = field(default_factory=dict)
    """(week, organisation) to the worth of a person invited."""
    visits: Mapping[tuple[str, Week], float] = field(default_factory=dict)
    """(programme, week) to the worth of a visiting shift."""
    minutes: Mapping[UnitWeek, float] = field(default_factory=dict)
    """Unit and week to the worth of an officer-minute."""
    missing: float = 1.0
    """Of a weighted person who may be missing."""


@dataclass(frozen=True, slots=True)
class PricedBound:
    """A lower bound, and the prices behind it."""

    value: float
    prices: Prices = field(default_factory=Prices)


def worth_of(result: mathopt.SolveResult, limits: Mapping[Key, mathopt.LinearConstraint]) -> Mapping[Key, float]:
    """What one more of each limit of a minimised model would save; the duals of such limits are negative."""
    duals = result.dual_values()
    return {key: max(0.0, -duals[limit]) for key, limit in limits.items()}
