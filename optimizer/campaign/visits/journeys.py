"""How a team's stops of one day become journeys: departure, time on site, return.

The first stop of a day starts from the team's base, a stop at another place from the previous place; the team
is on site when the shift starts and leaves when it ends. Shifts at one place on one day share one set-up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.decisions import Stop
from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class Journey:
    """One stop with its travel; minutes are counted from midnight of its day."""

    stop: Stop
    from_place: str
    start_minute: int
    end_minute: int
    travel_minutes: int
    setup_minutes: int
    minutes_on_site: int


def plan_journeys(world: World, stops: Iterable[Stop]) -> tuple[Journey, ...]:
    """Journeys of all stops, in order of team and time."""
    ordered = sorted(stops, key=lambda stop: (stop.programme.team.id, stop.day_shift))
    journeys: list[Journey] = []
    for _, group in groupby(ordered, key=lambda stop: (stop.programme.team.id, stop.day_shift.day)):
        day_stops = list(group)
        for number, stop in enumerate(day_stops):
            following = day_stops[number + 1] if number + 1 < len(day_stops) else None
            journeys.append(_journey(world, day_stops[:number], stop, following))
    return tuple(journeys)


def _journey(world: World, earlier: Sequence[Stop], stop: Stop, following: Stop | None) -> Journey:
    team, shift = stop.programme.team, world.shifts[stop.day_shift.shift]
    origin = earlier[-1].place if earlier else team.base
    inward = world.travel_minutes[origin, stop.place]
    homeward = 0 if following else world.travel_minutes[stop.place, team.base]
    setup = 0 if any(known.place == stop.place for known in earlier) else team.setup_minutes
    return Journey(
        stop=stop,
        from_place=origin,
        start_minute=shift.start_minute - inward,
        end_minute=shift.end_minute + homeward,
        travel_minutes=inward + homeward,
        setup_minutes=setup,
        minutes_on_site=shift.minutes - setup,
    )


def committed_hours(world: World, stops: Iterable[Stop]) -> Mapping[UnitWeek, int]:
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
