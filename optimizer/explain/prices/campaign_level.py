"""The campaign planned again with something changed: what is then missing, where, and what every plan misses.

A solve takes a second where a plan with rosters takes a minute: the itinerary is kept where nothing about visits
changed, and what rosters taught of the hours in a week is kept with the difference that the change makes.
Two figures come of it. *Found* is what the recursion of turnout makes of a plan whose crews are within the officers'
hours, though nobody is named; *least* is a bound over all plans, from the linear model of what is in reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ortools.math_opt.python import mathopt

from optimizer.campaign.aims import with_aims
from optimizer.campaign.allocation.hours import Hours, Rules
from optimizer.campaign.allocation.linear_model import SECONDS, AllocationModel
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.allocation.solving import bound
from optimizer.campaign.component_planner import ComponentPlanner
from optimizer.campaign.decisions import Stop
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.campaign.tier_values import standing_value
from optimizer.campaign.visits.commune_yields import most_done_by_visits
from optimizer.campaign.visits.itinerary import Itinerary
from optimizer.explain.precheck.reach import counted_missing
from optimizer.world.ids import PoolKey, StreamId
from optimizer.world.world import World

Cut = tuple[str, str, int]
"""Unit, ISO week, and the desk-minutes that a roster could staff in it."""
LEAST_MISSING = 0.5
"""People below which a target counts as reached: nobody is done in part."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A campaign planned at the campaign level."""

    world: World
    """With the targets that were planned for."""
    plan: CampaignPlan
    itinerary: Itinerary
    missing: Mapping[PoolKey, float]
    """Place and stream to the people missing to the target (persons)."""
    least: Mapping[StreamId, float]
    """People missing to the targets of a stream in every plan, never too many (persons)."""
    standing: float
    """Crew members missing at standing duties."""
    capacity: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Officer-minutes of each unit and week, before what rosters taught."""

    def missing_in(self, stream: StreamId) -> float:
        """People missing to the targets of a stream, over all its places."""
        return sum(people for (_, other), people in self.missing.items() if other == stream)

    def cumulative(self, stream: StreamId) -> tuple[float, ...]:
        """People of a stream done by the end of each day, over all its places, those before the first day included."""
        keys = [key for key in self.missing if key[1] == stream]
        days = range(len(self.world.days))
        return tuple(sum(self.plan.forecast.cumulative(*key, day) for key in keys) for day in days)


class CampaignLevel:
    """Plans a campaign again and again, each time with something changed.

    Parameters
    ----------
    rules
        The rules by id.
    cuts
        What the rosters of the published plan taught.
    aimed_at
        Streams for which as many people as possible are planned for, since their targets are reached in expectation
        and only their chance is missed.
    seed
        Of the itinerary's solver.
    """

    def __init__(self, rules: Rules, cuts: Collection[Cut] = (), aimed_at: Collection[str] = (), seed: int = 1) -> None:
        self.rules, self.cuts, self.aimed_at, self.seed = rules, tuple(cuts), frozenset(aimed_at), seed
        self.solves = 0
        """How often the campaign was planned."""

    def solve(
        self,
        world: World,
        *,
        rules: Rules | None = None,
        like: Solved | None = None,
        keeps_visits: bool = False,
        keeps_cuts: bool = True,
    ) -> Solved:
        """Plan a campaign.

        Parameters
        ----------
        world
            What is planned.
        rules
            Other rules.
        like
            The campaign as it was before the change.
        keeps_visits
            Whether teams stay where they are in it.
        keeps_cuts
            Whether what rosters taught still holds.

        Raises
        ------
        OutOfTimeError
            If a solver finds nothing within its limit.
        """
        self.solves += 1
        goal, used = self._goal(world), self.rules if rules is None else rules
        kept = _moved(like.itinerary, goal) if like is not None and keeps_visits else None
        planner = CampaignPlanner(goal, used, threads=1, seed=self.seed, itinerary=kept)
        if kept is None:
            planner = planner.beside_desks()
        capacity = {key: each for component in planner.components for key, each in component.capacity.items()}
        if keeps_cuts:
            for unit, week, minutes in self.cuts:
                before = capacity if like is None else like.capacity
                more = capacity.get((unit, week), 0) - before.get((unit, week), 0)
                planner.cut((unit, week), max(0, minutes + more))
        plan = planner.plan()
        standing = standing_value(goal, plan.decisions)
        allowed = standing if like is None else max(standing, like.standing)
        return Solved(
            goal,
            plan,
            planner.itinerary,
            missing_people(goal, plan),
            _least_missing(planner, allowed),
            standing,
            capacity,
        )

    def _goal(self, world: World) -> World:
        """The campaign with everybody as target of the streams for which as many as possible are planned for."""
        aims = {
            key: pool.already_done + sum(segment.waiting for segment in pool.segments)
            for key, pool in world.pools.items()
            if pool.stream in self.aimed_at
        }
        return with_aims(world, aims) if aims else world


def missing_people(world: World, plan: CampaignPlan) -> Mapping[PoolKey, float]:
    """People missing to each target: of desks and communes by ``finish_by``, of schools by the last day."""
    missing: dict[PoolKey, float] = defaultdict(float)
    for key, pool in world.pools.items():
        missing[key] += max(0.0, pool.target - plan.forecast.cumulative(*key, world.finish_by))
    for school in world.schools.values():
        done = plan.forecast.cumulative(school.place, school.stream, len(world.days) - 1)
        missing[school.place, school.stream] += max(0.0, school.countable - done)
    return dict(missing)


def _least_missing(planner: CampaignPlanner, standing: float) -> Mapping[StreamId, float]:
    """People that every plan misses which lacks no more crew members, by stream."""
    least: dict[StreamId, float] = defaultdict(float)
    for component in planner.components:
        # One model for all streams: building it takes longer than solving it.
        model = reach_model(component, standing)
        for stream in dict.fromkeys(stream for _, stream in component.unrestricted.pools):
            # What is counted knows of queues and lanes shift by shift, the model of what places share.
            least[stream] += max(_least_at_desks(model, stream), counted_missing(component.unrestricted, stream))
    visiting = {programme.team.stream for programme in planner.world.programmes if programme.kind != "home_visit"}
    if len(visiting) == 1:
        (stream,) = visiting
        least[stream] += planner.itinerary.shortfall_bound / _heaviest(planner.world, stream)
    return dict(least)


def _heaviest(world: World, stream: StreamId) -> float:
    """Weight of one missing person of a stream at the most."""
    pools = [2 * pool.weight for pool in world.pools.values() if pool.stream == stream]
    schools = [school.weight for school in world.schools.values() if school.stream == stream]
    # A commune that only teams visit may count a person twice, for its minimum share.
    visited = pools if any(pool.minimum_share for pool in world.pools.values()) else [each / 2 for each in pools]
    return max([*visited, *schools], default=1.0) or 1.0


def reach_model(component: ComponentPlanner, standing: float) -> AllocationModel:
    """The linear model over all plans of a component that lack no more than so many crew members."""
    world = component.unrestricted
    model = AllocationModel(
        world,
        shift_classes(world),
        Hours(component.capacity),
        lambda pool: most_done_by_visits(world, pool),
        is_standing_staffed=standing < LEAST_MISSING,
    )
    model.keep(model.standing(), standing + LEAST_MISSING)
    return model


def _least_at_desks(model: AllocationModel, stream: StreamId) -> float:
    missing = [variable for (_, other), variable in model.missing.items() if other == stream]
    if not missing:
        return 0.0
    model.model.minimize(mathopt.LinearExpression() + mathopt.fast_sum(missing))
    return max(0.0, bound(model.model, SECONDS, 0.0, gap=1e-4))


def _moved(itinerary: Itinerary, world: World) -> Itinerary:
    """The same itinerary in a campaign with other objects of the same ids."""
    return replace(
        itinerary,
        stops=_moved_stops(itinerary.stops, world),
        unlent=_moved_stops(itinerary.unlent, world),
    )


def _moved_stops(stops: Iterable[Stop], world: World) -> tuple[Stop, ...]:
    programmes = {programme.id: programme for programme in world.programmes}
    teams = {team.id: team for team in world.teams}
    moved = []
    for stop in stops:
        programme = programmes[stop.programme.id]
        if stop.programme.is_lent:
            programme = programme.lent(teams[stop.programme.team.id])
        moved.append(replace(stop, programme=programme))
    return tuple(moved)
