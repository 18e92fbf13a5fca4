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


@dataclass(frozen=True, slots=True)
class Plane:
    """Where days and figures lie on a chart whose vertical axis begins at nothing."""

    frame: ChartFrame
    days: Sequence[date]
    top: float
    """Figure at the upper edge."""

    @property
    def floor(self) -> int:
        """Vertical position of nothing."""
        return self.frame.height - self.frame.bottom

    def across(self, index: float) -> float:
        """Horizontal position of a day, by its number."""
        width = self.frame.width - self.frame.left - self.frame.right
        return round(self.frame.left + width * index / max(1, len(self.days) - 1), 1)

    def up(self, value: float) -> float:
        """Vertical position of a figure."""
        return round(self.floor - (self.floor - self.frame.top) * value / self.top, 1)

    def points(self, values: Sequence[float]) -> list[str]:
        """One for each day."""
        return [f"{self.across(index)},{self.up(value)}" for index, value in enumerate(values)]

    def starts(self, texts: Texts) -> tuple[Tick, ...]:
        """First days of months, and the first day unless it would be written over."""
        starts = [index for index, day in enumerate(self.days) if day.day == 1 or index == 0]
        if len(starts) > 1 and starts[1] < len(self.days) / 12:
            starts = starts[1:]
        return tuple(Tick(self.across(index), texts.short_day(self.days[index])) for index in starts)

    def steps(self, texts: Texts) -> tuple[Tick, ...]:
        """Round figures from nothing to the upper edge."""
        step = nice_step(self.top / self.frame.ticks)
        counts = range(int(self.top / step + 1e-9) + 1)
        return tuple(Tick(self.up(step * count), texts.number(step * count)) for count in counts)

    def marks(self, told: Sequence[str]) -> tuple[DayMark, ...]:
        """A strip around each day's position, half-way to its neighbours, with what is told there."""
        pace = (self.across(len(self.days) - 1) - self.across(0)) / max(1, len(self.days) - 1)
        return tuple(
            DayMark(left=round(self.across(index) - pace / 2, 1), width=round(pace, 1), text=text)
            for index, text in enumerate(told)
        )


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
    plane = Plane(frame, days, max(target, *values) * 1.05)
    points = plane.points(values)
    told = [
        f"{day_text(texts, day)}: {texts.people(value)} ({texts.percent(value / target)})"
        for day, value in zip(days, values, strict=True)
    ]
    return BurnUp(
        frame=frame,
        line=" ".join(points),
        area=" ".join([f"{plane.across(0)},{plane.floor}", *points, f"{plane.across(len(values) - 1)},{plane.floor}"]),
        target_at=plane.up(target),
        finish_at=plane.across(days.index(judging_day)),
        across=plane.starts(texts),
        up=plane.steps(texts),
        target_label=f"{texts(documents.TARGET)} {texts.number(target)}",
        finish_label=texts(documents.TO_BE_MET, date=texts.short_day(judging_day)),
        marks=plane.marks(told) if frame.is_annotated else (),
    )


def day_text(texts: Texts, day: date) -> str:
    """A day as it is told where one points at it."""
    return f"{texts.short_weekday(day)} {texts.day(day)}"


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
