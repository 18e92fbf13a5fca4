"""Linear models solved, and why a solve ended read."""

from __future__ import annotations

from datetime import timedelta

from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk

SOLVERS = (mathopt.SolverType.HIGHS, mathopt.SolverType.GSCIP)
"""In the order in which they are asked."""
ANSWERED = frozenset(
    {
        mathopt.TerminationReason.OPTIMAL,
        mathopt.TerminationReason.FEASIBLE,
        mathopt.TerminationReason.NO_SOLUTION_FOUND,
    }
)
"""Reasons to end that say something of a model which always has a solution."""


class NoAnswerError(RuntimeError):
    """No solver has an answer to a model that has a solution by the way it is built."""


def solved(model: mathopt.Model, seconds: float, *, gap: float | None = None) -> mathopt.SolveResult:
    """Solve a model that has a solution by the way it is built.

    A solver that says otherwise, or that fails or ends on its own numbers, is wrong; another one is asked then.

    Parameters
    ----------
    model
        With its objective.
    seconds
        Limit; where it is reached the result may have no solution, and its bound holds all the same.
    gap
        Relative gap that is good enough.

    Raises
    ------
    NoAnswerError
        If no solver has an answer.
    """
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds), relative_gap_tolerance=gap, random_seed=1
    )
    reasons = []
    for solver in SOLVERS:
        result = asked(solver, model, parameters)
        if isinstance(result, StatusNotOk):
            reasons.append(f"{solver.name}: {result}")
        elif result.termination.reason in ANSWERED:
            return result
        else:
            reasons.append(f"{solver.name}: {result.termination.reason.name} {result.termination.detail}".strip())
    raise NoAnswerError(f"linear model {model.name}: {'; '.join(reasons)}")


def bound(model: mathopt.Model, seconds: float, known: float, *, gap: float | None = None) -> float:
    """What a model that has a solution by the way it is built cannot better, whatever the time.

    Parameters
    ----------
    model, seconds, gap
        As in :func:`solved`.
    known
        What holds anyway, where no solver has an answer.
    """
    try:
        return float(solved(model, seconds, gap=gap).best_objective_bound())
    except NoAnswerError:
        return known


def asked(
    solver: mathopt.SolverType, model: mathopt.Model, parameters: mathopt.SolveParameters
) -> mathopt.SolveResult | StatusNotOk:
    """What one solver says to a model, or the error on which it stopped."""
    try:
        return mathopt.solve(model, solver, params=parameters, remove_names=True)
    except AttributeError as masking:
        # MathOpt means to tell the solver's error, and stumbles over its status.
        if isinstance(masking.__context__, StatusNotOk):
            return masking.__context__
        raise
