"""Check of who may hold a duty at all, from the needs and the officers' skills."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.facts import Breach, DutyFact, Facts, Key
from optimizer.rules.qualification.labels import OF_ANOTHER_UNIT, WITHOUT_SKILL
from optimizer.rules.qualification.statement import Qualification


def check(rule: str, statement: Qualification, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each duty held without its skill, and for each held where the officer is not lent to."""
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        for duty in facts.duties_by_officer[person.id]:
            if duty.date < facts.first_day:
                continue
            key = Key(rule, person.id, duty.date.isoformat())
            for skill in _skills_asked(duty, facts) - person.skills:
                yield Breach(key, 1, WITHOUT_SKILL(duty=facts.at_work(duty), skill=skill))
            if duty.unit != person.unit and duty.unit not in person.lent_to:
                yield Breach(key, 1, OF_ANOTHER_UNIT(duty=facts.at_work(duty), unit=facts.named("units", duty.unit)))


def _skills_asked(duty: DutyFact, facts: Facts) -> set[str]:
    return {
        need.skill
        for need in facts.needs_of(duty.date, duty.shift, duty.post)
        if need.skill is not None and need.unit in ("", duty.unit)
    }
