"""CP-SAT as it is set up for one thing or the other."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel

SMALL_POOL = 400
"""Decisions on who holds what up to which a pool is searched whole; a commune of 91 days has ten times as many."""


def optimiser(budget: Budget, workers: int, seed: int) -> cp_model.CpSolver:
    """A solver that optimises; where steps are counted, two workers take turns."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 2 if budget.is_deterministic else workers
    solver.parameters.interleave_search = budget.is_deterministic
    # Without this, interleaved search from a hint that lacks variables aborts the process in CP-SAT 9.15
    # (google/or-tools 5025).
    solver.parameters.repair_hint = budget.is_deterministic
    return solver


def one_thread(seed: int) -> cp_model.CpSolver:
    """A solver for a model most of which is settled, which repeats itself.

    Symmetries and probing cost more than they save: a third of a second in place of two thirds.
    """
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
    return solver


def violation_search(model: RosterModel, seed: int) -> cp_model.CpSolver:
    """A solver that looks for any roster: the violation search, which found every ideal that was ever found.

    Alone it needs one thread, so that two units can be rostered at a time. A small pool is searched whole instead,
    which also tells at once where there is nothing to be found.
    """
    solver = one_thread(seed)
    if len(model.variables.assignments) > SMALL_POOL:
        solver.parameters.filter_subsolvers.append("fj*")
    return solver
