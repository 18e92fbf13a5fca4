"""Two communes whose officers' hours do not reach the targets: what more of anything is worth shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.scenario.loading import LoadedScenario, load_scenario
from tests.worlds.small import lawful_rules, small_world, write_world


def short_target(target: int = 115, days: int = 14, officers: int = 3, **changes: Any) -> dict[str, Any]:
    """Data of the campaign; almost the whole pool is asked for."""
    data = small_world(2, days, officers, target=target, mobile_team=False)
    data["campaign"]["streams"]["activation"]["minimum_share"] = 0.0
    for place in data["places"].values():
        place["pools"]["activation"]["people"] = 125
    for officer in data["officers"].values():
        officer["hours_per_week"] = 20
    for post in data["posts"].values():
        del post["standing"]
    data["rules"] = lawful_rules()
    return data | changes


def loaded(folder: Path, data: dict[str, Any]) -> LoadedScenario:
    """The same read from a file."""
    return load_scenario(write_world(folder, data))
