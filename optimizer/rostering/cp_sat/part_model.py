"""CP-SAT on parts of a roster, with every rule on them as it is encoded.

A part that is small enough to be modelled is solved from the roster there is, whatever a timeline cannot say; over the
whole of a small roster the solver's bound closes the gap that whole timelines leave. For the few people for whom
pricing knows a bound but has met no timeline (many caps over many weeks), any lawful one is found the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np
from ortools.sat.python import cp_model

from optimizer.errors import ContradictionError, Diagnostic, OutOfTimeError
from optimizer.rostering.arrays import Indices, Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.confirmation import confirming_solver
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.roster import Roster
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rules.catalogue import timeliner
from optimizer.rules.timeline import AFTER_NIGHT
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import SlotId

LAWFUL_SECONDS = 60.0
"""Limit, in the solver's deterministic time, for any lawful timeline."""


def lawful_choices(problem: TimelineProblem, person: int) -> Indices:
    """The choices by day of some timeline that keeps every hard rule on one person.

    Raises
    ------
    ContradictionError
        If two solves prove that there is none.
    OutOfTimeError
        If none is found.
    """
    part = PartModel(problem, (person,), np.zeros(len(problem.slot_days)), is_lawful_only=True)
    solver, budget = _solver(), Budget(inf, None, StopRequest())
    status = budget.solve(solver, part.model.model, LAWFUL_SECONDS)
    where = texts.RULES_ON(person=problem.persons[person])
    if status is Status.INFEASIBLE:
        solver = confirming_solver(solver.parameters.random_seed)
        status = budget.solve(solver, part.model.model, LAWFUL_SECONDS)
    if status is Status.INFEASIBLE:
        raise ContradictionError(Diagnostic(where, texts.NO_TIMELINE, texts.SOFTEN_A_RULE))
    if not status.has_roster:
        raise OutOfTimeError(Diagnostic(where, texts.NO_TIMELINE_FOUND, texts.SOFTEN_A_RULE))
    return part.choices(part.model.roster(solver.response_proto.solution), person)


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
        self, problem: TimelineProblem, persons: Sequence[int], crews: Vector, *, is_lawful_only: bool
    ) -> None:
        self.problem = problem
        people = tuple(problem.source.persons[person] for person in persons)
        names = {person.id for person in people}
        left = {slot: tuple(p for p in found if p in names) for slot, found in problem.source.candidates.items()}
        slots = tuple(
            replace(slot, minimum=slot.minimum - int(others), maximum=slot.maximum - int(others))
            for slot, others in zip(problem.source.slots, crews, strict=True)
        )
        rules = problem.rules
        if is_lawful_only:
            rules = {r: s for r, s in rules.items() if s.enforcement == "hard" and timeliner(s.kind) is not None}
        self.model = RosterModel(replace(problem.source, persons=people, slots=slots, candidates=left), rules)

    def minimise(self) -> None:
        """Ask for the least cost of all soft breaches."""
        terms: list[cp_model.LinearExprT] = []
        for rule, poster in self.model.posters.items():
            price = self.problem.prices[rule]
            terms += [price * excess for _, excess in poster.excesses] if price else []
        self.model.model.minimize(cp_model.LinearExpr.sum(terms))

    def hold(self, state: RosterState, part: FreePart) -> None:
        """Start from a roster, and keep what may not change."""
        slots, variables = self.problem.source.slots, self.model.variables
        holders: dict[SlotId, list[str]] = {slot.id: [] for slot in slots}
        for person in part.persons:
            name, days = self.problem.persons[person], part.leeways[person].days
            held = set(state.timelines[person].duties.tolist())
            for duty in held:
                holders[slots[duty].id].append(name)
            for duty, slot in enumerate(slots):
                if slot.day not in days and (name, slot.id) in variables.assignments:
                    self.model.fix(variables.assignments[name, slot.id], duty in held)
        self.model.hint_roster(Roster({slot: tuple(names) for slot, names in holders.items()}, {}, {}))

    def choices(self, roster: Roster, person: int) -> Indices:
        """A person's choices by day in a roster of the part."""
        problem, name = self.problem, self.problem.persons[person]
        own, patterns = problem.choices[person], problem.automata[person].patterns
        held = {duty for duty, slot in enumerate(problem.source.slots) if name in roster.assignments[slot.id]}
        found = []
        for day, (first, last) in enumerate(zip(own.starts[:-1].tolist(), own.starts[1:].tolist(), strict=True)):
            today = {duty for duty in held if problem.slot_days[duty] == day}
            state = roster.absences.get((name, day), AFTER_NIGHT)
            found.append(
                next(
                    choice
                    for choice in range(first, last)
                    if set(own.held(choice).tolist()) == today
                    and (today or patterns[own.pattern[choice]].state == state)
                )
            )
        return np.array(found, np.int32)


def solve_by_cp_sat(
    state: RosterState, part: FreePart, pricers: Sequence[PersonPricer], budget: Budget, seconds: float
) -> RosterResult[RosterState | None]:
    """Look for the best roster within a part.

    Parameters
    ----------
    state
        The roster to start from.
    part
        What may change; all else stays.
    pricers
        Of all persons.
    budget
        Counts steps, and knows of a stop.
    seconds
        Limit of the solve.

    Returns
    -------
    RosterResult
        A roster that is no worse, if one was found; costs of whole rosters, in whole numbers.
    """
    begin = budget.spent
    model = PartModel(state.problem, part.persons, part.crews, is_lawful_only=False)
    model.minimise()
    model.hold(state, part)
    solver = _solver()
    status = budget.solve(solver, model.model.model, seconds)
    if not status.has_roster:
        # There is a roster, so that an answer that there is none would be wrong.
        return RosterResult(None, inf, -inf, Status.UNKNOWN, budget.spent - begin)
    found = model.model.roster(solver.response_proto.solution)
    changed = {}
    for person in part.persons:
        timeline = pricers[person].timelines.timeline(model.choices(found, person))
        assert timeline is not None, "encoding and timelines of a rule disagree"
        changed[person] = timeline
    better = state.with_timelines(changed)
    outside = sum(own.cost for person, own in enumerate(state.timelines) if person not in changed)
    bound = solver.best_objective_bound + outside
    if better.cost > state.cost:
        return RosterResult(None, inf, bound, Status.UNKNOWN, budget.spent - begin)
    return RosterResult(better, better.cost, bound, status, budget.spent - begin)


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver
