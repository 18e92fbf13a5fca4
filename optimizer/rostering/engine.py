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

from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Search:
    """How a solver works: everything but the time it has."""

    deterministic: bool = False
    """Count limits in the solver's deterministic time instead of seconds, so that runs repeat themselves."""
    workers: int = 2
    seed: int = 1
    stop: StopRequest = field(default_factory=StopRequest)


class RosterEngine:
    """Rosters one pool: first everybody's duties (:meth:`staff`), then fair shares and wishes (:meth:`refine`).

    Parameters
    ----------
    problem, rules
        The duties and people, and the rules by id.
    search
        How the solver works.
    """

    def __init__(self, problem: RosterProblem, rules: Mapping[str, AnyStatement], search: Search) -> None:
        self.problem, self.rules, self.search = problem, rules, search
        self.model = cp_model.CpModel()
        self.variables = RosterVariables(self.model, problem)
        self.posters = post_rules(self.model, self.variables, rules)
        self.objectives = {tier: self._objective(tier) for tier in TIERS}
        self.bounds: dict[str, float] = dict.fromkeys(TIERS, 0.0)
        self.solution: list[int] = []

    def staff(self, seconds: float) -> Roster:
        """Staff every duty if the hard rules allow it, with no more burden than needed.

        Parameters
        ----------
        seconds
            Limit of each of up to three solves.

        Raises
        ------
        ContradictionError
            If the hard rules are proved to leave no roster at all.
        OutOfTimeError
            If no roster is found in time.
        """
        if not self._find_ideal(seconds):
            self._optimise("standing", seconds)
            self._optimise("burden", seconds)
        return self._roster()

    def refine(self, tier: str, seconds: float) -> Roster:
        """Improve ``fairness`` or ``preferences`` of a staffed roster, earlier tiers held."""
        self._optimise(tier, seconds)
        return self._roster()

    def _decisions(self) -> Iterator[cp_model.IntVar]:
        """The variables that make the roster: who holds which duty, and what the other days are."""
        yield from self.variables.assignments.values()
        for person in self.problem.persons:
            for day in self.problem.horizon:
                for state in FREE_STATES:
                    literal = self.variables.has_state(state, person.id, day.index)
                    if isinstance(literal, cp_model.IntVar):
                        yield literal

    def _find_ideal(self, seconds: float) -> bool:
        """Look for a roster without shortage or avoidable burden; it closes both tiers."""
        standing, _ = self.objectives["standing"]
        burden, scale = self.objectives["burden"]
        least = Fraction(sum(slot.minimum * slot.burden for slot in self.problem.slots), BURDEN_SCALE)
        ideal = self.model.clone()
        ideal.add(standing <= 0)
        ideal.add(burden <= int(least * scale))
        solver = self._solver(seconds)
        if self._run(solver, ideal) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        self._accept(solver)
        self.model.add(standing <= 0)
        self.model.add(burden <= int(least * scale))
        self.bounds["burden"] = float(least)
        return True

    def _optimise(self, tier: str, seconds: float) -> None:
        expression, scale = self.objectives[tier]
        solver = self._solver(seconds)
        self.model.minimize(expression)
        status = self._run(solver, self.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._accept(solver)
            self.bounds[tier] = max(0.0, solver.best_objective_bound / scale)
        elif status == cp_model.INFEASIBLE and not self.solution:
            units = ", ".join(dict.fromkeys(person.unit for person in self.problem.persons))
            raise ContradictionError(
                Problem(f"officers of {units}", "the hard rules leave no roster", "make one of the rules soft or off")
            )
        elif not self.solution:
            raise OutOfTimeError(Problem(f"tier {tier}", "no roster found in the time given", "give more time"))
        self.model.add(expression <= self._value(expression))

    def _accept(self, solver: cp_model.CpSolver) -> None:
        self.solution = list(solver.response_proto.solution)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(self.solution):
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def _run(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        with self.search.stop.interrupting(solver.stop_search):
            return solver.solve(model)

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False
        solver.parameters.random_seed = self.search.seed
        if self.search.deterministic:
            solver.parameters.max_deterministic_time = seconds
            solver.parameters.num_workers = 2
            solver.parameters.interleave_search = True
        else:
            solver.parameters.max_time_in_seconds = seconds
            solver.parameters.num_workers = self.search.workers
        return solver

    def _exact_solution(self) -> list[int]:
        """The solution without what excess variables claim beyond the breaches there are."""
        exact = self.model.clone()
        for variable in self._decisions():
            exact.add(exact.get_int_var_from_proto_index(variable.index) == self.solution[variable.index])
        exact.minimize(cp_model.LinearExpr.sum([expression for expression, _ in self.objectives.values()]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        return list(solver.response_proto.solution) if solver.solve(exact) == cp_model.OPTIMAL else self.solution

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

    def _roster(self) -> Roster:
        self.solution = self._exact_solution()

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
        reached = {
            tier: TierValue(self._value(expression) / scale, self.bounds[tier])
            for tier, (expression, scale) in self.objectives.items()
        }
        soft_amounts = {
            rule: self._value(cp_model.LinearExpr.sum([excess for _, excess in poster.excesses]))
            / self.rules[rule].amount_scale
            for rule, poster in self.posters.items()
            if poster.excesses
        }
        return Roster(assignments, absences, reached, soft_amounts, unstaffed)
