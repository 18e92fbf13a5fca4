"""CP-SAT encoding of the shifts that may not follow each other."""

from __future__ import annotations

from optimizer.rules.forbidden_sequences.statement import ForbiddenSequences
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables


def encode(statement: ForbiddenSequences, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person, pair of shifts and pair of days, that the one shift is not followed by the other."""
    pairs = dict.fromkeys(statement.pairs)
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        for day in variables.problem.horizon:
            for first, second in pairs:
                worked_before = variables.works_shift(person.id, day.index - 1, first)
                works_now = variables.works_shift(person.id, day.index, second)
                poster.forbid(person.id, day.date.isoformat(), [worked_before, works_now])
