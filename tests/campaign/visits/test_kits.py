"""One kit for several desks and teams: it is in one place at a time, in the plan too and not only in its check."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from optimizer.campaign.planner import CampaignPlanner
from optimizer.campaign.visits.itinerary import plan_itinerary
from optimizer.errors import ScenarioError
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from tests.worlds.planned import Planned, plan
from tests.worlds.small import World, lawful_rules, small_world, write_world

RULES = ("one_duty", "rest", "hours_a_day", "qualification", "coverage")
MORNINGS = {"shifts": ["morning"], "day_types": ["weekday"]}


def one_mobile_team() -> World:
    """From Thursday to Monday the team can visit a school and two communes on three weekdays."""
    data = small_world(2, 5, 4, target=20)
    data["calendar"] = {}
    data["rules"] = {name: lawful_rules()[name] for name in RULES}
    del data["visits"]["homes"]
    return data


def desk_and_team(standing: dict[str, list[str]] | None) -> World:
    """The district's desk at Tân Phú issues ID cards with the mobile team's kit."""
    data = one_mobile_team()
    data["posts"]["id_desk"] = data["posts"]["desk_tan_phu"] | {
        "stream": "id_card",
        "unit": "district_team",
        "kit": "kit_mobile",
        "standing": standing,
        "shifts": ["morning", "afternoon"],
        "crew": {"size": 1, "officers": 1, "skill": "id_card"},
    }
    return data


def two_teams(day: str) -> World:
    """One team visits the school, another the communes, on one day and with one kit."""
    data = one_mobile_team()
    data["teams"]["second"] = dict(data["teams"]["mobile"])
    data["visits"]["communes"]["team"] = "second"
    for visits in data["visits"].values():
        visits["windows"] = {"only": {"first_day": day, "last_day": day}}
    data["officers"] |= {
        f"district_{number}": data["officers"]["district_1"] | {"name": f"Lê Thị E{number}"} for number in range(4, 8)
    }
    return data


def users(planned: Planned) -> dict[tuple[Any, str], list[str]]:
    """(date, shift) to whoever has the mobile kit then."""
    found: dict[tuple[Any, str], list[str]] = defaultdict(list)
    for row in planned.plan.openings:
        if row.post == "id_desk":
            found[row.date, row.shift].append(row.post)
    for visit in planned.plan.visits:
        found[visit.date, visit.shift].append(visit.team)
    return found


@pytest.fixture(scope="module")
def shared_with_a_desk() -> Planned:
    return plan(desk_and_team(None), seconds=1.0)


@pytest.fixture(scope="module")
def shared_with_a_standing_desk() -> Planned:
    return plan(desk_and_team(MORNINGS), improve=True)


@pytest.fixture(scope="module")
def shared_by_teams() -> Planned:
    return plan(two_teams("2024-04-05"), improve=True, seconds=1.0)


@pytest.mark.parametrize("name", ["shared_with_a_desk", "shared_with_a_standing_desk"])
def test_a_desk_is_closed_while_its_kit_is_away(name: str, request: pytest.FixtureRequest) -> None:
    found: Planned = request.getfixturevalue(name)
    assert found.verified().passed, "\n".join(found.verified().lines())
    at_work = users(found)
    assert {user for names in at_work.values() for user in names} == {"id_desk", "mobile"}
    assert all(len(names) == 1 for names in at_work.values())


def test_visits_keep_off_standing_hours(shared_with_a_desk: Planned, shared_with_a_standing_desk: Planned) -> None:
    assert {row.shift for row in shared_with_a_desk.plan.visits} == {"morning", "afternoon"}
    assert {row.shift for row in shared_with_a_standing_desk.plan.visits} == {"afternoon"}
    assert shared_with_a_standing_desk.tiers["standing"].value == 0.0


def test_two_teams_take_turns(shared_by_teams: Planned) -> None:
    assert shared_by_teams.verified().passed, "\n".join(shared_by_teams.verified().lines())
    at_work = users(shared_by_teams)
    assert sorted(shift for _, shift in at_work) == ["afternoon", "morning"]
    assert all(len(names) == 1 for names in at_work.values())


def test_two_kits_would_allow_more_visits() -> None:
    data = two_teams("2024-04-05")
    data["teams"]["second"]["kit"] = "kit_of_its_own"
    stops = plan_itinerary(compile_world(Scenario.model_validate(data)), seed=1).stops
    assert len(stops) == 3


def test_bounds_hold_where_a_kit_is_shared(shared_with_a_standing_desk: Planned, shared_by_teams: Planned) -> None:
    for found in (shared_with_a_standing_desk, shared_by_teams):
        for name in ("standing", "shortfall", "burden"):
            tier = found.tiers[name]
            assert tier.bound is not None
            assert tier.bound <= tier.value + 1e-6, name


def test_the_bound_is_over_plans_that_leave_the_desk_for_a_visit() -> None:
    """Of two plans that lack nothing else, one may leave the standing desk closed; no bound may rule it out."""
    standing = plan_itinerary(compile_world(Scenario.model_validate(desk_and_team(MORNINGS))), seed=1)
    free = plan_itinerary(compile_world(Scenario.model_validate(desk_and_team(None))), seed=1)
    assert standing.shortfall_bound == free.shortfall_bound > 0.0


def test_a_desk_that_always_stands_keeps_the_kit() -> None:
    data = desk_and_team({"shifts": ["morning", "afternoon"], "day_types": ["weekday"]})
    assert plan_itinerary(compile_world(Scenario.model_validate(data)), seed=1).stops == ()


def test_two_school_programmes_compete_for_one_kit() -> None:
    """Neither has a choice but Friday; the one that reaches more pupils has it, the other stays at home."""
    data = two_teams("2024-04-05")
    del data["visits"]["communes"]
    data["visits"]["schools"] |= {"shifts": ["morning"], "maximum_visits": 1}
    data["places"]["school_2"] = data["places"]["school_1"] | {"pupils": {"2010-04-01": 9}}
    data["visits"]["others"] = data["visits"]["schools"] | {"team": "second", "places": ["school_2"]}
    stops = plan_itinerary(compile_world(Scenario.model_validate(data)), seed=1).stops
    assert [(stop.programme.team.id, stop.place) for stop in stops] == [("second", "school_2")]


def test_no_visit_at_home_while_the_kit_is_at_a_school() -> None:
    data = desk_and_team(None)
    data["posts"]["id_desk"]["kit"] = None
    data["visits"]["homes"] = small_world(2, 5)["visits"]["homes"] | {
        "team": "second",
        "maximum_visits": 5,
        "day_types": ["weekday", "weekend"],
    }
    data["teams"]["second"] = dict(data["teams"]["mobile"])
    stops = CampaignPlanner(compile_world(Scenario.model_validate(data)), {}, threads=2, seed=1).plan().decisions.stops
    assert {stop.programme.kind for stop in stops} == {"school", "commune", "home_visit"}
    assert len({stop.day_shift for stop in stops}) == len(stops)


def refusal(folder: Path, data: World) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write_world(folder, data))
    return str(caught.value)


def test_desks_that_may_meet_are_refused(tmp_path: Path) -> None:
    data = one_mobile_team()
    for post in data["posts"].values():
        post["kit"] = "kit_desk"
    said = refusal(tmp_path, data)
    assert "posts.desk_thuan_phu.kit" in said
    assert "'kit_desk' is also the kit of 'desk_tan_phu'" in said
    assert "give each its own kit" in said
    data["posts"]["desk_tan_phu"] |= {"shifts": ["morning", "afternoon"]}
    data["posts"]["desk_thuan_phu"] |= {"shifts": ["evening"], "standing": None}
    load_scenario(write_world(tmp_path, data))


def test_a_desk_and_home_visits_that_may_meet_are_refused(tmp_path: Path) -> None:
    data = desk_and_team(None)
    data["visits"]["homes"] = small_world(2, 5)["visits"]["homes"]
    assert "'kit_mobile' is also the kit of 'mobile'" in refusal(tmp_path, data)
    data["posts"]["id_desk"] |= {"shifts": ["evening"]}
    load_scenario(write_world(tmp_path, data))
