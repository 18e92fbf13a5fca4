"""A night belongs to the day on which it begins; its hours keep off what is closed, free or over by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from optimizer.verify import verify_plan
from optimizer.world.plan import AbsenceRow, Plan
from tests.worlds.planned import Planned, plan

NIGHTS = tuple(date(2027, 4, day) for day in range(5, 9))
"""Monday to Thursday."""


def guarded_town(**changes: Any) -> dict[str, Any]:
    """One desk that is to be open every night from 22:00 to 06:00, and two officers for it."""
    always = ["weekday", "weekend", "holiday"]
    rates = {day_type: {"night": 0.02} for day_type in always}
    data: dict[str, Any] = {
        "campaign": {
            "name": "Thử đêm",
            "first_day": "2027-04-05",
            "last_day": "2027-04-08",
            "finish_by": "2027-04-08",
            "language": "vi",
            "agency": {"superior": "A", "name": "B", "place": "C", "signatory": "D"},
            "streams": {"act": {"name": "Kích hoạt", "unit": "tài khoản"}},
        },
        "calendar": {},
        "shifts": {"night": {"name": "Đêm", "code": "Đ", "start": "22:00", "end": "06:00", "is_evening": True}},
        "places": {
            "town": {
                "name": "Thị trấn",
                "kind": "commune",
                "latitude": 11.45,
                "longitude": 106.85,
                "pools": {"act": {"target": 40, "people": 80}},
            }
        },
        "units": {"police": {"name": "Công an", "place": "town", "other_work": []}},
        "kits": {"kit": {}},
        "posts": {
            "desk": {
                "name": "Bàn",
                "place": "town",
                "unit": "police",
                "stream": "act",
                "kit": "kit",
                "crew": {"size": 1, "officers": 1},
                "standing": {"shifts": ["night"], "day_types": always},
            }
        },
        "officers": {
            name: {"name": f"Nguyễn {name}", "unit": "police", "hours_per_week": 168} for name in ("an", "binh")
        },
        "turnout": {"act": {"segments": {"all": {"share": 1.0, "arrival": rates}}}},
        "service": {"act": {"minutes_per_person": 5}},
        "rules": {
            "one": {"kind": "one_duty_at_a_time"},
            "cover": {"kind": "coverage", "enforcement": "hard"},
            "leave": {"kind": "availability", "of": "leave"},
        },
    }
    for path, value in changes.items():
        *branches, leaf = path.split("__")
        here = data
        for branch in branches:
            here = here.setdefault(branch, {})
        here[leaf] = value
    return data


def spell(first: str, last: str) -> Mapping[str, Any]:
    return {"spell": {"first_day": first, "last_day": last}}


def nights_of(planned: Planned) -> list[date]:
    return [row.date for row in planned.plan.openings]


@pytest.mark.parametrize(
    ("shut", "open_on"),
    [
        ({"calendar__blackouts": {"act": spell("2027-04-07", "2027-04-07")}}, (5, 8)),
        ({"places__town__closed": {"2027-04-06": "hội"}}, (7, 8)),
        ({"kits__kit__unavailable": spell("2027-04-08", "2027-04-09")}, (5, 6)),
        ({"places__town__closed": {"2027-04-09": "sau đợt"}}, (5, 6, 7)),
    ],
    ids=["blackout", "closed day", "outage", "closed on the day after the last"],
)
def test_no_night_runs_into_what_is_closed(shut: Mapping[str, Any], open_on: tuple[int, ...]) -> None:
    planned = plan(guarded_town(**shut))
    assert [day.day for day in nights_of(planned)] == list(open_on)
    assert planned.verified().passed
    assert planned.tiers["standing"].value == 0

    always_open = plan(guarded_town())
    assert nights_of(always_open) == list(NIGHTS)
    told = verify_plan(planned.scenario, always_open.plan)
    assert {breach.key.when for breach in told.hard_breaches if breach.key.rule == "desk_hours"} == {
        str(day) for day in NIGHTS if day.day not in open_on
    }


def test_no_night_runs_into_leave_neither_that_of_the_campaign_nor_the_one_after_it() -> None:
    away = {"first": {"first_day": "2027-04-07", "last_day": "2027-04-07"}, "later": {"first_day": "2027-04-09"}}
    away["later"]["last_day"] = "2027-04-20"
    planned = plan(guarded_town(officers__an__leave=away))
    held = {row.date.day: row.officer for row in planned.plan.roster}
    assert held[6] == held[7] == held[8] == "binh"
    assert planned.verified().passed

    swapped = [
        replace(row, officer="an", name="Nguyễn an") if row.date.day in (6, 8) else row for row in planned.plan.roster
    ]
    told = verify_plan(planned.scenario, replace(planned.plan, roster=tuple(swapped)))
    assert {(b.key.rule, b.key.when) for b in told.hard_breaches if b.key.rule == "leave"} == {
        ("leave", "2027-04-06"),
        ("leave", "2027-04-08"),
    }


def test_the_day_on_which_a_night_ends_is_no_day_of_rest() -> None:
    week = {"campaign__last_day": "2027-04-11", "campaign__finish_by": "2027-04-11"}
    rest = {"rules__rest": {"kind": "rest_days", "at_least": 3}}
    planned = plan(guarded_town(**week, **rest))
    assert planned.verified().passed
    touched = {(row.officer, day) for row in planned.plan.roster for day in (row.date, row.end.date())}
    rows = {(row.officer, row.date) for row in planned.plan.absences if row.kind == "rest"}
    assert not rows & touched
    for officer in ("an", "binh"):
        assert sum(who == officer for who, _ in rows) >= 3
    told = verify_plan(planned.scenario, with_a_false_rest_day(planned.plan))
    assert any(breach.key.rule == "officer_days" for breach in told.hard_breaches)


def with_a_false_rest_day(honest: Plan) -> Plan:
    """The plan with a row of rest on a morning until which somebody was on duty."""
    begun = {(row.officer, row.date) for row in honest.roster}
    mornings = [(row.officer, row.end.date()) for row in honest.roster if row.end.date() <= date(2027, 4, 11)]
    officer, morning = next(day for day in mornings if day not in begun)
    return replace(honest, absences=(*honest.absences, AbsenceRow(morning, officer, "rest")))


def test_the_hours_of_a_holiday_are_those_worked_on_it() -> None:
    planned = plan(guarded_town(calendar__holidays={"2027-04-06": "lễ"}))
    assert planned.verified().passed
    loads = planned.plan.burden
    assert sum(row.holiday_duties for row in loads) == 2
    assert sum(row.overtime_hours for row in loads) == pytest.approx(6 + 2)
    assert sum(row.weekend_duties for row in loads) == 0


def test_what_is_done_after_the_deadline_counts_no_more() -> None:
    planned = plan(guarded_town(campaign__last_day="2027-04-05", campaign__finish_by="2027-04-05"))
    assert planned.verified().passed
    (row,) = planned.plan.progress
    (opening,) = planned.plan.openings
    assert row.expected_done == pytest.approx(opening.expected_done / 4)


def test_half_a_night_counts_by_the_day_to_finish_by() -> None:
    planned = plan(guarded_town(campaign__finish_by="2027-04-06"))
    assert planned.verified().passed
    first, second = planned.plan.openings[:2]
    assert planned.plan.progress[1].expected_cumulative == pytest.approx(
        first.expected_done + second.expected_done / 4, abs=1e-6
    )


@pytest.mark.parametrize(("most", "nights"), [(17.9, 2), (18.0, 3)])
def test_a_week_holds_what_is_worked_until_its_last_midnight(most: float, nights: int) -> None:
    """From Friday on: three nights are 16 hours and the 2 of Sunday evening; the rest is the next week's."""
    data = guarded_town(
        campaign__first_day="2027-04-09",
        campaign__last_day="2027-04-11",
        campaign__finish_by="2027-04-11",
        officers__binh__leave=spell("2027-04-09", "2027-04-12"),
        rules__hours={"kind": "hours_in_period", "period": "week", "at_most": most},
        posts__desk__standing=None,
    )
    planned = plan(data)
    assert planned.verified().passed
    assert len(planned.plan.roster) == nights


def test_helpers_are_kept_off_nights_that_end_when_they_are_away() -> None:
    helper = {
        "name": "Trần",
        "posts": ["desk"],
        "shifts_per_week": 7,
        "unavailable": spell("2027-04-07", "2027-04-07"),
    }
    planned = plan(guarded_town(helpers={"chi": helper}, posts__desk__crew={"size": 2, "officers": 1}))
    assert planned.verified().passed
    assert planned.plan.helpers
    assert not {row.date.day for row in planned.plan.helpers} & {6, 7}
