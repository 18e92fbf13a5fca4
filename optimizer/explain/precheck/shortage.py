"""What a counting argument says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from optimizer.errors import Diagnostic
from optimizer.scenario.schema import Scenario
from optimizer.texts import shortages as texts
from optimizer.texts.formats import people_cut
from optimizer.texts.messages import Language, Message, Said, Template, said
from optimizer.world.world import World

Argument: TypeAlias = Literal["crews", "hours", "teams", "school_dates", "targets", "shift_times"]
MOST_NAMED = 4
"""Names that are written out; of more it is told how many."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A scenario, as written and as compiled."""

    scenario: Scenario
    world: World

    def unit(self, key: str) -> str:
        """Name of a unit."""
        return self.scenario.units[key].name

    def place(self, key: str) -> str:
        """Name of a place."""
        return self.scenario.places[key].name

    def date(self, day: int) -> date:
        """Date of a day of the campaign (index)."""
        return self.world.days[day].date


@dataclass(frozen=True, slots=True)
class Shortage:
    """More is asked for than there can be."""

    argument: Argument
    subjects: Mapping[str, str]
    """Section of the scenario to the id of what it is about."""
    where: Said
    first_day: date
    last_day: date
    required: float
    available: float
    """The most there can be."""
    measure: Template
    """What is counted."""
    what: Message
    """The whole in a sentence."""
    remedy: Said

    @property
    def missing(self) -> float:
        """By how much it falls short at the least."""
        return self.required - self.available

    def diagnostic(self) -> Diagnostic:
        """As a warning."""
        return Diagnostic(self.where, self.what, self.remedy)

    def to_json(self, language: Language) -> dict[str, Any]:
        """As an object."""
        return {
            "argument": self.argument,
            **self.subjects,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "required": round(self.required, 3),
            "available": round(self.available, 3),
            "missing": round(self.missing, 3),
            "measure": said(self.measure, language),
            "where": said(self.where, language),
            "what": said(self.what, language),
            "remedy": said(self.remedy, language),
        }


def span(first: date, last: date) -> Message:
    """One day, or from one day to another."""
    if first == last:
        return texts.ON_DAY(day=first)
    return texts.FROM_TO(first=first, last=last)


def named(names: list[str]) -> object:
    """Names in a row, as many as can be taken in."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return texts.AND_MORE(names=", ".join(names[:MOST_NAMED]), count=len(names) - MOST_NAMED)


def at_most(people: float) -> int:
    """People who can be reached at the most, in whole ones."""
    return int(people_cut(people))
