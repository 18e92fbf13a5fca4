"""The CP-SAT model of a roster problem: variables, rules, and the ways to ask it something.

The rules are posted as the scenario enforces them, or in other modes (see :mod:`optimizer.rules.posting`):

* guarded, the model says which conditions contradict each other (:meth:`RosterModel.assume_guards`,
  :meth:`RosterModel.conflict`);
* elastic, it says by how much rules would have to give (:meth:`RosterModel.minimise_breaches`,
  :meth:`RosterModel.amounts`).

How it is solved is the business of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from ortools.sat.python import cp_model

from optimizer.rostering.roster import TIERS, Roster, TieredRoster, unstaffed
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.expressions import Expression, Literal01
from optimizer.rules.facts import Key
from optimizer.rules.poster import Mode
from optimizer.rules.posting import enforced_mode, post_rules
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import BURDEN_SCALE, FREE_STATES, RosterProblem, SlotId

Solution: TypeAlias = Sequence[int]
"""Value of each variable of a model, by index."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What a tier comes to, as an integer expression."""

    expression: cp_model.LinearExpr
    scale: int
    """Parts per weighted unit."""


class RosterModel:
    """The model of one roster problem.

    Parameters
    ----------
    problem, rules
        The duties and people, and the rules by id.
    modes
        How each rule is posted; ``None`` leaves it out. By default as its enforcement says.
    """

    def __init__(
        self,
        problem: RosterProblem,
        rules: Mapping[str, AnyStatement],
        modes: Callable[[str, AnyStatement], Mode | None] = enforced_mode,
    ) -> None:
        self.problem, self.rules = problem, rules
        self.model = cp_model.CpModel()
        self.variables = RosterVariables(self.model, problem)
        self._limit_crews()
        self.posters = post_rules(self.model, self.variables, rules, modes)
        self.objectives = {tier: self._objective(tier) for tier in TIERS}

    def fix(self, decision: Literal01, is_true: bool) -> None:
        """Settle a decision: an assignment, or a state of a day, as the variables name it."""
        if not isinstance(decision, int):
            self.model.add(decision == int(is_true))
        elif bool(decision) != is_true:
            self.model.add_bool_or([])

    def pin(self, person: str, slot: SlotId) -> None:
        """Keep an assignment of a published roster.

        Raises
        ------
        KeyError
            If the person is no candidate for the slot, or one of them is not part of the problem.
        """
        self.fix(self.variables.assignments[person, slot], True)

    def hint_solution(self, solution: Solution) -> None:
        """Begin with a solution of this model, complete with every auxiliary variable.

        The first solution that a solver finds is no worse. It is this very one if presolve has to keep all solutions
        (``keep_all_feasible_solutions_in_presolve``); otherwise it drops some that it knows to be no better.
        """
        self.hint(self.model, enumerate(solution))

    def hint_roster(self, roster: Roster) -> None:
        """Begin near a roster, of as many of this problem's people, duties and days as it knows."""
        hints: dict[int, int] = {}
        for slot in self.problem.slots:
            held_by = roster.assignments.get(slot.id)
            if held_by is not None:
                for person in self.problem.candidates[slot.id]:
                    # Duties of one crew share a variable: it may be hinted only once.
                    hints.setdefault(self.variables.assignments[person, slot.id].index, int(person in held_by))
        for person, day, state, literal in self._states():
            if (person, day) in roster.absences:
                hints[literal.index] = int(roster.absences[person, day] == state)
        self.hint(self.model, hints.items())

    def left_out(self) -> cp_model.LinearExpr:
        """People that all duties lack together, as far as that is not certain beforehand.

        In the soft rules' own variables: the violation search is at a loss with a sum over all assignments.
        """
        missing: list[cp_model.IntVar] = []
        for rule, poster in self.posters.items():
            if self.rules[rule].asks_for_crews:
                for _, excess in poster.excesses:
                    if not isinstance(excess, int):
                        missing += cp_model.FlatIntExpr(excess).vars
        return cp_model.LinearExpr.sum(missing)

    def minimise(self, tier: str) -> None:
        """Ask for the least value of a tier."""
        self.model.minimize(self.objectives[tier].expression)

    def minimise_breaches(self) -> None:
        """Ask for the least sum of what elastic rules give, in steps of their encodings."""
        elastic = [poster for poster in self.posters.values() if poster.mode is Mode.ELASTIC]
        self.model.minimize(cp_model.LinearExpr.sum([excess for own in elastic for _, excess in own.excesses]))

    def assume_guards(self) -> None:
        """Assume every condition of guarded rules."""
        self.model.add_assumptions([guard for poster in self.posters.values() for guard in poster.guards.values()])

    def conflict(self, solver: cp_model.CpSolver) -> frozenset[Key]:
        """Conditions, among those assumed, that cannot hold together, by rule, entity and when.

        Parameters
        ----------
        solver
            Has found this model infeasible. Only without an objective and without presolve is its answer to be relied
            on, and a proof by other means is better still.
        """
        names = {guard.index: key for poster in self.posters.values() for key, guard in poster.guards.items()}
        return frozenset(names[index] for index in solver.sufficient_assumptions_for_infeasibility() if index in names)

    def value(self, tier: str, solution: Solution) -> float:
        """What a solution comes to in a tier, in weighted units."""
        objective = self.objectives[tier]
        return evaluate(objective.expression, solution) / objective.scale

    def amounts(self, solution: Solution) -> dict[Key, float]:
        """By how much each condition of soft and elastic rules is broken, in the rule's unit; those kept are left out.

        Where breaches are not minimised, the solver may claim more than there are.
        """
        steps: dict[Key, int] = {}
        for poster in self.posters.values():
            for key, excess in poster.excesses:
                steps[key] = steps.get(key, 0) + evaluate(excess, solution)
        return {key: number / self.rules[key.rule].amount_scale for key, number in steps.items() if number}

    def roster(self, solution: Solution) -> TieredRoster:
        """The roster of a solution."""
        variables, problem, assignments = self.variables, self.problem, self.assignments(solution)
        absences = {
            (person.id, day.index): state
            for person in problem.persons
            for day in problem.horizon
            for state in ("leave", *FREE_STATES)
            if evaluate(variables.has_state(state, person.id, day.index), solution)
        }
        soft_amounts = {
            rule: sum(evaluate(excess, solution) for _, excess in poster.excesses) / self.rules[rule].amount_scale
            for rule, poster in self.posters.items()
            if poster.excesses
        }
        tiers = {tier: self.value(tier, solution) for tier in self.objectives}
        return TieredRoster(assignments, absences, unstaffed(problem, assignments), tiers, soft_amounts)

    def assignments(self, solution: Solution) -> dict[SlotId, tuple[str, ...]]:
        """Who holds which duty in a solution."""
        literals, candidates = self.variables.assignments, self.problem.candidates
        return {
            slot.id: tuple(person for person in candidates[slot.id] if solution[literals[person, slot.id].index])
            for slot in self.problem.slots
        }

    def tightened(self, solution: Solution) -> Solution:
        """The solution without what excess variables claim beyond the breaches there are."""
        exact = self.settled({index: solution[index] for index in self.decisions()})
        exact.minimize(cp_model.LinearExpr.sum([objective.expression for objective in self.objectives.values()]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        return list(solver.response_proto.solution) if solver.solve(exact) == cp_model.OPTIMAL else solution

    def settled(self, values: Mapping[int, int]) -> cp_model.CpModel:
        """A copy of the model with some variables, by index, settled."""
        copy = self.model.clone()
        variables = copy.proto.variables
        for index, value in values.items():
            # In place, a tenth of the time that as many conditions take.
            domain = variables[index].domain
            if domain[0] <= value <= domain[len(domain) - 1]:
                domain.clear()
                domain.extend([value, value])
            else:
                copy.add_bool_or([])
        return copy

    def settled_as(self, roster: Roster, *, is_whole: bool) -> cp_model.CpModel | None:
        """A copy of the model in which duties are held as in a roster; its days off are not settled.

        Parameters
        ----------
        roster
            What else it has its people do is left out.
        is_whole
            Whether every duty has to be staffed; otherwise those that lack people may, and so may those that are new.

        Returns
        -------
        CpModel
            Nothing if a duty lacks people that may not, or one person holds half of what only goes together.
        """
        held = {slot.id: roster.assignments.get(slot.id, ())[: slot.maximum] for slot in self.problem.slots}
        short = [slot for slot in self.problem.slots if len(held[slot.id]) < slot.minimum]
        if short and is_whole:
            return None
        groups = {slot.group for slot in short if slot.group is not None}
        held |= {slot.id: () for slot in self.problem.slots if slot.group in groups}
        settled: dict[int, int] = {}
        for slot in self.problem.slots:
            for person in self.problem.candidates[slot.id]:
                index, is_held = self.variables.assignments[person, slot.id].index, int(person in held[slot.id])
                if settled.setdefault(index, is_held) != is_held:
                    return None
        return self.settled(settled)

    def decisions(self) -> dict[int, tuple[str, int]]:
        """Variables that make the roster, by index, to person and day: who holds which duty, what other days are."""
        held = {
            self.variables.assignments[person, slot.id].index: (person, slot.day)
            for slot in self.problem.slots
            for person in self.problem.candidates[slot.id]
        }
        return held | {literal.index: (person, day) for person, day, _, literal in self._states()}

    @staticmethod
    def hint(model: cp_model.CpModel, values: Iterable[tuple[int, int]]) -> None:
        """Let a model, or a copy of it, begin from values of variables, by index."""
        model.clear_hints()  # type: ignore[no-untyped-call]
        known, hint = list(values), model.proto.solution_hint
        hint.vars.extend([index for index, _ in known])
        hint.values.extend([value for _, value in known])

    def _limit_crews(self) -> None:
        """Let nobody be added to a duty whose crew is not to grow, and groups be staffed whole or not at all."""
        groups: dict[str, cp_model.IntVar] = {}
        for slot in self.problem.slots:
            crew = cp_model.LinearExpr.sum(
                [self.variables.assignments[person, slot.id] for person in self.problem.candidates[slot.id]]
            )
            if slot.group is not None:
                if slot.group not in groups:
                    groups[slot.group] = self.model.new_bool_var(f"staffed[{slot.group}]")
                self.model.add(crew == slot.minimum * groups[slot.group])
            elif slot.weight_over is None:
                self.model.add(crew <= slot.maximum)

    def _states(self) -> Iterator[tuple[str, int, str, cp_model.IntVar]]:
        """Person, day, state and variable, wherever a day without duty can be more than one thing."""
        for person in self.problem.persons:
            for day in self.problem.horizon:
                for state in FREE_STATES:
                    literal = self.variables.has_state(state, person.id, day.index)
                    if isinstance(literal, cp_model.IntVar):
                        yield person.id, day.index, state, literal

    def _objective(self, tier: str) -> Objective:
        terms: list[tuple[cp_model.LinearExprT, Fraction]] = []
        for rule, poster in self.posters.items():
            statement = self.rules[rule]
            if poster.mode is Mode.SOFT and statement.tier == tier and statement.weight is not None:
                weight = Fraction(str(statement.weight)) / statement.amount_scale
                terms += [(excess, weight) for _, excess in poster.excesses]
        if tier == "burden":
            terms += [(self.variables.burden(p.id), Fraction(1, BURDEN_SCALE)) for p in self.problem.persons]
        return objective_of(terms)


def objective_of(terms: Iterable[tuple[cp_model.LinearExprT, Fraction]]) -> Objective:
    """Terms by their weights, in whole numbers."""
    weighted = list(terms)
    scale = lcm(*(weight.denominator for _, weight in weighted))
    return Objective(cp_model.LinearExpr.sum([int(weight * scale) * term for term, weight in weighted]), scale)


def evaluate(expression: Expression, solution: Solution) -> int:
    """What an expression, a literal or a constant comes to in a solution."""
    if isinstance(expression, int):
        return expression
    if isinstance(expression, cp_model.IntVar):
        return int(solution[expression.index])
    flat = cp_model.FlatIntExpr(expression)
    pairs = zip(flat.vars, flat.coeffs, strict=True)
    return int(flat.offset + sum(factor * solution[variable.index] for variable, factor in pairs))
