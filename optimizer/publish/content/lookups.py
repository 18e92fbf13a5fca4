"""What the documents look up of rows and entities: names, units, hours."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.scenario.schema import Scenario
from optimizer.texts.collation import name_order
from optimizer.world.plan import RosterRow


def officer_order(scenario: Scenario, officers: Iterable[str]) -> list[str]:
    """Officers by personal name; by id if any of the scenario's names has a digit and so is a placeholder."""
    everybody = scenario.officers
    if any(letter.isdigit() for officer in everybody.values() for letter in officer.name):
        return sorted(officers)
    return sorted(officers, key=lambda officer: (name_order(everybody[officer].name), officer))


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
