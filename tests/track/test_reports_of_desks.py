"""Reports as desks make them: titles, totals, merged cells, formulas, dates and numbers however they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from optimizer.errors import ScenarioError
from optimizer.run.actuals import ActualRow
from optimizer.scenario.loading import load_scenario
from optimizer.track.reading import ReadFile, read_results
from optimizer.track.served import Served, served_by
from tests.worlds.small import small_world, write_world

TODAY = date(2024, 4, 6)
HEADING = ("Ngày", "Địa điểm", "Nội dung", "Ca", "Đã làm", "Số người đến")
ROW = ("05/04/2024", "Xã 1", "Kích hoạt định danh mức 2", "Tối", 12, 15)
READ = ActualRow(date(2024, 4, 5), "tan_phu", "activation", "evening", 12, 15)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Two communes from 4 to 10 April."""
    return served_by(load_scenario(write_world(tmp_path_factory.mktemp("world"), small_world(2))).scenario)


def in_csv(served: Served, tmp_path: Path, *lines: str) -> ReadFile:
    path = tmp_path / "results.csv"
    path.write_text("\r\n".join([*lines, ""]), encoding="utf-8")
    return read_results(path, served, TODAY)


def in_sheet(served: Served, tmp_path: Path, fill: Callable[[Any, Any], None]) -> ReadFile:
    path = tmp_path / "results.xlsx"
    with Workbook(path) as book:
        fill(book, book.add_worksheet())
    return read_results(path, served, TODAY)


def rows(found: ReadFile) -> list[ActualRow]:
    assert found.problems == ()
    return [row.row for row in found.rows]


def told(found: ReadFile) -> list[str]:
    return [str(notice.what) for notice in found.notices]


def joined(cells: tuple[object, ...], **changed: object) -> str:
    return ";".join(
        str(changed.get(name, cell)) for name, cell in zip(("day", *"abc", "done", "came"), cells, strict=True)
    )


@pytest.mark.parametrize(
    "day",
    [
        "05/04/2024",
        "5.4.2024",
        "05-04-2024",
        "2024-04-05",
        "45387",
        "05/04/2024 00:00:00",
        "2024-04-05T00:00:00",
        "5/4/2024 12:00:00 SA",
        "Thứ Sáu, 05/04/2024",
        "Thứ 6 ngày 05/04/2024",
        "T6 05/04/2024",
        "Friday, 05/04/2024",
    ],
)
def test_a_day_however_it_is_written(served: Served, tmp_path: Path, day: str) -> None:
    assert rows(in_csv(served, tmp_path, ";".join(HEADING), joined(ROW, day=day))) == [READ]


@pytest.mark.parametrize("day", ["05/04/24", "45000", "99999", "05/04/2024 14:30", "Thứ Sáu", "31/04/2024"])
def test_what_is_no_day_of_the_campaign_is_no_date(served: Served, tmp_path: Path, day: str) -> None:
    (problem,) = in_csv(served, tmp_path, ";".join(HEADING), joined(ROW, day=day)).problems
    assert str(problem.what) == f"{day!r} is no date"


@pytest.mark.parametrize(
    ("done", "count"),
    [("1.012", 1012), ("1,012", 1012), ("1 012", 1012), ("1\u00a0012", 1012), ("12,0", 12), (" 12 ", 12), ("007", 7)],
)
def test_numbers_with_marks_between_thousands(served: Served, tmp_path: Path, done: str, count: int) -> None:
    found = in_csv(served, tmp_path, ";".join(HEADING), joined(ROW, done=done, came=2000))
    assert [row.done for row in rows(found)] == [count]


@pytest.mark.parametrize("done", ["12,000", "1.000", "1.01", "1.0123", "1.012,5", "12 3"])
def test_a_number_that_may_be_two_things_is_refused(served: Served, tmp_path: Path, done: str) -> None:
    (problem,) = in_csv(served, tmp_path, ";".join(HEADING), joined(ROW, done=done, came=2000)).problems
    assert str(problem.what) == f"{done!r} is no number of people"


def test_titles_blank_lines_totals_and_signatures_are_no_reports(served: Served, tmp_path: Path) -> None:
    found = in_csv(
        served,
        tmp_path,
        "CÔNG AN XÃ 1;;;;;",
        "BÁO CÁO KẾT QUẢ;;;;;",
        ";;;;;",
        ";".join(HEADING),
        joined(ROW),
        ";;;;;",
        "Tổng cộng;;;;12;15",
        ";Cộng;;;12;15",
        "Người lập biểu;;;;;",
    )
    assert rows(found) == [READ]
    assert told(found) == ["a row of totals, which is not read"] * 2
    assert found.empty == 1


def test_a_place_that_begins_like_a_total_is_a_place(served: Served, tmp_path: Path) -> None:
    cells = (ROW[0], "Công an xã 1", *ROW[2:])
    assert rows(in_csv(served, tmp_path, ";".join(HEADING), joined(cells))) == [READ]


def test_another_column_is_no_slip_of_the_pen_where_none_is_missing(served: Served, tmp_path: Path) -> None:
    found = in_csv(served, tmp_path, ";".join((*HEADING, "Người báo")), f"{joined(ROW)};An")
    assert rows(found) == [READ]
    assert told(found) == ["this column is not read"]
    with pytest.raises(ScenarioError, match="did you mean 'Địa điểm'"):
        in_csv(served, tmp_path, ";".join(HEADING).replace("Địa điểm", "Địa diễn"), joined(ROW))


@pytest.mark.parametrize("heading", ["Loại việc", "Công việc", "loai cong viec", "Nội dung"])
def test_the_stream_is_called_as_desks_call_it(served: Served, tmp_path: Path, heading: str) -> None:
    assert "Nội dung" in HEADING
    called = [heading if each == "Nội dung" else each for each in HEADING]
    assert rows(in_csv(served, tmp_path, ";".join(called), joined(ROW))) == [READ]


def test_a_sheet_with_title_two_lines_of_headings_merged_cells_and_formulas(served: Served, tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:F1", "BÁO CÁO KẾT QUẢ TUẦN")
        for column, heading in enumerate(HEADING[:4]):
            sheet.merge_range(2, column, 3, column, heading)
        sheet.merge_range("E3:F3", "Kết quả")
        sheet.write_row("E4", HEADING[4:])
        sheet.merge_range("A5:A6", "")
        sheet.write_datetime("A5", datetime(2024, 4, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.merge_range("B5:B6", "Xã 1")
        for row, shift in ((4, "Sáng"), (5, "Tối")):
            sheet.write_row(row, 2, (ROW[2], shift))
            sheet.write_formula(row, 4, "=6+6", None, 12)
            sheet.write_formula(row, 5, '="15"', None, "15")
        sheet.merge_range("A7:D7", "Tổng cộng")
        sheet.write_row("E7", (24, 30))

    found = in_sheet(served, tmp_path, fill)
    morning = ActualRow(READ.date, READ.place, READ.stream, "morning", 12, 15)
    assert rows(found) == [morning, READ]
    assert told(found)[0] == "cells with formulas: 4; the values computed last are taken"


def test_figures_that_are_merged_would_count_twice_and_are_refused(served: Served, tmp_path: Path) -> None:
    for figure in (12, "12"):

        def fill(book: Any, sheet: Any, figure: object = figure) -> None:
            sheet.write_row(0, 0, HEADING[:5])
            sheet.write_row(1, 0, ROW[:4])
            sheet.write_row(2, 0, (*ROW[:3], "Sáng"))
            sheet.merge_range("E2:E3", figure)

        problems = [str(problem) for problem in in_sheet(served, tmp_path, fill).problems]
        assert any("E2:E3" in problem and "the cells are merged" in problem for problem in problems)


@pytest.mark.parametrize(
    ("value", "what"), [("", "the cell holds a formula"), ("#DIV/0!", "the cell holds the error #DIV/0!")]
)
def test_a_formula_without_a_value_is_refused(served: Served, tmp_path: Path, value: str, what: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, ROW)
        sheet.write_formula("E2", "=6+6", None, value)

    (problem,) = in_sheet(served, tmp_path, fill).problems
    assert str(problem.what) == what
    assert "Sheet1!E2" in str(problem.where)


def test_a_day_as_spreadsheets_count_days(served: Served, tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, (45387, *ROW[1:]))

    assert rows(in_sheet(served, tmp_path, fill)) == [READ]
