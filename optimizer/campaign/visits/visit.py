"""A visit before its shifts are dated: so many shifts of one day at one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, permutations
from typing import NamedTuple

from optimizer.campaign.decisions import Stop
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId
from optimizer.world.work import Programme


class Visit(NamedTuple):
    """So many shifts of one day (index) at one place."""

    day: int
    shifts: int
    programme: Programme
    place: PlaceId


def stops_of(visits: Iterable[Visit], shifts_of_day: Mapping[int, Sequence[DayShift]]) -> Iterator[Stop]:
    """Give the visits of one team their shifts; the longest of a day comes first.

    Parameters
    ----------
    visits
        Visits whose shifts fit into their days together.
    shifts_of_day
        Day (index) to the shifts in which the team may be out, in order of time.
    """
    in_order = sorted(visits, key=lambda visit: (visit.day, -visit.shifts, visit.place))
    for day, of_day in groupby(in_order, key=lambda visit: visit.day):
        yield from _stops_of_day(list(of_day), shifts_of_day[day])


def _stops_of_day(visits: Sequence[Visit], day_shifts: Sequence[DayShift]) -> Sequence[Stop]:
    """Stops of one day, the earliest possible for the first visit; there are enough shifts for all."""
    wanted = [visit for visit in visits for _ in range(visit.shifts)]
    for order in permutations(day_shifts, len(wanted)):
        stops = [Stop(visit.programme, visit.place, each) for visit, each in zip(wanted, order, strict=True)]
        if all(stop.day_shift in stop.programme.day_shifts[stop.place] for stop in stops):
            return stops
    return []
