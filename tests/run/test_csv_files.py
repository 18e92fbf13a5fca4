from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest

from optimizer.run.csv_files import ROW_TYPES, columns, csv_text, decimal, safe_cell, write_csv_files
from optimizer.world.plan import AbsenceRow, BurdenRow, RosterRow
from tests.worlds.published import publication

PLAN = publication(2, 14, 8).plan
READERS: dict[Any, Callable[[str], Any]] = {
    "str": lambda text: text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text,
    "int": int,
    "float": float,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def read_rows(text, row_type):
    readers = [READERS[field.type] for field in fields(row_type)]
    lines = list(csv.reader(io.StringIO(text)))
    assert tuple(lines[0]) == columns(row_type)
    return [row_type(*(read(cell) for read, cell in zip(readers, line, strict=True))) for line in lines[1:]]


def named(name):
    return replace(PLAN.roster[0], name=name)


@pytest.mark.parametrize("name", ROW_TYPES)
def test_rows_survive_the_round_trip(name):
    rows = getattr(PLAN, name)
    assert rows, "an empty table proves nothing"
    back = read_rows(csv_text(ROW_TYPES[name], rows), ROW_TYPES[name])
    assert len(back) == len(rows)
    for written, read in zip(rows, back, strict=True):
        for field in fields(written):
            value = getattr(written, field.name)
            expected = pytest.approx(value, abs=0.0005) if field.type == "float" else value
            assert getattr(read, field.name) == expected


def test_columns_are_those_of_the_contract():
    assert ",".join(columns(RosterRow)) == "date,shift,start,end,officer,name,unit,post,place,stream,role"
    assert ",".join(columns(BurdenRow)) == (
        "officer,unit,duties,hours,evenings,weekend_duties,holiday_duties,overtime_hours,burden,available_days"
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-x", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_is_disarmed_and_comes_back(text):
    cell = safe_cell(text)
    assert cell == f"'{text}"
    assert read_rows(csv_text(RosterRow, [named(text)]), RosterRow)[0].name == text


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "'An", "O'Brien", "a=b", "1-2", ""])
def test_other_texts_stay_as_they_are(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u2028=1+1"])
def test_leading_blanks_do_not_smuggle_a_formula_in(text):
    assert safe_cell(text) == "'=1+1"


def test_line_breaks_become_one_blank():
    assert safe_cell("Nguyễn\r\n\tVăn\u2028An\n") == "Nguyễn Văn An"


def test_decomposed_accents_are_composed():
    decomposed = unicodedata.normalize("NFD", "Đặng Thị Ấn")
    assert decomposed != "Đặng Thị Ấn"
    assert safe_cell(decomposed) == "Đặng Thị Ấn"


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1.000"), (-0.0001, "0.000"), (-2.5, "-2.500"), (1234.56789, "1234.568")]
)
def test_decimals(value, text):
    assert decimal(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_figure_without_a_value(value):
    with pytest.raises(ValueError, match="no figure"):
        decimal(value)


def test_numbers_are_written_by_their_declared_type():
    row = replace(PLAN.burden[0], hours=8, burden=-1)
    line = csv_text(BurdenRow, [row]).splitlines()[1].split(",")
    assert line[3] == "8.000"
    assert line[8] == "-1.000", "the minus of a number is no formula"


def test_files_start_with_a_byte_order_mark_and_are_the_same_every_time(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_csv_files(tmp_path / folder, PLAN)
    for name in ROW_TYPES:
        content = (tmp_path / "one" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        assert content == (tmp_path / "two" / f"{name}.csv").read_bytes()


def test_a_table_without_rows_still_has_its_columns():
    assert csv_text(AbsenceRow, []) == "date,officer,kind\n"
