"""Words, numbers and dates of the documents, in Vietnamese and English.

Texts that belong to the scenario (names of shifts, streams, places) are never translated.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from optimizer.texts.labels import LABELS

_WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_WEEKDAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKED_LETTERS = {"ă", "â", "đ", "ê", "ô", "ơ", "ư"}
# Order of tones in Vietnamese dictionaries: level, grave, hook above, tilde, acute, dot below.
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


@dataclass(frozen=True, slots=True)
class Texts:
    """Labels and formats of one language (``vi`` or ``en``)."""

    language: str

    def __call__(self, label: str, **values: object) -> str:
        """The label's text with its places filled in."""
        text = LABELS[label][0 if self.language == "vi" else 1]
        return text.format(**values) if values else text

    def either(self, label: str, otherwise: str) -> str:
        """The label's text; something else if there is no such label."""
        return self(label) if label in LABELS else otherwise

    def number(self, value: float, decimals: int = 0) -> str:
        """``30.000`` and ``83,3`` in Vietnamese, ``30,000`` and ``83.3`` in English."""
        text = f"{value:,.{decimals}f}"
        if not float(text.replace(",", "")):
            text = text.lstrip("-")
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def weight(self, value: float) -> str:
        """A weight of the scenario: ``1``, ``0,25``."""
        return self.number(value, 0 if value == int(value) else 2)

    def percent(self, share: float) -> str:
        """A share of 1 as ``83,3 %``; cut, not rounded, so that a missed target never shows as ``100,0 %``."""
        tenths = int(share * 1000 + 1e-6)
        return f"{self.number(tenths / 10, 1)}\u202f%"

    def day(self, value: date) -> str:
        """``05/04/2024`` in Vietnamese, ``5 Apr 2024`` in English."""
        return f"{value:%d/%m/%Y}" if self.language == "vi" else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def short_day(self, value: date) -> str:
        """Day and month."""
        return f"{value:%d/%m}" if self.language == "vi" else f"{value.day} {_MONTHS[value.month - 1]}"

    def month(self, month: str) -> str:
        """``04/2024`` from ``2024-04``."""
        return "/".join(reversed(month.split("-")))

    def weekday(self, value: date) -> str:
        """Name of the weekday."""
        return _WEEKDAYS[self.language][value.weekday()]

    def short_weekday(self, value: date) -> str:
        """Weekday as in the head of a table."""
        return _SHORT_WEEKDAYS[self.language][value.weekday()]

    def clock(self, value: time | datetime) -> str:
        """``07h00`` in Vietnamese, ``07:00`` in English."""
        return f"{value:%Hh%M}" if self.language == "vi" else f"{value:%H:%M}"

    def period(self, start: datetime, end: datetime) -> str:
        """From when to when; the day is told if it ends on another one."""
        tail = "" if end.date() == start.date() else f" ({self.short_day(end.date())})"
        return f"{self.clock(start)}\u2013{self.clock(end)}{tail}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def name_order(name: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Sort key of a Vietnamese personal name: the given name (last word) first, then the others from the front."""
    words = unicodedata.normalize("NFC", name).lower().split()
    return tuple(_word_order(word) for word in words[-1:] + words[:-1])


def _word_order(word: str) -> tuple[tuple[int, int], ...]:
    letters = [_letter_order(letter) for letter in word]
    # Letters decide first; tones only between words that are otherwise the same.
    return (*((base, 0) for base, _ in letters), (-1, 0), *((0, tone) for _, tone in letters))


def _letter_order(letter: str) -> tuple[int, int]:
    if letter == "đ":
        return _ALPHABET.index("đ"), 0
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    plain = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in _TONES))
    known = plain if plain in _MARKED_LETTERS else base
    position = _ALPHABET.find(known)
    return (position if position >= 0 else len(_ALPHABET) + ord(known)), tone
