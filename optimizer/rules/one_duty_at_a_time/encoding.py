"""CP-SAT encoding of one duty at a time."""

from __future__ import annotations

from typing import TypeAlias

from optimizer.rules.expressions import Literal01
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import Person

TimedLiteral: TypeAlias = tuple[int, int, int, Literal01]
"""Start and end (minutes), day, and the literal that says the duty is held."""


def encode(statement: OneDutyAtATime, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and pair of overlapping duties, that at most one is held."""
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        duties = sorted(_duties(person, variables), key=lambda duty: duty[:3])
        running: list[TimedLiteral] = []
        for later in duties:
            running = [earlier for earlier in running if earlier[1] > later[0]]
            for earlier in running:
                _encode_pair(person, earlier, later, variables, poster)
            running.append(later)


def _encode_pair(
    person: Person, earlier: TimedLiteral, later: TimedLiteral, variables: RosterVariables, poster: Poster
) -> None:
    day = later[2]
    if day >= 0:
        when = variables.problem.horizon[day].date.isoformat()
        poster.forbid(person.id, when, [earlier[3], later[3]])


def _duties(person: Person, variables: RosterVariables) -> list[TimedLiteral]:
    past = [(duty.start, duty.end, duty.day, 1) for duty in person.past_duties]
    slots = [slot for day in variables.problem.horizon for slot in variables.slots_of(person.id, day.index)]
    return [*past, *((s.start, s.end, s.day, variables.assigned(person.id, s.id)) for s in slots)]
