"""The value of each tier, with and without the rows of a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.planning.tiers import UNITS, Proof, fairness_terms, share_terms, tier_values, tiers_of
from optimizer.rostering.bounds.proved import WrongBoundWarning
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.fair_share.statement import FairShare
from optimizer.rules.statement import Soft
from optimizer.scenario.loading import load_scenario
from optimizer.world.plan import BurdenRow
from tests.worlds.planned import plan
from tests.worlds.small import lawful_rules, small_world
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


SHARES: dict[str, AnyStatement] = {
    "hours": FairShare(measure="hours", at_most=0.1, enforcement=Soft(soft=2.0)),
    "evenings": FairShare(measure="evenings", group_by="scope", enforcement=Soft(soft=1.0)),
    "burden": FairShare(enforcement=Soft(soft=1.0)),
    "hard": FairShare(measure="hours", at_most=9.0),
    "off": FairShare(measure="hours", enforcement="off"),
}


def test_soft_rules_on_other_shares_are_counted_by_their_weight() -> None:
    """12 hours of the 48 a week in two days, against 12 of the 24 in seven; burden, hard and off are not counted."""
    world, _ = make_world(tan_phu_1={"hours_per_week": 48.0}, tan_phu_2={"hours_per_week": 24.0})
    loads = [
        BurdenRow("tan_phu_1", "tan_phu", 3, 12.0, 2, 0, 0, 0.0, 1.0, 2),
        BurdenRow("tan_phu_2", "tan_phu", 3, 12.0, 1, 0, 0, 0.0, 1.0, 7),
    ]
    hours = 12 / (48 / 7 * 2) - 12 / 24
    found = share_terms(world, SHARES, loads)
    assert found == {"hours": pytest.approx(2.0 * (hours - 0.1)), "evenings": pytest.approx(1 - 1 / 7)}


@pytest.mark.parametrize("measure", ["hours", "evenings", "weekend_duties"])
def test_model_and_verifier_see_the_same_fairness(measure: str) -> None:
    data = small_world(1, 7, 3, mobile_team=False)
    shared = {"kind": "fair_share", "measure": measure, "group_by": "scope", "enforcement": {"soft": 2.0}}
    few = {"kind": "duties_in_period", "period": "horizon", "of": "days", "at_most": 1}
    few["scope"] = {"officers": ["tan_phu_2"]}
    data["rules"] = lawful_rules() | {"shared": shared, "few": few}
    data["officers"]["tan_phu_1"]["leave"] = {"a": {"first_day": "2024-04-01", "last_day": "2024-04-30"}}
    found = plan(data)
    verified = {tier.name: tier for tier in found.verified().tiers}
    assert dict(found.tiers["fairness"].terms) == pytest.approx(verified["fairness"].terms, abs=1e-6)
    assert "shared" in verified["fairness"].terms
    assert verified["fairness"].terms["shared"] > 0 or measure != "hours"


def test_a_bound_above_its_value_is_not_passed_off_as_a_proof() -> None:
    """Cut down to the value, it would say that 12 is the least burden there is."""
    world, _ = make_world()
    terms = {"burden": {"duties": 12.0}}
    with pytest.warns(WrongBoundWarning):
        (wrong,) = tiers_of(world, terms, Proof({"burden": 12.5}, {}, {"burden": 13.0}))
    assert (wrong.bound, wrong.gap, wrong.bound_given_openings) == (0.0, 1.0, 0.0)
    (sound,) = tiers_of(world, terms, Proof({"burden": 9.0}, {}, {"burden": 12.0}))
    assert (sound.bound, sound.gap, sound.bound_given_openings) == (9.0, 0.25, 12.0)
