"""The turnout recursion of the verifier against numbers written out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.evidence import gather_evidence
from optimizer.verify.forecast import DeskResult, Forecast, VisitResult, forecast
from optimizer.world.plan import OpeningRow, Plan, QuotaRow
from tests.worlds.verified import FRIDAY, PLAN, SATURDAY, THURSDAY, scenario, world_data


def expect(plan: Plan = PLAN, **world: Any) -> Forecast:
    changed = scenario(**world)
    evidence = gather_evidence(changed, plan, Discrepancies())
    return forecast(changed, evidence.almanac, evidence.tables, evidence.legs, evidence.pupils)


def assert_desk(result: DeskResult, *expected: float) -> None:
    figures = (result.own_arrivals, result.mobilised_arrivals, result.expected_served, result.expected_done)
    assert figures == pytest.approx(expected, abs=1e-9)


def assert_visit(result: VisitResult, *expected: float) -> None:
    figures = (result.eligible, result.attendance, result.expected_served, result.expected_done)
    assert figures == pytest.approx(expected, abs=1e-9)


def test_three_desk_shifts_written_out() -> None:
    result = expect()
    assert_desk(result.desks[2], 8.0, 2.5, 10.5, 5.25)
    assert_desk(result.desks[3], 7.55, 2.5, 10.05, 5.025)
    assert_desk(result.desks[4], 14.24125, 2.5, 8.0, 4.0)
    assert result.done["tan_phu", "activation"] == pytest.approx({THURSDAY: 5.25, FRIDAY: 5.025, SATURDAY: 4.0})


def test_queue_takes_the_same_share_of_every_segment() -> None:
    """Of 10.5 arrivals 6 are served, 4/7: easy 7.5 and hard 3 shrink by half of that, 2.142857 and 0.857143."""
    result = expect(service__activation__minutes_per_person=40.0)
    assert_desk(result.desks[2], 8.0, 2.5, 6.0, 3.0)
    easy, hard = 60 - 7.5 * 2 / 7, 40 - 3 * 2 / 7
    assert_desk(result.desks[3], 0.1 * easy + 0.05 * hard, 2.5, 6.0, 3.0)


def test_second_lane_doubles_the_capacity() -> None:
    rows = (*PLAN.openings[:2], replace(PLAN.openings[2], lanes=2))
    assert_desk(expect(replace(PLAN, openings=rows)).desks[4], 14.24125, 2.5, 16.0, 8.0)


def test_mobilised_arrivals_never_exceed_who_still_waits() -> None:
    """One shift a week, 200 invited of the hard, all come: 40 wait, 2 come of themselves, so 38 are mobilised."""
    plan = replace(
        PLAN,
        openings=PLAN.openings[:1],
        quotas=(QuotaRow("2024-W14", "youth", "tan_phu", "activation", "hard", 200.0, 200.0),),
    )
    result = expect(plan, organisations__youth__show_up_rate=1.0)
    assert_desk(result.desks[2], 8.0, 38.0, 12.0, 6.0)


def test_invitations_without_an_open_shift_are_lost() -> None:
    plan = replace(
        PLAN, openings=(), quotas=(QuotaRow("2024-W14", "youth", "tan_phu", "activation", "easy", 9.0, 4.5),)
    )
    assert expect(plan).done.get(("tan_phu", "activation"), {}) == {}


def test_second_desk_of_a_place_sees_who_is_left_and_shares_the_invited() -> None:
    """Desks in order of the scenario, whatever the order of rows; 6 open shifts share 7.5 mobilised: 0.75 and 0.5."""
    second = dict(world_data()["posts"]["desk"])
    rows = tuple(replace(row, post="second") for row in PLAN.openings) + PLAN.openings
    result = expect(replace(PLAN, openings=rows), posts__second=second)
    assert_desk(result.desks[5], 8.0, 1.25, 9.25, 4.625)
    easy, hard = 60 - 0.5 * 6.75, 40 - 0.5 * 2.5
    assert_desk(
        result.desks[2],
        0.1 * easy + 0.05 * hard,
        1.25,
        0.1 * easy + 0.05 * hard + 1.25,
        (0.1 * easy + 0.05 * hard + 1.25) / 2,
    )


def test_holiday_uses_its_own_rates() -> None:
    result = expect(calendar__holidays={"2024-04-04": "Giỗ Tổ"})
    assert_desk(result.desks[2], 16.0, 2.5, 12.0, 6.0)


def test_school_is_limited_by_the_time_on_site_after_set_up() -> None:
    """(240 - 40) / 50 = 4 pupils."""
    result = expect(visits__schools__minutes_per_person=50.0)
    assert_visit(result.visits[2], 10.0, 0.8, 4.0, 3.6)


def test_school_after_term_and_second_visit() -> None:
    """Friday 8 of 10 come, 7.2 done; on Saturday, after term, half of the 14 - 7.2 = 6.8 come."""
    plan = replace(PLAN, visits=(PLAN.visits[0], replace(PLAN.visits[0], date=SATURDAY)))
    result = expect(
        plan,
        calendar__school_term={"last_day": "2024-04-05"},
        visits__schools__day_types=["weekday", "weekend"],
        visits__schools__maximum_visits=2,
    )
    assert_visit(result.visits[2], 10.0, 0.8, 8.0, 7.2)
    assert_visit(result.visits[3], 6.8, 0.5, 3.4, 3.06)
    assert result.done["school", "id_card"] == pytest.approx({FRIDAY: 7.2, SATURDAY: 3.06})


def _visiting(kind: dict[str, Any]) -> dict[str, Any]:
    programme = {"team": "mobile", "places": ["tan_phu"], "maximum_visits": 1, "shifts": ["morning"], **kind}
    return {"visits": {"programme": programme}, "teams__mobile__stream": "activation"}


def test_commune_visit_draws_on_the_pool_of_the_desk_and_comes_after_it() -> None:
    """On Friday the desk leaves 52.6875 and 37.0375; of these 0.4 and 0.2 come, 28.4825; 200 / 8 = 25 are served."""
    visit = replace(PLAN.visits[0], place="tan_phu", kind="commune", stream="activation")
    world = _visiting({"kind": "commune", "arrival": {"easy": 0.4, "hard": 0.2}, "minutes_per_person": 8.0})
    result = expect(replace(PLAN, visits=(visit,)), **world)
    assert_visit(result.visits[2], 89.725, 28.4825 / 89.725, 25.0, 12.5)
    share = 25 / 28.4825
    easy, hard = 52.6875 * (1 - 0.2 * share), 37.0375 * (1 - 0.1 * share)
    assert_desk(result.desks[4], 0.2 * easy + 0.1 * hard, 2.5, 8.0, 4.0)
    assert result.done["tan_phu", "activation"][FRIDAY] == pytest.approx(5.025 + 12.5)


@pytest.mark.parametrize(("people", "served"), [(6.0, 6.0), (50.0, 37.0375)])
def test_home_visit_serves_one_segment(people: float, served: float) -> None:
    visit = replace(PLAN.visits[0], place="tan_phu", kind="home_visit", stream="activation")
    world = _visiting({"kind": "home_visit", "segment": "hard", "people_per_shift": people})
    result = expect(replace(PLAN, visits=(visit,)), **world)
    assert_visit(result.visits[2], 37.0375, 1.0, served, served / 2)
    assert_desk(result.desks[4], 0.2 * 52.6875 + 0.1 * (37.0375 - served / 2), 2.5, 8.0, 4.0)


def test_shifts_are_taken_in_order_of_time_whatever_the_order_of_rows() -> None:
    result = expect(replace(PLAN, openings=PLAN.openings[::-1]))
    assert_desk(result.desks[4], 8.0, 2.5, 10.5, 5.25)
    assert_desk(result.desks[2], 14.24125, 2.5, 8.0, 4.0)


def test_teams_at_one_place_in_one_shift_are_taken_by_their_ids() -> None:
    """Team calls comes first and takes 6 of 37.0375, of whom half are done; mobile sees the other 34.0375."""
    visit = replace(PLAN.visits[0], place="tan_phu", kind="home_visit", stream="activation")
    home = {"kind": "home_visit", "segment": "hard", "people_per_shift": 6.0}
    world = world_data(**_visiting(home))
    world["teams"]["calls"] = world["teams"]["mobile"] | {"kit": None}
    world["visits"]["calls"] = world["visits"]["programme"] | {"team": "calls"}
    changes = {"teams": world["teams"], "visits": world["visits"]}
    visits = (visit, replace(visit, team="calls"))
    for rows, (mobile, calls) in ((visits, (2, 3)), (visits[::-1], (3, 2))):
        result = expect(replace(PLAN, visits=rows), **changes)
        assert_visit(result.visits[calls], 37.0375, 1.0, 6.0, 3.0)
        assert_visit(result.visits[mobile], 34.0375, 1.0, 6.0, 3.0)


def test_desk_without_a_pool_expects_nobody() -> None:
    row = OpeningRow(THURSDAY, "morning", "desk", "tan_phu", "activation", 1, 1, 1, 0.0, 0.0, 0.0, 0.0)
    result = expect(replace(PLAN, openings=(row,)), places__tan_phu__pools={})
    assert_desk(result.desks[2], 0.0, 0.0, 0.0, 0.0)
