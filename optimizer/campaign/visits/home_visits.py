"""The days of home visits, which the allocation counts per week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from optimizer.campaign.allocation.allocation import HomeVisitKey
from optimizer.campaign.decisions import Stop
from optimizer.campaign.visits.kits import UnaryResource, resource_of
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, Week
from optimizer.world.work import Programme
from optimizer.world.world import World


def place_home_visits(world: World, visits: Mapping[HomeVisitKey, int]) -> tuple[Stop, ...]:
    """Give home visits counted per week their days, whole days first so that one journey serves several shifts.

    Parameters
    ----------
    world
        The campaign.
    visits
        Visiting shifts per programme, place and week; those that find no day any more are dropped.
    """
    stops: list[Stop] = []
    programmes = {programme.id: programme for programme in world.programmes}
    taken: set[tuple[UnaryResource, DayShift]] = set()
    days_of_place: dict[tuple[str, PlaceId], set[int]] = defaultdict(set)
    # Week by week, most shifts first: whoever needs whole days gets them before single shifts cut them up.
    for (name, place, week), number in sorted(visits.items(), key=lambda item: (item[0][2], -item[1], item[0])):
        programme, wanted, visited = programmes[name], number, days_of_place[name, place]
        resource = resource_of(programme.team)
        free = [each for each in _in_week(world, programme, place, week) if (resource, each) not in taken]
        for day in _days_that_fit(free, wanted):
            if wanted and (day[0].day in visited or len(visited) < programme.maximum_visits):
                for day_shift in day[:wanted]:
                    taken.add((resource, day_shift))
                    visited.add(day_shift.day)
                    stops.append(Stop(programme, place, day_shift))
                wanted -= len(day[:wanted])
    return tuple(stops)


def _in_week(world: World, programme: Programme, place: PlaceId, week: Week) -> list[DayShift]:
    """Day-shifts of a week up to ``finish_by`` in which a place may be visited, in order of time."""
    return sorted(
        each for each in programme.day_shifts[place] if world.week_of(each) == week and each.day <= world.finish_by
    )


def _days_that_fit(day_shifts: Iterable[DayShift], wanted: int) -> list[list[DayShift]]:
    """Day-shifts by day, the day first whose number of shifts is nearest to what is wanted."""
    by_day = [list(group) for _, group in groupby(day_shifts, key=lambda each: each.day)]
    return sorted(by_day, key=lambda day: (abs(len(day) - wanted), day))
