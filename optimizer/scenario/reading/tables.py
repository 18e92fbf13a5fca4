"""Tables of entities in CSV and XLSX files, turned into the mappings a YAML file would hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.files import Root
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.table_files import Table, open_workbook, read_csv, read_sheet_table, sheet_name
from optimizer.scenario.reading.table_rows import ATTACHED_TABLES, ENTITY_TABLES, TableBuilder
from optimizer.scenario.reading.tree import Node
from optimizer.scenario.reading.workbooks import Workbook
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.diagnostics.names import UNKNOWN


@dataclass(frozen=True, slots=True)
class TablePatch:
    """What the rows of one table stand for, and what is wrong with the rows left out."""

    patch: Node
    diagnostics: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...] = ()
    sheets: tuple[tuple[Path, str], ...] = ()
    """Workbooks and the sheets of them that were read."""


def read_tables(tables: Node, beside: Path, root: Root) -> list[TablePatch]:
    """The patches that the ``tables`` section of a scenario file stands for, in its order.

    Raises
    ------
    ScenarioError
        With the problems of all tables that cannot be read as tables.
    """
    if not isinstance(tables.value, dict):
        where = f"{tables.origin}  tables"
        raise ScenarioError(Diagnostic(where, texts.TABLES_NOT_MAPPING, texts.TABLES_EXAMPLE))
    diagnostics: list[Diagnostic] = []
    patches: list[TablePatch] = []
    books: dict[Path, Workbook] = {}
    for name, references in tables.value.items():
        try:
            patches.append(_read_named(name, references, _Sources(beside, root, books)))
        except ScenarioError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise ScenarioError(diagnostics)
    return patches


@dataclass(frozen=True, slots=True)
class _Sources:
    """The files that tables may lie in."""

    beside: Path
    """The file that names them."""
    root: Root
    books: dict[Path, Workbook]
    """Workbooks that have been opened."""

    def table(self, reference: str, where: str, builder: TableBuilder) -> Table:
        """The table that a reference means: ``data/officers.csv``, or ``data/input.xlsx#officers``.

        Raises
        ------
        ScenarioError
            If there is no such file or sheet, or with all problems of its form.
        """
        file, _, wanted = reference.partition("#")
        path = self.root.locate(file, self.beside, where)
        display, suffix = self.root.display(path), path.suffix.lower()
        if suffix == ".csv" and not wanted:
            return read_csv(path, display, builder.required)
        if suffix != ".xlsx":
            raise ScenarioError(Diagnostic(display, texts.CSV_OR_XLSX, texts.SAVE_AS_TABLE))
        if path not in self.books:
            self.books[path] = open_workbook(path, display)
        name = sheet_name(self.books[path], wanted or None, builder.name, display)
        builder.sheets.append((path, name))
        return read_sheet_table(self.books[path], name, display, builder.required)


def _read_named(name: str, references: Node, sources: _Sources) -> TablePatch:
    where = f"{references.origin}  tables.{name}"
    known = (*ENTITY_TABLES, *ATTACHED_TABLES)
    if name not in known:
        what = UNKNOWN(what=nouns.TABLE.one, name=name)
        raise ScenarioError(Diagnostic(where, what, did_you_mean(name, known, nouns.TABLE.many)))
    listed = references.value if isinstance(references.value, tuple) else (references,)
    builder = TableBuilder(name)
    for reference in listed:
        if not isinstance(reference.value, str) or not reference.value:
            what = texts.NO_FILE_NAME(value=repr(reference.plain()))
            raise ScenarioError(Diagnostic(where, what, texts.FILE_EXAMPLE))
        try:
            builder.take(sources.table(reference.value, where, builder))
        except ScenarioError as error:
            builder.unreadable.extend(error.diagnostics)
    if builder.unreadable:
        raise ScenarioError([*builder.unreadable, *builder.diagnostics])
    return TablePatch(builder.patch, tuple(builder.diagnostics), tuple(builder.warnings), tuple(builder.sheets))
