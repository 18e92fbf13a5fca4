"""Values of the tiers by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.decisions import Decisions, Opening
from optimizer.campaign.forecast import forecast
from optimizer.campaign.tier_values import day_reached, desk_burden, pool_shortfall, shortfall_terms, standing_value
from optimizer.world.calendar import DayShift
from optimizer.world.world import World
from tests.worlds.tiny import Turnout, tiny_world

FRIDAY = DayShift(0, 0)
STANDING = Turnout(standing=True, days=3)


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
