"""The cheapest conflict of campaigns small enough to know it by looking at every roster."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from optimizer.explain.conflicts import finding
from optimizer.explain.conflicts.finding import Conflict, find_conflicts
from optimizer.explain.conflicts.guarded import Solving
from optimizer.explain.conflicts.question import question_about
from optimizer.planning.crews import with_one_place
from optimizer.planning.unit_groups import sharing_people
from optimizer.rostering.budget import Budget
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from tests.explain.conflicts.brute_force import Statements, statements_of
from tests.property.test_feasibility import campaigns
from tests.worlds.drawn_campaigns import Desk, DrawnCampaign


def conflicts(campaign: DrawnCampaign, seconds: float = 60.0) -> list[Conflict]:
    scenario = Scenario.model_validate(campaign.data())
    world, rules = compile_world(scenario), with_one_place(scenario.rules)
    found: list[Conflict] = []
    for units in sharing_people(world, rules):
        question = question_about(world, rules, units)
        assert question is not None
        found += find_conflicts(question.guarded(Solving(Budget(inf, None, StopRequest()))), question.horizon, seconds)
    return found


def holds(found: list[Conflict], statements: Statements) -> None:
    """Every conflict is one, none of its statements can be left out, and the cheapest is as cheap as any."""
    for conflict in found:
        assert statements.is_conflict(conflict.keys)
        assert conflict.weight == statements.price(conflict.keys)
        assert not any(statements.is_conflict(conflict.keys - {key}) for key in conflict.keys)
    assert len({conflict.keys for conflict in found}) == len(found)
    cheapest = [conflict for conflict in found if conflict.is_cheapest]
    assert cheapest
    assert min(conflict.weight for conflict in cheapest) == statements.cheapest()


ALONE = (("u0", None),)
TWO = (("u0", None), ("u0", None))
STANDING = Desk("u0", 1, ("morning", "evening"), ("morning", "evening"))
MORNING = Desk("u0", 1, ("morning",), ("morning",))
BOTH = Desk("u0", 2, ("morning",), ("morning",))
CREWS = {"kind": "coverage"}
HOURS = {"kind": "hours_in_period", "period": "horizon", "at_least": 12}
RULES: Mapping[str, Mapping[str, Any]] = {
    "rest": {"kind": "rest_between_duties", "hours": 12},
    "sequence": {"kind": "forbidden_sequences", "pairs": [["evening", "morning"]]},
    "runs": {"kind": "consecutive_days", "of": "duty", "at_most": 1},
    "work_runs": {"kind": "consecutive_days", "of": "work", "at_most": 1},
    "hours": {"kind": "hours_in_period", "period": "day", "at_most": 4},
    "own_hours": {"kind": "hours_in_period", "period": "horizon", "at_most": 8.0},
    "duties": {"kind": "duties_in_period", "period": "horizon", "at_most": 2},
    "apart": {"kind": "together_apart", "relation": "apart", "officers": ["o0", "o1"]},
    "company": {"kind": "together_apart", "relation": "together", "officers": ["o0", "o1"]},
    "share": {"kind": "fair_share", "measure": "evenings", "group_by": "unit"},
    "rest_days": {"kind": "rest_days", "at_least": 1, "period": "month"},
    "least_duties": {"kind": "duties_in_period", "period": "horizon", "at_least": 4},
    "least_hours": {"kind": "hours_in_period", "period": "horizon", "at_least": 17},
    "long_runs": {"kind": "consecutive_days", "of": "off", "at_least": 2},
    "wishes": {"kind": "availability", "of": "requests"},
}
CLASHES = [
    ("rest", "crews", STANDING, ALONE, ()),
    ("sequence", "crews", STANDING, ALONE, ()),
    ("runs", "crews", MORNING, ALONE, ()),
    ("work_runs", "crews", MORNING, ALONE, ()),
    ("hours", "crews", STANDING, ALONE, ()),
    ("own_hours", "crews", STANDING, ALONE, ()),
    ("duties", "crews", MORNING, ALONE, ()),
    ("apart", "crews", BOTH, TWO, ()),
    ("company", "crews", MORNING, TWO, ()),
    ("share", "least_duties", STANDING, TWO, ()),
    ("wishes", "runs", MORNING, ALONE, ((0, 0), (0, 1))),
    ("wishes", "company", MORNING, TWO, ((0, 0),)),
    ("least_duties", "runs", MORNING, ALONE, ()),
    ("least_duties", "rest", STANDING, TWO, ()),
    ("least_hours", "rest", STANDING, ALONE, ()),
    ("least_hours", "duties", STANDING, ALONE, ()),
    ("least_hours", "own_hours", STANDING, ALONE, ()),
    ("least_duties", "duties", STANDING, ALONE, ()),
    ("wishes", "own_hours", STANDING, ALONE, ((0, 0), (0, 1), (0, 2))),
]


@pytest.mark.parametrize(
    ("one", "other", "desk", "officers", "wishes"), CLASHES, ids=[f"{one}-{other}" for one, other, *_ in CLASHES]
)
def test_two_kinds_of_rules_that_clash(one: str, other: str, desk: Desk, officers: Any, wishes: Any) -> None:
    rules = {name: RULES.get(name, CREWS) for name in (one, other)}
    campaign = DrawnCampaign(3, (desk,), officers, wishes, rules)
    statements = statements_of(campaign)
    assert statements.cheapest() is not None
    holds(conflicts(campaign), statements)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(campaigns())
def test_the_cheapest_of_drawn_campaigns(campaign: DrawnCampaign) -> None:
    statements = statements_of(campaign)
    assume(all(statements.broken))
    holds(conflicts(campaign), statements)


@pytest.mark.parametrize(
    ("one", "other", "desk", "officers", "wishes"), CLASHES, ids=[f"{one}-{other}" for one, other, *_ in CLASHES]
)
def test_windows_and_then_the_whole_find_the_same(
    one: str, other: str, desk: Desk, officers: Any, wishes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the campaign had too many statements to be looked at as a whole from the beginning."""
    monkeypatch.setattr(finding, "FEW_STATEMENTS", 0)
    rules = {name: RULES.get(name, CREWS) for name in (one, other)}
    campaign = DrawnCampaign(3, (desk,), officers, wishes, rules)
    holds(conflicts(campaign), statements_of(campaign))


def test_of_a_window_alone_it_is_said_that_nothing_is_cheaper_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of the whole model, so that the claim is about the days of the window."""
    monkeypatch.setattr(finding, "FEW_STATEMENTS", 0)
    monkeypatch.setattr(finding.ConflictSearch, "_held_to_the_whole", lambda _, best: [best])
    campaign = DrawnCampaign(3, (STANDING,), ALONE, (), {"rest": RULES["rest"], "crews": CREWS})
    statements = statements_of(campaign)
    (first, *_) = conflicts(campaign)
    assert not first.is_cheapest
    assert first.window is not None
    assert first.weight == statements.cheapest()


def test_what_is_not_proved_of_its_window_is_not_held_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof for the whole would be one for the window, too, where there was no time for it."""

    def asked(*_: object) -> None:
        raise AssertionError("the whole was asked")

    monkeypatch.setattr(finding, "FEW_STATEMENTS", 0)
    monkeypatch.setattr(finding, "WINDOW_SHARE", 0.0)
    monkeypatch.setattr(finding.ConflictSearch, "_held_to_the_whole", asked)
    campaign = DrawnCampaign(3, (STANDING,), ALONE, (), {"rest": RULES["rest"], "crews": CREWS})
    (first, *_) = conflicts(campaign)
    assert first.window is None
    assert not first.is_cheapest


def test_where_there_is_no_time_a_week_is_looked_at_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told then is a conflict of one week, not all that the campaign has."""
    monkeypatch.setattr(finding, "FEW_STATEMENTS", 0)
    monkeypatch.setattr(finding, "LEAST_SECONDS", 0.0)
    campaign = DrawnCampaign(28, (STANDING,), ALONE, (), {"rest": RULES["rest"], "crews": CREWS})
    (conflict,) = conflicts(campaign, 0.0)
    assert {key.when[:10] for key in conflict.keys} <= {f"2027-04-{day:02}" for day in range(5, 12)}
