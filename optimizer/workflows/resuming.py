"""A run with what is new of it: results, files laid over its scenario, leave; and what of its plan that concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.workflows.granting import remarks_of
from optimizer.workflows.revising import OpenRun
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId

if TYPE_CHECKING:
    from optimizer.run.actuals import ActualRow
    from optimizer.world.plan import Plan, RosterRow, VisitRow


def with_results(opened: OpenRun, results: Iterable[ActualRow], first_free: date) -> OpenRun:
    """The run with what was reported of days before one; the same run if it rests on just that."""
    past = tuple(row for row in results if row.date < first_free)
    return opened if past == (opened.actuals or ()) else opened.with_actuals(past)


def with_overlays(opened: OpenRun, overlays: Sequence[Path]) -> OpenRun:
    """The run for its scenario with files laid over it; the same run if they change nothing.

    Raises
    ------
    ScenarioError
        If one cannot be read, or what comes of them is no valid scenario.
    """
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.scenario.loading import load_text
    from optimizer.scenario.writing.resolved import resolved_text

    if not overlays:
        return opened
    loaded = load_text(opened.text, opened.directory / SCENARIO_FILE, overlays)
    if loaded.scenario == opened.scenario:
        return opened
    return opened.with_scenario(loaded, resolved_text(loaded) + remarks_of(opened.text))


def lawfully_open(opened: OpenRun, plan: Plan, first_free: date) -> Plan:
    """The plan without what its scenario no longer has or allows from a day on: desks, visits, officers, helpers."""
    world = opened.staff.world
    days = {day.date: day.index for day in world.days}
    shifts = {shift.id: number for number, shift in enumerate(world.shifts)}
    desks = {str(post.id): post for post in world.posts}
    officers, helpers = {officer.id for officer in world.officers}, {helper.id for helper in world.helpers}

    def when(row: RosterRow | VisitRow) -> DayShift | None:
        return DayShift(days[row.date], shifts[row.shift]) if row.date in days and row.shift in shifts else None

    def is_visited(row: VisitRow) -> bool:
        return any(
            programme.kind == row.kind
            and row.team in (programme.team.id, *(team.id for team in programme.lenders))
            and when(row) in programme.day_shifts.get(PlaceId(row.place), ())
            for programme in world.programmes
        )

    visits = tuple(row for row in plan.visits if row.date < first_free or is_visited(row))
    stops = {(row.date, row.shift, row.team) for row in visits}

    def is_open(row: RosterRow) -> bool:
        if row.officer not in officers:
            return False
        if row.role != "desk":
            return (row.date, row.shift, row.post) in stops
        return row.post in desks and when(row) in desks[row.post].may_open

    roster = tuple(row for row in plan.roster if row.date < first_free or is_open(row))
    staffed = {(row.date, row.shift, row.post) for row in roster}
    return replace(
        plan,
        roster=roster,
        visits=visits,
        helpers=tuple(
            row for row in plan.helpers if row.helper in helpers and (row.date, row.shift, row.post) in staffed
        ),
        absences=tuple(row for row in plan.absences if row.officer in officers),
    )


def officers_concerned(opened: OpenRun, plan: Plan) -> frozenset[str]:
    """Officers whose days break a hard rule, or whose crews lack somebody, as the scenario is now."""
    from optimizer.planning.recovery import assembled_anew
    from optimizer.track.settling import at_odds
    from optimizer.verify import verify_plan

    drawn = assembled_anew(opened.staff, plan)
    found = verify_plan(opened.scenario, drawn, actuals=opened.actuals or (), published=opened.replaced)
    named = {name for breach in found.hard_breaches for name in breach.key.entity.split("+")}
    crews = {row.officer for row in drawn.roster if row.post in named}
    return frozenset(name for name in named if name in opened.scenario.officers) | crews | at_odds(opened.staff, plan)


def leave_since(opened: OpenRun, first_free: date) -> Mapping[str, frozenset[date]]:
    """Officer to the days of leave from a day on that the published plan did not know of."""
    known = {(row.officer, row.date) for row in opened.plan.absences if row.kind == "leave"}
    days = opened.staff.world.days
    found = {
        officer.id: frozenset(
            days[day].date
            for day in officer.leave
            if day < len(days) and days[day].date >= first_free and (officer.id, days[day].date) not in known
        )
        for officer in opened.staff.world.officers
    }
    return {officer: away for officer, away in found.items() if away}


def days_without_report(opened: OpenRun, first_free: date) -> int:
    """How many days of places and streams before a day, on which something was open, nothing is reported of."""
    reported = {(row.date, row.place, row.stream) for row in opened.actuals or ()}
    open_days = {(row.date, row.place, row.stream) for row in opened.plan.openings}
    open_days |= {(row.date, row.place, row.stream) for row in opened.plan.visits}
    return sum(day < first_free and (day, place, stream) not in reported for day, place, stream in open_days)
