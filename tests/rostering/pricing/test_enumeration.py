"""Enumerated timelines are those that trying everything finds below the limit, each once."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.rostering.pricing.enumeration import timelines_within
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.workspace import Workspace
from tests.rostering.pricing.test_pricer import drawn_prices, reduced
from tests.worlds.roster_problems import all_timelines, draw_problem

SEEDS = range(16)
MOST = 3000


@pytest.mark.parametrize("seed", SEEDS)
def test_all_timelines_below_a_limit_are_found_once(seed: int) -> None:
    drawn = draw_problem(seed, days=6, persons=1)
    compiled = drawn.compiled()
    existing = all_timelines(drawn, drawn.problem.persons[0])
    (pricer,), workspace = build_pricers(compiled), Workspace()
    for number in range(3):
        prices = drawn_prices(drawn, number)
        least = pricer.cheapest(prices, workspace).bound if existing else 0.0
        for gap in (0.0, 5.0, 20.0, 60.0):
            limit = least + gap * compiled.scale
            everything = pricer.timelines.everything
            found = timelines_within(pricer, prices, workspace, everything, limit, MOST)
            below = [timeline for timeline in existing if reduced(timeline, prices) <= limit + 1e-6]
            if found is None:
                assert len(below) > MOST // 2
                continue
            told = [(tuple(own.duties.tolist()), own.cost) for own in found]
            assert sorted(told) == sorted((timeline.duties, timeline.cost) for timeline in below)


@pytest.mark.parametrize("seed", SEEDS)
def test_days_that_are_fixed_stay(seed: int) -> None:
    drawn = draw_problem(seed, days=6, persons=1)
    compiled = drawn.compiled()
    (pricer,), workspace = build_pricers(compiled), Workspace()
    prices = drawn_prices(drawn, 1)
    own = pricer.cheapest(prices, workspace).timeline
    if own is None:
        return
    days = range(2, 5)
    leeway = Leeway(days, own.choices, pricer.timelines.everything.allowed)
    found = timelines_within(pricer, np.zeros_like(prices), workspace, leeway, 1e9, MOST)
    assert found
    outside = [day for day in range(compiled.days) if day not in days]
    assert all((timeline.choices[outside] == own.choices[outside]).all() for timeline in found)
    assert len({timeline.choices.tobytes() for timeline in found}) == len(found)


def test_too_many_are_not_listed() -> None:
    drawn = draw_problem(3, days=6, persons=1)
    (pricer,), workspace = build_pricers(drawn.compiled()), Workspace()
    prices, everything = np.zeros(len(drawn.problem.slots)), pricer.timelines.everything
    every = timelines_within(pricer, prices, workspace, everything, 1e9, 10**5)
    assert every is not None
    assert len(every) > 1
    assert timelines_within(pricer, prices, workspace, everything, 1e9, len(every) - 1) is None
    assert timelines_within(pricer, prices, workspace, everything, 1e9, len(every)) is not None
