"""Tables that are titled, filtered, damaged or far too large: read, or told for what they are, and all at once."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.loading import LoadedScenario, load_scenario
from tests.steps import allocating, counting_steps
from tests.worlds.small import small_world, write_world

HEADING = ["id", "name", "unit", "hours_per_week", "skills"]
ROWS = [["an", "An", "tan_phu", 24, "id_card"], ["ha", "Hà", "tan_phu", 22.5, None]]


def case(folder: Path, tables: str, name: str, content: bytes, more: str = "") -> Path:
    path = write_world(folder, small_world(3)).with_name("case.yaml")
    path.write_text(f"extends: world.yaml\ntables: {tables}\n{more}", encoding="utf-8")
    path.with_name(name).write_bytes(content)
    return path


def loaded(folder: Path, name: str, content: bytes, tables: str = "") -> LoadedScenario:
    return load_scenario(case(folder, tables or f"{{officers: {name}}}", name, content))


def refused(folder: Path, name: str, content: bytes, tables: str = "") -> tuple[Diagnostic, ...]:
    with pytest.raises(ScenarioError) as error:
        loaded(folder, name, content, tables)
    return error.value.diagnostics


def book(folder: Path, write: Callable[[xlsxwriter.Workbook], None]) -> Path:
    path = folder / "made.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        write(workbook)
    return path


def officers(folder: Path) -> Path:
    def write(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("officers")
        for number, row in enumerate([HEADING, *ROWS]):
            sheet.write_row(number, 0, row)

    return book(folder, write)


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in parts.items():
            archive.writestr(member, content)
    return path.read_bytes()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("above", ["OFFICERS OF THE DISTRICT", "# made by hand,,,", "OFFICERS,,,\n\nin 2024,,,"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_lines_above_the_heading_are_told_and_the_rest_is_judged(above: str, separator: str, tmp_path: Path) -> None:
    table = f"{above}\nid,name,unit,hours_per_week\nan,An,tan_fu,24\n".replace(",", separator)
    first, unknown = refused(tmp_path, "o.csv", table.encode())
    assert first.where == "scenarios/o.csv:1"
    assert "no heading: id is missing" in str(first.what)
    assert f"(scenarios/o.csv:{table.split('id')[0].count(chr(10)) + 1})" in str(first.remedy)
    assert str(unknown.what) == "unknown unit 'tan_fu'"


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
def test_the_line_that_names_the_separator_is_heeded(separator: str, tmp_path: Path) -> None:
    rows = separator.join(["id", "name", "unit", "hours_per_week"]), separator.join(["an", "An", "tan_phu", "x"])
    (problem,) = refused(tmp_path, "o.csv", f"sep={separator}\n{rows[0]}\n{rows[1]}\n".encode())
    assert problem.where == "scenarios/o.csv:3  officers.an.hours_per_week"


def test_one_cell_that_cannot_be_read_hides_nothing_else(tmp_path: Path) -> None:
    def write(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("officers")
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ["an", "An", "tan_phu", "=12*2", None])
        sheet.write_row(2, 0, ["ha", "Hà", "tan_phu", "many", None])
        sheet.write_row(3, 0, ["=1", "Ba", "tan_phu", 24, None])
        sheet.write_row(4, 0, ["tu", "T\x07", "tan_phu", 24, None, None, "stray"])

    content = book(tmp_path, write).read_bytes()
    found = {str(problem.what): [problem.where, *problem.also] for problem in refused(tmp_path, "o.xlsx", content)}
    assert found == {
        "the cell holds a formula": ["scenarios/o.xlsx officers!D2", "scenarios/o.xlsx officers!A4"],
        "the control character U+0007 stands in the text": ["scenarios/o.xlsx officers!B5"],
        "the cell stands beside the columns of the table": ["scenarios/o.xlsx officers!G5"],
        "hours_per_week is 'many', not a number": ["scenarios/o.xlsx officers!D3  officers.ha.hours_per_week"],
    }


def test_the_same_mistake_in_many_rows_is_one_finding_with_its_places(tmp_path: Path) -> None:
    rows = "".join(f"o{number},O{number},tan_fu,24\n" for number in range(4))
    (problem,) = refused(tmp_path, "o.csv", f"id,name,unit,hours_per_week\n{rows}".encode())
    assert [problem.where, *problem.also] == [
        f"scenarios/o.csv:{number + 2}  officers.o{number}.unit" for number in range(4)
    ]
    lines = str(problem).split("\n")
    assert (len(lines), lines[4]) == (6, "  unknown unit 'tan_fu'")


def test_of_very_many_places_some_are_written_out(tmp_path: Path) -> None:
    rows = "".join(f"o{number},O,tan_fu,24\n" for number in range(50))
    (problem,) = refused(tmp_path, "o.csv", f"id,name,unit,hours_per_week\n{rows}".encode())
    assert "… and 30 more places" in str(problem)
    assert len(problem.to_json("en")["also"]) == 49


def test_hidden_rows_and_columns_are_read_with_a_warning(tmp_path: Path) -> None:
    def write(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("officers")
        for number, row in enumerate([HEADING, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(4, 9, None, None, {"hidden": True})

    found = loaded(tmp_path, "o.xlsx", book(tmp_path, write).read_bytes())
    assert found.scenario.officers["ha"].hours_per_week == 22.5
    assert [warning.where for warning in found.warnings] == [
        "scenarios/o.xlsx officers!3",
        "scenarios/o.xlsx officers!E",
    ]


def test_sheets_that_nobody_reads_are_told_unless_they_are_notes(tmp_path: Path) -> None:
    def write(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("notes").write_column(0, 0, ["How to fill this in", "By row"])
        sheet = workbook.add_worksheet("officers")
        for number, row in enumerate([HEADING, *ROWS]):
            sheet.write_row(number, 0, row)
        workbook.add_worksheet("requests").write_row(0, 0, ["officer", "date", "want"])

    found = loaded(tmp_path, "o.xlsx", book(tmp_path, write).read_bytes())
    assert [str(warning) for warning in found.warnings] == [
        "scenarios/o.xlsx requests\n  no table reads this sheet\n"
        "  if it is meant, add it under tables: 'requests: o.xlsx#requests'"
    ]


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def _replaced(part: bytes, old: bytes, new: bytes) -> bytes:
    return part.replace(old, new)


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    path = officers(tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    for name in names:
        for transitional, strict in STRICT.items():
            content = with_part(path, name, partial(_replaced, old=transitional, new=strict))
    assert loaded(tmp_path, "o.xlsx", content).scenario.officers["ha"].name == "Hà"


def test_dates_and_times_of_cells_are_read_by_their_formats(tmp_path: Path) -> None:
    def write(workbook: xlsxwriter.Workbook) -> None:
        formats = ["dd/mm/yyyy", '[$-42A]d "tháng" m yyyy', "m/d/yy;@"]
        dates = [workbook.add_format({"num_format": code}) for code in formats]
        sheet = workbook.add_worksheet("leave")
        sheet.write_row(0, 0, ["officer", "first_day", "last_day"])
        for number, style in enumerate(dates, 1):
            sheet.write(number, 0, f"tan_phu_{number}")
            sheet.write_datetime(number, 1, datetime(2024, 4, 5), style)
            sheet.write_datetime(number, 2, datetime(2024, 4, 6), style)
        sheet.write_row(4, 0, ["dong_tien_1", 0.5, 1])
        sheet.write_datetime(4, 1, time(7, 30), workbook.add_format({"num_format": "hh:mm"}))

    problems = refused(tmp_path, "o.xlsx", book(tmp_path, write).read_bytes(), "{leave: o.xlsx}")
    assert [problem.where for problem in problems] == ["scenarios/o.xlsx leave!C5  last_day"]


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "reference out of the sheet": (SHEET, lambda part: part.replace(b'r="D2"', b'r="ZZZ2"')),
    "reference to another row": (SHEET, lambda part: part.replace(b'r="D2"', b'r="D9"')),
    "reference of the wrong form": (SHEET, lambda part: part.replace(b'r="D2"', b'r="2D"')),
    "cells out of order": (SHEET, lambda part: part.replace(b'r="D2"', b'r="A2"')),
    "row out of the sheet": (SHEET, lambda part: part.replace(b'<row r="3"', b'<row r="99999999"')),
    "rows out of order": (SHEET, lambda part: part.replace(b'<row r="3"', b'<row r="2"')),
    "unknown type": (SHEET, lambda part: part.replace(b't="s"', b't="q"')),
    "string that there is not": (SHEET, lambda part: re.sub(rb'(t="s"><v>)\d+', rb"\g<1>999", part)),
    "number that is none": (SHEET, lambda part: part.replace(b"<v>24</v>", b"<v>nan</v>")),
    "number without end": (SHEET, lambda part: part.replace(b"<v>24</v>", b"<v>1e999</v>")),
    "style that there is not": (SHEET, lambda part: part.replace(b'<c r="D2"', b'<c r="D2" s="77"')),
    "cut off": (SHEET, lambda part: part[: len(part) // 2]),
    "unknown encoding": (SHEET, lambda part: part.replace(b"UTF-8", b"UTF-9")),
    "encoding of many bytes": (SHEET, lambda part: part.replace(b"UTF-8", b"Shift_JIS")),
    "entities": (SHEET, lambda part: part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')),
    "foreign elements": (SHEET, lambda part: part.replace(b"spreadsheetml", b"somethingelse")),
    "no relations": ("xl/_rels/workbook.xml.rels", lambda _: b""),
    "broken strings": ("xl/sharedStrings.xml", lambda part: part.replace(b"</si>", b"</is>")),
    "broken styles": ("xl/styles.xml", lambda part: part[:100]),
    "broken workbook": ("xl/workbook.xml", lambda part: part.replace(b"<sheets>", b"<sheets")),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_workbooks_are_refused(kind: str, tmp_path: Path) -> None:
    path = officers(tmp_path)
    before = path.read_bytes()
    content = with_part(path, *DAMAGE[kind])
    assert content != before
    (problem,) = refused(tmp_path, "o.xlsx", content)
    assert "not a readable XLSX workbook" in str(problem.what)


def test_a_stray_value_in_the_last_cell_costs_nothing_and_is_told(tmp_path: Path) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = with_part(officers(tmp_path), SHEET, lambda part: part.replace(b"</sheetData>", stray))
    with allocating(at_most=20e6):
        problems = refused(tmp_path, "o.xlsx", content)
    assert [problem.where for problem in problems] == ["scenarios/o.xlsx officers!XFD1048576"]


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    content = with_part(officers(tmp_path), SHEET, lambda part: part + b" " * 60_000_000)
    assert len(content) < 200_000
    with allocating(at_most=20e6):
        (problem,) = refused(tmp_path, "o.xlsx", content)
    assert "unpacks to more than" in str(problem.what)


def test_a_large_table_takes_few_steps_a_row(tmp_path: Path) -> None:
    rows = "".join(f"school_1,2010-{1 + day % 7:02}-{1 + day % 28:02}\n" for day in range(3000))
    path = case(tmp_path, "{pupils: p.csv}", "p.csv", b"school,birth_date\n" + rows.encode())
    with counting_steps() as fewer:
        load_scenario(path)
    path.with_name("p.csv").write_text("school,birth_date\n" + rows * 2, encoding="utf-8")
    with counting_steps(at_most=fewer.taken + 3000 * 150):
        pupils = load_scenario(path).scenario.places["school_1"].pupils
    assert sum(pupils.values()) >= 6000


@pytest.mark.parametrize("text", ["c1,c2," * 100_000, "id\n" + "x\n" * 400_000], ids=["columns", "rows"])
def test_tables_of_no_end_are_refused_in_few_steps(text: str, tmp_path: Path) -> None:
    with counting_steps(at_most=12e6):
        (problem,) = refused(tmp_path, "o.csv", text.encode())
    assert "the table has more than" in str(problem.what)


def test_a_whole_number_with_marks_between_thousands_is_told(tmp_path: Path) -> None:
    posts = "id;name;place;unit;stream;lanes\nd;D;tan_phu;tan_phu;activation;1.000\n"
    (problem,) = refused(tmp_path, "p.csv", posts.encode(), "{posts: p.csv}")
    assert str(problem.remedy) == "write it without marks between thousands: 1000"


HOURS = "id;name;unit;hours_per_week;history.burden\n"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # Next to a decimal comma a point stands before thousands, as is written in Viet Nam.
        (HOURS + "an;An;tan_phu;22,5;1.500\nha;Ha;tan_phu;24;12.500\n", ["o.csv:2", "o.csv:3"]),
        (HOURS + "an;An;tan_phu;22.5;1.500\nha;Ha;tan_phu;24;2,5\n", ["o.csv:2"]),
        # Semicolons alone do not say what a point is.
        (HOURS + "an;An;tan_phu;24;1.500\n", ["o.csv:2"]),
        (HOURS.replace(";", "\t") + "an\tAn\ttan_phu\t24\t1.500\n", ["o.csv:2"]),
        (HOURS.replace(";", ",") + 'an,An,tan_phu,24,1.500\nha,Ha,tan_phu,24,"2,5"\n', ["o.csv:2", "o.csv:3"]),
    ],
)
def test_a_point_that_may_stand_before_thousands_is_refused(text: str, places: list[str], tmp_path: Path) -> None:
    found = refused(tmp_path, "o.csv", text.encode())
    unclear = [place for problem in found for place in (problem.where, *problem.also)]
    assert [str(place).partition("  ")[0].removeprefix("scenarios/") for place in unclear] == places
    assert "the point may be a decimal one or stand before thousands" in str(found[0].what)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("1.500", "for thousands write 1500, for decimals 1.5"),
        ("-2.000", "for thousands write -2000, for decimals -2.0"),
        ("1.255", "for thousands write 1255, for decimals 1.2550"),
    ],
)
def test_the_remedy_for_an_unclear_point_can_be_written(written: str, remedy: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "o.csv", f"{HOURS}an;An;tan_phu;24;{written}\n".encode())
    assert str(problem.remedy) == remedy


@pytest.mark.parametrize(
    ("text", "burden"),
    [
        (HOURS + "an;An;tan_phu;22.5;1.500\n", 1.5),
        (HOURS + "an;An;tan_phu;22,5;1,500\n", 1.5),
        (HOURS + "an;An;tan_phu;24;0.125\n", 0.125),
        (HOURS + "an;An;tan_phu;22,5;1.5\n", 1.5),
        (HOURS.replace(";", ",") + "an,An,tan_phu,24,1.500\n", 1.5),
    ],
)
def test_a_point_that_can_only_be_a_decimal_one_is_read(text: str, burden: float, tmp_path: Path) -> None:
    loaded = load_scenario(case(tmp_path, "{officers: o.csv}", "o.csv", text.encode()))
    assert loaded.scenario.officers["an"].history.burden == burden


def test_numbers_as_text_in_a_workbook_have_unclear_points_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HOURS.strip().split(";")], ["an", "An", "tan_phu", 22.5, "1.500"]]

    def write(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("officers")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    (problem,) = refused(tmp_path, "o.xlsx", book(tmp_path, write).read_bytes())
    assert problem.where == "scenarios/o.xlsx officers!E2  history.burden"
    rows.append(["ha", "Ha", "tan_phu", "22.5", 1.5])
    found = loaded(tmp_path, "o.xlsx", book(tmp_path, write).read_bytes())
    assert found.scenario.officers["an"].history.burden == 1.5


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("pupils", [["school", "birth_date", "count"], ["school_1", "2010-04-05", 2]]),
        ("leave", [["officer", "first_day", "last_day"], ["tan_phu_1", "2024-04-05", "2024-04-05"]]),
        ("leave", [["officer", "id", "first_day", "last_day"], ["tan_phu_1", "x", "2024-04-05", "2024-04-05"]]),
        ("requests", [["officer", "date", "want"], ["tan_phu_1", "2024-04-05", "off"]]),
        ("history", [["officer", "date", "entries"], ["tan_phu_1", "2024-04-01", "rest"]]),
    ],
)
def test_a_row_of_a_sheet_that_stands_twice_is_told(name: str, rows: list[list[object]], tmp_path: Path) -> None:
    def write(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate([*rows, rows[-1]]):
            sheet.write_row(number, 0, row)

    (problem,) = refused(tmp_path, "t.xlsx", book(tmp_path, write).read_bytes(), f"{{{name}: t.xlsx}}")
    assert "stands twice" in str(problem.what)
    assert str(problem.where).startswith(f"scenarios/t.xlsx {name}!")
    assert f"{name}!2" in str(problem.what)


def test_pupils_one_by_one_and_counted_are_no_sum(tmp_path: Path) -> None:
    path = case(tmp_path, "{pupils: [a.csv, b.csv]}", "a.csv", b"school,birth_date\nschool_1,2010-04-05\n")
    path.with_name("b.csv").write_text("school,birth_date,count\nschool_1,2010-04-05,20\n", encoding="utf-8")
    for tables in ("{pupils: [a.csv, b.csv]}", "{pupils: [b.csv, a.csv]}"):
        path.write_text(f"extends: world.yaml\ntables: {tables}\n", encoding="utf-8")
        with pytest.raises(ScenarioError, match="'school_1 pupils 2010-04-05' stands twice"):
            load_scenario(path)


def test_a_row_takes_so_many_steps_whether_it_is_right_or_wrong(tmp_path: Path) -> None:
    def written(count: int, hours: str) -> Path:
        rows = "".join(f"x{number},X {number},tan_phu,{hours},y|z,2.5\n" for number in range(count))
        text = "id,name,unit,hours_per_week,skills,history.burden\n" + rows
        return case(tmp_path, "{officers: o.csv}", "o.csv", text.encode())

    load_scenario(written(1, "24"))
    with counting_steps() as few:
        load_scenario(written(100, "24"))
    with counting_steps(at_most=few.taken + 900 * 850):
        load_scenario(written(1000, "24"))
    with counting_steps(at_most=few.taken + 900 * 950), pytest.raises(ScenarioError):
        load_scenario(written(1000, "24h"))
