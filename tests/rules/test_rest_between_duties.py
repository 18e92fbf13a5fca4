"""Rest between working days, drawn."""

from __future__ import annotations

from tests.rules.drawing import breaches, draw


def test_evening_then_afternoon_obeys() -> None:
    assert breaches(draw("an  T C T ."), "rest_between_duties") == {}


def test_morning_and_evening_of_one_day_need_no_rest_between() -> None:
    assert breaches(draw("an  SCT . S"), "rest_between_duties") == {}


def test_evening_then_morning_breaks_it_by_three_hours() -> None:
    assert breaches(draw("an  . ST SC"), "rest_between_duties") == {("an", "2024-04-06"): 3}


def test_the_boundary_is_exact() -> None:
    assert breaches(draw("an  T S"), "rest_between_duties", hours=9.0) == {}
    assert breaches(draw("an  T S"), "rest_between_duties", hours=9.25) == {("an", "2024-04-05"): 0.25}


def test_an_evening_of_the_history_counts() -> None:
    assert breaches(draw("an  T | S ."), "rest_between_duties") == {("an", "2024-04-04"): 3}


def test_pairs_inside_the_history_are_past() -> None:
    assert breaches(draw("an  T S | . ."), "rest_between_duties") == {}


def test_each_pair_of_days_counts_when_the_rest_is_longer_than_a_day() -> None:
    found = breaches(draw("an  T S C"), "rest_between_duties", hours=48.0)
    assert found == {("an", "2024-04-05"): 39, ("an", "2024-04-06"): 8.5 + 21.5}


def test_the_scope_leaves_others_alone() -> None:
    drawn = draw("an  T S\nbinh  T S")
    assert breaches(drawn, "rest_between_duties", scope={"officers": ["binh"]}) == {("binh", "2024-04-05"): 3}
