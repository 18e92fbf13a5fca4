"""Geometry of charts: from figures to coordinates; the templates draw them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.texts import documents
from optimizer.texts.formats import Texts


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """Size of a chart and the margins around its plotting area, in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    ticks: int
    """About so many steps on the vertical axis."""
    is_annotated: bool
    """Whether its lines carry their meaning and each day its figure."""


LARGE = ChartFrame(width=1120, height=300, left=64, right=20, top=18, bottom=28, ticks=5, is_annotated=True)
SMALL = ChartFrame(width=262, height=126, left=42, right=8, top=8, bottom=20, ticks=3, is_annotated=False)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled position on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day's figure, told where one points at it."""

    left: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class BurnUp:
    """A cumulative curve against its target."""

    frame: ChartFrame
    line: str
    """Points of the curve."""
    area: str
    """Points of the surface below it."""
    target_at: float
    finish_at: float
    """Horizontal position of the day by which the target is to be met."""
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    target_label: str
    finish_label: str
    marks: tuple[DayMark, ...]


def burn_up(
    texts: Texts, frame: ChartFrame, days: Sequence[date], values: Sequence[float], target: float, judging_day: date
) -> BurnUp:
    """Lay a cumulative curve out.

    Parameters
    ----------
    texts
        Language of the axis labels.
    frame
        Size of the chart.
    days, values
        Days of the campaign and the expected cumulative figure at the end of each.
    target
        The figure to reach.
    judging_day
        The day by which it is to be reached.
    """
    top = max(target, *values) * 1.05
    step = nice_step(top / frame.ticks)
    width = frame.width - frame.left - frame.right
    height = frame.height - frame.top - frame.bottom
    floor = frame.top + height

    def across(index: float) -> float:
        return round(frame.left + width * index / max(1, len(days) - 1), 1)

    def up(value: float) -> float:
        return round(floor - height * value / top, 1)

    points = [f"{across(index)},{up(value)}" for index, value in enumerate(values)]
    starts = [index for index, day in enumerate(days) if day.day == 1 or index == 0]
    if len(starts) > 1 and starts[1] < len(days) / 12:
        starts = starts[1:]
    return BurnUp(
        frame=frame,
        line=" ".join(points),
        area=" ".join([f"{across(0)},{floor}", *points, f"{across(len(values) - 1)},{floor}"]),
        target_at=up(target),
        finish_at=across(days.index(judging_day)),
        across=tuple(Tick(across(index), texts.short_day(days[index])) for index in starts),
        up=tuple(Tick(up(step * count), texts.number(step * count)) for count in range(int(top / step + 1e-9) + 1)),
        target_label=f"{texts(documents.TARGET)} {texts.number(target)}",
        finish_label=texts(documents.TO_BE_MET, date=texts.short_day(judging_day)),
        marks=_marks(texts, days, values, target, [across(index) for index in range(len(days))])
        if frame.is_annotated
        else (),
    )


def _marks(
    texts: Texts, days: Sequence[date], values: Sequence[float], target: float, positions: Sequence[float]
) -> tuple[DayMark, ...]:
    """A strip around each day's position, half-way to its neighbours."""
    pace = (positions[-1] - positions[0]) / max(1, len(positions) - 1)
    return tuple(
        DayMark(
            left=round(position - pace / 2, 1),
            width=round(pace, 1),
            text=f"{texts.short_weekday(day)} {texts.day(day)}: {texts.people(value)}"
            f" ({texts.percent(value / target)})",
        )
        for day, value, position in zip(days, values, positions, strict=True)
    )


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below a value, and not below 1."""
    if least <= 1:
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least - 1e-9)


@dataclass(frozen=True, slots=True)
class Strip:
    """Dots along one axis, with the middle of them."""

    dots: tuple[float, ...]
    mean: float


def strip(values: Sequence[float], mean: float, top: float, width: float) -> Strip:
    """Lay values and their mean out on an axis from 0 to ``top``, ``width`` pixels wide."""
    scale = width / top if top else 0.0
    return Strip(tuple(round(value * scale, 1) for value in values), round(mean * scale, 1))
