"""Where the teams travel: travel times, and the itinerary each team's visits of a day imply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, ceil, cos, radians, sin, sqrt

from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import Place, Visits
from optimizer.texts import findings as texts
from optimizer.verify.almanac import Almanac
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.naming import named
from optimizer.verify.tables import Located
from optimizer.world.plan import VisitRow

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Leg:
    """What the place and order of one visit say about its times."""

    from_place: str
    start: datetime
    end: datetime
    travel_minutes: int
    setup_minutes: int


class Journeys:
    """Travel times between the places of a scenario, by its own road distances or by coordinates."""

    def __init__(self, scenario: Scenario, almanac: Almanac) -> None:
        self._scenario = scenario
        self._almanac = almanac

    def minutes(self, origin: str, destination: str) -> int:
        """Whole minutes of the journey, rounded up; 0 within one place."""
        if origin == destination:
            return 0
        places, travel = self._scenario.places, self._scenario.travel
        here, there = places[origin], places[destination]
        road = here.road_km.get(destination, there.road_km.get(origin))
        kilometres = great_circle_km(here, there) * travel.detour_factor if road is None else road
        return ceil(60 * kilometres / travel.speed_km_per_hour)

    def legs(self, visits: Sequence[Located[VisitRow]], discrepancies: Discrepancies) -> dict[int, Leg]:
        """Return the leg of each visit by its line; record journeys there is no time for."""
        by_team_day: dict[tuple[str, date], list[Located[VisitRow]]] = {}
        for visit in visits:
            by_team_day.setdefault((visit.row.team, visit.row.date), []).append(visit)
        legs: dict[int, Leg] = {}
        for chain in by_team_day.values():
            chain.sort(key=lambda visit: self._almanac.shift_order[visit.row.shift])
            legs |= self._legs_of_day(chain, discrepancies)
        return legs

    def _legs_of_day(self, chain: list[Located[VisitRow]], discrepancies: Discrepancies) -> dict[int, Leg]:
        legs: dict[int, Leg] = {}
        team = self._scenario.teams[chain[0].row.team]
        here, free_from, places_set_up = team.base, datetime.min, set[str]()
        for position, visit in enumerate(chain):
            row = visit.row
            shift_start, shift_end = self._almanac.span(row.date, row.shift)
            inward = self.minutes(here, row.place)
            homeward = self.minutes(row.place, team.base) if position == len(chain) - 1 else 0
            leg = Leg(
                from_place=here,
                start=shift_start - timedelta(minutes=inward),
                end=shift_end + timedelta(minutes=homeward),
                travel_minutes=inward + homeward,
                setup_minutes=0 if row.place in places_set_up else team.setup_minutes,
            )
            if leg.start < free_from:
                discrepancies.breach(
                    "itinerary",
                    row.team,
                    row.date,
                    texts.TOO_LATE(
                        row=visit.line,
                        place=named(self._scenario, "places", row.place),
                        shift=named(self._scenario, "shifts", row.shift),
                        here=named(self._scenario, "places", here),
                        start=leg.start,
                        free=free_from,
                    ),
                    (free_from - leg.start).total_seconds() / 60,
                )
            here, free_from = row.place, shift_end
            places_set_up.add(row.place)
            legs[visit.line] = leg
        return legs


def great_circle_km(here: Place, there: Place) -> float:
    """Great-circle distance by the haversine formula."""
    north, other_north = radians(here.latitude), radians(there.latitude)
    half_height = sin((other_north - north) / 2)
    half_width = sin(radians(there.longitude - here.longitude) / 2)
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_height**2 + cos(north) * cos(other_north) * half_width**2))


def programmes_of(scenario: Scenario, row: VisitRow) -> dict[str, Visits]:
    """The programmes under which the team may make this kind of visit to this place."""
    return {
        name: programme
        for name, programme in scenario.visits.items()
        if row.team in (programme.team, *programme.lenders)
        and programme.kind == row.kind
        and row.place in programme.places
    }


def programme_of(scenario: Scenario, almanac: Almanac, row: VisitRow) -> tuple[str, Visits] | None:
    """The programme a visit belongs to: the first that allows its day and shift, else the first of its kind."""
    programmes = programmes_of(scenario, row)
    team = scenario.teams[row.team]
    for name, programme in programmes.items():
        if row.shift not in programme.shifts:
            continue
        if almanac.visit_obstacle(row.date, row.shift, team, row.place, programme) is None:
            return name, programme
    return next(iter(programmes.items()), None)
