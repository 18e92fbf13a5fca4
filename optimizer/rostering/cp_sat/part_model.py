"""CP-SAT on parts of a roster, with every rule on them as it is encoded.

A part that is small enough to be modelled is solved from the roster there is, whatever a timeline cannot say; over the
whole of a small roster the solver's bound closes the gap that whole timelines leave. For the few people for whom
pricing knows a bound but has met no timeline (many caps over many weeks), any lawful one is found the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from optimizer.errors import ContradictionError, Diagnostic, OutOfTimeError
from optimizer.rostering.budget import Effort
from optimizer.rostering.pricing.free_part import Part
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rules.catalogue import timeliner
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import FREE_STATES, RosterVariables
from optimizer.texts.diagnostics import planning as texts

LAWFUL_SECONDS = 60.0
"""Limit, in the solver's deterministic time, for any lawful timeline."""


def lawful_choices(problem: TimelineProblem, person: int) -> NDArray[np.int32]:
    """The choices by day of some timeline that keeps every hard rule on one person.

    Raises
    ------
    ContradictionError
        If it is proved that there is none.
    OutOfTimeError
        If none is found.
    """
    model = PartModel(problem, (person,), np.zeros(len(problem.slot_days)), is_lawful_only=True)
    solver = _solver()
    solver.parameters.max_deterministic_time = LAWFUL_SECONDS
    status = solver.solve(model.model)
    where = texts.RULES_ON(person=problem.persons[person])
    if status == cp_model.INFEASIBLE:
        raise ContradictionError(Diagnostic(where, texts.NO_TIMELINE, texts.SOFTEN_A_RULE))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise OutOfTimeError(Diagnostic(where, texts.NO_TIMELINE_FOUND, texts.SOFTEN_A_RULE))
    return model.choices(solver, person)


class PartModel:
    """Some persons' duties as a CP-SAT model.

    Parameters
    ----------
    problem
        The compiled problem.
    persons
        By number.
    crews
        People on each duty who are not part of it.
    is_lawful_only
        Whether hard rules on single persons are all that is asked.
    """

    def __init__(
        self, problem: TimelineProblem, persons: Sequence[int], crews: NDArray[np.float64], *, is_lawful_only: bool
    ) -> None:
        self.problem = problem
        people = tuple(problem.source.persons[person] for person in persons)
        names = {person.id for person in people}
        left = {slot: tuple(p for p in found if p in names) for slot, found in problem.source.candidates.items()}
        slots = tuple(
            replace(slot, minimum=slot.minimum - int(others), maximum=slot.maximum - int(others))
            for slot, others in zip(problem.source.slots, crews, strict=True)
        )
        self.model = cp_model.CpModel()
        self.variables = RosterVariables(
            self.model, replace(problem.source, persons=people, slots=slots, candidates=left)
        )
        rules = problem.rules
        if is_lawful_only:
            rules = {r: s for r, s in rules.items() if s.enforcement == "hard" and timeliner(s.kind) is not None}
        self.posters = post_rules(self.model, self.variables, rules)

    def minimise(self) -> None:
        """Ask for the least cost of all soft breaches."""
        terms: list[cp_model.LinearExprT] = []
        for rule, poster in self.posters.items():
            price = self.problem.prices[rule]
            terms += [price * excess for _, excess in poster.excesses] if price else []
        self.model.minimize(cp_model.LinearExpr.sum(terms))

    def hold(self, state: RosterState, part: Part) -> None:
        """Start from a roster, and keep what may not change."""
        for person in part.persons:
            days = part.leeways[person].days
            name, held = self.problem.persons[person], set(state.timelines[person].duties.tolist())
            for duty, slot in enumerate(self.problem.source.slots):
                literal = self.variables.assignments.get((name, slot.id))
                if literal is not None:
                    self.model.add_hint(literal, int(duty in held))
                    if slot.day not in days:
                        self.model.add(literal == int(duty in held))

    def choices(self, solver: cp_model.CpSolver, person: int) -> NDArray[np.int32]:
        """A person's choices by day in a solution."""
        problem, name = self.problem, self.problem.persons[person]
        own, patterns = problem.choices[person], problem.automata[person].patterns
        held = {
            duty
            for duty, slot in enumerate(problem.source.slots)
            if (literal := self.variables.assignments.get((name, slot.id))) is not None
            and solver.boolean_value(literal)
        }
        found = []
        for day, (first, last) in enumerate(zip(own.starts[:-1].tolist(), own.starts[1:].tolist(), strict=True)):
            today = {duty for duty in held if problem.slot_days[duty] == day}
            found.append(
                next(
                    choice
                    for choice in range(first, last)
                    if set(own.duties(choice).tolist()) == today
                    and (today or self._has_state(solver, patterns[own.pattern[choice]].state, name, day))
                )
            )
        return np.array(found, np.int32)

    def _has_state(self, solver: cp_model.CpSolver, state: str, name: str, day: int) -> bool:
        literal = self.variables.has_state(state, name, day) if state in ("leave", *FREE_STATES) else 0
        return bool(literal) if isinstance(literal, int) else solver.boolean_value(literal)


@dataclass(frozen=True, slots=True)
class ExactOutcome:
    """What CP-SAT found of a part."""

    choices: Mapping[int, NDArray[np.int32]]
    """By person the choices by day in the best found; empty if none was."""
    bound: float
    """Least cost of the people of the part and of the need for them, on all days."""
    is_closed: bool
    """Whether nothing better is left."""


def solve_exactly(state: RosterState, part: Part, effort: Effort, seconds: float) -> ExactOutcome:
    """Look for the least cost of a part.

    Parameters
    ----------
    state
        The roster to start from.
    part
        What may change; all else stays.
    effort
        Counts steps, and knows of a stop.
    seconds
        Limit, in deterministic time where steps are counted.
    """
    model = PartModel(state.problem, part.persons, part.crews, is_lawful_only=False)
    model.minimise()
    model.hold(state, part)
    solver = _solver()
    status = effort.solve(solver, model.model, seconds)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ExactOutcome({}, 0.0, is_closed=False)
    choices = {person: model.choices(solver, person) for person in part.persons}
    return ExactOutcome(choices, solver.best_objective_bound, is_closed=status == cp_model.OPTIMAL)


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    return solver
