"""Campaign and roster level in turn, until what is planned can be staffed.

The campaign level states a need; each unit's officers are rostered for it. Where a unit cannot staff a week, that
week's hours are cut to what it could give, and the campaign is planned again. What still lacks people at the end is
closed, or opened with the crew there is if it is a standing duty, and the expectation is followed anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from optimizer.campaign.assembly import (
    absence_rows,
    burden_rows,
    fairness_terms,
    finish_day,
    helper_rows,
    shortfall_terms,
    standing_value,
)
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.hours import Rules
from optimizer.campaign.planning import CampaignPlan, CampaignPlanner, Effort
from optimizer.campaign.settling import settle
from optimizer.campaign.staffing import StaffingNeed, roster_rows, staffing_need
from optimizer.rostering.engine import RosterEngine, Search
from optimizer.rostering.roster import Roster
from optimizer.stopping import StopRequest
from optimizer.world.plan import Plan, Tier
from optimizer.world.world import World

STAFFING_SECONDS = 3.0
"""Limit of each solve that staffs one unit."""

Clock = Callable[[], float]
"""Seconds on a clock that only goes forward."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth telling on the way to a plan."""

    stage: str
    tier: str = ""
    value: float | None = None
    bound: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How hard to try, and whether the clock may have a say."""

    seconds: float = 60.0
    deterministic: bool = False
    workers: int = 2
    seed: int = 1
    most_cuts: int = 6
    """Rounds of campaign and rosters at the most."""


class PlanningLoop:
    """Plans one campaign down to names.

    Parameters
    ----------
    world, rules, names
        The campaign, its rules by id, and the officers' display names.
    settings
        Limits.
    clock
        Where the time comes from.
    report
        Told of progress.
    stop
        Asks to stop; the best plan so far is kept.
    """

    def __init__(
        self,
        world: World,
        rules: Rules,
        names: Mapping[str, str],
        settings: Settings,
        clock: Clock,
        report: Callable[[Event], None],
        stop: StopRequest,
    ) -> None:
        self.world, self.rules, self.names, self.settings = world, rules, names, settings
        self.clock, self.report, self.stop = clock, report, stop
        self.start = clock()
        self.seconds: dict[str, float] = defaultdict(float)
        """Time spent per tier."""
        self.cuts: list[tuple[str, str, int]] = []
        """(unit, week, minutes) learnt from rosters."""
        self.engines: dict[str, RosterEngine] = {}
        self.rosters: dict[str, Roster] = {}
        self.planner = CampaignPlanner(world, rules, Effort(), settings.seed)
        self.campaign: CampaignPlan | None = None
        self.need: StaffingNeed | None = None

    def first_plan(self) -> Plan:
        """Plan until every unit can staff what is open; fair shares are left for later."""
        for _ in range(self.settings.most_cuts):
            self.campaign = self._plan_campaign()
            self.need = staffing_need(self.world, self.campaign.decisions)
            self._staff(self.need)
            if not self._cut_unstaffed(self.need) or self.stop.is_requested:
                break
        return self._assemble()

    def improve(self) -> Plan:
        """Share the load more evenly and meet more wishes, within the time that is left."""
        for number, unit in enumerate(self.engines):
            left = self.settings.seconds - (self.clock() - self.start)
            each = max(0.5, left / (len(self.engines) - number))
            for tier, share in (("fairness", 0.8), ("preferences", 0.2)):
                if not self.stop.is_requested:
                    self._solve(tier, unit, partial(self.engines[unit].refine, tier, share * each))
        return self._assemble()

    def _plan_campaign(self) -> CampaignPlan:
        begin = self.clock()
        plan = self.planner.plan()
        self.seconds["shortfall"] += self.clock() - begin
        self.report(Event("campaign", "shortfall", self.planner.shortfall(plan)))
        self.report(Event("campaign", "burden", plan.allocation.value, plan.allocation.bound))
        return plan

    def _staff(self, need: StaffingNeed) -> None:
        search = Search(self.settings.deterministic, self.settings.workers, self.settings.seed, self.stop)
        for unit, problem in need.problems.items():
            if unit not in self.engines or self.engines[unit].problem != problem:
                self.engines[unit] = RosterEngine(problem, self.rules, search)
                self._solve("burden", unit, partial(self.engines[unit].staff, STAFFING_SECONDS))

    def _solve(self, tier: str, unit: str, solve: Callable[[], Roster]) -> None:
        begin = self.clock()
        self.rosters[unit] = solve()
        self.seconds[tier] += self.clock() - begin
        reached = self.rosters[unit].tiers[tier]
        self.report(Event("roster", tier, reached.value, reached.bound, unit))

    def _cut_unstaffed(self, need: StaffingNeed) -> bool:
        """Cut the hours of units and weeks that a roster could not staff; whether there is anything to plan again."""
        short: dict[tuple[str, str], int] = defaultdict(int)
        asked: dict[tuple[str, str], int] = defaultdict(int)
        for unit, roster in self.rosters.items():
            problem = need.problems[unit]
            for slot in problem.slots:
                key = unit, problem.horizon[slot.day].week
                if need.duties[slot.id].role == "desk":
                    asked[key] += slot.minimum * slot.minutes
                    short[key] += roster.unstaffed.get(slot.id, 0) * slot.minutes
        for (unit, week), minutes in short.items():
            if minutes:
                self.planner.cut((unit, week), asked[unit, week] - minutes)
                self.cuts.append((unit, week, asked[unit, week] - minutes))
                self.report(Event("cut", detail=f"{unit} {week}: {minutes / 60:g} h could not be staffed"))
        return any(short.values())

    def _assemble(self) -> Plan:
        assert self.campaign is not None
        assert self.need is not None
        decisions, assignments = settle(self.world, self.campaign.decisions, self.need, self._staffed())
        followed = forecast(self.world, decisions)
        rows = roster_rows(self.world, self.need.duties, assignments, self.names)
        burden = burden_rows(self.world, decisions, rows)
        absences = {key: kind for roster in self.rosters.values() for key, kind in roster.absences.items()}
        on_duty = {(row.officer, row.date) for row in rows}
        absences |= {
            (officer.id, day.index): "rest"
            for officer in self.world.officers
            for day in self.world.days
            if (officer.id, day.index) not in absences and (officer.id, day.date) not in on_duty
        }
        return Plan(
            roster=rows,
            helpers=helper_rows(self.world, decisions),
            absences=absence_rows(self.world, absences),
            openings=followed.openings,
            visits=followed.visits,
            quotas=followed.quotas,
            progress=followed.progress,
            burden=burden,
            tiers=self._tiers(
                decisions, followed, sum(row.burden for row in burden), fairness_terms(self.world, burden)
            ),
        )

    def _staffed(self) -> dict[str, tuple[str, ...]]:
        return {slot: crew for roster in self.rosters.values() for slot, crew in roster.assignments.items()}

    def _tiers(
        self, decisions: Decisions, followed: Forecast, burden: float, spreads: Mapping[str, float]
    ) -> tuple[Tier, ...]:
        soft = self._soft_terms()
        terms: dict[str, Mapping[str, float]] = {
            "standing": {"crew_missing": standing_value(self.world, decisions)},
            "shortfall": shortfall_terms(self.world, followed),
            "burden": {"duties": burden, **soft["burden"]},
            "fairness": spreads,
            "preferences": soft["preferences"],
        }
        if self.world.seeks_earliest:
            day = finish_day(self.world, followed)
            terms["finish"] = {"day": float(len(self.world.days) + 1 if day is None else day + 1)}
        order = ("standing", "shortfall", "finish", "burden", "fairness", "preferences")
        return tuple(self._tier(name, terms[name]) for name in order if name in terms)

    def _soft_terms(self) -> dict[str, dict[str, float]]:
        terms: dict[str, dict[str, float]] = {"burden": defaultdict(float), "preferences": defaultdict(float)}
        for roster in self.rosters.values():
            for rule, amount in roster.soft_amounts.items():
                tier = self.rules[rule].tier
                if tier in terms:
                    terms[tier][rule] += (self.rules[rule].weight or 0.0) * amount
        return terms

    def _tier(self, name: str, terms: Mapping[str, float]) -> Tier:
        value = sum(terms.values())
        bound = min(self._bound(name), value)
        scale = self.world.total_target if name == "shortfall" else value
        return Tier(
            name=name,
            value=value,
            bound=bound,
            gap=(value - bound) / max(scale, 1.0),
            seconds=round(self.seconds[name], 3),
            unit=UNITS[name],
            terms=tuple(terms.items()),
        )

    def _bound(self, tier: str) -> float:
        del tier
        return 0.0


UNITS = {
    "standing": "crew members",
    "shortfall": "weighted people",
    "finish": "day of the campaign",
    "burden": "weighted duties",
    "fairness": "burden per available day",
    "preferences": "weighted wishes",
}
