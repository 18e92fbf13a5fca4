"""Rosters drawn as text, one line an officer and one cell a day: ``an  T | S . SC - b o``.

Shifts are S (morning), C (afternoon), T (evening), N (night), D (a day of eight hours); ``.`` is rest, ``-`` leave,
``b`` a compensatory day, ``o`` other police work, ``?`` a day of the history that is not on record. What stands before
the bar is history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from optimizer.rules.catalogue import AnyStatement, Rule, checker
from optimizer.rules.facts import DutyFact, Facts, NeedFact, PersonFact

THURSDAY = date(2024, 4, 4)

SHIFTS = {
    "S": ("morning", 7.0, 11.0),
    "C": ("afternoon", 13.5, 17.5),
    "T": ("evening", 18.0, 22.0),
    "N": ("night", 22.0, 30.0),
    "D": ("day", 7.0, 15.0),
}
ABSENCES = {".": "rest", "-": "leave", "b": "compensatory", "o": "other_duty"}


def draw(
    drawing: str,
    first_day: date = THURSDAY,
    *,
    holidays: tuple[date, ...] = (),
    people: Mapping[str, PersonFact] | None = None,
    needs: tuple[NeedFact, ...] = (),
    published: str | None = None,
    post: str = "desk",
    burden: float = 0.0,
    overtime_hour_weight: float = 0.0,
    first_free: date | None = None,
) -> Facts:
    """The facts of a drawn roster; ``burden`` is that of every duty."""
    lines = [line.split() for line in drawing.strip().splitlines()]
    rows = {line[0]: line[1:] for line in lines}
    past = max((row.index("|") if "|" in row else 0) for row in rows.values())
    length = max(len([cell for cell in row if cell != "|"]) for row in rows.values()) - past
    known = people or {}
    duties: list[DutyFact] = []
    absences: dict[tuple[str, date], str] = {}
    persons: dict[str, PersonFact] = {}
    for officer, row in rows.items():
        person = known.get(officer, PersonFact(officer, "tan_phu"))
        cells = [cell for cell in row if cell != "|"]
        leave = set()
        for number, cell in enumerate(cells, start=-(row.index("|") if "|" in row else 0)):
            day = first_day + timedelta(days=number)
            if cell in ABSENCES:
                absences[officer, day] = ABSENCES[cell]
                leave |= {day} if cell == "-" and number >= 0 else set()
            elif cell != "?":
                duties.extend(_duty(officer, day, code, post, burden) for code in cell)
        persons[officer] = replace(person, leave=person.leave | leave)
    return Facts(
        first_day=first_day,
        last_day=first_day + timedelta(days=length - 1),
        day_types={
            day: "holiday" if day in holidays else "weekend" if day.weekday() > 4 else "weekday"
            for day in (first_day + timedelta(days=number) for number in range(-max(past, 7), length))
        },
        people=persons,
        duties=tuple(duties),
        absences=absences,
        needs=needs,
        published=None if published is None else _rows(draw(published, first_day)),
        first_free=first_free,
        overtime_hour_weight=overtime_hour_weight,
    )


def _duty(officer: str, day: date, code: str, post: str, burden: float) -> DutyFact:
    shift, start, end = SHIFTS[code]
    midnight = datetime.combine(day, datetime.min.time())
    span = (midnight + timedelta(hours=start), midnight + timedelta(hours=end))
    return DutyFact(officer, day, shift, *span, post, "tan_phu", code in "TN", burden)


def _rows(facts: Facts) -> frozenset[tuple[str, date, str, str]]:
    return frozenset((duty.officer, duty.date, duty.shift, duty.post) for duty in facts.duties)


def need(day: date, shift: str, minimum: int, maximum: int, **more: Any) -> NeedFact:
    return NeedFact(day, shift, "desk", minimum, maximum, **more)


def breaches(facts: Facts, kind: str, **parameters: object) -> dict[tuple[str, str], float]:
    """What the check finds, by entity and day or period; amounts in thousandths."""
    statement: AnyStatement = TypeAdapter(Rule).validate_python({"kind": kind, **parameters})
    found: dict[tuple[str, str], float] = {}
    for breach in checker(kind)("rule", statement, facts):
        assert breach.key.rule == "rule"
        assert breach.evidence
        place = (breach.key.entity, breach.key.when)
        found[place] = round(found.get(place, 0) + breach.amount, 3)
    return found
