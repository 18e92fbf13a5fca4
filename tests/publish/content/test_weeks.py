"""The weekly rosters as plain data, before any sheet shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from optimizer.publish.content.publication import Publication
from optimizer.publish.content.weeks import RosterLine, rest_days, week_rosters, weeks
from optimizer.world.plan import RosterRow
from tests.publish.documents import SMALL

DUTY = next(row for row in SMALL.plan.roster if row.unit == "tan_phu" and row.date == date(2024, 4, 15))
"""In a week in which nobody of the unit is anywhere but at its own desk."""


def with_duty(before: RosterRow, **changes: str) -> Publication:
    """The plan with one duty changed."""
    roster = tuple(replace(row, **changes) if row == before else row for row in SMALL.plan.roster)
    return replace(SMALL, plan=replace(SMALL.plan, roster=roster))


def line_of(publication: Publication, row: RosterRow) -> tuple[RosterLine, tuple[tuple[str, str], ...]]:
    """The officer's line in the week of a duty, and the numbered desks of the unit."""
    number = list(weeks(publication.scenario)).index(f"{row.date:%G-W%V}")
    week = week_rosters(publication)[number]
    unit = next(unit for unit in week.units if any(line.name == row.name for line in unit.lines))
    return next(line for line in unit.lines if line.name == row.name), unit.posts


def test_every_duty_and_absence_stands_on_its_day() -> None:
    shown = set()
    for week in week_rosters(SMALL):
        for unit in week.units:
            for line in (line for line in unit.lines if line.number is not None):
                for day, signs in zip(week.days, line.days, strict=True):
                    shown |= {(line.name, day.date, shift) for shift in signs.shifts}
                    shown |= {(line.name, day.date, signs.absence)} if signs.absence else set()
    names = {key: officer.name for key, officer in SMALL.scenario.officers.items()}
    duties = {(row.name, row.date, row.shift) for row in SMALL.plan.roster}
    assert shown == duties | {(names[row.officer], row.date, row.kind) for row in SMALL.plan.absences}


def test_officers_are_numbered_through_and_helpers_are_not() -> None:
    lines = [line for unit in week_rosters(SMALL)[0].units for line in unit.lines]
    numbers = [line.number for line in lines if line.number is not None]
    assert numbers == list(range(1, len(SMALL.scenario.officers) + 1))
    helpers = {helper.name for helper in SMALL.scenario.helpers.values()}
    assert {line.name for line in lines if line.number is None} == helpers


def test_hours_are_those_of_the_week() -> None:
    by_week: dict[tuple[str, str], float] = {}
    for row in SMALL.plan.roster:
        key = f"{row.date:%V}", row.name
        by_week[key] = by_week.get(key, 0.0) + (row.end - row.start).total_seconds() / 3600
    found = {
        (week.number, line.name): line.hours
        for week in week_rosters(SMALL)
        for unit in week.units
        for line in unit.lines
        if line.number is not None and line.hours
    }
    assert found == {key: pytest.approx(hours) for key, hours in by_week.items()}


def test_a_lent_officer_has_a_star_and_several_desks_have_numbers() -> None:
    code = SMALL.scenario.shifts[DUTY.shift].code
    line, posts = line_of(SMALL, DUTY)
    assert posts[0][0] == ""
    assert line.days[DUTY.date.weekday()].shifts[DUTY.shift] == code
    line, posts = line_of(with_duty(DUTY, post="desk_thuan_loi"), DUTY)
    assert posts == (("1", "Bàn kích hoạt Tân Phú"), ("2", "Bàn kích hoạt Thuận Lợi"))
    assert line.days[DUTY.date.weekday()].shifts[DUTY.shift] == f"{code}2*"
    # Who supports the team in the own commune is not lent to it.
    local, _ = line_of(with_duty(DUTY, post="mobile", role="local"), DUTY)
    assert local.days[DUTY.date.weekday()].shifts[DUTY.shift] == f"{code}2"


def test_a_week_is_whole_and_tells_which_of_its_days_count() -> None:
    first, *_ = week_rosters(SMALL)
    campaign = SMALL.scenario.campaign
    assert [day.date for day in first.days] == [date(2024, 4, 1) + timedelta(days=number) for number in range(7)]
    assert next(day.date for day in first.days if day.is_planned) == campaign.first_day == date(2024, 4, 4)
    assert [day.date.day for day in first.days if day.is_rest] == [6, 7]
    assert rest_days(SMALL.scenario) == {date(2024, 4, day) for day in (6, 7, 13, 14, 18, 20, 21)}


def test_weeks_of_two_years_are_told_apart() -> None:
    assert [week.number for week in week_rosters(SMALL)] == ["14", "15", "16"]
    data = SMALL.scenario.model_dump(mode="json")
    data["campaign"] |= {"first_day": "2024-12-23", "last_day": "2025-01-05", "finish_by": "2025-01-02"}
    data["calendar"] = {}
    moved = replace(SMALL, scenario=type(SMALL.scenario).model_validate(data))
    assert [week.number for week in week_rosters(moved)] == ["52-2024", "01-2025"]
