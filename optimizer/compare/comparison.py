"""Several plans beside one another: the first is the base, every other is held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from string import ascii_uppercase

from optimizer.compare.differences.figures import GROUPS, Figure, Value, difference, figures
from optimizer.compare.differences.openings import OpeningChange, opening_changes
from optimizer.compare.differences.roster_changes import RosterChanges, roster_changes
from optimizer.compare.differences.settings import Obstacle, SettingChange, common_days, obstacles, setting_changes
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import StreamResult, stream_results
from optimizer.simulate.pairs import PairedDifference, Played, paired
from optimizer.verify.verified_run import VerifiedRun


@dataclass(frozen=True, slots=True)
class Entry:
    """One run of a comparison."""

    letter: str
    name: str
    """Name of its folder."""
    run: VerifiedRun
    figures: dict[tuple[str, str, str], Figure]
    results: tuple[StreamResult, ...]
    played: Played | None
    """Its campaigns, the same for all runs; nothing if its scenario does not say how uncertain anything is."""

    @property
    def publication(self) -> Publication:
        """The run as what documents are made of."""
        return _publication(self.run)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of all runs."""

    figure: Figure
    """As the first run that has it."""
    values: tuple[Value, ...]
    differences: tuple[float | None, ...]
    """Of every other run, to the first."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in one stream, in all runs."""

    place: str
    label: str
    stream: str
    at_schools: bool
    shares: tuple[float | None, ...]
    """Of its target, on the day it is judged; ``None`` where it has none."""
    missing: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One run against the first."""

    base: Entry
    other: Entry
    days: tuple[date, ...]
    """Days that both cover; openings and duties are compared on these."""
    obstacles: tuple[Obstacle, ...]
    settings: tuple[SettingChange, ...]
    openings: tuple[OpeningChange, ...]
    roster: RosterChanges
    chances: tuple[PairedDifference, ...]
    """Of every target that both have; none if one of them says nothing of chance."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans beside one another."""

    entries: tuple[Entry, ...]
    rows: tuple[FigureRow, ...]
    places: tuple[PlaceRow, ...]
    pairs: tuple[Pair, ...]

    @property
    def base(self) -> Entry:
        """The first run."""
        return self.entries[0]


def compare_runs(runs: Sequence[VerifiedRun], played: Sequence[Played | None] = ()) -> Comparison:
    """Hold every run against the first; they are called A, B, C and so on, so there are 26 at the most.

    Parameters
    ----------
    runs
        The runs.
    played
        The campaigns of each, simulated alike; none of any if left out.
    """
    entries = tuple(
        Entry(
            letter,
            run.directory.resolve().name,
            run,
            {figure.key: figure for figure in figures(run)},
            stream_results(_publication(run)),
            campaigns,
        )
        for letter, (run, campaigns) in zip(ascii_uppercase, zip_longest(runs, played), strict=False)
    )
    return Comparison(
        entries, _figure_rows(entries), _place_rows(entries), tuple(_pair(entries[0], other) for other in entries[1:])
    )


def _publication(run: VerifiedRun) -> Publication:
    return Publication(run.scenario, run.plan, run.record, run.verification, "", simulation=run.simulation)


def _pair(base: Entry, other: Entry) -> Pair:
    before, after = base.run, other.run
    days = common_days(before.scenario, after.scenario)
    return Pair(
        base=base,
        other=other,
        days=days,
        obstacles=obstacles(before.scenario, after.scenario),
        settings=setting_changes(before.scenario, after.scenario),
        openings=opening_changes(before.plan, after.plan, days),
        roster=roster_changes(before.plan.roster, after.plan.roster, days),
        chances=paired(base.played, other.played) if base.played and other.played else (),
    )


def _figure_rows(entries: Sequence[Entry]) -> tuple[FigureRow, ...]:
    known: dict[tuple[str, str, str], Figure] = {}
    for entry in entries:
        known |= {key: figure for key, figure in entry.figures.items() if key not in known}
    rows = []
    for key, figure in sorted(known.items(), key=lambda item: GROUPS.index(item[0][0])):
        values = tuple(entry.figures[key].value if key in entry.figures else None for entry in entries)
        rows.append(FigureRow(figure, values, tuple(difference(value, values[0]) for value in values[1:])))
    return tuple(rows)


def _place_rows(entries: Sequence[Entry]) -> tuple[PlaceRow, ...]:
    found = [
        {(result.stream, result.at_schools, place.place): place for result in entry.results for place in result.places}
        for entry in entries
    ]
    keys = dict.fromkeys(key for places in found for key in places)
    return tuple(
        PlaceRow(
            place=place,
            label=next(places[key].label for places in found if (key := (stream, at_schools, place)) in places),
            stream=stream,
            at_schools=at_schools,
            shares=tuple(p.share if (p := places.get((stream, at_schools, place))) else None for places in found),
            missing=tuple(p.remaining if (p := places.get((stream, at_schools, place))) else None for places in found),
        )
        for stream, at_schools, place in keys
    )
