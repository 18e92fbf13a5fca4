"""Fair shares, drawn."""

from __future__ import annotations

from dataclasses import replace

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
    assert breaches(drawn, "fair_share", measure="hours") == {("tan_phu", "horizon"): 2}


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
