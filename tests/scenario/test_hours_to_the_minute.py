"""Hours are counted to the minute by whoever reads them, so that model and verifier never differ by less."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from optimizer.rules.catalogue import Rule
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from tests.worlds.small import small_world


@pytest.mark.parametrize(("written", "minutes"), [(33.33, 2000), (10.0, 600), (0.001, 1), (0, 0), (167.999, 10080)])
def test_an_officers_hours_a_week(written: float, minutes: int) -> None:
    data = small_world()
    data["officers"]["tan_phu_1"]["hours_per_week"] = written
    scenario = Scenario.model_validate(data)
    assert scenario.officers["tan_phu_1"].hours_per_week * 60 == pytest.approx(minutes, abs=1e-9)
    assert compile_world(scenario).officers[0].minutes_per_week == minutes
    assert Scenario.model_validate(scenario.model_dump(mode="json")) == scenario


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"kind": "hours_in_period"}, "at_most"),
        ({"kind": "hours_in_period"}, "at_least"),
        ({"kind": "rest_between_duties"}, "hours"),
        ({"kind": "compensatory_time"}, "hours_per_day"),
    ],
)
def test_the_hours_of_a_rule(rule: dict[str, Any], field: str) -> None:
    for minutes in range(1, 3000, 7):
        statement = TypeAdapter(Rule).validate_python({**rule, field: minutes / 60 + 0.008})
        assert getattr(statement, field) == minutes / 60
