"""What a plan comes to: for each stream and place whether its target is met and how sure that is, and what follows.

Streams count different things, accounts and files, so that nothing is added up across them; and what one place has
too much is no help to another. Terminal, page, workbook, sweeps and comparisons all tell what is judged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from optimizer.run.record import PlaceRecord, RunRecord, StreamRecord
from optimizer.run.simulation import BY, DISTRICT, By, ChanceRecord
from optimizer.texts.formats import TOLERANCE

Status = Literal["reached", "partly", "late", "missed"]
WORST_FIRST: Final[tuple[Status, ...]] = ("missed", "late", "partly", "reached")
Odds = Literal["sure", "likely", "unlikely"]
"""A chance of at least what is asked for; above one half; below."""
LOWEST_FIRST: Final[tuple[Odds, ...]] = ("unlikely", "likely", "sure")
USUAL_CONFIDENCE = 0.8
"""What is enough where the scenario asks for no chance."""


@dataclass(frozen=True, slots=True)
class ChanceOutcome:
    """How sure one target is: of a stream in the district, or of a place that has one of its own."""

    finish_by: ChanceRecord
    last_day: ChanceRecord

    @property
    def asked(self) -> float:
        """The chance by the last day that is enough."""
        return USUAL_CONFIDENCE if self.last_day.asked is None else self.last_day.asked

    @property
    def odds(self) -> Odds:
        """Of the last day."""
        if self.last_day.chance >= self.asked:
            return "sure"
        return "likely" if self.last_day.chance > 0.5 else "unlikely"


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
    chance: ChanceOutcome | None = None
    """Of the sum of the targets; nothing if none is known."""
    chances: Mapping[str, ChanceOutcome] = field(default_factory=dict)
    """Of each place's own target, if any is known."""

    @property
    def odds(self) -> Odds | None:
        """The lowest of the district and of the places whose chance is asked for."""
        asked = [chance for chance in self.chances.values() if chance.last_day.asked is not None]
        return _lowest(chance.odds for chance in (self.chance, *asked) if chance is not None)

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
    def odds(self) -> Odds | None:
        """That of the stream with the lowest; nothing if no chance is known."""
        return _lowest(stream.odds for stream in self.streams if stream.odds is not None)

    @property
    def least_sure_first(self) -> tuple[tuple[StreamOutcome, ChanceOutcome], ...]:
        """The streams of which a chance is known, with that."""
        known = [(stream, stream.chance) for stream in self.streams if stream.chance is not None]
        return tuple(sorted(known, key=lambda entry: entry[1].last_day.chance))

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
    chances = _chances(record)
    return Outcome(
        tuple(
            _of_stream(stream, told, places[stream], chances.get(stream, {})) for stream, told in record.streams.items()
        )
    )


def is_met(expected: float, target: float) -> bool:
    """Whether so many persons meet a target."""
    return expected >= target - TOLERANCE


def share_of(expected: float, target: float) -> float:
    """Share of a target; all of it where nothing is wanted."""
    return expected / target if target > 0 else 1.0


def _chances(record: RunRecord) -> Mapping[str, Mapping[str, ChanceOutcome]]:
    """By stream and place."""
    told: dict[tuple[str, str], dict[By, ChanceRecord]] = defaultdict(dict)
    for chance in record.chances or ():
        told[chance.stream, chance.place][chance.by] = chance
    found: dict[str, dict[str, ChanceOutcome]] = defaultdict(dict)
    for (stream, place), days in told.items():
        if len(days) == len(BY):
            found[stream][place] = ChanceOutcome(days["finish_by"], days["last_day"])
    return found


def _of_stream(
    stream: str, told: StreamRecord, places: list[PlaceRecord], chances: Mapping[str, ChanceOutcome]
) -> StreamOutcome:
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
        stream=stream,
        target=target,
        expected=expected,
        places=len(places),
        short=lacking,
        missing=told.missing,
        status=status,
        reached_on=reached_on,
        total_on=told.date_reached,
        chance=chances.get(DISTRICT),
        chances={place: chance for place, chance in chances.items() if place != DISTRICT},
    )


def _lowest(found: Iterable[Odds]) -> Odds | None:
    odds = set(found)
    return next((each for each in LOWEST_FIRST if each in odds), None)


def _reached_on(place: PlaceRecord) -> date | None:
    """A target that only rounding is missing to counts as met on the day it is judged."""
    if place.date_reached is None and is_met(place.expected, place.target):
        return place.judged_on
    return place.date_reached


def _latest(days: Iterable[date | None]) -> date | None:
    """The last of the days; none if there is none of them all, or one is missing."""
    found = list(days)
    return max((day for day in found if day is not None), default=None) if None not in found else None
