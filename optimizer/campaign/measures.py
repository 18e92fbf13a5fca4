"""What a campaign misses, weighs and takes from the units, before anybody is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import Forecast
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES
from optimizer.world.work import Team
from optimizer.world.world import World


def pool_shortfall(world: World, followed: Forecast) -> float:
    """Weighted persons missing to targets and minimum shares by ``finish_by``, over all pools."""
    total = 0.0
    for key, pool in world.pools.items():
        done = followed.cumulative(*key, world.finish_by)
        total += pool.weight * (max(0.0, pool.target - done) + max(0.0, pool.minimum - done))
    return total


def desk_burden(world: World, decisions: Decisions) -> float:
    """Burden of desk duties, whoever holds them; overtime on weekdays is not counted."""
    desks = sum(world.shift_burden(opening.day_shift) * opening.officers for opening in decisions.openings)
    return desks + world.weights.loan * sum(len(opening.borrowed) for opening in decisions.openings)


def journey_burden(world: World, stops: Iterable[Stop]) -> float:
    """Burden of the crews of visiting teams; local officers are not counted."""
    weights = world.weights
    burden, minutes = 0.0, Counter[tuple[Team, int]]()
    for journey in plan_journeys(world, stops):
        programme, day = journey.stop.programme, journey.stop.day_shift.day
        crew = programme.team.crew_size
        burden += weights.travel_hour * crew * journey.travel_minutes / 60
        burden += crew * (world.shift_burden(journey.stop.day_shift) + weights.loan * programme.is_lent)
        minutes[programme.team, day] += journey.end_minute - journey.start_minute
    overtime = sum(
        team.crew_size * max(0, worked - NORMAL_DAY_MINUTES) / 60
        for (team, day), worked in minutes.items()
        if world.days[day].day_type == "weekday"
    )
    return burden + weights.overtime_hour * overtime


def plan_burden(world: World, decisions: Decisions) -> float:
    """Burden of the duties of a plan, whoever holds them; overtime at desks on weekdays is not counted."""
    return desk_burden(world, decisions) + journey_burden(world, decisions.stops)


def committed_hours(world: World, stops: tuple[Stop, ...]) -> Mapping[UnitWeek, int]:
    """Officer-minutes that visits take from units, per week."""
    minutes: dict[UnitWeek, int] = defaultdict(int)
    for journey in plan_journeys(world, stops):
        stop, team = journey.stop, journey.stop.programme.team
        week = world.week_of(stop.day_shift)
        minutes[team.unit, week] += team.crew_size * (journey.end_minute - journey.start_minute)
        shift = world.shifts[stop.day_shift.shift]
        if team.local_officers and stop.place in world.unit_of_commune:
            minutes[world.unit_of_commune[stop.place], week] += team.local_officers * shift.minutes
    return minutes
