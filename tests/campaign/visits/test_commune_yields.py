"""What visits to communes can have done, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.service.visits import commune_service
from optimizer.campaign.visits.commune_yields import done_by_visits, shortfall_by_visits
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World
from tests.worlds.small import small_world
from tests.worlds.tiny import Turnout, tiny_world


def test_each_shift_draws_the_same_share_of_those_who_still_wait() -> None:
    """Half of 40 and half of the 20 left come; a lane for 8 serves the second shift only in part."""
    world: World = compile_world(Scenario.model_validate(small_world(2, 4)))
    communes = next(programme for programme in world.programmes if programme.kind == "commune")
    pool = next(iter(tiny_world(Turnout(people=(40, 40), success=1.0)).pools.values()))
    programme = replace(communes, arrival={"easy": 0.5, "hard": 0.5})
    visits = [commune_service(world.uncertainty, programme, people * 4.0) for people in (100, 8, 100)]
    done = done_by_visits(pool, programme, visits)
    assert done == [0.0, pytest.approx(20.0), pytest.approx(28.0), pytest.approx(34.0)]


def test_what_is_missing_counts_below_the_minimum_share_again() -> None:
    """Of a target of 20 with a minimum of 10, 20 are missing at first, and 10 again."""
    world: World = compile_world(Scenario.model_validate(small_world(2, 4)))
    communes = next(programme for programme in world.programmes if programme.kind == "commune")
    pool = next(iter(tiny_world(Turnout(people=(40, 40), targets=(20, 12), success=1.0)).pools.values()))
    programme = replace(communes, arrival={"easy": 0.3, "hard": 0.3})
    visits = 2 * [commune_service(world.uncertainty, programme, 400.0)]
    misses = shortfall_by_visits(replace(pool, weight=2.0, minimum_share=0.5), programme, visits)
    assert misses == [pytest.approx(2 * (20 + 10)), pytest.approx(2 * 8), pytest.approx(0.0, abs=1e-9)]
