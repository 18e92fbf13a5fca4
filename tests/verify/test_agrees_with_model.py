"""Two readings of one scenario, the model's and the verifier's, say the same of every day, place and school."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.verify.almanac import Almanac
from optimizer.verify.facts import days_of_leave, is_standing
from optimizer.verify.journeys import Journeys
from optimizer.verify.pupils import Pupils
from optimizer.world.world import World
from tests.worlds.small import small_world

REFERENCE = Path(__file__).parents[2] / "scenarios" / "dong_phu.yaml"


INTERRUPTIONS = (
    "posts.desk_tan_loi.day_types=[weekday, holiday]",
    "posts.desk_tan_hung.day_types=[weekday, weekend]",
    "posts.desk_tan_hoa.shifts=[morning, afternoon]",
    "kits.kit_mobile.unavailable.repair={first_day: 2024-05-06, last_day: 2024-05-17}",
    "kits.kit_mobile.unavailable.again={first_day: 2024-06-03, last_day: 2024-06-03}",
    "kits.kit_district.unavailable.repair={first_day: 2024-04-30, last_day: 2024-05-02}",
    "calendar.blackouts.activation.down={first_day: 2024-05-13, last_day: 2024-05-15}",
    "service.activation.slow_days.april={first_day: 2024-04-20, last_day: 2024-04-24, factor: 3.0}",
    "service.activation.slow_days.again={first_day: 2024-04-24, last_day: 2024-04-27, factor: 2.0}",
)


@pytest.fixture(scope="module", params=["reference", "interrupted", "small", "nights"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    if request.param in ("reference", "interrupted"):
        return load_scenario(REFERENCE, INTERRUPTIONS if request.param == "interrupted" else ()).scenario
    data = small_world(communes=3, days=12)
    if request.param == "nights":
        add_interrupted_nights(data)
    return Scenario.model_validate(data)


def add_interrupted_nights(data: dict[str, Any]) -> None:
    """Let the evening shift run to the small hours, everywhere, and close desks, schools and kits now and then."""
    data["shifts"]["evening"] |= {"start": "20:00", "end": "04:00"}
    for post in data["posts"].values():
        post["standing"] = {"shifts": ["morning", "evening"], "day_types": ["weekday", "weekend", "holiday"]}
    for visits in data["visits"].values():
        visits["shifts"] = ["morning", "evening"]
    data["places"]["tan_phu"]["closed"] = {"2024-04-06": "hội", "2024-04-15": "nghỉ"}
    data["calendar"]["blackouts"] = {"activation": {"down": {"first_day": "2024-04-12", "last_day": "2024-04-13"}}}
    outage = {"repair": {"first_day": "2024-04-09", "last_day": "2024-04-10"}}
    data["kits"] = {"kit_mobile": {"unavailable": outage}}
    for team in data["teams"].values():
        team["kit"] = "kit_mobile"
    data["visits"]["communes"]["windows"] = {"first": {"first_day": "2024-04-05", "last_day": "2024-04-11"}}


@pytest.fixture(scope="module")
def world(scenario: Scenario) -> World:
    return compile_world(scenario)


@pytest.fixture(scope="module")
def almanac(scenario: Scenario) -> Almanac:
    return Almanac(scenario)


def test_day_types_and_weeks(world: World, almanac: Almanac) -> None:
    assert [day.date for day in world.days] == almanac.days
    assert [day.day_type for day in world.days] == [almanac.day_type(day) for day in almanac.days]
    assert {day.week for day in world.days} == almanac.weeks


def test_desk_hours_and_standing_shifts(scenario: Scenario, world: World, almanac: Almanac) -> None:
    shifts = list(scenario.shifts)
    for post in world.posts:
        allowed = scenario.posts[post.id].shifts or shifts
        open_hours, standing = set(), set()
        for index, day in enumerate(almanac.days):
            for number, shift in enumerate(shifts):
                if shift in allowed and almanac.desk_obstacle(day, shift, scenario.posts[post.id]) is None:
                    open_hours.add((index, number))
                if is_standing(scenario, almanac, day, shift, post.id):
                    standing.add((index, number))
        assert {(period.day, period.shift) for period in post.may_open} == open_hours
        assert {(period.day, period.shift) for period in post.must_open} == standing


def test_minutes_at_the_desks(scenario: Scenario, world: World, almanac: Almanac) -> None:
    shifts = list(scenario.shifts)
    for post in world.posts:
        service = scenario.service[post.stream]
        for period, served in post.lane_capacity.items():
            day, shift = almanac.days[period.day], shifts[period.shift]
            minutes = service.minutes_per_person * service.shift_factor.get(shift, 1.0)
            assert served == pytest.approx(
                almanac.shift_minutes(shift) / (minutes * almanac.slowness(day, service)), rel=1e-12
            )


def test_visiting_days(scenario: Scenario, world: World, almanac: Almanac) -> None:
    shifts = list(scenario.shifts)
    for programme in world.programmes:
        settings = scenario.visits[programme.id]
        for place in programme.places:
            possible = {
                (index, shifts.index(shift))
                for index, day in enumerate(almanac.days)
                for shift in settings.shifts
                if almanac.visit_obstacle(day, shift, scenario.teams[programme.team.id], place, settings) is None
            }
            assert {(day_shift.day, day_shift.shift) for day_shift in programme.day_shifts[place]} == possible


def test_journeys(scenario: Scenario, world: World, almanac: Almanac) -> None:
    journeys = Journeys(scenario, almanac)
    assert world.travel_minutes
    for (origin, destination), minutes in world.travel_minutes.items():
        assert journeys.minutes(origin, destination) == minutes


def test_pupils(scenario: Scenario, world: World, almanac: Almanac) -> None:
    pupils = Pupils(scenario, almanac)
    for school in world.schools.values():
        assert pupils.countable[school.place, school.stream] == school.countable
        assert pupils.not_yet_eligible[school.place] == school.not_yet_eligible
        ages = {
            visits.eligible_age_years
            for visits in scenario.visits.values()
            if visits.kind == "school" and school.place in visits.places
        }
        (age,) = ages
        assert [pupils.reached(school.place, age, day) for day in almanac.days] == list(school.eligible_by)


def test_leave(scenario: Scenario, world: World, almanac: Almanac) -> None:
    for person in world.officers:
        leave = days_of_leave(scenario.officers[person.id])
        assert {almanac.days[index] for index in person.leave} == {day for day in leave if almanac.is_in_campaign(day)}


def test_verifier_loads_no_solver_and_none_of_the_model() -> None:
    """Also not by way of the checks of the rules."""
    program = (
        "import sys; from optimizer.verify import verify_plan; from optimizer.rules.catalogue import KINDS, checker\n"
        "import optimizer.scenario.loading\n"
        "for kind in KINDS: checker(kind)\n"
        "print([m for m in sys.modules if m.startswith(('ortools', 'pandas', 'optimizer.campaign', "
        "'optimizer.rostering', 'optimizer.scenario.compiling', 'optimizer.publish'))])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
