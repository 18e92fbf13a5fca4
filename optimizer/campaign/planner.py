"""The campaign level as a whole: the itinerary, then every component by itself.

A district is one component, a province has one for each of its districts: effort and memory grow with their number, and
bounds add up. Where the teams are when is planned first, over all components, for teams may be lent between them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace

from optimizer.campaign.allocation.hours import Rules, UnitWeek
from optimizer.campaign.component_planner import ComponentPlan, ComponentPlanner
from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.labelling.burden_bound import DesksBound
from optimizer.campaign.tier_values import (
    plan_burden,
    pool_shortfall,
    shortfall_terms,
    standing_value,
)
from optimizer.campaign.visits.itinerary import Itinerary, beside_desks, plan_itinerary
from optimizer.campaign.visits.journeys import committed_hours
from optimizer.campaign.visits.kits import away_on
from optimizer.campaign.visits.spare_officers import Spare
from optimizer.stopping import StopRequest
from optimizer.world.components import components_of
from optimizer.world.world import World

TOLERANCE = 1e-6
"""On crew members, which bounds count in fractions."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign without names: what opens when, what that is expected to deliver."""

    decisions: Decisions
    forecast: Forecast
    components: tuple[ComponentPlan, ...] = ()


class CampaignPlanner:
    """Plans one campaign, and what changed of it whenever the roster level cuts the hours of a unit and week.

    Parameters
    ----------
    world, rules
        The campaign and its rules by id.
    threads
        Places whose part of the burden's bound is looked for at the same time.
    seed
        Seed of the itinerary's solver.
    itinerary
        Where teams are when, if that is settled.
    stop
        Ends every plan that is not finished.

    Raises
    ------
    OutOfTimeError
        If no itinerary is found before a stop.
    """

    def __init__(
        self,
        world: World,
        rules: Rules,
        *,
        threads: int,
        seed: int,
        itinerary: Itinerary | None = None,
        stop: StopRequest | None = None,
    ) -> None:
        self.world, self._seed, self._stop = world, seed, stop or StopRequest()
        self.itinerary = plan_itinerary(world, seed=seed, stop=self._stop) if itinerary is None else itinerary
        self._worlds, self._rules, self._threads = components_of(world), rules, threads
        self._number_of = {
            unit: number
            for number, component in enumerate(self._worlds)
            for unit in [post.unit for post in component.posts] + [officer.unit for officer in component.officers]
        }
        """Unit to the component it belongs to."""
        self.components = self._planners(self.itinerary.stops)
        if self.itinerary.stops != self.itinerary.unlent:
            self._lend_only_if_it_pays()

    def retargeted(self, world: World) -> CampaignPlanner:
        """A planner with the same itinerary, and all that rosters taught, for the campaign with other targets."""
        other = copy(self)
        worlds = components_of(world)
        other.world = world
        other.components = [known.retargeted(each) for known, each in zip(self.components, worlds, strict=True)]
        return other

    def officers_wanted(self) -> dict[UnitWeek, Spare]:
        """Officer-shifts to spare, and what others are worth, in weeks in which desks miss people for want of them."""
        self.plan()
        return {key: spare for component in self.components for key, spare in component.officers_wanted().items()}

    def beside_desks(self) -> CampaignPlanner:
        """A planner of visits on days on which local officers are missed less at desks; this one if it is no better.

        Raises
        ------
        OutOfTimeError
            As :meth:`plan` does.
        """
        plan, other = self.plan(), copy(self)
        other.itinerary = beside_desks(self.itinerary, self.officers_wanted(), seed=self._seed)
        other.components = self._planners(other.itinerary.stops, self.components)
        is_other = other.components != self.components
        return other if is_other and self._misses(other.plan()) < self._misses(plan) else self

    @property
    def standing_bound(self) -> float:
        """Crew members that every plan lacks."""
        return sum(component.standing_bound for component in self.components)

    @property
    def shortfall_bound(self) -> float:
        """Weighted people whom the desks of every plan miss that lacks no more crew members."""
        return sum(component.shortfall_bound for component in self.components)

    def cut(self, unit_week: UnitWeek, minutes: int) -> None:
        """Learn from the roster level that a unit can staff only so many desk-minutes in a week."""
        self.components[self._number_of[unit_week[0]]].cut(unit_week, minutes)

    def plan(self) -> CampaignPlan:
        """Plan with the hours there are.

        Raises
        ------
        OutOfTimeError
            If a stop was requested before the plan was finished.
        """
        return self._joined([component.plan() for component in self.components])

    def share_anew(self, plan: CampaignPlan) -> CampaignPlan:
        """Plan again with what places share divided by what it is worth to them; the better plan of each component.

        Raises
        ------
        OutOfTimeError
            As :meth:`plan` does.
        """
        known = [self._of_component(plan, number) for number in range(len(self.components))]
        plans = [component.share_anew(each) for component, each in zip(self.components, known, strict=True)]
        is_new = any(new is not each for new, each in zip(plans, known, strict=True))
        return self._joined(plans) if is_new else plan

    def taken_back(self, plan: CampaignPlan, earlier: CampaignPlan, units: Collection[str]) -> CampaignPlan:
        """A plan with the components of some units as in an earlier one; that one itself if nothing else differs."""
        back = {self._number_of[unit] for unit in units}
        before = [self._of_component(earlier, number) for number in range(len(self.components))]
        plans = [
            before[number] if number in back else self._of_component(plan, number)
            for number in range(len(self.components))
        ]
        is_new = any(new.decisions != old.decisions for new, old in zip(plans, before, strict=True))
        return self._joined(plans) if is_new else earlier

    def shortfall(self, plan: CampaignPlan) -> float:
        """Weighted persons missing to targets and minimum shares by ``finish_by``, over all pools."""
        return pool_shortfall(self.world, plan.forecast)

    def burden(self, plan: CampaignPlan) -> float:
        """Burden of the duties of a plan, whoever holds them; overtime at desks on weekdays is not counted."""
        return plan_burden(self.world, plan.decisions)

    def prove(
        self,
        standing: float,
        shortfall: float,
        is_over: Callable[[], bool] = lambda: False,
        has_had_share: Callable[[], bool] = lambda: False,
    ) -> None:
        """Bound standing and shortfall tiers over all plans, whatever rosters taught and wherever teams travel.

        Parameters
        ----------
        standing
            Crew members that the published plan lacks; its shortfall is compared with plans that lack no more.
        shortfall
            What it misses (weighted people): how far its bound has to rise.
        is_over
            Whether it is too late for another component; the bounds of a component not proved are 0.
        has_had_share
            Whether the time that is left belongs to others, where bounds are close enough.
        """
        proved: list[ComponentPlanner] = []
        for component in self.components:
            component.prove_standing()
            proved.append(component)
            if is_over():
                break
        for component in proved:
            may_lack = standing - (self.standing_bound - component.standing_bound)
            others = self.itinerary.shortfall_bound + self.shortfall_bound - component.shortfall_bound
            visits = self.itinerary.bounds
            component.prove_shortfall(may_lack, shortfall - others, visits, is_over, has_had_share)
            if is_over():
                break

    def adopt_bounds(self, lower: CampaignPlanner) -> None:
        """Take over what was proved for lower targets: it bounds what is missing to higher ones all the more."""
        for component, known in zip(self.components, lower.components, strict=True):
            component.standing_bound, component.shortfall_bound = known.standing_bound, known.shortfall_bound
            component.desks_shortfall_bound = known.desks_shortfall_bound
            component.shortfall_labels = known.shortfall_labels

    def journeys_bound(self, shortfall: float) -> float:
        """Burden of the visiting teams in all plans whose shortfall (weighted people) is no more."""
        return self.itinerary.burden_bound(self._missed_by_visits(shortfall))

    def desks_bound(self, standing: float, shortfall: float) -> SumOfBounds:
        """What bounds the desks' part of the burden of all plans that lack and miss no more.

        Parameters
        ----------
        standing, shortfall
            Crew members that the published plan lacks, and its shortfall (weighted people).
        """
        bounds, slack = [], self._missed_by_visits(shortfall)
        for component in self.components:
            # What the others lack and miss at the least leaves so much of the published plan's figures to this one.
            may_lack = standing - (self.standing_bound - component.standing_bound)
            may_miss = shortfall - self.itinerary.shortfall_bound - (self.shortfall_bound - component.shortfall_bound)
            visits = self.itinerary.bounds
            bounds.append(component.desks_bound(max(0.0, may_lack), max(0.0, may_miss), visits, slack))
        return SumOfBounds(bounds)

    def _missed_by_visits(self, shortfall: float) -> float:
        """Weighted people whom visits may miss above what no itinerary avoids, if so many may be missing in all."""
        desks = sum(component.desks_shortfall_bound for component in self.components)
        return max(0.0, shortfall - desks - self.itinerary.shortfall_bound)

    def finish_bound(self, plan: CampaignPlan, is_over: Callable[[], bool]) -> int:
        """A day (index) before which no plan has the district's target met."""
        (component,), (known,) = self.components, plan.components
        return component.finish_bound(known, is_over)

    def _planners(self, stops: tuple[Stop, ...], known: Sequence[ComponentPlanner] = ()) -> list[ComponentPlanner]:
        """A planner for each component; one that is known already where nothing else is asked of it."""
        committed = committed_hours(self.world, stops)
        planners = []
        for number, component in enumerate(self._worlds):
            places = {place for programme in component.programmes for place in programme.places}
            here = tuple(stop for stop in stops if stop.place in places)
            taken = {key: minutes for key, minutes in committed.items() if self._number_of.get(key[0]) == number}
            away = away_on(component, stops)
            planner = known[number] if known else None
            if planner is None or (planner.stops, planner.hours.committed, planner.away) != (here, taken, away):
                planner = ComponentPlanner(component, self._rules, here, taken, away, self._threads, self._stop)
            planners.append(planner)
        return planners

    def _lend_only_if_it_pays(self) -> None:
        """Take loans of teams back if their officers are missed more at home."""
        lending = self.plan()
        lenders, self.components = self.components, self._planners(self.itinerary.unlent, self.components)
        if self._misses(lending) <= self._misses(self.plan()):
            self.components = lenders
        else:
            self.itinerary = replace(self.itinerary, stops=self.itinerary.unlent)

    def _misses(self, plan: CampaignPlan) -> tuple[float, float]:
        """Crew members that standing duties lack, and the shortfall with pupils (weighted people)."""
        missed = sum(shortfall_terms(self.world, plan.forecast).values())
        return standing_value(self.world, plan.decisions), round(missed, 3)

    def _of_component(self, plan: CampaignPlan, number: int) -> ComponentPlan:
        """What a plan, some of whose duties may have been closed since, holds for one component."""
        if len(self.components) == 1:
            return replace(plan.components[0], decisions=plan.decisions, forecast=plan.forecast)
        component, known = self.components[number], plan.components[number]
        world = component.world
        posts = {post.id for post in world.posts}
        places = {place for place, _ in world.pools} | set(world.schools)
        decisions = Decisions(
            tuple(opening for opening in plan.decisions.openings if opening.post.id in posts),
            tuple(stop for stop in plan.decisions.stops if stop.place in places),
            {key: people for key, people in plan.decisions.invitations.items() if key[2] in places},
        )
        # Nothing closed here since: the forecast need not be followed again, and callers may compare by identity.
        if decisions == known.decisions:
            return known
        return replace(known, decisions=decisions, forecast=forecast(world, decisions))

    def _joined(self, plans: Sequence[ComponentPlan]) -> CampaignPlan:
        if len(plans) == 1:
            return CampaignPlan(plans[0].decisions, plans[0].forecast, tuple(plans))
        decisions = Decisions(
            tuple(opening for plan in plans for opening in plan.decisions.openings),
            tuple(stop for plan in plans for stop in plan.decisions.stops),
            {key: people for plan in plans for key, people in plan.decisions.invitations.items()},
        )
        return CampaignPlan(decisions, forecast(self.world, decisions), tuple(plans))


class SumOfBounds:
    """Burden of desks, loans and home visits that no plan avoids: the sum over components, improved in turn.

    Parameters
    ----------
    components
        Per component, a bound that is known, and what makes the labels that better it.
    """

    def __init__(self, components: Sequence[tuple[float, Callable[[], DesksBound]]]) -> None:
        self._best = [known for known, _ in components]
        self._begun = [begun for _, begun in components]
        self._labels: dict[int, DesksBound] = {}
        self._turn = 0

    @property
    def value(self) -> float:
        """The best bound so far."""
        return sum(self._best)

    def improve(self, is_over: Callable[[], bool] = lambda: False) -> float:
        """Mend the prices of one component, the next at each call; returns the best bound so far.

        Parameters
        ----------
        is_over
            Whether to come to an end; what is proved by then holds.
        """
        number = self._turn % len(self._best)
        if number not in self._labels:
            self._labels[number] = self._begun[number]()
        self._best[number] = max(self._best[number], self._labels[number].improve(is_over))
        self._turn += 1
        return self.value
