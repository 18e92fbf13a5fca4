"""The campaign level as a whole: itinerary, what is in reach, each place at least burden, confirmed by the recursion.

Strict tiers: the allocation model bounds ``standing`` and ``shortfall`` and divides what places share; the refiner
serves each place at the least burden that reaches its target; the bounds say how far the result is from the best.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.campaign.allocation import NORMAL_DAY, Allocation, AllocationModel
from optimizer.campaign.bounds import DeskBurdenBound
from optimizer.campaign.classes import shift_classes
from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.hours import Hours, Rules, UnitWeek, weekly_hours
from optimizer.campaign.invitations import invite_all
from optimizer.campaign.itinerary import Itinerary, place_home_visits, plan_itinerary
from optimizer.campaign.journeys import plan_journeys
from optimizer.campaign.openings import choose_openings
from optimizer.campaign.refining import PoolKey, Refinement, Refiner, short_pools
from optimizer.campaign.sharing import Shares
from optimizer.world.work import Team
from optimizer.world.world import World

KEPT = 1e-6
"""Slack on an earlier tier while a later one is sought."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign without names: what opens when, what that is expected to deliver."""

    decisions: Decisions
    forecast: Forecast
    refinement: Refinement


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the campaign level tries."""

    seconds: float = 10.0
    """Limit of one solve of the allocation."""
    itinerary: float = 4.0
    """Limit of each solve of the itinerary in deterministic time."""


class CampaignPlanner:
    """Plans one campaign, again whenever the roster level cuts the hours of a unit and week.

    Parameters
    ----------
    world, rules
        The campaign and its rules by id.
    effort
        Limits.
    seed
        Seed of the solvers.
    """

    def __init__(self, world: World, rules: Rules, effort: Effort, seed: int) -> None:
        self.world, self.effort = world, effort
        self.itinerary: Itinerary = plan_itinerary(world, effort=effort.itinerary, seed=seed)
        self.classes = shift_classes(world)
        self.capacity = weekly_hours(world, rules)
        """Officer-minutes per unit and week that no plan exceeds."""
        self.hours = Hours(self.capacity, committed_hours(world, self.itinerary.stops))
        self.standing_bound = self.shortfall_bound = 0.0
        """On the desks' part of the tiers, over all plans."""
        self.shares: Shares | None = None
        """The latest division of what places share."""
        self._refiner: Refiner | None = None

    def cut(self, unit_week: UnitWeek, minutes: int) -> None:
        """Learn from the roster level that a unit can staff only so many desk-minutes in a week."""
        self.hours = self.hours.cut(unit_week, minutes)
        self._refiner = None

    def plan(self) -> CampaignPlan:
        """Plan with the hours there are."""
        allocation = self._allocate()
        self._refiner = Refiner(self.world, self.classes, self.hours, allocation, self._measure)
        return self._followed(self._refiner.serve(allocation))

    def share_anew(self, plan: CampaignPlan) -> CampaignPlan:
        """Plan again with what places share divided by what it is worth to them; the better of the two plans."""
        if self._refiner is None:
            return plan
        self.shares = self._refiner.share_anew(plan.refinement)
        other = self._followed(self._refiner.serve(self.shares.allocation))
        return min(plan, other, key=self._rank)

    def shortfall(self, plan: CampaignPlan) -> float:
        """Weighted persons missing to targets and minimum shares by ``finish_by``, over all pools."""
        total = 0.0
        for key, pool in self.world.pools.items():
            done = plan.forecast.cumulative(*key, self.world.finish_by)
            total += pool.weight * (max(0.0, pool.target - done) + max(0.0, pool.minimum - done))
        return total

    def burden(self, plan: CampaignPlan) -> float:
        """Burden of the duties of a plan, whoever holds them; overtime at desks on weekdays is not counted."""
        weights = self.world.weights
        desks = sum(self.world.shift_burden(o.period) * o.officers for o in plan.decisions.openings)
        loans = weights.loan * sum(len(opening.borrowed) for opening in plan.decisions.openings)
        travel, minutes = 0.0, Counter[tuple[Team, int]]()
        for journey in plan_journeys(self.world, plan.decisions.stops):
            team, day = journey.stop.programme.team, journey.stop.period.day
            travel += weights.travel_hour * team.crew_size * journey.travel_minutes / 60
            travel += team.crew_size * self.world.shift_burden(journey.stop.period)
            minutes[team, day] += journey.end_minute - journey.start_minute
        overtime = sum(
            team.crew_size * max(0, worked - NORMAL_DAY) / 60
            for (team, day), worked in minutes.items()
            if self.world.days[day].day_type == "weekday"
        )
        return desks + loans + travel + weights.overtime_hour * overtime

    def burden_bound(self, plan: CampaignPlan, value: float, allowance: float) -> DeskBurdenBound:
        """What bounds the desks' part of the burden of all plans that miss no more than ``allowance`` people more.

        Parameters
        ----------
        plan
            The published plan; its shares give the first prices.
        value
            Its burden.
        allowance
            Weighted people by which its shortfall exceeds the bound on it.
        """
        shares = self.shares or (self._refiner and self._refiner.share_anew(plan.refinement))
        shares = shares or Shares(plan.refinement.allocation, {}, {}, {})
        at_desks = value - self.itinerary.burden_bound
        return DeskBurdenBound(self.world, self.classes, self.capacity, shares, at_desks, max(0.0, allowance))

    def _rank(self, plan: CampaignPlan) -> tuple[float, float]:
        return round(self.shortfall(plan), 3), self.burden(plan)

    def _measure(self, allocation: Allocation) -> Mapping[PoolKey, float]:
        followed = forecast(self.world, self._decisions(allocation))
        return {key: followed.cumulative(*key, self.world.finish_by) for key in allocation.expected}

    def _followed(self, refinement: Refinement) -> CampaignPlan:
        decisions = self._decisions(refinement.allocation)
        return CampaignPlan(decisions, forecast(self.world, decisions), refinement)

    def _decisions(self, allocation: Allocation) -> Decisions:
        stops: tuple[Stop, ...] = (*self.itinerary.stops, *place_home_visits(self.world, allocation.home_visits))
        openings = choose_openings(self.world, allocation)
        return Decisions(openings, stops, invite_all(self.world, openings, allocation.invitations))

    def _allocate(self) -> Allocation:
        """Solve the tiers in order; where standing duties lack people, their posts in whole shifts."""
        model = AllocationModel(self.world, self.classes, self.hours)
        short: set[PoolKey] = set()
        while True:
            allocation = model.minimize(model.standing(), self.effort.seconds)
            lacking = short_pools(self.classes, allocation) - short
            if not lacking:
                break
            short |= lacking
            model.make_whole(short)
        self.standing_bound = allocation.bound
        model.keep(model.standing(), allocation.value + KEPT)
        allocation = model.minimize(model.shortfall(), self.effort.seconds)
        self.shortfall_bound = allocation.bound
        model.keep(model.shortfall(), allocation.value + KEPT)
        return model.minimize(model.burden(), self.effort.seconds)


def committed_hours(world: World, stops: tuple[Stop, ...]) -> Mapping[UnitWeek, int]:
    """Officer-minutes that visits take from units, per week."""
    minutes: dict[UnitWeek, int] = defaultdict(int)
    for journey in plan_journeys(world, stops):
        stop, team = journey.stop, journey.stop.programme.team
        week = world.week_of(stop.period)
        minutes[team.unit, week] += team.crew_size * (journey.end_minute - journey.start_minute)
        shift = world.shifts[stop.period.shift]
        if team.local_officers and stop.place in world.unit_of_commune:
            minutes[world.unit_of_commune[stop.place], week] += team.local_officers * shift.minutes
    return minutes
