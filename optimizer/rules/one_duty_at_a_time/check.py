"""Check of one duty at a time, from wall-clock times."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.facts import Breach, Facts, Key
from optimizer.rules.one_duty_at_a_time.labels import OVERLAP
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime


def check(rule: str, statement: OneDutyAtATime, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each pair of an officer's duties that overlap."""
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        duties = facts.duties_by_officer[person.id]
        for number, later in enumerate(duties):
            if later.date < facts.first_day:
                continue
            for earlier in duties[:number]:
                if earlier.start < later.end and later.start < earlier.end:
                    yield Breach(
                        Key(rule, person.id, later.date.isoformat()),
                        1,
                        OVERLAP(
                            later=facts.at_work(later),
                            start=later.start,
                            earlier=facts.at_work(earlier),
                            end=earlier.end,
                        ),
                    )
