"""How an encoding reaches the solver: written once, posted hard, soft, guarded or elastic.

An encoding never asks how strictly its rule holds. It says ``at_most``, ``at_least``, ``forbid`` and so on
under a key in names; the Poster turns that into a plain constraint, into an excess that is paid for, into a
constraint under an assumption literal (for conflicts), or into an excess that is only collected (for repair).
Constants (the history) are folded here, so that no encoding needs a special case for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from ortools.sat.python import cp_model

from optimizer.rules.expressions import Expression, Literal01, bounds, free_literals
from optimizer.rules.facts import Key


class Mode(Enum):
    """How the conditions of one rule are posted."""

    HARD = "hard"
    SOFT = "soft"
    GUARDED = "guarded"
    ELASTIC = "elastic"


class Poster:
    """Posts the conditions of one rule to one model.

    Parameters
    ----------
    model
        The model under construction.
    rule
        Id of the rule; the first part of every key.
    mode
        ``HARD``: conditions hold. ``SOFT`` and ``ELASTIC``: each excess is collected in :attr:`excesses`, in
        the encoding's integer steps; at its least it is the breach. ``GUARDED``: each condition holds if its literal
        in :attr:`guards` is true.
    """

    def __init__(self, model: cp_model.CpModel, rule: str, mode: Mode) -> None:
        self.model = model
        self.rule = rule
        self.mode = mode
        self.excesses: list[tuple[Key, Expression]] = []
        self.guards: dict[Key, cp_model.IntVar] = {}

    def at_most(
        self, entity: str, when: str, expression: Expression, limit: int, *, step: int = 1, amount: int = 1
    ) -> None:
        """Post ``expression <= limit``; the breach is ``amount`` for each ``step``, or part of one, above."""
        largest = -((limit - bounds(expression)[1]) // step)
        if largest <= 0:
            return
        key = Key(self.rule, entity, when)
        if isinstance(expression, int):
            self._broken(key, amount * largest)
        elif self.mode is Mode.HARD:
            self.model.add_linear_constraint(expression, cp_model.INT_MIN, limit)
        elif self.mode is Mode.GUARDED:
            self.model.add_linear_constraint(expression, cp_model.INT_MIN, limit).only_enforce_if(self._guard(key))
        else:
            excess = self.model.new_int_var(0, largest, f"excess[{'/'.join(key)}]")
            self.model.add_linear_constraint(expression - step * excess, cp_model.INT_MIN, limit)
            self.excesses.append((key, amount * excess))

    def at_least(
        self, entity: str, when: str, expression: Expression, limit: int, *, step: int = 1, amount: int = 1
    ) -> None:
        """Post ``expression >= limit``; the breach is ``amount`` for each ``step``, or part of one, missing."""
        self.at_most(entity, when, -expression, -limit, step=step, amount=amount)

    def at_most_each(self, entity: str, when: str, conditions: Iterable[tuple[Expression, int, int]]) -> None:
        """Post ``expression <= limit`` for each (expression, limit, step); the breach is the most steps any is above.

        A part of a step counts as a step.
        """
        breakable = [
            (expression, limit, step, largest)
            for expression, limit, step in conditions
            if (largest := -((limit - bounds(expression)[1]) // step)) > 0
        ]
        if self.mode in (Mode.HARD, Mode.GUARDED) or len(breakable) < 2:
            for expression, limit, step, _ in breakable:
                self.at_most(entity, when, expression, limit, step=step)
            return
        key = Key(self.rule, entity, when)
        excess = self.model.new_int_var(0, max(largest for *_, largest in breakable), f"excess[{'/'.join(key)}]")
        for expression, limit, step, _ in breakable:
            self.model.add_linear_constraint(expression - step * excess, cp_model.INT_MIN, limit)
        self.excesses.append((key, excess))

    def forbid(self, entity: str, when: str, literals: Iterable[Literal01], *, amount: int = 1) -> None:
        """Post that the literals are not all true; the breach is ``amount``."""
        variables = free_literals(literals)
        if variables is None or amount == 0:
            return
        key = Key(self.rule, entity, when)
        clause = [~literal for literal in variables]
        if not variables:
            self._broken(key, amount)
        elif self.mode is Mode.HARD:
            self.model.add_bool_or(clause)
        elif self.mode is Mode.GUARDED:
            self.model.add_bool_or([*clause, ~self._guard(key)])
        elif len(variables) == 1:
            self.excesses.append((key, amount * variables[0]))
        else:
            broken = self.model.new_bool_var(f"broken[{'/'.join(key)}]")
            self.model.add_bool_or([*clause, broken])
            self.excesses.append((key, amount * broken))

    def worst_of(self, entity: str, when: str, cases: Iterable[tuple[int, Sequence[Literal01]]]) -> None:
        """Post that no case has all its literals true; the breach is the largest amount among those that have."""
        possible = [
            (amount, variables) for amount, literals in cases if (variables := free_literals(literals)) is not None
        ]
        if self.mode in (Mode.HARD, Mode.GUARDED) or len(possible) < 2:
            for amount, variables in possible:
                self.forbid(entity, when, variables, amount=amount)
            return
        key = Key(self.rule, entity, when)
        certain = max((amount for amount, variables in possible if not variables), default=0)
        excess = self.model.new_int_var(certain, max(amount for amount, _ in possible), f"excess[{'/'.join(key)}]")
        for amount, variables in possible:
            if variables:
                self.model.add_linear_constraint(excess, amount, cp_model.INT_MAX).only_enforce_if(variables)
        self.excesses.append((key, excess))

    def _broken(self, key: Key, amount: int) -> None:
        """Post a breach that no choice can avoid."""
        if self.mode is Mode.HARD:
            self.model.add_bool_or([])
        elif self.mode is Mode.GUARDED:
            self.model.add_bool_or([~self._guard(key)])
        else:
            self.excesses.append((key, amount))

    def _guard(self, key: Key) -> cp_model.IntVar:
        if key not in self.guards:
            self.guards[key] = self.model.new_bool_var(f"guard[{'/'.join(key)}]")
        return self.guards[key]
