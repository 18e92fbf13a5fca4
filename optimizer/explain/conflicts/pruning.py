"""A model cut down to what some of its literals depend on.

Constraints are linked by the variables they share. What is not linked to the literals kept cannot matter, as long as it
can be satisfied by itself, which whoever cuts must know: here it is part of the background, tested as a whole before.
A constraint that only says what a variable comes to, where nothing else asks for that, always can be satisfied and
links nothing. Variables that are no longer used are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model


class Links:
    """A model with what its constraints are linked by, which is read once however often parts of it are asked for.

    Parameters
    ----------
    model
        Of linear constraints, clauses, implications, at-most-one, exactly-one and maxima, without an objective.
    """

    def __init__(self, model: cp_model.CpModel) -> None:
        self.model = model
        self._read: list[_Constraint] | None = None
        self._definitions: dict[tuple[int, int], bool] = {}

    def part(
        self, kept: Iterable[int], dropped: Collection[int], most_links: int | None = None
    ) -> tuple[cp_model.CpModel, Mapping[int, int]]:
        """The part of the model that literals are linked to, and the new index of each variable left.

        Parameters
        ----------
        kept, dropped
            Indices of literals whose constraints remain, and of those that are false, so that theirs vanish.
        most_links
            How many constraints the way from a literal to one that remains may count; any number if left out. What is
            further away is left out, so that the part may have solutions that the model has not.
        """
        if self._read is None:
            self._read = [_read(each) for each in self.model.proto.constraints]
        constraints = self._read
        users: dict[int, set[int]] = defaultdict(set)
        for number, each in enumerate(constraints):
            if each.switches.isdisjoint(dropped):
                for variable in each.variables:
                    users[variable].add(number)
        self._forget_definitions(users)
        reached = dict.fromkeys(kept, 0)
        waiting = list(reached)
        linked: set[int] = set()
        for variable in waiting:
            far = reached[variable] + 1
            if most_links is not None and far > most_links:
                break
            for number in users[variable] - linked:
                linked.add(number)
                fresh = [each for each in constraints[number].variables if each not in reached]
                reached.update(dict.fromkeys(fresh, far))
                waiting += fresh
        return _part(self.model, [constraints[number].proto for number in sorted(linked)], sorted(reached))

    def _forget_definitions(self, users: dict[int, set[int]]) -> None:
        """Take away constraints that define a variable nobody else uses, and then those that this leaves so."""
        assert self._read is not None
        waiting = [variable for variable, own in users.items() if len(own) == 1]
        for variable in waiting:
            if len(users[variable]) != 1:
                continue
            (number,) = users[variable]
            if (number, variable) not in self._definitions:
                self._definitions[number, variable] = _defines(self.model, self._read[number].proto, variable)
            if self._definitions[number, variable]:
                for other in self._read[number].variables:
                    users[other].discard(number)
                    if len(users[other]) == 1:
                        waiting.append(other)


@dataclass(frozen=True, slots=True)
class _Constraint:
    """A constraint as it is linked."""

    proto: Any
    variables: tuple[int, ...]
    switches: frozenset[int]
    """Literals that, if false, make it vanish."""


def _read(constraint: Any) -> _Constraint:
    if constraint.has_bool_or():
        switches = frozenset(-literal - 1 for literal in constraint.bool_or.literals if literal < 0)
    else:
        switches = frozenset(constraint.enforcement_literal)
    return _Constraint(constraint, tuple(dict.fromkeys(_variables(constraint))), switches)


def _defines(model: cp_model.CpModel, constraint: Any, variable: int) -> bool:
    """Whether a constraint can be satisfied by the choice of a variable, whatever the others of it are."""
    if constraint.enforcement_literal:
        return False
    least, largest = _domain(model, variable)
    if constraint.has_linear():
        terms = dict(zip(constraint.linear.vars, constraint.linear.coeffs, strict=True))
        domain = list(constraint.linear.domain)
        if variable not in terms or abs(terms[variable]) != 1 or len(domain) != 2 or domain[0] != domain[1]:
            return False
        sign = terms.pop(variable)
        low, high = _range(model, terms)
        values = sorted((sign * (domain[0] - low), sign * (domain[0] - high)))
        return bool(least <= values[0] and values[1] <= largest)
    if constraint.has_lin_max():
        target = constraint.lin_max.target
        if list(target.vars) != [variable] or list(target.coeffs) != [1] or target.offset:
            return False
        ranges = [
            [end + each.offset for end in _range(model, dict(zip(each.vars, each.coeffs, strict=True)))]
            for each in constraint.lin_max.exprs
        ]
        return bool(least <= max(low for low, _ in ranges) and max(high for _, high in ranges) <= largest)
    return False


def _domain(model: cp_model.CpModel, variable: int) -> tuple[int, int]:
    domain = model.proto.variables[variable].domain
    return (domain[0], domain[1]) if len(domain) == 2 else (0, -1)


def _range(model: cp_model.CpModel, terms: Mapping[int, int]) -> tuple[int, int]:
    """Least and largest value of a sum."""
    low = high = 0
    for variable, factor in terms.items():
        domain = model.proto.variables[_positive(variable)].domain
        ends = [factor * (end if variable >= 0 else -end) for end in (domain[0], domain[len(domain) - 1])]
        low, high = low + min(ends), high + max(ends)
    return low, high


def _part(
    model: cp_model.CpModel, constraints: Sequence[Any], used: Sequence[int]
) -> tuple[cp_model.CpModel, Mapping[int, int]]:
    part = cp_model.CpModel()
    index = {number: new for new, number in enumerate(used)}
    for number in used:
        part.proto.variables.add().copy_from(model.proto.variables[number])
    for constraint in constraints:
        copy = part.proto.constraints.add()
        copy.copy_from(constraint)
        _renumber(copy, index)
    return part, index


def _renumber(constraint: Any, index: Mapping[int, int]) -> None:
    for references in _references(constraint):
        for place, reference in enumerate(references):
            references[place] = index[reference] if reference >= 0 else -index[-reference - 1] - 1


def _variables(constraint: Any) -> Iterator[int]:
    return (_positive(reference) for references in _references(constraint) for reference in references)


def _references(constraint: Any) -> Iterator[Any]:
    """The lists of variables and literals (negative where negated) of a constraint."""
    yield constraint.enforcement_literal
    for kind in ("bool_or", "bool_and", "at_most_one", "exactly_one"):
        if getattr(constraint, f"has_{kind}")():
            yield getattr(constraint, kind).literals
            return
    if constraint.has_linear():
        yield constraint.linear.vars
        return
    if not constraint.has_lin_max():
        raise NotImplementedError(str(constraint))
    for expression in (constraint.lin_max.target, *constraint.lin_max.exprs):
        yield expression.vars


def _positive(reference: int) -> int:
    return reference if reference >= 0 else -reference - 1
