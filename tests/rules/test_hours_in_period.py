"""Hours in a period, drawn."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.rules.facts import PersonFact
from tests.rules.drawing import breaches, draw


def test_twelve_hours_a_day() -> None:
    assert breaches(draw("an  SCT SC"), "hours_in_period", period="day", at_most=12) == {}
    assert breaches(draw("an  DT SCT"), "hours_in_period", period="day", at_most=11) == {
        ("an", "2024-04-04"): 1,
        ("an", "2024-04-05"): 1,
    }


def test_a_week_cut_by_the_first_day_counts_its_history() -> None:
    assert breaches(draw("an  D . D | D . . ."), "hours_in_period", at_most=24) == {}
    assert breaches(draw("an  D . D | D S . ."), "hours_in_period", at_most=24) == {("an", "2024-W14"): 4}


def test_history_above_the_maximum_leaves_no_room_but_is_no_breach() -> None:
    assert breaches(draw("an  D D D | . . . ."), "hours_in_period", at_most=20) == {}
    assert breaches(draw("an  D D D | S . . ."), "hours_in_period", at_most=20) == {("an", "2024-W14"): 4}


def test_a_week_cut_by_the_last_day_is_held_to_the_maximum_only() -> None:
    week = "an  . . . . D D"
    assert breaches(draw(week), "hours_in_period", at_most=12) == {("an", "2024-W15"): 4}
    assert breaches(draw(week), "hours_in_period", at_least=40.0) == {}


def test_a_minimum_needs_the_days_before_on_record() -> None:
    assert breaches(draw("an  . . . | S . . ."), "hours_in_period", at_least=8.0) == {("an", "2024-W14"): 4}
    assert breaches(draw("an  ? . . | S . . ."), "hours_in_period", at_least=8.0) == {}
    assert breaches(draw("an  S . . | S . . ."), "hours_in_period", at_least=8.0) == {}


def test_the_officers_own_hours() -> None:
    people = {"an": PersonFact("an", "tan_phu", hours_per_week=10.0)}
    assert breaches(draw("an  D S .", people=people), "hours_in_period", at_most="officer") == {("an", "2024-W14"): 2}
    with pytest.raises(ValueError, match="hours per week"):
        breaches(draw("an  S"), "hours_in_period", period="month", at_most="officer")


def test_overtime_is_above_eight_hours_and_all_hours_on_rest_days_and_holidays() -> None:
    drawn = draw("an  SCT D S D SC", holidays=(date(2024, 4, 8),))
    assert breaches(drawn, "hours_in_period", of="overtime", period="horizon", at_most=0) == {
        ("an", "horizon"): 4 + 4 + 8 + 8
    }


def test_forty_hours_of_overtime_a_month_begin_anew() -> None:
    drawn = draw("an  D | D D D", first_day=date(2024, 4, 28), holidays=(date(2024, 4, 29), date(2024, 4, 30)))
    found = breaches(drawn, "hours_in_period", of="overtime", period="month", at_most=24)
    assert found == {("an", "2024-04"): 8}


def test_other_police_work_counts_eight_hours() -> None:
    drawn = draw("an  o o D b S")
    assert breaches(drawn, "hours_in_period", of="all_work", period="horizon", at_most=28) == {}
    assert breaches(drawn, "hours_in_period", of="all_work", period="horizon", at_most=27) == {("an", "horizon"): 1}


def test_every_window_of_days_is_judged_on_its_last() -> None:
    drawn = draw("an  D . | D D . .")
    found = breaches(drawn, "hours_in_period", period={"rolling_days": 3}, at_most=12)
    assert found == {("an", f"2024-04-{day:02}"): 4 for day in (4, 5, 6)}


def test_the_horizon_leaves_the_history_out() -> None:
    assert breaches(draw("an  D D | S ."), "hours_in_period", period="horizon", at_most=4, at_least=4.0) == {}
