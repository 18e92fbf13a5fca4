"""Who carries how much: each officer's load, and the unit's average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.publish.content.lookups import officer_order
from optimizer.publish.content.publication import Publication
from optimizer.texts import documents
from optimizer.texts.messages import Template
from optimizer.texts.objectives import BURDEN_WEIGHTS
from optimizer.world.plan import BurdenRow

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
"""Attributes of :class:`BurdenRow` that documents tell, and what heads their columns."""


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """One officer's load over the campaign."""

    name: str
    rank: str
    position: str
    row: BurdenRow
    leave_days: int
    compensatory_days: int

    @property
    def figures(self) -> tuple[float, ...]:
        """The figures in the order of :data:`FIGURES`."""
        return tuple(getattr(self.row, figure) for figure in FIGURES)

    @property
    def daily_burden(self) -> float:
        """Burden per available day, by which loads are compared; 0 of who was never there."""
        return self.row.burden / self.row.available_days if self.row.available_days else 0.0


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """The loads of a unit's officers."""

    name: str
    officers: tuple[OfficerLoad, ...]

    @property
    def average_figures(self) -> tuple[float, ...]:
        """The averages in the order of :data:`FIGURES`."""
        columns = zip(*(officer.figures for officer in self.officers), strict=True)
        return tuple(sum(column) / len(self.officers) for column in columns)

    @property
    def average_leave_days(self) -> float:
        """Average of the days of leave."""
        return sum(officer.leave_days for officer in self.officers) / len(self.officers)

    @property
    def average_compensatory_days(self) -> float:
        """Average of the compensatory days."""
        return sum(officer.compensatory_days for officer in self.officers) / len(self.officers)

    @property
    def daily_burdens(self) -> tuple[float, ...]:
        """Burden per available day of those who were there, in the order of the officers; one 0 if nobody was."""
        return tuple(officer.daily_burden for officer in self.officers if officer.row.available_days) or (0.0,)

    @property
    def average_daily_burden(self) -> float:
        """Average burden per available day of those who were there."""
        return sum(self.daily_burdens) / len(self.daily_burdens)


def unit_loads(publication: Publication) -> tuple[UnitLoad, ...]:
    """The load of every unit that has officers on the plan."""
    scenario = publication.scenario
    by_officer = {row.officer: row for row in publication.plan.burden}
    absent = Counter((row.officer, row.kind) for row in publication.plan.absences)
    loads = []
    for unit, described in scenario.units.items():
        officers = tuple(
            OfficerLoad(
                name=scenario.officers[key].name,
                rank=scenario.officers[key].rank,
                position=scenario.officers[key].position,
                row=by_officer[key],
                leave_days=absent[key, "leave"],
                compensatory_days=absent[key, "compensatory"],
            )
            for key in officer_order(scenario, (key for key, row in by_officer.items() if row.unit == unit))
        )
        if officers:
            loads.append(UnitLoad(described.name, officers))
    return tuple(loads)


def burden_note(publication: Publication) -> str:
    """What the burden adds up, with the scenario's weights."""
    texts = publication.texts
    weights = publication.scenario.objectives.burden.model_dump()
    parts = [f"{texts.either(BURDEN_WEIGHTS, name)} {texts.weight(weight)}" for name, weight in weights.items()]
    return texts(documents.BURDEN_NOTE, weights="; ".join(parts))
