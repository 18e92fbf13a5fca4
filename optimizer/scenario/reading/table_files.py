"""CSV files and XLSX sheets as rows of cells, each row with its place; no word of what the columns mean."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from xml.etree import ElementTree

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.files import read_text
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Scalar
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.libraries import CSV, recognised

MAXIMUM_UNPACKED_BYTES = 100_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Row:
    """The non-empty cells of one row by column name, and its place: ``file:line`` or ``file sheet!row``."""

    origin: str
    cells: dict[str, Scalar]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its place, its column names and its rows, blank ones left out."""

    origin: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_decimal_comma: bool
    """Whether numbers are written ``11,5``, as in files that separate cells by semicolons."""


def read_table(path: Path, sheet: str | None, table: str, display: str) -> Table:
    """The table in a CSV file or in a sheet of a workbook (the named one, else the one called like the table).

    Raises
    ------
    ScenarioError
        With all problems of the file's form: encoding, heading, lengths of rows, formulas.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv" and sheet is None:
        text = read_text(path, display)
        delimiter = _delimiter_of(text)
        return _assemble(display, list(_csv_lines(text, delimiter, display)), delimiter == ";")
    if suffix == ".xlsx":
        origin, lines = _sheet_lines(path, sheet, table, display)
        return _assemble(origin, lines, False)
    raise ScenarioError(Diagnostic(display, texts.CSV_OR_XLSX, texts.SAVE_AS_TABLE))


def _assemble(origin: str, lines: Sequence[tuple[str, Sequence[Scalar]]], has_decimal_comma: bool) -> Table:
    if not lines:
        raise ScenarioError(Diagnostic(origin, texts.EMPTY_TABLE, texts.FIRST_ROW_NAMES))
    heading_origin, heading = lines[0]
    columns = [str(cell).strip() if cell is not None else "" for cell in heading]
    while columns and not columns[-1]:
        columns.pop()
    diagnostics = [
        Diagnostic(
            texts.NUMBERED_COLUMN(origin=heading_origin, number=number), texts.NAMELESS_COLUMN, texts.NAME_OR_DELETE
        )
        for number, name in enumerate(columns, start=1)
        if not name
    ]
    diagnostics += [
        Diagnostic(f"{heading_origin}  {name}", texts.COLUMN_TWICE, texts.KEEP_ONE)
        for name in dict.fromkeys(columns)
        if name and columns.count(name) > 1
    ]
    rows: list[Row] = []
    for row_origin, cells in lines[1:]:
        if any(cell is not None for cell in cells[len(columns) :]) or len(cells) < len(columns):
            what = texts.CELLS_IN_ROW(cells=len(cells), columns=len(columns))
            diagnostics.append(Diagnostic(row_origin, what, texts.QUOTE_OR_FILL))
            continue
        rows.append(Row(row_origin, {n: c for n, c in zip(columns, cells, strict=False) if c is not None}))
    if diagnostics:
        raise ScenarioError(diagnostics)
    return Table(origin, tuple(columns), tuple(rows), has_decimal_comma)


def _delimiter_of(text: str) -> str:
    heading = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(",;\t", key=heading.count)


def _csv_lines(text: str, delimiter: str, display: str) -> Iterator[tuple[str, Sequence[Scalar]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            values = [cell.strip() or None for cell in cells]
            if any(value is not None for value in values):
                yield f"{display}:{line}", values
            line = reader.line_num + 1
    except csv.Error as error:
        what = texts.NOT_VALID_CSV(reason=recognised(str(error), CSV))
        raise ScenarioError(Diagnostic(f"{display}:{line}", what, texts.CLOSE_QUOTES)) from None


def _sheet_lines(
    path: Path, sheet: str | None, table: str, display: str
) -> tuple[str, list[tuple[str, Sequence[Scalar]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    unreadable = Diagnostic(display, texts.UNREADABLE_WORKBOOK, texts.SAVE_AS_XLSX)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAXIMUM_UNPACKED_BYTES:
                raise ScenarioError(Diagnostic(display, texts.UNPACKS_TOO_LARGE, texts.DELETE_SHEETS))
            workbook = CalamineWorkbook.from_path(str(path))
            name = _sheet_name(workbook.sheet_names, sheet, table, display)
            diagnostics = list(_cell_diagnostics(archive, name, display))
    except (zipfile.BadZipFile, CalamineError, ElementTree.ParseError, KeyError, OSError):
        raise ScenarioError(unreadable) from None
    if diagnostics:
        raise ScenarioError(diagnostics)
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    lines = [(f"{display} {name}!{number}", [_plain(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    return f"{display} {name}", [line for line in lines if any(cell is not None for cell in line[1])]


def _sheet_name(names: Sequence[str], wanted: str | None, table: str, display: str) -> str:
    name = wanted if wanted is not None else names[0] if len(names) == 1 else table
    if name not in names:
        remedy = did_you_mean(name, names, nouns.SHEET.many)
        raise ScenarioError(Diagnostic(display, texts.NO_SHEET(sheet=name), remedy))
    return name


def _cell_diagnostics(archive: zipfile.ZipFile, sheet: str, display: str) -> Iterator[Diagnostic]:
    """Cells whose value is not what it seems: of a formula only a cached one is stored, which may be stale."""
    root = _sheet_root(archive, sheet)
    for cell in root.iter(f"{_MAIN}c"):
        where = f"{display} {sheet}!{cell.get('r')}"
        if cell.find(f"{_MAIN}f") is not None:
            yield Diagnostic(where, texts.FORMULA, texts.REPLACE_BY_VALUE)
        elif cell.get("t") == "e":
            yield Diagnostic(where, texts.CELL_ERROR(error=cell.findtext(f"{_MAIN}v")), texts.ENTER_OR_CLEAR)
    for merged in root.iter(f"{_MAIN}mergeCell"):
        where = f"{display} {sheet}!{merged.get('ref')}"
        yield Diagnostic(where, texts.MERGED, texts.UNMERGE)


def _sheet_root(archive: zipfile.ZipFile, sheet: str) -> ElementTree.Element:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relation = next(entry.get(_RELATION) for entry in book.iter(f"{_MAIN}sheet") if entry.get("name") == sheet)
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(str(link.get("Target")) for link in links if link.get("Id") == relation)
    return ElementTree.fromstring(archive.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}"))


def _plain(cell: object) -> Scalar:
    """A cell's value as it would be written in YAML."""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell).replace("\r\n", "\n").strip() or None
    if isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return str(cell)
