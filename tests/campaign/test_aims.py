"""Aiming higher: where it costs least, and never at the cost of the targets there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.campaign.aims import cheapest_raise, with_aims
from optimizer.campaign.labelling.frontier import Frontier
from tests.worlds.tiny import Turnout, tiny_world

Points = Sequence[tuple[int, int]]
"""Burden and people done of the points of one frontier."""

points = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30)), min_size=1, max_size=5, unique=True)


def plan_with(frontiers: Sequence[Points], at: Sequence[int]) -> Any:
    """A plan of one pool for each frontier, at one of its points."""
    found = {
        (f"place_{number}", "activation"): Frontier(
            pool=None,
            burden=np.array([float(burden) for burden, _ in sorted(own)]),
            done=np.array([float(done) for _, done in sorted(own)]),
            steps=(),
        )
        for number, own in enumerate(frontiers)
    }
    refinement = SimpleNamespace(frontiers=found, points=dict(zip(found, at, strict=True)))
    return SimpleNamespace(components=(SimpleNamespace(refinement=refinement),)), list(found)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(points, min_size=1, max_size=3), st.integers(1, 40))
def test_no_other_choice_of_points_does_as_many_more_for_less(frontiers: Sequence[Points], people: int) -> None:
    at = [0] * len(frontiers)
    plan, keys = plan_with(frontiers, at)
    raised = cheapest_raise(plan, keys, float(people))
    starts = [sorted(own)[0] for own in frontiers]
    choices = [
        (sum(b - start[0] for (b, _), start in zip(combination, starts, strict=True)), gained)
        for combination in product(*(sorted(own) for own in frontiers))
        for gained in [sum(max(0, d - start[1]) for (_, d), start in zip(combination, starts, strict=True))]
    ]
    most = max(gained for _, gained in choices)
    assert raised.missing == pytest.approx(max(0, people - most))
    assert sum(raised.people.values()) == pytest.approx(min(people, most))
    assert all(raised.burden <= burden + 1e-9 for burden, gained in choices if gained >= min(people, most))


def test_only_the_pools_asked_for_are_raised() -> None:
    plan, keys = plan_with([[(0, 0), (1, 10)], [(0, 0), (2, 10)]], [0, 0])
    raised = cheapest_raise(plan, keys[1:], 15.0)
    assert (dict(raised.people), raised.burden, raised.missing) == ({keys[1]: 10.0}, 2.0, 5.0)


def test_a_point_in_the_middle_is_where_the_raise_begins() -> None:
    plan, keys = plan_with([[(0, 0), (4, 10), (6, 20), (10, 30)]], [1])
    raised = cheapest_raise(plan, keys, 15.0)
    assert raised.burden == pytest.approx(2 + 0.5 * 4)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(1, 40))
def test_the_targets_there_were_weigh_again(more: int) -> None:
    world = tiny_world(Turnout())
    key, pool = next(iter(world.pools.items()))
    assume(pool.target > 0)
    aimed = with_aims(world, {key: pool.target + more}).pools
    assert (aimed[key].target, aimed[key].minimum) == (pool.target + more, pytest.approx(pool.target))
    others = {other: (found.target, found.minimum) for other, found in aimed.items() if other != key}
    assert others == {other: (found.target, found.target) for other, found in world.pools.items() if other != key}
