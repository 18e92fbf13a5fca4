"""Officer-minutes of a week: exact where hand and head can tell, never below what a roster can reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.allocation.hours import Hours, most_minutes, trained_hours, weekly_hours
from optimizer.campaign.decisions import Decisions, Opening
from optimizer.planning.staffing import staffing_need
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from tests.worlds.small import lawful_rules, small_world
from tests.worlds.solved import tiered

OFFICER = "tan_phu_1"
CUT_WEEK, WHOLE_WEEK = "2024-W14", "2024-W15"
"""Thursday to Sunday, and Monday, a holiday, to Sunday."""


def compiled(rules=None, days=11, **officer):
    data = small_world(1, days, 1)
    data["rules"] = lawful_rules() if rules is None else rules
    data["officers"][OFFICER] |= officer
    scenario = Scenario.model_validate(data)
    return compile_world(scenario), scenario.rules


def minutes(week, rules=None, **officer):
    world, posted = compiled(rules, **officer)
    return most_minutes(world, posted, world.officers[0], week)


def leave(first, last):
    return {"leave": {"away": {"first_day": first, "last_day": last}}}


def history(days):
    return {"history": {"days": days}}


WHOLE_DAYS = {"rest": {"kind": "rest_between_duties", "hours": 12, "source": "BLLĐ"}}
RESTS = {"weekly_rest": {"kind": "rest_days", "at_least": 2, "source": "BLLĐ"}}
EIGHT = {"day": {"kind": "hours_in_period", "period": "day", "at_most": 8, "source": "BLLĐ"}}
TEN = {"day": {**EIGHT["day"], "at_most": 10}}
SOFT_EIGHT = {"day": {**EIGHT["day"], "enforcement": {"soft": 1.0}}}
LEAVE = {"leave": {"kind": "availability", "of": "leave", "source": "BLLĐ"}}
NO_LEAVE = {"leave": {**LEAVE["leave"], "enforcement": "off"}}
SOFT_LEAVE = {"leave": {**LEAVE["leave"], "enforcement": {"soft": 1.0}}}
OTHERS_LEAVE = {"leave": {**LEAVE["leave"], "scope": {"officers": ["somebody"]}}}
OTHERS_EIGHT = {"day": {**EIGHT["day"], "scope": {"officers": ["somebody"]}}}


@pytest.mark.parametrize(
    ("week", "rules", "officer", "hours"),
    [
        (CUT_WEEK, None, {}, 32),
        (CUT_WEEK, WHOLE_DAYS, {}, 4 * 12),
        (WHOLE_WEEK, WHOLE_DAYS, {}, 7 * 12),
        (WHOLE_WEEK, EIGHT, {}, 7 * 8),
        (WHOLE_WEEK, TEN, {}, 7 * 8),
        (WHOLE_WEEK, SOFT_EIGHT, {}, 7 * 12),
        (WHOLE_WEEK, OTHERS_EIGHT, {}, 7 * 12),
        (WHOLE_WEEK, RESTS, {}, 5 * 12),
        (CUT_WEEK, RESTS, {}, 4 * 12),
        (CUT_WEEK, LEAVE | RESTS | EIGHT, leave("2024-04-05", "2024-04-06"), 2 * 8),
        (WHOLE_WEEK, LEAVE | WHOLE_DAYS, leave("2024-04-01", "2024-04-09"), 5 * 12),
        (WHOLE_WEEK, LEAVE | RESTS, leave("2024-04-01", "2024-04-09"), 4 * 12),
        (WHOLE_WEEK, WHOLE_DAYS, leave("2024-04-01", "2024-04-09"), 7 * 12),
        (WHOLE_WEEK, NO_LEAVE, leave("2024-04-01", "2024-04-09"), 7 * 12),
        (WHOLE_WEEK, SOFT_LEAVE | RESTS, leave("2024-04-01", "2024-04-09"), 6 * 12),
        (WHOLE_WEEK, SOFT_LEAVE | RESTS, leave("2024-04-08", "2024-04-13"), 7 * 12),
        (WHOLE_WEEK, LEAVE | RESTS, leave("2024-04-09", "2024-04-10"), 3 * 12),
        (WHOLE_WEEK, OTHERS_LEAVE, leave("2024-04-08", "2024-04-14"), 7 * 12),
        (WHOLE_WEEK, None, leave("2024-04-08", "2024-04-14"), 0),
        (CUT_WEEK, None, {"hours_per_week": 20} | history({"2024-04-02": ["morning", "evening"]}), 12),
        (CUT_WEEK, None, {"hours_per_week": 20} | history({"2024-03-31": ["morning", "evening"]}), 20),
        (CUT_WEEK, None, {"hours_per_week": 23}, 20),
        (CUT_WEEK, None, {"hours_per_week": 3}, 0),
        (CUT_WEEK, RESTS, history({"2024-04-01": ["rest"], "2024-04-02": ["morning"]}), 3 * 12),
        (CUT_WEEK, RESTS, history({"2024-04-01": ["rest"], "2024-04-03": ["rest"]}), 4 * 12),
    ],
)
def test_the_hard_rules_leave_so_many_hours(week, rules, officer, hours):
    assert minutes(week, rules, **officer) == 60 * hours


OFFICERS = {
    "nothing known": {},
    "leave at the start": leave("2024-04-04", "2024-04-06"),
    "leave over the weekend": leave("2024-04-06", "2024-04-09"),
    "leave but for three days": {"hours_per_week": 60} | leave("2024-04-05", "2024-04-12"),
    "worked before": history({"2024-04-01": ["morning", "afternoon"], "2024-04-03": ["evening"]}),
    "rested before": history({"2024-04-01": ["rest"], "2024-04-02": ["other_duty"], "2024-04-03": ["compensatory"]}),
    "many hours": {"hours_per_week": 60},
    "hours for five duties and a half": {"hours_per_week": 22},
}


@pytest.mark.parametrize("enforcement", ["hard", "off", {"soft": 0.01}], ids=str)
@pytest.mark.parametrize("officer", OFFICERS.values(), ids=OFFICERS)
def test_no_roster_gives_more(officer, enforcement):
    """The engine fills as many of all shifts as the rules allow, on leave too where that is allowed."""
    world, rules = compiled(lawful_rules() | {"leave": {**LEAVE["leave"], "enforcement": enforcement}}, **officer)
    openings = [Opening(world.posts[0], day_shift, 1, 0) for day_shift in world.day_shifts]
    problem = staffing_need(world, Decisions(tuple(openings))).problems["tan_phu"]
    problem = replace(problem, slots=tuple(replace(slot, weight_under=1) for slot in problem.slots))
    solver = tiered(problem, rules)
    roster = solver.staff(10.0).roster
    assert roster.tiers["standing"] == solver.bounds["standing"]
    hours = weekly_hours(world, rules)
    for week in world.weeks:
        given = sum(
            slot.minutes * len(roster.assignments[slot.id])
            for slot in problem.slots
            if problem.horizon[slot.day].week == week
        )
        assert 0 < given <= hours["tan_phu", week]


def test_hours_add_up_over_officers_and_are_cut_beside_visits():
    world = compile_world(Scenario.model_validate(small_world(1, 11, 3, mobile_team=True)))
    capacity = weekly_hours(world, {})
    assert capacity["tan_phu", CUT_WEEK] == 3 * 4 * 720
    hours = Hours(capacity, {("tan_phu", CUT_WEEK): 240}).cut(("tan_phu", CUT_WEEK), 1000)
    assert hours.capacity["tan_phu", CUT_WEEK] == 1000 + 240
    assert hours.capacity["tan_phu", WHOLE_WEEK] == capacity["tan_phu", WHOLE_WEEK]


def test_whoever_travels_has_hours_for_journeys_too():
    data = small_world(1, 11, 3, mobile_team=True) | {"rules": lawful_rules()}
    world = compile_world(Scenario.model_validate(data))
    units = {team.unit for team in world.teams}
    given = {
        officer.unit in units: most_minutes(
            world, Scenario.model_validate(data).rules, replace(officer, minutes_per_week=22 * 60), WHOLE_WEEK
        )
        for officer in world.officers
    }
    assert given == {True: 22 * 60, False: 20 * 60}


@pytest.mark.parametrize(("enforcement", "hours"), [("hard", 2 * 20 + 4), ({"soft": 1.0}, 3 * 20)])
def test_whoever_has_no_skill_that_is_asked_for_gives_hours_to_visits_alone(enforcement, hours):
    data = small_world(1, 11, 3)
    data["posts"]["desk_tan_phu"]["crew"]["skill"] = "activation"
    for name, officer in data["officers"].items():
        officer |= {"hours_per_week": 20, "skills": [] if name == OFFICER else ["activation"]}
    rules = {name: rule for name, rule in lawful_rules().items() if rule["kind"] != "qualification"}
    data["rules"] = rules | {"skills": {"kind": "qualification", "source": "BCA", "enforcement": enforcement}}
    scenario = Scenario.model_validate(data)
    world, key = compile_world(scenario), ("tan_phu", WHOLE_WEEK)
    visits = {key: 4 * 60}
    assert trained_hours(world, scenario.rules, weekly_hours(world, scenario.rules), visits)[key] == 60 * hours
