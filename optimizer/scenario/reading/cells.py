"""Cells of tables as the fields of the schema want them: numbers, truth values, lists, dates written day first."""

from __future__ import annotations

import re

from optimizer.scenario.reading.schema_walk import SchemaPlace
from optimizer.scenario.reading.tree import Node, Scalar, Withheld

LIST_SEPARATOR = "|"
_DATE_COLUMNS = frozenset({"first_day", "last_day", "date", "birth_date"})
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WHOLE = re.compile(r"-?\d{1,18}")
_DECIMAL_POINT = re.compile(r"-?\d+\.\d+")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


def is_date(column: str) -> bool:
    """Whether a column holds dates, by its name."""
    return column.rpartition(".")[2] in _DATE_COLUMNS


def day_first(value: str) -> str:
    """A date that is written as in Viet Nam, 05/04/2024, as the files have it; other text as it is."""
    written = _DAY_FIRST.fullmatch(value)
    return value if written is None else f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}"


class Converter:
    """Turns cells of a column into what its field wants; a cell that is not of its type is left to the schema.

    Parameters
    ----------
    place
        What the schema has there.
    has_decimal_comma
        Whether the table writes 11,5 for eleven and a half.
    """

    def __init__(self, place: SchemaPlace, *, has_decimal_comma: bool) -> None:
        self.is_section = bool(place.models()) or place.is_mapping()
        self._is_list = place.is_list()
        self._is_id = place.is_id()
        self._is_number = place.accepts(int, float)
        self.is_decimal = place.accepts(float)
        self._is_truth = place.accepts(bool)
        self._has_decimal_comma = has_decimal_comma

    def node(self, value: Scalar, origin: str) -> Node:
        """The value of a cell with its place."""
        if isinstance(value, Withheld):
            return Node(origin, value)
        if self._is_list:
            items = [item.strip() for item in str(value).split(LIST_SEPARATOR)]
            return Node(origin, tuple(Node(origin, item) for item in items if item))
        if not isinstance(value, str):
            is_number_as_id = self._is_id and isinstance(value, int) and not isinstance(value, bool)
            return Node(origin, str(value) if is_number_as_id else value)
        if self._is_number:
            return Node(origin, self._number(value))
        if self._is_truth and value.lower() in ("true", "false"):
            return Node(origin, value.lower() == "true")
        return Node(origin, value)

    def _number(self, text: str) -> Scalar:
        plain = text.replace(",", ".") if self._has_decimal_comma and _DECIMAL_COMMA.fullmatch(text) else text
        if _WHOLE.fullmatch(plain):
            return int(plain)
        if self.is_decimal and _DECIMAL_POINT.fullmatch(plain):
            return float(plain)
        return text
