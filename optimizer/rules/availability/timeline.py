"""Leave and wishes along one person's days: each day stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.availability.statement import Availability
from optimizer.rules.timeline import DayChoice, DayResource, PersonDays
from optimizer.world.roster_problem import WorkRequest


def timeline(statement: Availability, days: PersonDays) -> Iterator[DayResource]:
    """Count duties on leave, or the weights of wishes not met."""
    scale = statement.amount_scale
    if statement.of == "leave":
        yield DayResource(lambda choice: scale * len(choice.slots), days.person.leave)
        return
    wishes: dict[int, list[WorkRequest]] = {}
    for request in days.person.requests:
        wishes.setdefault(request.day, []).append(request)

    def unmet(choice: DayChoice) -> int:
        return sum(round(wish.weight * scale) for wish in wishes[choice.day] if not _is_met(wish, choice))

    yield DayResource(unmet, wishes)


def _is_met(wish: WorkRequest, choice: DayChoice) -> bool:
    works = choice.pattern.works if wish.shift is None else choice.pattern.holds(wish.shift)
    return works == wish.wants_work
