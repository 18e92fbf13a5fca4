"""One iCalendar file per officer, to subscribe to or to import into a phone.

The icalendar library makes the calendar and its time zone. The events, thousands of them, are written line by line
(RFC 5545: text escaping, lines folded at 75 octets), which takes a tenth of the library's time; a test parses them
back with the library. A duty keeps its UID from plan to plan, so a newer plan replaces it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from optimizer.publish.csv_files import plain_text
from optimizer.publish.publication import Publication
from optimizer.publish.summary import place_name, post_name
from optimizer.publish.texts import Texts
from optimizer.scenario.schema import Scenario
from optimizer.world.plan import RosterRow

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
    duties: dict[str, list[RosterRow]] = defaultdict(list)
    for row in publication.plan.roster:
        duties[row.officer].append(row)
    texts = Texts(scenario.campaign.language)
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
        events = [line for row in duties[officer] for line in _event(scenario, texts, stamp, row)]
        lines = [_fold(line) for line in (*head, *zone, *events, "END:VCALENDAR")]
        calendars[officer] = "\r\n".join(lines) + "\r\n"
    return calendars


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


def _event(scenario: Scenario, texts: Texts, stamp: datetime, row: RosterRow) -> list[str]:
    shift = scenario.shifts[row.shift].name
    place = place_name(scenario, row.place)
    stream = scenario.campaign.streams[row.stream].name
    details = "\n".join((stream, texts(f"role.{row.role}"), scenario.units[row.unit].name))
    return [
        "BEGIN:VEVENT",
        f"UID:{row.officer}.{row.date:%Y%m%d}.{row.shift}@catruc",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={TIME_ZONE}:{row.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={TIME_ZONE}:{row.end:%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escape(f'{shift}: {post_name(scenario, row.post)}')}",
        f"LOCATION:{_escape(place)}",
        f"DESCRIPTION:{_escape_lines(details)}",
        f"CATEGORIES:{row.shift},{row.post},{row.place},{row.stream},{row.role}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


def _escape(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", plain_text(text))


def _escape_lines(text: str) -> str:
    return "\\n".join(_escape(line) for line in text.split("\n"))


def _fold(line: str) -> str:
    """Fold a line to at most 75 octets, never inside a character."""
    if len(line) <= 75 and (line.isascii() or len(line.encode("utf-8")) <= 75):
        return line
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > 75:
            pieces.append(piece)
            piece, size = "", 1
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece])
