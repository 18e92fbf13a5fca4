"""Campaigns with their rosters: every unit's officers on the duties it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.tier_values import shortfall_terms, standing_value
from optimizer.errors import NoRosterError
from optimizer.events import Event
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.context import PlanningContext
from optimizer.planning.staffed import Staffed
from optimizer.planning.staffing import staffing_need
from optimizer.planning.unit_groups import rostered_together
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.roster import Roster, joined
from optimizer.world.roster_problem import RosterProblem
from optimizer.world.world import World


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

    def staff(
        self, campaign: CampaignPlan, seconds: float, known: Sequence[Staffed] = (), near: Sequence[Roster] = ()
    ) -> Staffed:
        """Roster every unit for a campaign, two at a time.

        Parameters
        ----------
        campaign
            What opens, and where the teams go.
        seconds
            Limit of each solve.
        known
            Campaigns that were rostered before; a unit whose duties are as in one of them keeps its roster.
        near
            Rosters to begin from, as far as people and duties are the same; the last one counts.

        Raises
        ------
        NoRosterError
            If the hard rules leave some units no roster for what is asked of them.
        OutOfTimeError
            If none is found in time.
        """
        need = staffing_need(self.world, campaign.decisions, self._together)
        staffed = Staffed(campaign, need, {}, {})

        def staff_unit(unit: str) -> None:
            problem = need.problems[unit]
            for before in known:
                if before.need.problems.get(unit) == problem:
                    staffed.solvers[unit], staffed.rosters[unit] = before.solvers[unit], before.rosters[unit]
                    return
            solver = self._solver(unit, problem)
            if near:
                solver.model.hint_roster(joined(near))
            staffed.solvers[unit], staffed.rosters[unit] = solver, solver.staff(seconds).roster

        with self.context.timed("burden"), ThreadPoolExecutor(self.context.threads) as pool:
            jobs = [pool.submit(staff_unit, unit) for unit in need.problems]
            without: list[str] = []
            for unit, job in zip(need.problems, jobs, strict=True):
                try:
                    job.result()
                except NoRosterError as error:
                    without += error.units
                else:
                    self._report(staffed, unit)
        if without:
            raise NoRosterError(without)
        return staffed

    def without_unstaffed(self, staffed: Staffed) -> CampaignPlan:
        """The campaign less what its rosters lack people for."""
        decisions, _ = close_unstaffed(self.world, staffed.campaign.decisions, staffed.need, staffed.held)
        return replace(staffed.campaign, decisions=decisions, forecast=forecast(self.world, decisions))

    def rank(self, staffed: Staffed) -> tuple[float, float, int]:
        """Order of staffed campaigns as they would be published: standing, shortfall, officers lacking."""
        published = self.without_unstaffed(staffed)
        shortfall = sum(shortfall_terms(self.world, published.forecast).values())
        return standing_value(self.world, published.decisions), round(shortfall, 3), staffed.lacking

    def _solver(self, unit: str, problem: RosterProblem) -> TieredSolver:
        def report(tier: str, value: float, bound: float) -> None:
            self.context.report(Event("roster", tier, value, bound, unit))

        settings = self.context.settings
        return TieredSolver(
            RosterModel(problem, self.rules),
            self.context.staffing_budget(),
            workers=settings.workers,
            seed=settings.seed,
            report=report,
        )

    def _report(self, staffed: Staffed, unit: str) -> None:
        roster = staffed.rosters[unit]
        bound = None if roster.unstaffed else staffed.solvers[unit].bounds["burden"]
        self.context.report(Event("roster", "burden", roster.tiers["burden"], bound, unit))
