"""Compensatory days, drawn."""

from __future__ import annotations

from datetime import date

from tests.rules.drawing import breaches, draw

FRIDAY = date(2024, 4, 5)


def test_eight_hours_at_the_weekend_taken_in_time() -> None:
    assert breaches(draw("an  o SC . o b o o", FRIDAY), "compensatory_time", within_days=3) == {}


def test_owed_past_its_time_counts_each_day() -> None:
    found = breaches(draw("an  o SC . o o b o", FRIDAY), "compensatory_time", within_days=3)
    assert found == {("an", "2024-04-09"): 1}
    found = breaches(draw("an  o SC D o o b o", FRIDAY), "compensatory_time", within_days=3)
    assert found == {("an", "2024-04-09"): 1, ("an", "2024-04-10"): 1, ("an", "2024-04-11"): 1}


def test_a_part_of_a_day_earns_none() -> None:
    assert breaches(draw("an  o S . o o o o", FRIDAY), "compensatory_time", within_days=3) == {}
    assert breaches(draw("an  o S . b o o o", FRIDAY), "compensatory_time", within_days=3) == {
        ("an", f"2024-04-{day:02}"): 1 for day in (8, 9, 10, 11)
    }


def test_not_before_it_is_earned() -> None:
    assert breaches(draw("an  b SC . o o", FRIDAY), "compensatory_time") == {
        ("an", "2024-04-05"): 1,
        ("an", "2024-04-06"): 1,
    }


def test_a_debt_that_ends_after_the_last_day_is_no_breach() -> None:
    assert breaches(draw("an  o SC . o o", FRIDAY), "compensatory_time", within_days=4) == {}
    assert breaches(draw("an  o SC . o o", FRIDAY), "compensatory_time", within_days=3) == {("an", "2024-04-09"): 1}


def test_duty_of_the_history_is_owed_and_earlier_days_off_are_trusted() -> None:
    assert breaches(draw("an  D . o | o o"), "compensatory_time", within_days=4) == {}
    found = breaches(draw("an  D . o o | o o"), "compensatory_time", within_days=4)
    assert found == {("an", "2024-04-04"): 1, ("an", "2024-04-05"): 1}
    sunday = draw("an  D o | o o o", date(2024, 4, 9))
    assert breaches(sunday, "compensatory_time", within_days=3) == {("an", "2024-04-10"): 1, ("an", "2024-04-11"): 1}
    assert breaches(draw("an  b o | o o o"), "compensatory_time", within_days=1) == {}


def test_what_was_overdue_before_the_first_day_is_no_breach_of_the_plan() -> None:
    assert breaches(draw("an  D . . . | o o"), "compensatory_time", within_days=2) == {}
    assert breaches(draw("an  D D . . . . . | . . o o", date(2024, 4, 6)), "compensatory_time", within_days=2) == {}


def test_a_holiday_earns_as_a_weekend_does() -> None:
    drawn = draw("an  o D o o", date(2024, 4, 29), holidays=(date(2024, 4, 30),))
    assert breaches(drawn, "compensatory_time", within_days=1) == {("an", "2024-05-01"): 1, ("an", "2024-05-02"): 1}


def test_days_of_leave_do_not_count_in_the_term() -> None:
    assert breaches(draw("an  o SC . - - b o", FRIDAY), "compensatory_time", within_days=2) == {}
    found = breaches(draw("an  o SC . - - o b", FRIDAY), "compensatory_time", within_days=2)
    assert found == {("an", "2024-04-10"): 1}
    tuesday = date(2024, 4, 9)
    assert breaches(draw("an  D - - | o b o", tuesday), "compensatory_time", within_days=2) == {}
    assert breaches(draw("an  D - - | o o b", tuesday), "compensatory_time", within_days=2) == {("an", "2024-04-10"): 1}
