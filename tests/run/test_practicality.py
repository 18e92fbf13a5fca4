"""What those who carry a plan out would ask to be otherwise: counted by hand, and by the verifier's own reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from optimizer.run.practicality import PracticalityRecord, days_running, is_odd, moved_share, practicality_of
from optimizer.run.typed_json import object_of
from optimizer.scenario.compiling import compile_world
from optimizer.verify import verify_plan
from optimizer.world.ids import PlaceId, StreamId
from optimizer.world.plan import HelperRow, Plan, QuotaRow
from optimizer.world.work import Organisation
from tests.worlds.verified import FRIDAY, PLAN, SATURDAY, THURSDAY, desk_duty, scenario
from tests.worlds.verified_run import run_claims, run_record

UNION = Organisation("union", (PlaceId("a"), PlaceId("b")), StreamId("activation"), 45, 0.2, {"easy": 1.0})
LOCAL = replace(UNION, id="local", places=(PlaceId("a"),))
WEEKS = ("2024-W14", "2024-W15", "2024-W16")


def test_figures_of_the_plan_that_was_worked_out_by_hand() -> None:
    assert object_of(practicality_of(compile_world(scenario()), PLAN)) == run_claims()["practicality"]


@pytest.mark.parametrize(
    ("invited", "share"),
    [
        ({"a": (20, 20, 20), "b": (10, 10, 10)}, 0.0),
        ({"a": (40, 0, 40), "b": (0, 40, 0)}, 1.0),
        ({"a": (40, 30, 20), "b": (0, 10, 20)}, 0.25),
        ({"a": (40, 0, 0), "b": (0, 0, 0)}, 0.0),
    ],
)
def test_moving_is_what_rises_from_week_to_week(invited: Mapping[str, tuple[int, ...]], share: float) -> None:
    people = {
        ("union", week, place): number
        for place, numbers in invited.items()
        for week, number in zip(WEEKS, numbers, strict=True)
    }
    assert moved_share(people, [UNION], WEEKS) == share


def test_organisations_of_one_place_do_not_move() -> None:
    assert moved_share({("local", "2024-W15", "a"): 40}, [LOCAL], WEEKS) == 0.0


@pytest.mark.parametrize(("people", "odd"), [(40, False), (45, False), (44, True), (1, True)])
def test_whole_tens_and_all_that_can_be_invited_are_not_odd(people: int, odd: bool) -> None:
    assert is_odd(people, UNION) is odd


@pytest.mark.parametrize(("offsets", "longest"), [((), 0), ((0,), 1), ((0, 1, 3, 4, 5), 3), ((5, 3, 4, 9), 3)])
def test_days_running(offsets: tuple[int, ...], longest: int) -> None:
    assert days_running(date(2024, 4, 30) + timedelta(days=offset) for offset in offsets) == longest


def _helping(*shifts: tuple[date, str]) -> Plan:
    rows = tuple(HelperRow(day, shift, "hoa", "desk", "tan_phu") for day, shift in shifts)
    return replace(PLAN, helpers=rows)


def _lent() -> Plan:
    rows = (*PLAN.roster[:-1], desk_duty(SATURDAY, "cuong", "Cường", "evening", "district"))
    evenings = {"an": 1, "cuong": 1}
    burden = tuple(replace(row, evenings=evenings.get(row.officer, 0)) for row in PLAN.burden)
    return replace(PLAN, roster=rows, burden=burden)


LENT_EVENINGS = {"evenings.tan_phu": {"least": 0, "most": 1}, "evenings.district": {"least": 0, "most": 1}}


CHANGED: tuple[tuple[str, dict[str, Any], Plan, dict[str, Any]], ...] = (
    ("helper's rest", {}, _helping((THURSDAY, "evening"), (FRIDAY, "morning")), {"helpers.short_rests": 1}),
    ("rest of nine hours", {"helpers__hoa__rest_hours": 9.0}, _helping((THURSDAY, "evening"), (FRIDAY, "morning")), {}),
    (
        "two shifts a day",
        {},
        _helping((THURSDAY, "morning"), (THURSDAY, "evening"), (SATURDAY, "morning")),
        {"helpers.most_shifts_a_day": 2, "helpers.most_days_running": 1},
    ),
    ("poor visit", {"objectives__least_yield__visit": 7.3}, PLAN, {"low_yields.visits": 1}),
    ("loan", {"objectives__least_yield__loan": 4.1}, _lent(), {"low_yields.loans": 1, **LENT_EVENINGS}),
    ("loan worth it", {"objectives__least_yield__loan": 3.9}, _lent(), LENT_EVENINGS),
    (
        "second officer worth it",
        {"objectives__least_yield__second_officer": 4.0},
        PLAN,
        {"low_yields.second_officers": 0},
    ),
    (
        "standing duty",
        {"posts__desk__standing": {"shifts": ["evening"], "day_types": ["weekend"]}},
        PLAN,
        {"low_yields.second_officers": 0},
    ),
    (
        "odd quota",
        {"organisations__youth__weekly_capacity": 20},
        PLAN,
        {"invitations.odd": 1},
    ),
    (
        "nobody invited",
        {},
        replace(PLAN, quotas=()),
        {"invitations.least_share": 0.0, "invitations.most_share": 0.0},
    ),
)


@pytest.mark.parametrize(("changes", "plan", "expected"), [case[1:] for case in CHANGED], ids=[c[0] for c in CHANGED])
def test_each_figure_and_the_verifier_says_the_same(
    changes: dict[str, Any], plan: Plan, expected: dict[str, Any]
) -> None:
    claims = run_claims()["practicality"]
    for path, value in expected.items():
        part, key = path.split(".")
        claims[part][key] = value
    world = scenario(**changes)
    found = practicality_of(compile_world(world), plan)
    assert object_of(found) == claims
    assert not _wrong(world, plan, found)
    assert _wrong(world, plan, replace(found, helpers=replace(found.helpers, most_shifts_a_day=9)))


def _wrong(world: Any, plan: Plan, found: PracticalityRecord) -> list[str]:
    verified = verify_plan(world, plan, replace(run_record(), practicality=found))
    return [figure.column for figure in verified.figures if figure.column.startswith("practicality")]


def test_segments_of_a_quota_count_together() -> None:
    rows = tuple(
        QuotaRow("2024-W14", "youth", "tan_phu", "activation", name, people, people / 2)
        for name, people in (("easy", 6.0), ("hard", 4.0))
    )
    found = practicality_of(compile_world(scenario()), replace(PLAN, quotas=rows))
    assert (found.invitations.odd, found.invitations.most_share) == (0, 0.1)
