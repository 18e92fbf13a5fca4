"""Two communes and a visiting team of the district: what tests of duties and crews are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.campaign.decisions import Opening, Stop
from optimizer.planning.crews import with_soft_crews
from optimizer.planning.staffing import StaffingNeed
from optimizer.rostering.roster import TieredRoster
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.small import small_world
from tests.worlds.solved import tiered

WAY = 30
"""Minutes from the district to each commune."""


def make_world(**officers: Any) -> tuple[World, Mapping[str, Any]]:
    """Two communes and a visiting team of the district, three officers strong; Monday to Thursday."""
    data = small_world(2, 4, 3, first_day="2024-04-01")
    data["calendar"] = {"school_term": {"last_day": "2024-04-04"}}
    data["travel"] = {"speed_km_per_hour": 30.0}
    data["places"]["district"]["road_km"] = {"tan_phu": 15.0, "thuan_phu": 15.0}
    data["places"]["tan_phu"]["road_km"] = {"thuan_phu": 5.0}
    data["rules"] = {
        "one_duty": {"kind": "one_duty_at_a_time", "source": "BLLĐ"},
        "leave": {"kind": "availability", "source": "BLLĐ"},
    }
    for name, settings in officers.items():
        data["officers"][name] |= settings
    scenario = Scenario.model_validate(data)
    world = compile_world(scenario)
    return world, with_soft_crews(scenario.rules, world)


def stops(world: World, *visits: tuple[str, int, int]) -> tuple[Stop, ...]:
    communes = next(programme for programme in world.programmes if programme.kind == "commune")
    return tuple(Stop(communes, place, DayShift(day, shift)) for place, day, shift in visits)


def opening(world: World, place: str, day: int, shift: int, officers: int = 2, **crew: Any) -> Opening:
    post = next(post for post in world.posts if post.place == place)
    return Opening(post, DayShift(day, shift), officers, crew.get("helpers", 0), crew.get("borrowed", ()))


def rostered(need: StaffingNeed, rules: Mapping[str, Any], unit: str) -> TieredRoster:
    return tiered(need.problems[unit], rules).staff(5.0).roster
