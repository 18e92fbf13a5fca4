"""The turnout recursion: what openings, visits and invitations are expected to deliver.

Written from the text of the design, shift by shift, in plain floats. It takes from the rows only what was decided
(which desk is open with how many lanes, who is visited when, how many are invited); every figure is its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import CommuneVisits, HomeVisits, SchoolVisits
from optimizer.verify.almanac import ONE_DAY, Almanac, iso_week
from optimizer.verify.journeys import Leg, programme_of
from optimizer.verify.pupils import Pupils
from optimizer.verify.serving import Arrivals, Hours, Serving
from optimizer.verify.tables import Located, Tables
from optimizer.world.plan import OpeningRow, VisitRow

Where: TypeAlias = tuple[str, str]
"""Place and stream."""

When: TypeAlias = tuple[date, str]
"""Date and shift."""

Reported: TypeAlias = Mapping[tuple[Where, date], float]
"""Place, stream and day to the people who were done on it."""

CSV_DECIMALS = 3
SLIGHT = 1e-9
"""Of people, as good as nobody."""


@dataclass(frozen=True, slots=True)
class DeskResult:
    """What one open desk is expected to do in one shift, in persons."""

    own_arrivals: float
    mobilised_arrivals: float
    expected_served: float
    expected_done: float


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What one visit is expected to do in one shift, in persons; attendance is a share."""

    eligible: float
    attendance: float
    expected_served: float
    expected_done: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """All expected figures of a plan; rows are named by their line."""

    desks: Mapping[int, DeskResult]
    visits: Mapping[int, VisitResult]
    done: Mapping[Where, Mapping[date, float]]
    """Persons done per place, stream and day, by the clock; also on the day after the last, where nothing counts."""


def forecast(
    scenario: Scenario,
    almanac: Almanac,
    tables: Tables,
    legs: Mapping[int, Leg],
    pupils: Pupils,
    reported: Reported | None = None,
) -> Forecast:
    """Run the recursion over all shifts in order of time: desks in order of the scenario, then visits by team.

    The order of rows in the files means nothing. Days that are reported go as reported.
    """
    recursion = _Recursion(scenario, almanac, tables, legs, pupils, reported or {})
    post_order = {post: position for position, post in enumerate(scenario.posts)}
    desks: dict[int, DeskResult] = {}
    visits: dict[int, VisitResult] = {}
    events: list[tuple[date, int, int, int | str, Located[OpeningRow] | None, Located[VisitRow] | None]] = [
        (opening.row.date, almanac.shift_order[opening.row.shift], 0, post_order[opening.row.post], opening, None)
        for opening in tables.openings
    ]
    events += [
        (visit.row.date, almanac.shift_order[visit.row.shift], 1, visit.row.team, None, visit)
        for visit in tables.visits
    ]
    for day, *_, opening, visit in sorted(events, key=lambda event: event[:4]):
        recursion.go_to(day)
        if opening is not None:
            desks[opening.line] = recursion.open_desk(opening.row)
        elif visit is not None and (result := recursion.visit(visit)) is not None:
            visits[visit.line] = result
    recursion.go_to(almanac.last_day + ONE_DAY)
    return Forecast(desks, visits, recursion.done)


class _Recursion:
    """The people still waiting, and what each shift does to them."""

    def __init__(
        self,
        scenario: Scenario,
        almanac: Almanac,
        tables: Tables,
        legs: Mapping[int, Leg],
        pupils: Pupils,
        reported: Reported,
    ) -> None:
        self._reported = reported
        self._day = almanac.first_day - ONE_DAY
        self._dawn: tuple[dict[Where, dict[str, float]], dict[Where, float]] = {}, {}
        self._scenario = scenario
        self._almanac = almanac
        self._legs = legs
        self._pupils = pupils
        self._serving = Serving(scenario.uncertainty)
        self._mobilised = _mobilised_per_shift(scenario, tables)
        self._waiting: dict[Where, dict[str, float]] = {
            (place_id, stream): {
                segment: details.share * (pool.people - pool.already_done)
                for segment, details in scenario.turnout[stream].segments.items()
            }
            for place_id, place in scenario.places.items()
            for stream, pool in place.pools.items()
            if stream in scenario.turnout
        }
        self._pupils_done: dict[Where, float] = defaultdict(float)
        self.done: dict[Where, dict[date, float]] = defaultdict(lambda: defaultdict(float))

    def go_to(self, day: date) -> None:
        """Let all days before this one end, those without any event too."""
        while self._day < day:
            self._end()
            self._day += ONE_DAY
            today = [where for (where, when) in self._reported if when == self._day]
            self._dawn = (
                {where: dict(self._waiting[where]) for where in today if where in self._waiting},
                {where: self._pupils_done[where] for where in today if where not in self._waiting},
            )
            for where in today:
                self.done[where][self._day] += self._reported[where, self._day]

    def _end(self) -> None:
        """Replace what the day's events were expected to do by what was reported."""
        waiting, pupils = self._dawn
        for where, at_dawn in waiting.items():
            weights = {segment: at_dawn[segment] - self._waiting[where][segment] for segment in at_dawn}
            self._waiting[where] = _left_over(at_dawn, weights, self._reported[where, self._day])
        for where, known in pupils.items():
            self._pupils_done[where] = known + self._reported[where, self._day]

    def open_desk(self, row: OpeningRow) -> DeskResult:
        """One desk in one shift: own and mobilised arrivals, and how many of them its lanes serve."""
        post = self._scenario.posts[row.post]
        where = (post.place, post.stream)
        day_type = self._almanac.day_type(row.date)
        waiting = self._waiting.get(where, {})
        own: dict[str, float] = {}
        mobilised: dict[str, float] = {}
        for segment, people in waiting.items():
            rates = self._scenario.turnout[post.stream].segments[segment].arrival
            here = self._scenario.places[post.place].pools[post.stream].turnout_factor
            own[segment] = min(1.0, rates.get(day_type, {}).get(row.shift, 0.0) * here) * people
            invited = self._mobilised.get((*where, iso_week(row.date), segment), 0.0)
            mobilised[segment] = min(invited, people - own[segment])
        arrivals = {segment: own[segment] + mobilised[segment] for segment in waiting}
        coming = Arrivals(sum(own.values()), sum(mobilised.values()))
        served = 0.0
        service = self._scenario.service.get(post.stream)
        if service is not None:
            slowness = service.shift_factor.get(row.shift, 1.0) * self._almanac.slowness(row.date, service)
            hours = Hours(self._almanac.shift_minutes(row.shift), service.minutes_per_person * slowness)
            served = self._serving.at_desk(row, post.crew, coming, hours)
        done = self._serve(where, (row.date, row.shift), arrivals, served)
        return DeskResult(coming.own, coming.invited, served, done)

    def visit(self, visit: Located[VisitRow]) -> VisitResult | None:
        """One shift of one visit; ``None`` if no programme of the scenario provides for it."""
        row = visit.row
        found = programme_of(self._scenario, self._almanac, row)
        if found is None:
            return None
        programme = found[1]
        where = (row.place, self._scenario.teams[row.team].stream)
        if isinstance(programme, HomeVisits):
            return self._visit_homes(where, row, programme)
        on_site = max(0.0, self._almanac.shift_minutes(row.shift) - self._legs[visit.line].setup_minutes)
        hours = Hours(on_site, programme.minutes_per_person)
        if isinstance(programme, CommuneVisits):
            return self._visit_commune(where, row, programme, hours)
        return self._visit_school(where, row, programme, hours)

    def _visit_homes(self, where: Where, row: VisitRow, programme: HomeVisits) -> VisitResult:
        waiting = self._waiting.get(where, {}).get(programme.segment, 0.0)
        crew = self._scenario.teams[row.team].crew
        served = self._serving.at_homes(crew, waiting, programme.people_per_shift)
        done = self._serve(where, (row.date, row.shift), {programme.segment: waiting}, served)
        return VisitResult(waiting, 1.0, served, done)

    def _visit_commune(self, where: Where, row: VisitRow, programme: CommuneVisits, hours: Hours) -> VisitResult:
        waiting = self._waiting.get(where, {})
        arrivals = {segment: programme.arrival.get(segment, 0.0) * people for segment, people in waiting.items()}
        eligible = sum(waiting.values())
        attendance = sum(arrivals.values()) / eligible if eligible > 0 else 0.0
        crew = self._scenario.teams[row.team].crew
        served = self._serving.in_commune(crew, Arrivals(sum(arrivals.values())), hours)
        done = self._serve(where, (row.date, row.shift), arrivals, served)
        return VisitResult(eligible, attendance, served, done)

    def _visit_school(self, where: Where, row: VisitRow, programme: SchoolVisits, hours: Hours) -> VisitResult:
        day = row.date
        in_term = self._almanac.is_in_term(day)
        attendance = programme.attendance_in_term if in_term else programme.attendance_after_term
        reached = self._pupils.reached(where[0], programme.eligible_age_years, day)
        eligible = max(0.0, reached - self._pupils_done[where])
        crew = self._scenario.teams[row.team].crew
        served = self._serving.at_school(crew, eligible, attendance, hours)
        done = self._success(where[1]) * served
        self._pupils_done[where] += done
        self._put_down(where, (row.date, row.shift), done)
        return VisitResult(eligible, attendance, served, done)

    def _serve(self, where: Where, when: When, arrivals: Mapping[str, float], served: float) -> float:
        """Serve the same share of every segment, take who is done off the waiting; return the number done."""
        total = sum(arrivals.values())
        share = served / total if total > 0 else 0.0
        success = self._success(where[1])
        for segment, people in arrivals.items():
            if where in self._waiting and segment in self._waiting[where]:
                self._waiting[where][segment] -= success * share * people
        done = success * served
        self._put_down(where, when, done)
        return done

    def _put_down(self, where: Where, when: When, done: float) -> None:
        """What a shift does stands on the dates on which it is worked, in proportion to the time, or as reported."""
        if (where, when[0]) in self._reported:
            return
        for day, share in self._almanac.share_by_date(*when).items():
            self.done[where][day] += share * done

    def _success(self, stream: str) -> float:
        service = self._scenario.service.get(stream)
        return 1.0 if service is None else service.first_try_success


def _left_over(people: Mapping[str, float], weights: Mapping[str, float], gone: float) -> dict[str, float]:
    """Who is left of each segment when so many go: by weight, then by who is there, as long as anybody is."""
    remaining = {segment: people[segment] for segment in people}
    by = {segment: max(weight, 0.0) for segment, weight in weights.items()}
    if not any(by.values()):
        by = dict(remaining)
    while gone > SLIGHT:
        open_segments = [segment for segment in remaining if remaining[segment] > SLIGHT and by[segment] > 0.0]
        weight = sum(by[segment] for segment in open_segments)
        if not open_segments or weight <= 0.0:
            break
        asked = gone
        for segment in open_segments:
            share = min(remaining[segment], asked * by[segment] / weight)
            remaining[segment] -= share
            gone -= share
        by = dict(remaining)
    return remaining


def _mobilised_per_shift(scenario: Scenario, tables: Tables) -> dict[tuple[str, str, str, str], float]:
    """Invited people who come to each open shift, per place, stream, week and segment.

    Invitations are taken as they stand in the file, with three decimals, so that plan and file give one answer.
    """
    open_shifts = Counter(
        (scenario.posts[row.post].place, scenario.posts[row.post].stream, iso_week(row.date))
        for row in (opening.row for opening in tables.openings)
    )
    arrivals: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for row in (quota.row for quota in tables.quotas):
        shifts = open_shifts[row.place, row.stream, row.week]
        if shifts:
            show_up_rate = scenario.organisations[row.organisation].show_up_rate
            coming = round(row.invitations, CSV_DECIMALS) * show_up_rate
            arrivals[row.place, row.stream, row.week, row.segment] += coming / shifts
    return arrivals
