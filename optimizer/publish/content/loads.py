"""Who carries how much: each officer's load beside the unit's average."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.publish.content.lookups import daily_burden, officer_order
from optimizer.publish.content.publication import Publication
from optimizer.publish.html.charts import Strip, strip
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Template
from optimizer.world.plan import BurdenRow

STRIP_WIDTH = 220

FIGURES: Mapping[str, Template] = {
    "duties": documents.DUTIES,
    "hours": documents.HOURS,
    "evenings": documents.EVENINGS,
    "weekend_duties": documents.WEEKEND_DUTIES,
    "holiday_duties": documents.HOLIDAY_DUTIES,
    "overtime_hours": documents.OVERTIME_HOURS,
    "available_days": documents.AVAILABLE_DAYS,
    "burden": documents.BURDEN,
}
"""Attributes of :class:`BurdenRow` that the report shows, and what heads their columns."""


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """One officer's figures in the order of :data:`FIGURES`, then burden per available day."""

    name: str
    figures: tuple[str, ...]
    strip: Strip


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """Averages of a unit, and its officers."""

    name: str
    figures: tuple[str, ...]
    spread: str
    """Lowest and highest burden per available day."""
    strip: Strip
    officers: tuple[OfficerLoad, ...]


def unit_loads(texts: Texts, publication: Publication) -> list[UnitLoad]:
    """The load of every unit that has officers on the plan."""
    by_officer = {row.officer: row for row in publication.plan.burden}
    heaviest = max(map(daily_burden, by_officer.values()), default=0.0)
    scenario = publication.scenario
    views = []
    for unit, described in scenario.units.items():
        staff = officer_order(scenario, (key for key, row in by_officer.items() if row.unit == unit))
        if not staff:
            continue
        rows = [by_officer[officer] for officer in staff]
        daily = sorted(daily_burden(row) for row in rows if row.available_days) or [0.0]
        means = [sum(getattr(row, figure) for row in rows) / len(rows) for figure in FIGURES]
        average = sum(daily) / len(daily)
        views.append(
            UnitLoad(
                name=described.name,
                figures=(*(texts.number(mean, 1) for mean in means), texts.number(average, 2)),
                spread=f"{texts.number(daily[0], 2)} – {texts.number(daily[-1], 2)}",
                strip=strip(daily, average, heaviest, STRIP_WIDTH),
                officers=tuple(
                    OfficerLoad(
                        name=scenario.officers[row.officer].name,
                        figures=_figures(texts, row),
                        strip=strip([daily_burden(row)], average, heaviest, STRIP_WIDTH),
                    )
                    for row in rows
                ),
            )
        )
    return views


def _figures(texts: Texts, row: BurdenRow) -> tuple[str, ...]:
    values: Sequence[float] = [getattr(row, figure) for figure in FIGURES]
    shown = (texts.number(value, 0 if isinstance(value, int) else 1) for value in values)
    return (*shown, texts.number(daily_burden(row), 2))
