"""A published roster mended with as few changes as the rules allow, and the proof that fewer are impossible.

Everything that is to stay is held; the rest is decided in an order of aims, each solved to its least before the next:
first no duty without people, then whatever changes are counted by. The model is the whole of one roster problem with
every rule as it is encoded, so that what the solver proves holds over all rosters of these duties that keep what is
held, and not only over those that some search looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ortools.sat.python import cp_model

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel, evaluate
from optimizer.rostering.result import Status
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.facts import Key
from optimizer.rules.poster import Mode
from optimizer.world.roster_problem import FREE_STATES, RosterProblem, SlotId

Aim = Literal["duties", "people", "burden"]
"""What changes are counted by first: duties that change hands, people whose duties change, or what all carry."""
ORDERS: Mapping[Aim, tuple[Aim, ...]] = {
    "duties": ("duties", "people", "burden"),
    "people": ("people", "duties", "burden"),
    "burden": ("burden", "duties", "people"),
}
"""The order of aims after staffing, by the first."""
WHOLE_HINT_SECONDS = 2.0
"""Limit for the value of every variable of a roster that is known."""
OTHER_DAYS = 1000
"""What another kind of a day without duty weighs beside giving a duty to whoever carries most."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What is to be mended.

    Parameters
    ----------
    problem, rules
        Duties and people as they are now, and the rules by id.
    published
        The roster to stay close to; who holds a duty may have become unable to.
    held
        (person, slot) that is settled, true or false.
    settled_days
        (person, day index) whose kind of a day without duty is settled as published.
    most_changes
        Duties that may change hands at the most.
    aim
        What changes are counted by first.
    start
        A roster that keeps what is held, to begin from; the published one if left out.
    lent
        (person, slot) of those who may be lent: as few as give duties the most people.
    whole
        Slots that keep as many people as published, whoever lacks some.
    at_least
        What is known beforehand: the least that ``standing`` or an aim can come to, the ones before being at theirs.
    """

    problem: RosterProblem
    rules: Mapping[str, AnyStatement]
    published: Roster
    held: Mapping[tuple[str, SlotId], bool] = field(default_factory=dict)
    settled_days: frozenset[tuple[str, int]] = frozenset()
    most_changes: int | None = None
    aim: Aim = "duties"
    start: Roster | None = None
    lent: frozenset[tuple[str, SlotId]] = frozenset()
    whole: frozenset[SlotId] = frozenset()
    at_least: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a repair comes to by one of its aims, and the least it could come to while the earlier ones are no worse."""

    value: int
    bound: int

    @property
    def is_proved(self) -> bool:
        """Whether less is impossible."""
        return self.value <= self.bound


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended roster."""

    roster: Roster
    counts: Mapping[str, Counted]
    """``standing``, ``loans`` where anybody may be lent, and the aims, in the order in which they were decided."""


@dataclass(frozen=True, slots=True)
class Unrepairable:
    """There is no roster that keeps what is held."""

    conflict: frozenset[Key]
    """Conditions of hard rules that cannot hold together with it; none where that could not be told."""
    is_proved: bool
    """Whether two solves say so; else the time was up."""
    least: int | None = None
    """Duties that have to change hands at the least, where fewer were allowed."""


def repair(asked: Repair, budget: Budget, seconds: float) -> Repaired | Unrepairable:
    """Mend a roster.

    Parameters
    ----------
    asked
        What is to be mended.
    budget
        Seconds or steps, and the stop request.
    seconds
        Limit of each solve.
    """
    model = _RepairModel(asked, RosterModel(asked.problem, asked.rules))
    counts: dict[str, Counted] = {}
    solution: Sequence[int] | None = None
    # All of them before the first solve: a solution that is kept when the time is up has a value for every variable.
    aims = list(model.aims())
    if asked.start is not None and asked.at_least:
        model.hint_whole(asked.start, budget)
    for name, expression in aims:
        model.roster.model.minimize(expression)
        if name in asked.at_least and all(counted.is_proved for counted in counts.values()):
            model.roster.model.add(expression >= asked.at_least[name])
        solver = _solver()
        status = budget.solve(solver, model.roster.model, seconds)
        if status.has_roster:
            solution = list(solver.response_proto.solution)
            value = evaluate(expression, solution)
            counts[name] = Counted(value, max(0, -int(-solver.best_objective_bound // 1)))
            model.roster.hint_solution(solution)
        elif solution is None:
            return _why_not(asked, budget, seconds, status)
        else:
            value = evaluate(expression, solution)
            counts[name] = Counted(value, 0)
        model.roster.model.add(expression <= value)
    assert solution is not None
    for name in (_WISHES, _LAST):
        counts.pop(name, None)
    return Repaired(model.roster.roster(solution), counts)


_WISHES = "preferences"
"""The tier in which rules price changes, where there are any: decided after what changes are counted by."""
_LAST = "rest"
"""The last aim, which only chooses among equals."""


class _RepairModel:
    """A roster model with what is held, and the aims as expressions."""

    def __init__(self, asked: Repair, roster: RosterModel) -> None:
        self.asked, self.roster = asked, roster
        self._assigned = roster.variables.assignments
        self._hold()
        self._hint()
        self._lost = [self._taken(person, slot) for person, slot in self._published_pairs()]
        self._added = list(self._more_given())

    def aims(self) -> Iterable[tuple[str, cp_model.LinearExpr]]:
        """What is decided in turn."""
        duties = self.changed_duties()
        if self.asked.most_changes is not None:
            self.roster.model.add(duties <= self.asked.most_changes)
        found: dict[str, Callable[[], cp_model.LinearExpr]] = {
            "duties": lambda: duties,
            "people": lambda: cp_model.LinearExpr.sum(self._changed_people()),
            "burden": lambda: self.roster.objectives["burden"].expression,
        }
        yield "standing", self.roster.objectives["standing"].expression
        if self.asked.lent:
            yield "loans", cp_model.LinearExpr.sum([self._assigned[pair] for pair in sorted(self.asked.lent)])
        for aim in ORDERS[self.asked.aim]:
            yield aim, found[aim]()
        if self.asked.problem.published is not None:
            yield _WISHES, self.roster.objectives[_WISHES].expression
        yield _LAST, self._among_equals()

    def changed_duties(self) -> cp_model.LinearExpr:
        """Places on duties that change hands, fall away or are added: per duty, those taken or those given if more."""
        return cp_model.LinearExpr.sum([*self._lost, *self._added])

    def _hold(self) -> None:
        for (person, slot), is_held in self.asked.held.items():
            if (person, slot) in self._assigned:
                self.roster.fix(self._assigned[person, slot], is_held)
            elif is_held:
                # Whoever cannot do a duty cannot be held to it.
                self.roster.model.add_bool_or([])
        for person, day in self.asked.settled_days:
            kind = self.asked.published.absences.get((person, day))
            if kind in FREE_STATES:
                self.roster.fix(self.roster.variables.has_state(kind, person, day), True)

        for slot in self.asked.whole:
            crew = [self._assigned[person, slot] for person in self.asked.problem.candidates[slot]]
            self.roster.model.add(cp_model.LinearExpr.sum(crew) == len(self.asked.published.assignments.get(slot, ())))

    def hint_whole(self, start: Roster, budget: Budget) -> None:
        """Begin with a roster, every variable told, so that the first solution is no worse."""
        settled, solver = self.roster.settled_as(start, is_whole=False), _solver()
        if settled is not None and budget.solve(solver, settled, WHOLE_HINT_SECONDS).has_roster:
            self.roster.hint_solution(list(solver.response_proto.solution))

    def _hint(self) -> None:
        self.roster.hint_roster(self.asked.start or self.asked.published)

    def _published_pairs(self) -> Iterable[tuple[str, SlotId]]:
        for slot in self.asked.problem.slots:
            for person in self.asked.published.assignments.get(slot.id, ()):
                yield person, slot.id

    def _taken(self, person: str, slot: SlotId) -> cp_model.LinearExprT:
        variable = self._assigned.get((person, slot))
        return 1 if variable is None else 1 - variable

    def _given(self) -> Iterable[tuple[str, str, cp_model.IntVar]]:
        """Everybody's variables for duties that others held."""
        for (person, slot), variable in self._assigned.items():
            if person not in self.asked.published.assignments.get(SlotId(slot), ()):
                yield person, slot, variable

    def _more_given(self) -> Iterable[cp_model.IntVar]:
        """By how many more are given a duty than it is taken from, wherever crews may grow."""
        given: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for _, name, variable in self._given():
            given[name].append(variable)
        for slot in self.asked.problem.slots:
            held = self.asked.published.assignments.get(slot.id, ())
            may_grow = slot.weight_over is not None or slot.maximum > len(held)
            if may_grow and given[slot.id]:
                more = self.roster.model.new_int_var(0, len(given[slot.id]), f"added[{slot.id}]")
                taken = [self._taken(person, slot.id) for person in held]
                self.roster.model.add(cp_model.LinearExpr.sum(given[slot.id]) - cp_model.LinearExpr.sum(taken) <= more)
                yield more

    def _changed_people(self) -> list[cp_model.IntVar]:
        """Per person, whether any duty is taken or given."""
        changed: dict[str, cp_model.IntVar] = {}
        for person in self.asked.problem.persons:
            changed[person.id] = self.roster.model.new_bool_var(f"changed[{person.id}]")
        for person_id, slot in self._published_pairs():
            if person_id in changed:
                variable = self._assigned.get((person_id, slot))
                if variable is None:
                    self.roster.model.add(changed[person_id] == 1)
                else:
                    self.roster.model.add_implication(~variable, changed[person_id])
        for person_id, _, variable in self._given():
            self.roster.model.add_implication(variable, changed[person_id])
        return list(changed.values())

    def _among_equals(self) -> cp_model.LinearExpr:
        """Days without duty stay what they were, and duties go to whoever carries least."""
        terms: list[cp_model.LinearExprT] = []
        for (person, day), kind in self.asked.published.absences.items():
            if kind in FREE_STATES and person in self.roster.variables.persons:
                literal = self.roster.variables.has_state(kind, person, day)
                terms.append(OTHER_DAYS * (1 - literal))
        order = self._by_load()
        terms += [order[person] * variable for person, _, variable in self._given()]
        return cp_model.LinearExpr.sum(terms)

    def _by_load(self) -> Mapping[str, int]:
        """Everybody's place in the order of burden per available day, history included."""
        problem = self.asked.problem
        slots = {slot.id: slot for slot in problem.slots}
        carried = {person.id: float(person.past_burden) for person in problem.persons}
        for person, slot in self._published_pairs():
            if person in carried:
                carried[person] += slots[slot].burden
        days = len(problem.horizon)
        shares = {
            person.id: carried[person.id] / max(1, days - len(person.leave) + person.past_available_days)
            for person in problem.persons
        }
        return {person: place for place, person in enumerate(sorted(shares, key=lambda key: (shares[key], key)))}


def _why_not(asked: Repair, budget: Budget, seconds: float, status: Status) -> Unrepairable:
    """Which conditions of hard rules contradict what is held; a second solve, without presolve."""
    if status is not Status.INFEASIBLE:
        return Unrepairable(frozenset(), is_proved=False)
    if asked.most_changes is not None:
        freely = replace(asked, most_changes=None)
        mending = _RepairModel(freely, RosterModel(asked.problem, asked.rules))
        mending.roster.model.minimize(mending.changed_duties())
        solver = _solver()
        if budget.solve(solver, mending.roster.model, seconds).has_roster:
            least = -int(-solver.best_objective_bound // 1)
            return Unrepairable(frozenset(), least > asked.most_changes, least)
        return _why_not(freely, budget, seconds, status)

    def guarded(rule: str, statement: AnyStatement) -> Mode | None:
        return Mode.GUARDED if statement.enforcement == "hard" else None

    model = RosterModel(asked.problem, {**asked.rules}, guarded)
    _RepairModel(asked, model)
    model.assume_guards()
    solver = _solver()
    solver.parameters.cp_model_presolve = False
    confirmed = budget.solve(solver, model.model, seconds)
    if confirmed is not Status.INFEASIBLE:
        return Unrepairable(frozenset(), is_proved=False)
    return Unrepairable(model.conflict(solver), is_proved=True)


def _solver() -> cp_model.CpSolver:
    """One thread; every constraint in the linear relaxation, without which least lack of people is proved of few."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    return solver
