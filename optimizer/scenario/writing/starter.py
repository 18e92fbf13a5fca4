"""What a new campaign begins with: a small scenario that works as it is, and a workbook to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from optimizer.errors import Diagnostic, ExistingFileError
from optimizer.texts.diagnostics.files import EXISTS, OTHER_FOLDER_OR_MOVE

SCENARIO_NAME = "campaign.yaml"
WORKBOOK_NAME = "input.xlsx"
_ROWS = 500
"""Rows below the heading that get formats and validation."""

_Cell = str | int | date


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of an input sheet: its heading as the program reads it, and how it is filled in."""

    name: str
    hint: str
    width: int = 16
    kind: str = "text"
    """``text``, ``whole`` or ``date``."""
    choices: tuple[str, ...] = ()


_UNITS = ("ca_xa_mot", "ca_xa_hai", "ca_xa_ba", "doi_qlhc")
_SHEETS: dict[str, tuple[_Column, ...]] = {
    "officers": (
        _Column("id", "Mã riêng của cán bộ: chữ, số, dấu - hoặc _ / unique id", 12),
        _Column("name", "Họ và tên / full name", 26),
        _Column("unit", "Mã đơn vị trong kịch bản / unit id in the scenario", 14, choices=_UNITS),
        _Column("rank", "Cấp bậc / rank", 14),
        _Column("position", "Chức vụ / position", 20),
        _Column("skills", "Kỹ năng, cách nhau bằng | / skills, separated by |", 18),
        _Column("hours_per_week", "Số giờ mỗi tuần dành cho cao điểm / hours a week for the campaign", 16, "whole"),
        _Column("lent_to", "Đơn vị được điều động đến, cách nhau bằng | / units lent to", 22),
        _Column("phone", "Số điện thoại / telephone", 16),
        _Column("note", "Ghi chú, chương trình không đọc / remarks, not read", 30),
    ),
    "leave": (
        _Column("officer", "Mã cán bộ / officer id", 12),
        _Column("id", "Mã đợt nghỉ, có thể bỏ trống / id, may be left empty", 14),
        _Column("first_day", "Ngày đầu / first day", 14, "date"),
        _Column("last_day", "Ngày cuối / last day", 14, "date"),
        _Column("reason", "Lý do / reason", 24),
    ),
    "pupils": (
        _Column("school", "Mã trường trong kịch bản / school id", 16, choices=("thcs_mot", "thcs_hai")),
        _Column("birth_date", "Ngày sinh / date of birth", 14, "date"),
        _Column("count", "Số học sinh sinh ngày đó / pupils born that day", 12, "whole"),
    ),
}

_INSTRUCTIONS = (
    "Nhập số liệu cho catruc / Input for catruc",
    "",
    "1. Mỗi trang tính là một bảng; dòng đầu là tên cột, không đổi tên cột. / Do not rename the headings.",
    "2. Xoá các dòng ví dụ rồi nhập số liệu của đơn vị. / Delete the example rows, enter your own.",
    "3. Ngày nhập theo kiểu ngày của Excel, hoặc dạng chữ ngày/tháng/năm. Không dùng công thức, không gộp ô. / "
    "Enter dates as dates, or as text day/month/year; use no formulas and merge no cells.",
    "4. Nhiều giá trị trong một ô cách nhau bằng dấu |. / Several values in a cell are separated by |.",
    "5. Danh sách thả xuống chỉ gợi ý mã trong kịch bản mẫu. / The lists offer the ids of the starting scenario.",
    "6. Lưu tệp rồi chạy: catruc check campaign.yaml / Save, then run: catruc check campaign.yaml",
    "   Lỗi được chỉ đến từng trang, dòng và cột. / Errors name sheet, row and column.",
)


def write_starter(directory: Path) -> tuple[Path, ...]:
    """Write a scenario and its input workbook below ``directory/scenarios``; returns the files written.

    Raises
    ------
    ExistingFileError
        If one of the files exists already; nothing is written then.
    """
    folder = directory / "scenarios"
    scenario, workbook = folder / SCENARIO_NAME, folder / WORKBOOK_NAME
    if existing := [path for path in (scenario, workbook) if path.exists()]:
        raise ExistingFileError(Diagnostic(str(path), EXISTS, OTHER_FOLDER_OR_MOVE) for path in existing)
    folder.mkdir(parents=True, exist_ok=True)
    workbook.write_bytes(_workbook())
    text = files("optimizer.scenario.writing").joinpath("starter.yaml").read_text(encoding="utf-8")
    scenario.write_text(text, encoding="utf-8", newline="\n")
    return scenario, workbook


def _workbook() -> bytes:
    import xlsxwriter

    # In memory: where the library writes itself, it leaves its own files behind if it cannot.
    buffer = io.BytesIO()
    rows = {"officers": _officer_rows(), "leave": _leave_rows(), "pupils": _pupil_rows()}
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        # A fixed date of creation makes the same file every time.
        workbook.set_properties({"title": "Input for catruc", "created": datetime(2027, 1, 1)})
        _write_instructions(workbook)
        for name, columns in _SHEETS.items():
            _write_sheet(workbook, name, columns, rows[name])
    return buffer.getvalue()


def _write_instructions(workbook: Any) -> None:
    sheet = workbook.add_worksheet("instructions")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 110)
    title = workbook.add_format({"bold": True, "font_size": 14})
    for number, line in enumerate(_INSTRUCTIONS):
        sheet.write_string(number, 0, line, title if number == 0 else None)


def _write_sheet(workbook: Any, name: str, columns: Sequence[_Column], rows: Sequence[Sequence[_Cell]]) -> None:
    sheet = workbook.add_worksheet(name)
    heading = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    formats = {
        "text": workbook.add_format({"num_format": "@"}),
        "whole": workbook.add_format({"num_format": "0"}),
        "date": workbook.add_format({"num_format": "dd/mm/yyyy"}),
    }
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, formats[column.kind])
        sheet.write_string(0, index, column.name, heading)
        sheet.write_comment(0, index, column.hint, {"x_scale": 2})
        if (validation := _validation(column)) is not None:
            sheet.data_validation(1, index, _ROWS, index, validation)
    for number, row in enumerate(rows, 1):
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            if isinstance(value, date):
                sheet.write_datetime(number, index, datetime(value.year, value.month, value.day), formats[column.kind])
            elif isinstance(value, int):
                sheet.write_number(number, index, value, formats[column.kind])
            elif value:
                sheet.write_string(number, index, value, formats[column.kind])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _validation(column: _Column) -> dict[str, Any] | None:
    """What Excel lets into the column; lists only warn, since the scenario may name other ids."""
    if column.kind == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": datetime(1990, 1, 1),
            "maximum": datetime(2100, 12, 31),
            "error_title": column.name,
            "error_message": "Nhập một ngày / enter a date",
        }
    if column.kind == "whole":
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100000,
            "error_title": column.name,
            "error_message": "Nhập số nguyên không âm / enter a whole number, not negative",
        }
    if column.choices:
        return {"validate": "list", "source": list(column.choices), "error_type": "warning"}
    return None


def _officer_rows() -> list[tuple[_Cell, ...]]:
    communes = [
        (f"{unit}_{number}", f"Cán bộ {number} ({unit})", unit, "Đại úy", "Cán bộ", "", 24, "", "", "Ví dụ / example")
        for unit in _UNITS[:3]
        for number in range(1, 6)
    ]
    lent = "|".join(_UNITS[:3])
    district = [
        (f"qlhc_{number}", f"Cán bộ {number} (QLHC)", "doi_qlhc", "Thiếu tá", "Cán bộ", "id_card", 40, to, "", "")
        for number, to in enumerate((lent, "", "", ""), 1)
    ]
    return [*communes, *district]


def _leave_rows() -> list[tuple[_Cell, ...]]:
    return [
        ("ca_xa_mot_2", "phep_nam", date(2027, 4, 12), date(2027, 4, 14), "Nghỉ phép năm"),
        ("ca_xa_hai_4", "viec_rieng", date(2027, 4, 22), date(2027, 4, 22), "Việc riêng"),
    ]


def _pupil_rows() -> list[tuple[_Cell, ...]]:
    first = date(2013, 1, 10)
    return [
        (school, first + timedelta(days=step * number), count)
        for school, step, count in (("thcs_mot", 14, 3), ("thcs_hai", 17, 2))
        for number in range(10)
    ]
