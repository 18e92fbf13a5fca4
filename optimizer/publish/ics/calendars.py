"""One iCalendar file per officer, to subscribe to or to import into a phone.

The icalendar library makes the calendar and its time zone. The events, thousands of them, are written line by line
(RFC 5545: text escaping, lines folded at 75 octets), which takes a tenth of the library's time; a test parses them
back with the library. A duty keeps its UID from plan to plan, so a newer plan replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path

from optimizer.publish.content.heading import Heading, heading
from optimizer.publish.content.personal_calendars import CalendarEntry, PersonalCalendar, personal_calendars
from optimizer.publish.content.publication import Publication
from optimizer.run.csv_files import plain_text

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
    head = heading(publication)
    stamp = stamped or datetime.combine(head.first_day, time())
    zone = _time_zone(head)
    return {calendar.officer: _calendar_text(calendar, zone, stamp) for calendar in personal_calendars(publication)}


def _calendar_text(calendar: PersonalCalendar, zone: Iterable[str], stamp: datetime) -> str:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//catruc//catruc//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(calendar.title)}",
        f"X-WR-TIMEZONE:{TIME_ZONE}",
    ]
    events = [line for entry in calendar.entries for line in _event(entry, stamp)]
    lines = [_fold(line) for line in (*head, *zone, *events, "END:VCALENDAR")]
    return "\r\n".join(lines) + "\r\n"


def _time_zone(head: Heading) -> list[str]:
    """The time zone's definition over the campaign, as unfolded lines."""
    from zoneinfo import ZoneInfo

    from icalendar import Calendar, Event

    zone = ZoneInfo(TIME_ZONE)
    calendar = Calendar()
    event = Event()
    event.add("dtstart", datetime.combine(head.first_day, time(), zone))
    calendar.add_component(event)
    calendar.add_missing_timezones(head.first_day, head.last_day)
    definition = calendar.walk("VTIMEZONE")[0].to_ical().decode("utf-8")
    return re.sub("\r\n[ \t]", "", definition).rstrip("\r\n").split("\r\n")


def _event(entry: CalendarEntry, stamp: datetime) -> list[str]:
    row = entry.row
    return [
        "BEGIN:VEVENT",
        f"UID:{row.officer}.{row.date:%Y%m%d}.{row.shift}@catruc",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={TIME_ZONE}:{row.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={TIME_ZONE}:{row.end:%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escape(entry.summary)}",
        f"LOCATION:{_escape(entry.place)}",
        "DESCRIPTION:" + "\\n".join(_escape(line) for line in entry.details),
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
