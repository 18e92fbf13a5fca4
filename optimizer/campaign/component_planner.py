"""A component of a campaign, which shares nothing with others: what is in reach, each place at least burden.

Strict tiers: the allocation model bounds ``standing`` and ``shortfall`` and divides what places share; the refiner
serves each place at the least burden that reaches its target, confirmed by the recursion; the bounds say how far the
result is from the best. Where the teams are when is given (``itinerary``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from math import inf

from optimizer.campaign.allocation.allocation import Allocation, pools_lacking_crew
from optimizer.campaign.allocation.helpers import with_helpers_there_are
from optimizer.campaign.allocation.hours import Hours, Rules, UnitWeek, lendable_shifts, trained_hours, weekly_hours
from optimizer.campaign.allocation.invitations import invite_all
from optimizer.campaign.allocation.linear_model import KEPT, AllocationModel, least_standing
from optimizer.campaign.allocation.openings import choose_openings
from optimizer.campaign.allocation.prices import Prices
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.allocation.tiers import allocate
from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.earliest import earliest_day_bound, openings_before_and_after, world_until
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.labelling.burden_bound import DesksBound
from optimizer.campaign.labelling.refining import Measure, Refinement, Refiner
from optimizer.campaign.low_yields import without_low_yields
from optimizer.campaign.tier_values import day_reached, plan_burden, pool_shortfall, standing_value
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.campaign.visits.home_visits import place_home_visits
from optimizer.campaign.visits.kits import Away, without_away
from optimizer.campaign.visits.spare_officers import Spare, spare_officers
from optimizer.campaign.visits.visit_bound import VisitBound
from optimizer.stopping import StopRequest
from optimizer.world.ids import PoolKey
from optimizer.world.world import World

ON_TOP = (0.0, 0.004, 0.012)
"""Shares of the target asked for on top when it is to be met by a day, for what rounding to whole shifts costs."""
SHORTFALL_STEPS = 16
"""Evaluations of the labels' bound on the shortfall at the most."""
CLOSE = 1e-4
"""Share of the target that a bound on the shortfall may leave open."""
CLOSE_ENOUGH = 0.015
"""The same where the time is shared with the bound on the burden."""


@dataclass(frozen=True, slots=True)
class ComponentPlan:
    """A component without names: what opens when, what that is expected to deliver."""

    decisions: Decisions
    forecast: Forecast
    refinement: Refinement


class ComponentPlanner:
    """Plans one component, again whenever the roster level cuts the hours of a unit and week.

    Parameters
    ----------
    world, rules
        The component, and the rules by id.
    stops
        Where teams are when in this component, lent ones among them.
    committed
        Officer-minutes that visits take from units, per week.
    away
        Kits and teams of this component that are out with visits; what needs them stays closed.
    threads
        Places whose part of the burden's bound is looked for at the same time.
    stop
        Ends every plan that is not finished.
    """

    def __init__(
        self,
        world: World,
        rules: Rules,
        stops: tuple[Stop, ...],
        committed: Mapping[UnitWeek, int],
        away: Away,
        threads: int,
        stop: StopRequest,
    ) -> None:
        self._stop = stop
        self.unrestricted, self.stops, self.away, self.threads = world, stops, away, threads
        """The component wherever teams travel: what bounds are over."""
        self.world = world = without_away(world, away)
        self.classes = shift_classes(world)
        self.capacity = weekly_hours(world, rules)
        """Officer-minutes per unit and week that no plan exceeds."""
        self.lendable = lendable_shifts(world, rules)
        self.hours = Hours(trained_hours(self.unrestricted, rules, self.capacity, committed), committed, self.lendable)
        self._alone = forecast(world, Decisions(stops=stops))
        """The visits of the itinerary, if nobody else serves anybody."""
        self.standing_bound = self.shortfall_bound = self.desks_shortfall_bound = 0.0
        """On this component's part of the tiers, over all plans, above what no itinerary avoids; and on desks alone."""
        self.shortfall_labels: DesksBound | None = None
        """What the bound on desks' shortfall came from, if that was labels."""
        self._refiner: Refiner | None = None
        self._latest: ComponentPlan | None = None
        self._worth: Mapping[UnitWeek, float] = {}
        """Of an officer-minute where the plan misses people (weighted people)."""
        self._is_cut = False

    def retargeted(self, world: World) -> ComponentPlanner:
        """A planner with the same stops, and all that rosters taught, for the component with other targets."""
        other = copy(self)
        other.forget_plans(world)
        return other

    def forget_plans(self, world: World) -> None:
        """Plan anew for other targets."""
        # Posts and programmes stay the very same ones, for shift classes and stops refer to them.
        self.unrestricted, self.world = world, replace(self.world, pools=world.pools)
        self._refiner = self._latest = None

    def cut(self, unit_week: UnitWeek, minutes: int) -> None:
        """Learn from the roster level that a unit can staff only so many desk-minutes in a week."""
        self.hours = self.hours.cut(unit_week, minutes)
        self._refiner = self._latest = None
        self._is_cut = True

    def plan(self) -> ComponentPlan:
        """Plan with the hours there are; what is planned already stands until they are cut."""
        if self._latest is not None:
            return self._latest
        allocation, self._worth = allocate(
            self.world,
            self.classes,
            self.hours,
            lambda pool: self._alone.cumulative(*pool.key, self.world.finish_by) - pool.already_done,
            self._stop,
        )
        lacking = pools_lacking_crew(self.classes, allocation)
        self._refiner = Refiner(
            self.world, self.classes, self.hours, allocation, lacking, self._measure_until(self.world), self._stop
        )
        plan = self._plan_of(self._refiner.serve(allocation))
        self._latest = self._earliest(plan, allocation) if self.world.seeks_earliest else plan
        return self._latest

    def share_anew(self, plan: ComponentPlan) -> ComponentPlan:
        """Plan again with what places share divided by what it is worth to them; the better of the two plans."""
        if self._refiner is None or self._is_cut or self.world.seeks_earliest:
            return plan
        other = self._plan_of(self._refiner.serve(self._refiner.share_anew(plan.refinement)))
        return min(plan, other, key=self._rank)

    def desks_bound(
        self, standing: float, allowance: float, visits: Sequence[VisitBound], slack: float
    ) -> tuple[float, Callable[[], DesksBound]]:
        """A bound on the desks' part of the burden of all plans that lack and miss no more, and what makes it better.

        Parameters
        ----------
        standing
            Crew members that they may lack; labels know only plans that lack nobody.
        allowance
            Weighted people that may be missing in this component, above what no itinerary avoids.
        visits, slack
            Bounds on itineraries, and how many of those people may be missed by visits.
        """
        known = self._linear_model(standing).least_burden(allowance)

        def labels() -> DesksBound:
            return self._labels(visits, known.prices, allowance, slack, is_staffed=standing < 1 - KEPT)

        return known.value, labels

    def prove_standing(self) -> None:
        """Bound crew members missing, over all plans, whatever rosters taught and wherever teams travel."""
        world = self.unrestricted
        self.standing_bound = least_standing(world, shift_classes(world), Hours(self.capacity, lendable=self.lendable))

    def prove_shortfall(
        self,
        standing: float,
        value: float,
        visits: Sequence[VisitBound],
        is_over: Callable[[], bool],
        has_had_share: Callable[[], bool],
    ) -> None:
        """Bound the shortfall over all plans that lack no more than so many crew members.

        Parameters
        ----------
        standing
            Crew members that they may lack.
        value
            What the published plan's desks miss (weighted people); where the linear model says less, labels are asked.
        visits
            Bounds on itineraries.
        is_over
            Whether it is too late for more than the first steps.
        has_had_share
            Whether the time that is left belongs to others, where the bound is close enough.
        """
        known = self._linear_model(standing).least_shortfall()
        self.shortfall_bound = self.desks_shortfall_bound = known.value
        total = sum(pool.target for pool in self.unrestricted.pools.values())
        near = CLOSE * total
        if standing >= 1 - KEPT or value - self.shortfall_bound <= near:
            return
        self.shortfall_labels = bound = self._labels(visits, known.prices, None, inf, is_staffed=True)

        def is_late() -> bool:
            return is_over() or (has_had_share() and value - self.shortfall_bound <= CLOSE_ENOUGH * total)

        for step in range(SHORTFALL_STEPS):
            # The first step is a rough one, and never left out.
            if (step and is_late()) or value - self.shortfall_bound <= near:
                break
            self.shortfall_bound = max(self.shortfall_bound, bound.improve(is_late))
            self.desks_shortfall_bound = max(self.desks_shortfall_bound, bound.desks_alone)

    def _linear_model(self, standing: float) -> AllocationModel:
        """The linear model of all plans that lack no more than so many crew members, wherever teams travel."""
        world = self.unrestricted
        model = AllocationModel(
            world,
            shift_classes(world),
            Hours(self.capacity, lendable=self.lendable),
            lambda pool: most_done_by_visits(world, pool),
            # Crew members are counted in whole numbers.
            is_standing_staffed=standing < 1 - KEPT,
        )
        model.keep(model.standing(), standing + KEPT)
        return model

    def _labels(
        self,
        visits: Sequence[VisitBound],
        prices: Prices,
        allowance: float | None,
        slack: float,
        *,
        is_staffed: bool,
    ) -> DesksBound:
        """What labels make of a bound, from first prices."""
        hours = Hours(self.capacity, lendable=self.lendable)
        return DesksBound(
            self.unrestricted,
            hours,
            prices,
            allowance,
            self.threads,
            is_staffed=is_staffed,
            visits=visits,
            slack=slack,
            known=self.shortfall_labels if is_staffed else None,
        )

    def finish_bound(self, plan: ComponentPlan, is_over: Callable[[], bool]) -> int:
        """A day (index) before which no plan has the district's target met."""
        reached = day_reached(self.world, plan.forecast)
        latest = len(self.world.days) - 1 if reached is None else reached
        return earliest_day_bound(
            self.unrestricted,
            Hours(self.capacity, lendable=self.lendable),
            latest,
            is_over,
            is_standing_staffed=standing_value(self.world, plan.decisions) == 0,
        )

    def officers_wanted(self) -> Mapping[UnitWeek, Spare]:
        """What officers are worth at the desks of the plan, if these miss people, and how many are to spare."""
        return spare_officers(self.world, self.capacity, self._worth)

    def _earliest(self, plan: ComponentPlan, allocation: Allocation) -> ComponentPlan:
        """A plan that meets the district's target on the first day it can, if it can at all."""
        assert self._refiner is not None
        most = self._plan_of(self._refiner.serve_most(allocation))
        day = day_reached(self.world, most.forecast)
        if day is None or day > self.world.finish_by:
            return plan
        tries = [self._by_day(plan, most, allocation, day, on_top) for on_top in ON_TOP]
        everything = self._with_openings_until(plan, most.decisions.openings, allocation, self.world, day)
        return min([*tries, everything], key=self._rank)

    def _by_day(
        self, plan: ComponentPlan, most: ComponentPlan, allocation: Allocation, day: int, on_top: float
    ) -> ComponentPlan:
        """Least burden to have the district's target done by a day, and a share of it on top."""
        until = world_until(self.world, most.forecast, day, on_top)
        lacking = pools_lacking_crew(self.classes, allocation)
        refiner = Refiner(
            until, shift_classes(until), self.hours, allocation, lacking, self._measure_until(until), self._stop
        )
        early = choose_openings(until, refiner.serve(allocation).allocation)
        return self._with_openings_until(plan, early, allocation, until, day)

    def _with_openings_until(
        self, plan: ComponentPlan, early: tuple[Opening, ...], allocation: Allocation, until: World, day: int
    ) -> ComponentPlan:
        """A plan with other openings up to a day, which get the targets of ``until`` done."""
        done = {key: pool.target for key, pool in until.pools.items()}
        openings = openings_before_and_after(self.world, early, plan.decisions.openings, day, done)
        openings = with_helpers_there_are(self.world, openings)
        invitations = invite_all(self.world, openings, allocation.invitations)
        decisions = Decisions(openings, plan.decisions.stops, invitations)
        return replace(plan, decisions=decisions, forecast=forecast(self.world, decisions))

    def _measure_until(self, until: World) -> Measure:
        """The recursion, for the campaign or one with other targets and another last day."""

        def measure(allocation: Allocation) -> Mapping[PoolKey, float]:
            self._stop.heed()
            followed = forecast(until, self._decisions(until, allocation))
            return {key: followed.cumulative(*key, until.finish_by) for key in allocation.expected}

        return measure

    def _rank(self, plan: ComponentPlan) -> tuple[float, float, float]:
        """Order of plans: people missing, the day the target is met where it counts, burden."""
        day = day_reached(self.world, plan.forecast) if self.world.seeks_earliest else 0
        missing, burden = pool_shortfall(self.world, plan.forecast), plan_burden(self.world, plan.decisions)
        return round(missing, 3), float("inf") if day is None else day, burden

    def _plan_of(self, refinement: Refinement) -> ComponentPlan:
        decisions = self._decisions(self.world, refinement.allocation)
        decisions, followed = without_low_yields(self.world, decisions, forecast(self.world, decisions))
        return ComponentPlan(decisions, followed, refinement)

    def _decisions(self, world: World, allocation: Allocation) -> Decisions:
        """The allocation given its days, in the campaign or one with other targets."""
        stops: tuple[Stop, ...] = (*self.stops, *place_home_visits(world, allocation.home_visits))
        openings = choose_openings(world, allocation)
        return Decisions(openings, stops, invite_all(world, openings, allocation.invitations))
