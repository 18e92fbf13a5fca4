"""Crews, drawn."""

from __future__ import annotations

from tests.rules.drawing import THURSDAY, breaches, draw, need

MORNING = ("desk", "2024-04-04/morning")


def test_enough_and_not_too_many() -> None:
    needs = (need(THURSDAY, "morning", 1, 2, weight_over=1.0),)
    for crew in ("an  S\nbinh  C", "an  S\nbinh  S"):
        assert breaches(draw(crew, needs=needs), "coverage") == {}


def test_missing_and_surplus_officers_cost_their_weights() -> None:
    needs = (need(THURSDAY, "morning", 2, 2, weight_under=10.0, weight_over=3.0),)
    assert breaches(draw("an  .", needs=needs), "coverage") == {MORNING: 20}
    assert breaches(draw("an  S", needs=needs), "coverage") == {MORNING: 10}
    assert breaches(draw("an  S\nbinh  S\nchi  S\ndung  S", needs=needs), "coverage") == {MORNING: 6}


def test_what_weighs_nothing_is_not_asked_for() -> None:
    needs = (need(THURSDAY, "morning", 1, 1, weight_under=0.0),)
    assert breaches(draw("an  .", needs=needs), "coverage") == {}
    assert breaches(draw("an  S\nbinh  S", needs=needs), "coverage") == {}


def test_needs_of_two_units_at_one_post_are_told_apart() -> None:
    needs = (need(THURSDAY, "morning", 1, 1, unit="tan_phu"), need(THURSDAY, "morning", 1, 1, unit="tan_lap"))
    assert breaches(draw("an  S\nbinh  S", needs=needs), "coverage") == {MORNING: 1}
    assert breaches(draw("an  S", needs=needs), "coverage", scope={"units": ["tan_phu"]}) == {}
