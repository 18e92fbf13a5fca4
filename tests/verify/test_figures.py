"""Whatever figure of a sound plan is changed, the verifier names file, row, column and both values."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from optimizer.verify.discrepancies import WrongFigure
from optimizer.world.plan import Plan
from tests.verify.changed_plans import added, edited, verified, without
from tests.worlds.verified import FRIDAY, PLAN, SATURDAY, at, desk_duty

FIGURES = {
    "officers after a removed duty": (without("roster", 0), WrongFigure("openings.csv", 2, "officers", 1, 0)),
    "officers after a doubled duty": (
        added("roster", desk_duty(FRIDAY, "an", "An")),
        WrongFigure("openings.csv", 3, "officers", 1, 2),
    ),
    "start after a changed date": (
        edited("roster", 0, date=SATURDAY),
        WrongFigure("roster.csv", 2, "start", "2024-04-04T07:00", "2024-04-06T07:00"),
    ),
    "end of a duty": (
        edited("roster", 5, end=at(SATURDAY, "21:00")),
        WrongFigure("roster.csv", 7, "end", "2024-04-06T21:00", "2024-04-06T22:00"),
    ),
    "name": (edited("roster", 0, name="Ân"), WrongFigure("roster.csv", 2, "name", "Ân", "An")),
    "helpers": (without("helpers", 0), WrongFigure("openings.csv", 2, "helpers", 1, 0)),
    "own arrivals": (
        edited("openings", 1, own_arrivals=7.56),
        WrongFigure("openings.csv", 3, "own_arrivals", 7.56, 7.55),
    ),
    "mobilised arrivals": (
        edited("openings", 1, mobilised_arrivals=2.6),
        WrongFigure("openings.csv", 3, "mobilised_arrivals", 2.6, 2.5),
    ),
    "served": (
        edited("openings", 2, expected_served=16.741),
        WrongFigure("openings.csv", 4, "expected_served", 16.741, 8.0),
    ),
    "done": (edited("openings", 0, expected_done=5.252), WrongFigure("openings.csv", 2, "expected_done", 5.252, 5.25)),
    "departure of a visit": (
        edited("visits", 0, start=at(FRIDAY, "07:00")),
        WrongFigure("visits.csv", 2, "start", "2024-04-05T07:00", "2024-04-05T06:48"),
    ),
    "travel": (edited("visits", 0, travel_minutes=12), WrongFigure("visits.csv", 2, "travel_minutes", 12, 24)),
    "set-up": (edited("visits", 0, setup_minutes=0), WrongFigure("visits.csv", 2, "setup_minutes", 0, 40)),
    "origin": (
        edited("visits", 0, from_place="tan_phu"),
        WrongFigure("visits.csv", 2, "from_place", "tan_phu", "office"),
    ),
    "kit": (edited("visits", 0, kit=""), WrongFigure("visits.csv", 2, "kit", "", "kit")),
    "crew": (edited("visits", 0, crew=2), WrongFigure("visits.csv", 2, "crew", 2, 3)),
    "eligible": (edited("visits", 0, eligible=17.0), WrongFigure("visits.csv", 2, "eligible", 17.0, 10.0)),
    "attendance": (edited("visits", 0, attendance=0.95), WrongFigure("visits.csv", 2, "attendance", 0.95, 0.8)),
    "done at a school": (
        edited("visits", 0, expected_done=8.0),
        WrongFigure("visits.csv", 2, "expected_done", 8.0, 7.2),
    ),
    "cumulative": (
        edited("progress", 2, expected_cumulative=30.28),
        WrongFigure("progress.csv", 4, "expected_cumulative", 30.28, 30.275),
    ),
    "share": (edited("progress", 2, share=0.31), WrongFigure("progress.csv", 4, "share", 0.31, 0.303)),
    "target": (edited("progress", 1, target=17.0), WrongFigure("progress.csv", 3, "target", 17.0, 14.0)),
    "hours": (edited("burden", 0, hours=8.0), WrongFigure("burden.csv", 2, "hours", 8.0, 12.0)),
    "burden": (edited("burden", 2, burden=0.2), WrongFigure("burden.csv", 4, "burden", 0.2, 0.1)),
    "available days": (edited("burden", 3, available_days=3), WrongFigure("burden.csv", 5, "available_days", 3, 2)),
    "expected arrivals": (
        edited("quotas", 0, expected_arrivals=9.0),
        WrongFigure("quotas.csv", 2, "expected_arrivals", 9.0, 4.5),
    ),
    "arrivals after changed invitations": (
        edited("quotas", 0, invitations=12.0, expected_arrivals=6.0),
        WrongFigure("openings.csv", 2, "mobilised_arrivals", 2.5, 3.0),
    ),
    "arrivals after a removed opening": (
        without("openings", 2),
        WrongFigure("openings.csv", 2, "mobilised_arrivals", 2.5, 3.75),
    ),
}


@pytest.mark.parametrize(("plan", "figure"), FIGURES.values(), ids=FIGURES.keys())
def test_wrong_figure_names_file_row_column_and_both_values(plan: Plan, figure: WrongFigure) -> None:
    result = verified(plan)
    assert not result.passed
    assert figure in [replace(found, about=None) for found in result.figures], list(result.lines())


def test_one_wrong_figure_is_the_only_finding() -> None:
    result = verified(edited("openings", 0, expected_done=5.3))
    assert [str(figure) for figure in result.figures] == [
        "openings.csv row 2 expected_done: claimed 5.3, recomputed 5.25 (desk 2024-04-04 morning)"
    ]
    assert result.hard_breaches == ()


def _every_number() -> list[tuple[str, int, str]]:
    """Every number of every row but the decisions: lanes and invitations are taken as they are."""
    return [
        (table, position, column.name)
        for table in ("openings", "visits", "quotas", "progress", "burden")
        for position, row in enumerate(getattr(PLAN, table))
        for column in fields(row)
        if str(column.type) in {"int", "float"} and column.name not in {"lanes", "invitations"}
    ]


@pytest.mark.parametrize(("table", "position", "column"), _every_number())
def test_no_number_can_be_changed_unnoticed(table: str, position: int, column: str) -> None:
    value = getattr(getattr(PLAN, table)[position], column)
    changed = value + 1 if isinstance(value, int) else value + 0.01
    result = verified(edited(table, position, **{column: changed}))
    found = [(figure.file, figure.row, figure.column) for figure in result.figures]
    assert found == [(f"{table}.csv", position + 2, column)]
