"""Rows of tables as the entries that a YAML file would hold.

A row becomes an entry keyed by its id before layers are merged, so that an overlay can change one cell of it.
Types are left to the schema: only numbers, truth values and lists are recognised here, by the field's type. Dates may
also be written as spreadsheets in Viet Nam write them, day first: 05/04/2024. What the schema says is asked once a
column, for a table may have a hundred thousand rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic
from optimizer.scenario.reading.cells import Converter, day_first, is_date
from optimizer.scenario.reading.characters import escaped
from optimizer.scenario.reading.numbers import is_point_decimal, unclear_point
from optimizer.scenario.reading.schema_walk import place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.table_files import Row, Table
from optimizer.scenario.reading.tree import WITHHELD, Node, Scalar, mapping
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.messages import Said

ENTITY_TABLES = ("officers", "places", "posts", "organisations", "helpers", "teams", "visits", "units")


@dataclass(frozen=True, slots=True)
class _Attached:
    """A table whose rows belong to entities of another section."""

    section: str
    owner: str
    """Column with the owner's id."""
    keys: tuple[str, ...]
    """Columns that may tell the entries of one owner apart, beside the fields."""
    fields: tuple[str, ...]
    """Columns that are fields of an entry; where an entry is one value, the column that holds it."""
    required: tuple[str, ...]
    below: tuple[str, ...]
    """Path of the entries below their owner."""
    key: Callable[[Mapping[str, Scalar]], str]
    """Key of an entry, from the cells of its row."""
    is_value: bool = False
    """Whether an entry is one value."""


def _leave_key(cells: Mapping[str, Scalar]) -> str:
    return str(cells.get("id") or _as_id(str(cells["first_day"])))


def _request_key(cells: Mapping[str, Scalar]) -> str:
    return str(cells.get("id") or _as_id("-".join(str(part) for part in (cells["date"], cells.get("shift")) if part)))


def _as_id(text: str) -> str:
    return re.sub(r"[^\w-]", "-", text)


ATTACHED_TABLES: dict[str, _Attached] = {
    "leave": _Attached(
        section="officers",
        owner="officer",
        keys=("id",),
        fields=("first_day", "last_day", "reason"),
        required=("officer", "first_day", "last_day"),
        below=("leave",),
        key=_leave_key,
    ),
    "requests": _Attached(
        section="officers",
        owner="officer",
        keys=("id",),
        fields=("date", "shift", "want", "weight"),
        required=("officer", "date", "want"),
        below=("requests",),
        key=_request_key,
    ),
    "history": _Attached(
        section="officers",
        owner="officer",
        keys=("date",),
        fields=("entries",),
        required=("officer", "date", "entries"),
        below=("history", "days"),
        key=lambda cells: str(cells["date"]),
        is_value=True,
    ),
    "pupils": _Attached(
        section="places",
        owner="school",
        keys=("birth_date",),
        fields=("count",),
        required=("school", "birth_date"),
        below=("pupils",),
        key=lambda cells: str(cells["birth_date"]),
        is_value=True,
    ),
}


@dataclass(frozen=True, slots=True)
class _ReadColumn:
    """A column that is read: the keys of its field below an entry, and how its cells are read."""

    keys: tuple[str, ...]
    converter: Converter


class TableBuilder:
    """Collects the rows of all files of one table."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attached = ATTACHED_TABLES.get(name)
        self.required = ("id",) if self.attached is None else self.attached.required
        self.unreadable: list[Diagnostic] = []
        """What is wrong with whole tables."""
        self.diagnostics: list[Diagnostic] = []
        """What is wrong with single rows and cells."""
        self.warnings: list[Diagnostic] = []
        self.sheets: list[tuple[Path, str]] = []
        """Workbooks and their sheets that it is read from."""
        self._section = self.attached.section if self.attached else name
        self._entries: dict[str, Node] = {}
        self._attached_to: dict[str, dict[str, Node]] = {}
        """Of each owner the entries attached to it."""
        self._seen: dict[tuple[str, ...], str] = {}
        """Where each entry was first written."""
        self._counts: dict[tuple[str, ...], int] = {}
        """Rows of each entry that counts its rows."""

    @property
    def patch(self) -> Node:
        """All rows so far, as the section that they belong to."""
        origin = next(iter(self._entries.values())).origin if self._entries else self.name
        return Node(origin, {self._section: Node(origin, self._entries)})

    def take(self, table: Table) -> None:
        """Take in the rows of one file or sheet."""
        self.diagnostics.extend(table.diagnostics)
        self.warnings.extend(table.warnings)
        if unknown := list(self._column_diagnostics(table)):
            self.unreadable.extend(unknown)
            return
        if not (table.rows or table.diagnostics) and self.attached is None:
            self.unreadable.append(Diagnostic(table.origin, texts.NO_ROWS, texts.ADD_ROWS))
        columns = self._columns(table)
        self._refuse_unclear_points(table, columns)
        for column in filter(is_date, table.columns):
            self._turn_dates(table, column)
        if self.attached is None:
            for row in table.rows:
                self._take_entity(row, columns)
            return
        required = dict.fromkeys((*self.required, "count") if "count" in table.columns else self.required)
        for row in table.rows:
            if self._is_filled(row, required):
                self._take_attached(row, columns, self.attached)

    def _columns(self, table: Table) -> dict[str, _ReadColumn]:
        """The columns that are fields."""
        attached = self.attached
        if attached is not None:
            names = [column for column in table.columns if column in attached.fields]
            paths = {name: (*attached.below, "", *(() if attached.is_value else (name,))) for name in names}
        else:
            is_read = {"id": False, "note": "note" in place_at((self.name, "")).field_names()}
            names = [column for column in table.columns if is_read.get(column, True)]
            paths = {name: tuple(name.split(".")) for name in names}
        keys = {name: (name,) if attached is not None else paths[name] for name in names}
        places = {name: place_at((self._section, "", *paths[name])) for name in names}
        comma = table.has_decimal_comma
        return {name: _ReadColumn(keys[name], Converter(places[name], has_decimal_comma=comma)) for name in names}

    def _refuse_unclear_points(self, table: Table, columns: Mapping[str, _ReadColumn]) -> None:
        """Refuse 1.500 where nothing tells whether it is one and a half or fifteen hundred."""
        numbers = [name for name, column in columns.items() if column.converter.is_decimal]
        written = [
            (row, name, cell)
            for row in table.rows
            for name in numbers
            if isinstance(cell := row.cells.get(name), str) and ("." in cell or "," in cell)
        ]
        if is_point_decimal([cell for _, _, cell in written], commas_separate_cells=table.separator == ","):
            return
        for row, name, cell in written:
            if (told := unclear_point(cell)) is not None:
                self._refuse(row, name, *told)
                row.cells[name] = WITHHELD

    def _column_diagnostics(self, table: Table) -> Iterator[Diagnostic]:
        if self.attached is not None:
            known = (self.attached.owner, *self.attached.keys, *self.attached.fields)
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

    def _take_entity(self, row: Row, columns: Mapping[str, _ReadColumn]) -> None:
        identifier = self._identifier(row, "id")
        if identifier is None or not self._is_first((identifier,), row, "id"):
            return
        entries: dict[str, Node] = {}
        for name, value in row.cells.items():
            if (column := columns.get(name)) is None:
                continue
            if column.converter.is_section:
                self._refuse(row, name, texts.WHOLE_SECTION, texts.WRITE_BELOW(column=name))
                continue
            node = column.converter.node(value, row.origin_of(name) if row.prefix else row.origin)
            if len(column.keys) == 1:
                entries[name] = node
            else:
                _plant(entries, column.keys, node, row.origin)
        self._entries[identifier] = Node(row.origin, entries)

    def _is_filled(self, row: Row, required: Mapping[str, None]) -> bool:
        """Whether a row of an attached table has what says where it belongs; empty cells are told."""
        if row.cells.keys() >= required.keys() and WITHHELD not in row.cells.values():
            return True
        missing = [column for column in required if column not in row.cells]
        for column in missing:
            self._refuse(row, column, texts.EMPTY_CELL, texts.FILL_OR_DELETE)
        keys = ("id",) if "id" in row.cells else required
        return not missing and not any(row.cells[column] is WITHHELD for column in keys)

    def _take_attached(self, row: Row, columns: Mapping[str, _ReadColumn], attached: _Attached) -> None:
        owner = self._identifier(row, attached.owner)
        if owner is None:
            return
        key = attached.key(row.cells)
        entries = self._entries_of(owner, row, attached)
        place = (owner, *attached.below, key)
        count = self._counts.get(place, 0)
        if not columns and (count or self._is_first(place, row, key)):
            # One more pupil of a date of birth.
            self._counts[place] = count + 1
            entries[key] = Node(self._seen[place], count + 1)
        elif columns and self._is_first(place, row, key):
            entries[key] = self._value(row, columns) if attached.is_value else self._entry(row, columns)

    def _entries_of(self, owner: str, row: Row, attached: _Attached) -> dict[str, Node]:
        """Where the entries of an owner are collected."""
        if owner not in self._attached_to:
            entries = self._attached_to[owner] = {}
            node = Node(row.origin, entries)
            for key in reversed(attached.below):
                node = Node(row.origin, {key: node})
            self._entries[owner] = node
        return self._attached_to[owner]

    def _value(self, row: Row, columns: Mapping[str, _ReadColumn]) -> Node:
        ((name, column),) = columns.items()
        # The path of the value does not name its column.
        origin = row.origin_of(name) if row.prefix else f"{row.origin} {name}"
        return column.converter.node(row.cells[name], origin)

    def _entry(self, row: Row, columns: Mapping[str, _ReadColumn]) -> Node:
        named = [(name, columns[name]) for name in row.cells if name in columns]
        return Node(
            row.origin,
            {
                name: column.converter.node(row.cells[name], row.origin_of(name) if row.prefix else row.origin)
                for name, column in named
            },
        )

    def _turn_dates(self, table: Table, column: str) -> None:
        """Turn dates that are written day first round; refuse numbers, which may be dates of a sheet."""
        for row in table.rows:
            value = row.cells.get(column)
            if isinstance(value, str):
                row.cells[column] = day_first(value)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                self._refuse(row, column, texts.NUMBER_NOT_DATE(value=value), texts.FORMAT_AS_DATE)
                row.cells[column] = WITHHELD

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


def _plant(entries: dict[str, Node], keys: Sequence[str], node: Node, origin: str) -> None:
    """Put a node at a path of nested mappings that are made as needed."""
    *above, last = keys
    for key in above:
        below = entries.setdefault(key, mapping(origin)).value
        assert isinstance(below, dict)
        entries = below
    entries[last] = node
