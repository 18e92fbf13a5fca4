"""Parts of a roster that may change while all else stays: windows of days, groups of people, everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.rostering.pricing.pricer import Leeway, PersonPricer
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.timelines.problem import TimelineProblem, Vector


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the roster that may change: some persons, each with a leeway; all else stays as it is."""

    persons: tuple[int, ...]
    leeways: Mapping[int, Leeway]
    rows: tuple[int, ...]
    """Duties that any of them may take up or give up."""
    crews: Vector
    """People on each duty who are not part of it."""

    def cost(self, state: RosterState) -> float:
        """What a roster that differs from the others at most in this part costs in it."""
        cover, rows = state.problem.cover, list(self.rows)
        short = np.maximum(cover.minimum[rows] - state.crews[rows], 0) @ cover.under[rows]
        many = np.maximum(state.crews[rows] - cover.maximum[rows], 0) @ cover.over[rows]
        return float(short + many) + sum(state.timelines[person].cost for person in self.persons)


def whole_roster(problem: TimelineProblem, pricers: Sequence[PersonPricer]) -> Part:
    """Everybody on every day."""
    leeways = {person: pricer.all for person, pricer in enumerate(pricers)}
    return Part(tuple(leeways), leeways, tuple(range(len(problem.slot_days))), np.zeros(len(problem.slot_days)))


def part_of(state: RosterState, pricers: Sequence[PersonPricer], persons: Iterable[int], days: range) -> Part:
    """Some persons on some days."""
    problem = state.problem
    chosen = tuple(persons)
    rows = np.flatnonzero((problem.slot_days >= days.start) & (problem.slot_days < days.stop))
    crews = state.crews.copy()
    leeways = {}
    for person in chosen:
        crews[state.timelines[person].duties] -= 1
        leeways[person] = Leeway(days, state.timelines[person].choices, pricers[person].all.allowed.copy())
    return Part(chosen, leeways, tuple(rows.tolist()), crews)
