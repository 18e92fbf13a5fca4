"""What a campaign is worth before anybody is named: the values of the tiers that follow from decisions and forecast.

The burden and fairness of a published plan follow from its rosters (``planning``); the burden given here is that of
the same duties whoever holds them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import Forecast
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES, minutes_after_midnight
from optimizer.world.work import Post, Team
from optimizer.world.world import World


def standing_value(world: World, decisions: Decisions) -> float:
    """Crew members missing at standing duties."""
    return float(sum(missing for _, missing in crews_missing(world, decisions)))


def crews_missing(world: World, decisions: Decisions) -> Iterator[tuple[Post, int]]:
    """Posts whose standing duties lack crew members, and how many; once for each duty."""
    yield from ((post, missing) for post, _, missing in duties_missing(world, decisions))


def duties_missing(world: World, decisions: Decisions) -> Iterator[tuple[Post, DayShift, int]]:
    """Standing duties that lack crew members: post, when, and how many."""
    crews = {(opening.post.id, opening.day_shift): opening for opening in decisions.openings}
    for post in world.posts:
        for day_shift in post.must_open:
            crew = crews.get((post.id, day_shift))
            officers, helpers = (crew.officers, crew.helpers) if crew else (0, 0)
            missing = max(post.crew_size - officers - helpers, post.crew_officers - officers, 0)
            if missing:
                yield post, day_shift, missing


def shortfall_terms(world: World, followed: Forecast) -> Mapping[str, float]:
    """Weighted people missing per stream: to targets, to minimum shares, and pupils not visited."""
    terms: dict[str, float] = defaultdict(float)
    for key, pool in world.pools.items():
        done = followed.cumulative(*key, world.finish_by)
        terms[f"{pool.stream}.targets"] += pool.weight * max(0.0, pool.target - done)
        terms[f"{pool.stream}.minimum_shares"] += pool.weight * max(0.0, pool.minimum - done)
    for place, school in world.schools.items():
        done = followed.cumulative(place, school.stream, len(world.days) - 1)
        terms[f"{school.stream}.pupils"] += school.weight * max(0.0, school.countable - done)
    return dict(terms)


def pool_shortfall(world: World, followed: Forecast) -> float:
    """Weighted people missing to targets and minimum shares by ``finish_by``, over all pools; no pupils of schools."""
    total = 0.0
    for key, pool in world.pools.items():
        done = followed.cumulative(*key, world.finish_by)
        total += pool.weight * (max(0.0, pool.target - done) + max(0.0, pool.minimum - done))
    return total


def day_reached(world: World, followed: Forecast) -> int | None:
    """Index of the first day on which the district's expected total reaches its target."""
    cumulative: dict[date, float] = dict.fromkeys((day.date for day in world.days), 0.0)
    for row in followed.progress:
        cumulative[row.date] += row.expected_cumulative
    return next((day.index for day in world.days if cumulative[day.date] >= world.total_target - 1e-6), None)


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
        # On weekends and holidays the way is overtime like the shift.
        shift, start, end = world.shifts[journey.stop.day_shift.shift], journey.start_minute, journey.end_minute
        way = world.rest_minutes(day, start, end) - world.rest_minutes(day, shift.start_minute, shift.end_minute)
        burden += weights.overtime_hour * crew * way / 60
        # On working days it is counted by the day, for one crew holds all of a team's shifts on it.
        night = minutes_after_midnight(0, start, end)
        minutes[programme.team, day] += end - start - night
        if night:
            minutes[programme.team, day + 1] += night
    overtime = sum(
        team.crew_size * max(0, worked - NORMAL_DAY_MINUTES) / 60
        for (team, day), worked in minutes.items()
        if world.day_type(day) == "weekday"
    )
    return burden + weights.overtime_hour * overtime


def plan_burden(world: World, decisions: Decisions) -> float:
    """Burden of the duties of a plan, whoever holds them; overtime at desks on weekdays is not counted."""
    return desk_burden(world, decisions) + journey_burden(world, decisions.stops)
