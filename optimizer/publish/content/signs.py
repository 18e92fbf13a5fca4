"""The signs by which rosters tell shifts and absences, with their meaning."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.publish.content.publication import Publication
from optimizer.texts import documents

ABSENCE_KINDS = ("rest", "leave", "compensatory", "other_duty")


@dataclass(frozen=True, slots=True)
class ShiftSign:
    """One shift of the day."""

    shift: str
    """Its id."""
    code: str
    name: str
    hours: str
    """From when to when."""


@dataclass(frozen=True, slots=True)
class AbsenceSign:
    """One kind of day without duty."""

    kind: str
    """One of :data:`ABSENCE_KINDS`."""
    code: str
    meaning: str


def shift_signs(publication: Publication) -> tuple[ShiftSign, ...]:
    """The shifts in the order of the scenario."""
    texts = publication.texts
    return tuple(
        ShiftSign(key, shift.code, shift.name, f"{texts.clock(shift.start)}–{texts.clock(shift.end)}")
        for key, shift in publication.scenario.shifts.items()
    )


def absence_signs(publication: Publication) -> tuple[AbsenceSign, ...]:
    """The kinds of absence."""
    texts = publication.texts
    return tuple(
        AbsenceSign(kind, texts(documents.CODES[kind]), texts(documents.ABSENCES[kind])) for kind in ABSENCE_KINDS
    )
