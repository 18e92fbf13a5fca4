"""Cells of tables as the fields of the schema want them: numbers, truth values, lists, dates written day first."""

from __future__ import annotations

import re

from optimizer.scenario.reading.schema_walk import SchemaPlace
from optimizer.scenario.reading.table_files import Table
from optimizer.scenario.reading.tree import Node, Scalar, Withheld

LIST_SEPARATOR = "|"
_DATE_COLUMNS = frozenset({"first_day", "last_day", "date", "birth_date"})


def is_date(column: str) -> bool:
    """Whether a column holds dates, by its name."""
    return column.rpartition(".")[2] in _DATE_COLUMNS


def day_first(value: str) -> str:
    """A date that is written as in Viet Nam, 05/04/2024, as the files have it; other text as it is."""
    written = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value)
    return value if written is None else f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}"


class Converter:
    """Turns cells of a column into what its field wants; a cell that is not of its type is left to the schema.

    A table may have a hundred thousand rows, so what the schema says is asked once a column.
    """

    def __init__(self, place: SchemaPlace) -> None:
        self.is_section = bool(place.models()) or place.is_mapping()
        self._is_list = place.is_list()
        self._is_id = place.is_id()
        self._is_number = place.accepts(int, float)
        self._is_whole = not place.accepts(float)
        self._is_truth = place.accepts(bool)

    def node(self, value: Scalar, origin: str, table: Table) -> Node:
        """The value of a cell with its place."""
        if isinstance(value, Withheld):
            return Node(origin, value)
        if self._is_list:
            items = [item.strip() for item in str(value).split(LIST_SEPARATOR)]
            return Node(origin, tuple(Node(origin, item) for item in items if item))
        if isinstance(value, int) and not isinstance(value, bool) and self._is_id:
            return Node(origin, str(value))
        if not isinstance(value, str):
            return Node(origin, value)
        if self._is_number:
            return Node(origin, self._number(value, table.has_decimal_comma))
        if self._is_truth and value.lower() in ("true", "false"):
            return Node(origin, value.lower() == "true")
        return Node(origin, value)

    def _number(self, text: str, has_decimal_comma: bool) -> Scalar:
        plain = text.replace(",", ".") if has_decimal_comma and re.fullmatch(r"-?\d+,\d+", text) else text
        if re.fullmatch(r"-?\d{1,18}", plain):
            return int(plain)
        if not self._is_whole and re.fullmatch(r"-?\d+\.\d+", plain):
            return float(plain)
        return text
