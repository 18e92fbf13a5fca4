"""Đồng Phú cut down to three communes whose officers have hours left beyond their target: quickly planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import scenario_data

DONG_PHU = Path(__file__).parents[1] / "scenarios" / "dong_phu.yaml"
COMMUNES = ("tan_hung", "tan_loi", "tan_hoa")
"""Neighbours, of five officers each, in one commune since 2025."""
TARGET_FACTOR = 0.9
"""So that the burden for one account is about that of the whole district."""


def three_communes() -> Scenario:
    """The cut, with all rules of the district."""
    return Scenario.model_validate(cut_down(scenario_data(load_scenario(DONG_PHU).scenario), TARGET_FACTOR))


def cut_down(data: Mapping[str, Any], target_factor: float) -> dict[str, Any]:
    """A scenario's data with three communes, their schools and the district's office, and with other targets.

    Parameters
    ----------
    data
        Of Đồng Phú.
    target_factor
        On the targets for accounts; the pools stay as they are.
    """
    kept = {key for key, place in data["places"].items() if {key, place.get("commune")} & set(COMMUNES)}
    kept.add("district_office")
    places = _only(kept, data["places"])
    places["district_office"] |= {"commune": COMMUNES[0], "pools": {}}
    for place in places.values():
        place["road_km"] = _only(kept, place["road_km"])
        if pool := place["pools"].get("activation"):
            pool["target"] = round(target_factor * pool["target"])
    units = {key: unit for key, unit in data["units"].items() if unit["place"] in kept}
    posts = {key: post for key, post in data["posts"].items() if post["place"] in COMMUNES}
    officers = {key: officer for key, officer in data["officers"].items() if officer["unit"] in units}
    for officer in officers.values():
        officer["lent_to"] = [unit for unit in officer["lent_to"] if unit in units]
    helpers = {key: helper for key, helper in data["helpers"].items() if set(helper["posts"]) <= set(posts)}
    kits = _only({team["kit"] for team in data["teams"].values() if "kit" in team}, data["kits"])
    for programme in data["visits"].values():
        programme["places"] = [place for place in programme["places"] if place in kept]
    local = {key: each for key, each in data["organisations"].items() if set(each["places"]) <= kept}
    sections = {"places": places, "units": units, "posts": posts, "officers": officers, "helpers": helpers}
    return {**data, **sections, "organisations": local, "kits": kits}


def _only(keys: Collection[str], section: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key in keys}
