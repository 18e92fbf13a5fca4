"""How an encoding reaches the solver: written once, posted hard, soft, guarded or elastic.

An encoding never asks how strictly its rule holds. It says ``at_most``, ``at_least``, ``forbid`` or ``cost``
under a key in names; the Poster turns that into a plain constraint, into an excess variable with a weight, into a
constraint under an assumption literal (for conflicts), or into an excess that is only collected (for repair).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ortools.sat.python import cp_model

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
        the encoding's integer steps. ``GUARDED``: each condition holds if its literal in :attr:`guards` is true.
    """

    def __init__(self, model: cp_model.CpModel, rule: str, mode: Mode) -> None:
        self.model = model
        self.rule = rule
        self.mode = mode
        self.excesses: list[tuple[Key, cp_model.LinearExprT]] = []
        self.guards: dict[Key, cp_model.IntVar] = {}

    def at_most(self, entity: str, when: str, expression: cp_model.LinearExprT, limit: int) -> None:
        """Post ``expression <= limit``; the breach is what is above."""
        key = Key(self.rule, entity, when)
        if isinstance(expression, int) and expression <= limit:
            return
        if self.mode is Mode.HARD:
            self._require(expression <= limit)
        elif self.mode is Mode.GUARDED:
            self._require(expression <= limit).only_enforce_if(self._guard(key))
        else:
            largest = max(0, _upper_bound(expression) - limit)
            excess = self.model.new_int_var(0, largest, f"excess[{'/'.join(key)}]")
            self._require(excess >= expression - limit)
            self.excesses.append((key, excess))

    def at_least(self, entity: str, when: str, expression: cp_model.LinearExprT, limit: int) -> None:
        """Post ``expression >= limit``; the breach is what is missing."""
        self.at_most(entity, when, -expression, -limit)

    def forbid(self, entity: str, when: str, literals: Sequence[cp_model.LinearExprT]) -> None:
        """Post that the literals are not all true; the breach is 1."""
        self.at_most(entity, when, cp_model.LinearExpr.sum(list(literals)), len(literals) - 1)

    def cost(self, entity: str, when: str, expression: cp_model.LinearExprT) -> None:
        """Post a non-negative amount that is to be zero."""
        self.at_most(entity, when, expression, 0)

    def _require(self, condition: cp_model.BoundedLinearExpression | bool) -> cp_model.Constraint:
        if isinstance(condition, bool):
            return self.model.add_bool_or([self.model.new_constant(int(condition))])
        return self.model.add(condition)

    def _guard(self, key: Key) -> cp_model.IntVar:
        if key not in self.guards:
            self.guards[key] = self.model.new_bool_var(f"guard[{'/'.join(key)}]")
        return self.guards[key]


def _upper_bound(expression: cp_model.LinearExprT) -> int:
    """Largest value the expression can take, from the domains of its variables."""
    if isinstance(expression, int):
        return expression
    flat = cp_model.FlatIntExpr(expression)
    total = flat.offset
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        domain = variable.proto.domain
        total += max(coefficient * domain[0], coefficient * domain[len(domain) - 1])
    return int(total)
