"""Geometry of fan charts: what simulated campaigns come to day by day, beside what is planned and the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.chances import ChanceDay
from optimizer.publish.html.charts import LARGE, ChartFrame, DayMark, Plane, Tick, day_text
from optimizer.texts import documents
from optimizer.texts import simulation as words
from optimizer.texts.formats import Texts

BANDS = (("q05", "q95"), ("q10", "q90"), ("q25", "q75"))
"""From the widest to the narrowest."""


@dataclass(frozen=True, slots=True)
class Fan:
    """Bands that hold so many of the campaigns, their median and the planned curve."""

    frame: ChartFrame
    bands: tuple[str, ...]
    """Points of the outlines, the widest first."""
    median: str
    planned: str
    target_at: float
    finish_at: float
    """Horizontal position of the day by which the target is to be met."""
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    target_label: str
    finish_label: str
    marks: tuple[DayMark, ...]


def fan(texts: Texts, rows: Sequence[ChanceDay], target: float, finish_by: date) -> Fan:
    """Lay out what was simulated of one target.

    Parameters
    ----------
    texts
        Language of the labels.
    rows
        In order of days.
    target
        The figure to reach.
    finish_by
        The day by which it is to be met.
    """
    days = [row.date for row in rows]
    plane = Plane(LARGE, days, 1.05 * max(target, *(max(row.q95, row.planned) for row in rows)))
    return Fan(
        frame=LARGE,
        bands=tuple(_outline(plane, rows, *band) for band in BANDS),
        median=" ".join(plane.points([row.q50 for row in rows])),
        planned=" ".join(plane.points([row.planned for row in rows])),
        target_at=plane.up(target),
        finish_at=plane.across(days.index(finish_by)),
        across=plane.starts(texts),
        up=plane.steps(texts),
        target_label=f"{texts(documents.TARGET)} {texts.number(target)}",
        finish_label=texts(documents.TO_BE_MET, date=texts.short_day(finish_by)),
        marks=plane.marks([_told(texts, row) for row in rows]),
    )


def _outline(plane: Plane, rows: Sequence[ChanceDay], low: str, high: str) -> str:
    """Along the lower percentile, and back along the upper one."""
    below, above = ([getattr(row, name) for row in rows] for name in (low, high))
    return " ".join([*plane.points(below), *reversed(plane.points(above))])


def _told(texts: Texts, row: ChanceDay) -> str:
    return texts(
        words.DAY_TOLD,
        day=day_text(texts, row.date),
        median=texts.people(row.q50),
        low=texts.people(row.q05),
        high=texts.people(row.q95),
        planned=texts.people(row.planned),
    )
