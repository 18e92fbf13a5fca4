"""The campaign level as a whole: itinerary, what is in reach, each place at least burden, confirmed by the recursion.

Strict tiers: the allocation model bounds ``standing`` and ``shortfall`` and divides what places share; the refiner
serves each place at the least burden that reaches its target; the bounds say how far the result is from the best.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from optimizer.campaign.allocation import Allocation, AllocationModel
from optimizer.campaign.bounds import DeskBurdenBound
from optimizer.campaign.classes import shift_classes
from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.earliest import day_reached, earliest_day_bound, joined_openings, world_until
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.helpers import with_helpers_there_are
from optimizer.campaign.hours import Hours, Rules, UnitWeek, weekly_hours
from optimizer.campaign.invitations import invite_all
from optimizer.campaign.itinerary import Itinerary, most_done_by_visits, place_home_visits, plan_itinerary
from optimizer.campaign.journeys import plan_journeys
from optimizer.campaign.openings import choose_openings
from optimizer.campaign.refining import PoolKey, Refinement, Refiner, short_pools
from optimizer.campaign.sharing import Shares
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES
from optimizer.world.work import Team
from optimizer.world.world import World

EXTRAS = (0.0, 0.004, 0.012)
"""Shares of the target asked for on top when it is to be met by a day."""
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
    threads: int = 2
    """Places looked at at a time by the bound."""


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
        alone = forecast(world, Decisions(stops=self.itinerary.stops))
        self._done_by_visits = {
            pool: alone.cumulative(*pool.key, world.finish_by) - pool.already_done for pool in world.pools.values()
        }
        """People of each pool that the visits of the itinerary have done, if nobody else serves them."""
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
        short = short_pools(self.classes, allocation)
        self._refiner = Refiner(self.world, self.classes, self.hours, allocation, short, self._measure)
        plan = self._followed(self._refiner.serve(allocation))
        return self._earliest(plan, allocation) if self.world.seeks_earliest else plan

    def share_anew(self, plan: CampaignPlan) -> CampaignPlan:
        """Plan again with what places share divided by what it is worth to them; the better of the two plans."""
        if self._refiner is None or self.world.seeks_earliest:
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
            team.crew_size * max(0, worked - NORMAL_DAY_MINUTES) / 60
            for (team, day), worked in minutes.items()
            if self.world.days[day].day_type == "weekday"
        )
        return desks + loans + travel + weights.overtime_hour * overtime

    def journeys_bound(self, shortfall: float) -> float:
        """Burden of the visiting teams in all plans whose shortfall (weighted people) is no more."""
        return self.itinerary.burden_bound(max(0.0, shortfall - self.shortfall_bound - self.itinerary.shortfall_bound))

    def desks_bound(self, plan: CampaignPlan, value: float, shortfall: float) -> DeskBurdenBound:
        """What bounds the desks' part of the burden of all plans whose shortfall is no more.

        Parameters
        ----------
        plan
            The published plan; its shares give the first prices.
        value, shortfall
            Burden of its desks and home visits, and its shortfall (weighted people).
        """
        shares = self.shares or (self._refiner and self._refiner.share_anew(plan.refinement))
        shares = shares or Shares(plan.refinement.allocation, {}, {}, {})
        allowance = max(0.0, shortfall - self.itinerary.shortfall_bound)
        return DeskBurdenBound(self.world, self.classes, self.capacity, shares, value, allowance, self.effort.threads)

    def prove(self, standing: float) -> None:
        """Bound standing and shortfall tiers over all plans, whatever rosters taught and wherever teams travel.

        Parameters
        ----------
        standing
            Crew members that the published plan lacks; its shortfall is compared with plans that lack no more.
        """
        model = AllocationModel(
            self.world, self.classes, Hours(self.capacity), lambda pool: most_done_by_visits(self.world, pool)
        )
        self.standing_bound = max(0.0, model.minimize(model.standing(), self.effort.seconds).bound)
        model.keep(model.standing(), standing + KEPT)
        self.shortfall_bound = max(0.0, model.minimize(model.shortfall(), self.effort.seconds).bound)

    def finish_bound(self, plan: CampaignPlan, is_over: Callable[[], bool]) -> int:
        """A day (index) before which no plan has the district's target met."""
        reached = day_reached(self.world, plan.forecast)
        latest = len(self.world.days) - 1 if reached is None else reached
        return earliest_day_bound(self.world, Hours(self.capacity), latest, self.effort.seconds, is_over)

    def _earliest(self, plan: CampaignPlan, allocation: Allocation) -> CampaignPlan:
        """A plan that meets the district's target on the first day it can, if it can at all."""
        assert self._refiner is not None
        most = self._followed(self._refiner.serve_most(allocation))
        day = day_reached(self.world, most.forecast)
        if day is None or day > self.world.finish_by:
            return plan
        tries = [self._by_day(plan, most, allocation, day, extra) for extra in EXTRAS]
        return min([*tries, self._joined(plan, most.decisions.openings, allocation, self.world, day)], key=self._rank)

    def _by_day(
        self, plan: CampaignPlan, most: CampaignPlan, allocation: Allocation, day: int, extra: float
    ) -> CampaignPlan:
        """Least burden to have the district's target done by a day, and somewhat more for what rounding costs."""
        until = world_until(self.world, most.forecast, day, extra)
        short = short_pools(self.classes, allocation)
        refiner = Refiner(until, shift_classes(until), self.hours, allocation, short, self._measure_until(until))
        early = choose_openings(until, refiner.serve(allocation).allocation)
        return self._joined(plan, early, allocation, until, day)

    def _joined(
        self, plan: CampaignPlan, early: tuple[Opening, ...], allocation: Allocation, until: World, day: int
    ) -> CampaignPlan:
        done = {key: pool.target for key, pool in until.pools.items()}
        openings = joined_openings(self.world, early, plan.decisions.openings, day, done)
        openings = with_helpers_there_are(self.world, openings)
        invitations = invite_all(self.world, openings, allocation.invitations)
        decisions = Decisions(openings, plan.decisions.stops, invitations)
        return replace(plan, decisions=decisions, forecast=forecast(self.world, decisions))

    def _measure_until(self, until: World) -> Callable[[Allocation], Mapping[PoolKey, float]]:
        def measure(allocation: Allocation) -> Mapping[PoolKey, float]:
            followed = forecast(until, self._decisions(until, allocation))
            return {key: followed.cumulative(*key, until.finish_by) for key in allocation.expected}

        return measure

    def _rank(self, plan: CampaignPlan) -> tuple[float, float, float]:
        day = day_reached(self.world, plan.forecast) if self.world.seeks_earliest else 0
        return round(self.shortfall(plan), 3), float("inf") if day is None else day, self.burden(plan)

    def _measure(self, allocation: Allocation) -> Mapping[PoolKey, float]:
        return self._measure_until(self.world)(allocation)

    def _followed(self, refinement: Refinement) -> CampaignPlan:
        decisions = self._decisions(self.world, refinement.allocation)
        return CampaignPlan(decisions, forecast(self.world, decisions), refinement)

    def _decisions(self, world: World, allocation: Allocation) -> Decisions:
        """The allocation given its days, in the campaign or one with other targets."""
        stops: tuple[Stop, ...] = (*self.itinerary.stops, *place_home_visits(world, allocation.home_visits))
        openings = choose_openings(world, allocation)
        return Decisions(openings, stops, invite_all(world, openings, allocation.invitations))

    def _allocate(self) -> Allocation:
        """Solve the tiers in order; where standing duties lack people, their posts in whole shifts."""
        model = AllocationModel(self.world, self.classes, self.hours, self._done_by_visits.__getitem__)
        short: set[PoolKey] = set()
        while True:
            allocation = model.minimize(model.standing(), self.effort.seconds)
            lacking = short_pools(self.classes, allocation) - short
            if not lacking:
                break
            short |= lacking
            model.make_whole(short)
        model.keep(model.standing(), allocation.value + KEPT)
        allocation = model.minimize(model.shortfall(), self.effort.seconds)
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
