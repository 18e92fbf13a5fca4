"""One pool of officers, rostered by CP-SAT tier by tier.

First the engine asks for the ideal: every duty staffed, no burden beyond what the duties weigh whoever holds them, and
loads as even as whole duties allow (``fair_loads``). That is a question of feasibility, which the solver's violation
search answers in half a second where minimising the same burden takes tens of seconds and proves nothing, and
minimising the spread stays at ten times the least (12 pools of 91 days, two workers). Where the ideal does not exist
or is not found, loads may differ by a duty more, then by any; at last the tiers are optimised one after another, each
from the previous solution as a complete hint and with the earlier ones held. Coverage is soft, so a roster always
exists unless the hard rules contradict the history or each other.

One worker without a hint finds no roster of a commune in 20 s, two find one in 0.1 to 1.5 s; in deterministic
mode the two take turns, which costs a factor of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from ortools.sat.python import cp_model

from optimizer.errors import ContradictionError, Diagnostic, OutOfTimeError
from optimizer.rostering.cp_sat.crew_loads import fairest, least_burden, sharing
from optimizer.rostering.cp_sat.fair_loads import FairLoads
from optimizer.rostering.roster import TIERS, Roster, TierValue
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import FREE_STATES, RosterVariables
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import BURDEN_SCALE, RosterProblem

PATIENCE = 4
"""Where not every duty can be staffed, leaving out as few as possible may take so many times as long."""


@dataclass(frozen=True, slots=True)
class Search:
    """How a solver works: everything but the time it has."""

    deterministic: bool = False
    """Count limits in the solver's deterministic time instead of seconds, so that runs repeat themselves."""
    workers: int = 2
    seed: int = 1
    stop: StopRequest = field(default_factory=StopRequest)
    report: Callable[[str, float, float], None] = lambda tier, value, bound: None
    """Told of tier, value and bound of each better roster; called from the solver's threads."""


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
        self.is_fairest = False
        """Whether the roster is known to have the least spread."""
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
            for patience in (PATIENCE, 5 * PATIENCE):
                if not self.solution:
                    self._optimise("standing", patience * seconds)
            if not self.solution:
                raise OutOfTimeError(Diagnostic(texts.TIER_STANDING, texts.NO_ROSTER_IN_TIME, texts.MORE_TIME))
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
        """Look for a roster without shortage or avoidable burden, the fairest first; those tiers are held from then."""
        one_duty = Fraction(BURDEN_SCALE, len(self.problem.horizon))
        for margin in (Fraction(0), one_duty, None):
            if self.search.stop.is_requested:
                break
            ranges = None if margin is None else fairest(self.problem, margin)
            if ranges is None and margin is not None:
                continue
            if self._try_ideal(ranges, seconds if ranges is None else seconds / 2):
                self.is_fairest = margin == 0
                self.bounds["burden"] = least_burden(self.problem) / BURDEN_SCALE
                return True
        return False

    def _try_ideal(self, fair: FairLoads | None, seconds: float) -> bool:
        """Look for a roster without shortage or avoidable burden, and with loads in their ranges if any are given."""
        standing, _ = self.objectives["standing"]
        burden, scale = self.objectives["burden"]
        most = int(Fraction(least_burden(self.problem), BURDEN_SCALE) * scale)

        def hold(model: cp_model.CpModel) -> None:
            model.add(standing <= 0)
            model.add(burden <= most)
            if fair is not None:
                for person, (low, high) in zip(sharing(self.problem), fair.ranges, strict=True):
                    model.add_linear_constraint(self.variables.burden(person.id), low, high)

        ideal = self.model.clone()
        hold(ideal)
        solver = self._finder(seconds)
        if self._run(solver, ideal) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        self._accept(solver)
        hold(self.model)
        return True

    def _optimise(self, tier: str, seconds: float) -> None:
        expression, scale = self.objectives[tier]
        solver = self._solver(seconds)
        self.model.minimize(expression)
        status = self._run(solver, self.model, _Progress(self.search.report, tier, scale))
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._accept(solver)
            self.bounds[tier] = max(0.0, solver.best_objective_bound / scale)
        elif status == cp_model.INFEASIBLE and not self.solution:
            units = ", ".join(dict.fromkeys(person.unit for person in self.problem.persons))
            raise ContradictionError(Diagnostic(texts.OFFICERS_OF(units=units), texts.NO_ROSTER, texts.SOFTEN_A_RULE))
        if self.solution:
            self.model.add(expression <= self._value(expression))

    def _accept(self, solver: cp_model.CpSolver) -> None:
        self.solution = list(solver.response_proto.solution)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(self.solution):
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def _run(
        self, solver: cp_model.CpSolver, model: cp_model.CpModel, progress: _Progress | None = None
    ) -> cp_model.CpSolverStatus:
        if self.search.stop.is_requested:
            return cp_model.UNKNOWN
        with self.search.stop.interrupting(solver.stop_search):
            return solver.solve(model, progress)

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        """A solver that optimises."""
        solver = self._limited(seconds)
        solver.parameters.num_workers = 2 if self.search.deterministic else self.search.workers
        solver.parameters.interleave_search = self.search.deterministic
        return solver

    def _finder(self, seconds: float) -> cp_model.CpSolver:
        """A solver that looks for any roster: the violation search, which found every ideal that was ever found.

        Alone it needs one thread, so that two units can be rostered at a time, and repeats itself. Symmetries and
        probing cost more than they save: a third of a second in place of two thirds.
        """
        solver = self._limited(seconds)
        solver.parameters.num_workers = 1
        solver.parameters.filter_subsolvers.append("fj*")
        solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
        return solver

    def _limited(self, seconds: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False
        solver.parameters.random_seed = self.search.seed
        if self.search.deterministic:
            solver.parameters.max_deterministic_time = seconds
        else:
            solver.parameters.max_time_in_seconds = seconds
        return solver

    def _exact_solution(self) -> list[int]:
        """The solution without what excess variables claim beyond the breaches there are."""
        exact = self.model.clone()
        for variable in self._decisions():
            exact.add(exact.get_int_var_from_proto_index(variable.index) == self.solution[variable.index])
        exact.minimize(cp_model.LinearExpr.sum([expression for expression, _ in self.objectives.values()]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
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


class _Progress(cp_model.CpSolverSolutionCallback):
    """Tells of each better roster while a tier is solved."""

    def __init__(self, report: Callable[[str, float, float], None], tier: str, scale: int) -> None:
        super().__init__()
        self._report, self._tier, self._scale = report, tier, scale

    def on_solution_callback(self) -> None:
        """Report value and bound in the tier's unit."""
        bound = max(0.0, self.best_objective_bound / self._scale)
        self._report(self._tier, self.objective_value / self._scale, bound)
