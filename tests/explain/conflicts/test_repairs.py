"""What would mend a contradiction: as cheap as any, and enough, by looking at every roster."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import HealthCheck, assume, given, settings

from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.guarded import Solving
from optimizer.explain.conflicts.mends import Mend
from optimizer.explain.conflicts.question import question_about
from optimizer.explain.conflicts.repairs import repairs_of
from optimizer.planning.crews import with_one_place
from optimizer.planning.unit_groups import sharing_people
from optimizer.rostering.budget import Budget
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from tests.explain.conflicts.brute_force import Statements, statements_of
from tests.explain.conflicts.test_cheapest import ALONE, CREWS, MORNING, RULES, STANDING
from tests.property.test_feasibility import campaigns
from tests.worlds.drawn_campaigns import DrawnCampaign


def repairs(campaign: DrawnCampaign) -> list[Mend]:
    """Of a campaign whose units all share people."""
    scenario = Scenario.model_validate(campaign.data())
    world, rules = compile_world(scenario), with_one_place(scenario.rules)
    (units,) = sharing_people(world, rules)
    question = question_about(world, rules, units)
    assert question is not None
    guarded = question.guarded(Solving(Budget(inf, None, StopRequest())))
    return repairs_of(question, guarded, Decisions(), 60.0)


def are_right(found: list[Mend], statements: Statements) -> None:
    """Some roster breaks nothing else than what gives way, and none breaks anything cheaper."""
    assert found
    for repair in found:
        assert any(broken <= repair.amounts.keys() for broken in statements.broken)
        assert repair.price == statements.price(repair.amounts)
        assert all(amount > 0 for amount in repair.amounts.values())
    assert found[0].price == min(map(statements.price, statements.broken))
    assert [repair.price for repair in found] == sorted(repair.price for repair in found)


@pytest.mark.parametrize("rule", ["rest", "hours", "own_hours", "sequence"])
def test_alternatives_rest_on_other_rules_while_there_are_such(rule: str) -> None:
    campaign = DrawnCampaign(3, (STANDING,), ALONE, (), {"crews": CREWS, rule: RULES[rule]})
    found = repairs(campaign)
    are_right(found, statements_of(campaign))
    assert len({frozenset(key.rule for key in repair.amounts) for repair in found}) > 1


def test_how_far_a_limit_gives_way_is_told_in_its_unit() -> None:
    """Three mornings of four hours are wanted, eight hours allowed: four more, or one morning less."""
    rules = {"crews": CREWS, "own_hours": RULES["own_hours"]}
    found = repairs(DrawnCampaign(3, (MORNING,), ALONE, (), rules))
    amounts = [{key.rule: amount for key, amount in repair.amounts.items()} for repair in found]
    assert {"own_hours": 4.0} in amounts
    assert any(set(each) == {"crews"} for each in amounts)
    assert {repair.standing for repair in found} == {0.0, 1.0}


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(campaigns())
def test_repairs_of_drawn_campaigns(campaign: DrawnCampaign) -> None:
    statements = statements_of(campaign)
    assume(all(statements.broken))
    scenario = Scenario.model_validate(campaign.data())
    assume(len(sharing_people(compile_world(scenario), with_one_place(scenario.rules))) == 1)
    are_right(repairs(campaign), statements)
