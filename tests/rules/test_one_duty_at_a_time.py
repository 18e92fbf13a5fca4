"""One duty at a time, drawn."""

from __future__ import annotations

from tests.rules.drawing import breaches, draw


def test_shifts_one_after_the_other_obey() -> None:
    assert breaches(draw("an  SCT S N"), "one_duty_at_a_time") == {}


def test_overlapping_shifts_break_it_by_one() -> None:
    assert breaches(draw("an  SD . S"), "one_duty_at_a_time") == {("an", "2024-04-04"): 1}


def test_three_at_once_are_three_pairs_if_all_overlap() -> None:
    assert breaches(draw("an  SDD"), "one_duty_at_a_time") == {("an", "2024-04-04"): 3}


def test_a_night_duty_of_the_history_that_ends_before_the_morning_obeys() -> None:
    assert breaches(draw("an  N | S ."), "one_duty_at_a_time") == {}


def test_overlaps_inside_the_history_are_past() -> None:
    assert breaches(draw("an  SD | S ."), "one_duty_at_a_time") == {}
