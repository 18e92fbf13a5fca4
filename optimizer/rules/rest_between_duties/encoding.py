"""CP-SAT encoding of the rest between working days."""

from __future__ import annotations

from math import ceil
from typing import TypeAlias

from optimizer.rules.poster import Poster
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.variables import Literal01, RosterVariables
from optimizer.world.roster_problem import MINUTES_PER_DAY, Person, ProblemDay

TimedLiteral: TypeAlias = tuple[int, int, Literal01]
"""Start, end (minutes) and the literal that says the duty is held."""


def encode(statement: RestBetweenDuties, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and pair of days, the minutes by which the rest between them is too short."""
    required = round(statement.hours * 60)
    reach = ceil(required / MINUTES_PER_DAY) + 1
    problem = variables.problem
    for person in problem.persons_in(statement.scope.units, statement.scope.officers):
        for later in problem.horizon:
            for earlier in problem.days:
                if later.index - reach <= earlier.index < later.index:
                    _encode_pair(person, earlier, later, required, variables, poster)


def _encode_pair(
    person: Person, earlier: ProblemDay, later: ProblemDay, required: int, variables: RosterVariables, poster: Poster
) -> None:
    shortfalls = [
        (required - (start - end), first, last)
        for _, end, last in _duties(person, earlier.index, variables)
        for start, _, first in _duties(person, later.index, variables)
        if start - end < required
    ]
    if not shortfalls:
        return
    missing = variables.model.new_int_var(
        0, max(minutes for minutes, _, _ in shortfalls), f"rest_missing[{person.id},{earlier.index},{later.index}]"
    )
    for minutes, first, last in shortfalls:
        variables.model.add(missing >= minutes * (first + last - 1))
    poster.cost(person.id, later.date.isoformat(), missing)


def _duties(person: Person, day: int, variables: RosterVariables) -> list[TimedLiteral]:
    if day < 0:
        return [(duty.start, duty.end, 1) for duty in variables.past_duties_of(person.id, day)]
    return [(s.start, s.end, variables.assigned(person.id, s.id)) for s in variables.slots_of(person.id, day)]
