"""The decision variables of a roster model, asked for by name, with the history as constants.

Encodings ask *does this person work on this day*, never how that is represented. Whatever lies before the first
day is a constant, so that no encoding needs a special case for the border. Auxiliary variables are created when they
are first asked for, and are defined both ways, so that they mean the same in hard rules, soft rules and bounds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from ortools.sat.python import cp_model

from optimizer.rules.expressions import Expression, Literal01, bounds, negated, total
from optimizer.world.roster_problem import PastDuty, Person, RosterProblem, Slot

FREE_STATES = ("rest", "compensatory", "other_duty")
"""What a day of other work without duty can be."""


class RosterVariables:
    """Variables of one roster model.

    Each person and day of the horizon is in exactly one state: on duty, on leave, ``rest``, ``compensatory`` or
    ``other_duty``. Days without other work are rest days unless the person is on duty or leave; compensatory days
    are taken on days of other work only.
    """

    def __init__(self, model: cp_model.CpModel, problem: RosterProblem) -> None:
        self.model = model
        self.problem = problem
        self.persons: dict[str, Person] = {person.id: person for person in problem.persons}
        self.assignments: dict[tuple[str, str], cp_model.IntVar] = {}
        for slot in problem.slots:
            for person in problem.candidates[slot.id]:
                same = self.assignments.get((person, slot.continues)) if slot.continues else None
                literal = model.new_bool_var(f"assign[{person},{slot.id}]") if same is None else same
                self.assignments[person, slot.id] = literal
        self._day_types = {day.index: day.day_type for day in problem.days}
        self._slots: dict[tuple[str, int], list[Slot]] = {}
        for slot in problem.slots:
            for person in problem.candidates[slot.id]:
                self._slots.setdefault((person, slot.day), []).append(slot)
        self._past: dict[tuple[str, int], list[PastDuty]] = {}
        for someone in problem.persons:
            for duty in someone.past_duties:
                self._past.setdefault((someone.id, duty.day), []).append(duty)
        self._derived: dict[Hashable, Literal01] = {}
        self._minutes: dict[tuple[str, int], Expression] = {}
        self._overtime: dict[tuple[str, int], Expression] = {}
        self._states: dict[tuple[str, str, int], Literal01] = {}
        for someone in problem.persons:
            for day in problem.horizon:
                self._create_states(someone, day.index)

    def assigned(self, person: str, slot: str) -> Literal01:
        """Whether the person holds the duty; 0 where that is not possible."""
        return self.assignments.get((person, slot), 0)

    def slots_of(self, person: str, day: int) -> Sequence[Slot]:
        """The duties of one day of the horizon that the person may hold."""
        return self._slots.get((person, day), ())

    def past_duties_of(self, person: str, day: int) -> Sequence[PastDuty]:
        """The duties worked on one day of the history."""
        return self._past.get((person, day), ())

    def is_on_record(self, person: str, day: int) -> bool:
        """Whether it is known what the person does on the day: always in the horizon."""
        return day >= 0 or (person, day) in self._past or day in self.persons[person].past_absences

    def day_type(self, day: int) -> str:
        """``weekday``, ``weekend`` or ``holiday``."""
        return self._day_types[day]

    def works(self, person: str, day: int) -> Literal01:
        """Whether the person has a duty on the day, history included."""
        return int((person, day) in self._past) if day < 0 else self._states["works", person, day]

    def has_state(self, state: str, person: str, day: int) -> Literal01:
        """Whether the day is ``rest``, ``compensatory``, ``other_duty`` or ``leave``, history included."""
        if day < 0:
            return int(self.persons[person].past_absences.get(day) == state)
        return self._states[state, person, day]

    def works_at_all(self, person: str, day: int) -> Literal01:
        """Whether the person has a duty or other work on the day, history included."""
        either = (self.works(person, day), self.has_state("other_duty", person, day))
        return self.any_of(("works_at_all", person, day), either)

    def works_shift(self, person: str, day: int, shift: str) -> Literal01:
        """Whether the person holds a duty of this shift on the day, history included."""
        if day < 0:
            return int(any(duty.shift == shift for duty in self.past_duties_of(person, day)))
        chosen = [self.assignments[person, s.id] for s in self.slots_of(person, day) if s.shift == shift]
        return self.any_of(("shift", shift, person, day), chosen)

    def works_evening(self, person: str, day: int) -> Literal01:
        """Whether the person holds an evening duty on the day, history included."""
        if day < 0:
            return int(any(duty.is_evening for duty in self.past_duties_of(person, day)))
        chosen = [self.assignments[person, slot.id] for slot in self.slots_of(person, day) if slot.is_evening]
        return self.any_of(("evening", person, day), chosen)

    def any_of(self, name: Hashable, literals: Iterable[Literal01]) -> Literal01:
        """Whether at least one of the literals is true; one variable per name."""
        known = list(literals)
        if any(isinstance(literal, int) and literal for literal in known):
            return 1
        free = [literal for literal in known if not isinstance(literal, int)]
        if len(free) < 2:
            return free[0] if free else 0
        if name not in self._derived:
            any_of = self.model.new_bool_var(str(name))
            self.model.add_bool_or([*free, ~any_of])
            for literal in free:
                self.model.add_implication(literal, any_of)
            self._derived[name] = any_of
        return self._derived[name]

    def minutes(self, person: str, day: int) -> Expression:
        """Minutes on duty on the day, history included."""
        if day < 0:
            return sum(duty.end - duty.start for duty in self.past_duties_of(person, day))
        if (person, day) not in self._minutes:
            slots = self.slots_of(person, day)
            literals = [self.assignments[person, slot.id] for slot in slots]
            lengths = [slot.minutes for slot in slots]
            self._minutes[person, day] = cp_model.LinearExpr.weighted_sum(literals, lengths) if slots else 0
        return self._minutes[person, day]

    def overtime_minutes(self, person: str, day: int) -> Expression:
        """Minutes above the normal day, or all minutes on a weekend day or holiday, history included."""
        minutes = self.minutes(person, day)
        if isinstance(minutes, int) and minutes == 0:
            return 0
        if self.day_type(day) != "weekday":
            return minutes
        normal = self.problem.normal_day_minutes
        if isinstance(minutes, int):
            return max(0, minutes - normal)
        if (person, day) not in self._overtime:
            self._overtime[person, day] = self._excess_over_normal_day(person, day, minutes)
        return self._overtime[person, day]

    def burden(self, person: str) -> Expression:
        """Burden carried in the horizon, in :data:`~optimizer.world.roster_problem.BURDEN_SCALE` parts of a unit."""
        home = self.persons[person].unit
        terms: list[Expression] = []
        for day in self.problem.horizon:
            for slot in self.slots_of(person, day.index):
                weight = slot.burden + (slot.loan_burden if slot.unit != home else 0)
                terms.append(weight * self.assignments[person, slot.id])
            if day.day_type == "weekday" and self.problem.overtime_minute_burden:
                terms.append(self.problem.overtime_minute_burden * self.overtime_minutes(person, day.index))
        return total(terms)

    def defined(self, name: str, expression: Expression) -> Expression:
        """A variable equal to the expression, so that many conditions on a long sum stay short."""
        least, largest = bounds(expression)
        if least == largest:
            return least
        variable = self.model.new_int_var(least, largest, name)
        self.model.add(variable == expression)
        return variable

    def _excess_over_normal_day(self, person: str, day: int, minutes: Expression) -> Expression:
        normal = self.problem.normal_day_minutes
        longest = sum(slot.minutes for slot in self.slots_of(person, day))
        if longest <= normal:
            return 0
        overtime = self.model.new_int_var(0, longest - normal, f"overtime[{person},{day}]")
        self.model.add_max_equality(overtime, [0, minutes - normal])
        return overtime

    def _create_states(self, someone: Person, day: int) -> None:
        duties = [self.assignments[someone.id, slot.id] for slot in self.slots_of(someone.id, day)]
        works = self.any_of(("works", someone.id, day), duties)
        idle = negated(works)
        states: dict[str, Literal01] = {"works": works, "leave": 0, **dict.fromkeys(FREE_STATES, 0)}
        if day in someone.leave:
            states["leave"] = idle
        elif day not in someone.other_work:
            states["rest"] = idle
        else:
            free = {name: self.model.new_bool_var(f"{name}[{someone.id},{day}]") for name in FREE_STATES}
            self.model.add_exactly_one([*free.values(), works])
            states.update(free)
        for name, literal in states.items():
            self._states[name, someone.id, day] = literal
