"""CP-SAT encoding of staying close to a published roster."""

from __future__ import annotations

from optimizer.rules.expressions import negated
from optimizer.rules.poster import Poster
from optimizer.rules.stability.statement import Stability
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import DutyKey, SlotId


def encode(statement: Stability, variables: RosterVariables, poster: Poster) -> None:
    """Post, per officer and duty that exists, that it is held exactly if it was published so."""
    problem = variables.problem
    if problem.published is None:
        return
    duties: dict[DutyKey, list[SlotId]] = {}
    for slot in problem.slots:
        duties.setdefault((slot.day, slot.shift, slot.post), []).append(slot.id)
    for person in problem.persons_in(statement.scope.units, statement.scope.officers):
        published = problem.published.duties.get(person.id, frozenset())
        for duty in (*duties, *sorted(published.difference(duties))):
            slots = duties.get(duty, ())
            held = variables.any_of(("holds", person.id, duty), [variables.assigned(person.id, s) for s in slots])
            changed = negated(held) if duty in published else held
            day = problem.horizon[duty[0]]
            ahead = day.index - problem.published.first_free
            price = statement.price(ahead, is_rest_day=day.day_type != "weekday")
            poster.forbid(person.id, day.date.isoformat(), [changed], amount=price)
