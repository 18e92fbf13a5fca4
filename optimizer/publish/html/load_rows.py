"""The table of loads: figures written out, and each officer as a dot beside the unit's average."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.publish.content.loads import OfficerLoad, UnitLoad
from optimizer.publish.html.charts import Strip, strip
from optimizer.texts.formats import Texts

STRIP_WIDTH = 220
"""In pixels."""


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer's figures, then burden per available day."""

    name: str
    figures: tuple[str, ...]
    strip: Strip


@dataclass(frozen=True, slots=True)
class UnitRows:
    """Averages of a unit, and its officers."""

    name: str
    figures: tuple[str, ...]
    spread: str
    """Lowest and highest burden per available day."""
    strip: Strip
    officers: tuple[OfficerRow, ...]


def load_rows(texts: Texts, loads: Sequence[UnitLoad]) -> list[UnitRows]:
    """The loads as rows; all strips have one scale."""
    heaviest = max((officer.daily_burden for load in loads for officer in load.officers), default=0.0)
    return [_unit_rows(texts, load, heaviest) for load in loads]


def _unit_rows(texts: Texts, load: UnitLoad, heaviest: float) -> UnitRows:
    daily, average = sorted(load.daily_burdens), load.average_daily_burden
    return UnitRows(
        name=load.name,
        figures=(*(texts.number(figure, 1) for figure in load.average_figures), texts.number(average, 2)),
        spread=f"{texts.number(daily[0], 2)} – {texts.number(daily[-1], 2)}",
        strip=strip(daily, average, heaviest, STRIP_WIDTH),
        officers=tuple(_officer_rows(texts, load.officers, average, heaviest)),
    )


def _officer_rows(
    texts: Texts, officers: Iterable[OfficerLoad], average: float, heaviest: float
) -> Iterable[OfficerRow]:
    for officer in officers:
        yield OfficerRow(
            name=officer.name,
            figures=(
                *(texts.number(value, 0 if isinstance(value, int) else 1) for value in officer.figures),
                texts.number(officer.daily_burden, 2),
            ),
            strip=strip([officer.daily_burden], average, heaviest, STRIP_WIDTH),
        )
