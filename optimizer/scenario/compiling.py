"""From a valid scenario to the world the model sees: ids resolved, calendars expanded, defaults gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import asin, ceil, cos, prod, radians, sin, sqrt

from optimizer.scenario.calendar_view import CalendarView, dates_of
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import Officer
from optimizer.scenario.schema.turnout import StreamService
from optimizer.scenario.schema.uncertainty import Uncertainty as UncertaintySection
from optimizer.scenario.schema.work import CommuneVisits, HomeVisits, SchoolVisits, Visits
from optimizer.world.calendar import MINUTES_PER_DAY, Day, DayShift, Shift
from optimizer.world.ids import PlaceId, PostId, StreamId
from optimizer.world.roster_problem import BURDEN_SCALE, PastDuty, Person, WorkRequest
from optimizer.world.uncertainty import Uncertainty
from optimizer.world.work import Helper, Organisation, Pool, Post, Programme, School, Segment, Team
from optimizer.world.world import BurdenWeights, LeastYields, World

EARTH_RADIUS_KM = 6371.0
ABSENCE_KINDS = ("rest", "compensatory", "leave", "other_duty")


def compile_world(scenario: Scenario) -> World:
    """Compile a scenario that has passed all checks of reading.

    Returns
    -------
    World
        The campaign by index: day 0 is the first day, history has negative indices.
    """
    return _Compiler(scenario).compile()


class _Compiler:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.calendar = CalendarView(scenario)
        self.first_day = scenario.campaign.first_day
        past_days = {day for officer in scenario.officers.values() for day in officer.history.days}
        earliest = min((self._index(day) for day in past_days), default=0)
        self.history = tuple(self._day(index) for index in range(earliest, 0))
        self.days = tuple(self._day(index) for index in range(len(self.calendar.days)))
        self.shifts = tuple(
            _compile_shift(name, shift.start, shift.end, is_evening=shift.is_evening)
            for name, shift in scenario.shifts.items()
        )
        self.shift_by_id = {shift.id: shift for shift in self.shifts}
        self.days_of_other_work = {
            name: frozenset(day.index for day in self.days if day.day_type in unit.other_work)
            for name, unit in scenario.units.items()
        }

    def compile(self) -> World:
        scenario = self.scenario
        weights = scenario.objectives.burden
        teams = {name: self._team(name) for name in scenario.teams}
        return World(
            days=self.days,
            day_after=self._day(len(self.days)),
            history=self.history,
            shifts=self.shifts,
            finish_by=self._index(scenario.campaign.finish_by),
            pools={pool.key: pool for pool in self._pools()},
            schools={school.place: school for school in self._schools()},
            posts=tuple(self._post(name) for name in scenario.posts),
            teams=tuple(teams.values()),
            programmes=tuple(self._programme(name, visits, teams) for name, visits in scenario.visits.items()),
            organisations=tuple(self._organisation(name) for name in scenario.organisations),
            officers=tuple(self._officer(name, officer) for name, officer in scenario.officers.items()),
            helpers=tuple(self._helper(name) for name in scenario.helpers),
            unit_of_commune=self._units_of_communes(),
            travel_minutes=self._travel_minutes(),
            weights=BurdenWeights(**weights.model_dump()),
            least_yields=LeastYields(**scenario.objectives.least_yield.model_dump()),
            seeks_earliest=scenario.objectives.goal == "earliest",
            uncertainty=_compile_uncertainty(scenario.uncertainty),
        )

    def _index(self, day: date) -> int:
        return (day - self.first_day).days

    def _day(self, index: int) -> Day:
        day = self.first_day + timedelta(days=index)
        return Day(index, day, self.calendar.day_type(day))

    def _pools(self) -> Iterable[Pool]:
        for place_id, place in self.scenario.places.items():
            for stream_id, pool in place.pools.items():
                stream = self.scenario.campaign.streams[stream_id]
                waiting = pool.people - pool.already_done
                yield Pool(
                    place=PlaceId(place_id),
                    stream=StreamId(stream_id),
                    target=pool.target,
                    already_done=pool.already_done,
                    success=self.scenario.service[stream_id].first_try_success,
                    weight=stream.weight,
                    minimum_share=stream.minimum_share,
                    segments=tuple(
                        Segment(
                            name,
                            segment.share * waiting,
                            {
                                (kind, shift): min(1.0, p * pool.turnout_factor)
                                for kind, by_shift in segment.arrival.items()
                                for shift, p in by_shift.items()
                            },
                        )
                        for name, segment in self.scenario.turnout[stream_id].segments.items()
                    ),
                )

    def _schools(self) -> Iterable[School]:
        for visits in self.scenario.visits.values():
            if isinstance(visits, SchoolVisits):
                for place in visits.places:
                    yield self._school(place, visits)

    def _school(self, place: str, visits: SchoolVisits) -> School:
        stream_id = self.scenario.teams[visits.team].stream
        blacked_out = {self._index(day) for day in self.calendar.blacked_out_days(stream_id)}
        eligible_from = [
            (self._index(_birthday(born, visits.eligible_age_years)), count)
            for born, count in self.scenario.places[place].pupils.items()
        ]
        countable = sum(n for day, n in eligible_from if day < len(self.days) and day not in blacked_out)
        return School(
            place=PlaceId(place),
            stream=StreamId(stream_id),
            success=self.scenario.service[stream_id].first_try_success,
            weight=self.scenario.campaign.streams[stream_id].weight,
            eligible_by=tuple(float(sum(n for first, n in eligible_from if first <= day.index)) for day in self.days),
            attendance=tuple(
                visits.attendance_in_term if self.calendar.is_in_term(day.date) else visits.attendance_after_term
                for day in self.days
            ),
            countable=float(countable),
            not_yet_eligible=float(sum(n for _, n in eligible_from) - countable),
        )

    def _post(self, name: str) -> Post:
        post = self.scenario.posts[name]
        service = self.scenario.service[post.stream]
        allowed = self._day_shifts(self.calendar.desk_shifts(post))
        return Post(
            id=PostId(name),
            place=PlaceId(post.place),
            unit=post.unit,
            stream=StreamId(post.stream),
            lanes=post.lanes,
            crew_size=post.crew.size,
            crew_officers=post.crew.officers,
            skill=post.crew.skill,
            kit=post.kit,
            lane_capacity={day_shift: self._served_by_a_lane(service, day_shift) for day_shift in allowed},
            may_open=allowed,
            must_open=self._day_shifts(self.calendar.standing_shifts(post)),
        )

    def _day_shifts(self, shifts: Iterable[tuple[date, str]]) -> frozenset[DayShift]:
        numbers = {shift.id: number for number, shift in enumerate(self.shifts)}
        return frozenset(DayShift(self._index(day), numbers[shift]) for day, shift in shifts)

    def _served_by_a_lane(self, service: StreamService, day_shift: DayShift) -> float:
        """Persons in one shift, fewer on days when service is slow."""
        shift, day = self.shifts[day_shift.shift], self.days[day_shift.day].date
        slowness = prod(slow.factor for slow in service.slow_days.values() if slow.first_day <= day <= slow.last_day)
        return shift.minutes / (service.minutes_per_person * service.shift_factor.get(shift.id, 1.0) * slowness)

    def _team(self, name: str) -> Team:
        team = self.scenario.teams[name]
        return Team(
            id=name,
            unit=team.unit,
            base=PlaceId(team.base),
            stream=StreamId(team.stream),
            crew_size=team.crew.size,
            skill=team.crew.skill,
            local_officers=team.local_officers,
            kit=team.kit,
            setup_minutes=team.setup_minutes,
            out_of_order=frozenset(self._days_out_of_order(team.kit)),
        )

    def _days_out_of_order(self, kit: str | None) -> Iterable[int]:
        """Days on which the kit does not work, and those whose nights would run into one."""
        eves = any(shift.minutes_after_midnight for shift in self.shifts)
        for day in self.calendar.broken_days(kit):
            yield self._index(day)
            if eves:
                yield self._index(day) - 1

    def _programme(self, name: str, visits: Visits, teams: Mapping[str, Team]) -> Programme:
        team = teams[visits.team]
        return Programme(
            id=name,
            kind=visits.kind,
            team=team,
            places=tuple(map(PlaceId, visits.places)),
            maximum_visits=visits.maximum_visits,
            day_shifts={
                PlaceId(place): self._day_shifts(self.calendar.visit_shifts(visits, place)) for place in visits.places
            },
            minutes_per_person=0.0 if isinstance(visits, HomeVisits) else visits.minutes_per_person,
            arrival=visits.arrival if isinstance(visits, CommuneVisits) else None,
            segment=visits.segment if isinstance(visits, HomeVisits) else "",
            people_per_shift=visits.people_per_shift if isinstance(visits, HomeVisits) else 0.0,
            lenders=tuple(teams[name] for name in visits.lenders),
        )

    def _organisation(self, name: str) -> Organisation:
        organisation = self.scenario.organisations[name]
        return Organisation(
            id=name,
            places=tuple(map(PlaceId, organisation.places)),
            stream=StreamId(organisation.stream),
            weekly_capacity=organisation.weekly_capacity,
            show_up_rate=organisation.show_up_rate,
            segments=organisation.segments,
        )

    def _helper(self, name: str) -> Helper:
        helper = self.scenario.helpers[name]
        return Helper(
            id=name,
            posts=tuple(map(PostId, helper.posts)),
            shifts_per_week=helper.shifts_per_week,
            rest_minutes=round(helper.rest_hours * 60),
            unavailable=frozenset(dates_of(helper.unavailable.values())),
        )

    def _officer(self, name: str, officer: Officer) -> Person:
        past_shifts = {
            self._index(day): entries
            for day, entries in officer.history.days.items()
            if entries[0] not in ABSENCE_KINDS
        }
        return Person(
            id=name,
            unit=officer.unit,
            skills=frozenset(officer.skills),
            minutes_per_week=round(officer.hours_per_week * 60),
            lent_to=frozenset(officer.lent_to),
            leave=frozenset(
                index for day in dates_of(officer.leave.values()) if 0 <= (index := self._index(day)) <= len(self.days)
            ),
            other_work=self.days_of_other_work[officer.unit],
            requests=tuple(
                WorkRequest(key, self._index(wish.date), wish.shift, wish.want == "on", wish.weight)
                for key, wish in officer.requests.items()
            ),
            past_duties=tuple(
                PastDuty(
                    day,
                    shift,
                    day * MINUTES_PER_DAY + self.shift_by_id[shift].start_minute,
                    day * MINUTES_PER_DAY + self.shift_by_id[shift].end_minute,
                    self.shift_by_id[shift].is_evening,
                )
                for day, entries in past_shifts.items()
                for shift in entries
            ),
            past_absences={
                self._index(day): entries[0]
                for day, entries in officer.history.days.items()
                if entries[0] in ABSENCE_KINDS
            },
            past_burden=round(officer.history.burden * BURDEN_SCALE),
            past_available_days=officer.history.available_days,
        )

    def _units_of_communes(self) -> Mapping[PlaceId, str]:
        at_home = {unit.place: name for name, unit in self.scenario.units.items()}
        return {
            PlaceId(name): at_home[place.commune or name]
            for name, place in self.scenario.places.items()
            if (place.commune or name) in at_home
        }

    def _travel_minutes(self) -> Mapping[tuple[PlaceId, PlaceId], int]:
        travelled = {team.base for team in self.scenario.teams.values()}
        travelled |= {place for visits in self.scenario.visits.values() for place in visits.places}
        return {(PlaceId(a), PlaceId(b)): self._minutes_between(a, b) for a in travelled for b in travelled}

    def _minutes_between(self, origin: str, destination: str) -> int:
        if origin == destination:
            return 0
        places, travel = self.scenario.places, self.scenario.travel
        known = places[origin].road_km.get(destination, places[destination].road_km.get(origin))
        km = (
            known
            if known is not None
            else travel.detour_factor
            * _great_circle_km(
                (places[origin].latitude, places[origin].longitude),
                (places[destination].latitude, places[destination].longitude),
            )
        )
        return ceil(60 * km / travel.speed_km_per_hour)


def _compile_shift(name: str, start: object, end: object, *, is_evening: bool) -> Shift:
    first, last = (clock.hour * 60 + clock.minute for clock in (start, end))  # type: ignore[attr-defined]
    return Shift(name, first, last if last > first else last + MINUTES_PER_DAY, is_evening)


def _compile_uncertainty(section: UncertaintySection | None) -> Uncertainty:
    """What of chance changes the expected figures; nothing where the scenario knows of none."""
    if section is None:
        return Uncertainty()
    sizes = [(size, share) for size, share in enumerate(section.household_sizes, start=1)]
    absence, system = section.absence, section.national_system
    return Uncertainty(
        has_queues=section.queues and section.one_by_one,
        household_weight=sum(size**2 * share for size, share in sizes) / sum(size * share for size, share in sizes),
        service_time_spread=section.service_time_spread,
        missing=absence.share * (1 - absence.covered),
        down=system.down,
        slow=min(system.slow, 1 - system.down),
        slow_factor=system.slow_factor,
    )


def _birthday(born: date, age: int) -> date:
    """Day on which somebody reaches an age; 29 February is reached on 28 February in common years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 2, 28)


def _great_circle_km(origin: tuple[float, float], destination: tuple[float, float]) -> float:
    """Haversine distance between two points given in degrees."""
    latitude, longitude = (radians(b - a) for a, b in zip(origin, destination, strict=True))
    half_chord = (
        sin(latitude / 2) ** 2 + cos(radians(origin[0])) * cos(radians(destination[0])) * sin(longitude / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))
