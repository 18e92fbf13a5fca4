"""Personal calendars: whole duties with stable ids, and no property that a text opened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from icalendar import Calendar

from optimizer.publish.ics.calendars import calendar_texts, file_names
from tests.publish.documents import SMALL, roster_of_calendars, with_names


def test_the_calendars_give_the_roster_back():
    order = attrgetter("date", "shift", "officer")
    read = roster_of_calendars(calendar_texts(SMALL))
    assert sorted(read, key=order) == sorted(SMALL.plan.roster, key=order)


def test_calendar_texts_are_escaped_folded_and_whole():
    name = "Tổ lưu động; phường, xã \\" + " Đồng Phú" * 12
    texts = calendar_texts(with_names(name))
    for line in texts["tan_phu_01"].split("\r\n"):
        assert len(line.encode("utf-8")) <= 75
    event = Calendar.from_ical(texts["tan_phu_01"]).walk("VEVENT")[0]
    assert event["LOCATION"] == name
    assert event["SUMMARY"] == f"{name}: {name} – {name}", "shift, team and place"


def test_an_event_tells_who_else_is_on_duty():
    duty = next(row for row in SMALL.plan.roster if row.role == "team")
    crew = {row.name for row in SMALL.plan.roster if (row.date, row.shift, row.post, row.place) ==
            (duty.date, duty.shift, duty.post, duty.place)}  # fmt: skip
    calendar = Calendar.from_ical(calendar_texts(SMALL)[duty.officer])
    event = next(part for part in calendar.walk("VEVENT") if f"{duty.date:%Y%m%d}.{duty.shift}" in part["UID"])
    told = next(line for line in str(event["DESCRIPTION"]).split("\n") if line.startswith("Cùng trực: "))
    assert set(told.removeprefix("Cùng trực: ").split(", ")) == crew - {duty.name}
    helping = SMALL.plan.helpers[0]
    beside = next(row for row in SMALL.plan.roster if (row.date, row.shift, row.post) ==
                  (helping.date, helping.shift, helping.post))  # fmt: skip
    name = SMALL.scenario.helpers[helping.helper].name
    assert f"{name} (hỗ trợ)" in calendar_texts(SMALL)[beside.officer].replace("\r\n ", "")


def test_a_calendar_text_cannot_open_a_property_of_its_own():
    text = calendar_texts(with_names("An\r\nATTENDEE:mailto:x@example.org"))["tan_phu_01"]
    assert "\r\nATTENDEE" not in text


def uids(publication):
    return [uid for text in calendar_texts(publication).values()
            for uid in re.findall(r"UID:(.*)\r\n", text.replace("\r\n ", ""))]  # fmt: skip


def named(**changes):
    """The publication of another campaign."""
    campaign = SMALL.scenario.campaign.model_copy(update=changes)
    return replace(SMALL, scenario=SMALL.scenario.model_copy(update={"campaign": campaign}))


def recorded(**changes):
    return replace(SMALL, record=replace(SMALL.record, **changes))


def test_leave_and_time_off_are_whole_days():
    granted = [row for row in SMALL.plan.absences if row.kind in ("leave", "compensatory")]
    assert {row.kind for row in granted} < {row.kind for row in SMALL.plan.absences}
    read = [
        (event["DTSTART"].dt, officer, str(event["CATEGORIES"].cats[0]), str(event["SUMMARY"]))
        for officer, text in calendar_texts(SMALL).items()
        for event in Calendar.from_ical(text).walk("VEVENT")
        if type(event["DTSTART"].dt) is date and event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    ]
    words = {"leave": "nghỉ phép", "compensatory": "nghỉ bù"}
    assert sorted(read) == sorted((row.date, row.officer, row.kind, words[row.kind]) for row in granted)


def test_events_have_unique_ids_that_stay_from_plan_to_plan():
    granted = [row for row in SMALL.plan.absences if row.kind in ("leave", "compensatory")]
    found = uids(SMALL)
    assert len(found) == len(set(found)) == len(SMALL.plan.roster) + len(granted)
    last_day = SMALL.scenario.campaign.last_day + timedelta(days=7)
    again = (
        replace(SMALL, published=datetime(2024, 4, 1, 12, 30, tzinfo=UTC)),
        recorded(seed=99, scenario_hash="f" * 64),
        recorded(scenario=f"{SMALL.record.scenario}+office_hours"),
        named(last_day=last_day, language="en"),
    )
    for publication in again:
        assert uids(publication) == found


def test_no_two_campaigns_share_an_id():
    campaign = SMALL.scenario.campaign
    others = (
        named(name=f"{campaign.name} (đợt 2)"),
        named(first_day=campaign.first_day - timedelta(days=1)),
        named(agency=campaign.agency.model_copy(update={"name": "Công an huyện khác"})),
        recorded(scenario="another_district"),
    )
    found = [uid for publication in (SMALL, *others) for uid in uids(publication)]
    assert len(found) == len(set(found)) == len(uids(SMALL)) * (len(others) + 1)


def test_events_are_stamped_with_the_time_of_publication():
    published = replace(SMALL, published=datetime(2024, 4, 1, 12, 30, tzinfo=UTC))
    for text in calendar_texts(published).values():
        assert set(re.findall("DTSTAMP:.*Z", text)) <= {"DTSTAMP:20240401T123000Z"}
    assert "DTSTAMP:20240404T000000Z" in calendar_texts(SMALL)["tan_phu_01"]


def test_no_control_character_reaches_a_calendar():
    text = "".join(calendar_texts(with_names("An\x07\x1b[31m\x00\x85 Bình")).values())
    assert set(re.findall(r"[\x00-\x1f\x7f-\x9f]", text)) == {"\r", "\n"}


def test_calendar_file_names_differ_on_every_system():
    assert file_names(["con", "An", "an", "tan_phu_01"]) == {
        "con": "con_.ics",
        "An": "An.ics",
        "an": "an_.ics",
        "tan_phu_01": "tan_phu_01.ics",
    }
