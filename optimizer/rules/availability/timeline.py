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
        leave = days.person.leave

        def on_leave(choice: DayChoice) -> int:
            ends_on_leave = choice.day + 1 in leave
            return scale * sum(
                choice.day in leave or (ends_on_leave and slot.minutes_after_midnight > 0) for slot in choice.slots
            )

        yield DayResource(on_leave, leave | {day - 1 for day in leave})
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
