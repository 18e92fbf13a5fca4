"""Cells of a sheet that are merged or hidden: told of, or filled in where there is no doubt what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from optimizer.errors import Diagnostic
from optimizer.scenario.reading.characters import escaped
from optimizer.scenario.reading.worksheets import Sheet, column_of, letters
from optimizer.texts.diagnostics import tables as texts

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_FIGURE = re.compile(r"[+-]?[\d\s.,]+")


def fill_merged(sheet: Sheet, columns: int) -> None:
    """Give each of the cells that are merged the text of all; figures stay merged, for they would count twice.

    Parameters
    ----------
    sheet
        Is changed.
    columns
        As far as cells are read.
    """
    rows = {row.number: row for row in sheet.rows}
    for merged in tuple(sheet.merged):
        found = _RANGE.fullmatch(merged)
        top = rows.get(int(found[2])) if found else None
        if found is None or top is None:
            continue
        first, last = column_of(found[1]), min(column_of(found[3]), columns)
        text = top.cells.get(first)
        if not isinstance(text, str) or _FIGURE.fullmatch(text):
            continue
        for number in rows.keys() & range(int(found[2]), int(found[4]) + 1):
            rows[number].cells.update(dict.fromkeys(range(first, last + 1), text))
        sheet.merged.remove(merged)


def merged_cells(sheet: Sheet, prefix: str, heading: int, columns: int) -> Iterator[Diagnostic]:
    """Merged cells in the table; those above or beside it are no cells of it."""
    for merged in sheet.merged:
        corner = _RANGE.fullmatch(merged)
        if corner is None or (int(corner[4]) >= heading and column_of(corner[1]) <= columns):
            yield Diagnostic(f"{prefix}{escaped(merged)}", texts.MERGED, texts.UNMERGE)


def hidden_cells(sheet: Sheet, prefix: str, heading: int, columns: int) -> Iterator[Diagnostic]:
    """Rows and columns of the table that are hidden."""
    for row in sheet.rows:
        if row.is_hidden and row.number > heading:
            yield Diagnostic(f"{prefix}{row.number}", texts.HIDDEN_ROW, texts.SHOW_OR_DELETE)
    for first, last in sheet.hidden_columns:
        for column in range(first, min(last, columns) + 1):
            yield Diagnostic(f"{prefix}{letters(column)}", texts.HIDDEN_COLUMN, texts.SHOW_OR_DELETE)
