"""Staying close to a published roster along one person's days: each day stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.stability.statement import Stability
from optimizer.rules.timeline import DayChoice, DayResource, PersonDays


def timeline(statement: Stability, days: PersonDays) -> Iterator[DayResource]:
    """Count duties held and not published, and duties that exist, were published and are not held."""
    if days.problem.published is None:
        return
    existing = {slot.id: (slot.day, slot.shift, slot.post) for slot in days.problem.slots}
    published = {
        existing[slot]
        for slot, people in days.problem.published.items()
        if slot in existing and days.person.id in people
    }

    def changes(choice: DayChoice) -> int:
        held = {existing[slot.id] for slot in choice.slots}
        return len(held ^ {duty for duty in published if duty[0] == choice.day})

    yield DayResource(changes)
