"""Days of weekly rest, drawn."""

from __future__ import annotations

from datetime import date

from tests.rules.drawing import breaches, draw

MONDAY = date(2024, 4, 1)


def test_other_work_leave_and_compensatory_days_are_no_rest() -> None:
    assert breaches(draw("an  o o o S b S .", MONDAY), "rest_days") == {}
    assert breaches(draw("an  o o - S b S S", MONDAY), "rest_days") == {("an", "2024-W14"): 1}
    assert breaches(draw("an  o o o S b S .", MONDAY), "rest_days", at_least=3) == {("an", "2024-W14"): 2}


def test_a_week_of_leave_owes_no_rest() -> None:
    assert breaches(draw("an  - - - - - - -", MONDAY), "rest_days") == {}
    assert breaches(draw("an  - - - - - - S", MONDAY), "rest_days", at_least=2) == {("an", "2024-W14"): 1}


def test_weekend_days_and_holidays_of_leave_count_towards_what_is_asked() -> None:
    assert breaches(draw("an  S S - - - - -", MONDAY), "rest_days") == {}
    assert breaches(draw("an  S S - - - - -", MONDAY), "rest_days", at_least=3) == {("an", "2024-W14"): 1}
    assert breaches(draw("an  S S - - - S S", MONDAY), "rest_days") == {("an", "2024-W14"): 1}
    holiday = draw("an  S S - S S S S", MONDAY, holidays=(date(2024, 4, 3),))
    assert breaches(holiday, "rest_days") == {}
    sunday = date(2024, 4, 7)
    assert breaches(draw("an  S S S S S - | S", sunday), "rest_days") == {}
    assert breaches(draw("an  S S S S - S | S", sunday), "rest_days") == {("an", "2024-W14"): 1}


def test_rest_of_the_history_counts_where_all_is_on_record() -> None:
    assert breaches(draw("an  . o o | S S S S"), "rest_days") == {}
    assert breaches(draw("an  o o o | S S S S"), "rest_days") == {("an", "2024-W14"): 1}
    assert breaches(draw("an  ? o o | S S S S"), "rest_days") == {}


def test_a_week_that_goes_on_is_not_judged() -> None:
    assert breaches(draw("an  S S S S S S", MONDAY), "rest_days") == {}


def test_months_are_averaged() -> None:
    february, march = ". " * 3 + "S " * 26, ". " * 5 + "S " * 26
    both = draw(f"an  {february} {march}", first_day=date(2024, 2, 1))
    assert breaches(both, "rest_days", period="month", at_least=4) == {}
    assert breaches(both, "rest_days", period="month", at_least=5) == {("an", "2024-02..2024-03"): 2}
