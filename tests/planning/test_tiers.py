"""The value of each tier, with and without the rows of a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.planning.tiers import UNITS, fairness_terms, tier_values
from optimizer.scenario.loading import load_scenario
from optimizer.world.plan import BurdenRow
from tests.worlds.planned import plan
from tests.worlds.two_communes import make_world

SCENARIOS = Path(__file__).parents[1] / "scenarios"


def load_of(officer: str, unit: str, burden: float, available_days: int) -> BurdenRow:
    return BurdenRow(officer, unit, 0, 0.0, 0, 0, 0, 0.0, burden, available_days)


def test_values_are_those_of_the_plan() -> None:
    """After cuts and with what lacks people closed, every tier is worth what the assembled plan says."""
    found = plan(load_scenario(SCENARIOS / "unstaffable_week.yaml").scenario, improve=True)
    values = tier_values(found.world, found.loop.rules, found.state.staffed)
    assert values == {name: tier.value for name, tier in found.tiers.items()}
    assert list(found.tiers) == [name for name in UNITS if name in values]
    assert values["burden"] > 0


def test_fairness_is_the_spread_within_a_unit_history_included() -> None:
    """A burden in two days after three in four, against none in four: 4/6; who is never there does not count."""
    past = {"history": {"burden": 3.0, "available_days": 4}}
    world, _ = make_world(tan_phu_1=past)
    loads = [
        load_of("tan_phu_1", "tan_phu", 1.0, 2),
        load_of("tan_phu_2", "tan_phu", 0.0, 4),
        load_of("tan_phu_3", "tan_phu", 0.0, 0),
    ]
    assert fairness_terms(world, loads) == {"tan_phu": pytest.approx(4 / 6)}
