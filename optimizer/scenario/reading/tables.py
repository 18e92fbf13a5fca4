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
from optimizer.scenario.reading.files import Root
from optimizer.scenario.reading.schema_walk import Place, place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.table_files import Row, Table, read_table
from optimizer.scenario.reading.tree import Node, Scalar, mapping
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import tables as texts
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.messages import Said

ENTITY_TABLES = ("officers", "places", "posts", "organisations", "helpers", "teams", "visits", "units")
LIST_SEPARATOR = "|"
_DATE_COLUMNS = frozenset({"first_day", "last_day", "date", "birth_date"})


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
    for name, references in tables.value.items():
        try:
            patches.append(_read_named(name, references, beside, root))
        except ScenarioError as error:
            diagnostics.extend(error.diagnostics)
    if diagnostics:
        raise ScenarioError(diagnostics)
    return patches


def _read_named(name: str, references: Node, beside: Path, root: Root) -> TablePatch:
    where = f"{references.origin}  tables.{name}"
    known = (*ENTITY_TABLES, *ATTACHED_TABLES)
    if name not in known:
        what = UNKNOWN(what=nouns.TABLE.one, name=name)
        raise ScenarioError(Diagnostic(where, what, did_you_mean(name, known, nouns.TABLE.many)))
    listed = references.value if isinstance(references.value, tuple) else (references,)
    builder = _Builder(name)
    for reference in listed:
        if not isinstance(reference.value, str) or not reference.value:
            what = texts.NO_FILE_NAME(value=repr(reference.plain()))
            raise ScenarioError(Diagnostic(where, what, texts.FILE_EXAMPLE))
        file, _, sheet = reference.value.partition("#")
        path = root.locate(file, beside, where)
        builder.take(read_table(path, sheet or None, name, root.display(path)))
    if builder.unreadable:
        raise ScenarioError([*builder.unreadable, *builder.diagnostics])
    return TablePatch(builder.patch, tuple(builder.diagnostics))


class _Builder:
    """Collects the rows of all files of one table."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attached = ATTACHED_TABLES.get(name)
        self.unreadable: list[Diagnostic] = []
        """What is wrong with whole tables."""
        self.diagnostics: list[Diagnostic] = []
        """What is wrong with single rows."""
        self._section = self.attached.section if self.attached else name
        self._entries: dict[str, Node] = {}
        self._seen: dict[tuple[str, ...], str] = {}

    @property
    def patch(self) -> Node:
        origin = next(iter(self._entries.values())).origin if self._entries else self.name
        return mapping(origin, {self._section: mapping(origin, self._entries)})

    def take(self, table: Table) -> None:
        if unknown := list(self._column_diagnostics(table)):
            self.unreadable.extend(unknown)
            return
        if not table.rows and self.attached is None:
            self.unreadable.append(Diagnostic(table.origin, texts.NO_ROWS, texts.ADD_ROWS))
        for row in map(_with_dates, table.rows):
            if numbers := [name for name, value in row.cells.items() if _is_date(name) and isinstance(value, int)]:
                for column in numbers:
                    self._refuse(row, column, texts.NUMBER_NOT_DATE(value=row.cells[column]), texts.FORMAT_AS_DATE)
            elif self.attached is not None:
                self._take_attached(row, table, self.attached)
            else:
                self._take_entity(row, table)

    def _column_diagnostics(self, table: Table) -> Iterator[Diagnostic]:
        if self.attached is not None:
            known = (self.attached.owner, *_KEY_COLUMNS[self.name], *self.attached.columns)
            required = self.attached.required
        else:
            known = ("id", *place_at((self.name, "id")).field_names())
            required = ("id",)
        for column in table.columns:
            if column not in (*known, "note") and not self._is_nested_field(column):
                columns = [*known, *self._nested_fields(column)]
                remedy = did_you_mean(column, columns, nouns.COLUMN.many)
                yield Diagnostic(f"{table.origin}  {column}", texts.UNKNOWN_COLUMN, remedy)
        for column in required:
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
        entity = place_at((self.name, identifier))
        entries: dict[str, Node] = {}
        for column, value in row.cells.items():
            if column == "id" or (column == "note" and "note" not in entity.field_names()):
                continue
            keys = column.split(".")
            field = place_at((self.name, identifier, *keys))
            if field.models() or field.is_mapping():
                self._refuse(row, column, texts.WHOLE_SECTION, texts.WRITE_BELOW(column=column))
            else:
                _plant(entries, keys, _typed(value, field, row.origin, table), row.origin)
        self._entries[identifier] = mapping(row.origin, entries)

    def _take_attached(self, row: Row, table: Table, attached: _Attached) -> None:
        required = (*attached.required, *(("count",) if "count" in table.columns else ()))
        missing = [column for column in required if column not in row.cells]
        for column in missing:
            self._refuse(row, column, texts.EMPTY_CELL, texts.FILL_OR_DELETE)
        owner = self._identifier(row, attached.owner) if not missing else None
        if owner is None:
            return
        path = attached.entry({column: str(value) for column, value in row.cells.items()})
        counts_rows = self.name == "pupils" and "count" not in table.columns
        if not counts_rows and not self._is_first((owner, *path), row, " ".join(path[-1:])):
            return
        place = place_at((attached.section, owner, *path))
        if counts_rows:
            earlier = self._entries.get(owner, mapping("")).at(path)
            count = earlier.value if earlier is not None and isinstance(earlier.value, int) else 0
            entry = Node(row.origin, count + 1)
        elif "" in attached.columns.values():
            column = next(iter(attached.columns))
            entry = _typed(row.cells[column], place, row.origin, table)
        else:
            fields = {f: place.below(f) for f in attached.columns}
            entry = mapping(
                row.origin,
                {f: _typed(row.cells[f], fields[f], row.origin, table) for f in fields if f in row.cells},
            )
        below = self._entries.setdefault(owner, mapping(row.origin)).value
        assert isinstance(below, dict)
        _plant(below, path, entry, row.origin)

    def _identifier(self, row: Row, column: str) -> str | None:
        value = row.cells.get(column)
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
        self.diagnostics.append(Diagnostic(f"{row.origin}  {column}", what, remedy))


def _plant(entries: dict[str, Node], keys: Sequence[str], node: Node, origin: str) -> None:
    """Put a node at a path of nested mappings that are made as needed."""
    *above, last = keys
    for key in above:
        below = entries.setdefault(key, mapping(origin)).value
        assert isinstance(below, dict)
        entries = below
    entries[last] = node


def _with_dates(row: Row) -> Row:
    """The row with dates that are written day first turned round."""
    cells = {column: _day_first(value) if _is_date(column) else value for column, value in row.cells.items()}
    return Row(row.origin, cells)


def _is_date(column: str) -> bool:
    return column.rpartition(".")[2] in _DATE_COLUMNS


def _day_first(value: Scalar) -> Scalar:
    written = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value) if isinstance(value, str) else None
    return value if written is None else f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}"


def _typed(value: Scalar, place: Place, origin: str, table: Table) -> Node:
    """The cell as the field's type wants it, or as it is, for the schema to refuse."""
    if place.is_list():
        items = [item.strip() for item in str(value).split(LIST_SEPARATOR)]
        return Node(origin, tuple(Node(origin, item) for item in items if item))
    if isinstance(value, int) and not isinstance(value, bool) and place.is_id():
        return Node(origin, str(value))
    if not isinstance(value, str):
        return Node(origin, value)
    if place.accepts(int, float):
        return Node(origin, _number(value, table.has_decimal_comma))
    if place.accepts(bool) and value.lower() in ("true", "false"):
        return Node(origin, value.lower() == "true")
    return Node(origin, value)


def _number(text: str, has_decimal_comma: bool) -> Scalar:
    plain = text.replace(",", ".") if has_decimal_comma and re.fullmatch(r"-?\d+,\d+", text) else text
    if re.fullmatch(r"-?\d{1,18}", plain):
        return int(plain)
    if re.fullmatch(r"-?\d+\.\d+", plain):
        return float(plain)
    return text
