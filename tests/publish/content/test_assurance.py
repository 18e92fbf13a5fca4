"""How good a plan is said to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.publish.content.assurance import tier_views
from optimizer.texts.figures import NOT_PROVED
from tests.publish.documents import SMALL


@pytest.mark.parametrize("bound", [None, 0.0])
def test_a_bound_that_nobody_proved_says_so(bound):
    tiers = tuple(replace(tier, value=3.0, bound=bound, gap=bound) for tier in SMALL.plan.tiers)
    views = tier_views(replace(SMALL, plan=replace(SMALL.plan, tiers=tiers)))
    assert {(view.bound, view.gap) for view in views} == {(SMALL.texts(NOT_PROVED), "–")}


def test_a_value_of_nothing_is_as_good_as_can_be():
    tiers = tuple(replace(tier, value=0.0, bound=0.0, gap=0.0) for tier in SMALL.plan.tiers)
    views = tier_views(replace(SMALL, plan=replace(SMALL.plan, tiers=tiers)))
    assert {view.gap for view in views} == {"0,0\u202f%"}
