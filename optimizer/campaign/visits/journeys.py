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
from optimizer.world.ids import PlaceId
from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class Journey:
    """One stop with its travel; times of day count from midnight of its day (minutes)."""

    stop: Stop
    from_place: PlaceId
    start_minute: int
    """Departure."""
    end_minute: int
    """Return, or the end of the shift if another stop follows on the day."""
    travel_minutes: int
    setup_minutes: int
    minutes_on_site: int
    """Time to serve people, set-up not included."""


def plan_journeys(world: World, stops: Iterable[Stop]) -> tuple[Journey, ...]:
    """Journeys of all stops, in order of team and time."""
    ordered = sorted(stops, key=lambda stop: (stop.programme.team.id, stop.day_shift))
    journeys: list[Journey] = []
    for _, group in groupby(ordered, key=lambda stop: (stop.programme.team.id, stop.day_shift.day)):
        of_day = list(group)
        for number, stop in enumerate(of_day):
            following = of_day[number + 1] if number + 1 < len(of_day) else None
            journeys.append(_journey(world, of_day[:number], stop, following))
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
    """Officer-minutes that visits take from units, per week: crews while away, local officers in the shift."""
    minutes: dict[UnitWeek, int] = defaultdict(int)
    for journey in plan_journeys(world, stops):
        stop, team = journey.stop, journey.stop.programme.team
        week = world.week_of(stop.day_shift)
        minutes[team.unit, week] += team.crew_size * (journey.end_minute - journey.start_minute)
        shift = world.shifts[stop.day_shift.shift]
        if team.local_officers and stop.place in world.unit_of_commune:
            minutes[world.unit_of_commune[stop.place], week] += team.local_officers * shift.minutes
    return minutes
