"""Check of the crew that duties need, by counting the officers on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.rules.coverage.labels import TOO_FEW, TOO_MANY
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.facts import Breach, Facts, Key


def check(rule: str, statement: Coverage, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each duty with too few or too many officers."""
    crews = Counter((duty.date, duty.shift, duty.post, duty.unit) for duty in facts.duties)
    all_units = Counter((duty.date, duty.shift, duty.post) for duty in facts.duties)
    for need in facts.needs:
        if statement.scope.units is not None and need.unit not in statement.scope.units:
            continue
        duty = (need.date, need.shift, need.post)
        crew = crews[*duty, need.unit] if need.unit else all_units[duty]
        key = Key(rule, need.post, f"{need.date.isoformat()}/{need.shift}")
        missing, surplus = need.minimum - crew, crew - need.maximum
        if missing > 0 and need.weight_under:
            yield Breach(key, missing * need.weight_under, TOO_FEW(crew=crew, least=need.minimum))
        if surplus > 0 and need.weight_over:
            yield Breach(key, surplus * need.weight_over, TOO_MANY(crew=crew, most=need.maximum))
