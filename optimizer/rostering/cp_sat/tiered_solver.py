"""One pool of officers, rostered by CP-SAT tier by tier.

First the solver asks for any roster that staffs every duty, whatever burden that is: a question of feasibility, which
the solver's violation search answers for a commune of 91 days in a tenth of a second (0.01 to 0.13 of its deterministic
seconds in 96 pools), where minimising what is left out takes tens of seconds from nothing. Where no such roster is
found, weeks that lack people are filled one by one (``covering``); what comes of it is a complete hint for minimising
the rest.

Then it asks for no burden beyond what the duties weigh whoever holds them, and minimises the burden where there is no
such roster or none is found. A few persons at a time then exchange duties until loads are even (``exchange``); whether
they can be as even as whole duties allow (``fair_loads``) is one question more, from a roster that is near. At last
the tiers are optimised one after another, each from the previous solution as a complete hint and with the earlier ones
held. Coverage is soft, so a roster always exists unless the hard rules contradict the history or each other.

Every solve has an effort in the solver's own deterministic time, so that no more is left out on a busy machine; the
budget's clock only ends it all.

By optimising without a hint, one worker finds no roster of a commune in 20 s, two find one in 0.1 to 1.5 s.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import inf

from ortools.sat.python import cp_model

from optimizer.errors import Diagnostic, NoRosterError, OutOfTimeError
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.covering import TAKING, Covering
from optimizer.rostering.cp_sat.crew_loads import least_burden
from optimizer.rostering.cp_sat.exchange import Exchange
from optimizer.rostering.cp_sat.narrowing import NARROWER, EveningLoads, are_within, fairest_ranges, hold_ranges
from optimizer.rostering.cp_sat.progress import TierProgress, TierReport
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rostering.cp_sat.solvers import one_thread, optimiser, violation_search
from optimizer.rostering.result import RosterResult, Status
from optimizer.rostering.roster import TIERS, Roster, TieredRoster, unstaffed
from optimizer.stopping import StopRequest
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import BURDEN_SCALE

SEARCH_EFFORT = 0.5
"""Of a search for the least spread, in the solver's deterministic seconds; it takes 0.01 to 0.1 where there is one."""
PATIENCE = 4
"""A first roster may take so many times the effort, and five times that, where the violation search finds none."""


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
        self.model, self._stated = model, model.model.clone()
        self.bounds: dict[str, float] = dict.fromkeys(TIERS, 0.0)
        """Tier to its bound while all earlier tiers are no worse, as far as it is proved."""
        self.is_fairest = False
        """Whether no roster whose loads add up to as much has less spread."""
        self.is_covered = False
        """Whether no roster is known to leave out less."""
        self.is_light = False
        """Whether avoidable burden has been looked for."""
        self._budget, self._workers, self._seed, self._report = budget, workers, seed, report
        self._solution: Solution | None = None
        self._near: Roster | None = None
        self._is_tight = False
        self._kept_burden: int | None = None
        """Of the roster that is to be kept, in the steps of the tier."""

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
        """Begin with a roster if it staffs every duty and the rules allow it, else near it; days off are found anew.

        That is so little work that neither a stop nor the budget's end prevents it: a plan hangs on it.

        Parameters
        ----------
        roster
            Of the same people; what else it has them do is left out.

        Returns
        -------
        bool
            Whether the roster is taken.
        """
        settled, solver = self.model.settled_as(roster, is_whole=True), one_thread(self._seed)
        if settled is None or not Budget(inf, None, StopRequest()).solve(solver, settled, TAKING).has_roster:
            self._near = roster
            self.model.hint_roster(roster)
            return False
        self._adopt(self.model.tightened(list(solver.response_proto.solution)))
        return True

    def keep(self) -> None:
        """Let another roster take the place of the one that was taken only if it is better by a tier."""
        if self._solution is None or self._has_shortage:
            return
        self._kept_burden = evaluate(self.model.objectives["burden"].expression, self._solution)
        self.is_light = self._hold_least()

    def _adopt(self, solution: Solution | None) -> None:
        """Go on from a solution that staffs what can be staffed."""
        if solution is not None:
            self._solution, self._is_tight = solution, True
            self.model.hint_solution(solution)
            self.is_covered = not unstaffed(self.model.problem, self.model.assignments(solution))
            self._hold("standing")

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
            self._adopt(Covering(self.model, self._budget, self._seed, self._near).search(effort))
        for patience in (PATIENCE, 5 * PATIENCE):
            if self._solution is None:
                self._optimise("standing", patience * effort)
        if self._solution is None:
            raise OutOfTimeError(Diagnostic(texts.TIER_STANDING, texts.NO_ROSTER_IN_TIME, texts.MORE_TIME))
        return self._result("standing", Status.OPTIMAL if self.is_covered else Status.FEASIBLE, begin)

    def fill(self, effort: float) -> RosterResult[TieredRoster]:
        """Leave out less of what is left out, if that can be; effort and result are as for :meth:`cover`."""
        begin, status = self._budget.spent, Status.OPTIMAL
        if not self.is_covered:
            status = self._optimise("standing", effort)
            self.is_covered = status is Status.OPTIMAL
        return self._result("standing", status, begin)

    def lighten(self, effort: float) -> RosterResult[TieredRoster]:
        """Take away the burden that can be avoided, and share the rest fairly where that costs nothing.

        The effort is as for :meth:`cover`; value and bound of the result are those of the burden.
        """
        begin = self._budget.spent
        self.is_light = True
        status = self._find_least(effort) if self._kept_burden is None else self._optimise("burden", effort)
        if not self._is_as_kept:
            self._share_evenly()
        return self._result("burden", status, begin)

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
        if tier == "fairness":
            self._share_evenly()
        status = Status.FEASIBLE if self._budget.is_over() else self._optimise(tier, effort)
        return self._result(tier, status, begin)

    def even_out(self, effort: float) -> TieredRoster:
        """Spread the evenings of a staffed roster as evenly as is found, no tier the worse for it.

        Where people of several units are rostered together, or somebody is lacking, the roster stays.

        Parameters
        ----------
        effort
            Of each solve, in the solver's deterministic seconds.
        """
        solution = self._tighten()
        evenings, shares, draws = EveningLoads(self.model), NARROWER, count(self._seed)
        # Without the ranges of loads held since: beside what no tier may lose they say nothing, and the search fails.
        asked = self._stated.clone()
        for objective in self.model.objectives.values():
            asked.add(objective.expression <= evaluate(objective.expression, solution))
        while evenings.are_of_one_unit and not self._has_shortage and shares:
            self.model.hint(asked, enumerate(solution))
            narrowed = evenings.within(asked, solution, shares[0])
            if narrowed is None:
                break
            # What one draw of the search misses another finds.
            if self._find(narrowed, effort, next(draws)):
                solution = self._tighten()
            else:
                shares = shares[1:]
        return self.model.roster(solution)

    def _result(self, tier: str, status: Status, begin: float) -> RosterResult[TieredRoster]:
        solution = self._tighten()
        self.model.hint_solution(solution)
        roster = self.model.roster(solution)
        return RosterResult(roster, roster.tiers[tier], self.bounds[tier], status, self._budget.spent - begin)

    def _find_least(self, effort: float) -> Status:
        """Look for a roster without avoidable burden, whatever the loads; what is reached is held from then."""
        if not self._has_shortage:
            ideal = self.model.model.clone()
            ideal.add(self.model.objectives["burden"].expression <= self._least_steps)
            self._find(ideal, effort / 2)
        if self._hold_least():
            return Status.OPTIMAL
        self._exchange(Exchange(self.model, self._budget, self._seed), 2)
        return Status.OPTIMAL if self._hold_least() else self._optimise("burden", effort / 4)

    def _hold_least(self) -> bool:
        """Hold the burden if it is the least that any roster has."""
        burden, least = self.model.objectives["burden"], self._least_steps
        if evaluate(burden.expression, self._tighten()) > least:
            return False
        self._hold("burden")
        self.bounds["burden"] = least / burden.scale
        return True

    @property
    def _least_steps(self) -> int:
        """Burden below which there is no roster, in the steps of its tier."""
        if self._has_shortage:
            return 0
        return int(Fraction(least_burden(self.model.problem), BURDEN_SCALE) * self.model.objectives["burden"].scale)

    @property
    def _has_shortage(self) -> bool:
        return self._solution is None or evaluate(self.model.objectives["standing"].expression, self._solution) > 0

    @property
    def _is_as_kept(self) -> bool:
        burden = self.model.objectives["burden"].expression
        return self._kept_burden is not None and evaluate(burden, self._solution or ()) >= self._kept_burden

    def _share_evenly(self) -> None:
        """Exchange duties until loads differ by an evening, then look for the least spread; that is held from then."""
        exchange = Exchange(self.model, self._budget, self._seed)
        self._exchange(exchange, 2)
        self.is_fairest = not self._budget.is_over() and self._find_fairest()
        if not self.is_fairest:
            self._exchange(exchange, 3)
        self._tighten()
        self._hold("fairness")

    def _exchange(self, exchange: Exchange, most: int) -> None:
        """Let so many persons at a time exchange duties."""
        before = self._tighten()
        self._solution = exchange.search(before, most, self._least_steps)
        if self._solution is not before:
            self._is_tight = False
            self.model.hint_solution(self._solution)

    def _find_fairest(self) -> bool:
        """Look for a roster with the least spread of burden, and hours as the rule on them asks."""
        ranges = None if self._has_shortage else fairest_ranges(self.model, self._solution or ())
        if ranges is None:
            return False
        if are_within(self.model, ranges, self._solution or ()):
            return True
        narrowed = self.model.model.clone()
        hold_ranges(self.model, narrowed, ranges)
        return self._find(narrowed, SEARCH_EFFORT)

    def _tighten(self) -> Solution:
        """The solution, which claims no more breaches than there are from then."""
        assert self._solution is not None, "nothing was staffed"
        solution = self._solution if self._is_tight else self.model.tightened(self._solution)
        self._solution, self._is_tight = solution, True
        return solution

    def _find(self, model: cp_model.CpModel, effort: float, seed: int | None = None) -> bool:
        """Look for any roster of this model, which is the solver's own with more conditions."""
        solver = violation_search(self.model, self._seed if seed is None else seed)
        # Of a tier that was optimised before: the search would not end with what it finds.
        model.clear_objective()  # type: ignore[no-untyped-call]
        if self._budget.is_stopped or not self._budget.solve(solver, model, inf, effort=effort).has_roster:
            return False
        self._accept(solver)
        return True

    def _optimise(self, tier: str, effort: float) -> Status:
        """Minimise a tier and hold what is reached; what is known of the tier then."""
        objective, solver = self.model.objectives[tier], optimiser(self._budget, self._workers, self._seed)
        self.model.minimise(tier)
        progress = TierProgress(self._report, tier, objective.scale)
        status = self._budget.solve(solver, self.model.model, inf, progress, effort=effort)
        if status.has_roster:
            self._accept_better(solver, objective.expression)
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

    def _accept_better(self, solver: cp_model.CpSolver, expression: cp_model.LinearExpr) -> None:
        """Go on from what was found, unless what there is is as good."""
        found = list(solver.response_proto.solution)
        if (
            self._solution is None
            or not self._is_tight
            or evaluate(expression, found) < evaluate(expression, self._solution)
        ):
            self._accept(solver)

    def _accept(self, solver: cp_model.CpSolver) -> None:
        self._solution, self._is_tight = list(solver.response_proto.solution), False
        self.model.hint_solution(self._solution)
