"""The cheapest conflicts against those of CPMpy, which looks for them in the same statements by its own search."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from cpmpy.tools.explain import mus, optimal_mus

from benchmarks.guarded_in_cpmpy import in_cpmpy
from optimizer.explain.conflicts.finding import find_conflicts
from optimizer.explain.conflicts.guarded import GuardedModel, Solving, weight_of
from optimizer.explain.conflicts.question import Question, question_about
from optimizer.planning.crews import with_one_place
from optimizer.planning.unit_groups import sharing_people
from optimizer.rostering.budget import Budget
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from tests.explain.conflicts.test_cheapest import CLASHES, CREWS, RULES
from tests.explain.corpus.test_corpus import SCENARIOS
from tests.worlds.drawn_campaigns import DrawnCampaign


def question_of(scenario: Scenario) -> tuple[Question, GuardedModel]:
    """Of a campaign whose units all share people."""
    world, rules = compile_world(scenario), with_one_place(scenario.rules)
    (units,) = sharing_people(world, rules)
    question = question_about(world, rules, units)
    assert question is not None
    return question, question.guarded(Solving(Budget(inf, None, StopRequest())))


def agree(scenario: Scenario) -> None:
    question, guarded = question_of(scenario)
    ours = find_conflicts(guarded, question.horizon, 60.0)[0]
    assert ours.is_cheapest
    model = in_cpmpy(guarded)
    theirs = model.keys_of(optimal_mus(model.statements, model.background, model.weights))
    assert ours.weight == weight_of(theirs, guarded.weights)
    # What is called a conflict is one to CPMpy, too, and a minimal one.
    chosen = [each for key, each in zip(model.keys, model.statements, strict=True) if key in ours.keys]
    assert model.keys_of(mus(chosen, model.background)) == ours.keys


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_on_impossible_campaigns(name: str) -> None:
    agree(load_scenario(SCENARIOS[name]).scenario)


@pytest.mark.parametrize(
    ("one", "other", "desk", "officers", "wishes"), CLASHES, ids=[f"{one}-{other}" for one, other, *_ in CLASHES]
)
def test_on_two_kinds_of_rules_that_clash(one: str, other: str, desk: Any, officers: Any, wishes: Any) -> None:
    rules = {name: RULES.get(name, CREWS) for name in (one, other)}
    agree(Scenario.model_validate(DrawnCampaign(3, (desk,), officers, wishes, rules).data()))
