"""CP-SAT encoding of the crew that duties need."""

from __future__ import annotations

from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.expressions import total
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables


def encode(statement: Coverage, variables: RosterVariables, poster: Poster) -> None:
    """Post, per duty, the officers missing and those too many, at the duty's weights."""
    problem = variables.problem
    units = statement.scope.units
    for slot in problem.slots:
        if units is None or slot.unit in units:
            crew = total(variables.assigned(person, slot.id) for person in problem.candidates[slot.id])
            when = f"{problem.horizon[slot.day].date.isoformat()}/{slot.shift}"
            if slot.weight_under:
                poster.at_least(slot.post, when, crew, slot.minimum, amount=slot.weight_under)
            if slot.weight_over:
                poster.at_most(slot.post, when, crew, slot.maximum, amount=slot.weight_over)
