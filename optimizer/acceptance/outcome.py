"""What a plan comes to: for each stream and place whether its target is met, and what follows for the plan.

Streams count different things, accounts and files, so that nothing is added up across them; and what one place has
too much is no help to another. Terminal, page, workbook, sweeps and comparisons all tell what is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from optimizer.run.record import PlaceRecord, RunRecord, StreamRecord
from optimizer.texts.formats import TOLERANCE

Status = Literal["reached", "partly", "late", "missed"]
WORST_FIRST: Final[tuple[Status, ...]] = ("missed", "late", "partly", "reached")


@dataclass(frozen=True, slots=True)
class StreamOutcome:
    """One stream in all places that have a target in it."""

    stream: str
    target: float
    expected: float
    """In each place by the day it is judged, added up (persons)."""
    places: int
    short: tuple[str, ...]
    """Places that miss their target on the day they are judged."""
    missing: float
    """Persons these lack."""
    status: Status
    """``reached`` by every place; ``partly``: by the sum of the places; ``late``: by every place, but some after their
    day; else ``missed``."""
    reached_on: date | None
    """First day on which every place has its target."""
    total_on: date | None
    """First day on which the sum of the targets is expected."""

    @property
    def share(self) -> float:
        """Expected share of the sum of the targets."""
        return share_of(self.expected, self.target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan over all streams."""

    streams: tuple[StreamOutcome, ...]

    @property
    def status(self) -> Status:
        """That of the stream that fares worst."""
        found = {stream.status for stream in self.streams}
        return next((status for status in WORST_FIRST if status in found), "reached")

    @property
    def targets(self) -> int:
        """Targets there are: one of each place in each of its streams."""
        return sum(stream.places for stream in self.streams)

    @property
    def short(self) -> int:
        """Targets that are missed."""
        return sum(len(stream.short) for stream in self.streams)

    @property
    def least_share(self) -> float:
        """Expected share of the stream that has least of its own."""
        return min((stream.share for stream in self.streams if stream.places), default=1.0)

    @property
    def reached_on(self) -> date | None:
        """First day on which every place has its target in every stream."""
        return _latest(stream.reached_on for stream in self.streams if stream.places)

    @property
    def totals_on(self) -> date | None:
        """First day on which every stream has the sum of its targets."""
        return _latest(stream.total_on for stream in self.streams if stream.places)


def outcome_of(record: RunRecord) -> Outcome:
    """Judge a plan by what its record has of streams and places."""
    places: dict[str, list[PlaceRecord]] = {stream: [] for stream in record.streams}
    for entry in record.places:
        places[entry.stream].append(entry)
    return Outcome(tuple(_of_stream(stream, told, places[stream]) for stream, told in record.streams.items()))


def is_met(expected: float, target: float) -> bool:
    """Whether so many persons meet a target."""
    return expected >= target - TOLERANCE


def share_of(expected: float, target: float) -> float:
    """Share of a target; all of it where nothing is wanted."""
    return expected / target if target > 0 else 1.0


def _of_stream(stream: str, told: StreamRecord, places: list[PlaceRecord]) -> StreamOutcome:
    short = [entry for entry in places if not is_met(entry.expected, entry.target)]
    target, expected = sum(entry.target for entry in places), sum(entry.expected for entry in places)
    reached_on = _latest(_reached_on(entry) for entry in places)
    status: Status = "missed"
    if not short:
        status = "reached"
    elif is_met(expected, target):
        status = "partly"
    elif reached_on is not None:
        status = "late"
    lacking = tuple(entry.place for entry in short)
    return StreamOutcome(
        stream, target, expected, len(places), lacking, told.missing, status, reached_on, told.date_reached
    )


def _reached_on(place: PlaceRecord) -> date | None:
    """A target that only rounding is missing to counts as met on the day it is judged."""
    if place.date_reached is None and is_met(place.expected, place.target):
        return place.judged_on
    return place.date_reached


def _latest(days: Iterable[date | None]) -> date | None:
    """The last of the days; none if there is none of them all, or one is missing."""
    found = list(days)
    return max((day for day in found if day is not None), default=None) if None not in found else None
