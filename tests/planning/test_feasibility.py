"""Whether there is any plan, whatever opens, in campaigns small enough to know the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf, prod
from typing import Any

import pytest

from optimizer.campaign.decisions import Decisions
from optimizer.errors import ContradictionError, OutOfTimeError
from optimizer.planning.feasibility import Feasible, Infeasible, nearest_feasible
from optimizer.planning.possible_tours import possible_tours
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


def nearest(campaign: DrawnCampaign, wanted: Decisions = NOTHING, effort: float = 10.0):
    scenario = Scenario.model_validate(campaign.data())
    world = compile_world(scenario)
    (units,) = sharing_people(world, scenario.rules)
    budget = Budget(inf, None, StopRequest())
    return nearest_feasible(world, scenario.rules, units, wanted, budget, effort, workers=1, seed=1)


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
    assert nearest(drawn(WHOLE_DAY, hours=hours), effort=0.0) == Infeasible(is_proved=False)


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


def with_visits(at_least: int, days: int = 5, officers: int = 4) -> dict[str, Any]:
    """Three officers of the visiting team, lent to nobody, who are to have so many duties; two go on each visit."""
    data = small_world(1, days, officers, first_day="2024-04-01", mobile_team=True)
    many = {"kind": "duties_in_period", "period": "horizon", "of": "duties", "at_least": at_least}
    data["rules"] = lawful_rules() | {"many": many | {"scope": {"units": ["district_team"]}}}
    for officer in data["officers"].values():
        officer["lent_to"] = []
    return data


WISHED = {"wish": {"date": "2024-04-02", "want": "on"}}


def wishing_on_leave() -> dict[str, Any]:
    """The same, one of whom asks for duty on Tuesday, and has to have it, but is on leave then."""
    data = with_visits(1)
    data["rules"]["requests"]["enforcement"] = "hard"
    leave = {"away": {"first_day": "2024-04-02", "last_day": "2024-04-02"}}
    data["officers"]["district_1"] |= {"requests": WISHED, "leave": leave}
    return data


def test_wherever_teams_go_is_looked_at_before_anything_is_called_impossible() -> None:
    """Nobody can be on duty on a day of leave; many duties could be had on visits that nobody planned."""
    with pytest.raises(ContradictionError) as refusal:
        plan(wishing_on_leave())
    assert [str(each.where) for each in refusal.value.diagnostics[1:]] == [
        "Leave and requests (rules.leave)",
        "Leave and requests (rules.requests)",
    ]
    assert plan(with_visits(2)).verified().passed
    with pytest.raises(OutOfTimeError, match="nor was it proved"):
        plan(with_visits(6))


def test_more_tours_than_can_be_looked_at_leave_it_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.planning.feasibility.MOST_TOURS", 3)
    with pytest.raises(OutOfTimeError, match="nor was it proved"):
        plan(wishing_on_leave())


def test_a_visit_that_closes_for_want_of_company_leaves_it_open() -> None:
    """The officer of the commune has no time to go along, so the team's officers lose what a rule asks for."""
    with pytest.raises(OutOfTimeError, match="nor was it proved"):
        plan(with_visits(1, officers=1))
    assert plan(with_visits(1, officers=2)).verified().passed


def test_a_tour_is_each_way_to_spend_a_day() -> None:
    """Three places, two of which in both shifts of two days, the school only when term and examinations let it."""
    world = compile_world(Scenario.model_validate(with_visits(2, days=2)))
    tours = possible_tours(world, ("district_team",), 1000)
    assert tours is not None
    assert len(tours) == len(set(tours))
    shifts = {day: {stop.day_shift for tour in tours for stop in tour if stop.day_shift.day == day} for day in (0, 1)}
    places = {
        day_shift: sum(day_shift in may for each in world.programmes for may in each.day_shifts.values())
        for of_day in shifts.values()
        for day_shift in of_day
    }
    expected = sum(prod(1 + places[each] for each in of_day) for of_day in shifts.values())
    assert len(tours) + len([day for day in shifts.values() if day]) == expected
    assert possible_tours(world, ("district_team",), expected - 1) is None
    assert possible_tours(world, ("nobody",), 0) == ()


@pytest.mark.parametrize(("lent_to", "error"), [([], ContradictionError), (["district_team"], OutOfTimeError)])
def test_officers_on_loan_may_go_on_tours(lent_to: list[str], error: type[Exception]) -> None:
    """A desk has five evenings, so who is to have seven duties must go on tours, which none does that is planned."""
    data = with_visits(7)
    data["rules"]["many"]["scope"] = {"officers": ["tan_phu_1"]}
    data["posts"]["desk_tan_phu"] |= {"standing": None, "shifts": ["evening"]}
    data["teams"]["mobile"]["local_officers"] = 0
    data["officers"]["tan_phu_1"] |= {"lent_to": lent_to, "skills": ["id_card"]}
    with pytest.raises(error):
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

    def wrong_at_first(self: Budget, *arguments: Any, **named: Any) -> Status:
        asked.append(solve(self, *arguments, **named))
        return Status.INFEASIBLE if len(asked) == 1 else asked[-1]

    monkeypatch.setattr(Budget, "solve", wrong_at_first)
    assert nearest(campaign) == Infeasible(is_proved=False)
    assert len(asked) == 2
