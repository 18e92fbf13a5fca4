"""Numbers of duties in a period, drawn."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.drawing import breaches, draw


def test_one_duty_a_day() -> None:
    assert breaches(draw("an  S T N"), "duties_in_period", period="day", at_most=1) == {}
    assert breaches(draw("an  SCT S ."), "duties_in_period", period="day", at_most=1) == {("an", "2024-04-04"): 2}


def test_days_are_counted_once() -> None:
    drawn = draw("an  S SC | SCT S . .")
    assert breaches(drawn, "duties_in_period", of="days", at_most=4) == {}
    assert breaches(drawn, "duties_in_period", of="duties", at_most=7) == {}
    assert breaches(drawn, "duties_in_period", of="duties", at_most=6) == {("an", "2024-W14"): 1}


def test_evenings_and_single_shifts() -> None:
    drawn = draw("an  T TN S .")
    assert breaches(drawn, "duties_in_period", of="evenings", at_most=2) == {("an", "2024-W14"): 1}
    assert breaches(drawn, "duties_in_period", of="evening", at_most=2) == {}
    assert breaches(drawn, "duties_in_period", of="morning", period="horizon", at_least=3) == {("an", "horizon"): 2}


def test_a_weekend_is_worked_if_one_of_its_days_is() -> None:
    drawn = draw("an  . . S S . . . . . . S")
    assert breaches(drawn, "duties_in_period", of="weekends", period="horizon", at_most=2) == {}
    assert breaches(drawn, "duties_in_period", of="weekends", period="horizon", at_most=1) == {("an", "horizon"): 1}


def test_a_weekend_belongs_to_the_month_of_its_saturday() -> None:
    drawn = draw("an  . | S . . . . . S .", first_day=date(2024, 9, 1))
    assert breaches(drawn, "duties_in_period", of="weekends", period="month", at_most=0) == {
        ("an", "2024-08"): 1,
        ("an", "2024-09"): 1,
    }
    past = draw("an  S | S . . . . . S .", first_day=date(2024, 9, 1))
    assert breaches(past, "duties_in_period", of="weekends", period="month", at_most=0) == {("an", "2024-09"): 1}


def test_a_minimum_is_not_asked_of_a_period_that_goes_on() -> None:
    assert breaches(draw("an  . . . . ."), "duties_in_period", period="week", at_least=1) == {}
    whole = draw("an  . . . . . . .", first_day=date(2024, 4, 8))
    assert breaches(whole, "duties_in_period", period="week", at_least=1) == {("an", "2024-W15"): 1}


def test_weekends_need_a_period_that_can_hold_one() -> None:
    with pytest.raises(ValueError, match="per week, month or horizon"):
        breaches(draw("an  S"), "duties_in_period", of="weekends", period="day", at_most=1)
