from __future__ import annotations

import csv
import io
import re
import time
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from operator import attrgetter
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from optimizer.publish.content.assurance import tier_views
from optimizer.publish.content.lookups import daily_burden, officer_order
from optimizer.publish.content.notices import warnings
from optimizer.publish.content.summary import stream_results, verdict, weeks
from optimizer.publish.html.report import report_html
from optimizer.publish.ics.calendars import calendar_texts, file_names
from optimizer.publish.run_folder import publish_run
from optimizer.publish.xlsx.workbook import workbook_bytes
from optimizer.run.reading import read_plan
from optimizer.texts.formats import Texts
from optimizer.verify import verify_plan
from optimizer.world.plan import Plan, RosterRow
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
        run_record={**SMALL.run_record, "warnings": [name]},
    )


def open_sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


SHEETS = open_sheets(workbook_bytes(SMALL))


def roster_of_workbook(content):
    head, *lines = open_sheets(content)["Danh sách ca trực"]
    columns = {
        "date": "Ngày", "start": "Bắt đầu", "end": "Kết thúc", "name": "Họ và tên", "officer": "Mã cán bộ",
        "unit": "Mã đơn vị", "shift": "Mã ca", "post": "Mã bàn/tổ", "place": "Mã địa điểm",
        "stream": "Mã nội dung", "role": "Mã nhiệm vụ",
    }  # fmt: skip
    at = {field: head.index(label) for field, label in columns.items()}
    return tuple(RosterRow(**{field: line[column] for field, column in at.items()}) for line in lines)


def test_the_workbook_gives_the_roster_back():
    assert roster_of_workbook(workbook_bytes(SMALL)) == SMALL.plan.roster


def test_the_weekly_matrices_show_every_duty_and_absence():
    scenario, shown = SMALL.scenario, set()
    shifts = list(scenario.shifts)
    for week, days in weeks(scenario).items():
        sheet = SHEETS[f"Tuần {week[6:]}"]
        heads = next(line for line in sheet if line[0] == "STT")
        rows = [line for line in sheet if isinstance(line[0], float)]
        staff = [key for unit in scenario.units for key in officer_order(
            scenario, (key for key, officer in scenario.officers.items() if officer.unit == unit))]  # fmt: skip
        assert [line[1] for line in rows] == [scenario.officers[key].name for key in staff]
        for officer, line in zip(staff, rows, strict=True):
            for day in days:
                column = heads.index(f"{Texts('vi').short_weekday(day)} {day:%d/%m}")
                for position, cell in enumerate(line[column : column + len(shifts)]):
                    if cell:
                        is_duty = cell[0] == scenario.shifts[shifts[position]].code and cell[0] not in "NPBK"
                        shown.add((officer, day, shifts[position] if is_duty else cell))
    codes = {"rest": "N", "leave": "P", "compensatory": "B", "other_duty": "K"}
    duties = {(row.officer, row.date, row.shift) for row in SMALL.plan.roster}
    absences = {(row.officer, row.date, codes[row.kind]) for row in SMALL.plan.absences}
    assert shown == duties | absences


def test_a_unit_is_never_split_between_printed_pages():
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(publication(11, 10, 75)))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    sheet = open_sheets(workbook_bytes(publication(11, 10, 75)))["Tuần 14"]
    headings = [number for number, line in enumerate(sheet) if str(line[0]).startswith(("Công an", "Đội CS"))]
    breaks = [int(row) for row in re.findall(r'<brk id="(\d+)"', xml)]
    assert len(breaks) >= 2
    assert set(breaks[:-1]) <= set(headings), "the last page may hold the signatures alone"
    assert "fitToPage" not in xml, "Excel would ignore the breaks"


def test_helpers_stand_below_the_officers_of_their_desks():
    helping = SMALL.plan.helpers[0]
    helper = SMALL.scenario.helpers[helping.helper]
    sheet = SHEETS[f"Tuần {helping.date.isocalendar().week}"]
    line = next(line for line in sheet if line[1] == helper.name)
    assert line[0] == ""
    assert line[3] == "Lực lượng hỗ trợ"
    heads = next(line for line in sheet if line[0] == "STT")
    column = heads.index(f"{Texts('vi').short_weekday(helping.date)} {helping.date:%d/%m}")
    position = list(SMALL.scenario.shifts).index(helping.shift)
    assert line[column + position].startswith(SMALL.scenario.shifts[helping.shift].code)


def test_the_unit_table_holds_target_expected_share_and_rank():
    sheet = SHEETS["Tổng hợp đơn vị"]
    result = stream_results(SMALL)[0]
    for place in result.places:
        line = next(line for line in sheet if line[1] == place.label)
        assert line[2] == place.target
        assert line[3] == pytest.approx(place.by_finish)
        assert line[4] == pytest.approx(place.last)
        assert line[6] == pytest.approx(place.share, abs=0.001)
        assert line[7] == place.rank
    total = next(line for line in sheet if line[1] == "Tổng cộng")
    assert total[2] == sum(place.target for place in result.places)


def test_head_title_and_signatures_of_a_document():
    cells = [cell for line in SHEETS["Tuần 14"] for cell in line if cell]
    for text in ("CÔNG AN TỈNH BÌNH PHƯỚC", "CÔNG AN HUYỆN ĐỒNG PHÚ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                 "LỊCH TRỰC TUẦN 14", "(Từ ngày 01/04/2024 đến ngày 07/04/2024)", "NGƯỜI LẬP BIỂU",
                 "TRƯỞNG CÔNG AN HUYỆN"):  # fmt: skip
        assert text in cells


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.org", "{=1}", "0123", HOSTILE])
def test_no_text_becomes_a_formula_a_number_or_a_link(name):
    content = workbook_bytes(with_names(name))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist() if part.endswith((".xml", ".rels"))}
    for part, xml in parts.items():
        if part.startswith("xl/worksheets/"):
            assert not re.search(r"<f[ >]", xml), part
            assert "<hyperlink" not in xml
    listed = open_sheets(content)["Danh sách ca trực"]
    assert {line[listed[0].index("Họ và tên")] for line in listed[1:]} == {name}


def test_the_workbook_is_the_same_every_time():
    assert workbook_bytes(SMALL) == workbook_bytes(SMALL)


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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_report_needs_nothing_from_outside(language):
    html = report_html(publication(2, 18, 10, language))
    page = Page(html)
    assert all(address.startswith("#") for address in page.addresses)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    for address in page.addresses:
        assert f'id="{address[1:]}"' in html


def test_the_report_escapes_every_name():
    html = report_html(with_names(HOSTILE))
    page = Page(html)
    assert "script" not in page.tags
    assert HOSTILE in "".join(page.text)
    assert "alert(1)</script>" not in html
    assert 'title="<' not in html


@pytest.mark.parametrize("code", ['"', "</style>", "\\", "*/", "Ế"])
def test_a_code_of_a_shift_cannot_leave_the_style_sheet(code):
    data = SMALL.scenario.model_dump(mode="json")
    data["shifts"]["morning"]["code"] = code
    html = report_html(replace(SMALL, scenario=type(SMALL.scenario).model_validate(data)))
    style = html[html.index("<style>") + 7 : html.index("</style>")]
    written = [re.findall(r'--codes: "([^"]*)"', line)[0] for line in style.splitlines() if "--codes:" in line]
    assert len(written) == 2 ** len(data["shifts"]) - 1
    assert re.sub(r"\\([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), written[0]) == code
    assert "script" not in Page(html).tags


def test_the_roster_can_be_narrowed_to_a_week_and_a_unit_without_a_script():
    html = report_html(SMALL)
    for week in range(len(weeks(SMALL.scenario)) + 1):
        assert f'id="week-{week}"' in html
        assert f'<label for="week-{week}"' in html
    staffed = {officer.unit for officer in SMALL.scenario.officers.values()}
    assert html.count('name="unit"') == len(staffed) + 1


def test_the_report_ranks_units_and_lists_every_officers_load():
    text = " ".join(" ".join(Page(report_html(SMALL)).text).split())
    for label in ("Xếp hạng", "Ca tối", "Ca cuối tuần", "Ca ngày lễ", "Giờ làm thêm", "Điểm tải mỗi ngày"):
        assert label in text
    row = SMALL.plan.burden[0]
    name = SMALL.scenario.officers[row.officer].name
    shown = Texts("vi").number(row.burden / row.available_days, 2)
    assert re.search(rf"{re.escape(name)} {row.duties} .* {shown}", text)


def test_a_bound_that_nobody_proved_is_a_dash():
    tiers = tuple(replace(tier, bound=None, gap=None) for tier in SMALL.plan.tiers)
    views = tier_views(Texts("vi"), replace(SMALL, plan=replace(SMALL.plan, tiers=tiers)))
    assert {(view.bound, view.gap) for view in views} == {("–", "–")}


def test_the_report_tells_the_bound_for_the_published_openings_where_there_is_one():
    *first, fairness, last = SMALL.plan.tiers
    given = replace(fairness, bound=0.0, gap=1.0, bound_given_openings=1.5012)
    page = report_html(replace(SMALL, plan=replace(SMALL.plan, tiers=(*first, given, last))))
    assert "khi giữ nguyên các ca đã mở: 1,501" in page
    assert "khi giữ nguyên các ca đã mở" not in report_html(SMALL)


def test_the_hours_of_the_workbook_tell_burden_per_available_day():
    sheet = SHEETS["Giờ trực cán bộ"]
    head = next(line for line in sheet if line[0] == "STT")
    at = head.index("Điểm tải mỗi ngày")
    shown = {line[1]: line[at] for line in sheet if isinstance(line[0], float)}
    people = SMALL.scenario.officers
    assert shown == {people[row.officer].name: pytest.approx(daily_burden(row)) for row in SMALL.plan.burden}


DECOMPOSED = unicodedata.normalize("NFD", "Đặng Thị Ấn")


@pytest.mark.parametrize("name", [HOSTILE, "=1+1", "hai\ndòng", DECOMPOSED])
def test_hostile_names_reach_every_file_disarmed(tmp_path, name):
    world = with_names(name)
    folder = publish_run(tmp_path / "run", world.scenario, world.plan, world.run_record, world.verification, "")
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    plan, record = read_plan(folder)
    assert {row.name for row in plan.roster} == {plain}
    assert record["warnings"] == [unicodedata.normalize("NFC", name)]
    for path in folder.rglob("*"):
        if path.suffix in (".csv", ".html", ".ics", ".json"):
            text = path.read_text(encoding="utf-8-sig")
            assert unicodedata.is_normalized("NFC", text), path.name
            if path.suffix == ".csv":
                cells = (cell for line in csv.reader(text.splitlines()) for cell in line)
                assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell)], path.name
            elif path.suffix == ".html":
                assert "<script" not in text


def rosters_read_back(tmp_path):
    """The roster as each of the formats gives it back."""
    folder = publish_run(
        tmp_path / "run", SMALL.scenario, SMALL.plan, SMALL.run_record, SMALL.verification, SMALL.resolved_text
    )
    yield read_plan(folder)[0].roster
    yield roster_of_workbook((folder / "roster.xlsx").read_bytes())
    names = file_names(SMALL.scenario.officers)
    yield roster_of_calendars({key: (folder / "calendars" / name).read_bytes().decode() for key, name in names.items()})


def test_the_verifier_judges_the_roster_of_every_format_alike(tmp_path):
    order = attrgetter("date", "shift", "officer")
    judged = [
        verify_plan(
            SMALL.scenario, replace(SMALL.plan, roster=tuple(sorted(roster, key=order))), SMALL.run_record
        ).to_json()
        for roster in (SMALL.plan.roster, *rosters_read_back(tmp_path))
    ]
    assert len(judged) == 4
    assert all(one == judged[0] for one in judged)


def test_the_report_says_first_whether_the_target_is_met():
    html = report_html(SMALL)
    result = stream_results(SMALL)[0]
    sentence = verdict(Texts("vi"), result)
    assert sentence.startswith("Dự báo chưa đạt chỉ tiêu: ")
    assert sentence in html
    assert html.index(sentence) < html.index('id="progress"')
    for row in SMALL.plan.visits:
        assert SMALL.scenario.places[row.place].name in html
    for officer in SMALL.scenario.officers.values():
        assert officer.name in html


def test_a_met_target_is_told_as_met():
    progress = tuple(replace(row, expected_cumulative=row.target) for row in SMALL.plan.progress)
    met = replace(SMALL, plan=replace(SMALL.plan, progress=progress))
    result = stream_results(met)[0]
    assert verdict(Texts("vi"), result).startswith("Dự báo đạt chỉ tiêu: ")
    assert [place.rank for place in result.places] == [1, 1]
    assert "verdict met" in report_html(met)
    assert "chưa đạt" not in " ".join(notice.subject for notice in warnings(met, stream_results(met)))


def test_a_figure_just_below_the_target_is_not_told_as_met():
    progress = tuple(replace(row, expected_cumulative=row.target - 0.01) for row in SMALL.plan.progress)
    missed = replace(SMALL, plan=replace(SMALL.plan, progress=progress))
    result = stream_results(missed)[0]
    assert not result.is_met
    assert verdict(Texts("en"), result).endswith(" 1 short.")
    assert Texts("vi").percent(result.judged / result.target).startswith("99,9")


def test_warnings_name_places_officers_and_schools():
    found = {notice.subject: notice.text for notice in warnings(SMALL, stream_results(SMALL))}
    assert found["Chung"] == "Xã Đồng Tâm chạm trần giờ trong 5 tuần"
    assert "44,0 giờ (tháng 05/2024)" in found["Làm thêm quá mức cho phép trong tháng"]
    assert found["Số học sinh chưa đủ điều kiện trước hạn cuối"] == "THCS Tân Phú 3; THCS Thuận Lợi 3"


def roster_of_calendars(calendars, people=SMALL.scenario.officers):
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    read = []
    for officer, text in calendars.items():
        calendar = Calendar.from_ical(text)
        assert calendar["METHOD"] == "PUBLISH"
        assert [str(part["TZID"]) for part in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
        for event in calendar.walk("VEVENT"):
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            assert start.utcoffset() == zone.utcoffset(datetime(2024, 4, 4))
            shift, post, place, stream, role = (str(part) for part in event["CATEGORIES"].cats)
            day = date.fromisoformat(str(event["UID"]).split(".")[1])
            read.append(
                RosterRow(day, shift, start.replace(tzinfo=None), end.replace(tzinfo=None), officer,
                          people[officer].name, people[officer].unit, post, place, stream, role)
            )  # fmt: skip
    return tuple(read)


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


def test_a_plan_without_rows_is_still_published(tmp_path):
    nothing = Plan((), (), (), (), (), (), (), (), ())
    folder = publish_run(tmp_path / "run", SMALL.scenario, nothing, {}, {}, "")
    assert "Không có buổi lưu động nào." in (folder / "report.html").read_text(encoding="utf-8")
    assert "Tuần 14" in open_sheets((folder / "roster.xlsx").read_bytes())
    assert len(list((folder / "calendars").iterdir())) == len(SMALL.scenario.officers)


@pytest.mark.parametrize("kept", [("evening",), ("morning", "evening")])
def test_any_number_of_shifts_a_day(kept):
    data = SMALL.scenario.model_dump(mode="json")
    data["shifts"] = {shift: data["shifts"][shift] for shift in kept}
    data["visits"] = {}
    roster = tuple(row for row in SMALL.plan.roster if row.shift in kept)
    openings = tuple(row for row in SMALL.plan.openings if row.shift in kept)
    world = replace(
        SMALL,
        scenario=type(SMALL.scenario).model_validate(data),
        plan=replace(SMALL.plan, roster=roster, openings=openings, visits=()),
    )
    assert len(open_sheets(workbook_bytes(world))["Danh sách ca trực"]) == len(roster) + 1
    assert f".m{2 ** len(kept) - 1} " in report_html(world)


def test_a_district_is_published_in_seconds(tmp_path):
    whole = publication(11, 91, 75)
    began = time.process_time()
    publish_run(tmp_path / "run", whole.scenario, whole.plan, whole.run_record, whole.verification, whole.resolved_text)
    assert time.process_time() - began < 6, "about 2 s of processor time are usual"
    assert (tmp_path / "run" / "report.html").stat().st_size < 2_500_000
    assert len(list((tmp_path / "run" / "calendars").iterdir())) == 75
