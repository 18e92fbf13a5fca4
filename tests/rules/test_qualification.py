"""Skills and loans, drawn."""

from __future__ import annotations

from dataclasses import replace

from optimizer.rules.facts import PersonFact
from tests.rules.drawing import THURSDAY, breaches, draw, need

NEEDS = (need(THURSDAY, "morning", 1, 1, skill="kit"),)


def test_the_skill_is_asked_for_where_it_is_needed() -> None:
    trained = {"an": PersonFact("an", "tan_phu", skills=frozenset({"kit"}))}
    assert breaches(draw("an  S\nbinh  C", needs=NEEDS, people=trained), "qualification") == {}
    assert breaches(draw("an  C\nbinh  S", needs=NEEDS, people=trained), "qualification") == {("binh", "2024-04-04"): 1}


def test_a_loan_must_be_agreed() -> None:
    stranger = PersonFact("an", "tan_lap")
    assert breaches(draw("an  S C", people={"an": stranger}), "qualification") == {
        ("an", "2024-04-04"): 1,
        ("an", "2024-04-05"): 1,
    }
    lent = {"an": replace(stranger, lent_to=frozenset({"tan_phu"}))}
    assert breaches(draw("an  S C", people=lent), "qualification") == {}


def test_both_count_and_the_history_does_not() -> None:
    stranger = {"an": PersonFact("an", "tan_lap")}
    assert breaches(draw("an  S | S", people=stranger, needs=NEEDS), "qualification") == {("an", "2024-04-04"): 2}
