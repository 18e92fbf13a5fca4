"""Personal calendars: whole duties with stable ids, and no property that a text opened."""

from __future__ import annotations

import re
from datetime import datetime
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


def test_events_have_stable_unique_ids_and_the_stamp_asked_for():
    stamp = datetime(2024, 4, 1, 12, 30)
    first, second = calendar_texts(SMALL, stamp), calendar_texts(SMALL)
    ids = {officer: re.findall(r"UID:(.*)\r\n", text) for officer, text in first.items()}
    assert ids == {officer: re.findall(r"UID:(.*)\r\n", text) for officer, text in second.items()}
    everything = [uid for uids in ids.values() for uid in uids]
    assert len(everything) == len(set(everything)) == len(SMALL.plan.roster)
    assert "DTSTAMP:20240401T123000Z" in first["tan_phu_01"]
    assert "DTSTAMP:20240404T000000Z" in second["tan_phu_01"]


def test_calendar_file_names_differ_on_every_system():
    assert file_names(["con", "An", "an", "tan_phu_01"]) == {
        "con": "con_.ics",
        "An": "An.ics",
        "an": "an_.ics",
        "tan_phu_01": "tan_phu_01.ics",
    }
