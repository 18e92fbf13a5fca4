"""Đồng Phú cut down to three communes, so that its what-ifs can be planned in seconds.

The overlays lie over the whole district, as an officer uses them; what they come to is then cut. So that every change
shows, the targets are out of reach: almost the whole pool is asked for, the officers' hours do not open every shift,
and the mobile team visits each place once, in one week of term.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import scenario_data

DONG_PHU = Path(__file__).parents[2] / "scenarios" / "dong_phu.yaml"
COMMUNES = ("tan_hung", "tan_loi", "tan_hoa")
"""Neighbours, of five officers each, in one commune since 2025."""
TARGET_FACTOR = 1.2
"""The pool is 1.25 times the target."""
HELPER_SHIFTS = 10
"""Shifts a week of the helper at each desk."""
RULES = {"one_duty_at_a_time", "rest_between_shifts", "campaign_hours_a_week", "leave", "qualification", "coverage"}
"""Those that what-ifs are about; the others make rosters harder to find, not the campaign another one."""
MOBILE_WEEK = {"week": {"first_day": "2024-05-20", "last_day": "2024-05-24"}}


@cache
def with_what_ifs(*names: str) -> LoadedScenario:
    """Đồng Phú whole, with these what-ifs laid over it."""
    return load_scenario(DONG_PHU, overlays=[Path(name) for name in names])


def three_communes(*what_ifs: str) -> Scenario:
    """Đồng Phú with these what-ifs laid over it, cut down."""
    data: Any = scenario_data(with_what_ifs(*what_ifs).scenario)
    kept = {key for key, place in data["places"].items() if {key, place.get("commune")} & set(COMMUNES)}
    kept.add("district_office")
    places = _only(kept, data["places"])
    places["district_office"] |= {"commune": COMMUNES[0], "pools": {}}
    for place in places.values():
        place["road_km"] = _only(kept, place["road_km"])
        if pool := place["pools"].get("activation"):
            pool["target"] = round(TARGET_FACTOR * pool["target"])
    units = {key: unit for key, unit in data["units"].items() if unit["place"] in kept}
    posts = {key: post for key, post in data["posts"].items() if post["place"] in COMMUNES}
    officers = {key: officer for key, officer in data["officers"].items() if officer["unit"] in units}
    for officer in officers.values():
        officer["lent_to"] = [unit for unit in officer["lent_to"] if unit in units]
    helpers = {key: helper for key, helper in data["helpers"].items() if set(helper["posts"]) <= set(posts)}
    for helper in helpers.values():
        helper["shifts_per_week"] = HELPER_SHIFTS
    kits = _only({team["kit"] for team in data["teams"].values() if "kit" in team}, data["kits"])
    sections = {"places": places, "units": units, "posts": posts, "officers": officers, "helpers": helpers}
    for programme in data["visits"].values():
        programme["places"] = [place for place in programme["places"] if place in kept]
        if programme["kind"] != "home_visit":
            programme |= {"windows": MOBILE_WEEK, "maximum_visits": 1}
    local = {key: each for key, each in data["organisations"].items() if set(each["places"]) <= kept}
    rules = _only(RULES, data["rules"])
    return Scenario.model_validate(data | sections | {"organisations": local, "kits": kits, "rules": rules})


def _only(keys: set[str], section: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key in keys}
