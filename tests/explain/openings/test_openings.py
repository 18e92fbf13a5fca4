"""What a decision adds is what two whole plans differ by, figures verified independently; reasons are the true ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.explain.openings.desks import DeskExplained, explain_desk
from optimizer.explain.openings.difference import Followed
from optimizer.explain.openings.invitations import explain_invitation
from optimizer.explain.openings.visits import explain_visit
from optimizer.planning.recovery import Staff, assembled_anew, recover
from optimizer.verify import verify_plan
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId
from tests.worlds.planned import Planned, plan
from tests.worlds.short_target import short_target
from tests.worlds.small import lawful_rules, small_world

POOL = "tan_phu", "activation"


def followed_of(planned: Planned) -> Followed:
    return Followed(planned.world, recover(planned.world, planned.scenario.rules, planned.plan).decisions)


def desk(planned: Planned, when: DayShift, **aims: Any) -> DeskExplained:
    post = next(post for post in planned.world.posts if post.place == "tan_phu")
    return explain_desk(followed_of(planned), planned.plan, planned.scenario.rules, post, when, aims.get("aims", {}))


@pytest.fixture(scope="module")
def short() -> Planned:
    """A plan that misses its targets."""
    return plan(short_target())


@pytest.fixture(scope="module")
def visiting() -> Planned:
    """A plan with a mobile team."""
    data = small_world(2, 14, 4)
    return plan(data | {"rules": lawful_rules()})


def shifts_of(planned: Planned, *, is_open: bool) -> list[DayShift]:
    opened = {each.day_shift for each in followed_of(planned).decisions.openings if each.post.place == "tan_phu"}
    days = range(planned.world.finish_by + 1)
    every = [DayShift(day, shift) for day in days for shift in range(len(planned.world.shifts))]
    return [when for when in every if (when in opened) == is_open]


def test_what_an_open_shift_adds_is_what_a_verified_plan_without_it_lacks(short: Planned) -> None:
    names = {key: officer.name for key, officer in short.scenario.officers.items()}
    for when in shifts_of(short, is_open=True)[:4]:
        date, shift = short.world.days[when.day].date, short.world.shifts[when.shift].id
        key = date, shift, "desk_tan_phu"
        rows = replace(
            short.plan,
            roster=tuple(row for row in short.plan.roster if (row.date, row.shift, row.post) != key),
            helpers=tuple(row for row in short.plan.helpers if (row.date, row.shift, row.post) != key),
        )
        without = assembled_anew(Staff(short.world, short.loop.rules, names), rows)
        assert verify_plan(short.scenario, without).figures == ()
        finish = short.world.days[short.world.finish_by].date
        done = {part.date: part.expected_cumulative for part in without.progress if (part.place, part.stream) == POOL}
        explained = desk(short, when)
        assert explained.reason == "short"
        assert explained.standing is not None
        assert explained.standing.otherwise == pytest.approx(done[finish], abs=1e-6)
        assert explained.standing.added > 0.0


def test_a_crew_and_the_rest_of_the_unit_are_told_with_their_hours(short: Planned) -> None:
    when = shifts_of(short, is_open=True)[0]
    explained = desk(short, when)
    date, shift = short.world.days[when.day].date, short.world.shifts[when.shift].id
    here = {
        row.officer for row in short.plan.roster if (row.date, row.shift, row.post) == (date, shift, "desk_tan_phu")
    }
    assert {each.officer for each in explained.hours if each.status == "on_duty"} == here
    assert len(explained.hours) == 3
    assert all(each.worked <= each.most == 20 * 60 for each in explained.hours)


def test_a_shut_shift_says_what_it_would_add_and_what_could_be_shut_for_it(short: Planned) -> None:
    explained = desk(short, shifts_of(short, is_open=False)[0])
    assert not explained.is_open
    assert explained.reason in ("no_hours", "worth_less")
    assert explained.standing is not None
    assert explained.standing.otherwise > explained.standing.expected
    for other in explained.instead:
        # Else the plan would have opened it.
        assert other.standing.otherwise <= explained.standing.expected + 1.0


def test_reasons_are_told_apart() -> None:
    reached = plan(short_target(target=30))
    shut = desk(reached, shifts_of(reached, is_open=False)[0])
    assert shut.reason == "enough"
    opened = [desk(reached, when) for when in shifts_of(reached, is_open=True)]
    assert {each.reason for each in opened} <= {"needed", "spare"}
    for each in opened:
        assert each.standing is not None
        assert (each.reason == "needed") == (not each.standing.is_reached_otherwise)
    spare = next((each for each in opened if each.reason == "spare"), None)
    if spare is not None:
        raised = desk(reached, spare.day_shift, aims={POOL: 40.0})
        assert raised.reason == "chance"


def test_a_standing_shift_stands_and_one_that_may_not_open_cannot() -> None:
    data = small_world(1, 7, 4)
    data["posts"]["desk_tan_phu"]["shifts"] = ["morning", "afternoon"]
    planned = plan(data | {"rules": lawful_rules()})
    weekday = next(day.index for day in planned.world.days if day.day_type == "weekday")
    assert desk(planned, DayShift(weekday, 0)).reason == "standing"
    assert desk(planned, DayShift(weekday, 2)).reason == "cannot"


def test_visits_and_days_without(visiting: Planned) -> None:
    followed = followed_of(visiting)
    schools = next(each for each in visiting.world.programmes if each.kind == "school")
    school = PlaceId("school_1")
    days = sorted({stop.day_shift.day for stop in followed.decisions.stops if stop.place == school})
    assert days
    for day in range(len(visiting.world.days)):
        explained = explain_visit(followed, schools, school, day)
        assert explained.is_visited == (day in days)
        assert explained.visits == tuple(days)
        if explained.is_visited:
            assert explained.standing is not None
            assert explained.standing.otherwise <= explained.standing.expected
            assert explained.reason in ("needed", "best_day", "other_day_better")
        elif not any(when.day == day for when in schools.day_shifts[school]):
            assert explained.reason == "not_allowed"


def test_invited_people_are_weighed_against_other_places(short: Planned) -> None:
    followed = followed_of(short)
    (union,) = short.world.organisations
    week = short.world.weeks[1]
    found = {place: explain_invitation(followed, union, week, place, {}) for place in union.places}
    assert sum(each.invited for each in found.values()) <= union.weekly_capacity
    for place, each in found.items():
        assert set(each.elsewhere) == ({other for other in union.places if other != place} if each.invited else set())
        if each.invited:
            assert each.reason in ("short", "better_elsewhere")
            assert each.standing.otherwise < each.standing.expected
        else:
            assert each.reason == "capacity_used"
            assert each.standing.otherwise > each.standing.expected
