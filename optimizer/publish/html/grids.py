"""Grids with one column a day: how lines of days look in a table that a style sheet colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.day_lines import LineBlock, LineDay
from optimizer.publish.content.signs import AbsenceSign, ShiftSign
from optimizer.texts.formats import Texts

SHIFT_COLOURS = ("#E9A820", "#E0672F", "#3D5FC4", "#8A4FBF")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One day of one line."""

    style: str
    """CSS classes: ``m`` and the sum of 1, 2, 4, … for the shifts; ``v`` on a visit; the kind of an absence."""
    text: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One officer or desk."""

    label: str
    title: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridBlock:
    """Lines under one heading."""

    heading: str
    lines: tuple[GridLine, ...]


@dataclass(frozen=True, slots=True)
class DayHead:
    """Head of one column."""

    label: str
    weekday: str
    is_rest: bool
    starts_week: bool


def day_heads(texts: Texts, days: Iterable[date], rest_days: Collection[date]) -> tuple[DayHead, ...]:
    """Heads of the grids' columns."""
    return tuple(DayHead(str(day.day), texts.short_weekday(day), day in rest_days, day.weekday() == 0) for day in days)


def month_heads(texts: Texts, days: Iterable[date]) -> tuple[tuple[str, int], ...]:
    """Months of the columns, in short where they have few days, and how many columns each has."""
    counts = Counter(f"{day:%Y-%m}" for day in days)
    return tuple((texts.month(month) if count > 4 else month[5:], count) for month, count in counts.items())


@dataclass(frozen=True, slots=True)
class ColumnRange:
    """Some of the columns, to be shown alone."""

    label: str
    title: str
    first: int
    last: int
    """Columns, counted from 1."""


def week_ranges(texts: Texts, weeks: Iterable[tuple[str, Sequence[date]]]) -> tuple[ColumnRange, ...]:
    """The ISO weeks of the campaign, with their days, as ranges of columns."""
    ranges, column = [], 1
    for week, days in weeks:
        title = f"{texts.day(days[0])} – {texts.day(days[-1])}"
        ranges.append(ColumnRange(week[6:], title, column, column + len(days) - 1))
        column += len(days)
    return tuple(ranges)


@dataclass(frozen=True, slots=True)
class ShiftMask:
    """How the cells of one combination of shifts look."""

    name: str
    background: str
    """One bar a shift, side by side."""
    codes: str
    """The shifts' codes, written for a quoted string of a style sheet."""


def shift_masks(shifts: Sequence[ShiftSign]) -> tuple[ShiftMask, ...]:
    """Every combination of shifts."""
    found = []
    for mask in range(1, 2 ** len(shifts)):
        chosen = [position for position in range(len(shifts)) if mask >> position & 1]
        bars = ",".join(_bar(position, len(shifts)) for position in chosen)
        codes = " ".join(shifts[position].code for position in chosen)
        found.append(ShiftMask(f"m{mask}", bars, _style_string(codes)))
    return tuple(found)


def _bar(position: int, count: int) -> str:
    """A bar of one colour; a gradient of several would weigh a hundred times as much in a printed page."""
    colour = SHIFT_COLOURS[position % len(SHIFT_COLOURS)]
    left = 100 * position / (count - 1) if count > 1 else 0
    return f"linear-gradient({colour},{colour}) {left:.2f}% 0/{100 / count:.2f}% 100% no-repeat"


def _style_string(text: str) -> str:
    """Text that cannot end a quoted string or leave a style sheet, whatever it holds."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}" for letter in text)


class DayGrid:
    """Makes grids of lines of days.

    Parameters
    ----------
    texts
        Language of what is told where one points at a cell.
    days
        The columns.
    shifts, absences
        The signs of what stands in the cells.
    """

    def __init__(
        self, texts: Texts, days: Sequence[date], shifts: Iterable[ShiftSign], absences: Iterable[AbsenceSign]
    ) -> None:
        self._days = [f"{texts.short_weekday(day)} {texts.short_day(day)}" for day in days]
        self._bits = {sign.shift: 1 << position for position, sign in enumerate(shifts)}
        self._codes = {sign.kind: sign.code for sign in absences}

    def blocks(self, told: Iterable[LineBlock]) -> tuple[GridBlock, ...]:
        """The lines as a grid."""
        return tuple(
            GridBlock(
                block.heading,
                tuple(GridLine(line.label, line.title, tuple(self._cells(line.days))) for line in block.lines),
            )
            for block in told
        )

    def _cells(self, days: Iterable[LineDay]) -> Iterable[GridCell]:
        for day, content in zip(self._days, days, strict=True):
            if content.entries:
                mask = sum({self._bits[entry.shift] for entry in content.entries})
                visiting = " v" if any(entry.is_visit for entry in content.entries) else ""
                details = "; ".join(entry.text for entry in content.entries)
                yield GridCell(f"m{mask}{visiting}", details=f"{day} · {details}")
            elif content.absence is not None:
                yield GridCell(content.absence, self._codes[content.absence])
            else:
                yield GridCell("")
