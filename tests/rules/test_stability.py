"""Changes against a published roster, drawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from optimizer.rules.catalogue import Rule
from tests.rules.drawing import THURSDAY, breaches, draw, need

NEEDS = tuple(need(THURSDAY, shift, 1, 1) for shift in ("morning", "evening"))
PLAIN = {"notice": [], "rest_day_extra": 0.0}


def test_nothing_changed() -> None:
    assert breaches(draw("an  S .\nbinh  T S", published="an  S .\nbinh  T S"), "stability") == {}
    assert breaches(draw("an  S ."), "stability") == {}


def test_a_swap_changes_both_officers_twice() -> None:
    drawn = draw("an  S\nbinh  T", needs=NEEDS, published="an  T\nbinh  S")
    assert breaches(drawn, "stability", **PLAIN) == {("an", "2024-04-04"): 2, ("binh", "2024-04-04"): 2}


def test_a_duty_that_no_longer_exists_is_no_change() -> None:
    assert breaches(draw("an  . .", needs=NEEDS, published="an  C ."), "stability") == {}
    assert breaches(draw("an  . .", needs=NEEDS, published="an  T ."), "stability", **PLAIN) == {
        ("an", "2024-04-04"): 1
    }


def test_a_duty_in_the_history_is_no_change() -> None:
    assert breaches(draw("an  S | .", published="an  ."), "stability") == {}


def test_the_nearer_to_the_first_free_day_the_dearer() -> None:
    drawn = draw("an  S S S S", published="an  . . . .", first_free=THURSDAY + timedelta(days=1))
    own = {"notice": [[2, 2.0], [1, 5.0]], "rest_day_extra": 0.0}
    assert breaches(drawn, "stability", **own) == {
        ("an", "2024-04-04"): 5,  # before the first free day: without any notice
        ("an", "2024-04-05"): 5,
        ("an", "2024-04-06"): 2,
        ("an", "2024-04-07"): 1,
    }


def test_weekend_days_and_holidays_cost_more() -> None:
    drawn = draw("an  S S S", published="an  . . .", holidays=(THURSDAY,))
    assert breaches(drawn, "stability", notice=[], rest_day_extra=0.25) == {
        ("an", "2024-04-04"): 1.25,
        ("an", "2024-04-05"): 1,
        ("an", "2024-04-06"): 1.25,
    }


@pytest.mark.parametrize("wrong", [{"notice": [[0, 2.0]]}, {"notice": [[3, -1.0]]}, {"rest_day_extra": -1.0}])
def test_periods_without_days_and_negative_prices_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Rule).validate_python({"kind": "stability", **wrong})
