"""Ten impossible campaigns: what clashes is told in both languages as expected, and every mend makes them possible."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from optimizer.explain.conflicts.guarded import Solving
from optimizer.explain.conflicts.question import question_about
from optimizer.explain.contradictions import answers
from optimizer.explain.wording import StatementWords
from optimizer.planning.crews import with_one_place
from optimizer.rostering.budget import Budget
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.stopping import StopRequest
from optimizer.texts.messages import LANGUAGES, said

FOLDER = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(FOLDER / "expected.yaml")
SCENARIOS = {path.stem: path for path in (FOLDER / "scenarios").glob("*.yaml") if path.stem != "base"}


def test_every_scenario_has_its_sentences() -> None:
    assert set(SCENARIOS) == set(EXPECTED)
    assert len(SCENARIOS) == 10


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_what_clashes_and_what_mends_it(name: str) -> None:
    scenario = load_scenario(SCENARIOS[name]).scenario
    world = compile_world(scenario)
    solving = Solving(Budget(inf, None, StopRequest()))
    (answer,) = answers(scenario, world, solving)
    assert answer.has_plan is False
    cheapest = answer.conflicts[0]
    assert cheapest.is_cheapest
    words = StatementWords(scenario)
    for language in LANGUAGES:
        told = [said(statement, language) for statement in words.said_together(cheapest.keys)]
        assert told == EXPECTED[name][language]
    assert answer.repairs[0].price == EXPECTED[name]["price"]
    question = question_about(world, with_one_place(scenario.rules), answer.units)
    assert question is not None
    guarded = question.guarded(solving)
    for mend in answer.repairs:
        assert guarded.can_hold(guarded.keys - set(mend.amounts), 10.0).has_roster
        assert not guarded.can_hold(guarded.keys - set(list(mend.amounts)[1:]), 10.0).has_roster
