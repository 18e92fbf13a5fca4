"""Stops become journeys: departures, ways between places, set-ups."""

from __future__ import annotations

from optimizer.campaign.decisions import Stop
from optimizer.campaign.visits.journeys import committed_hours, plan_journeys
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from tests.worlds.small import small_world

MORNING, AFTERNOON = (420, 660), (810, 1050)
"""Minutes of the shifts, 07:00-11:00 and 13:30-17:30."""


def make_world():
    data = small_world(2, 4)
    data["travel"] = {"speed_km_per_hour": 30.0, "detour_factor": 1.5}
    data["places"]["district"]["road_km"] = {"tan_phu": 5.0, "thuan_phu": 10.1}
    data["places"]["tan_phu"]["road_km"] = {"thuan_phu": 20.0}
    return compile_world(Scenario.model_validate(data))


WORLD = make_world()
COMMUNES = next(programme for programme in WORLD.programmes if programme.kind == "commune")


def journeys(*stops):
    found = plan_journeys(WORLD, [Stop(COMMUNES, place, DayShift(day, shift)) for place, day, shift in stops])
    return [
        (j.from_place, j.stop.place, j.start_minute, j.end_minute, j.travel_minutes, j.setup_minutes, j.minutes_on_site)
        for j in found
    ]


def test_one_stop_goes_out_and_home():
    """10.1 km at 30 km/h are 20.2 minutes: 21."""
    assert journeys(("thuan_phu", 1, 0)) == [
        ("district", "thuan_phu", MORNING[0] - 21, MORNING[1] + 21, 42, 40, 200),
    ]


def test_two_shifts_at_one_place_share_one_set_up():
    assert journeys(("tan_phu", 1, 1), ("tan_phu", 1, 0)) == [
        ("district", "tan_phu", MORNING[0] - 10, MORNING[1], 10, 40, 200),
        ("tan_phu", "tan_phu", AFTERNOON[0], AFTERNOON[1] + 10, 10, 0, 240),
    ]


def test_two_places_on_one_day_are_joined_by_the_way_between():
    assert journeys(("tan_phu", 1, 0), ("thuan_phu", 1, 1)) == [
        ("district", "tan_phu", MORNING[0] - 10, MORNING[1], 10, 40, 200),
        ("tan_phu", "thuan_phu", AFTERNOON[0] - 40, AFTERNOON[1] + 21, 61, 40, 200),
    ]


def test_each_day_starts_at_the_base():
    assert [origin for origin, *_ in journeys(("tan_phu", 1, 1), ("thuan_phu", 2, 0))] == ["district", "district"]


def test_crews_are_committed_while_away_and_local_officers_for_the_shift():
    """Two of the team for the morning and 10 minutes each way, and one officer of Tân Phú."""
    week = WORLD.week_of(DayShift(1, 0))
    taken = committed_hours(WORLD, (Stop(COMMUNES, "tan_phu", DayShift(1, 0)),))
    assert taken == {("district_team", week): 2 * (240 + 2 * 10), ("tan_phu", week): 240}
