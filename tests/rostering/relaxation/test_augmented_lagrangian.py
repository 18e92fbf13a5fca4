"""Averages against brute force: a bound never above the best roster, a mix that is one, dives that keep every rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.random import PCG64, Generator

from optimizer.errors import ContradictionError
from optimizer.rostering.budget import Budget
from optimizer.rostering.pricing.free_part import FreePart, part_of, whole_roster
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.relaxation.augmented_lagrangian import AugmentedLagrangian
from optimizer.rostering.search.dives import Dive
from optimizer.rostering.search.greedy import first_roster
from tests.worlds.roster_problems import Drawn, Enumerated, all_timelines, draw_problem, least_cost
from tests.worlds.solved import counted

SEEDS = range(16)


@dataclass
class World:
    """A drawn problem with a first roster."""

    state: RosterState
    pool: PricerPool
    existing: list[list[Enumerated]]

    def averages(
        self, part: FreePart | None = None, budget: Budget | None = None, seed: int = 1
    ) -> AugmentedLagrangian:
        part = part or whole_roster(self.state.problem, self.pool.pricers)
        return AugmentedLagrangian(self.state, self.pool, part, budget or counted(), Generator(PCG64(seed)))


def world_of(drawn: Drawn) -> World | None:
    """Nothing if somebody's rules contradict each other."""
    existing = [all_timelines(drawn, person) for person in drawn.problem.persons]
    compiled = drawn.compiled()
    pool = PricerPool(build_pricers(compiled))
    if not all(existing):
        with pytest.raises(ContradictionError):
            first_roster(compiled, pool.pricers, pool.workspaces[0])
        return None
    return World(first_roster(compiled, pool.pricers, pool.workspaces[0]), pool, existing)


def worlds(days: int, persons: int) -> list[World]:
    drawn = (draw_problem(seed, days, persons) for seed in SEEDS)
    found = [world for world in map(world_of, drawn) if world is not None]
    assert len(found) > len(SEEDS) / 3
    return found


def test_no_bound_is_above_the_best_roster() -> None:
    near = 0
    for world in worlds(days=5, persons=2):
        averages = world.averages()
        averages.converge(counted().is_over)
        best = least_cost(world.state.problem, world.existing)
        assert averages.bound <= best + 1e-6
        near += averages.bound > 0.8 * best - 1e-6
    assert near > 4


def test_no_bound_of_a_window_is_above_the_best_roster_in_it() -> None:
    for world in worlds(days=6, persons=2):
        problem, days = world.state.problem, range(2, 5)
        part = part_of(world.state, world.pool.pricers, range(2), days)
        averages = world.averages(part)
        averages.converge(counted().is_over)
        is_fixed = (problem.slot_days < days.start) | (problem.slot_days >= days.stop)
        open_ones = []
        for own, timelines in zip(world.state.timelines, world.existing, strict=True):
            kept = {duty for duty in own.duties.tolist() if is_fixed[duty]}
            open_ones.append([t for t in timelines if {duty for duty in t.duties if is_fixed[duty]} == kept])
        outside = problem.need.cost(world.state.crews) + sum(t.cost for t in world.state.timelines)
        outside -= part.cost(world.state)
        assert averages.bound <= least_cost(problem, open_ones) - outside + 1e-6


def test_averages_are_mixes() -> None:
    for world in worlds(days=5, persons=3):
        averages = world.averages()
        averages.run(30, counted().is_over)
        crews = np.zeros(len(world.state.problem.slot_days))
        shares = np.zeros(3)
        for person, timeline, share in averages.mix():
            shares[person] += share
            crews[timeline.duties] += share
        assert shares == pytest.approx(np.ones(3))
        assert averages.crews == pytest.approx(crews)


def test_a_dive_ends_with_timelines_that_keep_every_rule() -> None:
    improved = 0
    for world in worlds(days=5, persons=3):
        averages = world.averages()
        averages.run(40, counted().is_over)
        changed = Dive(averages, 0.1, 6).run(counted().is_over, np.inf)
        assert changed is not None
        for person, timeline in changed.items():
            assert Enumerated(tuple(timeline.duties.tolist()), timeline.cost) in world.existing[person]
        improved += world.state.with_timelines(changed).cost < world.state.cost
    assert improved > 0


def test_averages_repeat_themselves() -> None:
    (world, *_) = worlds(days=5, persons=3)
    mixes = []
    for _ in range(2):
        averages = world.averages(budget=counted(1.0), seed=7)
        averages.converge(averages.budget.is_over)
        mixes.append([(p, tuple(t.choices.tolist()), share) for p, t, share in averages.mix()])
    assert mixes[0] == mixes[1]
