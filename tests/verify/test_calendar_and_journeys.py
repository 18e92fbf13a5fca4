"""The verifier's own reading of days, hours, birthdays and roads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from optimizer.verify.almanac import Almanac, birthday, iso_week
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.journeys import Journeys, Leg
from optimizer.verify.pupils import Pupils
from optimizer.verify.tables import Located
from tests.worlds.verified import FRIDAY, PLAN, at, scenario


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-04-04", "weekday"),
        ("2024-04-06", "weekend"),
        ("2024-04-18", "holiday"),
        ("2024-04-28", "holiday"),
        ("2024-05-04", "weekday"),
        ("2024-05-05", "weekend"),
    ],
)
def test_day_type(day: str, expected: str) -> None:
    calendar = {
        "holidays": {"2024-04-18": "Giỗ Tổ", "2024-04-28": "Nghỉ"},
        "working_weekends": {"2024-05-04": "Làm bù", "2024-04-28": "Làm bù"},
    }
    assert Almanac(scenario(calendar=calendar)).day_type(date.fromisoformat(day)) == expected


def test_weeks_follow_iso_at_the_turn_of_the_year() -> None:
    assert iso_week(date(2024, 12, 29)) == "2024-W52"
    assert iso_week(date(2024, 12, 30)) == "2025-W01"


def test_birthday_of_the_29th_of_february_is_the_28th_in_common_years() -> None:
    assert birthday(date(2008, 2, 29), 14) == date(2022, 2, 28)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


def test_shift_past_midnight_ends_on_the_next_day() -> None:
    night = {"name": "Đêm", "code": "Đ", "start": "22:00", "end": "02:30"}
    almanac = Almanac(scenario(shifts__night=night))
    assert almanac.span(FRIDAY, "night") == (at(FRIDAY, "22:00"), at(date(2024, 4, 6), "02:30"))
    assert almanac.shift_minutes("night") == 270


def test_pupils_count_if_their_birthday_can_still_be_served() -> None:
    blackout = {"id_card": {"law": {"first_day": "2024-04-06", "last_day": "2024-04-06"}}}
    world = scenario(calendar__blackouts=blackout)
    pupils = Pupils(world, Almanac(world))
    assert [pupils.reached("school", 14, date(2024, 4, day)) for day in (4, 5, 6)] == [0, 10, 14]
    assert pupils.countable == {("school", "id_card"): 10}
    assert pupils.not_yet_eligible == {"school": 7}


def test_road_distance_counts_both_ways_and_is_rounded_up() -> None:
    world = scenario(places__school__road_km={"office": 7.1})
    journeys = Journeys(world, Almanac(world))
    assert journeys.minutes("office", "school") == journeys.minutes("school", "office") == 13
    assert journeys.minutes("office", "office") == 0


def test_other_distances_are_great_circles_times_the_detour() -> None:
    world = scenario(places__office__latitude=11.0, places__tan_phu__latitude=12.0, places__office__longitude=106.85)
    kilometres = 6371 * 3.141592653589793 / 180
    assert Journeys(world, Almanac(world)).minutes("office", "tan_phu") == int(60 * kilometres * 1.3 / 35) + 1


def _chain(*stops: tuple[str, str], **world: Any) -> tuple[list[Leg], Discrepancies]:
    afternoon = {"name": "Chiều", "code": "C", "start": "11:20", "end": "15:00"}
    shifts = {
        "morning": {"name": "Sáng", "code": "S", "start": "07:00", "end": "11:00"},
        "afternoon": afternoon,
        "evening": {"name": "Tối", "code": "T", "start": "18:00", "end": "22:00", "is_evening": True},
    }
    changed = scenario(shifts=shifts, places__tan_phu__road_km={"office": 3.5, "school": 14.0}, **world)
    visits = [
        Located(line, replace(PLAN.visits[0], shift=shift, place=place))
        for line, (shift, place) in enumerate(stops, start=2)
    ]
    findings = Discrepancies()
    legs = Journeys(changed, Almanac(changed)).legs(visits, findings)
    return [legs[line] for line in range(2, 2 + len(stops))], findings


def test_two_shifts_at_one_place_have_one_set_up_and_one_journey() -> None:
    (first, second), findings = _chain(("morning", "school"), ("afternoon", "school"))
    assert first == Leg("office", at(FRIDAY, "06:48"), at(FRIDAY, "11:00"), 12, 40)
    assert second == Leg("school", at(FRIDAY, "11:20"), at(FRIDAY, "15:12"), 12, 0)
    assert findings.breaches == []


def test_second_place_is_reached_from_the_first_and_left_for_the_base() -> None:
    (evening, morning), findings = _chain(("evening", "tan_phu"), ("morning", "school"))
    assert morning == Leg("office", at(FRIDAY, "06:48"), at(FRIDAY, "11:00"), 12, 40)
    assert evening == Leg("school", at(FRIDAY, "17:36"), at(FRIDAY, "22:06"), 30, 40)
    assert findings.breaches == []


def test_journey_without_time_for_it_is_a_breach() -> None:
    _, findings = _chain(("morning", "school"), ("afternoon", "tan_phu"))
    (breach,) = findings.breaches
    assert breach.key == ("itinerary", "mobile", "2024-04-05")
    assert breach.amount == 4
    assert "leaves school at 10:56, but is busy there until 11:00" in breach.evidence
