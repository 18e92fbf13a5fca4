"""No bound lies above the best roster there is; one from pricing that is not exact would, and that is seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from optimizer.errors import ContradictionError
from optimizer.rostering.budget import Effort
from optimizer.rostering.cp_sat.engine import Search
from optimizer.rostering.pricing.free_part import part_of, whole_roster
from optimizer.rostering.pricing.pricer import Leeway, Offer, PersonPricer, Workspace, build_pricers
from optimizer.rostering.relaxation.column_generation import Generation, Team
from optimizer.rostering.search.greedy import first_roster
from optimizer.rostering.search.neighbourhoods import solve_part_exactly
from optimizer.rostering.search.weighted_sum import least_weighted_sum
from optimizer.rostering.timelines.problem import TimelineProblem, Vector
from optimizer.stopping import StopRequest
from tests.worlds.roster_problems import Drawn, all_timelines, draw_problem, least_cost

SEEDS = range(16)
Pricers = Callable[[TimelineProblem], list[PersonPricer]]


def optimum(drawn: Drawn) -> float | None:
    """Cost of the best roster; nothing if there is no roster."""
    timelines = [all_timelines(drawn, person) for person in drawn.problem.persons]
    return least_cost(drawn.compiled(), timelines) if all(timelines) else None


def root_bound(drawn: Drawn, pricers: Pricers) -> float:
    compiled = drawn.compiled()
    team = Team(pricers(compiled))
    state = first_roster(compiled, build_pricers(compiled), Workspace())
    known = {person: [timeline] for person, timeline in enumerate(state.timelines)}
    effort = Effort(1e9, None, StopRequest())
    generation = Generation(compiled, team, whole_roster(compiled, team.pricers), known, effort)
    generation.run(100, effort.is_over)
    return generation.bound


class HastyPricer(PersonPricer):
    """Looks at few days only, and takes what it finds for the best there is."""

    days = range(2, 5)

    def __init__(self, exact: PersonPricer, slot_days: NDArray[np.int32]) -> None:
        super().__init__(exact._networks, exact.choices)
        self.is_near = (slot_days >= self.days.start) & (slot_days < self.days.stop)

    def cheapest(self, prices: Vector, workspace: Workspace, leeway: Leeway | None = None) -> Offer:
        own = super().cheapest(np.zeros_like(prices), workspace, leeway).timeline
        assert own is not None
        narrow = Leeway(self.days, own.choices, self.all.allowed)
        found = super().cheapest(np.where(self.is_near, prices, 0.0), workspace, narrow).timeline or own
        return Offer(found, found.reduced_cost(prices))


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


@pytest.mark.parametrize("seed", SEEDS)
def test_cp_sat_on_everything_finds_and_proves_the_best_roster(seed: int) -> None:
    """What the encodings charge for a roster is what its timelines cost."""
    drawn = draw_problem(seed, days=5, persons=2)
    best = optimum(drawn)
    compiled = drawn.compiled()
    team = Team(build_pricers(compiled))
    if best is None:
        with pytest.raises(ContradictionError):
            first_roster(compiled, team.pricers, Workspace())
        return
    state = first_roster(compiled, team.pricers, Workspace())
    everything = part_of(state, team.pricers, range(2), range(5))
    found = solve_part_exactly(state, everything, team, Effort(1e9, None, StopRequest()), 30.0)
    assert found.is_exhausted
    assert found.state is not None
    assert found.state.cost == best == pytest.approx(found.bound)


def search(seed: int = 1, workers: int = 1) -> Search:
    return Search(deterministic=True, workers=workers, seed=seed)


def no_clock() -> float:
    return 0.0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_search_finds_the_best_roster_of_a_small_problem(seed: int) -> None:
    drawn = draw_problem(seed, days=5, persons=2)
    best = optimum(drawn)
    if best is None:
        with pytest.raises(ContradictionError):
            least_weighted_sum(drawn.problem, drawn.rules, search(), 1.0, no_clock)
        return
    found = least_weighted_sum(drawn.problem, drawn.rules, search(), 1.0, no_clock)
    scale = drawn.compiled().scale
    assert found.value == pytest.approx(best / scale)
    assert found.bound <= best / scale + 1e-9


def test_a_deterministic_search_repeats_itself_whatever_the_threads() -> None:
    drawn = draw_problem(5, days=14, persons=6)
    runs = [least_weighted_sum(drawn.problem, drawn.rules, search(7, workers), 2.0, no_clock) for workers in (1, 2, 2)]
    assert runs[0].assignments == runs[1].assignments == runs[2].assignments
    assert runs[0].bound == runs[1].bound == runs[2].bound


def test_a_stop_keeps_the_best_roster() -> None:
    drawn = draw_problem(5, days=14, persons=6)
    stop = StopRequest()
    told: list[float] = []

    def report(_tier: str, value: float, _bound: float) -> None:
        told.append(value)
        stop.request()

    found = least_weighted_sum(drawn.problem, drawn.rules, Search(stop=stop, report=report), 60.0, no_clock)
    assert found.value == min(told)
