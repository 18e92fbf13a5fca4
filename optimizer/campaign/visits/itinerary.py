"""Where the visiting teams are when: schools and communes of each team, then loans between teams.

A team is at one place at a time, and so are teams that share a kit, which are planned as if they were one. School
dates come as choices valued beforehand (``school_dates``); a commune needs so many visiting shifts to reach its target,
since each shift draws the same share of those who still wait. CP-SAT picks choices and days (``team_itinerary``).
Home visits are counted by the allocation and dated later (``home_visits``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.decisions import Stop
from optimizer.campaign.visits.kits import (
    UnaryResource,
    off_standing_duties,
    resource_of,
    standing_with_kit,
    teams_by_kit,
)
from optimizer.campaign.visits.lending import Free
from optimizer.campaign.visits.place_visits import Weighing
from optimizer.campaign.visits.spare_officers import Spare
from optimizer.campaign.visits.team_itinerary import Found, TeamItinerary
from optimizer.campaign.visits.visit_bound import VisitBound
from optimizer.errors import OutOfTimeError
from optimizer.stopping import StopRequest
from optimizer.world.work import Team
from optimizer.world.world import World

LEAST_GAIN = 0.5
"""Weighted people for whom a team is lent at the least."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The stops of the teams that visit schools and communes, with bounds on what they can achieve."""

    stops: tuple[Stop, ...]
    unlent: tuple[Stop, ...]
    """The stops if no team is lent."""
    bounds: tuple[VisitBound, ...]
    """Per group of teams with one kit; over every visit, also in shifts in which a standing desk needs the kit."""
    teams: tuple[TeamItinerary, ...] = field(default=(), repr=False)
    """Their models."""

    @property
    def shortfall_bound(self) -> float:
        """Weighted people and pupils that no itinerary can avoid missing."""
        return sum(bound.shortfall for bound in self.bounds)

    def burden_bound(self, slack: float) -> float:
        """Burden of journeys of all itineraries that miss no more than ``slack`` weighted people above the bound."""
        return sum(bound.least(Weighing(slack, burden=1.0)) for bound in self.bounds)


def plan_itinerary(world: World, *, seed: int, stop: StopRequest | None = None) -> Itinerary:
    """Plan the school and commune visits of every team.

    Parameters
    ----------
    world
        The campaign.
    seed
        Seed of the solver, which runs on one worker and so repeats itself.
    stop
        Ends it without an itinerary.

    Raises
    ------
    OutOfTimeError
        If the solver finds no itinerary within its limit, or before a stop.
    """
    stop = stop or StopRequest()
    visiting = [programme.team for programme in world.programmes if programme.kind != "home_visit"]
    groups = teams_by_kit(team for team in world.teams if team in visiting)
    bounding = tuple(TeamItinerary(world, group, {}, stop=stop) for group in groups)
    # Where a standing desk needs a kit the visits keep off; bounds hold over plans that leave the desk closed, too.
    possible = off_standing_duties(world)
    teams = bounding if possible is world else tuple(TeamItinerary(possible, group, {}, stop=stop) for group in groups)
    found = {each.teams: each.solve(seed) for each in teams}
    unlent = _all_stops(found)
    _lend(possible, teams, found, seed, stop)
    stop.heed()
    return Itinerary(_all_stops(found), unlent, tuple(each.bound for each in bounding), teams)


def beside_desks(itinerary: Itinerary, spare: Mapping[UnitWeek, Spare], *, seed: int) -> Itinerary:
    """The itinerary with visits on other days, where local officers are missed less at their desks.

    People missed there and by visits count alike. Where teams are lent, everything stays.

    Parameters
    ----------
    itinerary
        As planned for visits alone.
    spare
        Officer-shifts that desks do not need, and what others are worth there.
    seed
        Of the solver.
    """
    if not spare or itinerary.stops != itinerary.unlent:
        return itinerary
    try:
        stops = _all_stops({each.teams: each.solve(seed, spare) for each in itinerary.teams})
    except OutOfTimeError:
        return itinerary
    return replace(itinerary, stops=stops, unlent=stops)


def _all_stops(found: Mapping[tuple[Team, ...], Found]) -> tuple[Stop, ...]:
    return tuple(stop for of_group in found.values() for stop in of_group.stops)


def _lend(
    world: World,
    teams: Sequence[TeamItinerary],
    found: dict[tuple[Team, ...], Found],
    seed: int,
    stop: StopRequest,
) -> None:
    """Lend teams to those who miss most, on whole days on which they have no visit, where fewer are missed then."""

    def avoidable(each: TeamItinerary) -> float:
        return found[each.teams].missed - each.bound.shortfall

    for each in sorted(teams, key=avoidable, reverse=True):
        free = _lenders(world, each.teams, found)
        if free and avoidable(each) > LEAST_GAIN:
            away = _days_away(each.teams, found)
            with suppress(OutOfTimeError):
                with_loans = TeamItinerary(world, each.teams, free, away, stop=stop).solve(seed)
                if with_loans.missed < found[each.teams].missed - LEAST_GAIN:
                    found[each.teams] = with_loans


def _lenders(world: World, teams: tuple[Team, ...], found: Mapping[tuple[Team, ...], Found]) -> Free:
    """Who may be lent to some teams that share a kit, on which days."""
    named = {team for programme in world.programmes if programme.team in teams for team in programme.lenders}
    busy = {(resource_of(stop.programme.team), stop.day_shift.day) for stop in _all_stops(found)}
    # Of teams that share a kit one is lent, and none among themselves.
    others = [group for group in teams_by_kit(world.teams) if resource_of(group[0]) != resource_of(teams[0])]
    able = [next((team for team in group if team in named), None) for group in others]
    return {team: _free_days(world, team, busy) for team in able if team is not None}


def _free_days(world: World, team: Team, busy: Collection[tuple[UnaryResource, int]]) -> frozenset[int]:
    """Days on which the team's kit works, nobody is out with it, and no desk must stand with it."""
    taken = {day_shift.day for day_shift in standing_with_kit(world, team)} | team.out_of_order
    return frozenset(
        day.index for day in world.days if (resource_of(team), day.index) not in busy and day.index not in taken
    )


def _days_away(teams: tuple[Team, ...], found: Mapping[tuple[Team, ...], Found]) -> frozenset[int]:
    """Days on which one of some teams that share a kit has been lent to others."""
    return frozenset(
        stop.day_shift.day
        for others, of_group in found.items()
        for stop in of_group.stops
        if others != teams and resource_of(stop.programme.team) == resource_of(teams[0])
    )
