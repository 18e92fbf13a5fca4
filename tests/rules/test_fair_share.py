"""Fair shares, drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.rules.facts import PersonFact
from tests.rules.drawing import breaches, draw


def test_equal_shares_obey() -> None:
    assert breaches(draw("an  S . T\nbinh  . T S", burden=1.5), "fair_share") == {}


def test_the_spread_is_between_most_and_least_per_available_day() -> None:
    drawn = draw("an  S S S .\nbinh  S . . .\nchi  S S . .", burden=2.0)
    assert breaches(drawn, "fair_share") == {("tan_phu", "horizon"): 1.0}
    assert breaches(drawn, "fair_share", at_most=0.75) == {("tan_phu", "horizon"): 0.25}
    assert breaches(drawn, "fair_share", at_most=1.0) == {}


def test_leave_shortens_what_is_fair() -> None:
    assert breaches(draw("an  S S . .\nbinh  S - - .", burden=1.0), "fair_share") == {}
    assert breaches(draw("an  S S . .\nbinh  - - - -", burden=1.0), "fair_share") == {}


def test_the_history_is_carried_on() -> None:
    people = {"an": PersonFact("an", "tan_phu", past_burden=4.0, past_available_days=4)}
    drawn = draw("an  . . . .\nbinh  S S . .", people=people, burden=1.0)
    assert breaches(drawn, "fair_share") == {}
    # 8 hours of 48 a week, of which 4 days are four sevenths.
    spread = breaches(drawn, "fair_share", measure="hours")[("tan_phu", "horizon")]
    assert spread == pytest.approx(8 / (48 * 4 / 7), abs=0.0005)


def test_hours_are_held_against_those_each_may_work() -> None:
    """Half the hours a week, or half the days, make the same hours twice the share."""
    part_time = {
        "an": PersonFact("an", "tan_phu", hours_per_week=24.0),
        "binh": PersonFact("binh", "tan_phu", hours_per_week=48.0),
    }
    even = draw("an  S . . .\nbinh  S S . .", people=part_time)
    assert breaches(even, "fair_share", measure="hours") == {}
    uneven = draw("an  S . . .\nbinh  S . . .", people=part_time)
    spread = breaches(uneven, "fair_share", measure="hours")[("tan_phu", "horizon")]
    assert spread == pytest.approx(4 / (24 * 4 / 7) - 4 / (48 * 4 / 7), abs=0.0005)
    nobody = {**part_time, "an": PersonFact("an", "tan_phu", hours_per_week=0.0)}
    assert breaches(draw("an  . .\nbinh  S S", people=nobody), "fair_share", measure="hours") == {}


def test_overtime_on_weekdays_is_burden_too() -> None:
    drawn = draw("an  SCT .\nbinh  SC S", overtime_hour_weight=0.25)
    assert breaches(drawn, "fair_share") == {("tan_phu", "horizon"): 0.5}


def test_other_measures() -> None:
    drawn = draw("an  T T S .\nbinh  S S . S")
    assert breaches(drawn, "fair_share", measure="evenings") == {("tan_phu", "horizon"): 0.5}
    assert breaches(drawn, "fair_share", measure="weekend_duties") == {}


def test_units_are_groups_of_their_own() -> None:
    drawn = draw("an  S .\nbinh  . .", burden=1.0)
    apart = replace(drawn, people={**drawn.people, "binh": PersonFact("binh", "tan_lap")})
    assert breaches(apart, "fair_share") == {}
    assert breaches(apart, "fair_share", group_by="scope") == {("all", "horizon"): 0.5}
