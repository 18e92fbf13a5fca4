"""Crews are asked for whatever the rules, and never strictly by the model."""

from __future__ import annotations

import pytest

from optimizer.planning.crews import crew_rule_on, with_soft_crews
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.statement import Scope, Soft
from tests.worlds.planned import plan
from tests.worlds.small import small_world
from tests.worlds.two_communes import make_world

COVERAGE = Coverage(enforcement=Soft(soft=3.0))
REST = RestBetweenDuties(hours=12)
OF_ONE_UNIT = Coverage(scope=Scope(units=("tan_phu",)))


@pytest.mark.parametrize(
    ("rules", "asked_besides"),
    [
        ({"rest": REST}, {"tan_phu", "thuan_phu", "district_team"}),
        ({"crews": COVERAGE}, None),
        ({"crews": Coverage(enforcement="off"), "rest": REST}, {"tan_phu", "thuan_phu", "district_team"}),
        ({"crews": Coverage()}, None),
        ({"crews": OF_ONE_UNIT}, {"thuan_phu", "district_team"}),
    ],
)
def test_every_unit_is_asked_for_its_crews(rules, asked_besides: set[str] | None) -> None:
    world, _ = make_world()
    asked = with_soft_crews(rules, world)
    added = [rule for name, rule in asked.items() if name not in rules]
    if asked_besides is None:
        assert added == []
    else:
        (rule,) = added
        assert rule.asks_for_crews
        assert set(rule.scope.units or ()) == asked_besides


def test_shortage_never_makes_a_roster_impossible() -> None:
    world, _ = make_world()
    asked = with_soft_crews({"crews": Coverage(), "rest": REST}, world)
    assert asked["crews"].enforcement == Soft(soft=1.0)
    assert asked["rest"] == REST


def test_which_rule_asks_for_the_crews_of_a_post() -> None:
    world, _ = make_world()
    by_unit = {post.unit: crew_rule_on({"soft": COVERAGE, "crews": OF_ONE_UNIT}, post) for post in world.posts}
    assert by_unit["tan_phu"] == "crews"
    assert by_unit["thuan_phu"] is None


@pytest.mark.parametrize("enforcement", [None, "off", {"soft": 0.01}])
def test_nobody_is_at_two_places_at_once_whatever_the_rules_say(enforcement) -> None:
    """One officer, and a desk that must be open in two shifts which overlap."""
    data = small_world(1, 5, 1, mobile_team=False)
    data["shifts"]["afternoon"]["start"] = "10:00"
    data["posts"]["desk_tan_phu"]["standing"] = {
        "shifts": ["morning", "afternoon"],
        "day_types": ["weekday", "weekend"],
    }
    data["rules"] = {"coverage": {"kind": "coverage", "enforcement": {"soft": 1.0}}}
    if enforcement is not None:
        data["rules"]["one"] = {"kind": "one_duty_at_a_time", "enforcement": enforcement}
    found = plan(data)
    assert found.plan.roster
    days = [row.date for row in found.plan.roster if row.shift != "evening"]
    assert len(days) == len(set(days))
    assert found.verified().hard_breaches == ()
