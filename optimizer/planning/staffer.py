"""Campaigns with their rosters: every unit's officers on the duties it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.tier_values import shortfall_terms, standing_value
from optimizer.errors import NoRosterError, OutOfTimeError
from optimizer.events import Event
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.context import PlanningContext
from optimizer.planning.staffed import LateError, Staffed
from optimizer.planning.staffing import staffing_need
from optimizer.planning.unit_groups import rostered_together
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.result import RosterResult
from optimizer.rostering.roster import Roster, TieredRoster, joined
from optimizer.world.roster_problem import RosterProblem
from optimizer.world.world import World

COVER_EFFORT, FILL_EFFORT, LIGHTEN_EFFORT = 0.1, 1.0, 2.0
"""Of each solve that staffs one unit, staffs what was left out, and takes away avoidable burden: in the solver's
deterministic seconds, one of which takes some seconds of one processor."""


class Staffer:
    """Rosters the units of a campaign.

    Parameters
    ----------
    world, rules
        The campaign, and its rules by id.
    context
        Limits, and whom to tell.
    """

    def __init__(self, world: World, rules: Rules, context: PlanningContext) -> None:
        self.world, self.rules, self.context = world, rules, context
        self._together = rostered_together(world, rules)

    def staff(self, campaign: CampaignPlan, known: Sequence[Staffed] = (), near: Sequence[Roster] = ()) -> Staffed:
        """Roster every unit for a campaign, two at a time: as many duties as can be staffed, with whatever burden.

        Parameters
        ----------
        campaign
            What opens, and where the teams go.
        known
            Campaigns that were rostered before; a unit whose duties are as in one of them keeps its roster.
        near
            Rosters to begin from, as far as people and duties are the same; the last one counts.

        Raises
        ------
        NoRosterError
            If the hard rules leave some units no roster for what is asked of them.
        LateError
            If none is found in time for some units.
        """
        need = staffing_need(self.world, campaign.decisions, self._together)
        staffed, last = Staffed(campaign, need, {}, {}), joined(near)

        def staff_unit(unit: str) -> None:
            problem = need.problems[unit]
            for before in known:
                if before.need.problems.get(unit) == problem:
                    staffed.solvers[unit], staffed.rosters[unit] = before.solvers[unit], before.rosters[unit]
                    return
            if not near:
                self.context.stop.heed()
            solver = self._solver(unit, problem)
            if near:
                solver.take(last)
            staffed.solvers[unit], staffed.rosters[unit] = solver, solver.cover(COVER_EFFORT).roster

        with self.context.timed("standing"), ThreadPoolExecutor(self.context.threads) as pool:
            # The largest first, lest one of them be left over at the end (Graham 1969, SIAM J. Appl. Math. 17).
            by_size = sorted(need.problems, key=lambda unit: len(need.problems[unit].slots), reverse=True)
            self._wait_for({unit: pool.submit(staff_unit, unit) for unit in by_size}, staffed)
        if not self.context.may_staff:
            for unit, solver in staffed.solvers.items():
                if not solver.is_covered:
                    self.context.cut_short("standing", unit)
        return staffed

    def _wait_for(self, jobs: Mapping[str, Future[None]], staffed: Staffed) -> None:
        """Wait until every unit has its roster, and tell of each; raises as :meth:`staff` does."""
        without, late = list[str](), dict[str, OutOfTimeError]()
        for unit, job in jobs.items():
            try:
                job.result()
            except NoRosterError as error:
                without += error.units
            except OutOfTimeError as error:
                late[unit] = error
            else:
                self._report(staffed, unit, "standing")
        if without:
            raise NoRosterError(without)
        if late:
            raise LateError(staffed, late)

    def fill(self, staffed: Staffed) -> None:
        """Staff what was left out and can be staffed after all."""
        short = [unit for unit, solver in staffed.solvers.items() if not solver.is_covered]
        self._improve(staffed, short, "standing", lambda solver: solver.fill(FILL_EFFORT), self.context.deadline)

    def lighten(self, staffed: Staffed, latest: float) -> None:
        """Take away burden that can be avoided, in every unit where that was not looked for, in the time until then."""
        heavy = [unit for unit, solver in staffed.solvers.items() if not solver.is_light]
        self._improve(staffed, heavy, "burden", lambda solver: solver.lighten(LIGHTEN_EFFORT), latest)

    def _improve(
        self,
        staffed: Staffed,
        units: Sequence[str],
        tier: str,
        improved: Callable[[TieredSolver], RosterResult[TieredRoster]],
        latest: float,
    ) -> None:
        """Better rosters of some units, two at a time, each in its part of the time; none is begun once that is up."""

        def improve_unit(number: int, unit: str) -> bool:
            if self.context.is_over() or self.context.clock() >= latest:
                return False
            part = self.context.threads / (len(units) - number)
            solver = staffed.solvers[unit].within(self.context.improving_budget(latest, min(1.0, part)))
            staffed.rosters[unit] = improved(solver).roster
            return True

        with self.context.timed(tier), ThreadPoolExecutor(self.context.threads) as pool:
            jobs = {unit: pool.submit(improve_unit, number, unit) for number, unit in enumerate(units)}
            for unit, job in jobs.items():
                if job.result():
                    self._report(staffed, unit, tier)
                else:
                    self.context.cut_short(tier, unit)

    def without_unstaffed(self, staffed: Staffed, *, asks_own: bool = False) -> CampaignPlan:
        """The campaign less what its rosters lack people for.

        Parameters
        ----------
        staffed
            What is asked for, with its rosters.
        asks_own
            As for :func:`~optimizer.planning.close_unstaffed.close_unstaffed`; else everybody who is left has a roster.
        """
        if not staffed.lacking:
            return staffed.campaign
        decisions, _ = close_unstaffed(
            self.world, staffed.campaign.decisions, staffed.need, staffed.held, asks_own=asks_own
        )
        return replace(staffed.campaign, decisions=decisions, forecast=forecast(self.world, decisions))

    def rank(self, staffed: Staffed) -> tuple[float, float, int]:
        """Order of staffed campaigns as they would be published: standing, shortfall, officers lacking."""
        published = self.without_unstaffed(staffed)
        shortfall = sum(shortfall_terms(self.world, published.forecast).values())
        return standing_value(self.world, published.decisions), round(shortfall, 3), staffed.lacking

    def _solver(self, unit: str, problem: RosterProblem) -> TieredSolver:
        def report(tier: str, value: float, bound: float) -> None:
            if tier != "standing":  # The solver weighs who is lacking; how many are is told once it is done.
                self.context.report(Event("roster", tier, value, bound, unit))

        settings = self.context.settings
        return TieredSolver(
            RosterModel(problem, self.rules),
            self.context.staffing_budget(),
            workers=settings.workers,
            seed=settings.seed,
            report=report,
        )

    def _report(self, staffed: Staffed, unit: str, tier: str) -> None:
        roster, solver = staffed.rosters[unit], staffed.solvers[unit]
        if tier == "standing":
            lacking = float(sum(roster.unstaffed.values()))
            self.context.report(Event("roster", tier, lacking, lacking if solver.is_covered else None, unit))
        else:
            self.context.report(Event("roster", tier, roster.tiers[tier], solver.bounds[tier], unit))
