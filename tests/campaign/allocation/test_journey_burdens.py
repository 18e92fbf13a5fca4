"""What a visiting shift weighs at the least, by hand."""

from __future__ import annotations

import pytest

from optimizer.campaign.allocation.journey_burdens import least_journey_burden
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from tests.worlds.small import small_world

TRAVEL = 30
"""Minutes one way."""


@pytest.mark.parametrize(
    ("weights", "most_shifts", "least"),
    [
        ({"travel_hour": 1.0, "overtime_hour": 0.0}, 1, 1.0),
        ({"travel_hour": 1.0, "overtime_hour": 0.0}, 2, 0.5),
        ({"travel_hour": 1.0, "overtime_hour": 1.0}, 2, 1.0),
        ({"travel_hour": 0.0, "overtime_hour": 1.0}, 1, 0.0),
        ({"travel_hour": 2.0, "overtime_hour": 0.5}, 3, min(2.0, 2.5 / 2, 4.5 / 3)),
    ],
)
def test_a_shift_away_carries_at_least(weights: dict[str, float], most_shifts: int, least: float) -> None:
    """An hour there and back; two shifts and the way are an hour above eight, three shifts five."""
    data = small_world(1, 3, 2, mobile_team=True)
    data["objectives"] = {"burden": weights}
    data["travel"] = {"speed_km_per_hour": 30.0}
    data["places"]["district"]["road_km"] = {"tan_phu": 15.0}
    world = compile_world(Scenario.model_validate(data))
    assert world.travel_minutes["district", "tan_phu"] == TRAVEL
    assert least_journey_burden(world, "district", "tan_phu", most_shifts) == pytest.approx(least)
