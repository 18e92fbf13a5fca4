"""One pool of officers, rostered by CP-SAT tier by tier.

First the solver asks for any roster that staffs every duty, whatever burden that is: a question of feasibility, which
the solver's violation search answers for a commune of 91 days in a tenth of a second (0.01 to 0.13 of its deterministic
seconds in 96 pools), where minimising what is left out takes tens of seconds from nothing. Where no such roster is
found, the same is asked while so many duties may be left out, then twice as many, never one of those that weigh most;
what is found is a complete hint for minimising the rest.

Then it asks for the ideal: no burden beyond what the duties weigh whoever holds them, and loads as even as whole duties
allow (``fair_loads``). Where the ideal does not exist or is not found, loads may differ by a duty more, then by any; at
last the tiers are optimised one after another, each from the previous solution as a complete hint and with the earlier
ones held. Coverage is soft, so a roster always exists unless the hard rules contradict the history or each other.

Every solve has an effort in the solver's own deterministic time, so that no more is left out on a busy machine; the
budget's clock only ends it all.

One worker without a hint finds no roster of a commune in 20 s by optimising, two find one in 0.1 to 1.5 s; in
deterministic mode the two take turns, which costs a factor of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf

from ortools.sat.python import cp_model

from optimizer.errors import Diagnostic, NoRosterError, OutOfTimeError
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import fairest, fairest_hours, least_burden, sharing
from optimizer.rostering.cp_sat.fair_loads import FairLoads
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.roster import TIERS, Roster, TieredRoster
from optimizer.rules.expressions import total
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import BURDEN_SCALE

PATIENCE = 4
"""A first roster may take so many times the effort, and five times that, where the violation search finds none."""
LEFT_OUT = (0.0, 0.01, 0.04, 0.16, 0.64, 1.0)
"""Shares of the people asked for who may be left out, in the order in which they are tried."""
HALVINGS = 3
"""Times that less is asked for, between what was found and what was not."""
TAKING = 1.0
"""Effort to find days off for duties that are settled."""
SMALL_POOL = 400
"""Decisions on who holds what up to which a pool is searched whole; a commune of 91 days has ten times as many."""
Ideal = tuple[Fraction | None, FairLoads | None, FairLoads | None]
"""Spread allowed to the burden, and the ranges of burden and hours; nothing where any will do."""
TierReport = Callable[[str, float, float], None]
"""Told of tier, value and bound of each better roster; called from the solver's threads."""


class TieredSolver:
    """Rosters one pool: everybody's duties, no avoidable burden, then fair shares and wishes.

    In this order: :meth:`cover` or :meth:`take`, :meth:`fill`, :meth:`lighten`, :meth:`refine`.

    Parameters
    ----------
    model
        What is asked; tiers that are settled are held in it.
    budget
        Seconds or steps, and the stop request. Each solve has an effort of its own, given with the call.
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
        self.is_covered = False
        """Whether no roster is known to leave out less."""
        self.is_light = False
        """Whether avoidable burden has been looked for."""
        self._budget, self._workers, self._seed, self._report = budget, workers, seed, report
        self._solution: Solution | None = None

    def within(self, budget: Budget) -> TieredSolver:
        """The same solver, with another budget from now on."""
        self._budget = budget
        return self

    def staff(self, effort: float) -> RosterResult[TieredRoster]:
        """Staff every duty if the hard rules allow it, with no more burden than needed.

        Parameters
        ----------
        effort
            Of each solve, in the solver's deterministic seconds.

        Returns
        -------
        RosterResult
            Value and bound are those of the burden.

        Raises
        ------
        NoRosterError, OutOfTimeError
            As :meth:`cover` does.
        """
        self.cover(effort)
        self.fill(effort)
        return self.lighten(effort)

    def take(self, roster: Roster) -> bool:
        """Begin with a roster that staffs every duty, if it does and the rules allow it; the days off are found anew.

        Parameters
        ----------
        roster
            Of the same people; what else it has them do is left out.

        Returns
        -------
        bool
            Whether the roster is taken.
        """
        held = {slot.id: roster.assignments.get(slot.id, ()) for slot in self.model.problem.slots}
        if any(len(held[slot.id]) < slot.minimum for slot in self.model.problem.slots):
            return False
        asked = self.model.model.clone()
        for slot in self.model.problem.slots:
            for person in self.model.problem.candidates[slot.id]:
                literal = self.model.variables.assignments[person, slot.id]
                asked.add(asked.get_int_var_from_proto_index(literal.index) == int(person in held[slot.id]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if not self._budget.solve(solver, asked, inf, effort=TAKING).has_roster:
            return False
        self._solution = self.model.tightened(list(solver.response_proto.solution))
        self.model.hint_solution(self._solution)
        self.is_covered = True
        self._hold("standing")
        return True

    def cover(self, effort: float) -> RosterResult[TieredRoster]:
        """Staff every duty, or leave out little and nothing that weighs most, with whatever burden.

        Parameters
        ----------
        effort
            Of each solve, in the solver's deterministic seconds.

        Returns
        -------
        RosterResult
            Value and bound are those of what is left out.

        Raises
        ------
        NoRosterError
            If the hard rules leave no roster for these duties.
        OutOfTimeError
            If no roster is found in time.
        """
        begin = self._budget.spent
        if self._solution is None:
            self._find_covered(effort)
        for patience in (PATIENCE, 5 * PATIENCE):
            if self._solution is None:
                self._optimise("standing", patience * effort)
        if self._solution is None:
            raise OutOfTimeError(Diagnostic(texts.TIER_STANDING, texts.NO_ROSTER_IN_TIME, texts.MORE_TIME))
        return self._result("standing", Status.OPTIMAL if self.is_covered else Status.FEASIBLE, begin)

    def fill(self, effort: float) -> RosterResult[TieredRoster]:
        """Leave out less of what is left out, if that can be.

        Parameters
        ----------
        effort
            Of the solve, in the solver's deterministic seconds.

        Returns
        -------
        RosterResult
            Value and bound are those of what is left out.
        """
        begin, status = self._budget.spent, Status.OPTIMAL
        if not self.is_covered:
            status = self._optimise("standing", effort)
            self.is_covered = status is Status.OPTIMAL
        return self._result("standing", status, begin)

    def lighten(self, effort: float) -> RosterResult[TieredRoster]:
        """Take away the burden that can be avoided, and share the rest fairly where that costs nothing.

        Parameters
        ----------
        effort
            Of each solve, in the solver's deterministic seconds.

        Returns
        -------
        RosterResult
            Value and bound are those of the burden.
        """
        begin = self._budget.spent
        self.is_light = True
        if self._find_ideal(effort):
            return self._result("burden", Status.OPTIMAL, begin)
        return self._result("burden", self._optimise("burden", effort), begin)

    def refine(self, tier: str, effort: float) -> RosterResult[TieredRoster]:
        """Improve ``fairness`` or ``preferences`` of a staffed roster, earlier tiers held.

        Parameters
        ----------
        tier
            Which it is; value and bound of the result are those of it.
        effort
            Of the solve, in the solver's deterministic seconds.
        """
        begin = self._budget.spent
        return self._result(tier, self._optimise(tier, effort), begin)

    def _result(self, tier: str, status: Status, begin: float) -> RosterResult[TieredRoster]:
        assert self._solution is not None, "nothing was staffed"
        self._solution = self.model.tightened(self._solution)
        roster = self.model.roster(self._solution)
        return RosterResult(roster, roster.tiers[tier], self.bounds[tier], status, self._budget.spent - begin)

    def _find_covered(self, effort: float) -> None:
        """Look for a roster that leaves out nobody, else for one that leaves out few of each weight, heaviest first."""
        weights = sorted({slot.weight_under for slot in self.model.problem.slots}, reverse=True)
        nobody = dict.fromkeys(weights, 0)
        if not self._try_covered(nobody, effort):
            settled: dict[int, int] = {}
            for weight in weights:
                settled[weight] = self._leave_out_few(weight, settled, effort)
        if self._solution is not None:
            self.is_covered = self._left_out() == nobody
            self._hold("standing")

    def _leave_out_few(self, weight: int, settled: Mapping[int, int], effort: float) -> int:
        """Look for rosters that leave out few people of one weight; how many those found leave out.

        Parameters
        ----------
        weight
            Of whom few are to be left out.
        settled
            People who are left out at the most, by the weights that are heavier.
        effort
            Of each solve.
        """
        people = sum(slot.minimum for slot in self.model.problem.slots if slot.weight_under == weight)
        least, most = -1, people + 1
        if self._solution is not None:
            most = self._left_out()[weight]
        is_lightest = weight == min(slot.weight_under for slot in self.model.problem.slots)
        if is_lightest and not any(settled.values()):
            least = 0  # That nobody is left out was asked before.
        for share in LEFT_OUT:
            number = int(share * people)
            if least < number < most:
                if self._try_covered({**settled, weight: number}, effort):
                    most = self._left_out()[weight]
                    break
                least = number
        for _ in range(HALVINGS):
            if most - least <= 1 or most > people:
                break
            number = (least + most) // 2
            if self._try_covered({**settled, weight: number}, effort):
                most = self._left_out()[weight]
            else:
                least = number
        return min(most, people)

    def _left_out(self) -> dict[int, int]:
        """People whom the roster there is leaves out, by the weight of the duty."""
        assert self._solution is not None, "nothing was staffed"
        missing = self.model.roster(self._solution).unstaffed
        left_out = dict.fromkeys(sorted({slot.weight_under for slot in self.model.problem.slots}, reverse=True), 0)
        for slot in self.model.problem.slots:
            left_out[slot.weight_under] += missing.get(slot.id, 0)
        return left_out

    def _try_covered(self, most: Mapping[int, int], effort: float) -> bool:
        """Look for a roster that leaves out so many people at the most, by the weight of the duty."""
        asked, solver = self.model.model.clone(), self._finder()
        for weight, number in most.items():
            asked.add(self.model.left_out(weight) <= number)
        if self._budget.is_stopped or not self._budget.solve(solver, asked, inf, effort=effort).has_roster:
            return False
        self._solution = self.model.tightened(list(solver.response_proto.solution))
        self.model.hint_solution(self._solution)
        return True

    def _find_ideal(self, effort: float) -> bool:
        """Look for a roster without shortage or avoidable burden, the fairest there is; those tiers are held from then.

        Where burden cannot be avoided fair shares of none are not looked for.
        """
        problem = self.model.problem
        if self._has_shortage or not self._try_ideal(None, None, effort):
            return False
        self.bounds["burden"] = least_burden(problem) / BURDEN_SCALE
        hours = fairest_hours(problem, self.model.rules)
        for margin, fair, fair_hours in self._ideals(hours):
            # Where fair hours exist they are mostly found at once; where they do not, little time is lost on them.
            if self._try_ideal(fair, fair_hours, effort / (4 if fair_hours else 2)):
                self.is_fairest = margin == 0 and fair_hours is hours
                break
        return True

    @property
    def _has_shortage(self) -> bool:
        return self._solution is None or evaluate(self.model.objectives["standing"].expression, self._solution) > 0

    def _ideals(self, hours: FairLoads | None) -> list[Ideal]:
        """What to look for in turn: the fairest burden, then one duty more, each with fair hours while those last."""
        problem = self.model.problem
        margins = (Fraction(0), Fraction(BURDEN_SCALE, len(problem.horizon)))
        any_burden = (None, None)
        burdens: list[tuple[Fraction | None, FairLoads | None]] = [
            (margin, fair) for margin in margins if (fair := fairest(problem, margin)) is not None
        ]
        with_hours: list[Ideal] = [(*burden, hours) for burden in burdens or [any_burden] if hours is not None]
        return [*with_hours, *((*burden, None) for burden in burdens)]

    def _try_ideal(self, fair: FairLoads | None, hours: FairLoads | None, effort: float) -> bool:
        """Look for a roster without shortage or avoidable burden, and with loads in their ranges if any are given."""
        ideal, solver = self.model.model.clone(), self._finder()
        self._hold_ideal(ideal, fair, hours)
        if self._budget.is_stopped or not self._budget.solve(solver, ideal, inf, effort=effort).has_roster:
            return False
        self._accept(solver)
        if fair is None and hours is None:
            self._hold("burden")
        else:
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

    def _optimise(self, tier: str, effort: float) -> Status:
        """Minimise a tier and hold what is reached; what is known of the tier then."""
        objective, solver = self.model.objectives[tier], self._optimiser()
        self.model.minimise(tier)
        progress = _TierProgress(self._report, tier, objective.scale)
        status = self._budget.solve(solver, self.model.model, inf, progress, effort=effort)
        if status.has_roster:
            self._accept(solver)
            self.bounds[tier] = max(0.0, solver.best_objective_bound / objective.scale)
        elif status is Status.INFEASIBLE and self._solution is None:
            raise NoRosterError(dict.fromkeys(person.unit for person in self.model.problem.persons))
        if self._solution is None:
            return Status.UNKNOWN
        self._hold(tier)
        return status if status.has_roster else Status.FEASIBLE

    def _hold(self, tier: str) -> None:
        """Let later tiers take nothing from what a tier has reached."""
        assert self._solution is not None, "nothing was staffed"
        expression = self.model.objectives[tier].expression
        self.model.model.add(expression <= evaluate(expression, self._solution))

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
