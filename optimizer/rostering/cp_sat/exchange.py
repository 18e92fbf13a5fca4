"""Duties exchanged among a few persons at a time until loads are even, while all others keep theirs.

The two whose shares differ most share their duties anew, then the two who differ most by then; where two cannot, a
third joins them. That is large neighbourhood search (P. Shaw, CP 1998): each question is small enough to be answered
for good in a tenth of a second, where the solver leaves the loads of a whole unit apart after ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import inf
from typing import NamedTuple, TypeAlias

from ortools.sat.python import cp_model

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import sharing
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate, objective_of
from optimizer.rostering.cp_sat.solvers import one_thread
from optimizer.rules.catalogue import AnyStatement, encoder
from optimizer.rules.expressions import Expression
from optimizer.rules.poster import Mode, Poster
from optimizer.rules.posting import post_rules
from optimizer.rules.statement import Scope

EFFORT = 0.05
"""Of each solve, in the solver's deterministic seconds; two persons' duties of 91 days take 0.003 to 0.02."""
SOLVES = 8
"""At the most, for each person there is."""
Few: TypeAlias = frozenset[str]
"""Persons who share their duties anew."""


class Exchange:
    """Shares the duties of a roster more evenly, nobody lacking and no burden added.

    Parameters
    ----------
    model
        Whose solutions they are; what is held in it stays so.
    budget
        When to stop.
    seed
        Of the solver.
    """

    def __init__(self, model: RosterModel, budget: Budget, seed: int) -> None:
        self._model, self._budget, self._seed = model, budget, seed
        self._burden = model.objectives["burden"]
        self._rules = {
            rule: statement
            for rule, statement in model.rules.items()
            if statement.tier == "fairness" and rule in model.posters and model.posters[rule].mode is Mode.SOFT
        }
        self._persons = {person.id: person.unit for person in sharing(model.problem)}
        self._compared = {
            frozenset(two): comparisons
            for two in combinations(self._persons, 2)
            if (comparisons := {rule: own for rule in self._rules if (own := self._comparison(rule, two))})
        }
        self._tried: set[Few] = set()
        """Who shared their duties anew since the last of them changed, and came no closer."""
        self._holders = {index: who for index, (who, _) in model.decisions().items()}
        days = [
            sum(day.index not in person.leave for day in model.problem.horizon) + person.past_available_days
            for person in sharing(model.problem)
        ]
        rounded_up = sum((self._weight(rule) for rule in self._rules), Fraction(0))
        self._enough = Fraction(1, max(days, default=1)) + rounded_up
        """Difference that is even enough: one evening, over the days of whoever has the most."""

    def search(self, solution: Solution, most: int, least: int) -> Solution:
        """The most even roster that is found, no tier before fairness the worse for it.

        Parameters
        ----------
        solution
            Of the model, to begin with.
        most
            How many persons may exchange duties at a time, two or three.
        least
            Burden below which there is no roster, in the steps of its tier: what is above it is taken away first.
        """
        best = solution
        for _ in range(SOLVES * len(self._persons)):
            few = self._next(solution, most, least)
            if few is None or self._budget.is_over():
                break
            self._tried.add(few)
            found = self._shared_anew(solution, few, least)
            if found is not None and self._rank(found, few) < self._rank(solution, few):
                solution = found
                self._tried = {each for each in self._tried if not each & few} | {few}
                best = min(best, solution, key=lambda each: self._rank(each, self._persons))
        return best

    def _next(self, solution: Solution, most: int, least: int) -> Few | None:
        """Who compare worst of those who were not asked yet: two of them, or else two and a third.

        Where burden can be avoided, even those who compare well may hold it.
        """
        is_light = evaluate(self._burden.expression, solution) <= least
        differences = {two: self._unevenness(solution, two) for two in self._compared}
        asked = [two for two in self._compared if not is_light or differences[two] > self._enough]
        asked.sort(key=lambda two: (-differences[two], sorted(two)))
        thirds = self._persons if most > 2 else ()
        by_three = (two | {third} for two in asked for third in thirds if third not in two)
        return next((few for few in (*asked, *by_three) if few not in self._tried), None)

    def _rank(self, solution: Solution, few: Iterable[str]) -> tuple[int, Fraction]:
        return evaluate(self._burden.expression, solution), self._unevenness(solution, few)

    def _unevenness(self, solution: Solution, few: Iterable[str]) -> Fraction:
        """What the rules on fair shares say of some persons, if they were all there are."""
        most: dict[str, Fraction] = {}
        for two in map(frozenset, combinations(few, 2)):
            for rule, conditions in self._compared.get(two, {}).items():
                steps = max(condition.steps_above(solution) for condition in conditions)
                most[rule] = max(most.get(rule, Fraction(0)), steps * self._weight(rule))
        return sum(most.values(), Fraction(0))

    def _weight(self, rule: str) -> Fraction:
        statement = self._rules[rule]
        return Fraction(str(statement.weight)) / statement.amount_scale

    def _shared_anew(self, solution: Solution, few: Few, least: int) -> Solution | None:
        """The roster with the duties of a few shared as evenly as is found."""
        model, burden = self._model, self._burden.expression
        now = evaluate(burden, solution)
        asked = model.settled({index: solution[index] for index, who in self._holders.items() if who not in few})
        asked.add_linear_constraint(burden, least, now)
        rules = {rule: among for rule in self._rules if (among := self._among(rule, few)) is not None}
        posters = post_rules(asked, model.variables, rules, lambda rule, statement: Mode.SOFT)
        uneven = objective_of((excess, self._weight(rule)) for rule in rules for _, excess in posters[rule].excesses)
        # No unevenness there is weighs as much as the least of the burden.
        weight = int(self._unevenness(solution, few) * uneven.scale) + 1 if now > least else 0
        asked.minimize(weight * burden + uneven.expression)
        model.hint(asked, enumerate(solution))
        solver = one_thread(self._seed)
        # Nearly everything is settled: more presolve costs a quarter more than it saves.
        solver.parameters.max_presolve_iterations, solver.parameters.cp_model_use_sat_presolve = 1, False
        solver.parameters.absolute_gap_limit = float(self._enough * uneven.scale)
        if not self._budget.solve(solver, asked, inf, effort=EFFORT).has_roster:
            return None
        return list(solver.response_proto.solution)[: len(solution)]

    def _among(self, rule: str, few: Iterable[str]) -> AnyStatement | None:
        """A rule as if it were for a few alone; nothing where it is for fewer than two of them."""
        statement = self._rules[rule]
        officers = tuple(sorted(who for who in few if statement.scope.selects(who, self._persons[who])))
        return statement.model_copy(update={"scope": Scope(officers=officers)}) if len(officers) > 1 else None

    def _comparison(self, rule: str, two: tuple[str, str]) -> Sequence[_Condition]:
        """What a rule asks of two persons, if they were all there are."""
        statement, asked = self._among(rule, two), _Asked(self._model.model, rule, Mode.SOFT)
        if statement is not None:
            encoder(statement.kind)(statement, self._model.variables, asked)
        return asked.conditions


class _Condition(NamedTuple):
    """A sum of loads that is to be at most so much."""

    loads: tuple[tuple[int, int], ...]
    """Index of the variable, and its factor."""
    limit: int
    step: int
    """What above the limit counts as one step of a breach, or part of one."""

    def steps_above(self, solution: Solution) -> int:
        """By how many steps a solution is above the limit; none or fewer where it is not."""
        return -((self.limit - sum(factor * solution[index] for index, factor in self.loads)) // self.step)


class _Asked(Poster):
    """Keeps what a rule on shares asks, and posts nothing."""

    conditions: Sequence[_Condition] = ()

    def at_most_each(self, entity: str, when: str, conditions: Iterable[tuple[Expression, int, int]]) -> None:
        """Keep the conditions of one group."""
        self.conditions = tuple(_condition(*each) for each in conditions)


def _condition(expression: Expression, limit: int, step: int) -> _Condition:
    if isinstance(expression, int):
        return _Condition((), limit - expression, step)
    flat = cp_model.FlatIntExpr(expression)
    loads = zip((variable.index for variable in flat.vars), flat.coeffs, strict=True)
    return _Condition(tuple(loads), limit - int(flat.offset), step)
