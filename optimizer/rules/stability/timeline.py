"""Staying close to a published roster along one person's days: each day stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.stability.statement import Stability
from optimizer.rules.timeline import DayChoice, DayResource, PersonDays


def timeline(statement: Stability, days: PersonDays) -> Iterator[DayResource]:
    """Price duties held and not published, and duties that exist, were published and are not held."""
    roster = days.problem.published
    if roster is None:
        return
    known = {slot.id: (slot.day, slot.shift, slot.post) for slot in days.problem.slots}
    published = roster.duties.get(days.person.id, frozenset())
    prices = [
        statement.price(day.index - roster.first_free, is_rest_day=day.day_type != "weekday")
        for day in days.problem.horizon
    ]

    def changes(choice: DayChoice) -> int:
        held = {known[slot.id] for slot in choice.slots}
        return prices[choice.day] * len(held ^ {duty for duty in published if duty[0] == choice.day})

    yield DayResource(changes)
