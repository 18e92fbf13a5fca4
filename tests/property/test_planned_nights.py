"""Whatever small campaign with shifts past midnight is planned: the plan verifies, and its rows keep to the clock."""

from __future__ import annotations

import random
from datetime import time
from typing import Any

import pytest

from tests.worlds.planned import plan
from tests.worlds.small import lawful_rules, small_world

EVE = {"2024-04-01": "2024-03-31", "2024-04-04": "2024-04-03", "2024-04-06": "2024-04-05"}
"""First day of a campaign to the day before it."""


def draw(seed: int) -> dict[str, Any]:
    """One or two communes with nights from 20:00 to 04:00, leave, and officers who come from a night."""
    dice = random.Random(seed)
    communes, days, officers = dice.choice((1, 2)), dice.choice((5, 8)), dice.choice((2, 4))
    first_day = dice.choice(sorted(EVE))
    data = small_world(communes, days, officers, first_day=first_day, mobile_team=False)
    data["rules"] = lawful_rules()
    data["shifts"]["evening"] |= {"start": "20:00", "end": "04:00"}
    for post in data["posts"].values():
        shifts = dice.choice((["evening"], ["morning", "evening"], ["morning"]))
        post["standing"] = {"shifts": shifts, "day_types": ["weekday", "weekend", "holiday"]}
    for officer in data["officers"].values():
        officer["hours_per_week"] = dice.choice((24, 40, 48))
        if dice.random() < 0.3:
            officer["leave"] = {"away": {"first_day": "2024-04-06", "last_day": "2024-04-07"}}
        if dice.random() < 0.3:
            officer["history"] = {"days": {EVE[first_day]: ["evening"]}, "burden": 2.0, "available_days": 10}
    return data


# In the second the solvers find nothing left of what they had found, once they are asked for the third tier.
@pytest.mark.parametrize("seed", [10, 16, 19, 20])
def test_a_plan_with_nights_verifies(seed: int) -> None:
    planned = plan(draw(seed))
    verification = planned.verified()
    assert verification.passed, list(verification.lines())
    ends = {(row.officer, row.end.date()) for row in planned.plan.roster if row.end.time() > time()}
    away = {(row.officer, row.date): row.kind for row in planned.plan.absences}
    assert {away[day] for day in ends & away.keys()} <= {"leave"}
