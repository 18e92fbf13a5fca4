"""What the documents look up of rows and entities: names, kinds of day, hours, loads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from optimizer.publish.publication import Publication
from optimizer.scenario.schema import Scenario
from optimizer.world.plan import BurdenRow, RosterRow, VisitRow

VISIT_KINDS = ("school", "commune", "home_visit")


def is_rest_day(scenario: Scenario, day: date) -> bool:
    """Whether a day is a holiday or an ordinary weekend day."""
    calendar = scenario.calendar
    return day in calendar.holidays or (day.weekday() > 4 and day not in calendar.working_weekends)


def day_type(scenario: Scenario, day: date) -> str:
    """``holiday``, ``weekend`` or ``weekday``; a holiday wins, a working weekend is a weekday."""
    if day in scenario.calendar.holidays:
        return "holiday"
    return "weekend" if is_rest_day(scenario, day) else "weekday"


def post_name(scenario: Scenario, post: str) -> str:
    """Name of a desk or team."""
    holder = scenario.posts.get(post) or scenario.teams.get(post)
    return holder.name if holder else post


def post_unit(scenario: Scenario, post: str) -> str | None:
    """Unit a desk or team belongs to."""
    holder = scenario.posts.get(post) or scenario.teams.get(post)
    return holder.unit if holder else None


def place_name(scenario: Scenario, place: str) -> str:
    """Name of a place."""
    return scenario.places[place].name if place in scenario.places else place


def duty_hours(rows: Iterable[RosterRow]) -> float:
    """Hours of duties, departure to return."""
    return sum((row.end - row.start).total_seconds() / 3600 for row in rows)


def shift_hours(scenario: Scenario, shift: str) -> float:
    """Length of a shift in hours."""
    described = scenario.shifts[shift]
    minutes = [moment.hour * 60 + moment.minute for moment in (described.start, described.end)]
    return ((minutes[1] - minutes[0] - 1) % 1440 + 1) / 60


def visits_by_kind(publication: Publication) -> dict[str, list[VisitRow]]:
    """Rows of the itinerary per kind of visit, in order of time; schools first, kinds without visits left out."""
    rows = publication.plan.visits
    return {kind: found for kind in VISIT_KINDS if (found := [row for row in rows if row.kind == kind])}


def daily_burden(row: BurdenRow) -> float:
    """Burden per available day, by which loads are compared; 0 of who was never there."""
    return row.burden / row.available_days if row.available_days else 0.0
