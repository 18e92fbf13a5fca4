"""CP-SAT encoding of staying close to a published roster."""

from __future__ import annotations

from optimizer.rules.expressions import negated
from optimizer.rules.poster import Poster
from optimizer.rules.stability.statement import Stability
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import SlotId


def encode(statement: Stability, variables: RosterVariables, poster: Poster) -> None:
    """Post, per officer and duty that exists, that it is held exactly if it was published so."""
    problem = variables.problem
    if problem.published is None:
        return
    duties: dict[tuple[int, str, str], list[SlotId]] = {}
    for slot in problem.slots:
        duties.setdefault((slot.day, slot.shift, slot.post), []).append(slot.id)
    for person in problem.persons_in(statement.scope.units, statement.scope.officers):
        for duty, slots in duties.items():
            held = variables.any_of(("holds", person.id, duty), [variables.assigned(person.id, s) for s in slots])
            was_published = any(person.id in problem.published.get(slot, frozenset()) for slot in slots)
            changed = negated(held) if was_published else held
            poster.forbid(person.id, problem.horizon[duty[0]].date.isoformat(), [changed])
