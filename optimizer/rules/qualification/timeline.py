"""Who may hold a duty at all, along one person's days: each day stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.qualification.statement import Qualification
from optimizer.rules.timeline import DayChoice, DayResource, PersonDays


def timeline(statement: Qualification, days: PersonDays) -> Iterator[DayResource]:
    """Count skills that are lacking and units the person does not serve."""
    person = days.person
    at_home = {person.unit, *person.lent_to}

    def unfit(choice: DayChoice) -> int:
        return sum(
            (slot.skill is not None and slot.skill not in person.skills) + (slot.unit not in at_home)
            for slot in choice.slots
        )

    yield DayResource(unfit)
