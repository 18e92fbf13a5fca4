"""Any lawful timeline of one person, by CP-SAT: for the few for whom pricing knows a bound but has met no timeline.

That happens where many caps bind over many weeks, so that they cannot all be axes of the dynamic programme. The
question is one of feasibility for a single person, which takes a solver a fraction of a second.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from optimizer.errors import ContradictionError, OutOfTimeError, Problem
from optimizer.rostering.timelines import TimelineProblem
from optimizer.rules.catalogue import timeliner
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import FREE_STATES, RosterVariables

SECONDS = 60.0
"""Limit, in the solver's deterministic time."""


def lawful_timeline(problem: TimelineProblem, number: int) -> NDArray[np.int32]:
    """The choices by day of some timeline that keeps every hard rule on the person.

    Raises
    ------
    ContradictionError
        If it is proved that there is none.
    OutOfTimeError
        If none is found.
    """
    person = problem.source.persons[number]
    own = {slot: (person.id,) for slot, people in problem.source.candidates.items() if person.id in people}
    slots = tuple(slot for slot in problem.source.slots if slot.id in own)
    model = cp_model.CpModel()
    alone = replace(problem.source, persons=(person,), slots=slots, candidates=own)
    variables = RosterVariables(model, alone)
    hard = {
        rule: statement
        for rule, statement in problem.rules.items()
        if statement.enforcement == "hard" and timeliner(statement.kind) is not None
    }
    post_rules(model, variables, hard)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = SECONDS
    status = solver.solve(model)
    where = f"rules on {person.id}"
    if status == cp_model.INFEASIBLE:
        what, remedy = "the hard rules leave no timeline", "make one of the rules soft or off"
        raise ContradictionError(Problem(where, what, remedy))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise OutOfTimeError(Problem(where, "no timeline found that keeps them", "make one of the rules soft or off"))
    held = {
        place
        for place, slot in enumerate(problem.source.slots)
        if slot.id in own and solver.boolean_value(variables.assignments[person.id, slot.id])
    }
    states = [
        next((s for s in ("leave", *FREE_STATES) if _holds(solver, variables, s, person.id, day)), "")
        for day in range(problem.days)
    ]
    return np.array([_choice(problem, number, day, held, states[day]) for day in range(problem.days)], np.int32)


def _holds(solver: cp_model.CpSolver, variables: RosterVariables, state: str, person: str, day: int) -> bool:
    literal = variables.has_state(state, person, day)
    return bool(literal) if isinstance(literal, int) else solver.boolean_value(literal)


def _choice(problem: TimelineProblem, number: int, day: int, held: set[int], state: str) -> int:
    """The choice of the day that holds these duties, or is of this state if it holds none."""
    choices, patterns = problem.choices[number], problem.automata[number].patterns
    today = {duty for duty in held if problem.slot_days[duty] == day}
    return next(
        choice
        for choice in range(choices.starts[day], choices.starts[day + 1])
        if set(choices.duties(choice).tolist()) == today and (today or patterns[choices.pattern[choice]].state == state)
    )
