"""Every way in which teams may spend their days, for whoever asks whether there is any plan.

The campaign level looks for the visits that serve most people; a rule that asks for duty may be kept by others alone.
A tour is what a team does on one day: in each of the shifts in which it may be out, a stop or none. How often a place
may be visited, and who else needs the kit, is not looked at: if there is no plan with all of these to choose from,
there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from math import prod

from optimizer.campaign.decisions import Stop
from optimizer.planning.unit_groups import Units
from optimizer.world.calendar import DayShift
from optimizer.world.work import Programme
from optimizer.world.world import World

Tour = tuple[Stop, ...]
"""Stops of one team on one day."""
TeamDay = tuple[str, int]
"""A team, and the index of a day."""


def tours_of(stops: tuple[Stop, ...]) -> tuple[Tour, ...]:
    """The tours that some stops are."""
    by_day: dict[TeamDay, list[Stop]] = defaultdict(list)
    for stop in stops:
        by_day[team_day(stop)].append(stop)
    return tuple(map(tuple, by_day.values()))


def team_day(stop: Stop) -> TeamDay:
    """Whose day a stop is part of."""
    return stop.programme.team.id, stop.day_shift.day


def possible_tours(world: World, units: Units, most: int) -> tuple[Tour, ...] | None:
    """All tours that may ask officers of some units.

    Parameters
    ----------
    world, units
        The campaign, and the units.
    most
        How many tours are looked at; ``None`` is returned if there are more.
    """
    options: dict[TeamDay, dict[DayShift, list[Stop]]] = defaultdict(lambda: defaultdict(list))
    for programme in programmes_of(world, units):
        for visiting in (programme, *(programme.lent(team) for team in programme.lenders)):
            for place, day_shifts in programme.day_shifts.items():
                for day_shift in sorted(day_shifts):
                    stop = Stop(visiting, place, day_shift)
                    options[team_day(stop)][day_shift].append(stop)
    if sum(prod(1 + len(stops) for stops in of_day.values()) for of_day in options.values()) > most:
        return None
    choices = (product(*([None, *stops] for stops in of_day.values())) for of_day in options.values())
    tours = (tuple(stop for stop in chosen if stop is not None) for of_day in choices for chosen in of_day)
    return tuple(tour for tour in tours if tour)


def programmes_of(world: World, units: Units) -> Iterator[Programme]:
    """Visits that officers of the units may be asked for."""
    own = set(units)
    for programme in world.programmes:
        teams = (programme.team, *programme.lenders)
        visited = {world.unit_of_commune.get(place) for place in programme.places}
        is_accompanied = any(team.local_officers for team in teams) and bool(visited & own)
        if is_accompanied or any(team.unit in own for team in teams):
            yield programme
