"""The workbook: every sheet holds what is told, prints well, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from optimizer.publish.content.loads import unit_loads
from optimizer.publish.content.lookups import officer_order
from optimizer.publish.content.results import stream_results
from optimizer.publish.content.weeks import weeks
from optimizer.publish.xlsx.workbook import workbook_bytes
from optimizer.texts.formats import Texts, people_cut
from tests.publish.documents import HOSTILE, SMALL, open_sheets, roster_of_workbook, with_names
from tests.worlds.published import publication

SHEETS = open_sheets(workbook_bytes(SMALL))


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
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
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
        assert line[3] == people_cut(place.by_finish, 1)
        assert line[4] == people_cut(place.last, 1)
        assert line[6] == pytest.approx(place.share, abs=0.001)
        assert line[7] == place.rank
    total = next(line for line in sheet if line[1] == "Tổng cộng")
    assert total[2] == sum(place.target for place in result.places)


def test_the_hours_of_the_workbook_tell_burden_per_available_day():
    sheet = SHEETS["Giờ trực cán bộ"]
    head = next(line for line in sheet if line[0] == "STT")
    at = head.index("Điểm tải mỗi ngày")
    shown = {line[1]: line[at] for line in sheet if isinstance(line[0], float)}
    loads = [officer for load in unit_loads(SMALL) for officer in load.officers]
    assert shown == {officer.name: pytest.approx(officer.daily_burden) for officer in loads}


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
