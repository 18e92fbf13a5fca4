"""CP-SAT encoding of who may hold a duty at all."""

from __future__ import annotations

from optimizer.rules.poster import Poster
from optimizer.rules.qualification.statement import Qualification
from optimizer.rules.variables import RosterVariables


def encode(statement: Qualification, variables: RosterVariables, poster: Poster) -> None:
    """Post that nobody holds a duty without its skill, or at a unit the person is not lent to."""
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        at_home = {person.unit, *person.lent_to}
        for day in variables.problem.horizon:
            for slot in variables.slots_of(person.id, day.index):
                lacks_skill = slot.skill is not None and slot.skill not in person.skills
                amount = lacks_skill + (slot.unit not in at_home)
                literal = variables.assigned(person.id, slot.id)
                poster.forbid(person.id, day.date.isoformat(), [literal], amount=amount)
