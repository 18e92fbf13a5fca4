"""Leave and wishes, drawn."""

from __future__ import annotations

from datetime import date

from optimizer.rules.facts import PersonFact, RequestFact
from tests.rules.drawing import breaches, draw

FRIDAY = date(2024, 4, 5)


def test_no_duty_on_leave() -> None:
    on_leave = {"an": PersonFact("an", "tan_phu", leave=frozenset({FRIDAY}))}
    assert breaches(draw("an  S - S", people=on_leave), "availability") == {}
    assert breaches(draw("an  S SC S", people=on_leave), "availability") == {("an", "2024-04-05"): 2}


def _asking(shift: str | None, *, on: bool, weight: float) -> dict[str, PersonFact]:
    return {"an": PersonFact("an", "tan_phu", requests=(RequestFact("1", FRIDAY, shift, on, weight),))}


def test_wishes_cost_their_weight_when_not_met() -> None:
    off = _asking(None, on=False, weight=2.5)
    assert breaches(draw("an  S . S", people=off), "availability", of="requests") == {}
    assert breaches(draw("an  S SC S", people=off), "availability", of="requests") == {("an", "2024-04-05"): 2.5}


def test_a_wish_for_one_shift_is_about_that_shift() -> None:
    morning_off, morning_on = _asking("morning", on=False, weight=1), _asking("morning", on=True, weight=1)
    assert breaches(draw("an  S T S", people=morning_off), "availability", of="requests") == {}
    assert breaches(draw("an  S T S", people=morning_on), "availability", of="requests") == {("an", "2024-04-05"): 1}
    assert breaches(draw("an  . S .", people=morning_on), "availability", of="requests") == {}


def test_wishes_outside_the_horizon_are_nobodys_breach() -> None:
    assert breaches(draw("an  S", people=_asking(None, on=True, weight=1)), "availability", of="requests") == {}
