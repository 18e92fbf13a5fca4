"""Check of the shifts that may not follow each other, from the dates of duties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from optimizer.rules.facts import Breach, Facts, Key
from optimizer.rules.forbidden_sequences.labels import FOLLOWED
from optimizer.rules.forbidden_sequences.statement import ForbiddenSequences


def check(rule: str, statement: ForbiddenSequences, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each pair of shifts worked on consecutive days in the forbidden order."""
    forbidden = set(statement.pairs)
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        worked = {(duty.date, duty.shift) for duty in facts.duties_by_officer[person.id]}
        for day, shift in sorted(worked):
            tomorrow = day + timedelta(days=1)
            if tomorrow < facts.first_day:
                continue
            for first, second in forbidden:
                if first == shift and (tomorrow, second) in worked:
                    evidence = FOLLOWED(
                        second=facts.named("shifts", second),
                        tomorrow=tomorrow,
                        first=facts.named("shifts", first),
                        day=day,
                    )
                    yield Breach(Key(rule, person.id, tomorrow.isoformat()), 1, evidence)
