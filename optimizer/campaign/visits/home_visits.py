"""The days of home visits, which the allocation counts per week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby

from optimizer.campaign.decisions import Stop
from optimizer.campaign.visits.kits import User, user_of
from optimizer.world.calendar import DayShift
from optimizer.world.world import World


def place_home_visits(world: World, visits: Mapping[tuple[str, str, str], int]) -> tuple[Stop, ...]:
    """Give home visits counted per week their days, whole days first so that one journey serves several shifts."""
    stops: list[Stop] = []
    programmes = {programme.id: programme for programme in world.programmes}
    taken: set[tuple[User, DayShift]] = set()
    days_of_place: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (name, place, week), number in sorted(visits.items(), key=lambda item: (item[0][2], -item[1], item[0])):
        programme, wanted = programmes[name], number
        day_shifts = sorted(
            p
            for p in programme.day_shifts[place]
            if world.week_of(p) == week and p.day <= world.finish_by and (user_of(programme.team), p) not in taken
        )
        by_day = [list(group) for _, group in groupby(day_shifts, key=lambda day_shift: day_shift.day)]
        for day in sorted(by_day, key=lambda group: (abs(len(group) - wanted), group)):
            known = days_of_place[name, place]
            if wanted and (day[0].day in known or len(known) < programme.maximum_visits):
                for day_shift in day[:wanted]:
                    taken.add((user_of(programme.team), day_shift))
                    known.add(day_shift.day)
                    stops.append(Stop(programme, place, day_shift))
                wanted -= len(day[:wanted])
    return tuple(stops)
