"""The least weighted sum of soft breaches, by CP-SAT alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm

from ortools.sat.python import cp_model

from optimizer.errors import ContradictionError, OutOfTimeError, Problem
from optimizer.rostering.engine import Search
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import RosterProblem


@dataclass(frozen=True, slots=True)
class WeightedRoster:
    """Who holds which duty."""

    assignments: Mapping[str, tuple[str, ...]]
    value: float
    bound: float
    first_seconds: float


def least_weighted_sum(
    problem: RosterProblem,
    rules: Mapping[str, AnyStatement],
    search: Search,
    seconds: float,
    clock: Callable[[], float],
) -> WeightedRoster:
    """Roster with the least weighted sum of all soft breaches."""
    start = clock()
    model = cp_model.CpModel()
    variables = RosterVariables(model, problem)
    posters = post_rules(model, variables, rules)
    terms = []
    for rule, poster in posters.items():
        weight = rules[rule].weight
        if weight is not None:
            factor = Fraction(str(weight)) / rules[rule].amount_scale
            terms += [(excess, factor) for _, excess in poster.excesses]
    scale = lcm(*(factor.denominator for _, factor in terms)) if terms else 1
    model.minimize(cp_model.LinearExpr.sum([int(factor * scale) * excess for excess, factor in terms]))
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = search.workers
    solver.parameters.random_seed = search.seed
    if search.deterministic:
        solver.parameters.interleave_search = True
        solver.parameters.max_deterministic_time = seconds
    else:
        solver.parameters.max_time_in_seconds = max(0.1, seconds - (clock() - start))
    progress = _Progress(search, clock, scale)
    with search.stop.interrupting(solver.stop_search):
        status = solver.solve(model, progress)
    if status == cp_model.INFEASIBLE:
        raise ContradictionError(Problem("hard rules", "leave no roster", "make one of the rules soft or off"))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise OutOfTimeError(Problem("roster", "no roster found in the time given", "give more time with --time"))
    value = _exact_value(model, variables, solver)
    held = {
        slot.id: tuple(
            p for p in problem.candidates[slot.id] if solver.boolean_value(variables.assignments[p, slot.id])
        )
        for slot in problem.slots
    }
    bound = max(0, ceil(solver.best_objective_bound / scale - 1e-6))
    return WeightedRoster(held, value / scale, bound, progress.first - start)


def _exact_value(model: cp_model.CpModel, variables: RosterVariables, found: cp_model.CpSolver) -> float:
    """The objective of a roster without what excess variables claim beyond the breaches there are."""
    fixed = model.clone()
    for literal in variables.assignments.values():
        fixed.add(fixed.get_int_var_from_proto_index(literal.index) == found.value(literal))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    return solver.objective_value if solver.solve(fixed) == cp_model.OPTIMAL else found.objective_value


class _Progress(cp_model.CpSolverSolutionCallback):
    def __init__(self, search: Search, clock: Callable[[], float], scale: int) -> None:
        super().__init__()
        self.search, self.clock, self.scale, self.first = search, clock, scale, 0.0

    def on_solution_callback(self) -> None:
        self.first = self.first or self.clock()
        self.search.report("value", self.objective_value / self.scale, max(0.0, self.best_objective_bound / self.scale))
