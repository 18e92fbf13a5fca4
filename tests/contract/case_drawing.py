"""How the micro-worlds of the rules are drawn: a statement in a world of a few days and officers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from optimizer.rules.catalogue import AnyStatement, Rule
from tests.worlds.micro import DutyDrawing, OfficerDrawing, World

MONDAY = date(2024, 4, 1)
THURSDAY = date(2024, 4, 4)
FRIDAY = date(2024, 4, 5)
SATURDAY = date(2024, 4, 6)
SUNDAY = date(2024, 4, 7)

AN = OfficerDrawing("an")


@dataclass(frozen=True)
class Case:
    """One statement in one world."""

    name: str
    statement: AnyStatement
    world: World

    @property
    def kind(self) -> str:
        return self.statement.kind

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def case(name: str, kind: str, world: World, **parameters: object) -> Case:
    statement: AnyStatement = TypeAdapter(Rule).validate_python({"kind": kind, **parameters})
    return Case(name, statement, world)


def shifts(days: Iterable[int], *names: str) -> tuple[DutyDrawing, ...]:
    """The named shifts on each of the days."""
    return tuple(DutyDrawing(day, name) for day in days for name in names)


def recorded(**history: str) -> OfficerDrawing:
    """Officer an with a history: ``d1`` is the last day before the first, ``d2`` the day before that, and so on."""
    return OfficerDrawing("an", history={-int(day[1:]): entry for day, entry in history.items()})


def world(
    first_day: date, days: int, officer: OfficerDrawing, duties: tuple[DutyDrawing, ...], **more: object
) -> World:
    return World(first_day, days, (officer,), duties, history_days=7, **more)


THREE_DAYS = shifts(range(3), "morning", "afternoon", "evening")
WEEK_OF_DAYS = shifts(range(7), "day")
POLICE_WORK = frozenset({"weekday"})
