"""The model's turnout recursion against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.small import small_world

THURSDAY_MORNING, THURSDAY_EVENING = DayShift(0, 0), DayShift(0, 2)
PLACE, STREAM, WEEK = "tan_phu", "activation", "2024-W14"


def round_world(people: int = 120, capacity: int = 10, lanes: int = 1) -> World:
    """``people`` less 20 already done wait, half easy and half hard; 20 minutes and two tries each."""
    data = small_world(1, 3, target=100)
    data["places"][PLACE]["pools"][STREAM] = {"target": 100, "people": people, "already_done": 20}
    data["posts"][f"desk_{PLACE}"]["lanes"] = lanes
    rates = {"easy": (0.2, 0.3), "hard": (0.1, 0.2)}
    data["turnout"][STREAM]["segments"] = {
        name: {
            "share": 0.5,
            "arrival": {
                kind: {"morning": by_day, "afternoon": 0.0, "evening": by_night}
                for kind in ("weekday", "weekend", "holiday")
            },
        }
        for name, (by_day, by_night) in rates.items()
    }
    data["service"][STREAM] = {"minutes_per_person": 20, "first_try_success": 0.5, "shift_factor": {"evening": 1.5}}
    data["organisations"]["youth_union"] |= {"weekly_capacity": capacity, "segments": {"easy": 0.6, "hard": 0.4}}
    return compile_world(Scenario.model_validate(data))


def follow(world: World, crews: Mapping[DayShift, tuple[int, int]], invited: int = 0) -> Forecast:
    """Open the desk with so many officers and helpers; invite that many in the first week."""
    openings = tuple(
        Opening(world.posts[0], day_shift, officers, helpers) for day_shift, (officers, helpers) in crews.items()
    )
    return forecast(world, Decisions(openings, (), {(WEEK, "youth_union", PLACE): invited} if invited else {}))


def figures(row: Any) -> tuple[float, float, float, float]:
    return row.own_arrivals, row.mobilised_arrivals, row.expected_served, row.expected_done


def test_two_shifts_with_queue_and_invited() -> None:
    """Morning: 0.2 · 50 + 0.1 · 50 = 15 come, and half of 10 invited, in two shifts 2.5 each; 12 are served.

    The share 12 / 17.5 of 11.5 easy and 6 hard is served, half of it done: 3.943 and 2.057. In the evening 0.3 of
    46.057 and 0.2 of 47.943 come by themselves: 23.406; with 2.5 more, 8 are served and 4 done.
    """
    found = follow(round_world(), {THURSDAY_EVENING: (1, 1), THURSDAY_MORNING: (2, 0)}, invited=10)
    morning, evening = found.openings
    assert (morning.shift, evening.shift) == ("morning", "evening")
    assert figures(morning) == pytest.approx((15.0, 2.5, 12.0, 6.0))
    assert figures(evening) == pytest.approx((23.405714, 2.5, 8.0, 4.0))
    assert [row.expected_cumulative for row in found.progress] == pytest.approx([30.0, 30.0, 30.0])
    assert [row.expected_done for row in found.progress] == pytest.approx([10.0, 0.0, 0.0])
    assert found.progress[0].share == pytest.approx(0.3)
    assert found.cumulative(PLACE, STREAM, 2) == pytest.approx(30.0)


def test_no_queue_serves_everybody() -> None:
    """Of 15 who come, 15 find room once two lanes (two officers, lanes equipped: 2) hold 24."""
    (row,) = follow(round_world(lanes=2), {THURSDAY_MORNING: (2, 0)}).openings
    assert figures(row) == pytest.approx((15.0, 0.0, 15.0, 7.5))


@pytest.mark.parametrize(("officers", "helpers", "lanes"), [(1, 0, 1), (1, 1, 2), (2, 1, 2), (3, 0, 2)])
def test_lanes_need_crew_and_equipment(officers: int, helpers: int, lanes: int) -> None:
    (row,) = follow(round_world(lanes=2), {THURSDAY_MORNING: (officers, helpers)}).openings
    assert (row.lanes, row.officers, row.helpers) == (lanes, officers, helpers)


def test_no_more_come_than_wait() -> None:
    """Five of each segment wait; 1 easy and 0.5 hard come by themselves, so of 60 and 40 at most 4 and 4.5 more."""
    (row,) = follow(round_world(people=30, capacity=200), {THURSDAY_MORNING: (2, 0)}, invited=200).openings
    assert figures(row) == pytest.approx((1.5, 8.5, 10.0, 5.0))


def test_invitations_to_a_week_without_open_desk_are_lost_but_counted() -> None:
    found = follow(round_world(), {}, invited=10)
    assert found.openings == ()
    assert [(row.segment, row.invitations, row.expected_arrivals) for row in found.quotas] == [
        ("easy", 6.0, 3.0),
        ("hard", 4.0, 2.0),
    ]
    assert found.cumulative(PLACE, STREAM, 2) == 20.0


def test_a_visited_place_and_its_desk_share_one_pool() -> None:
    """id_card in one commune: 25 wait, 15 easy and 10 hard; q = 0.98, four minutes a person.

    A morning on site lasts 240 - 40 minutes: 50 people; 0.2 · 15 + 0.1 · 10 = 4 come, 3.92 are done. The afternoon
    (same place, no set-up) finds 15 - 0.98 · 3 = 12.06 and 10 - 0.98 = 9.02: 3.314 come. Then 6 homes are visited.
    """
    world = compile_world(Scenario.model_validate(small_world(1, 3, mobile_team=True)))
    programmes = {programme.id: programme for programme in world.programmes}
    stops = (
        Stop(programmes["communes"], PLACE, DayShift(0, 1)),
        Stop(programmes["communes"], PLACE, DayShift(0, 0)),
        Stop(programmes["homes"], PLACE, DayShift(1, 0)),
    )
    first, second, homes = forecast(world, Decisions(stops=stops)).visits
    assert (first.eligible, first.attendance) == (25.0, pytest.approx(0.16))
    assert (first.expected_served, first.expected_done) == pytest.approx((4.0, 3.92))
    assert (second.setup_minutes, second.expected_served) == (0, pytest.approx(0.2 * 12.06 + 0.1 * 9.02))
    left = 9.02 - 0.98 * 0.902
    assert (homes.eligible, homes.expected_served) == pytest.approx((left, 6.0))
    assert homes.expected_done == pytest.approx(5.88)


def test_a_school_grows_with_the_date() -> None:
    """Six pupils are 14 before the first day, three more on the third; 95 % come and 98 % succeed."""
    world = compile_world(Scenario.model_validate(small_world(1, 4, mobile_team=True)))
    schools = next(programme for programme in world.programmes if programme.kind == "school")
    stops = (Stop(schools, "school_1", DayShift(1, 0)), Stop(schools, "school_1", DayShift(3, 0)))
    found = forecast(world, Decisions(stops=stops))
    first = 0.95 * 6
    second = 0.95 * (9 - 0.98 * first)
    assert [row.expected_served for row in found.visits] == pytest.approx([first, second])
    assert found.cumulative("school_1", "id_card", 3) == pytest.approx(0.98 * (first + second))
    assert world.schools["school_1"].countable == 9
    assert world.schools["school_1"].not_yet_eligible == 2
