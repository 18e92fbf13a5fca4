"""Two districts that share nothing but teams that may be lent, made of two small worlds."""

from __future__ import annotations

from typing import Any

from tests.worlds.small import lawful_rules, small_world

ENTITIES = ("places", "units", "posts", "officers", "helpers", "organisations", "teams", "visits")
RULES = ("one_duty", "rest", "hours_a_day", "qualification", "coverage")
FRIDAY = {"first_day": "2024-04-05", "last_day": "2024-04-05"}
SATURDAY = {"first_day": "2024-04-06", "last_day": "2024-04-06"}


def two_districts(
    *, lent: bool, west: dict[str, str] = FRIDAY, east: dict[str, str] = SATURDAY, officers: int = 4
) -> dict[str, Any]:
    """A western and an eastern district of two communes each, whose teams visit within these days.

    On Friday alone the western team cannot visit a school and two communes, each for a shift.
    """
    districts = [_district("w", west, officers, 0.0), _district("e", east, officers, 0.2)]
    world = districts[0]
    for section in ENTITIES:
        world[section] |= districts[1][section]
    if lent:
        for own, other in (("w", "e"), ("e", "w")):
            for programme in ("schools", "communes"):
                world["visits"][f"{own}_{programme}"]["lent_teams"] = [f"{other}_mobile"]
    return world


def _district(prefix: str, days: dict[str, str], officers: int, east: float) -> dict[str, Any]:
    data = small_world(2, 5, officers, target=20)
    data["calendar"] = {}
    data["rules"] = {
        name: lawful_rules()[name] for name in ("one_duty", "rest", "hours_a_day", "qualification", "coverage")
    }
    for place in data["places"].values():
        if "activation" in place.get("pools", {}):
            # What the desks' standing hours do is enough: rosters are not what these districts are about.
            place["pools"]["activation"] = {"target": 3, "people": 25, "already_done": 2}
        place["longitude"] = round(place["longitude"] + east, 2)
    for name, programme in data["visits"].items():
        programme["day_types"] = ["weekday", "weekend"]
        programme["windows"] = {"days": days} if name != "homes" else {"days": SATURDAY}
    data["teams"]["mobile"]["kit"] = f"kit_{prefix}"
    ids = {name for section in ENTITIES for name in data[section]}
    return {section: _renamed(part, ids, prefix) for section, part in data.items()}


def _renamed(value: Any, ids: set[str], prefix: str) -> Any:
    if isinstance(value, dict):
        return {_renamed(key, ids, prefix): _renamed(child, ids, prefix) for key, child in value.items()}
    if isinstance(value, list):
        return [_renamed(child, ids, prefix) for child in value]
    return f"{prefix}_{value}" if isinstance(value, str) and value in ids else value
