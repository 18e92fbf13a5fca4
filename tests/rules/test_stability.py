"""Changes against a published roster, drawn."""

from __future__ import annotations

from tests.rules.drawing import THURSDAY, breaches, draw, need

NEEDS = tuple(need(THURSDAY, shift, 1, 1) for shift in ("morning", "evening"))


def test_nothing_changed() -> None:
    assert breaches(draw("an  S .\nbinh  T S", published="an  S .\nbinh  T S"), "stability") == {}
    assert breaches(draw("an  S ."), "stability") == {}


def test_a_swap_changes_both_officers_twice() -> None:
    drawn = draw("an  S\nbinh  T", needs=NEEDS, published="an  T\nbinh  S")
    assert breaches(drawn, "stability") == {("an", "2024-04-04"): 2, ("binh", "2024-04-04"): 2}


def test_a_duty_that_no_longer_exists_is_no_change() -> None:
    assert breaches(draw("an  . .", needs=NEEDS, published="an  C ."), "stability") == {}
    assert breaches(draw("an  . .", needs=NEEDS, published="an  T ."), "stability") == {("an", "2024-04-04"): 1}


def test_a_duty_in_the_history_is_no_change() -> None:
    assert breaches(draw("an  S | .", published="an  ."), "stability") == {}
