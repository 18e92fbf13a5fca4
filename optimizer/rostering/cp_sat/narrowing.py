"""Loads held within ranges: of burden and hours those of the least spread, of evenings narrower step by step."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ortools.sat.python import cp_model

from optimizer.rostering.cp_sat.crew_loads import fairest, fairest_hours, sharing
from optimizer.rostering.cp_sat.fair_loads import FairLoads, ranges_within
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rules.expressions import Expression, total

NARROWER: tuple[Fraction, ...] = (Fraction(1, 2), Fraction(3, 4), Fraction(7, 8))
"""Shares of the spread of evenings within which the next roster is looked for: each once the one before it fails."""
Ranges = tuple[FairLoads | None, FairLoads | None]
"""Of burden and hours; nothing where any will do."""


def fairest_ranges(model: RosterModel, solution: Solution) -> Ranges | None:
    """The ranges of loads with the least spread of a burden as it is now; nothing where that is not known."""
    burden = sum(evaluate(model.variables.burden(who.id), solution) for who in model.problem.persons)
    fair = fairest(model.problem, burden)
    return None if fair is None else (fair, fairest_hours(model.problem, model.rules))


def are_within(model: RosterModel, ranges: Ranges, solution: Solution) -> bool:
    """Whether everybody's loads lie within ranges."""
    return all(low <= evaluate(load, solution) <= high for load, low, high in _loads(model, ranges))


def hold_ranges(model: RosterModel, asked: cp_model.CpModel, ranges: Ranges) -> None:
    """Ask a copy of the model, or the model itself, for loads within ranges."""
    for load, low, high in _loads(model, ranges):
        asked.add_linear_constraint(load, low, high)


def _loads(model: RosterModel, ranges: Ranges) -> Iterator[tuple[Expression, int, int]]:
    """What is to lie within ranges, and the ends of those."""
    problem, (fair, hours) = model.problem, ranges
    if fair is not None:
        for person, (low, high) in zip(sharing(problem), fair.ranges, strict=True):
            yield model.variables.burden(person.id), low, high
    if hours is not None:
        for person, (low, high) in zip(sharing(problem), hours.ranges, strict=True):
            assigned = model.variables.assignments
            held = [slot for slot in problem.slots if (person.id, slot.id) in assigned]
            yield total(slot.minutes * assigned[person.id, slot.id] for slot in held), low, high


class EveningLoads:
    """How many evenings each person of a model has.

    Parameters
    ----------
    model
        Whose persons and duties they are.
    """

    def __init__(self, model: RosterModel) -> None:
        problem, assigned = model.problem, model.variables.assignments
        persons, evenings = sharing(problem), [slot for slot in problem.slots if slot.is_evening]
        self.are_of_one_unit = len({person.unit for person in persons}) == 1
        self._days = [sum(day.index not in person.leave for day in problem.horizon) for person in persons]
        self._held = [
            total(assigned[person.id, slot.id] for slot in evenings if (person.id, slot.id) in assigned)
            for person in persons
        ]

    def within(self, asked: cp_model.CpModel, solution: Solution, share: Fraction) -> cp_model.CpModel | None:
        """The model with everybody's evenings within a share of their spread in a solution, if that can be less."""
        now = [evaluate(own, solution) for own in self._held]
        spread = max(now) - min(now)
        within = ranges_within(sum(now), 1, self._days, Fraction(int(spread * share), max(self._days)))
        if spread < 2 or within is None:
            return None
        narrowed = asked.clone()
        for own, (low, high) in zip(self._held, within.ranges, strict=True):
            narrowed.add_linear_constraint(own, low, high)
        return narrowed
