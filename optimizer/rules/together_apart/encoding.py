"""CP-SAT encoding of officers who work together, or never do."""

from __future__ import annotations

from itertools import combinations

from optimizer.rules.expressions import Literal01, negated
from optimizer.rules.poster import Poster
from optimizer.rules.together_apart.statement import TogetherApart
from optimizer.rules.variables import RosterVariables


def encode(statement: TogetherApart, variables: RosterVariables, poster: Poster) -> None:
    """Post, per duty or shift and pair of officers, that both are there or none, or at most one."""
    in_scope = {p.id for p in variables.problem.persons_in(statement.scope.units, statement.scope.officers)}
    officers = [officer for officer in statement.officers if officer in in_scope]
    for when, slots in _occasions(statement.per, variables).items():
        present = {officer: _is_present(officer, when, slots, variables) for officer in officers}
        for one, other in combinations(officers, 2):
            pair = "+".join(sorted((one, other)))
            if statement.relation == "apart":
                poster.forbid(pair, when, [present[one], present[other]])
            else:
                poster.forbid(pair, when, [present[one], negated(present[other])])
                poster.forbid(pair, when, [negated(present[one]), present[other]])


def _occasions(per: str, variables: RosterVariables) -> dict[str, list[str]]:
    """The slots of each duty or shift, by its name."""
    occasions: dict[str, list[str]] = {}
    for slot in variables.problem.slots:
        when = f"{variables.problem.horizon[slot.day].date.isoformat()}/{slot.shift}"
        occasions.setdefault(f"{when}/{slot.post}" if per == "duty" else when, []).append(slot.id)
    return occasions


def _is_present(officer: str, when: str, slots: list[str], variables: RosterVariables) -> Literal01:
    return variables.any_of(("present", officer, when), [variables.assigned(officer, slot) for slot in slots])
