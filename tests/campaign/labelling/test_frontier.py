"""The frontier of one pool: each point is what its patterns give, and no combination of patterns beats it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.labelling.frontier import Frontier, pareto_frontier
from optimizer.campaign.labelling.pool_week import PoolWeek
from optimizer.campaign.labelling.pool_weeks import own_arrivals, possible_weeks
from optimizer.world.work import Pool
from tests.worlds.tiny import Turnout, tiny_world

CAPACITY = 100_000


def weeks_of(turnout: Turnout) -> tuple[Pool, Sequence[PoolWeek], Mapping[str, np.ndarray]]:
    world = tiny_world(turnout)
    pool = next(iter(world.pools.values()))
    capacity = {("tan_phu", week): CAPACITY for week in world.weeks}
    return pool, possible_weeks(world, shift_classes(world), capacity, {}, pool), own_arrivals(world, pool)


def follow(
    pool: Pool, chosen: Sequence[tuple[PoolWeek, int]], arrivals: Mapping[str, np.ndarray]
) -> tuple[float, float]:
    """Burden and people done, week by week, everybody served."""
    waiting = np.array([segment.waiting for segment in pool.segments])
    waited, burden = waiting.sum(), 0.0
    for week, row in chosen:
        survival, mobilised = week.best_effects
        waiting = survival[:, 0, row] * waiting - mobilised[:, 0, row] * arrivals[week.week]
        waiting = np.maximum(0.0, waiting)
        burden += float(week.patterns.burden[row])
    return burden, float(pool.already_done + waited - waiting.sum())


def cheapest(frontier: Frontier, done: float) -> int | None:
    """The first point, in order of burden, that gets so many people done."""
    enough = np.flatnonzero(frontier.done >= done - 1e-9)
    return int(enough[0]) if len(enough) else None


rates = st.sampled_from([0.0, 0.02, 0.1, 0.2, 0.3])
unqueued = st.builds(
    Turnout,
    easy=st.tuples(rates, rates),
    hard=st.tuples(rates, rates),
    minutes_per_person=st.just(0.5),
    people=st.tuples(st.integers(10, 200), st.just(20)),
    targets=st.just((5, 5)),
    success=st.sampled_from([0.7, 1.0]),
    own_organisation=st.sampled_from([0, 6]),
    first_day=st.sampled_from(["2024-04-05", "2024-04-06"]),
    days=st.sampled_from([3, 4]),
    reserve=st.sampled_from([0, 1]),
    standing=st.booleans(),
    helper_shifts=st.sampled_from([0, 1]),
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(unqueued)
def test_each_point_is_what_its_patterns_give(turnout: Turnout) -> None:
    pool, weeks, arrivals = weeks_of(turnout)
    frontier = pareto_frontier(pool, weeks, arrivals, 0.0)
    assert len(frontier.burden) > 0
    assert sorted(frontier.burden) == frontier.burden.tolist()
    for point in range(len(frontier.burden)):
        burden, done = follow(pool, frontier.patterns_behind(point), arrivals)
        assert burden == pytest.approx(frontier.burden[point])
        assert done == pytest.approx(frontier.done[point])


@settings(max_examples=30, deadline=None, derandomize=True)
@given(unqueued, st.floats(0.05, 0.95))
def test_no_combination_of_patterns_is_much_better(turnout: Turnout, share: float) -> None:
    """Nobody does the same for less: not at all in one week, and within a person and a half over two."""
    pool, weeks, arrivals = weeks_of(turnout)
    frontier = pareto_frontier(pool, weeks, arrivals, 0.0)
    every = [
        follow(pool, list(zip(weeks, rows, strict=True)), arrivals)
        for rows in product(*(range(len(week.patterns.burden)) for week in weeks))
    ]
    least, most = min(done for _, done in every), max(done for _, done in every)
    wanted = least + share * (most - least)
    best = min(burden for burden, done in every if done >= wanted - 1e-9)
    slack = 1e-6 if len(weeks) == 1 else 1.5
    found = cheapest(frontier, wanted - slack)
    assert found is not None
    assert frontier.burden[found] <= best + 1e-6
    assert frontier.done[frontier.most()] >= most - 0.05 - 1e-9


def test_points_of_no_interest_are_left_out() -> None:
    pool, weeks, arrivals = weeks_of(Turnout((0.3, 0.3), (0.1, 0.1), people=(100, 40), minutes_per_person=0.5))
    whole = pareto_frontier(pool, weeks, arrivals, 0.0)
    part = pareto_frontier(pool, weeks, arrivals, 60.0)
    assert part.done.min() >= 60.0 - 1e-9 > whole.done.min()
    first = cheapest(whole, 60.0)
    assert first is not None
    assert part.burden.min() == pytest.approx(whole.burden[first])


def test_what_nobody_reaches_leaves_the_most_there_is() -> None:
    pool, weeks, arrivals = weeks_of(Turnout((0.05, 0.05), (0.01, 0.01), people=(100, 40), minutes_per_person=0.5))
    frontier = pareto_frontier(pool, weeks, arrivals, 100.0)
    assert cheapest(frontier, 100.0) is None
    everything = [(week, int(week.patterns.opened.sum(axis=1).argmax())) for week in weeks]
    assert frontier.done[frontier.most()] == pytest.approx(follow(pool, everything, arrivals)[1], abs=0.05)


def test_envelope_lies_below_every_point_and_touches_some() -> None:
    """Lines (slope, intercept) over people done; the slopes rise."""
    pool, weeks, arrivals = weeks_of(Turnout((0.1, 0.2), (0.02, 0.05), people=(150, 40), minutes_per_person=0.5))
    frontier = pareto_frontier(pool, weeks, arrivals, 0.0)
    lines = frontier.envelope()
    slopes = [slope for slope, _ in lines]
    assert len(lines) > 3
    assert slopes == sorted(slopes)
    for slope, intercept in lines:
        distance = frontier.burden - (intercept + slope * frontier.done)
        assert distance.min() == pytest.approx(0.0, abs=1e-9)


def test_envelope_by_hand() -> None:
    """Points (0, 0), (10, 1), (15, 4), (20, 5): the third lies above the line from the second to the last."""
    pool = weeks_of(Turnout())[0]
    frontier = Frontier(pool, np.array([0.0, 1.0, 4.0, 5.0]), np.array([0.0, 10.0, 15.0, 20.0]), ())
    assert frontier.envelope() == [
        (0.0, pytest.approx(0.0)),
        (pytest.approx(0.1), pytest.approx(0.0)),
        (pytest.approx(0.4), pytest.approx(-3.0)),
    ]
