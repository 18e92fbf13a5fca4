"""A roster: who works when, and what that comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.world.roster_problem import RosterProblem, SlotId

TIERS = ("standing", "burden", "fairness", "preferences")
"""The tiers a roster has a say in, in order."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who holds which duty, and what the other days are."""

    assignments: Mapping[SlotId, tuple[str, ...]]
    """Slot to its people."""
    absences: Mapping[tuple[str, int], str]
    """(person, day) without duty to ``leave``, ``rest``, ``compensatory`` or ``other_duty``."""
    unstaffed: Mapping[SlotId, int]
    """Slot to the people it lacks."""


@dataclass(frozen=True, slots=True)
class TieredRoster(Roster):
    """A roster with what it comes to tier by tier and rule by rule."""

    tiers: Mapping[str, float]
    """Tier to its value, in weighted units."""
    soft_amounts: Mapping[str, float]
    """Soft rule to the amount of its breaches, in the rule's unit."""


def unstaffed(problem: RosterProblem, assignments: Mapping[SlotId, tuple[str, ...]]) -> dict[SlotId, int]:
    """The people that slots lack, by slot."""
    return {
        slot.id: slot.minimum - len(assignments[slot.id])
        for slot in problem.slots
        if len(assignments[slot.id]) < slot.minimum
    }


def joined(rosters: Sequence[Roster]) -> Roster:
    """Several rosters as one; where they differ the last one counts."""
    return Roster(
        {slot: people for roster in rosters for slot, people in roster.assignments.items()},
        {key: state for roster in rosters for key, state in roster.absences.items()},
        {},
    )
