"""Pricing that need not be exact: a timeline that keeps every rule, near the cheapest, whatever band it looks in."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.drawn_instances import draw_instance
from optimizer.public_instances.importer import import_instance
from optimizer.public_instances.reading import read_instance
from optimizer.rostering.pricing import person_timelines
from optimizer.rostering.pricing.grid import on_grid
from optimizer.rostering.pricing.pricer import PersonPricer, build_pricers
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.problem import TimelineProblem, compile_timelines


def compiled(seed: int, lengths: tuple[int, ...]) -> TimelineProblem:
    drawn = import_instance(read_instance(draw_instance(4, 8, 5, seed, lengths), "drawn.txt"))
    return compile_timelines(drawn.problem, drawn.rules)


def fresh(problem: TimelineProblem, person: int) -> PersonPricer:
    return build_pricers(problem)[person]


@pytest.mark.parametrize("lengths", [(480,), (360, 480, 600)])
@pytest.mark.parametrize("steps", [2, 6])
def test_a_timeline_near_the_cheapest_keeps_every_rule(
    lengths: tuple[int, ...], steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_timelines, "LEAST_CELLS", 0)
    monkeypatch.setattr(person_timelines, "BAND_STEPS", steps)
    met = 0
    for seed in range(3):
        problem = compiled(seed, lengths)
        generator = np.random.default_rng(seed)
        for person in range(4):
            # A drawn person may have no timeline at all.
            prices = on_grid(generator.uniform(-20, 60, len(problem.slot_days)) * problem.scale)
            pricer = fresh(problem, person)
            assert pricer.timelines.near_average is not None
            near = pricer.near_cheapest(prices, Workspace())
            exact = fresh(problem, person).cheapest(prices, Workspace())
            if exact.timeline is None:
                continue
            met += 1
            assert near is not None
            kept = pricer.timelines.timeline(near.choices)
            assert kept is not None
            assert kept.cost == near.cost
            assert near.reduced_cost(prices) >= exact.bound - 1e-6
            in_band = pricer.cheapest(prices, Workspace(), pricer.timelines.near_average)
            assert in_band.bound == -np.inf, "what was not looked at has no bound"
    assert met >= 8


def test_where_the_band_leaves_nothing_everything_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_timelines, "LEAST_CELLS", 0)
    monkeypatch.setattr(person_timelines, "BAND_STEPS", -1000)
    problem = compiled(1, (480,))
    prices = on_grid(np.random.default_rng(1).uniform(-20, 60, len(problem.slot_days)) * problem.scale)
    near, exact = fresh(problem, 0).near_cheapest(prices, Workspace()), fresh(problem, 0).cheapest(prices, Workspace())
    assert near is not None
    assert exact.timeline is not None
    assert near.reduced_cost(prices) == exact.timeline.reduced_cost(prices)
