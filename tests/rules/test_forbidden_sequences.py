"""Shifts that may not follow each other, drawn."""

from __future__ import annotations

from tests.rules.drawing import breaches, draw

PAIRS = [["evening", "morning"], ["night", "afternoon"]]


def test_the_order_matters() -> None:
    assert breaches(draw("an  S T C SC ."), "forbidden_sequences", pairs=PAIRS) == {}


def test_a_day_between_them_obeys() -> None:
    assert breaches(draw("an  T . S"), "forbidden_sequences", pairs=PAIRS) == {}


def test_each_pair_breaks_it_by_one() -> None:
    assert breaches(draw("an  T S"), "forbidden_sequences", pairs=PAIRS) == {("an", "2024-04-05"): 1}
    assert breaches(draw("an  TN SC"), "forbidden_sequences", pairs=PAIRS) == {("an", "2024-04-05"): 2}


def test_the_last_day_of_the_history_counts() -> None:
    assert breaches(draw("an  T | S ."), "forbidden_sequences", pairs=PAIRS) == {("an", "2024-04-04"): 1}
    assert breaches(draw("an  T S | . ."), "forbidden_sequences", pairs=PAIRS) == {}
