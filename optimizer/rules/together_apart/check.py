"""Check of officers who work together, or never do, from who is where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from optimizer.rules.facts import Breach, Facts, Key
from optimizer.rules.together_apart.labels import ALONE, BOTH
from optimizer.rules.together_apart.statement import TogetherApart


def check(rule: str, statement: TogetherApart, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each pair and duty (or shift) with one of them alone, or with both."""
    in_scope = {person.id for person in facts.people_in(statement.scope.units, statement.scope.officers)}
    present: dict[str, set[str]] = {}
    for officer in in_scope.intersection(statement.officers):
        for duty in facts.duties_by_officer[officer]:
            if duty.date >= facts.first_day:
                occasion = f"{duty.date.isoformat()}/{duty.shift}"
                if statement.per == "duty":
                    occasion = f"{occasion}/{duty.post}"
                present.setdefault(occasion, set()).add(officer)
    for when, officers in sorted(present.items()):
        for pair in combinations(sorted(in_scope.intersection(statement.officers)), 2):
            together = officers.intersection(pair)
            key = Key(rule, "+".join(pair), when)
            if statement.relation == "apart" and len(together) == 2:
                yield Breach(key, 1, BOTH())
            elif statement.relation == "together" and len(together) == 1:
                yield Breach(key, 1, ALONE(officer=facts.named("officers", together.pop())))
