"""Tables: encodings, separators, kinds of cells, formulas, and their place among the layers."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from optimizer.errors import ScenarioError
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from tests.worlds.small import small_world, write_world


def load(
    tmp_path: Path, tables: str, files: dict[str, bytes], more: str = "", overrides: tuple[str, ...] = ()
) -> Scenario:
    write_world(tmp_path, small_world(3))
    path = tmp_path / "scenarios" / "case.yaml"
    path.write_text(f"extends: world.yaml\ntables: {tables}\n{more}", encoding="utf-8")
    for name, content in files.items():
        (path.parent / name).write_bytes(content)
    return load_scenario(path, overrides).scenario


def officers(tmp_path: Path, text: str, encoding: str = "utf-8") -> Scenario:
    return load(tmp_path, "{officers: o.csv}", {"o.csv": text.encode(encoding)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding: str, separator: str, tmp_path: Path) -> None:
    text = "id,name,unit,hours_per_week,skills,note\r\nđặng,Đặng Thị Ấn,tan_phu,24,id_card|kích_hoạt,\r\n\r\n"
    added = officers(tmp_path, text.replace(",", separator), encoding).officers["đặng"]
    assert (added.name, added.hours_per_week, added.skills) == ("Đặng Thị Ấn", 24, ("id_card", "kích_hoạt"))


def test_decimal_commas_in_files_with_semicolons(tmp_path: Path) -> None:
    text = "id;name;unit;hours_per_week;history.burden\nan;An;tan_phu;22,5;1.5\n"
    added = officers(tmp_path, text).officers["an"]
    assert (added.hours_per_week, added.history.burden) == (22.5, 1.5)


def test_text_cells_are_only_text(tmp_path: Path) -> None:
    text = 'id,name,unit,hours_per_week,position,phone\nan,"=1+1\nhai ""dòng""",tan_phu,24,<script>,0912345678\n'
    added = officers(tmp_path, text).officers["an"]
    assert added.name == '=1+1\nhai "dòng"'
    assert (added.position, added.phone) == ("<script>", "0912345678")


def test_empty_cells_are_not_given(tmp_path: Path) -> None:
    added = officers(tmp_path, "id,name,unit,hours_per_week,skills,rank\nan,An,tan_phu,24,,\n").officers["an"]
    assert (added.skills, added.rank) == ((), "")


def test_yaml_of_the_same_file_lies_over_its_tables(tmp_path: Path) -> None:
    table = b"id,name,unit,hours_per_week\ntan_phu_1,An,tan_phu,24\ntan_phu_2,Ha,tan_phu,24\n"
    more = "officers: {tan_phu_1: {hours_per_week: 12}, tan_phu_2: null}\n"
    scenario = load(tmp_path, "{officers: o.csv}", {"o.csv": table}, more)
    assert (scenario.officers["tan_phu_1"].name, scenario.officers["tan_phu_1"].hours_per_week) == ("An", 12)
    assert "tan_phu_2" not in scenario.officers


def test_settings_reach_into_the_rows_of_tables(tmp_path: Path) -> None:
    files = {
        "o.csv": b"id,name,unit,hours_per_week,skills\nan,An,tan_phu,24,id_card|kit\nha,Ha,tan_phu,24,kit\n",
        "l.csv": b"officer,id,first_day,last_day\nan,annual,2024-04-05,2024-04-06\nan,ill,2024-04-08,2024-04-08\n",
    }
    overrides = (
        "officers.an.hours_per_week=12",
        "officers.an.skills=[kit]",
        "officers.an.leave.annual.last_day=2024-04-07",
        "officers.an.leave.ill=null",
        "officers.ha=null",
    )
    officers = load(tmp_path, "{officers: o.csv, leave: l.csv}", files, overrides=overrides).officers
    assert "ha" not in officers
    assert (officers["an"].name, officers["an"].hours_per_week, officers["an"].skills) == ("An", 12, ("kit",))
    assert {key: leave.last_day for key, leave in officers["an"].leave.items()} == {"annual": date(2024, 4, 7)}


def test_a_table_outside_the_root_is_refused_through_a_link_too(tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("id,name,unit,hours_per_week\nan,An,tan_phu,24\n", encoding="utf-8")
    write_world(tmp_path, small_world(3))
    try:
        (tmp_path / "scenarios" / "link.csv").symlink_to(tmp_path / "outside.csv")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    with pytest.raises(ScenarioError, match="lies outside the folder 'scenarios'"):
        load(tmp_path, "{officers: link.csv}", {})


def test_attached_tables(tmp_path: Path) -> None:
    files = {
        "l.csv": b"officer,id,first_day,last_day,reason\ntan_phu_1,,2024-04-05,2024-04-06,Ph\xc3\xa9p\n",
        "r.csv": b"officer,id,date,shift,want,weight\ntan_phu_1,,2024-04-08,evening,off,2.5\n"
        b"tan_phu_1,w,2024-04-09,,on,\n",
        "h.csv": b"officer,date,entries\ntan_phu_1,2024-04-03,morning|evening\ntan_phu_1,2024-04-02,rest\n",
        "p.csv": b"school,birth_date,count\nschool_1,2010-04-05,7\n",
    }
    scenario = load(tmp_path, "{leave: l.csv, requests: r.csv, history: h.csv, pupils: p.csv}", files)
    officer = scenario.officers["tan_phu_1"]
    assert officer.leave["2024-04-05"].last_day == date(2024, 4, 6)
    assert officer.leave["2024-04-05"].reason == "Phép"
    assert (officer.requests["2024-04-08-evening"].shift, officer.requests["2024-04-08-evening"].weight) == (
        "evening",
        2.5,
    )
    assert officer.requests["w"].shift is None
    assert officer.history.days == {date(2024, 4, 3): ("morning", "evening"), date(2024, 4, 2): ("rest",)}
    assert scenario.places["school_1"].pupils[date(2010, 4, 5)] == 7


def test_pupils_one_by_one_are_counted(tmp_path: Path) -> None:
    rows = b"school,birth_date,note\nschool_1,2010-04-20,a\nschool_1,2010-04-20,b\nschool_1,2010-04-21,\n"
    pupils = load(tmp_path, "{pupils: p.csv}", {"p.csv": rows}).places["school_1"].pupils
    assert (pupils[date(2010, 4, 20)], pupils[date(2010, 4, 21)]) == (2, 1)


def test_nested_columns_lists_and_notes(tmp_path: Path) -> None:
    rows = (
        "id,name,place,unit,stream,lanes,crew.size,standing.shifts,standing.day_types,note\n"
        "desk_2,Điểm 2,tan_phu,tan_phu,activation,2,3,morning|evening,weekday|holiday,bỏ qua\n"
    )
    places = "id,pools.activation.target,road_km.tan_phu,note\ndong_tien,33,7.5,ước tính\n"
    files = {"posts.csv": rows.encode(), "places.csv": places.encode()}
    scenario = load(tmp_path, "{posts: posts.csv, places: places.csv}", files)
    post = scenario.posts["desk_2"]
    assert (post.lanes, post.crew.size, post.crew.officers) == (2, 3, 1)
    assert post.standing is not None
    assert post.standing.day_types == ("weekday", "holiday")
    place = scenario.places["dong_tien"]
    assert (place.pools["activation"].target, place.road_km["tan_phu"], place.note) == (33, 7.5, "ước tính")


def workbook(path: Path, sheets: Mapping[str, Sequence[Any]]) -> bytes:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path.read_bytes()


HEADING = ["id", "name", "unit", "hours_per_week", "skills"]


def test_workbook_cells_have_their_types(tmp_path: Path) -> None:
    sheets = {
        "officers": [HEADING, [101, "An", "tan_phu", 22.5, "id_card|x"], [], ["ha", "Ha\u0300", "tan_phu", 24, None]],
        "leave": [
            ["officer", "first_day", "last_day"],
            [101, datetime(2024, 4, 5), datetime(2024, 4, 6)],
            ["ha", "2024-04-08", datetime(2024, 4, 8)],
        ],
    }
    files = {"in.xlsx": workbook(tmp_path / "w.xlsx", sheets)}
    scenario = load(tmp_path, "{officers: in.xlsx, leave: in.xlsx#leave}", files)
    assert (scenario.officers["101"].hours_per_week, scenario.officers["101"].skills) == (22.5, ("id_card", "x"))
    assert scenario.officers["101"].leave["2024-04-05"].last_day == date(2024, 4, 6)
    assert scenario.officers["ha"].name == "Hà"
    assert scenario.officers["ha"].leave["2024-04-08"].first_day == date(2024, 4, 8)


def message(tmp_path: Path, tables: str, content: bytes) -> str:
    with pytest.raises(ScenarioError) as error:
        load(tmp_path, tables, {"in.xlsx": content})
    return str(error.value)


def test_formula_cells_are_refused(tmp_path: Path) -> None:
    rows = [HEADING, ["an", "An", "tan_phu", "=12*2", None], ["ha", "=A1", "tan_phu", 24, None]]
    assert message(tmp_path, "{officers: in.xlsx}", workbook(tmp_path / "w.xlsx", {"officers": rows})) == (
        "scenarios/in.xlsx officers!D2\nscenarios/in.xlsx officers!B3\n  the cell holds a formula\n"
        "  replace it by its value (copy, then Paste Special → Values)"
    )


def test_error_cells_and_merged_cells_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("officers")
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ["an", "An", "tan_phu", "=NA()", None])
        sheet.write_row(2, 0, ["ha", "Ha", "tan_phu", 24, None])
        sheet.merge_range("C2:C3", "tan_phu")
    # What is pasted as a value after a formula failed: the error stays, the formula goes.
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    formula = b'<c r="D2"><f>NA()</f><v>0</v></c>'
    member = "xl/worksheets/sheet1.xml"
    assert formula in members[member]
    members[member] = members[member].replace(formula, b'<c r="D2" t="e"><v>#N/A</v></c>')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert message(tmp_path, "{officers: in.xlsx}", path.read_bytes()) == (
        "scenarios/in.xlsx officers!D2\n  the cell holds the error #N/A\n  enter a value, or clear it\n"
        "scenarios/in.xlsx officers!C2:C3\n  the cells are merged, so that all but the first are empty\n"
        "  unmerge and fill in each"
    )


def test_numbers_stored_as_text_are_numbers(tmp_path: Path) -> None:
    rows = [HEADING, ["an", "An", "tan_phu", " 24 ", None], ["ha", "Hà", "tan_phu", "22.5", None]]
    content = workbook(tmp_path / "w.xlsx", {"officers": rows})
    officers = load(tmp_path, "{officers: in.xlsx}", {"in.xlsx": content}).officers
    assert (officers["an"].hours_per_week, officers["ha"].hours_per_week) == (24, 22.5)


@pytest.mark.parametrize("written", ["05/04/2024", "5/4/2024", "5-4-2024", "05.04.2024", "2024-04-05"])
def test_dates_in_tables_may_be_written_day_first(written: str, tmp_path: Path) -> None:
    content = workbook(
        tmp_path / "w.xlsx", {"leave": [["officer", "first_day", "last_day"], ["tan_phu_1", written, written]]}
    )
    leave = load(tmp_path, "{leave: in.xlsx}", {"in.xlsx": content}).officers["tan_phu_1"].leave
    assert {key: (entry.first_day, entry.last_day) for key, entry in leave.items()} == {
        "2024-04-05": (date(2024, 4, 5), date(2024, 4, 5))
    }


def test_dates_that_are_none_name_sheet_row_and_column(tmp_path: Path) -> None:
    rows = [
        ["officer", "first_day", "last_day"],
        ["tan_phu_1", 45387, datetime(2024, 4, 5)],
        ["tan_phu_2", "31/04/2024", datetime(2024, 4, 30)],
        ["tan_phu_3", datetime(2024, 4, 8), datetime(2024, 4, 6)],
        ["tan_phu_l", datetime(2024, 4, 5), datetime(2024, 4, 6)],
        [None, datetime(2024, 4, 5), datetime(2024, 4, 6)],
    ]
    content = workbook(tmp_path / "w.xlsx", {"leave": rows})
    assert message(tmp_path, "{leave: in.xlsx}", content) == (
        "scenarios/in.xlsx leave!B2  first_day\n  45387 is a number, not a date\n"
        "  format the cell as a date, or write 2024-04-05 or 05/04/2024\n"
        "scenarios/in.xlsx leave!A6  officer\n  the cell is empty\n  fill it in, or delete the row\n"
        "scenarios/in.xlsx leave!5  officers.tan_phu_l\n  'tan_phu_l' is not among the officers\n"
        "  did you mean 'tan_phu_4'?\n"
        "scenarios/in.xlsx leave!B3  officers.tan_phu_2.leave.2024-04-31.first_day\n  first_day is '2024-04-31'\n"
        "  there is no such day; write a date as 2024-04-04\n"
        "scenarios/in.xlsx leave!C4  officers.tan_phu_3.leave.2024-04-08.last_day\n"
        "  '2024-04-08' ends 2024-04-06, before it begins 2024-04-08\n"
        "  swap the dates, or write the same day twice for a single day"
    )


def test_errors_in_a_workbook_name_sheet_row_and_field(tmp_path: Path) -> None:
    rows = [HEADING, [], ["an", 7, "tan_fu", "nhiều", None], ["an", "An", "tan_phu", 24, None]]
    content = workbook(tmp_path / "w.xlsx", {"officers": rows})
    assert "scenarios/in.xlsx officers!A4  id\n  'an' stands twice" in message(tmp_path, "{officers: in.xlsx}", content)
    content = workbook(tmp_path / "w.xlsx", {"officers": rows[:3]})
    assert message(tmp_path, "{officers: in.xlsx}", content) == (
        "scenarios/in.xlsx officers!B3  officers.an.name\n  name is 7, not text\n"
        "  put it in quotes; in a workbook, format the column as Text\n"
        "scenarios/in.xlsx officers!D3  officers.an.hours_per_week\n  hours_per_week is 'nhiều', not a number\n"
        "  write a number without quotes and unit, with a point: 12.5\n"
        "scenarios/in.xlsx officers!C3  officers.an.unit\n  unknown unit 'tan_fu'\n  did you mean 'tan_phu'?"
    )


def test_missing_sheet_and_broken_workbook(tmp_path: Path) -> None:
    content = workbook(tmp_path / "w.xlsx", {"officer": [HEADING], "leave": [["officer"]]})
    assert message(tmp_path, "{officers: in.xlsx}", content) == (
        "scenarios/in.xlsx\n  the workbook has no sheet 'officers'\n  did you mean 'officer'?"
    )
    for broken in (b"id,name\n", b"PK\x03\x04broken", content[:-200]):
        assert "not a readable XLSX workbook" in message(tmp_path, "{officers: in.xlsx#officer}", broken)


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    content = workbook(tmp_path / "w.xlsx", {"officers": []})
    assert "the table is empty" in message(tmp_path, "{officers: in.xlsx}", content)
