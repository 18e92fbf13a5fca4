"""What each officer's own calendar tells: every duty, where it is, what is to be done, with whom; and days off.

Of the days without duty it tells those that are granted or owed: leave, and time off in return for duty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.publish.content.duties import DutyView, duty_views
from optimizer.publish.content.publication import GRANTED, Publication
from optimizer.texts import documents
from optimizer.world.plan import AbsenceRow, HelperRow, RosterRow


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One duty in its officer's calendar."""

    row: RosterRow
    """Its ids and times."""
    summary: str
    place: str
    details: tuple[str, ...]
    """Lines on what is to be done, and with whom."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """One whole day off in its officer's calendar."""

    row: AbsenceRow
    summary: str


@dataclass(frozen=True, slots=True)
class PersonalCalendar:
    """The duties of one officer, in order of the roster, and the days off, in order of the absences."""

    officer: str
    """Id."""
    title: str
    entries: tuple[CalendarEntry, ...]
    days_off: tuple[DayOff, ...] = ()


Occasion: TypeAlias = tuple[date, str, str, str]
"""Date, shift, desk or team, and place: whoever has it in common is on duty together."""


def personal_calendars(publication: Publication) -> tuple[PersonalCalendar, ...]:
    """The calendar of each officer, those without duties included."""
    scenario = publication.scenario
    crews = _crews(publication)
    entries: dict[str, list[CalendarEntry]] = defaultdict(list)
    for duty in duty_views(publication):
        entries[duty.row.officer].append(_entry(publication, duty, crews))
    days_off: dict[str, list[DayOff]] = defaultdict(list)
    for row in publication.plan.absences:
        if row.kind in GRANTED:
            days_off[row.officer].append(DayOff(row, publication.texts(documents.ABSENCES[row.kind])))
    return tuple(
        PersonalCalendar(
            officer,
            f"{scenario.campaign.name} – {person.name}",
            tuple(entries[officer]),
            tuple(days_off[officer]),
        )
        for officer, person in scenario.officers.items()
    )


def _entry(
    publication: Publication, duty: DutyView, crews: Mapping[Occasion, Sequence[tuple[str, str]]]
) -> CalendarEntry:
    texts, row = publication.texts, duty.row
    others = ", ".join(name for key, name in crews[_occasion(row)] if key != row.officer)
    return CalendarEntry(
        row=row,
        summary=f"{duty.shift}: {duty.where}",
        place=duty.place,
        details=(
            duty.stream,
            f"{texts(documents.TASK)}: {duty.task}",
            f"{texts(documents.ON_DUTY_WITH)}: {others or texts(documents.NOBODY)}",
            duty.unit,
        ),
    )


def _crews(publication: Publication) -> dict[Occasion, list[tuple[str, str]]]:
    """Id and name of everybody on duty together, helpers last and marked as such."""
    crews: dict[Occasion, list[tuple[str, str]]] = defaultdict(list)
    for row in publication.plan.roster:
        crews[_occasion(row)].append((row.officer, row.name))
    helpers, mark = publication.scenario.helpers, publication.texts(documents.HELPER_MARK)
    for helping in publication.plan.helpers:
        crews[_occasion(helping)].append((helping.helper, f"{helpers[helping.helper].name} ({mark})"))
    return crews


def _occasion(row: RosterRow | HelperRow) -> Occasion:
    return row.date, row.shift, row.post, row.place
