"""A model of guarded statements in the terms of CPMpy, whose conflicts are held against ours.

Constraint by constraint as they stand in the CP-SAT model, so that both look at the same statements; nothing of the
search for conflicts is shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cpmpy

from optimizer.explain.conflicts.guarded import GuardedModel
from optimizer.rules.facts import Key

UNBOUNDED = 2**40
"""Ends of a linear constraint's domain beyond this are no limit."""


@dataclass(frozen=True, slots=True)
class InCpmpy:
    """Statements and background as CPMpy takes them."""

    keys: tuple[Key, ...]
    statements: list[Any]
    """One variable each, in the order of ``keys``."""
    background: list[Any]
    weights: list[int]

    def keys_of(self, chosen: list[Any]) -> frozenset[Key]:
        """The statements of a conflict that CPMpy names."""
        names = {str(each) for each in chosen}
        return frozenset(
            key for key, statement in zip(self.keys, self.statements, strict=True) if str(statement) in names
        )


def in_cpmpy(guarded: GuardedModel) -> InCpmpy:
    """Translate a model of linear constraints, clauses, implications, at-most-one, exactly-one and maxima."""
    proto = guarded.model.proto
    variables = [_variable(number, each.domain) for number, each in enumerate(proto.variables)]
    background = []
    for constraint in proto.constraints:
        stated = _stated(constraint, variables)
        conditions = [_literal(each, variables) for each in constraint.enforcement_literal]
        background += [cpmpy.all(conditions).implies(each) for each in stated] if conditions else stated
    keys = tuple(sorted(guarded.guards))
    statements = [variables[guarded.guards[key].index] for key in keys]
    return InCpmpy(keys, statements, background, [guarded.weights[key] for key in keys])


def _variable(number: int, domain: Any) -> Any:
    ends = list(domain)
    if ends == [0, 1]:
        return cpmpy.boolvar(name=f"v{number}")
    if len(ends) != 2:
        raise NotImplementedError(f"a domain with gaps: {ends}")
    return cpmpy.intvar(ends[0], ends[1], name=f"v{number}")


def _literal(reference: int, variables: list[Any]) -> Any:
    """A literal as a Boolean expression; a variable that is fixed counts as an integer of 0 or 1."""
    variable = variables[reference if reference >= 0 else -reference - 1]
    is_true = variable if variable.is_bool() else variable == 1
    return is_true if reference >= 0 else ~is_true


def _sum(terms: Any, variables: list[Any]) -> Any:
    factors = [(factor, variables[number]) for number, factor in zip(terms.vars, terms.coeffs, strict=True)]
    return cpmpy.sum([factor * variable for factor, variable in factors])


def _stated(constraint: Any, variables: list[Any]) -> list[Any]:
    if constraint.has_bool_or():
        return [cpmpy.any([_literal(each, variables) for each in constraint.bool_or.literals])]
    if constraint.has_bool_and():
        return [_literal(each, variables) for each in constraint.bool_and.literals]
    if constraint.has_at_most_one():
        return [cpmpy.sum([_literal(each, variables) for each in constraint.at_most_one.literals]) <= 1]
    if constraint.has_exactly_one():
        return [cpmpy.sum([_literal(each, variables) for each in constraint.exactly_one.literals]) == 1]
    if constraint.has_linear():
        total, domain = _sum(constraint.linear, variables), list(constraint.linear.domain)
        if len(domain) != 2:
            raise NotImplementedError(f"a domain with gaps: {domain}")
        least, most = domain
        return [
            *([total >= least] if least > -UNBOUNDED else []),
            *([total <= most] if most < UNBOUNDED else []),
        ]
    if constraint.has_lin_max():
        largest = [_sum(each, variables) + each.offset for each in constraint.lin_max.exprs]
        target = constraint.lin_max.target
        return [cpmpy.max(largest) == _sum(target, variables) + target.offset]
    raise NotImplementedError(str(constraint))
