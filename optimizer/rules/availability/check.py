"""Check of leave and wishes, from the dates of duties."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.availability.labels import DUTY_ON_LEAVE, UNMET_WISH, WHOLE_DAY, WISHES
from optimizer.rules.availability.statement import Availability
from optimizer.rules.facts import Breach, Facts, Key, PersonFact


def check(rule: str, statement: Availability, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each duty on a day of leave, or for each wish not met."""
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        if statement.of == "leave":
            yield from _duties_on_leave(rule, person, facts)
        else:
            yield from _unmet_wishes(rule, person, facts)


def _duties_on_leave(rule: str, person: PersonFact, facts: Facts) -> Iterator[Breach]:
    for duty in facts.duties_by_officer[person.id]:
        if duty.date >= facts.first_day and not person.leave.isdisjoint(duty.hours_by_date()):
            key = Key(rule, person.id, duty.date.isoformat())
            yield Breach(key, 1, DUTY_ON_LEAVE(duty=facts.at_work(duty)))


def _unmet_wishes(rule: str, person: PersonFact, facts: Facts) -> Iterator[Breach]:
    for request in person.requests:
        if not facts.first_day <= request.date <= facts.last_day or request.weight == 0:
            continue
        works = any(
            duty.date == request.date and request.shift in (None, duty.shift)
            for duty in facts.duties_by_officer[person.id]
        )
        if works != request.wants_work:
            key = Key(rule, person.id, request.date.isoformat())
            wish = WISHES["on" if request.wants_work else "off"]
            when = facts.named("shifts", request.shift) if request.shift else WHOLE_DAY
            yield Breach(key, request.weight, UNMET_WISH(wish=wish, when=when))
