"""CP-SAT encoding of leave and wishes."""

from __future__ import annotations

from optimizer.rules.availability.statement import Availability
from optimizer.rules.expressions import negated
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import Person


def encode(statement: Availability, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and day, duties on leave or wishes not met."""
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        if statement.of == "leave":
            _encode_leave(person, statement.amount_scale, variables, poster)
        else:
            _encode_requests(person, statement.amount_scale, variables, poster)


def _encode_leave(person: Person, scale: int, variables: RosterVariables, poster: Poster) -> None:
    for day in variables.problem.horizon:
        for slot in variables.slots_of(person.id, day.index):
            if day.index in person.leave or (slot.minutes_after_midnight and day.index + 1 in person.leave):
                literal = variables.assigned(person.id, slot.id)
                poster.forbid(person.id, day.date.isoformat(), [literal], amount=scale)


def _encode_requests(person: Person, scale: int, variables: RosterVariables, poster: Poster) -> None:
    horizon = variables.problem.horizon
    for request in person.requests:
        if 0 <= request.day < len(horizon):
            works = (
                variables.works(person.id, request.day)
                if request.shift is None
                else variables.works_shift(person.id, request.day, request.shift)
            )
            unmet = negated(works) if request.wants_work else works
            when = horizon[request.day].date.isoformat()
            poster.forbid(person.id, when, [unmet], amount=round(request.weight * scale))
