"""CP-SAT on parts of a roster against trying everything."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.errors import ContradictionError
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.part_model import lawful_choices, solve_by_cp_sat
from optimizer.rostering.pricing.free_part import part_of
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.result import Status
from optimizer.rostering.search.greedy import first_roster
from tests.worlds.roster_problems import draw_problem, optimum
from tests.worlds.solved import counted

SEEDS = range(16)


@pytest.mark.parametrize("seed", SEEDS)
def test_cp_sat_on_everything_finds_and_proves_the_best_roster(seed: int) -> None:
    """What the encodings charge for a roster is what its timelines cost."""
    drawn = draw_problem(seed, days=5, persons=2)
    best = optimum(drawn)
    compiled = drawn.compiled()
    pool = PricerPool(build_pricers(compiled))
    if best is None:
        with pytest.raises(ContradictionError):
            first_roster(compiled, pool.pricers, Workspace())
        return
    state = first_roster(compiled, pool.pricers, Workspace())
    everything = part_of(state, pool.pricers, range(2), range(5))
    found = solve_by_cp_sat(state, everything, pool.pricers, counted(), 30.0)
    assert found.status is Status.OPTIMAL
    assert found.roster is not None
    assert found.roster.cost == found.value == best == pytest.approx(found.bound)


def test_a_timeline_that_only_the_second_solve_finds_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = draw_problem(1, days=5, persons=2).compiled()
    solve, asked = Budget.solve, []

    def wrong_at_first(self: Budget, *arguments: Any) -> Status:
        asked.append(solve(self, *arguments))
        return Status.INFEASIBLE if len(asked) == 1 else asked[-1]

    monkeypatch.setattr(Budget, "solve", wrong_at_first)
    assert len(lawful_choices(compiled, 0)) == 5
    assert len(asked) == 2
