"""Check of staying close to a published roster, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.facts import Breach, Facts, Key
from optimizer.rules.stability.labels import CHANGED, CHANGES
from optimizer.rules.stability.statement import Stability


def check(rule: str, statement: Stability, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each published duty taken from an officer, and for each duty newly given, at its price."""
    if facts.published is None:
        return
    in_scope = {person.id for person in facts.people_in(statement.scope.units, statement.scope.officers)}
    held = {(d.officer, d.date, d.shift, d.post) for d in facts.duties if d.date >= facts.first_day}
    existing = {(need.date, need.shift, need.post) for need in facts.needs}
    for row in sorted(held ^ facts.published):
        officer, day, shift, post = row
        if officer in in_scope and (row in held or (day, shift, post) in existing):
            notice = (day - (facts.first_free or facts.first_day)).days
            fitting = [price for within, price in statement.notice if notice < within]
            amount = (max(fitting) if fitting else 1) + (statement.rest_day_extra if facts.is_rest_type(day) else 0)
            change = "given" if row in held else "taken away"
            yield Breach(
                Key(rule, officer, day.isoformat()),
                amount,
                CHANGED(shift=facts.named("shifts", shift), post=facts.named("posts", post), change=CHANGES[change]),
            )
