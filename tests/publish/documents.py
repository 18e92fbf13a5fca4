"""Documents of a small plan, and readers that give back what they show."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from icalendar import Calendar
from python_calamine import CalamineWorkbook

from optimizer.world.plan import RosterRow
from tests.worlds.published import publication

SMALL = publication(2, 18, 10)


HOSTILE = '<script>alert(1)</script>&"=HYPERLINK("http://x")'


def with_names(name):
    """The small world with every name and free text replaced."""
    data = SMALL.scenario.model_dump(mode="json")
    for section in ("places", "units", "posts", "teams", "officers", "helpers", "organisations", "shifts"):
        for entity in data[section].values():
            entity["name"] = name
    data["campaign"]["name"] = data["campaign"]["agency"]["name"] = name
    data["campaign"]["streams"]["activation"]["name"] = name
    data["officers"]["tan_phu_01"].update(phone=name, rank=name, position=name)
    roster = tuple(replace(row, name=name) for row in SMALL.plan.roster)
    return replace(
        SMALL,
        scenario=type(SMALL.scenario).model_validate(data),
        plan=replace(SMALL.plan, roster=roster),
        record=replace(SMALL.record, warnings=(name,)),
    )


def open_sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def roster_of_workbook(content):
    head, *lines = open_sheets(content)["Danh sách ca trực"]
    columns = {
        "date": "Ngày", "start": "Bắt đầu", "end": "Kết thúc", "name": "Họ và tên", "officer": "Mã cán bộ",
        "unit": "Mã đơn vị", "shift": "Mã ca", "post": "Mã bàn/tổ", "place": "Mã địa điểm",
        "stream": "Mã nội dung", "role": "Mã nhiệm vụ",
    }  # fmt: skip
    at = {field: head.index(label) for field, label in columns.items()}
    return tuple(RosterRow(**{field: line[column] for field, column in at.items()}) for line in lines)


def roster_of_calendars(calendars, people=SMALL.scenario.officers):
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    read = []
    for officer, text in calendars.items():
        calendar = Calendar.from_ical(text)
        assert calendar["METHOD"] == "PUBLISH"
        assert [str(part["TZID"]) for part in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
        for event in calendar.walk("VEVENT"):
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            if not isinstance(start, datetime):  # a day off
                continue
            assert start.utcoffset() == zone.utcoffset(datetime(2024, 4, 4))
            shift, post, place, stream, role = (str(part) for part in event["CATEGORIES"].cats)
            day = date.fromisoformat(str(event["UID"]).split(".")[1])
            read.append(
                RosterRow(day, shift, start.replace(tzinfo=None), end.replace(tzinfo=None), officer,
                          people[officer].name, people[officer].unit, post, place, stream, role)
            )  # fmt: skip
    return tuple(read)


class Page(HTMLParser):
    """Tags, their addresses, and the visible text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.addresses, self.text = set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.addresses += [
            value for name, value in attributes if name in ("src", "href", "action", "data", "xlink:href")
        ]

    def handle_data(self, data):
        self.text.append(data)
