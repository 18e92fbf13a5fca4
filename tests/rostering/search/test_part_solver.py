"""Parts of a roster, whichever way they are solved: never worse where that is said, and never a false proof."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf
from typing import get_args

import numpy as np
import pytest
from numpy.random import PCG64, Generator

from optimizer.errors import ContradictionError
from optimizer.rostering.budget import Budget
from optimizer.rostering.pricing.free_part import part_of
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian import Multipliers
from optimizer.rostering.result import Status
from optimizer.rostering.search.greedy import first_roster
from optimizer.rostering.search.part_solver import Method, PartSolver
from optimizer.stopping import StopRequest
from tests.worlds.roster_problems import all_timelines, draw_problem, least_cost
from tests.worlds.solved import counted

PEOPLE, DAYS = 3, 5


def drawn_rosters() -> Iterator[tuple[RosterState, PricerPool, float]]:
    """A first roster, what prices its timelines, and the cost of the best one."""
    for seed in range(16):
        compiled = draw_problem(seed, DAYS, PEOPLE).compiled()
        pool = PricerPool(build_pricers(compiled))
        try:
            state = first_roster(compiled, pool.pricers, pool.workspaces[0])
        except ContradictionError:
            continue
        yield state, pool, least_cost_of(seed)


@cache
def least_cost_of(seed: int) -> float:
    """Cost of the best roster of a drawn problem, of all there are."""
    drawn = draw_problem(seed, DAYS, PEOPLE)
    return least_cost(drawn.compiled(), [all_timelines(drawn, person) for person in drawn.problem.persons])


@pytest.mark.parametrize("method", get_args(Method))
def test_everything_as_one_part(method: Method) -> None:
    better = proved = 0
    for state, pool, best in drawn_rosters():
        everything = part_of(state, pool.pricers, range(PEOPLE), range(DAYS))
        budget = counted()
        multipliers = Multipliers(np.zeros(len(state.problem.slot_days)), {})
        found = PartSolver(pool, budget, Generator(PCG64(1))).solve(method, state, everything, multipliers, 5.0)
        assert found.seconds == budget.spent > 0.0
        assert found.bound <= best + 1e-6
        if found.roster is None:
            assert found.value == inf
            assert not found.status.has_roster
        else:
            assert best - 1e-6 <= found.roster.cost == found.value
            assert method == "averages" or found.value <= state.cost
            better += found.value < state.cost
        if found.status is Status.INFEASIBLE:
            assert state.cost == pytest.approx(best)
            proved += 1
        if found.status is Status.OPTIMAL:
            assert found.value == pytest.approx(best)
            proved += 1
    assert better > 2
    assert (proved > 2) is (method != "averages")


@pytest.mark.parametrize("method", get_args(Method))
def test_what_is_stopped_remains_open(method: Method) -> None:
    stop = StopRequest()
    stop.request()
    state, pool, _ = next(drawn_rosters())
    everything = part_of(state, pool.pricers, range(PEOPLE), range(DAYS))
    multipliers = Multipliers(np.zeros(len(state.problem.slot_days)), {})
    solver = PartSolver(pool, Budget(inf, None, stop), Generator(PCG64(1)))
    found = solver.solve(method, state, everything, multipliers, 5.0)
    assert (found.roster, found.status) == (None, Status.UNKNOWN)


def test_a_dive_that_time_runs_out_on_ends_in_a_rougher_roster() -> None:
    """As on a busy machine: steps stand for time here."""
    compiled = draw_problem(5, days=28, persons=8).compiled()
    pool = PricerPool(build_pricers(compiled))
    state = first_roster(compiled, pool.pricers, pool.workspaces[0])
    everything = part_of(state, pool.pricers, range(8), range(28))
    multipliers = Multipliers(np.zeros(len(compiled.slot_days)), {})

    def dive(seconds: float) -> tuple[RosterState | None, float]:
        solver = PartSolver(pool, counted(), Generator(PCG64(1)))
        found = solver.by_averages(state, everything, multipliers, 0.02, 20.0, seconds)
        return found.roster, found.seconds

    careful, needed = dive(1e6)
    hurried, used = dive(0.7 * needed)
    assert careful is not None
    assert hurried is not None
    assert used < 0.8 * needed
