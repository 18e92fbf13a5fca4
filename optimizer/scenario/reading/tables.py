"""Tables of entities in CSV and XLSX files, turned into the mappings a YAML file would hold.

A row becomes an entry keyed by its id before layers are merged, so that an overlay can change one cell of it.
Types are left to the schema: only numbers, truth values and lists are recognised here, by the field's type. Dates may
also be written as spreadsheets in Viet Nam write them, day first: 05/04/2024.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.cells import Converter, day_first, is_date
from optimizer.scenario.reading.characters import escaped
from optimizer.scenario.reading.files import Root
from optimizer.scenario.reading.schema_walk import place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.table_files import Row, Table, open_workbook, read_csv, read_sheet_table, sheet_name
from optimizer.scenario.reading.tree import WITHHELD, Node, mapping
from optimizer.scenario.reading.workbooks import Workbook
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.messages import Said

ENTITY_TABLES = ("officers", "places", "posts", "organisations", "helpers", "teams", "visits", "units")


@dataclass(frozen=True, slots=True)
class _Attached:
    """A table whose rows belong to entities of another section."""

    section: str
    owner: str
    """Column with the owner's id."""
    columns: dict[str, str]
    """Column to field below the entry, for those that are fields."""
    required: tuple[str, ...]
    entry: Callable[[dict[str, str]], tuple[str, ...]]
    """Path of the entry below its owner, from the row's cells as text."""


def _leave_entry(cells: dict[str, str]) -> tuple[str, ...]:
    return ("leave", cells.get("id") or _as_id(cells["first_day"]))


def _request_entry(cells: dict[str, str]) -> tuple[str, ...]:
    return ("requests", cells.get("id") or _as_id("-".join(filter(None, (cells["date"], cells.get("shift"))))))


def _as_id(text: str) -> str:
    return re.sub(r"[^\w-]", "-", text)


ATTACHED_TABLES: dict[str, _Attached] = {
    "leave": _Attached(
        "officers",
        "officer",
        {name: name for name in ("first_day", "last_day", "reason")},
        ("officer", "first_day", "last_day"),
        _leave_entry,
    ),
    "requests": _Attached(
        "officers",
        "officer",
        {name: name for name in ("date", "shift", "want", "weight")},
        ("officer", "date", "want"),
        _request_entry,
    ),
    "history": _Attached(
        "officers",
        "officer",
        {"entries": ""},
        ("officer", "date", "entries"),
        lambda cells: ("history", "days", cells["date"]),
    ),
    "pupils": _Attached(
        "places", "school", {"count": ""}, ("school", "birth_date"), lambda cells: ("pupils", cells["birth_date"])
    ),
}
_KEY_COLUMNS = {"leave": ("id",), "requests": ("id",), "history": ("date",), "pupils": ("birth_date",)}


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

    def table(self, reference: str, where: str, builder: _TableBuilder) -> Table:
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
    builder = _TableBuilder(name)
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


class _TableBuilder:
    """Collects the rows of all files of one table."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attached = ATTACHED_TABLES.get(name)
        self._has_note = "note" in place_at((name, "")).field_names()
        self.required = ("id",) if self.attached is None else self.attached.required
        self.unreadable: list[Diagnostic] = []
        """What is wrong with whole tables."""
        self.diagnostics: list[Diagnostic] = []
        """What is wrong with single rows and cells."""
        self.warnings: list[Diagnostic] = []
        self.sheets: list[tuple[Path, str]] = []
        """Workbooks and their sheets that it is read from."""
        self._converters: dict[tuple[str, ...], Converter] = {}
        self._section = self.attached.section if self.attached else name
        self._entries: dict[str, Node] = {}
        self._seen: dict[tuple[str, ...], str] = {}

    @property
    def patch(self) -> Node:
        origin = next(iter(self._entries.values())).origin if self._entries else self.name
        return mapping(origin, {self._section: mapping(origin, self._entries)})

    def take(self, table: Table) -> None:
        """Take in the rows of one file or sheet."""
        self.diagnostics.extend(table.diagnostics)
        self.warnings.extend(table.warnings)
        if unknown := list(self._column_diagnostics(table)):
            self.unreadable.extend(unknown)
            return
        if not (table.rows or table.diagnostics) and self.attached is None:
            self.unreadable.append(Diagnostic(table.origin, texts.NO_ROWS, texts.ADD_ROWS))
        dates = [column for column in table.columns if is_date(column)]
        is_counted = self.name == "pupils" and "count" not in table.columns
        required = (*self.required, "count") if "count" in table.columns else self.required
        for row in table.rows:
            for column in dates:
                self._turn_date(row, column)
            if self.attached is None:
                self._take_entity(row, table)
            elif self._is_filled(row, required):
                (self._count_row if is_counted else self._take_attached)(row, table, self.attached)

    def _column_diagnostics(self, table: Table) -> Iterator[Diagnostic]:
        if self.attached is not None:
            known = (self.attached.owner, *_KEY_COLUMNS[self.name], *self.attached.columns)
        else:
            known = ("id", *place_at((self.name, "id")).field_names())
        for column in table.columns:
            if column not in (*known, "note") and not self._is_nested_field(column):
                columns = [*known, *self._nested_fields(column)]
                remedy = did_you_mean(column, columns, nouns.COLUMN.many)
                yield Diagnostic(f"{table.origin}  {escaped(column)}", texts.UNKNOWN_COLUMN, remedy)
        for column in self.required:
            if column not in table.columns:
                where, remedy = f"{table.origin}  {column}", texts.ADD_COLUMN(column=column)
                yield Diagnostic(where, texts.COLUMN_MISSING, remedy)

    def _nested_fields(self, column: str) -> list[str]:
        """Columns beside a column with points."""
        above, point, _ = column.rpartition(".")
        if self.attached is not None or not point:
            return []
        return [f"{above}.{name}" for name in place_at((self.name, "id", *above.split("."))).field_names()]

    def _is_nested_field(self, column: str) -> bool:
        return self.attached is None and "." in column and bool(place_at((self.name, "id", *column.split("."))).options)

    def _take_entity(self, row: Row, table: Table) -> None:
        identifier = self._identifier(row, "id")
        if identifier is None or not self._is_first((identifier,), row, "id"):
            return
        entries: dict[str, Node] = {}
        for column, value in row.cells.items():
            if column == "id" or (column == "note" and not self._has_note):
                continue
            keys = column.split(".")
            converter = self._converter(self.name, "", *keys)
            if converter.is_section:
                self._refuse(row, column, texts.WHOLE_SECTION, texts.WRITE_BELOW(column=column))
            else:
                _plant(entries, keys, converter.node(value, row.origin_of(column), table), row.origin)
        self._entries[identifier] = mapping(row.origin, entries)

    def _is_filled(self, row: Row, required: Sequence[str]) -> bool:
        """Whether a row of an attached table has what says where it belongs; empty cells are told."""
        missing = [column for column in required if column not in row.cells]
        for column in missing:
            self._refuse(row, column, texts.EMPTY_CELL, texts.FILL_OR_DELETE)
        keys = ("id",) if "id" in row.cells else required
        return not missing and not any(row.cells[column] is WITHHELD for column in keys)

    def _count_row(self, row: Row, _: Table, attached: _Attached) -> None:
        """One more pupil of a date of birth."""
        owner, born = self._identifier(row, attached.owner), str(row.cells["birth_date"])
        if owner is None:
            return
        if owner not in self._entries:
            self._entries[owner] = mapping(row.origin, {"pupils": mapping(row.origin)})
        pupils = _entries_of(_entries_of(self._entries[owner])["pupils"])
        earlier = pupils.get(born)
        count = earlier.value if earlier is not None and isinstance(earlier.value, int) else 0
        pupils[born] = Node(row.origin if earlier is None else earlier.origin, count + 1)

    def _take_attached(self, row: Row, table: Table, attached: _Attached) -> None:
        owner = self._identifier(row, attached.owner)
        if owner is None:
            return
        path = attached.entry({column: str(value) for column, value in row.cells.items()})
        if not self._is_first((owner, *path), row, " ".join(path[-1:])):
            return
        if "" in attached.columns.values():
            column = next(iter(attached.columns))
            origin = row.origin_of(column)
            # The path of the value does not name its column.
            told = origin if origin != row.origin else f"{origin} {column}"
            entry = self._converter(attached.section, "", *path[:-1], "").node(row.cells[column], told, table)
        else:
            entry = mapping(row.origin)
            for column in attached.columns:
                if column in row.cells:
                    converter = self._converter(attached.section, "", *path[:-1], "", column)
                    node = converter.node(row.cells[column], row.origin_of(column), table)
                    _plant(_entries_of(entry), [column], node, row.origin)
        _plant(_entries_of(self._entries.setdefault(owner, mapping(row.origin))), path, entry, row.origin)

    def _converter(self, *path: str) -> Converter:
        if path not in self._converters:
            self._converters[path] = Converter(place_at(path))
        return self._converters[path]

    def _turn_date(self, row: Row, column: str) -> None:
        """Turn a date that is written day first round; refuse a number, which may be a date of a sheet."""
        value = row.cells.get(column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self._refuse(row, column, texts.NUMBER_NOT_DATE(value=value), texts.FORMAT_AS_DATE)
            row.cells[column] = WITHHELD
        elif isinstance(value, str):
            row.cells[column] = day_first(value)

    def _identifier(self, row: Row, column: str) -> str | None:
        value = row.cells.get(column)
        if value is WITHHELD:
            return None
        if value is None or isinstance(value, float | bool):
            what = texts.EMPTY_CELL if value is None else texts.NO_ID(value=value)
            self._refuse(row, column, what, texts.GIVE_ID)
            return None
        return str(value)

    def _is_first(self, key: tuple[str, ...], row: Row, column: str) -> bool:
        if (first := self._seen.setdefault(key, row.origin)) != row.origin:
            self._refuse(row, column, texts.ROW_TWICE(key=" ".join(key), first=first), texts.KEEP_ONE)
            return False
        return True

    def _refuse(self, row: Row, column: str, what: Said, remedy: Said) -> None:
        self.diagnostics.append(Diagnostic(f"{row.origin_of(column)}  {column}", what, remedy))


def _entries_of(node: Node) -> dict[str, Node]:
    assert isinstance(node.value, dict)
    return node.value


def _plant(entries: dict[str, Node], keys: Sequence[str], node: Node, origin: str) -> None:
    """Put a node at a path of nested mappings that are made as needed."""
    *above, last = keys
    for key in above:
        below = entries.setdefault(key, mapping(origin)).value
        assert isinstance(below, dict)
        entries = below
    entries[last] = node
