"""What happens on each day, a line an officer, desk or team: duties and absences, openings and visits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.duties import duty_views
from optimizer.publish.content.lookups import officer_order, place_name, post_name
from optimizer.publish.content.publication import Publication
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import Post, Team
from optimizer.texts import documents


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One shift in which something is done."""

    shift: str
    """Its id."""
    is_visit: bool
    text: str


@dataclass(frozen=True, slots=True)
class LineDay:
    """One day of one line."""

    entries: tuple[DayEntry, ...]
    """In order of the shifts."""
    absence: str | None
    """Kind of an officer's day without duty."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One officer, desk or team."""

    label: str
    title: str
    """More about it: an officer's position, the full name of a desk."""
    days: tuple[LineDay, ...]
    """The campaign's days."""


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Lines under one heading."""

    heading: str
    lines: tuple[DayLine, ...]


def officer_lines(publication: Publication) -> tuple[LineBlock, ...]:
    """Every officer's days, by unit."""
    scenario, texts = publication.scenario, publication.texts
    entries: dict[tuple[str, date], list[DayEntry]] = defaultdict(list)
    for duty in duty_views(publication):
        row = duty.row
        text = f"{duty.shift} {texts.period(row.start, row.end)}: {duty.where}"
        entries[row.officer, row.date].append(DayEntry(row.shift, duty.is_away, text))
    absences = {(row.officer, row.date): row.kind for row in publication.plan.absences}
    blocks = []
    for unit, described in scenario.units.items():
        staff = officer_order(scenario, (key for key, officer in scenario.officers.items() if officer.unit == unit))
        lines = tuple(
            DayLine(
                scenario.officers[officer].name,
                scenario.officers[officer].position,
                _days(scenario, officer, entries, absences),
            )
            for officer in staff
        )
        if lines:
            blocks.append(LineBlock(described.name, lines))
    return tuple(blocks)


def opening_lines(publication: Publication) -> tuple[LineBlock, ...]:
    """Every desk's open shifts, and the travelling teams' visits, by stream."""
    scenario, texts = publication.scenario, publication.texts
    entries: dict[tuple[str, date], list[DayEntry]] = defaultdict(list)
    for row in publication.plan.openings:
        crew = row.officers + row.helpers
        expected = texts(documents.LANES, lanes=row.lanes, crew=crew, done=texts.people(row.expected_done, 1))
        text = f"{scenario.shifts[row.shift].name}: {expected}"
        entries[row.post, row.date].append(DayEntry(row.shift, False, text))
    for visit in publication.plan.visits:
        text = f"{scenario.shifts[visit.shift].name}: {place_name(scenario, visit.place)}"
        entries[visit.team, visit.date].append(DayEntry(visit.shift, True, text))
    holders: dict[str, Post | Team] = {**scenario.posts, **scenario.teams}
    blocks = []
    for stream, described in scenario.campaign.streams.items():
        mine = {key: holder for key, holder in holders.items() if holder.stream == stream}
        labels = _post_labels(scenario, list(mine))
        lines = tuple(
            DayLine(labels[key], holder.name, _days(scenario, key, entries, {})) for key, holder in mine.items()
        )
        if lines:
            blocks.append(LineBlock(described.name, lines))
    return tuple(blocks)


def _days(
    scenario: Scenario,
    key: str,
    entries: Mapping[tuple[str, date], Sequence[DayEntry]],
    absences: Mapping[tuple[str, date], str],
) -> tuple[LineDay, ...]:
    order = {shift: position for position, shift in enumerate(scenario.shifts)}
    return tuple(
        LineDay(
            tuple(sorted(entries.get((key, day), ()), key=lambda one: (order[one.shift], one.is_visit, one.text))),
            absences.get((key, day)),
        )
        for day in CalendarView(scenario).days
    )


def _post_labels(scenario: Scenario, posts: Sequence[str]) -> dict[str, str]:
    """A desk that is the stream's only one at its place is called by the place, which is shorter and unlike others."""
    places = Counter(scenario.posts[post].place for post in posts if post in scenario.posts)
    return {
        post: place_name(scenario, scenario.posts[post].place)
        if post in scenario.posts and places[scenario.posts[post].place] == 1
        else post_name(scenario, post)
        for post in posts
    }
