"""An instance as a roster problem with rules of the kinds there are; nothing in it is made for benchmarks.

An employee is a person, a shift of a day is a duty, and every limit is a statement of an existing kind: employees with
equal limits share one. Cover and requests are soft rules whose weights add up to the instance's objective. A limit that
nothing can exceed is left out. Nothing is known before the first day, so runs that touch an end of the horizon are left
alone by minimum lengths, as the format wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from optimizer.public_instances.instance import Employee, Instance
from optimizer.rules.availability.statement import Availability
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.forbidden_sequences.statement import ForbiddenSequences
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.statement import Scope, Soft
from optimizer.world.roster_problem import MINUTES_PER_DAY, Person, ProblemDay, RosterProblem, Slot, SlotId, WorkRequest

FIRST_DAY = date(2024, 1, 1)
"""A Monday; which one makes no difference."""
Limit = TypeVar("Limit", bound=Hashable)

UNIT = "all"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ImportedInstance:
    """What the engine is given: the value of a roster is the weighted sum of all soft breaches."""

    problem: RosterProblem
    rules: Mapping[str, AnyStatement]


def import_instance(instance: Instance) -> ImportedInstance:
    """The roster problem of an instance, and its rules by id."""
    slots = tuple(_slots(instance))
    able = {
        shift.id: tuple(person.id for person in instance.employees if person.most_shifts[shift.id])
        for shift in instance.shifts
    }
    problem = RosterProblem(
        days=tuple(_days(instance.days)),
        persons=tuple(_person(employee, instance) for employee in instance.employees),
        slots=slots,
        candidates={slot.id: able[slot.post] for slot in slots},
    )
    return ImportedInstance(problem, dict(_rules(instance)))


def instance_rows(problem: RosterProblem, assignments: Mapping[SlotId, tuple[str, ...]]) -> list[tuple[str, int, str]]:
    """Who works when as rows (employee, day, shift) in the file's ids, in its order of employees.

    Parameters
    ----------
    problem
        The problem of :func:`import_instance`.
    assignments
        Slot id to its people.
    """
    order = {person.id: number for number, person in enumerate(problem.persons)}
    rows = [(who, slot.day, slot.post) for slot in problem.slots for who in assignments.get(slot.id, ())]
    return sorted(rows, key=lambda row: (order[row[0]], *row[1:]))


def _days(number: int) -> Iterator[ProblemDay]:
    for index in range(number):
        day = FIRST_DAY + timedelta(days=index)
        day_type = "weekend" if day.weekday() >= SATURDAY else "weekday"
        yield ProblemDay(index, day, day_type, f"{day:%G-W%V}", f"{day:%Y-%m}")


def _slots(instance: Instance) -> Iterator[Slot]:
    """Every shift of every day; one without a row of cover may be worked at no cost."""
    cover = {(need.day, need.shift): need for need in instance.cover}
    for day in range(instance.days):
        for shift in instance.shifts:
            need = cover.get((day, shift.id))
            start = day * MINUTES_PER_DAY
            yield Slot(
                id=SlotId(f"{day}/{shift.id}"),
                day=day,
                shift=_shift_name(shift.id),
                start=start,
                end=start + shift.minutes,
                post=shift.id,
                unit=UNIT,
                minimum=need.requirement if need else 0,
                maximum=need.requirement if need else len(instance.employees),
                weight_under=need.weight_under if need else 0,
                weight_over=need.weight_over if need else 0,
            )


def _shift_name(shift: str) -> str:
    """The shift's id in rules, so that one called ``days`` or ``off`` is not taken for what rules mean by that."""
    return f"shift_{shift}"


def _person(employee: Employee, instance: Instance) -> Person:
    return Person(
        id=employee.id,
        unit=UNIT,
        leave=instance.days_off.get(employee.id, frozenset()),
        requests=tuple(
            WorkRequest(str(number), wish.day, _shift_name(wish.shift), wish.wants_work, wish.weight)
            for number, wish in enumerate(instance.requests)
            if wish.employee == employee.id
        ),
    )


def _rules(instance: Instance) -> Iterator[tuple[str, AnyStatement]]:
    yield "cover", Coverage(enforcement=Soft(soft=1))
    yield "requests", Availability(of="requests", enforcement=Soft(soft=1))
    yield "days_off", Availability(of="leave")
    yield "one_shift_a_day", DutiesInPeriod(period="day", of="duties", at_most=1)
    pairs = [(_shift_name(s.id), _shift_name(other)) for s in instance.shifts for other in s.not_followed_by]
    if pairs:
        yield "successions", ForbiddenSequences(pairs=tuple(pairs))
    yield from _shift_limits(instance)
    yield from _minutes(instance)
    yield from _runs(instance)
    for most, scope in _groups(instance, lambda employee: employee.most_weekends):
        if most < instance.days // 7:
            yield f"weekends_{most}", DutiesInPeriod(period="horizon", of="weekends", at_most=most, scope=scope)


def _shift_limits(instance: Instance) -> Iterator[tuple[str, AnyStatement]]:
    """The most of each shift; who cannot work one at all is no candidate for it."""
    for shift in instance.shifts:
        for most, scope in _groups(instance, lambda employee, name=shift.id: employee.most_shifts[name]):  # type: ignore[misc]
            if 0 < most < instance.days:
                rule = DutiesInPeriod(period="horizon", of=_shift_name(shift.id), at_most=most, scope=scope)
                yield f"at_most_{most}_{shift.id}", rule


def _minutes(instance: Instance) -> Iterator[tuple[str, AnyStatement]]:
    for (least, most), scope in _groups(instance, lambda employee: (employee.least_minutes, employee.most_minutes)):
        rule = HoursInPeriod(
            period="horizon", of="duty", at_least=least / 60 if least else None, at_most=most / 60, scope=scope
        )
        yield f"minutes_{least}_{most}", rule


def _runs(instance: Instance) -> Iterator[tuple[str, AnyStatement]]:
    for (shortest, longest), scope in _groups(
        instance, lambda employee: (employee.shortest_work, employee.longest_work)
    ):
        rule = ConsecutiveDays(of="duty", at_least=shortest or None, at_most=longest, scope=scope)
        yield f"days_worked_{shortest}_{longest}", rule
    for shortest, scope in _groups(instance, lambda employee: employee.shortest_rest):
        if shortest > 1:
            yield f"rest_{shortest}", ConsecutiveDays(of="off", at_least=shortest, scope=scope)


def _groups(instance: Instance, limit: Callable[[Employee], Limit]) -> Iterator[tuple[Limit, Scope]]:
    """Each limit with the employees who have it."""
    groups: dict[Limit, list[str]] = {}
    for employee in instance.employees:
        groups.setdefault(limit(employee), []).append(employee.id)
    for value, members in groups.items():
        yield value, Scope() if len(groups) == 1 else Scope(officers=tuple(members))
