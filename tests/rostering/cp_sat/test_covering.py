"""First rosters where people are short: as few are left out as must be, within an effort counted in steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.rostering.cp_sat.covering import Covering
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.roster import TieredRoster
from optimizer.rules.availability.statement import Availability
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.statement import Soft
from optimizer.world.roster_problem import RosterProblem
from tests.contract.case_drawing import MONDAY
from tests.worlds.micro import DutyDrawing, OfficerDrawing, World, as_problem
from tests.worlds.solved import counted

EFFORT = 0.1
RULES: dict[str, AnyStatement] = {
    "one": OneDutyAtATime(),
    "leave": Availability(),
    "rest": RestBetweenDuties(hours=12.0),
    "running": ConsecutiveDays(of="duty", at_most=6),
    "hours": HoursInPeriod(period="week", of="duty", at_most=24.0),
    "crews": Coverage(enforcement=Soft(soft=1)),
}
WEEKS = 13
SHIFTS = {"morning": 100, "afternoon": 10, "evening": 1}
"""What each weighs."""


def weeks_of(officers: tuple[OfficerDrawing, ...]) -> RosterProblem:
    """One officer for each of three shifts a day, four hours each."""
    duties = tuple(
        DutyDrawing(day, shift, minimum=1, maximum=1, weight_under=weight)
        for day in range(7 * WEEKS)
        for shift, weight in SHIFTS.items()
    )
    return as_problem(World(MONDAY, 7 * WEEKS, officers, duties))


def covered(problem: RosterProblem, near: TieredRoster | None = None, effort: float = EFFORT) -> TieredRoster:
    model = RosterModel(problem, RULES)
    found = Covering(model, counted(), seed=1, near=near).search(effort)
    assert found is not None
    return model.roster(found)


def test_where_a_week_has_too_few_hours_the_least_is_left_out_and_the_lightest() -> None:
    """Three officers may hold six of 21 duties a week each, so that three a week are left out: evenings."""
    roster = covered(weeks_of(tuple(map(OfficerDrawing, ("an", "binh", "chi")))))
    assert sum(roster.unstaffed.values()) == 3 * WEEKS
    assert roster.tiers["standing"] == 3 * WEEKS * SHIFTS["evening"]


def test_whoever_is_on_leave_costs_no_other_week() -> None:
    """Nobody of four is missed but in the week in which two are away."""
    officers = [OfficerDrawing(name) for name in ("an", "binh", "chi", "dung")]
    away = frozenset(range(35, 42))
    officers[:2] = [replace(officer, leave=away) for officer in officers[:2]]
    problem = weeks_of(tuple(officers))
    roster = covered(problem)
    assert {slot.day for slot in problem.slots if slot.id in roster.unstaffed} <= away
    assert sum(roster.unstaffed.values()) == 21 - 12


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_roster_of_the_same_people_is_begun_from_whatever_of_it_can_be_kept(share: float) -> None:
    problem = weeks_of(tuple(map(OfficerDrawing, ("an", "binh", "chi"))))
    before = covered(problem)
    held = dict(list(before.assignments.items())[int(share * len(before.assignments)) :])
    roster = covered(problem, replace(before, assignments=held))
    assert roster.tiers["standing"] <= before.tiers["standing"]


def test_what_weeks_lack_is_proved_at_once_where_hours_settle_it() -> None:
    """Six officers may hold two duties of four hours each in ten hours a week: twelve of 21 duties."""
    problem = weeks_of(tuple(map(OfficerDrawing, ("an", "binh", "chi", "dung", "giang", "hoa"))))
    model, budget = (
        RosterModel(problem, RULES | {"hours": HoursInPeriod(period="week", of="duty", at_most=10.0)}),
        counted(),
    )
    found = Covering(model, budget, seed=1).search(EFFORT)
    assert found is not None
    assert model.value("standing", found) == WEEKS * (7 * SHIFTS["evening"] + 2 * SHIFTS["afternoon"])
    assert budget.spent < 5 * EFFORT
