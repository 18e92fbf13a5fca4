"""A roster, and what it is worth tier by tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TIERS = ("standing", "burden", "fairness", "preferences")
"""The tiers a roster has a say in, in order."""


@dataclass(frozen=True, slots=True)
class TierValue:
    """Value of one tier with a bound that holds while all earlier tiers are no worse (weighted units)."""

    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class Roster:
    """Who holds which duty, and what the other days are."""

    assignments: Mapping[str, tuple[str, ...]]
    """Slot to its people."""
    absences: Mapping[tuple[str, int], str]
    """(person, day) without duty to ``leave``, ``rest``, ``compensatory`` or ``other_duty``."""
    tiers: Mapping[str, TierValue]
    soft_amounts: Mapping[str, float]
    """Soft rule to the amount of its breaches, in the rule's unit."""
    unstaffed: Mapping[str, int]
    """Slot to the people it lacks."""
