"""How good a plan is said to be."""

from __future__ import annotations

from dataclasses import replace

from optimizer.publish.content.assurance import tier_views
from tests.publish.documents import SMALL


def test_a_bound_that_nobody_proved_is_a_dash():
    tiers = tuple(replace(tier, bound=None, gap=None) for tier in SMALL.plan.tiers)
    views = tier_views(replace(SMALL, plan=replace(SMALL.plan, tiers=tiers)))
    assert {(view.bound, view.gap) for view in views} == {("–", "–")}
