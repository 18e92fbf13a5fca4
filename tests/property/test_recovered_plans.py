"""Plans read back from their rows and changed: what is mended verifies, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.planning.recovery import Known, Staff, assembled_anew, recover
from optimizer.rostering.budget import Budget
from optimizer.run.csv_files import ROW_TYPES, csv_text
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from optimizer.track.mending import Mending, mend, roster_difference
from optimizer.verify import verify_plan
from optimizer.workflows.revising import staff_of
from optimizer.world.plan import Plan
from tests.property.test_planned_campaigns import campaigns
from tests.worlds.planned import plan
from tests.worlds.small import World, small_world

CHECKS = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def files(found: Plan) -> dict[str, str]:
    return {name: csv_text(row_type, getattr(found, name)) for name, row_type in ROW_TYPES.items()}


@CHECKS
@given(campaigns())
def test_a_plan_drawn_up_anew_from_its_rows_is_the_same(data: World) -> None:
    planned = plan(data)
    staff = staff_of(planned.scenario)
    again = assembled_anew(staff, planned.plan)
    assert files(again) == files(planned.plan)
    known = assembled_anew(staff, planned.plan, Known(staff, planned.plan))
    for before, after, also in zip(planned.plan.tiers, again.tiers, known.tiers, strict=True):
        assert dict(after.terms) == pytest.approx(dict(before.terms), abs=1e-6)
        assert also.value == pytest.approx(before.value, abs=1e-6)
        assert also.bound == before.bound
        assert also.bound_given_openings == before.bound_given_openings


@CHECKS
@given(campaigns(), st.integers(0, 99), st.integers(0, 5), st.integers(0, 3))
def test_an_absence_is_mended_lawfully_and_touches_only_those_who_can_help(
    data: World, who: int, after: int, days: int
) -> None:
    planned = plan(data)
    if not planned.plan.roster or not planned.verified().passed:
        return
    row = planned.plan.roster[who % len(planned.plan.roster)]
    first, last = row.date, min(row.date + timedelta(days=days), planned.world.days[-1].date)
    away = frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))
    scenario = with_leave(data, row.officer, first, last)
    staff = staff_of(scenario)
    asked = Mending(frozenset({row.officer}), first, first + timedelta(days=after), {row.officer: away})
    mended = mend(staff, planned.plan, asked, Budget(60, None, StopRequest()), 10)
    assert hasattr(mended, "plan"), mended
    known = Known(staff_of(planned.scenario), planned.plan)
    changed = assembled_anew(staff, mended.plan, known)
    verification = verify_plan(scenario, changed)
    assert verification.passed, list(verification.lines())
    difference = roster_difference(planned.plan.roster, changed.roster)
    assert not any(duty.officer == row.officer and duty.date in away for duty in changed.roster)
    assert mended.counts["duties"].bound <= mended.counts["duties"].value
    assert all(duty.date >= first for duty in (*difference.taken, *difference.given))
    untouched = units_apart(staff, planned.plan, row.officer)
    # Where a visit is given up for want of its crew, officers of the commune are no longer asked to it either.
    touched = {duty.officer for duty in {*difference.taken, *difference.given} - set(mended.closed)}
    unit_of = {officer.id: officer.unit for officer in staff.world.officers}
    home: dict[str, str] = {post.id: post.unit for post in staff.world.posts}
    lent = {duty.officer for duty in difference.given if home.get(duty.post) not in (None, unit_of[duty.officer])}
    # Whoever comes from elsewhere is lent to a desk, and colleagues at home take over what they leave.
    assert bool(lent & untouched) == ("loans" in mended.counts)
    assert {unit_of[officer] for officer in touched & untouched} <= {unit_of[officer] for officer in lent}


def units_apart(staff: Staff, found: Plan, officer: str) -> set[str]:
    """Officers of roster problems other than the one of this officer."""
    problems = recover(staff.world, staff.rules, found).need.problems.values()
    own = {
        person.id for problem in problems for person in problem.persons if officer in {p.id for p in problem.persons}
    }
    return {person.id for problem in problems for person in problem.persons} - own


def with_leave(data: World, officer: str, first: date, last: date) -> Scenario:
    scenario = Scenario.model_validate(data)
    someone = scenario.officers[officer]
    known = {name: each.model_dump(mode="json") for name, each in someone.leave.items()}
    known["absence"] = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    changed = {**data["officers"], officer: {**data["officers"][officer], "leave": known}}
    return Scenario.model_validate({**data, "officers": changed})


def test_what_opens_follows_from_who_is_on_duty() -> None:
    planned = plan(small_world(1, 7, 4))
    staff = staff_of(planned.scenario)
    desk = planned.plan.openings[0]
    key = (desk.date, desk.shift, desk.post)
    left = tuple(row for row in planned.plan.roster if (row.date, row.shift, row.post) != key)
    closed = assembled_anew(staff, replace(planned.plan, roster=left), Known(staff, planned.plan))
    assert key not in {(row.date, row.shift, row.post) for row in closed.openings}
    assert sum(row.expected_done for row in closed.progress) < sum(row.expected_done for row in planned.plan.progress)


def test_a_soft_rule_that_came_with_an_overlay_is_counted_everywhere() -> None:
    """What is known of the plan before says nothing of it, also where nothing else changed."""
    data = small_world(2, 7, 4, first_day="2024-04-01")
    planned = plan(data)
    few = {"kind": "duties_in_period", "period": "week", "of": "duties", "at_most": 1, "enforcement": {"soft": 2.0}}
    stricter = Scenario.model_validate({**data, "rules": {**data.get("rules", {}), "few": few}})
    staff = staff_of(stricter)
    afresh = assembled_anew(staff, planned.plan)
    known = assembled_anew(staff, planned.plan, Known(staff_of(planned.scenario), planned.plan))
    terms = [[dict(tier.terms) for tier in found.tiers] for found in (known, afresh)]
    assert any(of_tier.get("few", 0.0) > 0 for of_tier in terms[1])
    assert terms[0] == [pytest.approx(of_tier, abs=1e-6) for of_tier in terms[1]]
    assert verify_plan(stricter, known).passed
