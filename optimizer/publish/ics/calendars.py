"""One iCalendar file per officer, to subscribe to or to import into a phone.

The icalendar library makes the calendar and its time zone. The events, thousands of them, are written line by line
(RFC 5545: text escaping, lines folded at 75 octets), which takes a tenth of the library's time; a test parses them
back with the library.

A duty, and a whole day of leave or time off, keeps its UID from plan to plan of one campaign, whatever is laid over its
scenario, so that a newer plan replaces it; no other campaign has that UID. What the plan was when, DTSTAMP says, and
SEQUENCE counts the revisions; what earlier ones had and this one has not is there as CANCELLED.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from optimizer.publish.content.heading import Heading, heading
from optimizer.publish.content.personal_calendars import (
    CalendarEntry,
    DayOff,
    PersonalCalendar,
    personal_calendars,
)
from optimizer.publish.content.publication import Publication
from optimizer.run.csv_files import plain_text

TIME_ZONE = "Asia/Ho_Chi_Minh"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CANCELLED = ("STATUS:CANCELLED", "TRANSP:TRANSPARENT", "END:VEVENT")
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|com\d|lpt\d")


def write_calendars(folder: Path, publication: Publication) -> None:
    """Write ``calendars/<officer>.ics`` into an existing folder."""
    (folder / "calendars").mkdir()
    names = file_names(publication.scenario.officers)
    for officer, content in calendar_texts(publication).items():
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


def calendar_texts(publication: Publication) -> dict[str, str]:
    """The calendar of each officer, those without duties included.

    They are stamped with the time of publication; those of a plan that is not published, with the campaign's start.
    """
    head = heading(publication)
    published, revision = publication.published or datetime.combine(head.first_day, time()), publication.record.revision
    if published.tzinfo is not None:
        published = published.astimezone(UTC)
    stamp = _Stamp(published, campaign_id(publication), 0 if revision is None else revision.number - 1)
    zone = _time_zone(head)
    cancelled = _cancelled(publication, stamp)
    return {
        calendar.officer: _calendar_text(calendar, zone, stamp, cancelled.get(calendar.officer, ()))
        for calendar in personal_calendars(publication)
    }


def campaign_id(publication: Publication) -> str:
    """What tells a campaign from all others, and is the same for all of its plans.

    It follows from the scenario's file, without what is laid over it, the name, the agency and the first day.
    """
    campaign = publication.scenario.campaign
    scenario = publication.record.scenario.partition("+")[0]
    parts = (scenario, campaign.name, campaign.agency.name, campaign.first_day.isoformat())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What all events of a publication have in common."""

    published: datetime
    campaign: str
    sequence: int

    def lines(self, officer: str, day: date, what: str) -> list[str]:
        """The lines that say which event this is, and of when."""
        return [
            f"UID:{_escape(officer)}.{day:%Y%m%d}.{_escape(what)}.{self.campaign}@catruc",
            f"DTSTAMP:{self.published:%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{self.sequence}",
        ]


def _cancelled(publication: Publication, stamp: _Stamp) -> dict[str, list[str]]:
    """Lines of the events that earlier revisions had and this one has not, by officer."""
    found: dict[str, list[str]] = defaultdict(list)
    history = publication.history
    for duty in () if history is None else history.dropped:
        found[duty.officer] += [
            "BEGIN:VEVENT",
            *stamp.lines(duty.officer, duty.date, duty.shift),
            f"DTSTART;TZID={TIME_ZONE}:{duty.start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={TIME_ZONE}:{duty.end:%Y%m%dT%H%M%S}",
            *_CANCELLED,
        ]
    for day in () if history is None else history.dropped_days:
        found[day.officer] += [
            "BEGIN:VEVENT",
            *stamp.lines(day.officer, day.date, day.kind),
            f"DTSTART;VALUE=DATE:{day.date:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day.date + timedelta(days=1):%Y%m%d}",
            *_CANCELLED,
        ]
    return found


def _calendar_text(calendar: PersonalCalendar, zone: Iterable[str], stamp: _Stamp, cancelled: Iterable[str]) -> str:
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
    events += [line for day_off in calendar.days_off for line in _whole_day(day_off, stamp)]
    lines = [_fold(line) for line in (*head, *zone, *events, *cancelled, "END:VCALENDAR")]
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


def _event(entry: CalendarEntry, stamp: _Stamp) -> list[str]:
    row = entry.row
    return [
        "BEGIN:VEVENT",
        *stamp.lines(row.officer, row.date, row.shift),
        f"DTSTART;TZID={TIME_ZONE}:{row.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={TIME_ZONE}:{row.end:%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escape(entry.summary)}",
        f"LOCATION:{_escape(entry.place)}",
        "DESCRIPTION:" + "\\n".join(_escape(line) for line in entry.details),
        "CATEGORIES:" + ",".join(map(_escape, (row.shift, row.post, row.place, row.stream, row.role))),
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


def _whole_day(day_off: DayOff, stamp: _Stamp) -> list[str]:
    row = day_off.row
    return [
        "BEGIN:VEVENT",
        *stamp.lines(row.officer, row.date, row.kind),
        f"DTSTART;VALUE=DATE:{row.date:%Y%m%d}",
        f"DTEND;VALUE=DATE:{row.date + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(day_off.summary)}",
        f"CATEGORIES:{_escape(row.kind)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


@lru_cache(maxsize=4096)
def _escape(text: str) -> str:
    # Control characters have no place in a calendar, escaped or not (RFC 5545, 3.3.11).
    return re.sub(r"([\\;,])", r"\\\1", _CONTROLS.sub("", plain_text(text)))


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
