"""Parts of a roster that may change while all else stays: windows of days, groups of people, everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.rostering.arrays import Vector
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.timelines.problem import TimelineProblem


@dataclass(frozen=True, slots=True)
class FreePart:
    """A part of the roster that may change: some persons, each with a leeway; all else stays as it is."""

    persons: tuple[int, ...]
    leeways: Mapping[int, Leeway]
    duties: tuple[int, ...]
    """Duties that any of them may take up or give up."""
    crews: Vector
    """People on each duty who are not part of it."""

    def cost(self, state: RosterState) -> float:
        """What a roster that differs from the others at most in this part costs in it."""
        need, duties = state.problem.need, list(self.duties)
        short = np.maximum(need.minimum[duties] - state.crews[duties], 0) @ need.under[duties]
        many = np.maximum(state.crews[duties] - need.maximum[duties], 0) @ need.over[duties]
        return float(short + many) + sum(state.timelines[person].cost for person in self.persons)


def whole_roster(problem: TimelineProblem, pricers: Sequence[PersonPricer]) -> FreePart:
    """Everybody on every day."""
    leeways = {person: pricer.timelines.everything for person, pricer in enumerate(pricers)}
    return FreePart(tuple(leeways), leeways, tuple(range(len(problem.slot_days))), np.zeros(len(problem.slot_days)))


def part_of(state: RosterState, pricers: Sequence[PersonPricer], persons: Iterable[int], days: range) -> FreePart:
    """Some persons on some days."""
    problem = state.problem
    chosen = tuple(persons)
    duties = np.flatnonzero((problem.slot_days >= days.start) & (problem.slot_days < days.stop))
    crews = state.crews.copy()
    leeways = {}
    for person in chosen:
        own = state.timelines[person]
        crews[own.duties] -= 1
        leeways[person] = Leeway(days, own.choices, pricers[person].timelines.everything.allowed.copy())
    return FreePart(chosen, leeways, tuple(duties.tolist()), crews)
