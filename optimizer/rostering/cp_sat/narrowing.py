"""Loads held within ranges that are narrowed step by step: of burden, hours and evenings."""

from __future__ import annotations

from fractions import Fraction

from ortools.sat.python import cp_model

from optimizer.rostering.cp_sat.crew_loads import fairest, fairest_hours, sharing
from optimizer.rostering.cp_sat.fair_loads import FairLoads, ranges_within
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rules.expressions import total
from optimizer.world.roster_problem import BURDEN_SCALE

NARROWER: tuple[Fraction, ...] = (Fraction(1, 2), Fraction(3, 4), Fraction(7, 8))
"""Shares of the spread of evenings within which the next roster is looked for: each once the one before it fails."""
MARGINS = ((400, Fraction("0.2")), (16, Fraction("0.1")), (4, Fraction("0.05")), (1, Fraction(0)), (0, Fraction(0)))
"""Spread that is allowed in turn: of the burden, in duties over the horizon, and of the hours, beyond their rule's."""
Ranges = tuple[FairLoads | None, FairLoads | None]
"""Of burden and hours; nothing where any will do."""


def narrowing(model: RosterModel, solution: Solution, *, with_hours: bool) -> list[tuple[int, Ranges]]:
    """The ranges to look in, from wide to narrow, by duties, of a burden as it is now; those that are known."""
    problem, rules, ranges = model.problem, model.rules, list[tuple[int, Ranges]]()
    burden = sum(evaluate(model.variables.burden(who.id), solution) for who in problem.persons)
    for duties, more in MARGINS:
        fair = fairest(problem, Fraction(duties * BURDEN_SCALE, len(problem.horizon)), burden)
        hours = fairest_hours(problem, rules, more) if with_hours else None
        had_fair = any(known is not None for _, (known, _) in ranges)
        if fair is not None or (hours is not None and not had_fair):
            ranges.append((duties, (fair, hours)))
    return ranges


def hold_ranges(model: RosterModel, asked: cp_model.CpModel, ranges: Ranges) -> None:
    """Ask a copy of the model, or the model itself, for loads within ranges."""
    problem, (fair, hours) = model.problem, ranges
    if fair is not None:
        for person, (low, high) in zip(sharing(problem), fair.ranges, strict=True):
            asked.add_linear_constraint(model.variables.burden(person.id), low, high)
    if hours is not None:
        for person, (low, high) in zip(sharing(problem), hours.ranges, strict=True):
            assigned = model.variables.assignments
            held = [slot for slot in problem.slots if (person.id, slot.id) in assigned]
            minutes = total(slot.minutes * assigned[person.id, slot.id] for slot in held)
            asked.add_linear_constraint(minutes, low, high)


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
