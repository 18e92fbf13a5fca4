"""What would mend a contradiction: as cheap as any, and enough, by looking at every roster."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import HealthCheck, assume, given, settings

from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts import giving
from optimizer.explain.conflicts import repairs as mending
from optimizer.explain.conflicts.finding import Conflict
from optimizer.explain.conflicts.guarded import Solving
from optimizer.explain.conflicts.inquiry import Answer
from optimizer.explain.conflicts.mends import Mend
from optimizer.explain.conflicts.question import question_about
from optimizer.explain.conflicts.repairs import MendSearch
from optimizer.explain.wording import StatementWords, conflict_diagnostics
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
    return MendSearch(question, guarded, Decisions).repairs(60.0)


def are_right(found: list[Mend], statements: Statements) -> None:
    """Some roster breaks nothing else than what gives way, and none breaks anything cheaper."""
    assert found
    for repair in found:
        assert any(broken <= repair.amounts.keys() for broken in statements.broken)
        assert repair.price == statements.price(repair.amounts)
        assert all(amount > 0 for amount in repair.amounts.values())
    assert found[0].is_cheapest
    assert found[0].price == min(map(statements.price, statements.broken))
    assert {repair.price for repair in found if repair.is_cheapest} == {found[0].price}
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


WEEK_HOURS = {"kind": "hours_in_period", "period": "week", "at_most": 16.0}
LONG = {
    "a week's hours": {"hours": WEEK_HOURS},
    "runs from one week into the next": {"runs": {"kind": "consecutive_days", "of": "duty", "at_most": 6}},
    "duties of the whole campaign": {"duties": {"kind": "duties_in_period", "period": "horizon", "at_most": 7}},
    "both weeks and the whole": {
        "hours": WEEK_HOURS,
        "duties": {"kind": "duties_in_period", "period": "horizon", "at_most": 5},
    },
    "a run that costs more than a desk shut": {
        "runs": {"kind": "consecutive_days", "of": "work", "at_most": 1},
        "least": {"kind": "duties_in_period", "period": "horizon", "at_least": 6},
    },
}


@pytest.mark.parametrize("name", sorted(LONG))
def test_weeks_by_themselves_and_then_together_find_what_the_whole_does(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the campaign had too many statements to be looked at as a whole; ten days lie in two weeks."""
    monkeypatch.setattr(giving, "FEW_STATEMENTS", 0)
    campaign = DrawnCampaign(10, (MORNING,), ALONE, (), {"crews": CREWS, **LONG[name]})
    statements = statements_of(campaign)
    found = repairs(campaign)
    are_right(found, statements)
    assert found[0].is_cheapest


def test_that_a_mend_is_the_cheapest_is_said_only_where_the_weeks_prove_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all that may give way together is not looked at, a mend dearer than the weeks' least is not called so."""
    monkeypatch.setattr(giving, "FEW_STATEMENTS", 0)
    monkeypatch.setattr(giving.GivingSearch, "_more_and_more", lambda self, part: [sorted(self.model.keys)[:10]])
    campaign = DrawnCampaign(10, (MORNING,), ALONE, (), {"crews": CREWS, **LONG["duties of the whole campaign"]})
    (first, *_) = repairs(campaign)
    assert first.price == 30
    assert not first.is_cheapest


@pytest.mark.parametrize(("seconds", "is_found"), [(0.0, False), (60.0, True)])
def test_a_shortfall_of_the_first_plan_found_is_not_told_as_that_of_the_mend(
    seconds: float, is_found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "DECIDING_SECONDS", seconds)
    campaign = DrawnCampaign(3, (MORNING,), ALONE, (), {"crews": CREWS, "own_hours": RULES["own_hours"]})
    words = StatementWords(Scenario.model_validate(campaign.data()))
    for repair in repairs(campaign):
        assert repair.is_first_found is not is_found
        conflict = Conflict(frozenset(repair.amounts), repair.price, is_cheapest=False)
        (told,) = conflict_diagnostics(words, Answer(("tan_phu",), False, [conflict], [repair]))
        assert ("could open was not found in time" in told.in_language("en")) is not is_found
        assert ("chưa kịp tìm xem" in told.in_language("vi")) is not is_found


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(campaigns())
def test_repairs_of_drawn_campaigns(campaign: DrawnCampaign) -> None:
    statements = statements_of(campaign)
    assume(all(statements.broken))
    scenario = Scenario.model_validate(campaign.data())
    assume(len(sharing_people(compile_world(scenario), with_one_place(scenario.rules))) == 1)
    are_right(repairs(campaign), statements)
