"""Runs of days, drawn."""

from __future__ import annotations

import pytest

from tests.rules.drawing import breaches, draw

AT_MOST_TWO = [
    ("an  S S . S", {}),
    ("an  S S S .", {"2024-04-06": 1}),
    ("an  S S S S", {"2024-04-06": 1, "2024-04-07": 1}),
    ("an  S S | . S", {}),
    ("an  S S | S .", {"2024-04-04": 1}),
    ("an  S ? | S S", {}),
    ("an  S S S S | . .", {}),
]


@pytest.mark.parametrize(("drawing", "expected"), AT_MOST_TWO)
def test_longest_run(drawing: str, expected: dict[str, float]) -> None:
    found = breaches(draw(drawing), "consecutive_days", of="duty", at_most=2)
    assert found == {("an", day): amount for day, amount in expected.items()}


AT_LEAST_THREE = [
    (". S S S .", {}),
    (". S S . .", {"2024-04-07": 1}),
    (". S . S .", {"2024-04-06": 2, "2024-04-08": 2}),
    # Runs that touch either end may go on outside.
    ("S S . S S", {}),
    # With a history the run's beginning is known.
    (". | S S . .", {"2024-04-06": 1}),
    (". S | S S .", {}),
    (". S | . . .", {"2024-04-04": 2}),
    ("S | . . .", {}),
    ("? S | S . .", {}),
    (". S . | . .", {}),
]


@pytest.mark.parametrize(("drawing", "expected"), AT_LEAST_THREE)
def test_shortest_run(drawing: str, expected: dict[str, float]) -> None:
    found = breaches(draw(f"an  {drawing}"), "consecutive_days", of="duty", at_least=3)
    assert found == {("an", day): amount for day, amount in expected.items()}


def test_days_off_are_days_without_duty_whatever_they_are() -> None:
    found = breaches(draw("an  S . - b o S . S"), "consecutive_days", of="off", at_least=2, at_most=3)
    assert found == {("an", "2024-04-08"): 1, ("an", "2024-04-11"): 1}


def test_work_is_duty_or_other_police_work() -> None:
    drawn = draw("an  o S S b S o S . o")
    assert breaches(drawn, "consecutive_days", of="work", at_most=2) == {
        ("an", "2024-04-06"): 1,
        ("an", "2024-04-10"): 1,
    }


def test_evenings_and_single_shifts() -> None:
    drawn = draw("an  T ST N S")
    assert breaches(drawn, "consecutive_days", of="evening", at_most=2) == {("an", "2024-04-06"): 1}
    assert breaches(drawn, "consecutive_days", of="evening", at_most=3) == {}
    assert breaches(drawn, "consecutive_days", of="morning", at_least=2) == {("an", "2024-04-06"): 1}


def test_bounds_are_asked_for() -> None:
    with pytest.raises(ValueError, match="give at_most, at_least or both"):
        breaches(draw("an  S"), "consecutive_days", of="duty")
    with pytest.raises(ValueError, match=r"at_least \(3\) is more than at_most \(2\)"):
        breaches(draw("an  S"), "consecutive_days", of="duty", at_least=3, at_most=2)
