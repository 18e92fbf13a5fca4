"""CSV files and sheets of workbooks as rows of cells, each with its place; of the columns only the required ones.

A cell that cannot be read is told of and stands as withheld, so that everything else in the table is still judged.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TypeAlias

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.characters import escaped, refused_character
from optimizer.scenario.reading.files import read_text
from optimizer.scenario.reading.merged_cells import fill_merged, hidden_cells, merged_cells
from optimizer.scenario.reading.numbers import meant_number
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import WITHHELD, Scalar
from optimizer.scenario.reading.workbooks import (
    MAXIMUM_UNPACKED_BYTES,
    DamagedWorkbookError,
    LargeWorkbookError,
    Workbook,
)
from optimizer.scenario.reading.worksheets import (
    MAXIMUM_CELLS,
    Problem,
    TooManyCellsError,
    letters,
    read_sheet,
)
from optimizer.texts.diagnostics import files as file_texts
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.libraries import CSV, recognised
from optimizer.texts.messages import Said

MAXIMUM_COLUMNS = 500
MAXIMUM_ROWS = 300_000
"""More than pupils one by one of a whole country's largest district."""
_LINES_TO_HEADING = 20  # among these the heading is looked for, should there be a title above it
_DELIMITERS = ",;\t"
Known: TypeAlias = Callable[[str], bool]
"""Whether a heading is one that is read, in a table that people made as they liked: the first line with two of them is
its heading, be it of two lines; what stands above is a title, formulas count as what they last came to, and the text of
merged cells is that of each."""


@dataclass(slots=True)
class Row:
    """The non-empty cells of one row by column name, and its place: ``file:line`` or ``file sheet!row``.

    Not frozen, for there may be a hundred thousand of them, and frozen ones take three times as long to make.
    """

    origin: str
    cells: dict[str, Scalar]
    prefix: str = ""
    """Of a sheet, what stands before the name of a cell: ``file sheet!``."""
    columns: Sequence[str] = ()

    def origin_of(self, column: str) -> str:
        """The place of a cell: ``file sheet!C7``; of the row where it is a CSV file or has no such column."""
        if not self.prefix or column not in self.columns:
            return self.origin
        number = self.origin.removeprefix(self.prefix)
        return f"{self.prefix}{letters(self.columns.index(column) + 1)}{number}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its place, its column names and its rows, blank ones left out."""

    origin: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with single cells and rows."""
    warnings: tuple[Diagnostic, ...] = ()
    separator: str = ""
    """What separates the cells of a file; a sheet has none."""
    heading: str = ""
    """Place of its heading."""
    computed: int = 0
    """Cells with a formula, of which the value that a spreadsheet program last computed was read."""

    @property
    def has_decimal_comma(self) -> bool:
        """Whether numbers are written ``11,5``, as in files that separate cells by semicolons."""
        return self.separator == ";"


@dataclass(slots=True)
class _Line:
    """One line of a table: its place, its cells from the left, and what is wrong with some of them."""

    origin: str
    cells: Sequence[Scalar]
    prefix: str = ""
    problems: Mapping[int, Problem] | None = None
    """By the position of the cell, from 0."""

    def origin_of(self, position: int) -> str:
        if not self.prefix:
            return self.origin
        return f"{self.prefix}{letters(position + 1)}{self.origin.removeprefix(self.prefix)}"


def read_csv(path: Path, display: str, required: Collection[str], known: Known | None = None) -> Table:
    """The table in a CSV file, whose heading has the required columns, or is known.

    Raises
    ------
    ScenarioError
        With all problems of the file's form: encoding, heading, quotes.
    """
    text = read_text(path, display)
    first, delimiter = 1, _delimiter_of(text, required, known)
    if told := re.match(r"sep=(.)\n", text):
        # A line that spreadsheets write and heed, which says what separates the cells.
        text, first, delimiter = text[told.end() :], 2, told[1]
    lines = list(_csv_lines(text, delimiter, display, first))
    return replace(_assemble(display, lines, required, known), separator=delimiter)


def _delimiter_of(text: str, required: Collection[str], known: Known | None) -> str:
    """What separates the cells of the heading, else what is most frequent in the first line."""
    head = text.split("\n", _LINES_TO_HEADING)[:_LINES_TO_HEADING]
    for line in head if required or known else ():
        for delimiter in _DELIMITERS:
            if _is_heading([cell.strip(' "') for cell in line[:10_000].split(delimiter)], required, known):
                return delimiter
    return max(_DELIMITERS, key=re.sub(r'"[^"\n]*"', "", head[0]).count)


def _is_heading(cells: Collection[Scalar], required: Collection[str], known: Known | None) -> bool:
    if known is None:
        return _has(cells, required)
    return len({str(cell) for cell in cells if cell is not None and known(str(cell))}) > 1


def _csv_lines(text: str, delimiter: str, display: str, first: int) -> Iterator[_Line]:
    has_refused = refused_character(text) is not None
    line = first
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            values = [cell.strip() or None for cell in cells]
            if any(values):
                problems = _refused_characters(values) if has_refused else None
                yield _Line(f"{display}:{line}", values, "", problems)
            line = reader.line_num + first
    except (csv.Error, TypeError, ValueError) as error:
        what = texts.NOT_VALID_CSV(reason=recognised(str(error), CSV))
        raise ScenarioError(Diagnostic(f"{display}:{line}", what, texts.CLOSE_QUOTES)) from None


def _refused_characters(cells: Sequence[Scalar]) -> dict[int, Problem]:
    return {
        position: Problem(file_texts.CHARACTER(character=character), file_texts.DELETE_IT)
        for position, cell in enumerate(cells)
        if isinstance(cell, str) and (character := refused_character(cell)) is not None
    }


def open_workbook(path: Path, display: str) -> Workbook:
    """The workbook at a path.

    Raises
    ------
    ScenarioError
        If it is none, or unpacks to more than is read.
    """
    try:
        book = Workbook(path)
        # What every table needs is read at once, so that damage is told once.
        _ = book.sheets, book.strings, book.date_styles, book.counts_from_1904
    except DamagedWorkbookError:
        raise ScenarioError(_unreadable(display)) from None
    except LargeWorkbookError:
        what = texts.UNPACKS_TOO_LARGE(limit=MAXIMUM_UNPACKED_BYTES / 1e6)
        raise ScenarioError(Diagnostic(display, what, texts.DELETE_SHEETS)) from None
    return book


def _unreadable(display: str) -> Diagnostic:
    return Diagnostic(display, texts.UNREADABLE_WORKBOOK, texts.SAVE_AS_XLSX)


def sheet_name(book: Workbook, wanted: str | None, table: str, display: str) -> str:
    """The sheet that is meant: the named one, else the only one, else the one called like the table.

    Raises
    ------
    ScenarioError
        If there is none of that name.
    """
    names = list(book.sheets)
    name = wanted if wanted is not None else names[0] if len(names) == 1 else table
    if name not in names:
        remedy = did_you_mean(name, names, nouns.SHEET.many)
        raise ScenarioError(Diagnostic(display, texts.NO_SHEET(sheet=name), remedy))
    return name


def read_sheet_table(
    book: Workbook, name: str, display: str, required: Collection[str], known: Known | None = None
) -> Table:
    """The table in a sheet of a workbook, whose heading has the required columns, or is known.

    Raises
    ------
    ScenarioError
        If the sheet is damaged, or with all problems of its form.
    """
    origin = f"{display} {escaped(name)}"
    try:
        sheet = read_sheet(book, name, takes_computed=known is not None)
    except DamagedWorkbookError:
        raise ScenarioError(_unreadable(origin)) from None
    except TooManyCellsError:
        what = texts.TOO_MANY_CELLS(limit=MAXIMUM_CELLS)
        raise ScenarioError(Diagnostic(origin, what, texts.DELETE_SHEETS)) from None
    prefix = f"{origin}!"
    if known is not None:
        fill_merged(sheet, MAXIMUM_COLUMNS)
    lines = [
        _Line(f"{prefix}{row.number}", _padded(row.cells), prefix, _problems(row.cells, row.problems))
        for row in sheet.rows
    ]
    table = _assemble(origin, lines, required, known)
    heading = int(table.heading.removeprefix(prefix))
    merged = tuple(merged_cells(sheet, prefix, heading, len(table.columns)))
    warnings = tuple(hidden_cells(sheet, prefix, heading, len(table.columns)))
    return replace(table, diagnostics=(*table.diagnostics, *merged), warnings=warnings, computed=sheet.computed)


def _padded(cells: dict[int, Scalar]) -> list[Scalar]:
    """The cells of a row from the left; far ones, which no heading reaches, at the end of those that may be read."""
    reached = [column for column in cells if column <= MAXIMUM_COLUMNS]
    return [cells.get(column) for column in range(1, max(reached, default=0) + 1)]


def _problems(cells: dict[int, Scalar], problems: dict[int, Problem]) -> dict[int, Problem]:
    """The problems of a row by position; characters that may not stand in a text, and far cells, among them."""
    found = {column - 1: problem for column, problem in problems.items()}
    for column, value in cells.items():
        if column > MAXIMUM_COLUMNS:
            found[column - 1] = Problem(texts.BESIDE_TABLE, texts.NAME_COLUMN_OR_CLEAR)
        elif isinstance(value, str) and (character := refused_character(value)) is not None:
            found[column - 1] = Problem(file_texts.CHARACTER(character=character), file_texts.DELETE_IT)
    return found


def _has(cells: Collection[Scalar], required: Collection[str]) -> bool:
    return {str(cell).strip() for cell in cells}.issuperset(required)


def _assemble(origin: str, lines: Sequence[_Line], required: Collection[str], known: Known | None) -> Table:
    if not lines:
        raise ScenarioError(Diagnostic(origin, texts.EMPTY_TABLE, texts.FIRST_ROW_NAMES))
    head = lines[:_LINES_TO_HEADING]
    heading = next((number for number, line in enumerate(head) if _is_heading(line.cells, required, known)), 0)
    diagnostics: list[Diagnostic] = []
    if heading and known is None:
        missing = ", ".join(name for name in required if name not in lines[0].cells)
        remedy = texts.DELETE_LINES_ABOVE(heading=lines[heading].origin)
        diagnostics.append(Diagnostic(lines[0].origin, texts.NO_HEADING(columns=missing), remedy))
    named = lines[heading]
    if known is not None and (below := _second_line(lines[heading : heading + 2], known)) is not None:
        heading, named = heading + 1, below
    columns = _columns(named, diagnostics)
    rows: list[Row] = []
    if len(lines) > MAXIMUM_ROWS:
        what = texts.TOO_MANY_ROWS(limit=MAXIMUM_ROWS)
        raise ScenarioError([*diagnostics, Diagnostic(origin, what, texts.CHECK_HEADING)])
    for line in lines[heading + 1 :]:
        row = _row(line, columns, diagnostics)
        if row is not None:
            rows.append(row)
    return Table(origin, columns, tuple(rows), tuple(diagnostics), heading=named.origin)


def _second_line(lines: Sequence[_Line], known: Known) -> _Line | None:
    """Both lines of a heading as one, where the second goes on with the first, as ``Done`` below ``Result``."""
    above, below = lines[0], lines[-1]
    if below is above or not all(cell is None or known(str(cell)) for cell in below.cells):
        return None
    cells = [lower or upper for upper, lower in zip_longest(above.cells, below.cells)]
    return replace(below, cells=cells)


def _columns(line: _Line, diagnostics: list[Diagnostic]) -> tuple[str, ...]:
    """The names of the columns.

    Raises
    ------
    ScenarioError
        If some have none, or share one: then it cannot be told what their cells mean.
    """
    names = [str(cell).strip() if cell is not None else "" for cell in line.cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAXIMUM_COLUMNS:
        what = texts.TOO_MANY_COLUMNS(limit=MAXIMUM_COLUMNS)
        raise ScenarioError([*diagnostics, Diagnostic(line.origin, what, texts.CHECK_HEADING)])
    problems = line.problems or {}
    wrong = [Diagnostic(line.origin_of(position), *problem.told) for position, problem in problems.items()]
    for position, name in enumerate(names):
        if not name and position not in problems:
            number = texts.NUMBERED_COLUMN(origin=line.origin, number=position + 1)
            where = line.origin_of(position) if line.prefix else number
            wrong.append(Diagnostic(where, texts.NAMELESS_COLUMN, texts.NAME_OR_DELETE))
    wrong += [
        Diagnostic(f"{line.origin}  {escaped(name)}", texts.COLUMN_TWICE, texts.KEEP_ONE)
        for name, count in Counter(names).items()
        if name and count > 1
    ]
    if wrong:
        raise ScenarioError([*diagnostics, *wrong])
    return tuple(names)


def _row(line: _Line, columns: tuple[str, ...], diagnostics: list[Diagnostic]) -> Row | None:
    """A row, unless its cells cannot be told apart; cells that cannot be read are withheld."""
    if not line.problems and len(line.cells) == len(columns):
        named = zip(columns, line.cells, strict=True)
        whole: dict[str, Scalar] = {name: cell for name, cell in named if cell is not None}
        return Row(line.origin, whole, line.prefix, columns)
    problems = line.problems or {}
    for position, problem in sorted(problems.items()):
        where = line.origin_of(position)
        if not line.prefix and position < len(columns):
            where = f"{where}  {columns[position]}"
        diagnostics.append(Diagnostic(where, *problem.told))
    beside = [position for position in range(len(columns), len(line.cells)) if line.cells[position] is not None]
    if line.prefix:
        diagnostics += [
            Diagnostic(line.origin_of(position), texts.BESIDE_TABLE, texts.NAME_COLUMN_OR_CLEAR)
            for position in beside
            if position not in problems
        ]
    elif beside or len(line.cells) < len(columns):
        what = texts.CELLS_IN_ROW(cells=len(line.cells), columns=len(columns))
        diagnostics.append(Diagnostic(line.origin, what, _cut_in_row(line.cells) or texts.QUOTE_OR_FILL))
        return None
    cells: dict[str, Scalar] = {name: cell for name, cell in zip(columns, line.cells, strict=False) if cell is not None}
    cells |= {columns[position]: WITHHELD for position in problems if position < len(columns)}
    return Row(line.origin, cells, line.prefix, columns) if cells else None


def _cut_in_row(cells: Sequence[Scalar]) -> Said | None:
    """The remedy where two cells of a row that has too many may be one number with a decimal comma."""
    for left, right in pairwise(cells):
        if re.fullmatch(r"-?\d{1,3}", str(left)) and re.fullmatch(r"\d+", str(right)):
            return meant_number(f"{left},{right}")
    return None
