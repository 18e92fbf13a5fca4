"""Geometry of the charts of a sweep: from figures to coordinates; the template draws them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from optimizer.publish.html.charts import ChartFrame, Tick
from optimizer.scenario.reading.tree import Plain
from optimizer.sweep.front import pareto_front, point_of
from optimizer.sweep.results import CaseRow, value_text
from optimizer.texts import sweeps
from optimizer.texts.formats import Texts

AXIS = ChartFrame(width=300, height=190, left=58, right=16, top=14, bottom=26, ticks=4, is_annotated=False)
FRONT = ChartFrame(width=1120, height=380, left=72, right=40, top=18, bottom=32, ticks=6, is_annotated=True)
LONGEST_TICK = 14
"""Letters of a value below a chart."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One case."""

    x: float
    y: float
    text: str
    """Told where one points at it."""
    tag: str = ""
    """Written beside it."""
    is_strong: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """Dots, and perhaps a line through them."""

    title: str
    frame: ChartFrame
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    line: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a case that is drawn."""

    name: str
    value: Callable[[CaseRow], float | None]
    text: Callable[[Texts, float], str]
    least_step: float


def _day(row: CaseRow) -> float | None:
    return None if row.get("finish_date") is None else float(date.fromisoformat(row["finish_date"]).toordinal())


MEASURES = (
    Measure("chance", lambda row: row.get("chance"), lambda texts, value: texts.chance(value), 0.01),
    Measure("share", lambda row: row.get("share"), lambda texts, value: texts.percent(value), 0.001),
    Measure("finish_date", _day, lambda texts, value: texts.short_day(date.fromordinal(round(value))), 1.0),
    Measure("burden", lambda row: row.get("burden"), lambda texts, value: texts.number(value), 1.0),
    Measure("fairness", lambda row: row.get("fairness"), lambda texts, value: texts.number(value, 2), 0.01),
)
"""What is drawn over each parameter."""


def axis_charts(texts: Texts, rows: Sequence[CaseRow], parameter: str, values: Sequence[Plain]) -> list[Chart]:
    """One chart per measure over the values of a parameter; none for a measure that no case has."""
    return [
        _axis_chart(texts, rows, parameter, values, measure)
        for measure in MEASURES
        if any(measure.value(row) is not None for row in rows if parameter in row)
    ]


def _axis_chart(
    texts: Texts, rows: Sequence[CaseRow], parameter: str, values: Sequence[Plain], measure: Measure
) -> Chart:
    frame = AXIS
    width = frame.width - frame.left - frame.right
    places = {value_text(value): frame.left + width * (i + 0.5) / len(values) for i, value in enumerate(values)}
    found = [
        (places[value_text(row[parameter])], value, row)
        for row in rows
        if parameter in row and (value := measure.value(row)) is not None
    ]
    scale, ticks = _upright(frame, [value for _, value, _ in found], measure.least_step)
    means = [(x, fmean(here)) for x in places.values() if (here := [value for other, value, _ in found if other == x])]
    return Chart(
        title=texts(sweeps.CHANCE if measure.name == "chance" else sweeps.FIGURES[measure.name]),
        frame=frame,
        across=tuple(Tick(round(x, 1), _short(text)) for text, x in places.items()),
        up=tuple(Tick(scale(value), measure.text(texts, value)) for value in ticks),
        dots=tuple(Dot(round(x, 1), scale(v), _told(texts, row, measure.text(texts, v))) for x, v, row in found),
        line=" ".join(f"{round(x, 1)},{scale(mean)}" for x, mean in means) if len(means) > 1 else "",
    )


def front_chart(texts: Texts, rows: Sequence[CaseRow]) -> Chart:
    """Burden over finish date; cases of the front are strong and carry their number of officers. There is a front."""
    frame = FRONT
    points = [(point, row) for row in rows if (point := point_of(row)) is not None]
    strong = {row["case"] for row in pareto_front(rows)}
    scale, ups = _upright(frame, [point[1] for point, _ in points], 1.0)
    across, days = _across(frame, [point[0] for point, _ in points])
    return Chart(
        title=texts(sweeps.FRONT),
        frame=frame,
        across=tuple(Tick(across(day), texts.day(date.fromordinal(round(day)))) for day in days),
        up=tuple(Tick(scale(value), texts.number(value)) for value in ups),
        dots=tuple(
            Dot(
                x=across(day),
                y=scale(burden),
                text=_told(texts, row, f"{texts.day(date.fromordinal(round(day)))} · {texts.number(burden, 1)}"),
                tag=texts.number(officers) if row["case"] in strong else "",
                is_strong=row["case"] in strong,
            )
            for (day, burden, officers), row in points
        ),
    )


def _told(texts: Texts, row: CaseRow, figure: str) -> str:
    return f"{texts(sweeps.CASE)} {row['case']}: {figure}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TICK else f"{text[: LONGEST_TICK - 1]}…"


def _upright(frame: ChartFrame, values: Sequence[float], least: float) -> tuple[Callable[[float], float], list[float]]:
    """The vertical scale of some values, and its ticks."""
    ticks = _ticks(values, frame.ticks, least)
    height = frame.height - frame.top - frame.bottom

    def scale(value: float) -> float:
        return round(frame.top + height * (ticks[-1] - value) / (ticks[-1] - ticks[0]), 1)

    return scale, ticks


def _across(frame: ChartFrame, values: Sequence[float]) -> tuple[Callable[[float], float], list[float]]:
    """The horizontal scale of some days, and its ticks."""
    ticks = _ticks(values, 8, 1.0)
    width = frame.width - frame.left - frame.right

    def scale(value: float) -> float:
        return round(frame.left + width * (value - ticks[0]) / (ticks[-1] - ticks[0]), 1)

    return scale, ticks


def _ticks(values: Sequence[float], count: int, least: float) -> list[float]:
    """Round values around all of these, about so many, no closer than ``least``."""
    low, high = min(values), max(values)
    step = _round_step(max((high - low) / count, least))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:
        first, last = first - 1, last + 1
    return [number * step for number in range(first, last + 1)]


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not below a value."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
