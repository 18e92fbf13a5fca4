"""Đồng Phú cut down to three communes, so that its what-ifs can be planned in seconds.

The overlays lie over the whole district, as an officer uses them; what they come to is then cut. So that every change
shows, the targets are out of reach: almost the whole pool is asked for, the officers' hours do not open every shift,
and the mobile team visits each place once, in one week of term.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.three_communes import DONG_PHU, cut_down
from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import scenario_data

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
    data: Any = cut_down(scenario_data(with_what_ifs(*what_ifs).scenario), TARGET_FACTOR)
    for helper in data["helpers"].values():
        helper["shifts_per_week"] = HELPER_SHIFTS
    for programme in data["visits"].values():
        if programme["kind"] != "home_visit":
            programme |= {"windows": MOBILE_WEEK, "maximum_visits": 1}
    rules = {key: rule for key, rule in data["rules"].items() if key in RULES}
    return Scenario.model_validate(data | {"rules": rules})
