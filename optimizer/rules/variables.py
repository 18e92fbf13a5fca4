"""The decision variables of a roster model, asked for by name, with the history as constants.

Encodings ask *does this person work on this day*, never how that is represented. Whatever lies before the first
day is a constant, so that no encoding needs a special case for the border.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ortools.sat.python import cp_model

from optimizer.world.roster_problem import PastDuty, Person, RosterProblem, Slot

Literal01: TypeAlias = cp_model.LinearExpr | int
"""A Boolean variable, its negation, or the constants 0 and 1."""


class RosterVariables:
    """Variables of one roster model.

    Each person and day of the horizon is in exactly one state: on duty, on leave, ``rest``, ``compensatory`` or
    ``other_duty``. Days without other work are rest days unless the person is on duty or leave; compensatory days
    are taken on days of other work only.
    """

    def __init__(self, model: cp_model.CpModel, problem: RosterProblem) -> None:
        self.model = model
        self.problem = problem
        self.assignments: dict[tuple[str, str], cp_model.IntVar] = {
            (person, slot.id): model.new_bool_var(f"assign[{person},{slot.id}]")
            for slot in problem.slots
            for person in problem.candidates[slot.id]
        }
        self._slots: dict[tuple[str, int], list[Slot]] = {}
        for slot in problem.slots:
            for person in problem.candidates[slot.id]:
                self._slots.setdefault((person, slot.day), []).append(slot)
        self._past: dict[tuple[str, int], list[PastDuty]] = {}
        for someone in problem.persons:
            for duty in someone.past_duties:
                self._past.setdefault((someone.id, duty.day), []).append(duty)
        self._states: dict[tuple[str, str, int], Literal01] = {}
        self._overtime: dict[tuple[str, int], cp_model.LinearExprT] = {}
        for someone in problem.persons:
            for day in problem.horizon:
                self._create_state(someone, day.index)

    def assigned(self, person: str, slot: str) -> Literal01:
        """Whether the person holds the duty; 0 where that is not possible."""
        return self.assignments.get((person, slot), 0)

    def slots_of(self, person: str, day: int) -> tuple[Slot, ...]:
        """The duties of one day of the horizon that the person may hold."""
        return tuple(self._slots.get((person, day), ()))

    def past_duties_of(self, person: str, day: int) -> tuple[PastDuty, ...]:
        """The duties worked on one day of the history."""
        return tuple(self._past.get((person, day), ()))

    def works(self, person: str, day: int) -> Literal01:
        """Whether the person has a duty on the day, history included."""
        return int((person, day) in self._past) if day < 0 else self._states["works", person, day]

    def has_state(self, state: str, person: str, day: int) -> Literal01:
        """Whether the day is ``rest``, ``compensatory``, ``other_duty`` or ``leave``, history included."""
        if day < 0:
            return int(self._absence_before(person, day) == state)
        return self._states[state, person, day]

    def works_shift(self, person: str, day: int, shift: str) -> Literal01:
        """Whether the person holds a duty of this shift on the day, history included."""
        if day < 0:
            return int(any(duty.shift == shift for duty in self.past_duties_of(person, day)))
        chosen = [slot for slot in self.slots_of(person, day) if slot.shift == shift]
        return self._any_of(f"works_{shift}", person, day, chosen)

    def works_evening(self, person: str, day: int) -> Literal01:
        """Whether the person holds an evening duty on the day, history included."""
        if day < 0:
            return int(any(duty.is_evening for duty in self.past_duties_of(person, day)))
        return self._any_of("evening", person, day, [s for s in self.slots_of(person, day) if s.is_evening])

    def minutes(self, person: str, day: int) -> cp_model.LinearExprT:
        """Minutes on duty on the day, history included."""
        if day < 0:
            return sum(duty.end - duty.start for duty in self.past_duties_of(person, day))
        slots = self.slots_of(person, day)
        if not slots:
            return 0
        return cp_model.LinearExpr.weighted_sum(
            [self.assignments[person, slot.id] for slot in slots], [slot.minutes for slot in slots]
        )

    def overtime_minutes(self, person: str, day: int) -> cp_model.LinearExprT:
        """Minutes above the normal day, or all minutes on a weekend day or holiday, history included."""
        kind = next(d.day_type for d in self.problem.days if d.index == day) if day < 0 else self._day_type(day)
        minutes = self.minutes(person, day)
        if kind != "weekday":
            return minutes
        normal = self.problem.normal_day_minutes
        if isinstance(minutes, int):
            return max(0, minutes - normal)
        if (person, day) not in self._overtime:
            self._overtime[person, day] = self._excess_over_normal_day(person, day, minutes)
        return self._overtime[person, day]

    def _day_type(self, day: int) -> str:
        return self.problem.horizon[day].day_type

    def _excess_over_normal_day(self, person: str, day: int, minutes: cp_model.LinearExprT) -> cp_model.LinearExprT:
        normal = self.problem.normal_day_minutes
        longest = sum(slot.minutes for slot in self.slots_of(person, day))
        if longest <= normal:
            return 0
        overtime = self.model.new_int_var(0, longest - normal, f"overtime[{person},{day}]")
        self.model.add_max_equality(overtime, [0, minutes - normal])
        return overtime

    def _any_of(self, name: str, person: str, day: int, slots: list[Slot]) -> Literal01:
        literals = [self.assignments[person, slot.id] for slot in slots]
        if len(literals) < 2:
            return literals[0] if literals else 0
        if (name, person, day) not in self._states:
            any_of = self.model.new_bool_var(f"{name}[{person},{day}]")
            self.model.add_max_equality(any_of, literals)
            self._states[name, person, day] = any_of
        return self._states[name, person, day]

    def _create_state(self, someone: Person, day: int) -> None:
        works = self._any_of("works_any", someone.id, day, self._slots.get((someone.id, day), []))
        states: Mapping[str, Literal01]
        if day in someone.leave:
            leave = works if isinstance(works, int) else ~works
            states = {"leave": 1 if isinstance(works, int) else leave, "rest": 0, "compensatory": 0, "other_duty": 0}
        elif day not in someone.other_work:
            rest = 1 if isinstance(works, int) else ~works
            states = {"leave": 0, "rest": rest, "compensatory": 0, "other_duty": 0}
        else:
            free = {
                name: self.model.new_bool_var(f"{name}[{someone.id},{day}]")
                for name in ("rest", "compensatory", "other_duty")
            }
            self.model.add_exactly_one([*free.values(), *([] if isinstance(works, int) else [works])])
            states = {"leave": 0, **free}
        self._states["works", someone.id, day] = works
        for name, literal in states.items():
            self._states[name, someone.id, day] = literal

    def _absence_before(self, person: str, day: int) -> str | None:
        someone = next(p for p in self.problem.persons if p.id == person)
        return someone.past_absences.get(day)
