"""Values of the tiers by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.tier_values import (
    day_reached,
    desk_burden,
    journey_burden,
    pool_shortfall,
    shortfall_terms,
    standing_value,
)
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.small import small_world
from tests.worlds.tiny import Turnout, tiny_world

FRIDAY = DayShift(0, 0)
STANDING = Turnout(standing=True, days=3)


def district() -> World:
    """Two communes, one of them 10.1 km from the office: 21 minutes at 30 km/h."""
    data = small_world(2, 7)
    data["calendar"] = {**data.get("calendar", {}), "holidays": {data["campaign"]["first_day"]: "Lễ"}}
    data["travel"] = {"speed_km_per_hour": 30.0, "detour_factor": 1.5}
    data["places"]["district"]["road_km"] = {"thuan_phu": 10.1}
    return compile_world(Scenario.model_validate(data))


DISTRICT = district()


def openings(world: World, *crews: tuple[int, int]) -> Decisions:
    """Friday morning at each post, with so many officers and helpers."""
    return Decisions(
        tuple(Opening(post, FRIDAY, *crew) for post, crew in zip(world.posts, crews, strict=False) if sum(crew))
    )


@pytest.mark.parametrize(
    ("crews", "missing"),
    [
        (((2, 0), (2, 0)), 0.0),
        (((1, 1), (2, 0)), 0.0),
        (((1, 0), (2, 0)), 1.0),
        (((0, 2), (2, 0)), 1.0),
        (((2, 0), (0, 0)), 2.0),
        (((0, 0), (0, 0)), 4.0),
    ],
)
def test_crew_members_missing_at_standing_duties(crews: tuple[tuple[int, int], ...], missing: float) -> None:
    """Two posts with crews of two, one of them an officer at least, stand on Friday morning."""
    world = tiny_world(STANDING)
    assert standing_value(world, openings(world, *crews)) == missing


def test_people_missing_to_target_and_minimum_share_weigh() -> None:
    """Nobody is done: 20 and 12 people are missing, and half of them again, at twice the weight."""
    world = tiny_world(STANDING)
    pools = {key: replace(pool, weight=2.0, minimum_share=0.5) for key, pool in world.pools.items()}
    world = replace(world, pools=pools)
    followed = forecast(world, Decisions())
    terms = shortfall_terms(world, followed)
    assert terms["activation.targets"] == pytest.approx(2 * (20 + 12))
    assert terms["activation.minimum_shares"] == pytest.approx(20 + 12)
    assert pool_shortfall(world, followed) == pytest.approx(sum(terms.values()))


def test_a_total_that_is_not_met_has_no_day() -> None:
    world = tiny_world(Turnout(easy=(1.0, 1.0), hard=(1.0, 1.0), success=1.0, minutes_per_person=1.0))
    every_day = Decisions(tuple(Opening(post, DayShift(1, 0), 2, 0) for post in world.posts))
    assert day_reached(world, forecast(world, Decisions())) is None
    assert day_reached(world, forecast(world, every_day)) == 1


def test_loans_weigh_beside_the_duties() -> None:
    """An evening of two officers, one of them from elsewhere."""
    world = tiny_world(Turnout())
    evening = DayShift(0, 1)
    alone = Decisions((Opening(world.posts[0], evening, 2, 0),))
    lent = Decisions((Opening(world.posts[0], evening, 2, 0, ("thuan_phu",)),))
    assert desk_burden(world, alone) == pytest.approx(2 * world.weights.evening)
    assert desk_burden(world, lent) == pytest.approx(2 * world.weights.evening + world.weights.loan)


@pytest.mark.parametrize("shifts", [(0,), (0, 1)])
@pytest.mark.parametrize("day_type", ["weekday", "weekend", "holiday"])
def test_a_crew_is_on_overtime_above_the_normal_day_or_all_of_a_rest_day(
    day_type: str, shifts: tuple[int, ...]
) -> None:
    """From departure to return, journeys included: 21 minutes each way, and the shifts."""
    day = next(day.index for day in DISTRICT.days if day.day_type == day_type)
    communes = next(programme for programme in DISTRICT.programmes if programme.kind == "commune")
    stops = [Stop(communes, "thuan_phu", DayShift(day, shift)) for shift in shifts]
    weights, hours = DISTRICT.weights, 4 * len(shifts) + 42 / 60
    overtime = max(0.0, hours - 8) if day_type == "weekday" else hours
    rest_day = {"weekday": 0.0, "weekend": weights.weekend, "holiday": weights.holiday}[day_type]
    each = rest_day * len(shifts) + weights.travel_hour * 42 / 60 + weights.overtime_hour * overtime
    assert journey_burden(DISTRICT, stops) == pytest.approx(communes.team.crew_size * each)
