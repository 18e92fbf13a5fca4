"""CP-SAT encoding of the rest between working days."""

from __future__ import annotations

from math import ceil
from typing import TypeAlias

from optimizer.rules.expressions import Literal01
from optimizer.rules.poster import Poster
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import MINUTES_PER_DAY, Person, ProblemDay

TimedLiteral: TypeAlias = tuple[int, int, Literal01]
"""Start, end (minutes) and the literal that says the duty is held."""


def encode(statement: RestBetweenDuties, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and pair of days, the minutes by which the rest between them is too short."""
    required = round(statement.hours * 60)
    reach = ceil(required / MINUTES_PER_DAY) + 1
    problem = variables.problem
    days = {day.index: day for day in problem.days}
    for person in problem.persons_in(statement.scope.units, statement.scope.officers):
        for later in problem.horizon:
            for before in range(1, reach + 1):
                if later.index - before in days:
                    _encode_pair(person, days[later.index - before], later, required, variables, poster)


def _encode_pair(
    person: Person, earlier: ProblemDay, later: ProblemDay, required: int, variables: RosterVariables, poster: Poster
) -> None:
    """Post the pairs of duties too close; the last of the one day and the first of the other miss most."""
    cases = [
        (required - (start - end), (last, first))
        for _, end, last in _duties(person, earlier.index, variables)
        for start, _, first in _duties(person, later.index, variables)
        if start - end < required
    ]
    if cases:
        poster.worst_of(person.id, later.date.isoformat(), cases)


def _duties(person: Person, day: int, variables: RosterVariables) -> list[TimedLiteral]:
    if day < 0:
        return [(duty.start, duty.end, 1) for duty in variables.past_duties_of(person.id, day)]
    return [(s.start, s.end, variables.assigned(person.id, s.id)) for s in variables.slots_of(person.id, day)]
