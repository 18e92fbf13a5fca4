"""Whatever stands in the rows, the verifier answers, and takes no changed plan for sound."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from optimizer.errors import DamagedRunError
from optimizer.run.record import OvertimeRecord, RunRecord
from optimizer.verify import verify_plan
from optimizer.world.plan import Plan
from tests.worlds.verified import PLAN, SATURDAY, THURSDAY, at, desk_duty, scenario
from tests.worlds.verified_run import paths, run_claims, run_record

TABLES = ("roster", "helpers", "absences", "openings", "visits", "quotas", "progress", "burden")

ODD: dict[str, tuple[Any, ...]] = {
    "date": (THURSDAY, SATURDAY, date(2024, 4, 3), date(2030, 1, 1)),
    "datetime": (datetime(2024, 4, 5, 3), datetime(1999, 1, 1)),
    "int": (-3, 0, 2, 10**9),
    "float": (-1.0, 0.0, 3.25, 1e12),
    "str": ("", "nobody", "an", "mobile", "school", "evening", "local", "compensatory", "hard"),
}


def _odd_plans() -> list[tuple[str, int, str, Any]]:
    return [
        (table, position, column.name, value)
        for table in TABLES
        for position, row in enumerate(getattr(PLAN, table))
        for column in fields(row)
        for value in ODD[str(column.type)]
        if value != getattr(row, column.name)
    ]


def _edited(plan: Plan, table: str, position: int, column: str, value: object) -> Plan:
    rows = list(getattr(plan, table))
    rows[position] = replace(rows[position], **{column: value})
    return replace(plan, **{table: tuple(rows)})


def test_no_odd_value_of_any_cell_passes() -> None:
    """Sound are only a second lane at a desk without a queue, and a day off that no rule of this world asks about."""
    world, run = scenario(), run_record()
    passed = [
        (table, position, column, value)
        for table, position, column, value in _odd_plans()
        if verify_plan(world, _edited(PLAN, table, position, column, value), run).passed
    ]
    lanes = [("openings", position, "lanes", 2) for position in (0, 1)]
    assert passed == [*(("absences", position, "kind", "compensatory") for position in (0, 1)), *lanes]


def test_many_odd_values_at_once_are_answered() -> None:
    draw, world, run = random.Random(2024), scenario(), run_record()
    changes = _odd_plans()
    for _ in range(300):
        plan = PLAN
        for change in draw.sample(changes, 8):
            plan = _edited(plan, *change)
        result = verify_plan(world, plan, run)
        assert not result.passed
        assert sum(1 for _ in result.lines()) > 1


def test_empty_plan_is_answered() -> None:
    result = verify_plan(scenario(), Plan((), (), (), (), (), (), (), (), ()))
    assert not result.passed
    assert {tier.name: tier.value for tier in result.tiers}["standing"] == 4.0


ODD_CLAIMS: tuple[Any, ...] = (
    None,
    True,
    -1,
    0.5,
    10**400,
    float("nan"),
    "much",
    "2030-01-01",
    [],
    ["x"],
    {},
    {"x": 1},
)


def _set_at(value: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    if not path:
        return odd
    if isinstance(value, dict):
        return {key: _set_at(below, path[1:], odd) if key == path[0] else below for key, below in value.items()}
    return [_set_at(below, path[1:], odd) if at == path[0] else below for at, below in enumerate(value)]


def _read(claims: Any) -> RunRecord | DamagedRunError:
    try:
        return RunRecord.from_json(claims)
    except DamagedRunError as error:
        return error


def test_odd_claims_of_the_run_are_answered() -> None:
    """Whatever stands in the place of a claim, it is refused on reading, or judged, and never taken for another."""
    sound, world = run_claims(), scenario()
    refused = judged = 0
    for path in paths(sound):
        for odd in ODD_CLAIMS:
            claims = _set_at(sound, path, odd)
            record = _read(claims)
            if isinstance(record, DamagedRunError):
                refused += 1
                assert all(found.where.startswith("run.json") and found.remedy for found in record.diagnostics)
            else:
                judged += 1
                if claims["practicality"] is None:  # what may be nothing is left out where it is
                    del claims["practicality"]
                assert record.to_json() == claims
                assert next(verify_plan(world, PLAN, record).lines())
    assert refused > 1000
    assert judged > 100


def test_overtime_over_the_cap_counts_history_of_the_month() -> None:
    """Four hours on Saturday and, in the history, four on the holiday of 1 April: 8 h for an, 4 h for binh."""
    world = scenario(
        rules__overtime={
            "kind": "hours_in_period",
            "period": "month",
            "of": "overtime",
            "at_most": 5.0,
            "enforcement": {"soft": 1.0},
        },
        calendar__holidays={"2024-04-01": "Lễ"},
        officers__an__history={"days": {"2024-04-01": ["morning"]}},
    )
    claims = replace(run_record(), overtime_over_cap=(OvertimeRecord("an", "2024-04", 8.0),))
    columns = [figure.column for figure in verify_plan(world, PLAN, claims).figures]
    assert not any(column.startswith("overtime_over_cap") for column in columns)
    claims = replace(claims, overtime_over_cap=())
    wrong = [figure for figure in verify_plan(world, PLAN, claims).figures if "over_cap" in figure.column]
    assert [(figure.column, figure.claimed, figure.recomputed) for figure in wrong] == [
        ("overtime_over_cap.an.2024-04.hours", None, 8.0),
    ]


def test_duties_that_touch_do_not_overlap() -> None:
    """A shift that starts the minute the other ends is no doubling; one that starts earlier is."""
    late = {"name": "Trưa", "code": "C", "start": "11:00", "end": "13:00"}
    duty = replace(
        desk_duty(THURSDAY, "an", "An"), shift="noon", start=at(THURSDAY, "11:00"), end=at(THURSDAY, "13:00")
    )
    plan = replace(PLAN, roster=(*PLAN.roster, duty))
    for start, doubled in (("11:00", False), ("10:59", True)):
        result = verify_plan(scenario(shifts__noon=late | {"start": start}), plan, None)
        assert any(breach.key.rule == "one_place_at_a_time" for breach in result.hard_breaches) == doubled
