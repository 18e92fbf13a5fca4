"""One pool of officers, rostered by CP-SAT tier by tier.

First the solver asks for the ideal: every duty staffed, no burden beyond what the duties weigh whoever holds them, and
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

from collections.abc import Callable
from fractions import Fraction

from ortools.sat.python import cp_model

from optimizer.errors import Diagnostic, NoRosterError, OutOfTimeError
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import fairest, fairest_hours, least_burden, sharing
from optimizer.rostering.cp_sat.fair_loads import FairLoads
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.roster import TIERS, TieredRoster
from optimizer.rules.expressions import total
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import BURDEN_SCALE

PATIENCE = 4
"""Where not every duty can be staffed, leaving out as few as possible may take so many times as long."""
SMALL_POOL = 400
"""Decisions on who holds what up to which a pool is searched whole; a commune of 91 days has ten times as many."""
Ideal = tuple[Fraction | None, FairLoads | None, FairLoads | None]
"""Spread allowed to the burden, and the ranges of burden and hours; nothing where any will do."""
TierReport = Callable[[str, float, float], None]
"""Told of tier, value and bound of each better roster; called from the solver's threads."""


class TieredSolver:
    """Rosters one pool: first everybody's duties (:meth:`staff`), then fair shares and wishes (:meth:`refine`).

    Parameters
    ----------
    model
        What is asked; tiers that are settled are held in it.
    budget
        Seconds or steps, and the stop request. Each solve has a limit of its own, given with the call.
    workers, seed
        Of the solver; where steps are counted, two workers take turns, however many are given.
    report
        Told of better rosters.
    """

    def __init__(
        self,
        model: RosterModel,
        budget: Budget,
        *,
        workers: int = 2,
        seed: int = 1,
        report: TierReport = lambda tier, value, bound: None,
    ) -> None:
        self.model = model
        self.bounds: dict[str, float] = dict.fromkeys(TIERS, 0.0)
        """Tier to its bound while all earlier tiers are no worse, as far as it is proved."""
        self.is_fairest = False
        """Whether the roster is known to have the least spread."""
        self._budget, self._workers, self._seed, self._report = budget, workers, seed, report
        self._solution: Solution | None = None

    def staff(self, seconds: float) -> RosterResult[TieredRoster]:
        """Staff every duty if the hard rules allow it, with no more burden than needed.

        Parameters
        ----------
        seconds
            Limit of each of up to three solves.

        Returns
        -------
        RosterResult
            Value and bound are those of the burden.

        Raises
        ------
        NoRosterError
            If the hard rules leave no roster for these duties.
        OutOfTimeError
            If no roster is found in time.
        """
        begin = self._budget.spent
        if self._find_ideal(seconds):
            return self._result("burden", Status.OPTIMAL, begin)
        for patience in (PATIENCE, 5 * PATIENCE):
            if self._solution is None:
                self._optimise("standing", patience * seconds)
        if self._solution is None:
            raise OutOfTimeError(Diagnostic(texts.TIER_STANDING, texts.NO_ROSTER_IN_TIME, texts.MORE_TIME))
        return self._result("burden", self._optimise("burden", seconds), begin)

    def refine(self, tier: str, seconds: float) -> RosterResult[TieredRoster]:
        """Improve ``fairness`` or ``preferences`` of a staffed roster, earlier tiers held.

        Parameters
        ----------
        tier
            Which it is; value and bound of the result are those of it.
        seconds
            Limit of the solve.
        """
        begin = self._budget.spent
        return self._result(tier, self._optimise(tier, seconds), begin)

    def _result(self, tier: str, status: Status, begin: float) -> RosterResult[TieredRoster]:
        assert self._solution is not None, "nothing was staffed"
        self._solution = self.model.tightened(self._solution)
        roster = self.model.roster(self._solution)
        return RosterResult(roster, roster.tiers[tier], self.bounds[tier], status, self._budget.spent - begin)

    def _find_ideal(self, seconds: float) -> bool:
        """Look for a roster without shortage or avoidable burden, the fairest first; those tiers are held from then."""
        problem = self.model.problem
        hours = fairest_hours(problem, self.model.rules)
        for margin, fair, fair_hours in self._ideals(hours):
            if self._budget.is_stopped:
                break
            # Where fair hours exist they are mostly found at once; where they do not, little time is lost on them.
            parts = 4 if fair_hours else 2 if fair else 1
            if self._try_ideal(fair, fair_hours, seconds / parts):
                self.is_fairest = margin == 0 and fair_hours is hours
                self.bounds["burden"] = least_burden(problem) / BURDEN_SCALE
                return True
        return False

    def _ideals(self, hours: FairLoads | None) -> list[Ideal]:
        """What to look for in turn: the fairest burden, one duty more, any, each with fair hours while those last."""
        problem = self.model.problem
        margins = (Fraction(0), Fraction(BURDEN_SCALE, len(problem.horizon)))
        any_burden = (None, None)
        burdens: list[tuple[Fraction | None, FairLoads | None]] = [
            (margin, fair) for margin in margins if (fair := fairest(problem, margin)) is not None
        ]
        with_hours: list[Ideal] = [(*burden, hours) for burden in burdens or [any_burden] if hours is not None]
        return [*with_hours, *((*burden, None) for burden in (*burdens, any_burden))]

    def _try_ideal(self, fair: FairLoads | None, hours: FairLoads | None, seconds: float) -> bool:
        """Look for a roster without shortage or avoidable burden, and with loads in their ranges if any are given."""
        ideal, solver = self.model.model.clone(), self._finder()
        self._hold_ideal(ideal, fair, hours)
        if not self._budget.solve(solver, ideal, seconds).has_roster:
            return False
        self._accept(solver)
        self._hold_ideal(self.model.model, fair, hours)
        return True

    def _hold_ideal(self, model: cp_model.CpModel, fair: FairLoads | None, hours: FairLoads | None) -> None:
        problem, burden = self.model.problem, self.model.objectives["burden"]
        model.add(self.model.objectives["standing"].expression <= 0)
        model.add(burden.expression <= int(Fraction(least_burden(problem), BURDEN_SCALE) * burden.scale))
        if fair is not None:
            for person, (low, high) in zip(sharing(problem), fair.ranges, strict=True):
                model.add_linear_constraint(self.model.variables.burden(person.id), low, high)
        if hours is not None:
            for person, (low, high) in zip(sharing(problem), hours.ranges, strict=True):
                assigned = self.model.variables.assignments
                held = [slot for slot in problem.slots if (person.id, slot.id) in assigned]
                minutes = total(slot.minutes * assigned[person.id, slot.id] for slot in held)
                model.add_linear_constraint(minutes, low, high)

    def _optimise(self, tier: str, seconds: float) -> Status:
        """Minimise a tier and hold what is reached; what is known of the tier then."""
        objective, solver = self.model.objectives[tier], self._optimiser()
        self.model.minimise(tier)
        status = self._budget.solve(
            solver, self.model.model, seconds, _TierProgress(self._report, tier, objective.scale)
        )
        if status.has_roster:
            self._accept(solver)
            self.bounds[tier] = max(0.0, solver.best_objective_bound / objective.scale)
        elif status is Status.INFEASIBLE and self._solution is None:
            raise NoRosterError(dict.fromkeys(person.unit for person in self.model.problem.persons))
        if self._solution is None:
            return Status.UNKNOWN
        self.model.model.add(objective.expression <= evaluate(objective.expression, self._solution))
        return status if status.has_roster else Status.FEASIBLE

    def _accept(self, solver: cp_model.CpSolver) -> None:
        self._solution = list(solver.response_proto.solution)
        self.model.hint_solution(self._solution)

    def _optimiser(self) -> cp_model.CpSolver:
        """A solver that optimises."""
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self._seed
        solver.parameters.num_workers = 2 if self._budget.is_deterministic else self._workers
        solver.parameters.interleave_search = self._budget.is_deterministic
        # Without this, interleaved search from a hint that lacks variables aborts the process in CP-SAT 9.15
        # (google/or-tools 5025).
        solver.parameters.repair_hint = self._budget.is_deterministic
        return solver

    def _finder(self) -> cp_model.CpSolver:
        """A solver that looks for any roster: the violation search, which found every ideal that was ever found.

        Alone it needs one thread, so that two units can be rostered at a time, and repeats itself. Symmetries and
        probing cost more than they save: a third of a second in place of two thirds. A small pool is searched whole
        instead, which also tells at once where there is no ideal to be found.
        """
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self._seed
        solver.parameters.num_workers = 1
        if len(self.model.variables.assignments) > SMALL_POOL:
            solver.parameters.filter_subsolvers.append("fj*")
        solver.parameters.symmetry_level = solver.parameters.cp_model_probing_level = 0
        return solver


class _TierProgress(cp_model.CpSolverSolutionCallback):
    """Tells of each better roster while a tier is solved."""

    def __init__(self, report: TierReport, tier: str, scale: int) -> None:
        super().__init__()
        self._report, self._tier, self._scale = report, tier, scale

    def on_solution_callback(self) -> None:
        """Report value and bound in the tier's unit."""
        bound = max(0.0, self.best_objective_bound / self._scale)
        self._report(self._tier, self.objective_value / self._scale, bound)
