"""A second opinion: that nothing is feasible is told only if two solves say so.

CP-SAT has called feasible models infeasible (google/or-tools 5141 and 5274), in its presolve for the most part.
"""

from __future__ import annotations

from ortools.sat.python import cp_model


def confirming_solver(seed: int) -> cp_model.CpSolver:
    """A solver as unlike the first as may be: without presolve, one worker, another seed.

    Parameters
    ----------
    seed
        Of the first solver.
    """
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed + 1
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    return solver
