"""Geometry of the page of a comparison: burn-up curves of several plans on one pair of axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.compare.comparison import Entry
from optimizer.compare.wording.words import Words
from optimizer.publish.content.results import StreamResult
from optimizer.publish.html.charts import LARGE, ChartFrame, Tick, nice_step
from optimizer.scenario.calendar_view import CalendarView
from optimizer.texts import documents

COLOURS = ("#1f5fbf", "#c2410c", "#12724a", "#8a4fbf", "#9a6700", "#0e7490")
DASHES = ("", "7 3", "2 3", "9 3 2 3")
"""Told apart in print too."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One plan's cumulative curve."""

    letter: str
    name: str
    points: str
    colour: str
    dash: str
    summary: str
    """Where it stands on the day it is judged."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across or along the chart, with its meaning."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """Curves of one stream over one another."""

    title: str
    frame: ChartFrame
    curves: tuple[Curve, ...]
    targets: tuple[Mark, ...]
    finishes: tuple[Mark, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def colour_of(number: int) -> tuple[str, str]:
    """Colour and dashes of the run with this number."""
    return COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]


def overlay(words: Words, entries: Sequence[Entry], stream: str, *, at_schools: bool) -> Overlay:
    """Lay the curves of one stream out; the days are those of all plans together."""
    drawn = [
        (number, entry, result)
        for number, entry in enumerate(entries)
        if (result := _result(entry, stream, at_schools))
    ]
    spans = [CalendarView(entry.run.scenario).days for _, entry, _ in drawn]
    first, last = min(span[0] for span in spans), max(span[-1] for span in spans)
    top = 1.05 * max(max(result.target, *result.curve) for _, _, result in drawn)
    frame, step = LARGE, nice_step(top / LARGE.ticks)
    width, height = frame.width - frame.left - frame.right, frame.height - frame.top - frame.bottom

    def across(day: date) -> float:
        return round(frame.left + width * (day - first).days / max(1, (last - first).days), 1)

    def up(value: float) -> float:
        return round(frame.top + height * (1 - value / top), 1)

    curves = []
    for (number, entry, result), days in zip(drawn, spans, strict=True):
        colour, dash = colour_of(number)
        points = " ".join(f"{across(day)},{up(done)}" for day, done in zip(days, result.curve, strict=True))
        reached = f"{words.people(result.judged)} / {words.number(result.target)}"
        curves.append(
            Curve(entry.letter, entry.name, points, colour, dash, f"{reached} ({words.percent(result.share)})")
        )
    targets = dict.fromkeys(result.target for _, _, result in drawn)
    finishes = dict.fromkeys(result.judging_day for _, _, result in drawn)
    starts = sorted({day for span in spans for day in span if day.day == 1 or day == first})
    if len(starts) > 1 and (starts[1] - starts[0]).days < (last - first).days / 12:
        starts = starts[1:]
    return Overlay(
        title=drawn[0][2].name,
        frame=frame,
        curves=tuple(curves),
        targets=tuple(Mark(up(target), f"{words(documents.TARGET)} {words.number(target)}") for target in targets),
        finishes=tuple(Mark(across(day), words(documents.TO_BE_MET, date=words.short_day(day))) for day in finishes),
        across=tuple(Tick(across(day), words.short_day(day)) for day in starts),
        up=tuple(Tick(up(step * count), words.number(step * count)) for count in range(int(top / step + 1e-9) + 1)),
    )


def _result(entry: Entry, stream: str, at_schools: bool) -> StreamResult | None:
    found = (result for result in entry.results if (result.stream, result.at_schools) == (stream, at_schools))
    return next(found, None)
