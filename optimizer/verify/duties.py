"""Who is on duty where: the duties the roster rows stand for, with their hours, travel and burden.

Times come from the shift and the itinerary, not from the rows, whose own times are compared with these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.campaign import DayType
from optimizer.verify.almanac import ONE_DAY, Almanac
from optimizer.verify.journeys import Leg, programme_of
from optimizer.verify.tables import Located, Tables
from optimizer.world.plan import HelperRow, OpeningRow, RosterRow, VisitRow

Work: TypeAlias = tuple[date, str, str]
"""Date, shift, and the post or team."""

NORMAL_DAY_HOURS = 8.0


@dataclass(frozen=True, slots=True)
class Duty:
    """One officer on one duty."""

    line: int
    row: RosterRow
    start: datetime
    end: datetime
    unit: str
    """Unit the duty belongs to."""
    place: str
    stream: str
    travel_minutes: int
    is_evening: bool
    burden: float
    """Published weights of the duty; hours above the normal day are not in it."""

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end - self.start).total_seconds() / 3600

    @property
    def hours_after_midnight(self) -> float:
        """Hours of it that are worked on the next date."""
        return _hours_after_midnight(self.row.date, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Staff:
    """Rows of the plan by the work they belong to."""

    duties: tuple[Duty, ...]
    openings: Mapping[Work, Located[OpeningRow]]
    visits: Mapping[Work, Located[VisitRow]]
    officers: Mapping[Work, tuple[Duty, ...]]
    """Officers of the crew of a post or team; local officers are not among them."""
    local_officers: Mapping[Work, tuple[Duty, ...]]
    helpers: Mapping[Work, tuple[Located[HelperRow], ...]]


def gather_staff(scenario: Scenario, almanac: Almanac, tables: Tables, legs: Mapping[int, Leg]) -> Staff:
    """Bring roster, helpers, openings and visits together by date, shift and post or team."""
    openings = {(at.row.date, at.row.shift, at.row.post): at for at in tables.openings}
    visits: dict[Work, Located[VisitRow]] = {}
    for visit in tables.visits:
        visits.setdefault((visit.row.date, visit.row.shift, visit.row.team), visit)
    officers: dict[Work, list[Duty]] = defaultdict(list)
    local_officers: dict[Work, list[Duty]] = defaultdict(list)
    duties = []
    for located in tables.roster:
        row = located.row
        work = (row.date, row.shift, row.post)
        duty = _read_duty(scenario, almanac, located, visits.get(work), legs)
        duties.append(duty)
        (local_officers if row.role == "local" else officers)[work].append(duty)
    helpers: dict[Work, list[Located[HelperRow]]] = defaultdict(list)
    for helper in tables.helpers:
        helpers[helper.row.date, helper.row.shift, helper.row.post].append(helper)
    return Staff(
        tuple(duties),
        openings,
        visits,
        {work: tuple(crew) for work, crew in officers.items()},
        {work: tuple(crew) for work, crew in local_officers.items()},
        {work: tuple(crew) for work, crew in helpers.items()},
    )


def local_units(scenario: Scenario, place: str) -> tuple[str, ...]:
    """The units whose officers leave from the commune the place lies in."""
    commune = scenario.places[place].commune or place
    return tuple(name for name, unit in scenario.units.items() if unit.place == commune)


def overtime_by_date(almanac: Almanac, duties: Iterable[Duty]) -> dict[date, float]:
    """Per date, the hours worked on it above the normal day, or all of them on weekends and holidays."""
    return {
        day: hours if almanac.is_rest_type(day) else max(0.0, hours - NORMAL_DAY_HOURS)
        for day, hours in hours_by_date(duties).items()
    }


def hours_by_date(duties: Iterable[Duty]) -> dict[date, float]:
    """Hours on the dates on which they are worked: a night is split at midnight."""
    worked: dict[date, float] = defaultdict(float)
    for duty in duties:
        night = duty.hours_after_midnight
        worked[duty.row.date] += duty.hours - night
        if night:
            worked[duty.row.date + ONE_DAY] += night
    return dict(worked)


def counts_as(almanac: Almanac, duty: Duty) -> DayType:
    """The day type a duty counts for: a holiday it runs into, else that of the day on which it begins."""
    return _counts_as(almanac, duty.row.date, duty.hours_after_midnight)


def _counts_as(almanac: Almanac, day: date, night: float) -> DayType:
    return "holiday" if night and almanac.day_type(day + ONE_DAY) == "holiday" else almanac.day_type(day)


def _hours_after_midnight(day: date, start: datetime, end: datetime) -> float:
    midnight = datetime.combine(day + ONE_DAY, time())
    return max(0.0, (end - max(start, midnight)).total_seconds() / 3600)


def _read_duty(
    scenario: Scenario,
    almanac: Almanac,
    located: Located[RosterRow],
    visit: Located[VisitRow] | None,
    legs: Mapping[int, Leg],
) -> Duty:
    row = located.row
    start, end = almanac.span(row.date, row.shift)
    travel_minutes = 0
    if row.role == "team" and visit is not None:
        leg = legs[visit.line]
        start, end, travel_minutes = leg.start, leg.end, leg.travel_minutes
    unit, place, stream = _belongs_to(scenario, row, visit)
    is_evening = scenario.shifts[row.shift].is_evening
    burden = _burden(scenario, almanac, row.date, (start, end), travel_minutes, is_evening)
    if unit != scenario.officers[row.officer].unit or (row.role == "team" and _is_lent(scenario, almanac, visit)):
        burden += scenario.objectives.burden.loan
    return Duty(located.line, row, start, end, unit, place, stream, travel_minutes, is_evening, burden)


def _belongs_to(scenario: Scenario, row: RosterRow, visit: Located[VisitRow] | None) -> tuple[str, str, str]:
    """Unit, place and stream of the work; a local officer's duty belongs to the unit of the commune visited."""
    if row.post in scenario.posts:
        post = scenario.posts[row.post]
        return post.unit, post.place, post.stream
    team = scenario.teams[row.post]
    place = row.place if visit is None else visit.row.place
    at_home = local_units(scenario, place) if row.role == "local" and place in scenario.places else ()
    own_unit = scenario.officers[row.officer].unit
    if own_unit in at_home:
        return own_unit, place, team.stream
    return (at_home[0] if at_home else team.unit), place, team.stream


def _is_lent(scenario: Scenario, almanac: Almanac, visit: Located[VisitRow] | None) -> bool:
    """Whether the team visits for a programme that is not its own."""
    found = None if visit is None else programme_of(scenario, almanac, visit.row)
    return visit is not None and found is not None and found[1].team != visit.row.team


def _burden(
    scenario: Scenario,
    almanac: Almanac,
    day: date,
    span: tuple[datetime, datetime],
    travel_minutes: int,
    is_evening: bool,
) -> float:
    weights, (start, end) = scenario.objectives.burden, span
    night = _hours_after_midnight(day, start, end)
    day_type = _counts_as(almanac, day, night)
    burden = weights.travel_hour * travel_minutes / 60
    if is_evening:
        burden += weights.evening
    if day_type == "weekend":
        burden += weights.weekend
    elif day_type == "holiday":
        burden += weights.holiday
    worked = ((day, (end - start).total_seconds() / 3600 - night), (day + ONE_DAY, night))
    burden += weights.overtime_hour * sum(hours for each, hours in worked if almanac.is_rest_type(each))
    return burden
