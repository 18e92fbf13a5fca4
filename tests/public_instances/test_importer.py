"""An imported instance means the same to rules and engine as to the scorer, which reads the file by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import product
from random import Random

import pytest
from ortools.sat.python import cp_model

from optimizer.public_instances.importer import ImportedInstance, import_instance, instance_rows
from optimizer.public_instances.reading import read_instance
from optimizer.public_instances.scorer import Row, score
from optimizer.rules.catalogue import KINDS, checker
from optimizer.rules.facts import DutyFact, Facts, NeedFact, PersonFact, RequestFact
from optimizer.rules.posting import post_rules
from optimizer.rules.variables import RosterVariables
from tests.public_instances.test_reading import WARD
from tests.worlds.instances import drawn_instance

RULES_OF_THE_FORMAT = {
    "days_off": {"day off"},
    "one_shift_a_day": {"one shift a day"},
    "successions": {"succession"},
    "at_most": {"MaxShifts"},
    "minutes": {"MinTotalMinutes", "MaxTotalMinutes"},
    "days_worked": {"MaxConsecutiveShifts", "MinConsecutiveShifts"},
    "rest": {"MinConsecutiveDaysOff"},
    "weekends": {"MaxWeekends"},
}
"""First words of a rule's id to what the scorer calls it."""


def as_facts(imported: ImportedInstance, rows: list[Row]) -> Facts:
    """The roster as the checks of rules see it."""
    problem = imported.problem
    dates = [day.date for day in problem.horizon]
    slots = {(slot.day, slot.post): slot for slot in problem.slots}
    midnight = datetime.combine(dates[0], time())
    duties = [
        DutyFact(
            who,
            dates[day],
            slots[day, shift].shift,
            midnight + timedelta(minutes=slots[day, shift].start),
            midnight + timedelta(minutes=slots[day, shift].end),
            shift,
            "all",
            is_evening=False,
        )
        for who, day, shift in rows
    ]
    working = {(duty.officer, duty.date) for duty in duties}
    return Facts(
        first_day=dates[0],
        last_day=dates[-1],
        day_types={day.date: day.day_type for day in problem.horizon},
        people={
            person.id: PersonFact(
                person.id,
                person.unit,
                leave=frozenset(dates[day] for day in person.leave),
                requests=tuple(
                    RequestFact(w.id, dates[w.day], w.shift, w.wants_work, w.weight) for w in person.requests
                ),
            )
            for person in problem.persons
        },
        duties=tuple(duties),
        absences={(p.id, day): "rest" for p in problem.persons for day in dates if (p.id, day) not in working},
        needs=tuple(
            NeedFact(
                dates[s.day], s.shift, s.post, s.minimum, s.maximum, None, s.weight_under, s.weight_over, unit=s.unit
            )
            for s in problem.slots
        ),
    )


def by_rules(imported: ImportedInstance, rows: list[Row]) -> tuple[float, set[tuple[str, str]]]:
    """Weighted soft breaches, and (employee, rule) of the hard ones, by the checks of the rules."""
    facts, value, broken = as_facts(imported, rows), 0.0, set()
    for rule, statement in imported.rules.items():
        for breach in checker(statement.kind)(rule, statement, facts):
            if statement.weight is None:
                broken.add((breach.key.entity, next(word for word in RULES_OF_THE_FORMAT if rule.startswith(word))))
            else:
                value += statement.weight * breach.amount
    return value, broken


def by_scorer(text: str, rows: list[Row]) -> tuple[float, set[tuple[str, str]]]:
    found = score(text, rows)
    words = {name: word for word, names in RULES_OF_THE_FORMAT.items() for name in names}
    return found.value, {(violation.employee, words[violation.rule]) for violation in found.hard_violations}


def drawn_rosters(imported: ImportedInstance, seed: int) -> Iterator[list[Row]]:
    """Rosters from nearly lawful to wild: long blocks of one shift, and dice for every day."""
    dice = Random(seed)
    shifts = list(dict.fromkeys(slot.post for slot in imported.problem.slots))
    days = len(imported.problem.horizon)
    for share in (0.0, 0.1, 0.3, 0.7):
        for _ in range(10):
            rows = []
            for person in imported.problem.persons:
                phase, shift = dice.randrange(7), dice.choice(shifts)
                for day in range(days):
                    works = (day + phase) % 7 < 5
                    if dice.random() < share:
                        works, shift = dice.random() < 0.6, dice.choice(shifts)
                    if works and person.id in imported.problem.candidates[f"{day}/{shift}"]:
                        rows.append((person.id, day, shift))
                        if dice.random() < share / 10:
                            rows.append((person.id, day, dice.choice(shifts)))
            yield [row for row in dict.fromkeys(rows) if row[0] in imported.problem.candidates[f"{row[1]}/{row[2]}"]]


TEXTS = {"ward": WARD, **{f"drawn {n}": drawn_instance(n, employees=4, weeks=2 + n, shifts=1 + n) for n in range(4)}}


@pytest.mark.parametrize("name", TEXTS)
def test_rules_and_scorer_say_the_same_of_every_roster(name: str) -> None:
    text = TEXTS[name]
    imported = import_instance(read_instance(text, name))
    seen: dict[str, int] = defaultdict(int)
    for rows in drawn_rosters(imported, seed=1):
        assert by_rules(imported, rows) == by_scorer(text, rows)
        for _, rule in by_scorer(text, rows)[1] or {("", "none")}:
            seen[rule] += 1
    assert len(seen) >= 5, f"the rosters drawn break too little: {dict(seen)}"


def solved(imported: ImportedInstance) -> tuple[float, list[Row]]:
    """The best value of the rules' encodings, and a roster that has it."""
    model = cp_model.CpModel()
    variables = RosterVariables(model, imported.problem)
    posters = post_rules(model, variables, imported.rules)
    terms = []
    for rule, poster in posters.items():
        statement = imported.rules[rule]
        if statement.weight is not None:
            factor = round(statement.weight * 100) // statement.amount_scale
            terms += [factor * excess for _, excess in poster.excesses]
    model.minimize(cp_model.LinearExpr.sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 60
    status = solver.solve(model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    held = {
        slot.id: tuple(p for p in imported.problem.candidates[slot.id] if solver.value(variables.assigned(p, slot.id)))
        for slot in imported.problem.slots
    }
    return solver.objective_value / 100, instance_rows(imported.problem, held)


def least_value(text: str) -> int:
    """The least value of all rosters of a week of shifts E and D, by trying all that the scorer lets pass."""
    lawful: list[list[list[Row]]] = []
    for person in import_instance(read_instance(text, "drawn")).problem.persons:
        timelines = (
            [(person.id, day, shift) for day, shift in enumerate(choice) if shift]
            for choice in product(("", "E", "D"), repeat=7)
        )
        lawful.append(
            [rows for rows in timelines if all(v.employee != person.id for v in score(text, rows).hard_violations)]
        )
    return min(score(text, [row for rows in rosters for row in rows]).value for rosters in product(*lawful))


@pytest.mark.parametrize("seed", range(4))
def test_the_least_value_is_that_of_all_rosters_tried_one_by_one(seed: int) -> None:
    text = drawn_instance(seed, employees=2, weeks=1)
    least = least_value(text)
    value, rows = solved(import_instance(read_instance(text, "drawn")))
    assert value == least
    assert score(text, rows).value == least
    assert score(text, rows).hard_violations == ()


def test_equal_limits_are_one_statement_and_limits_nothing_can_exceed_are_none() -> None:
    rules = import_instance(read_instance(WARD, "ward")).rules
    assert set(rules) == {
        "cover",
        "requests",
        "days_off",
        "one_shift_a_day",
        "successions",
        "at_most_6_D",
        "at_most_3_L",
        "at_most_4_N",
        "minutes_3360_4800",
        "minutes_1920_2880",
        "days_worked_2_5",
        "days_worked_2_4",
        "days_worked_1_3",
        "rest_2",
        "rest_3",
        "weekends_1",
    }
    assert rules["at_most_4_N"].scope.officers == ("An", "Binh", "Em", "Giang")
    assert rules["weekends_1"].scope.officers is None
    assert {statement.kind for statement in rules.values()} <= set(KINDS)


def test_who_cannot_work_a_shift_is_no_candidate_for_it() -> None:
    problem = import_instance(read_instance(WARD, "ward")).problem
    assert problem.candidates["3/L"] == ("An", "Binh", "Dung", "Em", "Giang")
    assert problem.candidates["3/N"] == ("An", "Binh", "Chi", "Em", "Giang")


@pytest.mark.parametrize("name", ["days", "off", "weekends", "duties", "evening", "work"])
def test_a_shift_may_be_called_what_rules_call_something_else(name: str) -> None:
    text = WARD.replace("N,600", f"{name},600").replace("|N=", f"|{name}=").replace(",N,", f",{name},")
    renamed, plain = import_instance(read_instance(text, "ward")), import_instance(read_instance(WARD, "ward"))
    for rows in list(drawn_rosters(plain, seed=2))[::8]:
        other = [(who, day, name if shift == "N" else shift) for who, day, shift in rows]
        assert by_rules(renamed, other) == by_rules(plain, rows) == by_scorer(text, other)
