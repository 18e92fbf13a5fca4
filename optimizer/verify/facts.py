"""The facts the checks of the rules look at, drawn from scenario and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from optimizer.rules.facts import DutyFact, Facts, NeedFact, PersonFact, RequestFact
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import Officer
from optimizer.verify.almanac import ONE_DAY, Almanac, days_between
from optimizer.verify.duties import NORMAL_DAY_HOURS, Staff, local_units
from optimizer.verify.naming import SECTIONS, names_of
from optimizer.verify.tables import Tables
from optimizer.world.plan import PublishedRoster, RosterRow

ABSENCES = frozenset({"leave", "rest", "compensatory", "other_duty"})
"""Entries of a history that are no shifts."""


def build_facts(
    scenario: Scenario, almanac: Almanac, tables: Tables, staff: Staff, published: PublishedRoster | None = None
) -> Facts:
    """Build the facts of a roster, the officers' history before the first day and what it changes included."""
    facts = facts_of_people(scenario, almanac, tables, staff, published)
    return replace(facts, needs=tuple(_needs(scenario, almanac, staff)))


def facts_of_people(
    scenario: Scenario, almanac: Almanac, tables: Tables, staff: Staff, published: PublishedRoster | None = None
) -> Facts:
    """The same without what is needed where, for rules that ask for no crews."""
    recorded = [day for officer in scenario.officers.values() for day in officer.history.days]
    earliest = min([almanac.first_day, *recorded])
    latest = almanac.last_day
    duties = [
        DutyFact(
            officer=duty.row.officer,
            date=duty.row.date,
            shift=duty.row.shift,
            start=duty.start,
            end=duty.end,
            post=duty.row.post,
            unit=duty.unit,
            is_evening=duty.is_evening,
            burden=duty.burden,
        )
        for duty in staff.duties
    ]
    duties.extend(_past_duties(scenario, almanac))
    absences = {
        (name, day): entry
        for name, officer in scenario.officers.items()
        for day, entries in officer.history.days.items()
        for entry in entries
        if entry in ABSENCES and day < almanac.first_day
    }
    absences |= {(at.row.officer, at.row.date): at.row.kind for at in tables.absences}
    return Facts(
        first_day=almanac.first_day,
        last_day=latest,
        day_types={day: almanac.day_type(day) for day in days_between(earliest, latest + ONE_DAY)},
        people={name: _person(name, officer) for name, officer in scenario.officers.items()},
        duties=tuple(duties),
        absences=absences,
        needs=(),
        published=None if published is None else frozenset(map(_duty_of, published.rows)),
        first_free=None if published is None else published.first_free,
        normal_day_hours=NORMAL_DAY_HOURS,
        overtime_hour_weight=scenario.objectives.burden.overtime_hour,
        names={(section, key): name for section in SECTIONS for key, name in names_of(scenario, section).items()}
        | {("posts", key): name for key, name in names_of(scenario, "teams").items() if key not in scenario.posts},
    )


def _duty_of(row: RosterRow) -> tuple[str, date, str, str]:
    return row.officer, row.date, row.shift, row.post


def days_of_leave(officer: Officer) -> frozenset[date]:
    """All days of leave granted, inside the campaign or not."""
    return frozenset(
        leave.first_day + timedelta(days=offset)
        for leave in officer.leave.values()
        for offset in range((leave.last_day - leave.first_day).days + 1)
    )


def is_standing(scenario: Scenario, almanac: Almanac, day: date, shift: str, post_id: str) -> bool:
    """Whether the post must be manned in the shift; never while it is closed."""
    post = scenario.posts[post_id]
    return (
        post.standing is not None
        and shift in post.standing.shifts
        and almanac.day_type(day) in post.standing.day_types
        and almanac.desk_obstacle(day, shift, post) is None
    )


def _person(name: str, officer: Officer) -> PersonFact:
    return PersonFact(
        id=name,
        unit=officer.unit,
        skills=frozenset(officer.skills),
        hours_per_week=officer.hours_per_week,
        leave=days_of_leave(officer),
        requests=tuple(
            RequestFact(request_id, request.date, request.shift, request.want == "on", request.weight)
            for request_id, request in officer.requests.items()
        ),
        past_burden=officer.history.burden,
        past_available_days=officer.history.available_days,
        lent_to=frozenset(officer.lent_to),
    )


def _past_duties(scenario: Scenario, almanac: Almanac) -> Iterator[DutyFact]:
    for name, officer in scenario.officers.items():
        for day, entries in officer.history.days.items():
            for shift in entries:
                if shift in ABSENCES or day >= almanac.first_day:
                    continue
                start, end = almanac.span(day, shift)
                is_evening = scenario.shifts[shift].is_evening
                yield DutyFact(name, day, shift, start, end, "", officer.unit, is_evening)


def _needs(scenario: Scenario, almanac: Almanac, staff: Staff) -> Iterator[NeedFact]:
    """Officers each open desk, each visit, and each standing duty that was left closed needs."""
    for (day, shift, post_id), opening in staff.openings.items():
        post = scenario.posts[post_id]
        helpers = len(staff.helpers.get((day, shift, post_id), ()))
        full = max(post.crew.officers, post.crew.size - helpers)
        yield NeedFact(day, shift, post_id, full, max(full, opening.row.lanes), post.crew.skill, unit=post.unit)
    for day in days_between(almanac.first_day, almanac.last_day):
        for post_id, post in scenario.posts.items():
            for shift in post.standing.shifts if post.standing else ():
                is_closed = (day, shift, post_id) not in staff.openings
                if is_closed and is_standing(scenario, almanac, day, shift, post_id):
                    yield NeedFact(day, shift, post_id, post.crew.size, post.crew.size, post.crew.skill, unit=post.unit)
    for (day, shift, team_id), visit in staff.visits.items():
        team = scenario.teams[team_id]
        yield NeedFact(day, shift, team_id, team.crew.size, team.crew.size, team.crew.skill, unit=team.unit)
        units = local_units(scenario, visit.row.place)
        if team.local_officers and units:
            yield NeedFact(day, shift, team_id, team.local_officers, team.local_officers, unit=units[0])
