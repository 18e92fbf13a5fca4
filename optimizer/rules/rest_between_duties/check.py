"""Check of the rest between working days, from wall-clock times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from optimizer.rules.facts import Breach, DutyFact, Facts, Key
from optimizer.rules.rest_between_duties.labels import TOO_LITTLE_REST
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties


def check(rule: str, statement: RestBetweenDuties, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each pair of working days with too little rest between them."""
    required = timedelta(hours=statement.hours)
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        by_day: dict[object, list[DutyFact]] = {}
        for duty in facts.duties_by_officer[person.id]:
            by_day.setdefault(duty.date, []).append(duty)
        working_days = [duties for duties in by_day.values() if duties]
        for earlier, later in combinations(working_days, 2):
            last = max(earlier, key=lambda duty: duty.end)
            first = min(later, key=lambda duty: duty.start)
            rest = first.start - last.end
            if rest < required and first.date >= facts.first_day:
                yield Breach(
                    Key(rule, person.id, first.date.isoformat()),
                    (required - rest).total_seconds() / 3600,
                    TOO_LITTLE_REST(
                        last=facts.named("shifts", last.shift),
                        earlier=last.date,
                        end=last.end,
                        first=facts.named("shifts", first.shift),
                        later=first.date,
                        start=first.start,
                        rest=rest.total_seconds() / 3600,
                    ),
                )
