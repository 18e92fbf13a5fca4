"""Sheets that nobody reads, in workbooks of which other sheets are read: a planner's wishes may stand in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from optimizer.errors import Diagnostic
from optimizer.scenario.layers.layering import Layer
from optimizer.scenario.reading.characters import escaped
from optimizer.scenario.reading.files import Root
from optimizer.scenario.reading.suggestions import nearest_name
from optimizer.scenario.reading.table_rows import ATTACHED_TABLES, ENTITY_TABLES
from optimizer.scenario.reading.workbooks import DamagedWorkbookError, LargeWorkbookError, Workbook
from optimizer.scenario.reading.worksheets import TooManyCellsError, read_sheet
from optimizer.texts.diagnostics import tables as texts


def unread_sheets(layers: Sequence[Layer], root: Root) -> Iterator[Diagnostic]:
    """A warning for each sheet that looks like a table and is read by none."""
    read: dict[Path, set[str]] = {}
    for layer in layers:
        for path, sheet in layer.sheets:
            read.setdefault(path, set()).add(sheet)
    for path, sheets in read.items():
        for sheet in _tables_beside(path, sheets):
            display = root.display(path)
            table = nearest_name(sheet, (*ENTITY_TABLES, *ATTACHED_TABLES)) or ENTITY_TABLES[0]
            remedy = texts.NAME_SHEET(table=table, file=display.removeprefix("scenarios/"), sheet=escaped(sheet))
            yield Diagnostic(f"{display} {escaped(sheet)}", texts.UNREAD_SHEET, remedy)


def _tables_beside(path: Path, read: set[str]) -> Iterator[str]:
    """Sheets with at least two columns, so that they are no notes in one column; damaged ones are none."""
    try:
        book = Workbook(path)
        names = [name for name in book.sheets if name not in read]
    except (DamagedWorkbookError, LargeWorkbookError):
        return
    for name in names:
        try:
            rows = read_sheet(book, name).rows
        except (DamagedWorkbookError, TooManyCellsError):
            rows = []
        if len({column for row in rows for column in (*row.cells, *row.problems)}) > 1:
            yield name
