"""The decision variables of a roster model, asked for by name, with the history as constants.

Encodings ask *does this person work on this day*, never how that is represented. Whatever lies before the first
day is a constant, so that no encoding needs a special case for the border. Auxiliary variables are created when they
are first asked for, and are defined both ways, so that they mean the same in hard rules, soft rules and bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from optimizer.rules.expressions import Expression, Literal01, bounds, negated, total
from optimizer.world.roster_problem import FREE_STATES, PastDuty, Person, ProblemDay, RosterProblem, Slot


class RosterVariables:
    """Variables of one roster model.

    Each person and day of the horizon is in exactly one state: on duty, on leave, ``rest``, ``compensatory`` or
    ``other_duty``. Days without other work are rest days unless the person is on duty or leave; compensatory days
    are taken on days of other work only. Whoever comes from a night is on duty on the day it ends, though what
    :meth:`works` tells goes by the days on which duties begin.
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
        if problem.day_after is not None:
            self._day_types[problem.day_after.index] = problem.day_after.day_type
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
        self._overtime: dict[tuple[str, int, int], Expression] = {}
        self._loads: dict[tuple[str, str], Expression] = {}
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
        """Whether a duty of the person begins on the day, history included."""
        return int((person, day) in self._past) if day < 0 else self._states["works", person, day]

    def has_state(self, state: str, person: str, day: int) -> Literal01:
        """Whether the day is ``rest``, ``compensatory``, ``other_duty`` or ``leave``, history included.

        Nothing is known of the day after the last but the night that ends on it.
        """
        if day < 0:
            return int(self.persons[person].past_absences.get(day) == state)
        return 0 if day == len(self.problem.horizon) else self._states[state, person, day]

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
        """Minutes on duty from the day's midnight to the next, history included; also of the day after the last."""
        past = self.persons[person].past_minutes_on(day)
        return past if day < 0 else self._beside(past, person, day)

    def overtime_minutes(self, person: str, day: int) -> Expression:
        """Minutes above the normal day, or all minutes on a weekend day or holiday, history included."""
        past = self.persons[person].past_minutes_on(day)
        return self._overtime_of(person, day, past, past if day < 0 else self._beside(past, person, day))

    def _beside(self, past: int, person: str, day: int) -> Expression:
        """The horizon's minutes of a day on top of the history's."""
        planned = self._planned_minutes(person, day)
        return past + planned if past else planned

    def _planned_minutes(self, person: str, day: int) -> Expression:
        """Minutes of the horizon's duties that are worked on the day."""
        if (person, day) not in self._minutes:
            parts = [(s.id, s.minutes - s.minutes_after_midnight) for s in self.slots_of(person, day)]
            parts += [(s.id, s.minutes_after_midnight) for s in self._nights_before(person, day)]
            literals = [self.assignments[person, slot] for slot, _ in parts]
            lengths = [length for _, length in parts]
            self._minutes[person, day] = cp_model.LinearExpr.weighted_sum(literals, lengths) if parts else 0
        return self._minutes[person, day]

    def _nights_before(self, person: str, day: int) -> list[Slot]:
        """The duties of the day before that end on this one."""
        if not self.problem.has_nights:
            return []
        return [slot for slot in self.slots_of(person, day - 1) if slot.minutes_after_midnight]

    def _overtime_of(self, person: str, day: int, past: int, minutes: Expression) -> Expression:
        """What of a day's minutes is overtime, ``past`` of which are the history's."""
        if isinstance(minutes, int) and minutes == 0:
            return 0
        if self.day_type(day) != "weekday":
            return minutes
        if isinstance(minutes, int):
            return max(0, minutes - self.problem.normal_day_minutes)
        if (person, day, past) not in self._overtime:
            self._overtime[person, day, past] = self._excess_over_normal_day(person, day, minutes)
        return self._overtime[person, day, past]

    def burden(self, person: str) -> Expression:
        """Burden carried in the horizon, in :data:`~optimizer.world.roster_problem.BURDEN_SCALE` parts of a unit."""
        home = self.persons[person].unit
        terms: list[Expression] = []
        for day in self._days_with_duty(person):
            for slot in self.slots_of(person, day.index):
                weight = slot.burden + (slot.loan_burden if slot.unit != home else 0)
                terms.append(weight * self.assignments[person, slot.id])
            if day.day_type == "weekday" and self.problem.overtime_minute_burden:
                # The history's burden is known by itself, so its hours make no overtime here.
                overtime = self._overtime_of(person, day.index, 0, self._planned_minutes(person, day.index))
                terms.append(self.problem.overtime_minute_burden * overtime)
        return total(terms)

    def _days_with_duty(self, person: str) -> tuple[ProblemDay, ...]:
        """The days of the horizon, and the one after it if a night may end on it."""
        horizon, after = self.problem.horizon, self.problem.day_after
        return (*horizon, after) if after is not None and self._nights_before(person, after.index) else horizon

    def defined(self, name: str, expression: Expression) -> Expression:
        """A variable equal to the expression, so that many conditions on a long sum stay short."""
        least, largest = bounds(expression)
        if least == largest:
            return least
        variable = self.model.new_int_var(least, largest, name)
        self.model.add(variable == expression)
        return variable

    def load(self, measure: str, person: str, carried: Callable[[], Expression]) -> Expression:
        """What a person carries of a measure as one variable, the same whoever is compared with whom."""
        if (measure, person) not in self._loads:
            self._loads[measure, person] = self.defined(f"load[{measure},{person}]", carried())
        return self._loads[measure, person]

    def _excess_over_normal_day(self, person: str, day: int, minutes: Expression) -> Expression:
        normal = self.problem.normal_day_minutes
        least, longest = bounds(minutes)
        if longest <= normal:
            return 0
        overtime = self.model.new_int_var(max(0, least - normal), longest - normal, f"overtime[{person},{day}]")
        self.model.add_max_equality(overtime, [0, minutes - normal])
        return overtime

    def _create_states(self, someone: Person, day: int) -> None:
        duties = [self.assignments[someone.id, slot.id] for slot in self.slots_of(someone.id, day)]
        works = self.any_of(("works", someone.id, day), duties)
        states: dict[str, Literal01] = {"works": works, "leave": 0, **dict.fromkeys(FREE_STATES, 0)}
        if day in someone.leave:
            states["leave"] = negated(works)
            self._remember(someone.id, day, states)
            return
        nights = [self.assignments[someone.id, slot.id] for slot in self._nights_before(someone.id, day)]
        from_the_past = int(someone.past_minutes_on(day) > 0)
        on_duty = self.any_of(("on_duty", someone.id, day), [works, *nights, from_the_past])
        if day not in someone.other_work:
            states["rest"] = negated(on_duty)
        elif isinstance(on_duty, int) and on_duty:
            pass
        else:
            free = {name: self.model.new_bool_var(f"{name}[{someone.id},{day}]") for name in FREE_STATES}
            self.model.add_exactly_one([*free.values(), on_duty])
            states.update(free)
        self._remember(someone.id, day, states)

    def _remember(self, person: str, day: int, states: Mapping[str, Literal01]) -> None:
        for name, literal in states.items():
            self._states[name, person, day] = literal
