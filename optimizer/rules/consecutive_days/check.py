"""Check of the length of runs of days, by walking through each officer's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from optimizer.rules.consecutive_days.labels import CLASSES, RUN
from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.date_periods import days_between
from optimizer.rules.facts import Breach, Facts, Key


def check(rule: str, statement: ConsecutiveDays, facts: Facts) -> Iterator[Breach]:
    """Yield a breach for each day of a run beyond the maximum, and for each run below the minimum."""
    for person in facts.people_in(statement.scope.units, statement.scope.officers):
        days = _classes(statement.of, person.id, facts)
        # None marks days off the record; they end a run on the left without being a known end of it.
        runs = [(label, [day for day, _ in run]) for label, run in groupby(days.items(), key=lambda item: item[1])]
        for number, (label, run) in enumerate(runs):
            if label:
                begin_is_known = number > 0 and runs[number - 1][0] is not None
                yield from _judge(rule, statement, person.id, run, begin_is_known, facts)


def _judge(
    rule: str, statement: ConsecutiveDays, officer: str, run: list[date], begin_is_known: bool, facts: Facts
) -> Iterator[Breach]:
    length = len(run)
    of = CLASSES.get(statement.of) or facts.named("shifts", statement.of)
    evidence = RUN(days=length, of=of, first=run[0], last=run[-1])
    if statement.at_most is not None:
        for day in run[statement.at_most :]:
            if day >= facts.first_day:
                yield Breach(Key(rule, officer, day.isoformat()), 1, evidence)
    after = run[-1] + timedelta(days=1)
    ends_inside = facts.first_day <= after <= facts.last_day
    if statement.at_least is not None and begin_is_known and ends_inside and length < statement.at_least:
        yield Breach(Key(rule, officer, after.isoformat()), statement.at_least - length, evidence)


def _classes(of: str, officer: str, facts: Facts) -> dict[date, bool | None]:
    """Whether each day, in order, belongs to the class; ``None`` for a day of the history off the record."""
    duties = facts.duties_by_officer[officer]
    on_duty = {duty.date for duty in duties}
    absent = facts.absences_by_officer[officer]
    if of == "work":
        members = on_duty | {day for day, kind in absent.items() if kind == "other_duty"}
    elif of in ("duty", "off"):
        members = on_duty
    elif of == "evening":
        members = {duty.date for duty in duties if duty.is_evening}
    else:
        members = {duty.date for duty in duties if duty.shift == of}
    recorded = {*on_duty, *absent, *days_between(facts.first_day, facts.last_day)}
    return {
        day: (day in members) != (of == "off") if day in recorded else None
        for day in days_between(min(recorded) - timedelta(days=1), facts.last_day)
    }
