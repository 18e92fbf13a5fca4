"""Grids of the report with one column a day: officers at work, desks open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.lookups import officer_order, place_name, post_name
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.summary import weeks
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import Post, Team
from optimizer.texts import documents
from optimizer.texts.formats import Texts

SHIFT_COLOURS = ("#E9A820", "#E0672F", "#3D5FC4", "#8A4FBF")


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of one row."""

    style: str
    """CSS classes: ``m`` and the sum of 1, 2, 4, … for the shifts; ``v`` on a visit; the kind of an absence."""
    text: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One officer or desk."""

    label: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DayHead:
    """Head of one column."""

    label: str
    weekday: str
    is_rest: bool
    starts_week: bool


def day_heads(texts: Texts, scenario: Scenario) -> tuple[DayHead, ...]:
    """Heads of the grids' columns."""
    calendar = CalendarView(scenario)
    return tuple(
        DayHead(str(day.day), texts.short_weekday(day), calendar.is_rest_day(day), day.weekday() == 0)
        for day in calendar.days
    )


def months(texts: Texts, scenario: Scenario) -> tuple[tuple[str, int], ...]:
    """Months of the campaign, in short where they have few days, and how many columns each has."""
    counts: dict[str, int] = defaultdict(int)
    for day in CalendarView(scenario).days:
        counts[f"{day:%Y-%m}"] += 1
    return tuple((texts.month(month) if count > 4 else month[5:], count) for month, count in counts.items())


@dataclass(frozen=True, slots=True)
class Span:
    """Some of the columns, to be shown alone."""

    label: str
    title: str
    first: int
    last: int
    """Columns, counted from 1."""


def week_spans(texts: Texts, scenario: Scenario) -> tuple[Span, ...]:
    """The weeks of the campaign as ranges of columns."""
    spans, column = [], 1
    for week, days in weeks(scenario).items():
        title = f"{texts.day(days[0])} – {texts.day(days[-1])}"
        spans.append(Span(week[6:], title, column, column + len(days) - 1))
        column += len(days)
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Mask:
    """How the cells of one combination of shifts look."""

    name: str
    background: str
    """One bar a shift, side by side."""
    codes: str
    """The shifts' codes, written for a quoted string of a style sheet."""


def masks(scenario: Scenario) -> tuple[Mask, ...]:
    """Every combination of shifts."""
    shifts = list(scenario.shifts.values())
    found = []
    for mask in range(1, 2 ** len(shifts)):
        chosen = [position for position in range(len(shifts)) if mask >> position & 1]
        bars = ",".join(_bar(position, len(shifts)) for position in chosen)
        codes = " ".join(shifts[position].code for position in chosen)
        found.append(Mask(f"m{mask}", bars, _style_string(codes)))
    return tuple(found)


def _bar(position: int, count: int) -> str:
    """A bar of one colour; a gradient of several would weigh a hundred times as much in a printed page."""
    colour = SHIFT_COLOURS[position % len(SHIFT_COLOURS)]
    left = 100 * position / (count - 1) if count > 1 else 0
    return f"linear-gradient({colour},{colour}) {left:.2f}% 0/{100 / count:.2f}% 100% no-repeat"


def _style_string(text: str) -> str:
    """Text that cannot end a quoted string or leave a style sheet, whatever it holds."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}" for letter in text)


def officer_grid(texts: Texts, publication: Publication) -> tuple[Block, ...]:
    """Every officer's days, by unit."""
    scenario = publication.scenario
    bits = _bits(scenario)
    duties: dict[tuple[str, date], list[tuple[int, bool, str]]] = defaultdict(list)
    for row in publication.plan.roster:
        details = (
            f"{scenario.shifts[row.shift].name} {texts.period(row.start, row.end)}: {post_name(scenario, row.post)}"
        )
        if row.role != "desk":
            details += f" – {place_name(scenario, row.place)}"
        duties[row.officer, row.date].append((bits[row.shift], row.role != "desk", details))
    absences = {(row.officer, row.date): row.kind for row in publication.plan.absences}
    days = CalendarView(scenario).days
    blocks = []
    for unit, described in scenario.units.items():
        staff = officer_order(scenario, (key for key, officer in scenario.officers.items() if officer.unit == unit))
        lines = tuple(
            Line(
                scenario.officers[officer].name,
                scenario.officers[officer].position,
                tuple(_cell(texts, day, duties.get((officer, day), ()), absences.get((officer, day))) for day in days),
            )
            for officer in staff
        )
        if lines:
            blocks.append(Block(described.name, lines))
    return tuple(blocks)


def opening_grid(texts: Texts, publication: Publication) -> tuple[Block, ...]:
    """Every desk's open shifts, and the travelling teams' visits, by stream."""
    scenario = publication.scenario
    bits = _bits(scenario)
    entries: dict[tuple[str, date], list[tuple[int, bool, str]]] = defaultdict(list)
    for row in publication.plan.openings:
        crew = row.officers + row.helpers
        expected = texts(documents.LANES, lanes=row.lanes, crew=crew, done=texts.number(row.expected_done, 1))
        entry = (bits[row.shift], False, f"{scenario.shifts[row.shift].name}: {expected}")
        entries[row.post, row.date].append(entry)
    for visit in publication.plan.visits:
        details = f"{scenario.shifts[visit.shift].name}: {place_name(scenario, visit.place)}"
        entries[visit.team, visit.date].append((bits[visit.shift], True, details))
    days = CalendarView(scenario).days
    holders: dict[str, Post | Team] = {**scenario.posts, **scenario.teams}
    blocks = []
    for stream, described in scenario.campaign.streams.items():
        labels = _post_labels(scenario, [key for key, holder in holders.items() if holder.stream == stream])
        lines = tuple(
            Line(labels[key], holder.name, tuple(_cell(texts, day, entries.get((key, day), ()), None) for day in days))
            for key, holder in holders.items()
            if holder.stream == stream
        )
        if lines:
            blocks.append(Block(described.name, lines))
    return tuple(blocks)


def _post_labels(scenario: Scenario, posts: Sequence[str]) -> dict[str, str]:
    """A desk that is the stream's only one at its place is called by the place, which is shorter and unlike others."""
    places = Counter(scenario.posts[post].place for post in posts if post in scenario.posts)
    return {
        post: place_name(scenario, scenario.posts[post].place)
        if post in scenario.posts and places[scenario.posts[post].place] == 1
        else post_name(scenario, post)
        for post in posts
    }


def _bits(scenario: Scenario) -> Mapping[str, int]:
    """The bit of each shift in the number of a mask."""
    return {shift: 1 << position for position, shift in enumerate(scenario.shifts)}


def _cell(texts: Texts, day: date, entries: Iterable[tuple[int, bool, str]], absence: str | None) -> Cell:
    ordered = sorted(entries)
    if ordered:
        mask = sum({mask for mask, _, _ in ordered})
        visiting = " v" if any(visit for _, visit, _ in ordered) else ""
        details = "; ".join(text for _, _, text in ordered)
        return Cell(f"m{mask}{visiting}", details=f"{texts.short_weekday(day)} {texts.short_day(day)} · {details}")
    if absence is not None:
        return Cell(absence, texts(documents.CODES[absence]))
    return Cell("")
