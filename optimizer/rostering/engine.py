"""One pool of officers, rostered by CP-SAT tier by tier.

First the engine asks for the ideal: every duty staffed, and no burden beyond what the duties weigh whoever holds
them. That is a question of feasibility, which the solver's violation search answers in a fraction of a second where
minimising the same burden takes tens of seconds and proves nothing (12 pools of 91 days, two workers). Where the
ideal does not exist or is not found, the tiers are optimised one after another, each from the previous solution as a
complete hint and with the earlier ones held. Coverage is soft, so a roster always exists unless the hard rules
contradict the history or each other.

One worker without a hint finds no roster of a commune in 20 s, two find one in 0.1 to 1.5 s; in deterministic
mode the two take turns, which costs a factor of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from ortools.sat.python import cp_model

from optimizer.errors import ContradictionError, OutOfTimeError, Problem
from optimizer.rostering.roster import TIERS, Roster, TierValue
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import FREE_STATES, RosterVariables
from optimizer.stopping import StopRequest
from optimizer.world.roster_problem import BURDEN_SCALE, RosterProblem

Progress = Callable[[str, float, float], None]
"""Called with tier, best value and bound."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one pool may be worked on."""

    seconds: Mapping[str, float]
    """Per tier, and for the ``ideal``: wall-clock seconds, or deterministic time where ``deterministic`` is set."""
    deterministic: bool = False
    workers: int = 2
    seed: int = 1
    stop: StopRequest = field(default_factory=StopRequest)


def solve_roster(
    problem: RosterProblem,
    rules: Mapping[str, AnyStatement],
    limits: Limits,
    progress: Progress = lambda tier, value, bound: None,
    start: Roster | None = None,
) -> Roster:
    """Roster one pool.

    Parameters
    ----------
    problem, rules
        The duties and people, and the rules by id.
    limits
        Time per tier; a tier without a limit keeps what the earlier ones left.
    progress
        Told of each tier's value and bound.
    start
        A roster to start from.

    Raises
    ------
    ContradictionError
        If the hard rules are proved to leave no roster at all.
    OutOfTimeError
        If no roster is found in time.
    """
    return _Engine(problem, rules, limits, progress).solve(start)


class _Engine:
    def __init__(
        self, problem: RosterProblem, rules: Mapping[str, AnyStatement], limits: Limits, progress: Progress
    ) -> None:
        self.problem, self.rules, self.limits, self.progress = problem, rules, limits, progress
        self.model = cp_model.CpModel()
        self.variables = RosterVariables(self.model, problem)
        self.posters = post_rules(self.model, self.variables, rules)
        self.objectives = {tier: self._objective(tier) for tier in TIERS}
        self.solution: list[int] = []

    def solve(self, start: Roster | None) -> Roster:
        if start is not None:
            self._hint_roster(start)
        values = self._ideal()
        for tier in TIERS:
            if tier not in values:
                values[tier] = self._optimise(tier)
        self._tighten()
        return self._roster(values)

    def _tighten(self) -> None:
        """Take back what excess variables claim beyond the breaches there are, where a held tier left them slack."""
        exact = self.model.clone()
        for variable in self._decisions():
            exact.add(exact.get_int_var_from_proto_index(variable.index) == self.solution[variable.index])
        totals = [expression for expression, _ in self.objectives.values()]
        exact.minimize(cp_model.LinearExpr.sum(totals))
        solver = self._solver("burden")
        if solver.solve(exact) == cp_model.OPTIMAL:
            self.solution = list(solver.response_proto.solution)

    def _decisions(self) -> Iterator[cp_model.IntVar]:
        """The variables that make the roster: who holds which duty, and what the other days are."""
        yield from self.variables.assignments.values()
        for person in self.problem.persons:
            for day in self.problem.horizon:
                for state in FREE_STATES:
                    literal = self.variables.has_state(state, person.id, day.index)
                    if isinstance(literal, cp_model.IntVar):
                        yield literal

    def _ideal(self) -> dict[str, TierValue]:
        """Values of the tiers that a roster without shortage or avoidable burden closes; empty if none is found."""
        standing, _ = self.objectives["standing"]
        burden, scale = self.objectives["burden"]
        least = Fraction(sum(slot.minimum * slot.burden for slot in self.problem.slots), BURDEN_SCALE)
        ideal = self.model.clone()
        ideal.add(standing <= 0)
        ideal.add(burden <= int(least * scale))
        solver = self._solver("ideal")
        if self._run(solver, ideal) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {}
        self._accept(solver)
        self.model.add(standing <= 0)
        self.model.add(burden <= int(least * scale))
        return {"standing": TierValue(0.0, 0.0), "burden": TierValue(float(least), float(least))}

    def _accept(self, solver: cp_model.CpSolver) -> None:
        self.solution = list(solver.response_proto.solution)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(self.solution):
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def _optimise(self, tier: str) -> TierValue:
        expression, scale = self.objectives[tier]
        solver = self._solver(tier)
        self.model.minimize(expression)
        status = self._run(solver, self.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._accept(solver)
            value, bound = round(solver.objective_value), solver.best_objective_bound
        elif status == cp_model.INFEASIBLE and not self.solution:
            units = ", ".join(dict.fromkeys(person.unit for person in self.problem.persons))
            raise ContradictionError(
                Problem(f"officers of {units}", "the hard rules leave no roster", "make one of the rules soft or off")
            )
        elif not self.solution:
            raise OutOfTimeError(Problem(f"tier {tier}", "no roster found in the time given", "give more time"))
        else:
            value, bound = self._value(expression), 0.0
        self.model.add(expression <= value)
        result = TierValue(value / scale, max(0.0, bound / scale))
        self.progress(tier, result.value, result.bound)
        return result

    def _run(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        solver.parameters.catch_sigint_signal = False
        with self.limits.stop.interrupting(solver.stop_search):
            return solver.solve(model)

    def _solver(self, tier: str) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        limit = self.limits.seconds.get(tier, 0.0)
        if self.limits.deterministic:
            solver.parameters.max_deterministic_time = limit
            solver.parameters.num_workers = 2
            solver.parameters.interleave_search = True
        else:
            solver.parameters.max_time_in_seconds = limit
            solver.parameters.num_workers = self.limits.workers
        solver.parameters.random_seed = self.limits.seed
        return solver

    def _objective(self, tier: str) -> tuple[cp_model.LinearExpr, int]:
        """Integer expression of a tier, and its parts per unit."""
        terms: list[tuple[cp_model.LinearExprT, Fraction]] = []
        for rule, poster in self.posters.items():
            statement = self.rules[rule]
            if statement.tier == tier and statement.weight is not None:
                weight = Fraction(str(statement.weight)) / statement.amount_scale
                terms += [(excess, weight) for _, excess in poster.excesses]
        if tier == "burden":
            terms += [(self.variables.burden(p.id), Fraction(1, BURDEN_SCALE)) for p in self.problem.persons]
        scale = lcm(*(weight.denominator for _, weight in terms)) if terms else 1
        return cp_model.LinearExpr.sum([int(weight * scale) * term for term, weight in terms]), scale

    def _value(self, expression: cp_model.LinearExpr) -> int:
        flat = cp_model.FlatIntExpr(expression)
        pairs = zip(flat.vars, flat.coeffs, strict=True)
        return int(flat.offset + sum(factor * self.solution[variable.index] for variable, factor in pairs))

    def _hint_roster(self, start: Roster) -> None:
        for (person, slot), variable in self.variables.assignments.items():
            self.model.add_hint(variable, person in start.assignments.get(slot, ()))

    def _roster(self, values: Mapping[str, TierValue]) -> Roster:
        def holds(literal: cp_model.LinearExprT) -> bool:
            return bool(literal if isinstance(literal, int) else self._value(cp_model.LinearExpr.sum([literal])))

        assignments = {
            slot.id: tuple(p for p in self.problem.candidates[slot.id] if holds(self.variables.assignments[p, slot.id]))
            for slot in self.problem.slots
        }
        absences = {
            (person.id, day.index): state
            for person in self.problem.persons
            for day in self.problem.horizon
            for state in ("leave", "rest", "compensatory", "other_duty")
            if holds(self.variables.has_state(state, person.id, day.index))
        }
        unstaffed = {
            slot.id: slot.minimum - len(assignments[slot.id])
            for slot in self.problem.slots
            if len(assignments[slot.id]) < slot.minimum
        }
        reached = {}
        for tier, known in values.items():
            expression, scale = self.objectives[tier]
            reached[tier] = TierValue(self._value(expression) / scale, known.bound)
        return Roster(assignments, absences, reached, unstaffed)
