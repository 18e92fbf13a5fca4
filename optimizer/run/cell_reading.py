"""Cells of the run folder's CSV files as values: one form for each type, and nothing guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.messages import Template

_DISARMED = re.compile(r"'+[=+\-@\t\r]")
"""Text that was given one leading apostrophe so that no spreadsheet takes it for a formula."""


def _as_text(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell)
    return text[1:] if _DISARMED.match(text) else text


@lru_cache(maxsize=1024)
def _as_day(cell: str) -> date:
    return datetime.strptime(cell, "%Y-%m-%d").date()


@lru_cache(maxsize=8192)
def _as_moment(cell: str) -> datetime:
    return datetime.strptime(cell, "%Y-%m-%dT%H:%M")


def _as_whole(cell: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", cell):
        raise ValueError(cell)
    return int(cell)


def _as_whole_or_nothing(cell: str) -> int | None:
    return _as_whole(cell) if cell else None


def _as_decimal(cell: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        raise ValueError(cell)
    return float(cell)


CELLS: Mapping[str, Callable[[str], object]] = {
    "str": _as_text,
    "date": _as_day,
    "datetime": _as_moment,
    "int": _as_whole,
    "int | None": _as_whole_or_nothing,
    "float": _as_decimal,
}
"""Reads a cell of a field, by the field's declared type; a cell of another form raises ValueError."""
FORMS: Mapping[Callable[[str], object], tuple[Template, str]] = {
    _as_day: (texts.DATE, "2024-04-04"),
    _as_moment: (texts.DATE_AND_TIME, "2024-04-04T07:00"),
    _as_whole: (texts.WHOLE_NUMBER, "12"),
    _as_whole_or_nothing: (texts.WHOLE_NUMBER, "12"),
    _as_decimal: (texts.NUMBER, "12.345"),
}
"""What each expects, and an example."""
