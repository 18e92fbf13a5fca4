"""Duties, visits, quotas and personal calendars as plain data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.publish.content.duties import duty_views
from optimizer.publish.content.heading import heading
from optimizer.publish.content.personal_calendars import personal_calendars
from optimizer.publish.content.quotas import quota_groups
from optimizer.publish.content.signs import absence_signs, shift_signs
from optimizer.publish.content.visits import visit_groups
from optimizer.publish.content.weeks import weeks
from tests.publish.documents import SMALL


def test_every_duty_has_the_names_of_its_ids() -> None:
    views = duty_views(SMALL)
    assert tuple(view.row for view in views) == SMALL.plan.roster
    view = next(view for view in views if view.row.role == "team")
    school = SMALL.scenario.places[view.row.place].name
    assert (view.post, view.where, view.task) == ("Tổ CCCD lưu động", f"Tổ CCCD lưu động – {school}", "Tổ lưu động")
    at_desk = next(view for view in views if view.row.role == "desk")
    assert at_desk.where == at_desk.post == SMALL.scenario.posts[at_desk.row.post].name


def test_visits_stand_by_kind_with_their_sums() -> None:
    school = SMALL.plan.visits[0]
    home = replace(school, kind="home_visit", expected_served=4.0, expected_done=3.0)
    groups = visit_groups(replace(SMALL, plan=replace(SMALL.plan, visits=(home, *SMALL.plan.visits, home))))
    assert [group.kind for group in groups] == ["Trường học", "Tại nhà"]
    assert (groups[1].expected_served, groups[1].expected_done) == (8.0, 6.0)
    assert [visit.row for visit in groups[0].visits] == list(SMALL.plan.visits)
    assert visit_groups(replace(SMALL, plan=replace(SMALL.plan, visits=()))) == ()


def test_quotas_add_up_by_week_and_in_all() -> None:
    (group,) = quota_groups(SMALL)
    assert group.stream == SMALL.scenario.campaign.streams["activation"].name
    assert len(group.weekly) == len(weeks(SMALL.scenario))
    rows = SMALL.plan.quotas
    assert group.total == pytest.approx(sum(row.invitations for row in rows))
    assert sum(group.weekly) == pytest.approx(group.total)
    assert group.expected == pytest.approx(sum(row.expected_arrivals for row in rows))
    first = replace(SMALL, plan=replace(SMALL.plan, quotas=rows[:1]))
    assert quota_groups(first)[0].quotas[0].weekly == (rows[0].invitations, None, None)


def test_a_calendar_entry_tells_task_company_and_unit() -> None:
    team = next(row for row in SMALL.plan.roster if row.role == "team")
    calendars = {calendar.officer: calendar for calendar in personal_calendars(SMALL)}
    assert calendars.keys() == SMALL.scenario.officers.keys()
    assert sum(len(calendar.entries) for calendar in calendars.values()) == len(SMALL.plan.roster)
    entry = next(entry for entry in calendars[team.officer].entries if entry.row == team)
    stream, task, company, unit = entry.details
    assert (stream, task, unit) == ("Cấp CCCD", "Nhiệm vụ: Tổ lưu động", "Đội CSQLHC về TTXH")
    together = {
        row.name for row in SMALL.plan.roster if (row.date, row.shift, row.post) == (team.date, team.shift, team.post)
    }
    assert set(company.removeprefix("Cùng trực: ").split(", ")) == together - {team.name}


def test_signs_and_heading_are_those_of_the_scenario() -> None:
    assert [(sign.code, sign.hours) for sign in shift_signs(SMALL)] == [
        ("S", "07h00–11h00"),
        ("C", "13h00–17h00"),
        ("T", "18h00–22h00"),
    ]
    assert [(sign.kind, sign.code) for sign in absence_signs(SMALL)] == [
        ("rest", "N"),
        ("leave", "P"),
        ("compensatory", "B"),
        ("other_duty", "K"),
    ]
    head = heading(SMALL)
    assert (head.agency, head.prepared_by) == ("CÔNG AN HUYỆN ĐỒNG PHÚ", "NGƯỜI LẬP BIỂU")
    assert head.imprint == "Lập bởi catruc 0.1.0 · dữ liệu 0f0f0f0f0f0f · hạt giống 7"
