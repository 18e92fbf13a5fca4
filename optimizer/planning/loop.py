"""Campaign and roster level in turn, until what is planned can be staffed.

The campaign level states a need; each unit's officers are rostered for it. Where a unit cannot staff a week, that
week's hours are cut to what it could give, and the campaign is planned again. What still lacks people at the end is
closed, or opened with the crew there is if it is a standing duty, and the expectation is followed anew.

A first plan stands after seconds. The time that is left goes to shares that suit the places better, to fairer and more
welcome rosters, and to the bounds, in this order; each step keeps what it cannot better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.assembly import shortfall_terms, standing_value
from optimizer.campaign.forecast import forecast
from optimizer.campaign.part_planner import Effort
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.errors import OutOfTimeError
from optimizer.events import Clock, Event, Report
from optimizer.planning.assembly import Proof, Staffed, assemble, published_duties
from optimizer.planning.close_unstaffed import settle
from optimizer.planning.staffing import staffing_need
from optimizer.rostering.bounds.tier_bounds import TierBounds
from optimizer.rostering.budget import Effort as RosterEffort
from optimizer.rostering.cp_sat.engine import RosterEngine, Search
from optimizer.rostering.roster import Roster
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.statement import Soft
from optimizer.stopping import StopRequest
from optimizer.texts.terminal import CUT
from optimizer.world.plan import Plan
from optimizer.world.world import World

FIRST_SECONDS = 1.5
"""Limit of each solve that staffs one unit for the first plan."""
SECONDS = 4.0
"""The same for later plans."""
CUT_SHARE = 0.4
"""Share of the time after which what lacks people is closed instead of planned anew."""
MOST_SETTLINGS = 6
"""Times that duties are closed for want of people, and the rest rostered anew."""
DIVISIONS = 3
"""Times that shares are divided anew at the most."""
BOUND_STEPS = 6
"""Evaluations of the bound on the burden at the most, for each part of the campaign."""
BOUND_SECONDS = 8.0
"""Seconds kept for the bounds of each further part of the campaign, at the cost of refining; half at the most."""
ROSTER_BOUND_SECONDS, ROSTER_BOUND_SHARE = 2.0, 0.25
"""Limit of each proof on one unit's timelines, and share of the time left for all of them."""
MOST_SECONDS = {"fairness": 6.0, "preferences": 1.5}
"""Limit of each solve that makes one unit's roster better, by tier."""
RESERVE = 8.0
"""Seconds kept for starting, and for verifying and writing the last plan, per hundred officers."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How hard to try, and whether the clock may have a say."""

    seconds: float = 60.0
    deterministic: bool = False
    workers: int = 2
    seed: int = 1
    most_cuts: int = 6
    """Rounds of campaign and rosters at the most."""


def with_crews(rules: Rules) -> Rules:
    """The rules, with one that asks for crews if the scenario has none; nobody would be put on duty otherwise."""
    if any(rule.kind == "coverage" and rule.enforcement != "off" for rule in rules.values()):
        return rules
    return {**rules, "": Coverage(enforcement=Soft(soft=1.0))}


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
        Told of progress, from several threads.
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
        report: Report,
        stop: StopRequest,
    ) -> None:
        self.world, self.names, self.settings = world, names, settings
        self.rules = with_crews(rules)
        self.clock, self.report, self.stop = clock, report, stop
        reserve = RESERVE * max(1.0, len(world.officers) / 100)
        self.deadline = clock() + max(0.5 * settings.seconds, settings.seconds - reserve)
        self.last_cut = clock() + CUT_SHARE * settings.seconds
        self.seconds: dict[str, float] = defaultdict(float)
        """Time spent per tier."""
        self.cuts: list[tuple[str, str, int]] = []
        """(unit, week, minutes) learnt from rosters."""
        report(Event("itinerary"))
        self.planner = CampaignPlanner(world, rules, Effort(threads=settings.workers), settings.seed)
        self.burden_bound, self.finish_bound = 0.0, 1.0
        self.given_openings: Mapping[str, float] = {}
        """Bounds of the published openings' rosters, by tier."""
        self.staffed: Staffed | None = None
        self.round_seconds = 0.0
        """What a round of campaign and rosters took at the most."""

    def first_plan(self) -> Plan:
        """Plan until every unit can staff what is open."""
        for number in range(self.settings.most_cuts):
            begin = self.clock()
            campaign = self.planner.plan()
            self._report_campaign(campaign, begin)
            staffed = self._staffed_or_known(campaign, FIRST_SECONDS)
            if self.staffed is None or self._rank(staffed) <= self._rank(self.staffed):
                self.staffed = staffed
            self.round_seconds = max(self.round_seconds, self.clock() - begin)
            is_last = number + 1 == self.settings.most_cuts or self.clock() >= self.last_cut
            if self.stop.is_requested or is_last or not self._cut_unstaffed(staffed):
                break
        assert self.staffed is not None
        self.staffed = self._settled(self.staffed)
        return self._assemble()

    def _settled(self, staffed: Staffed) -> Staffed:
        """Close what lacks people, and roster anew for what is left, until nothing lacks anybody.

        Rest days and wishes of whoever had a closed duty are another matter then, and so may be the rules.
        """
        for _ in range(MOST_SETTLINGS):
            if not staffed.lacking:
                break
            decisions, _ = settle(self.world, staffed.campaign.decisions, staffed.need, staffed.held)
            campaign = replace(staffed.campaign, decisions=decisions, forecast=forecast(self.world, decisions))
            staffed = self._staffed_or_known(campaign, SECONDS)
        return staffed

    def improve(self) -> Plan:
        """Share anew, make rosters fairer and more welcome, and bound, within the time that is left."""
        assert self.staffed is not None
        if not self.cuts:
            self._share_anew()
        if self.world.seeks_earliest:
            begin = self.clock()
            self.finish_bound = 1.0 + self.planner.finish_bound(self.staffed.campaign, self._is_over)
            self.seconds["finish"] += self.clock() - begin
        self._refine()
        self._bound_rosters()
        self._bound_burden()
        return self._assemble()

    @property
    def _kept_for_bounds(self) -> float:
        return BOUND_SECONDS * (len(self.planner.parts) - 1)

    def _is_over(self) -> bool:
        return self.stop.is_requested or self.clock() >= self.deadline

    def _rank(self, staffed: Staffed) -> tuple[float, float, int]:
        """Order of staffed campaigns as they would be published: standing, shortfall, officers lacking."""
        decisions, _ = settle(self.world, staffed.campaign.decisions, staffed.need, staffed.held)
        shortfall = sum(shortfall_terms(self.world, forecast(self.world, decisions)).values())
        return standing_value(self.world, decisions), round(shortfall, 3), staffed.lacking

    def _share_anew(self) -> None:
        """Divide what places share by what it is worth to them, and keep the new campaign where it can be staffed.

        That is a round of campaign and rosters again; it is not begun if it would take the bounds' time.
        """
        assert self.staffed is not None
        begin = self.clock()
        if begin + self.round_seconds > self.deadline - self._kept_for_bounds:
            return
        campaign = self.staffed.campaign
        for _ in range(DIVISIONS):
            if self._is_over():
                return
            better = self.planner.share_anew(campaign)
            if better is campaign:
                break
            campaign = better
        tried: list[Staffed] = []
        for _ in self.planner.parts:
            if campaign is self.staffed.campaign:
                break
            self._report_campaign(campaign, begin)
            staffed = self._staffed_or_known(campaign, SECONDS, *tried)
            if not staffed.lacking:
                self.staffed = staffed
                break
            tried.append(staffed)
            campaign = self.planner.taken_back(campaign, self.staffed.campaign, staffed.units_lacking)

    def _bound_rosters(self) -> None:
        """Prove bounds over all rosters of what is published."""
        assert self.staffed is not None
        begin = self.clock()
        units = published_duties(self.world, self.staffed)
        values = {tier.name: tier.value for tier in self._assemble().tiers}
        clock = None if self.settings.deterministic else self.clock
        until = begin + ROSTER_BOUND_SHARE * (self.deadline - begin)

        def effort() -> RosterEffort:
            return RosterEffort(min(ROSTER_BOUND_SECONDS, until - self.clock()), clock, self.stop)

        with ThreadPoolExecutor(min(2, self.settings.workers)) as pool:
            self.given_openings = TierBounds(units, self.rules, values, pool, effort).prove()
        self.seconds["preferences"] += self.clock() - begin

    def _bound_burden(self) -> None:
        """Prove bounds on the tiers before fairness, as close as the time allows."""
        assert self.staffed is not None
        values = {tier.name: tier.value for tier in self._assemble().tiers}
        if self.stop.is_requested:
            return
        begin = self.clock()
        self.planner.prove(values["standing"], self._is_over)
        self.seconds["shortfall"] += self.clock() - begin
        journeys = self.planner.journeys_bound(values["shortfall"])
        bound = self.planner.desks_bound(
            self.staffed.campaign, values["standing"], values["burden"] - journeys, values["shortfall"]
        )
        longest = 0.0
        for _ in range(BOUND_STEPS * len(bound.parts)):
            begin = self.clock()
            if self._is_over() or begin + longest > self.deadline:
                break
            self.burden_bound = journeys + bound.improve()
            self.report(Event("bound", "burden", values["burden"], min(values["burden"], self.burden_bound)))
            longest = max(longest, self.clock() - begin)
            self.seconds["burden"] += self.clock() - begin

    def _refine(self) -> None:
        """Fairer rosters where they are not the fairest, then wishes."""
        assert self.staffed is not None
        engines, begin = self.staffed.engines, self.clock()
        latest = max(self.deadline - self._kept_for_bounds, begin + 0.5 * (self.deadline - begin))
        jobs = [(unit, "fairness") for unit, engine in engines.items() if not engine.is_fairest]
        jobs += [(unit, "preferences") for unit in engines]
        for unit, tier in jobs:
            if self.stop.is_requested or self.clock() >= latest:
                break
            if self.staffed.rosters[unit].tiers[tier].value > 0.0:
                seconds = min(MOST_SECONDS[tier], max(0.5, latest - self.clock()))
                self._solve(tier, unit, partial(engines[unit].refine, tier, seconds))

    def _report_campaign(self, campaign: CampaignPlan, begin: float) -> None:
        self.seconds["shortfall"] += self.clock() - begin
        self.report(Event("campaign", "shortfall", self.planner.shortfall(campaign)))
        self.report(Event("campaign", "burden", self.planner.burden(campaign), self.burden_bound or None))

    def _staffed_or_known(self, campaign: CampaignPlan, seconds: float, *tried: Staffed) -> Staffed:
        """The campaign with its rosters; the plan there is already, if a stop or the time prevents them."""
        try:
            return self._staff(campaign, seconds, *tried)
        except OutOfTimeError:
            if self.staffed is None:
                raise
            return self.staffed

    def _staff(self, campaign: CampaignPlan, seconds: float, *tried: Staffed) -> Staffed:
        """Roster every unit for a campaign, two at a time; a unit whose duties are as before keeps its roster."""
        need = staffing_need(self.world, campaign.decisions)
        staffed = Staffed(campaign, need, {}, {})

        def staff(unit: str) -> None:
            problem = need.problems[unit]
            for known in (self.staffed, *tried):
                if known is not None and known.need.problems.get(unit) == problem:
                    staffed.engines[unit], staffed.rosters[unit] = known.engines[unit], known.rosters[unit]
                    return
            engine = RosterEngine(problem, self.rules, self._search(unit))
            staffed.engines[unit], staffed.rosters[unit] = engine, engine.staff(seconds)

        begin = self.clock()
        with ThreadPoolExecutor(min(2, self.settings.workers)) as pool:
            done = [pool.submit(staff, unit) for unit in need.problems]
            for unit, job in zip(need.problems, done, strict=True):
                job.result()
                reached = staffed.rosters[unit].tiers["burden"]
                bound = reached.bound if not staffed.rosters[unit].unstaffed else None
                self.report(Event("roster", "burden", reached.value, bound, unit))
        self.seconds["burden"] += self.clock() - begin
        return staffed

    def _search(self, unit: str) -> Search:
        def report(tier: str, value: float, bound: float) -> None:
            self.report(Event("roster", tier, value, bound, unit))

        settings = self.settings
        return Search(settings.deterministic, settings.workers, settings.seed, self.stop, report)

    def _solve(self, tier: str, unit: str, solve: Callable[[], Roster]) -> None:
        assert self.staffed is not None
        begin = self.clock()
        roster = solve()
        self.staffed.rosters[unit] = roster
        self.seconds[tier] += self.clock() - begin
        self.report(Event("roster", tier, roster.tiers[tier].value, roster.tiers[tier].bound, unit))

    def _cut_unstaffed(self, staffed: Staffed) -> bool:
        """Cut the hours of units and weeks that a roster could not staff; whether there is anything to plan again."""
        short: dict[tuple[str, str], int] = defaultdict(int)
        asked: dict[tuple[str, str], int] = defaultdict(int)
        need = staffed.need
        for unit, roster in staffed.rosters.items():
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
                self.report(Event("cut", unit=unit, detail=CUT(week=week, hours=minutes / 60)))
        return any(short.values())

    def _assemble(self) -> Plan:
        assert self.staffed is not None
        bounds = {
            "standing": self.planner.standing_bound,
            "shortfall": self.planner.shortfall_bound + self.planner.itinerary.shortfall_bound,
            "burden": self.burden_bound,
            "finish": self.finish_bound,
        }
        return assemble(
            self.world, self.rules, self.names, self.staffed, Proof(bounds, self.seconds, self.given_openings)
        )
