"""Cells of results as desks and their spreadsheet programs write them: days and numbers of people."""

from __future__ import annotations

import re
from datetime import date, timedelta

from optimizer.scenario.reading.cells import day_first
from optimizer.scenario.reading.tree import Scalar
from optimizer.texts.messages import LANGUAGES
from optimizer.texts.tracking import TOTALS
from optimizer.track.names import plain

_BEFORE_DATE = re.compile(r"(?:(?:thứ\s+\w+|chủ\s+nhật|t\s?[2-7]|cn|ngày|[a-z]{3,9}day)[\s,.:-]+)+", re.IGNORECASE)
"""Days of the week, and the word for a day, as they stand before a date."""
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00)?(?:\.0+)?(?: ?(?:SA|AM))?|[T ]12:00(?::00)? ?(?:SA|AM)")
"""The time that programs write behind a date that has none."""
_FIRST_SERIAL = date(1899, 12, 30)
"""Of what spreadsheets count days from, since they take 1900 for a leap year."""
_WHOLE = re.compile(r"([0-9]{1,9})(?:[.,]00?)?")
"""A whole number, also as a spreadsheet with decimals writes it."""
THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,\s][0-9]{3})+")
"""A number with marks between thousands."""
_MAY_BE_DECIMALS = re.compile(r"[0-9]{1,3}[.,]000")
_TOTAL = frozenset(plain(word) for text in TOTALS for language in LANGUAGES for word in [text.in_language(language)])


def day_of(value: Scalar, first: date, last: date) -> date | None:
    """The day that a cell means; nothing if it means none.

    Parameters
    ----------
    value
        The cell.
    first, last
        A number is the day that a spreadsheet counts so, if that lies from one of these to the other.
    """
    text = _MIDNIGHT.sub("", _BEFORE_DATE.sub("", str(value).strip(), count=1))
    if re.fullmatch(r"[0-9]{5}", text):
        day = _FIRST_SERIAL + timedelta(days=int(text))
        return day if first <= day <= last else None
    try:
        return date.fromisoformat(day_first(text))
    except ValueError:
        return None


def count_of(value: Scalar) -> int | None:
    """How many people a cell says; nothing if it says no number, or 1,000 may be one with decimals."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    text = str(value)
    if whole := _WHOLE.fullmatch(text):
        return int(whole[1])
    if THOUSANDS.fullmatch(text) and not _MAY_BE_DECIMALS.fullmatch(text):
        return int(re.sub(r"[.,\s]", "", text))
    return None


def is_total(value: Scalar) -> bool:
    """Whether a cell names a row in which others are added up."""
    return plain(str(value)) in _TOTAL
