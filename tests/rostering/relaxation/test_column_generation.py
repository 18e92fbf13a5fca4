"""No bound lies above the best roster there is; one from pricing that is not exact would, and that is seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from optimizer.errors import ContradictionError
from optimizer.rostering.arrays import Vector
from optimizer.rostering.pricing.free_part import whole_roster
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import PersonPricer, build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.pricing_run import PricingResult
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.relaxation.column_generation import ColumnGeneration
from optimizer.rostering.search.greedy import first_roster
from optimizer.rostering.timelines.problem import TimelineProblem
from tests.worlds.roster_problems import Drawn, draw_problem, optimum
from tests.worlds.solved import counted

SEEDS = range(16)
Pricers = Callable[[TimelineProblem], list[PersonPricer]]


def root_bound(drawn: Drawn, pricers: Pricers) -> float:
    compiled = drawn.compiled()
    pool = PricerPool(pricers(compiled))
    state = first_roster(compiled, build_pricers(compiled), Workspace())
    known = {person: [timeline] for person, timeline in enumerate(state.timelines)}
    budget = counted()
    generation = ColumnGeneration(compiled, pool, whole_roster(compiled, pool.pricers), known, budget)
    generation.run(100, budget.is_over)
    return generation.bound


class HastyPricer(PersonPricer):
    """Looks at few days only, and takes what it finds for the best there is."""

    days = range(2, 5)

    def __init__(self, exact: PersonPricer, slot_days: Vector) -> None:
        super().__init__(exact.timelines)
        self.is_near = (slot_days >= self.days.start) & (slot_days < self.days.stop)

    def cheapest(self, prices: Vector, workspace: Workspace, leeway: Leeway | None = None) -> PricingResult:
        own = super().cheapest(np.zeros_like(prices), workspace, leeway).timeline
        assert own is not None
        narrow = Leeway(self.days, own.choices, self.timelines.everything.allowed)
        found = super().cheapest(np.where(self.is_near, prices, 0.0), workspace, narrow).timeline or own
        return PricingResult(found, found.reduced_cost(prices))


def hasty(problem: TimelineProblem) -> list[PersonPricer]:
    return [HastyPricer(exact, problem.slot_days) for exact in build_pricers(problem)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_root_bound_is_valid_and_tight(seed: int) -> None:
    drawn = draw_problem(seed, days=5, persons=2)
    best = optimum(drawn)
    if best is None:
        with pytest.raises(ContradictionError):
            root_bound(drawn, build_pricers)
        return
    bound = root_bound(drawn, build_pricers)
    assert bound <= best + 1e-6
    assert bound >= 0.6 * best - 1e-6, "a bound that says nothing"


def test_a_bound_from_hasty_pricing_is_seen_to_be_none() -> None:
    """The comparison above has teeth: with a heuristic pricer whose result is taken for a bound it fails."""
    above = 0
    for seed in SEEDS:
        drawn = draw_problem(seed, days=5, persons=2)
        best = optimum(drawn)
        above += best is not None and root_bound(drawn, hasty) > best + 1e-6
    assert above > len(SEEDS) // 4
