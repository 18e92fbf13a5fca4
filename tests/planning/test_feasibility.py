"""Whether there is any plan, whatever opens, in campaigns small enough to know the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from typing import Any

import pytest

from optimizer.campaign.decisions import Decisions
from optimizer.errors import ContradictionError, OutOfTimeError
from optimizer.planning.feasibility import Feasible, Infeasible, nearest_feasible
from optimizer.planning.unit_groups import rostered_together, sharing_people
from optimizer.rostering.budget import Budget
from optimizer.rostering.result import Status
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from tests.worlds.drawn_campaigns import Desk, DrawnCampaign
from tests.worlds.planned import plan
from tests.worlds.small import lawful_rules, small_world

ONE = {"kind": "one_duty_at_a_time"}
WHOLE_DAY = Desk("u0", 1, ("morning", "evening"))
TWO = (("u0", None), ("u0", None))


def drawn(*desks: Desk, days: int = 2, officers: Any = TWO, wishes: Any = (), **rules: Mapping[str, Any]):
    return DrawnCampaign(days, desks, officers, wishes, {"one": ONE, **rules})


NOTHING = Decisions()


def nearest(campaign: DrawnCampaign, wanted: Decisions = NOTHING, seconds: float = 10.0):
    scenario = Scenario.model_validate(campaign.data())
    world = compile_world(scenario)
    (units,) = sharing_people(world, scenario.rules)
    budget = Budget(inf, None, StopRequest())
    return nearest_feasible(world, scenario.rules, units, wanted, budget, seconds, workers=1, seed=1)


def test_openings_nobody_wanted_are_added_where_hours_ask_for_them() -> None:
    hours = {"kind": "hours_in_period", "period": "horizon", "at_least": 8}
    found = nearest(drawn(WHOLE_DAY, hours=hours))
    assert isinstance(found, Feasible)
    assert len(found.decisions.openings) == 4
    assert sorted(len(people) for people in found.roster.assignments.values()) == [1, 1, 1, 1]


def test_what_is_wanted_is_kept_as_far_as_it_has_a_roster() -> None:
    everything = nearest(drawn(WHOLE_DAY, hours={"kind": "hours_in_period", "period": "horizon", "at_least": 8}))
    assert isinstance(everything, Feasible)
    evenings = {"kind": "duties_in_period", "period": "horizon", "of": "evenings", "at_most": 0}
    found = nearest(drawn(WHOLE_DAY, evenings=evenings), everything.decisions)
    assert isinstance(found, Feasible)
    assert [opening.day_shift.shift for opening in found.decisions.openings] == [0, 0]
    alike = nearest(drawn(WHOLE_DAY), everything.decisions)
    assert isinstance(alike, Feasible)
    assert len(alike.decisions.openings) == len(everything.decisions.openings) == 4


def test_an_unknown_answer_is_no_proof() -> None:
    hours = {"kind": "hours_in_period", "period": "horizon", "at_least": 8}
    assert nearest(drawn(WHOLE_DAY, hours=hours), seconds=0.0) == Infeasible(is_proved=False)


def test_a_contradiction_names_rules_officers_and_days() -> None:
    campaign = drawn(
        WHOLE_DAY,
        wishes=((0, 0), (0, 1)),
        wishes_kept={"kind": "availability", "of": "requests"},
        no_runs={"kind": "consecutive_days", "of": "duty", "at_most": 1},
    )
    with pytest.raises(ContradictionError) as refusal:
        plan(campaign.data())
    told = str(refusal.value)
    assert "proved: whatever opens, the hard rules leave no roster" in told
    assert "rules.wishes_kept" in told
    assert "rules.no_runs" in told
    assert "Officer 0 (2027-04-0" in told
    assert "Officer 1" not in told
    assert "không thể giữ cùng các quy định khác đã nêu" in refusal.value.diagnostics[1].in_language("vi")


ALONE = (("u0", None),)
AT_ONCE = (Desk("u0", 1, ("morning",)), Desk("u0", 1, ("morning",)))


def test_nothing_opens_that_one_officer_could_only_man_at_two_places() -> None:
    """No rule says so: twelve hours are more than two mornings have, eight are not."""
    hours = {"kind": "hours_in_period", "period": "horizon", "at_least": 12}
    with pytest.raises(ContradictionError) as refusal:
        plan(DrawnCampaign(2, AT_ONCE, ALONE, (), {"hours": hours}).data())
    assert [str(each.where) for each in refusal.value.diagnostics[1:]] == [
        "Hours in a period (rules.hours)",
        "nobody in two places",
    ]
    found = plan(DrawnCampaign(2, AT_ONCE, ALONE, (), {"hours": hours | {"at_least": 8}}).data())
    assert found.verified().passed
    assert len(found.plan.roster) == 2


def test_a_rule_is_kept_by_whatever_name() -> None:
    rest = {"kind": "rest_between_duties", "hours": 12}
    for name in ("one_place_at_a_time", "rest"):
        found = plan(DrawnCampaign(2, (WHOLE_DAY,), ALONE, (), {name: rest}).data())
        assert found.plan.roster
        assert found.verified().passed


def test_a_standing_duty_that_a_hard_rule_asks_for_is_named_by_its_desk() -> None:
    campaign = drawn(Desk("u0", 2, ("morning",), ("morning",)), officers=(("u0", None),), crews={"kind": "coverage"})
    with pytest.raises(ContradictionError, match=r"Desk 0 \(2027-04-05/morning"):
        plan(campaign.data())
    soft = drawn(Desk("u0", 2, ("morning",), ("morning",)), officers=(("u0", None),))
    assert plan(soft.data()).tiers["standing"].value == 2


def test_visits_that_rules_could_ask_for_leave_it_open() -> None:
    """With a team that could go elsewhere than it does, nothing is proved of rules that ask for duty."""
    data = small_world(1, 4, 2, mobile_team=True)
    data["rules"] = lawful_rules() | {"many": {"kind": "hours_in_period", "period": "horizon", "at_least": 90}}
    with pytest.raises(OutOfTimeError, match="nor was it proved"):
        plan(data)
    for absent in ("visits", "teams"):
        del data[absent]
    with pytest.raises(ContradictionError):
        plan(data)


def test_whom_rules_and_loans_join() -> None:
    data = small_world(3, 4, 1, mobile_team=False)
    names = {officer["unit"]: name for name, officer in data["officers"].items()}
    first, second, third = list(names)[:3]
    joined = {"kind": "together_apart", "relation": "apart", "officers": [names[first], names[second]]}
    data["rules"] = {"pair": joined}
    data["officers"][names[third]]["lent_to"] = [second]
    scenario = Scenario.model_validate(data)
    world = compile_world(scenario)
    assert (first, second) in rostered_together(world, scenario.rules)
    assert (third,) in rostered_together(world, scenario.rules)
    assert (first, second, third) in sharing_people(world, scenario.rules)
    shares = scenario.rules["pair"].model_copy(update={"enforcement": "off"})
    assert (first,) in rostered_together(world, {"pair": shares})
    alone = replace(world, officers=tuple(replace(each, lent_to=frozenset()) for each in world.officers))
    assert (third,) in sharing_people(alone, scenario.rules)


def test_officers_of_two_units_who_belong_together_are_rostered_together() -> None:
    together = {"kind": "together_apart", "relation": "together", "officers": ["o0", "o1"], "per": "shift"}
    campaign = drawn(
        Desk("u0", 1, ("morning",), ("morning",)),
        Desk("u1", 1, ("morning",)),
        officers=(("u0", None), ("u1", None)),
        pair=together,
    )
    found = plan(campaign.data())
    assert found.verified().passed
    held = {(row.date, row.officer) for row in found.plan.roster}
    assert len(held) == 4


def test_a_unit_without_officers_is_served_by_lent_ones() -> None:
    campaign = drawn(Desk("u1", 1, ("morning",), ("morning",)), officers=(("u0", "u1"), ("u0", None)))
    found = plan(campaign.data())
    assert found.verified().passed
    assert {row.officer for row in found.plan.roster} == {"o0"}
    assert found.tiers["standing"].value == 0


def test_a_standing_duty_nobody_can_hold_is_a_shortage() -> None:
    campaign = drawn(Desk("u0", 1, ("morning",), ("morning",)), days=1)
    data = campaign.data()
    for officer in data["officers"].values():
        officer["leave"] = {"away": {"first_day": "2027-04-05", "last_day": "2027-04-05"}}
    data["rules"]["leave"] = {"kind": "availability", "of": "leave"}
    found = plan(data, improve=True)
    assert found.tiers["standing"].value == found.tiers["standing"].bound == 1
    assert found.verified().passed


def test_one_solver_that_says_there_is_nothing_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign, asked = drawn(WHOLE_DAY), []
    solve = Budget.solve

    def wrong_at_first(self: Budget, *arguments: Any) -> Status:
        asked.append(solve(self, *arguments))
        return Status.INFEASIBLE if len(asked) == 1 else asked[-1]

    monkeypatch.setattr(Budget, "solve", wrong_at_first)
    assert nearest(campaign) == Infeasible(is_proved=False)
    assert len(asked) == 2
