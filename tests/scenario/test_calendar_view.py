"""One calendar for compiling and all who tell of a plan: what is shut in the model is shut in the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.compare.differences.sources import standing_missing
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.verify import verify_plan
from optimizer.verify.verified_run import VerifiedRun
from tests.worlds.planned import plan
from tests.worlds.records import record
from tests.worlds.small import World, lawful_rules, small_world

TUESDAY = {"first_day": "2024-04-02", "last_day": "2024-04-02"}
SHUT = {
    "outage": {"kits": {"kit_desk": {"unavailable": {"broken": TUESDAY}}}},
    "blackout": {"calendar": {"holidays": {}, "blackouts": {"activation": {"down": TUESDAY}}}},
    "closed": {"places": {"tan_phu": {"closed": {"2024-04-02": "mất điện"}}}},
    "day_types": {
        "calendar": {"holidays": {"2024-04-02": "nghỉ"}},
        "posts": {"desk_tan_phu": {"day_types": ["weekday", "weekend"]}},
    },
}


def shut_world(change: World) -> World:
    """A week from Monday with a standing desk for which nobody has the time, shut on Tuesday."""
    world = small_world(1, 7, 2, first_day="2024-04-01") | {"rules": lawful_rules()}
    world["calendar"]["holidays"] = {}
    world["kits"] = {"kit_desk": {}}
    world["posts"]["desk_tan_phu"]["kit"] = "kit_desk"
    world["posts"]["desk_tan_phu"]["standing"] = {
        "shifts": ["morning", "afternoon", "evening"],
        "day_types": ["weekday", "weekend"],
    }
    for section, entries in change.items():
        for key, value in entries.items():
            here = world[section].setdefault(key, {})
            world[section][key] = here | value if isinstance(here, dict) else value
    return world


@pytest.mark.parametrize("change", SHUT.values(), ids=SHUT)
def test_a_desk_that_is_shut_lacks_nobody_in_a_comparison_either(change: World) -> None:
    found = plan(shut_world(change))
    run = VerifiedRun(Path("run"), found.scenario, found.plan, record(), verify_plan(found.scenario, found.plan))
    missing = sum(standing_missing(run).values())
    assert missing == found.tiers["standing"].value > 0


def test_a_shift_past_midnight_touches_two_days_and_is_done_in_part_by_the_first() -> None:
    data = small_world()
    data["shifts"]["evening"] |= {"start": "20:00", "end": "04:00"}
    data["shifts"]["afternoon"] |= {"start": "16:00", "end": "00:00"}
    calendar = CalendarView(Scenario.model_validate(data))
    first, second = date(2024, 4, 4), date(2024, 4, 5)
    assert calendar.days_touched(first, "evening") == (first, second)
    assert calendar.days_touched(first, "afternoon") == (first,)
    assert calendar.share_by(first, first, "evening") == 0.5
    assert calendar.share_by(second, first, "evening") == 1.0
    assert calendar.share_by(first, second, "evening") == 0.0
    assert calendar.share_by(first, first, "afternoon") == 1.0
