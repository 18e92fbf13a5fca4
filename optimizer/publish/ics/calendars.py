"""One iCalendar file per officer, to subscribe to or to import into a phone.

The icalendar library makes the calendar and its time zone. The events, thousands of them, are written line by line
(RFC 5545: text escaping, lines folded at 75 octets), which takes a tenth of the library's time; a test parses them
back with the library. A duty keeps its UID from plan to plan, so a newer plan replaces it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path

from optimizer.publish.content.lookups import place_name, post_name
from optimizer.publish.content.publication import Publication
from optimizer.run.csv_files import plain_text
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.world.plan import HelperRow, RosterRow

TIME_ZONE = "Asia/Ho_Chi_Minh"
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|com\d|lpt\d")


def write_calendars(folder: Path, publication: Publication, stamped: datetime | None = None) -> None:
    """Write ``calendars/<officer>.ics`` into an existing folder.

    Parameters
    ----------
    folder
        The run folder.
    publication
        What is published.
    stamped
        When the plan was made, in UTC; the start of the campaign's first day if left out.
    """
    (folder / "calendars").mkdir()
    names = file_names(publication.scenario.officers)
    for officer, content in calendar_texts(publication, stamped).items():
        (folder / "calendars" / names[officer]).write_bytes(content.encode("utf-8"))


def file_names(officers: Iterable[str]) -> dict[str, str]:
    """A file name per officer that no two share on systems that ignore case, and that Windows accepts."""
    taken: set[str] = set()
    names = {}
    for officer in officers:
        stem = f"{officer}_" if _RESERVED.fullmatch(officer) else officer
        while stem.casefold() in taken:
            stem += "_"
        taken.add(stem.casefold())
        names[officer] = f"{stem}.ics"
    return names


def calendar_texts(publication: Publication, stamped: datetime | None = None) -> dict[str, str]:
    """The calendar of each officer, those without duties included."""
    scenario = publication.scenario
    stamp = stamped or datetime.combine(scenario.campaign.first_day, time())
    zone = _time_zone(scenario)
    texts = Texts(scenario.campaign.language)
    crews = _crews(publication, texts)
    duties: dict[str, list[RosterRow]] = defaultdict(list)
    for row in publication.plan.roster:
        duties[row.officer].append(row)
    calendars = {}
    for officer, person in scenario.officers.items():
        head = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//catruc//catruc//VI",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"X-WR-CALNAME:{_escape(f'{scenario.campaign.name} – {person.name}')}",
            f"X-WR-TIMEZONE:{TIME_ZONE}",
        ]
        events = [line for row in duties[officer] for line in _event(scenario, texts, stamp, row, crews[_where(row)])]
        lines = [_fold(line) for line in (*head, *zone, *events, "END:VCALENDAR")]
        calendars[officer] = "\r\n".join(lines) + "\r\n"
    return calendars


Where = tuple[date, str, str, str]
Crew = list[tuple[str, str]]


def _where(row: RosterRow | HelperRow) -> Where:
    return row.date, row.shift, row.post, row.place


def _crews(publication: Publication, texts: Texts) -> dict[Where, Crew]:
    """Id and name of everybody on duty together, helpers last and marked as such."""
    crews: dict[Where, Crew] = defaultdict(list)
    for row in publication.plan.roster:
        crews[_where(row)].append((row.officer, row.name))
    helpers = publication.scenario.helpers
    for helping in publication.plan.helpers:
        name = f"{helpers[helping.helper].name} ({texts(documents.HELPER_MARK)})"
        crews[_where(helping)].append((helping.helper, name))
    return crews


def _time_zone(scenario: Scenario) -> list[str]:
    """The time zone's definition over the campaign, as unfolded lines."""
    from zoneinfo import ZoneInfo

    from icalendar import Calendar, Event

    zone = ZoneInfo(TIME_ZONE)
    calendar = Calendar()
    event = Event()
    event.add("dtstart", datetime.combine(scenario.campaign.first_day, time(), zone))
    calendar.add_component(event)
    calendar.add_missing_timezones(scenario.campaign.first_day, scenario.campaign.last_day)
    definition = calendar.walk("VTIMEZONE")[0].to_ical().decode("utf-8")
    return re.sub("\r\n[ \t]", "", definition).rstrip("\r\n").split("\r\n")


def _event(scenario: Scenario, texts: Texts, stamp: datetime, row: RosterRow, crew: Crew) -> list[str]:
    shift = scenario.shifts[row.shift].name
    place = place_name(scenario, row.place)
    where = post_name(scenario, row.post)
    if row.role != "desk":
        where = f"{where} – {place}"
    others = ", ".join(name for key, name in crew if key != row.officer)
    details = (
        scenario.campaign.streams[row.stream].name,
        f"{texts(documents.TASK)}: {texts(documents.ROLES[row.role])}",
        f"{texts(documents.ON_DUTY_WITH)}: {others or texts(documents.NOBODY)}",
        scenario.units[row.unit].name,
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{row.officer}.{row.date:%Y%m%d}.{row.shift}@catruc",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={TIME_ZONE}:{row.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={TIME_ZONE}:{row.end:%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escape(f'{shift}: {where}')}",
        f"LOCATION:{_escape(place)}",
        "DESCRIPTION:" + "\\n".join(_escape(line) for line in details),
        f"CATEGORIES:{row.shift},{row.post},{row.place},{row.stream},{row.role}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


@lru_cache(maxsize=4096)
def _escape(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", plain_text(text))


def _fold(line: str) -> str:
    """Fold a line to at most 75 octets, never inside a character."""
    octets = line.encode("utf-8")
    if len(octets) <= 75:
        return line
    pieces, start, room = [], 0, 75
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character of several octets
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, 74  # each further line begins with a blank
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode("utf-8")
