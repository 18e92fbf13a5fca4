"""What ``catruc check`` prints of a valid scenario, and the same as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.scenario.calendar_view import DayStretch
from optimizer.scenario.layers.changes import Change
from optimizer.scenario.reading.tree import Plain
from optimizer.scenario.writing.yaml_text import inline_text
from optimizer.texts import documents, shortages, terminal
from optimizer.texts.formats import Texts
from optimizer.workflows.check import CheckedScenario

_WIDTH = 60
UNIT_COLUMNS = (
    documents.UNIT,
    terminal.OFFICERS,
    terminal.OFFICER_HOURS,
    terminal.HELPER_HOURS,
    terminal.STANDING_HOURS,
    terminal.LEFT,
)


class CheckText:
    """A valid scenario in words and figures."""

    def __init__(self, checked: CheckedScenario, *, with_changes: bool = False) -> None:
        loaded = checked.loaded
        self.scenario, self.purposes, self.warnings = loaded.scenario, loaded.purposes, loaded.warnings
        self.world, self.capacities = checked.world, checked.capacities
        self.shortages, self.most_reached = checked.shortages, checked.most_reached
        self.changes = loaded.changes if with_changes else None
        self.texts = Texts(self.scenario.campaign.language)

    def verdict(self) -> str:
        """One line."""
        campaign = self.scenario.campaign
        return self.texts(
            terminal.VALID,
            name=campaign.name,
            days=len(self.world.days),
            first=self.texts.day(campaign.first_day),
            last=self.texts.day(campaign.last_day),
            warnings=len(self.warnings),
            shortages=len(self.shortages),
        )

    def lines(self) -> Iterator[str]:
        """The verdict, what is laid over the base, what is short, what the scenario holds or else changes; warnings."""
        yield self.verdict()
        for file, purpose in self.purposes.items():
            yield f"{file}: {' '.join(purpose.split())}"
        short = [shortage.diagnostic().in_language(self.texts.language) for shortage in self.shortages]
        if self.changes is None:
            yield from short
            yield from self._holdings()
        else:
            yield from self._differences(self.changes)
            yield from short
        if self.warnings:
            yield ""
            yield f"{self.texts(documents.WARNINGS_SHEET)}:"
            yield from (warning.in_language(self.texts.language) for warning in self.warnings)

    def _holdings(self) -> Iterator[str]:
        """Counts, days, targets, hours of the units."""
        yield self.texts(terminal.COUNTS, **self._counts())
        yield self.texts(terminal.READ, **{name: self.texts.number(count) for name, count in self._read().items()})
        yield self.texts(terminal.DAY_TYPES, **self._day_types())
        yield ""
        yield from self._streams()
        for stream, most in self.most_reached.items():
            yield self._most_reached(stream, most)
        if self.world.schools:
            yield self.texts(terminal.PUPILS, **self._pupils())
        yield ""
        yield from self._units()
        for capacity in self.capacities:
            if capacity.left < 0:
                yield self.texts(terminal.SHORT_UNIT, unit=self.scenario.units[capacity.unit].name)

    def _most_reached(self, stream: str, most: float) -> str:
        return self.texts(
            shortages.MOST_REACHED,
            stream=self.scenario.campaign.streams[stream].name,
            most=self.texts.people(most),
            target=self.texts.number(self._stream(stream)["target"]),
        )

    def _differences(self, changes: Sequence[Change]) -> Iterator[str]:
        """Each changed value, old and new, and where that is written."""
        yield self.texts(terminal.DIFFERENCES, count=len(changes))
        for change in changes:
            old, new = (_short(value) or self.texts(terminal.NOT_THERE) for value in (change.old, change.new))
            yield f"  {change.path}{self._name_beside(change.path)}: {old} → {new}  ({change.origin})"

    def _name_beside(self, path: str) -> str:
        """The name of the entity that a path leads into, where it has one."""
        section, *keys = path.split(".")
        entities = getattr(self.scenario, section, None)
        entity = entities.get(keys[0]) if isinstance(entities, dict) and keys else None
        name = getattr(entity, "name", "")
        return f" ({name})" if name else ""

    def to_json(self) -> dict[str, Any]:
        """The same as one object."""
        return {
            "status": "valid",
            "verdict": self.verdict(),
            "days": len(self.world.days),
            "counts": self._counts(),
            "read": self._read(),
            "day_types": self._day_types(),
            "streams": {stream: self._stream(stream) for stream in self.scenario.campaign.streams},
            "pupils": self._pupils(),
            "units": [
                {
                    "unit": capacity.unit,
                    "officers": capacity.officers,
                    "posts": capacity.posts,
                    "officer_hours_per_week": capacity.officer_hours,
                    "helper_hours_per_week": capacity.helper_hours,
                    "standing_hours_per_week": capacity.standing_hours,
                    "left_per_week": capacity.left,
                }
                for capacity in self.capacities
            ],
            "most_reached": {stream: round(most, 3) for stream, most in self.most_reached.items()},
            "shortages": [shortage.to_json(self.texts.language) for shortage in self.shortages],
            "warnings": [warning.to_json(self.texts.language) for warning in self.warnings],
            "purposes": dict(self.purposes),
            **({} if self.changes is None else {"changes": [asdict(change) for change in self.changes]}),
        }

    def _counts(self) -> dict[str, int]:
        sections = ("officers", "helpers", "posts", "teams", "organisations", "units", "places", "rules")
        return {name: len(getattr(self.scenario, name)) for name in sections} | {"schools": len(self.world.schools)}

    def _read(self) -> dict[str, int]:
        """How much was read of what stands in tables row by row, so that a planner sees that her wishes arrived."""
        scenario = self.scenario
        calendar = scenario.calendar
        spans: list[DayStretch] = [span for spans in calendar.blackouts.values() for span in spans.values()]
        spans += [outage for kit in scenario.kits.values() for outage in kit.unavailable.values()]
        absences = [*(officer.leave for officer in scenario.officers.values())]
        return {
            "leave": sum(map(len, (*absences, *(helper.unavailable for helper in scenario.helpers.values())))),
            "requests": sum(len(officer.requests) for officer in scenario.officers.values()),
            "history": sum(len(officer.history.days) for officer in scenario.officers.values()),
            "pupils": sum(sum(place.pupils.values()) for place in scenario.places.values()),
            "invitations": sum(organisation.weekly_capacity for organisation in scenario.organisations.values()),
            "closures": sum(len(place.closed) for place in scenario.places.values())
            + sum((span.last_day - span.first_day).days + 1 for span in spans)
            + (len(calendar.school_term.closed) if calendar.school_term is not None else 0),
        }

    def _day_types(self) -> dict[str, int]:
        found = Counter(day.day_type for day in self.world.days)
        return {kind: found[kind] for kind in ("weekday", "weekend", "holiday")}

    def _pupils(self) -> dict[str, int]:
        schools = self.world.schools.values()
        return {
            "countable": round(sum(school.countable for school in schools)),
            "later": round(sum(school.not_yet_eligible for school in schools)),
        }

    def _stream(self, stream: str) -> dict[str, int]:
        pools = [place.pools[stream] for place in self.scenario.places.values() if stream in place.pools]
        return {
            "places": len(pools),
            "target": sum(pool.target for pool in pools),
            "people": sum(pool.people for pool in pools),
            "already_done": sum(pool.already_done for pool in pools),
        }

    def _streams(self) -> Iterator[str]:
        headings = [self.texts(documents.STREAM), self.texts(terminal.PLACES), self.texts(documents.TARGET)]
        rows = []
        for stream, described in self.scenario.campaign.streams.items():
            figures = self._stream(stream)
            cells = [self.texts.number(figures[name]) for name in ("places", "target", "people", "already_done")]
            rows.append([described.name, *cells])
        yield from table([*headings, self.texts(terminal.PEOPLE), self.texts(terminal.ALREADY_DONE)], rows)

    def _units(self) -> Iterator[str]:
        rows = [
            [
                self.scenario.units[capacity.unit].name,
                str(capacity.officers),
                *(
                    self.texts.number(hours)
                    for hours in (
                        capacity.officer_hours,
                        capacity.helper_hours,
                        capacity.standing_hours,
                        capacity.left,
                    )
                ),
            ]
            for capacity in self.capacities
        ]
        yield from table([self.texts(label) for label in UNIT_COLUMNS], rows)


def _short(value: Plain) -> str:
    """A value on one line, cut where it is a whole entry; empty if there is none."""
    text = "" if value is None else inline_text(value)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
