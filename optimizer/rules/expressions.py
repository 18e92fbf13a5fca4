"""Literals and linear expressions that may turn out to be constants, because the history is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from ortools.sat.python import cp_model

Literal01: TypeAlias = cp_model.BoolVarT | int
"""A Boolean variable, its negation, or the constants 0 and 1."""

Expression: TypeAlias = cp_model.LinearExpr | int
"""A linear expression, or a constant."""


def negated(literal: Literal01) -> Literal01:
    """The opposite of a literal."""
    return 1 - literal if isinstance(literal, int) else ~literal


def free_literals(literals: Iterable[Literal01]) -> list[cp_model.BoolVarT] | None:
    """The literals that are not constant, or ``None`` if one of them is constantly false."""
    variables: list[cp_model.BoolVarT] = []
    for literal in literals:
        if not isinstance(literal, int):
            variables.append(literal)
        elif not literal:
            return None
    return variables


def total(terms: Iterable[Expression]) -> Expression:
    """The sum of expressions and constants; an integer if all are."""
    known = list(terms)
    variable = [term for term in known if not isinstance(term, int)]
    constant = sum(term for term in known if isinstance(term, int))
    return cp_model.LinearExpr.sum([*variable, constant]) if variable else constant


def bounds(expression: Expression) -> tuple[int, int]:
    """Least and largest value the expression can take, from the domains of its variables."""
    if isinstance(expression, int):
        return expression, expression
    if isinstance(expression, cp_model.IntVar) and expression.is_boolean:
        return 0, 1
    flat = cp_model.FlatIntExpr(expression)
    least = largest = flat.offset
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        if variable.is_boolean:
            first, last = 0, 1
        else:
            domain = variable.proto.domain
            first, last = domain[0], domain[len(domain) - 1]
        if coefficient < 0:
            first, last = last, first
        least, largest = least + coefficient * first, largest + coefficient * last
    return least, largest
