"""The cells of one sheet of a workbook: their values as they would be written in YAML, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from xml.etree import ElementTree

from optimizer.scenario.reading.tree import Scalar
from optimizer.scenario.reading.workbooks import DAMAGE, DamagedWorkbookError, Workbook, is_true, text_of
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.messages import Said

MAXIMUM_CELLS = 500_000
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_SMALL_NUMBER = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
_LAST_DAY = 2_958_466
"""The day after 31/12/9999, counted as spreadsheets count."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell whose value is not what it seems, and the remedy."""

    what: Said
    remedy: Said

    @property
    def told(self) -> tuple[Said, Said]:
        """Both."""
        return self.what, self.remedy


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row that hold something, by column from 1."""

    number: int
    cells: dict[int, Scalar]
    problems: dict[int, Problem]
    is_hidden: bool


@dataclass(slots=True)
class Sheet:
    """What a sheet holds."""

    rows: list[SheetRow] = field(default_factory=list)
    """Rows that hold something, from the top."""
    merged: list[str] = field(default_factory=list)
    """Ranges of merged cells: ``C2:C3``."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each group of columns that are hidden."""
    computed: int = 0
    """Cells with a formula whose value was taken."""


class TooManyCellsError(Exception):
    """The sheet has more cells than are read."""


def read_sheet(book: Workbook, name: str, *, takes_computed: bool = False) -> Sheet:
    """The cells of the sheet of this name.

    Parameters
    ----------
    book, name
        The workbook, and which of its sheets.
    takes_computed
        Whether of a formula the value is taken that was last computed, if one is stored.

    Raises
    ------
    DamagedWorkbookError
        If a cell is none: a reference out of the sheet or out of order, a value that its type does not have.
    TooManyCellsError
        If it has more cells than are read.
    """
    sheet, count, above = Sheet(), 0, 0
    for element in book.elements(book.sheets[name], "row", "mergeCell", "col"):
        kind = element.tag.rpartition("}")[2]
        if kind == "mergeCell":
            sheet.merged.append(element.get("ref", ""))
        elif kind == "col" and is_true(element.get("hidden")):
            sheet.hidden_columns.append((_whole(element.get("min", "1")), _whole(element.get("max", "1"))))
        elif kind == "row":
            row, computed = _row(element, above, book, takes_computed=takes_computed)
            sheet.computed += computed
            above, count = row.number, count + len(row.cells)
            if count > MAXIMUM_CELLS:
                raise TooManyCellsError
            if row.cells or row.problems:
                sheet.rows.append(row)
    return sheet


def letters(column: int) -> str:
    """The name of a column: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _row(element: ElementTree.Element, above: int, book: Workbook, *, takes_computed: bool) -> tuple[SheetRow, int]:
    """A row, and how many values of formulas are in it."""
    number = _whole(element.get("r", str(above + 1)))
    if not above < number <= LAST_ROW:
        raise DamagedWorkbookError
    row, computed = SheetRow(number, {}, {}, is_true(element.get("hidden"))), 0
    for column, cell in _cells(element, number):
        parts = {child.tag.rpartition("}")[2]: child for child in cell}
        if "f" in parts and not (takes_computed and "v" in parts and parts["v"].text):
            # Of a formula only a cached value is stored, which may be stale.
            row.problems[column] = Problem(texts.FORMULA, texts.REPLACE_BY_VALUE)
            continue
        try:
            value, problem = _value(cell, parts, book)
        except DAMAGE as error:
            raise DamagedWorkbookError from error
        if problem is not None:
            row.problems[column] = problem
        elif value is not None:
            row.cells[column] = value
            computed += "f" in parts
    return row, computed


def _cells(row: ElementTree.Element, number: int) -> Iterator[tuple[int, ElementTree.Element]]:
    """The cells with their columns, which may be left out where a cell follows the one before."""
    column = 0
    for cell in row:
        if cell.tag.rpartition("}")[2] != "c":
            continue
        reference, before = cell.get("r"), column
        column += 1
        if reference is not None:
            found = _REFERENCE.fullmatch(reference)
            if found is None or int(found[2]) != number:
                raise DamagedWorkbookError
            column = column_of(found[1])
        if not before < column <= LAST_COLUMN:
            raise DamagedWorkbookError
        yield column, cell


def _value(
    cell: ElementTree.Element, parts: Mapping[str, ElementTree.Element], book: Workbook
) -> tuple[Scalar, Problem | None]:
    kind, text = cell.get("t", "n"), (parts["v"].text or "") if "v" in parts else ""
    match kind:
        case "e":
            return None, Problem(texts.CELL_ERROR(error=text), texts.ENTER_OR_CLEAR)
        case "inlineStr":
            return _text(text_of(parts["is"])) if "is" in parts else None, None
        case _ if not text:
            return None, None
        case "s":
            return _text(book.strings[_whole(text)]), None
        case "str":
            return _text(text), None
        case "d":
            return re.sub(r"T00:00(:00(\.0+)?)?Z?", "", text), None
        case "b" if text in ("0", "1"):
            return text == "1", None
        case "n":
            return _number(cell, text, book), None
    raise DamagedWorkbookError


def _number(cell: ElementTree.Element, text: str, book: Workbook) -> Scalar:
    if not _NUMBER.fullmatch(text.strip()):
        raise DamagedWorkbookError
    number, style = float(text), cell.get("s")
    if abs(number) > 1e300:
        raise DamagedWorkbookError
    if style is not None and (book.date_styles or style != "0") and book.date_styles[_whole(style)]:
        return _date(number, counts_from_1904=book.counts_from_1904)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _date(number: float, *, counts_from_1904: bool) -> Scalar:
    """A date or time of day; the number itself where spreadsheets have no date for it."""
    if not 0 <= number < _LAST_DAY:
        return number
    minutes = round(number * 1440)
    if number <= 1:
        return f"{minutes // 60:02}:{minutes % 60:02}"
    # The day 60 is 29/02/1900, which there was not, so that days before it are counted one lower.
    first = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 31 if number < 60 else 30)
    moment = first + timedelta(minutes=minutes)
    return moment.date().isoformat() if minutes % 1440 == 0 else moment.isoformat(timespec="minutes")


@lru_cache(maxsize=10_000)
def _text(text: str) -> Scalar:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip() or None


def _whole(text: str) -> int:
    """A number of the package's own, such as that of a shared string."""
    if not _SMALL_NUMBER.fullmatch(text):
        raise DamagedWorkbookError
    return int(text)
