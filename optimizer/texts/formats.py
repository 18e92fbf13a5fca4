"""Texts, numbers and dates in one language, for the documents and the terminal.

Texts that belong to the scenario (names of shifts, streams, places) are never translated.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from optimizer.texts.messages import Language, Message, Template, worded

TOLERANCE = 0.0005
"""Half a unit of the last decimal that files hold: what is missing less than this is not missing."""

_WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_WEEKDAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def people_cut(value: float, decimals: int = 0) -> float:
    """People served or expected, cut to so many decimals: never more is told than there are."""
    unit = 10.0**decimals
    return math.floor((value + TOLERANCE) * unit) / unit


def missing_raised(value: float, decimals: int = 0) -> float:
    """People missing, raised to so many decimals: never fewer are told than there are."""
    unit = 10.0**decimals
    return max(0.0, math.ceil((value - TOLERANCE) * unit) / unit)


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands in one language: texts with their places filled in, numbers, dates."""

    language: Language

    def __call__(self, text: Message | Template, **values: object) -> str:
        """The text in words, with its places filled in."""
        filled = text(**values) if isinstance(text, Template) else text
        return filled.in_language(self.language)

    def either(self, family: Mapping[str, Template], key: str, otherwise: str | None = None) -> str:
        """The text for a key; something else, or the key itself, where a family has none."""
        return self(worded(family, key)) if otherwise is None or key in family else otherwise

    def number(self, value: float, decimals: int = 0) -> str:
        """``30.000`` and ``83,3`` in Vietnamese, ``30,000`` and ``83.3`` in English."""
        text = f"{value:,.{decimals}f}"
        if not float(text.replace(",", "")):
            text = text.lstrip("-")
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def people(self, value: float, decimals: int = 0) -> str:
        """People served or expected; cut, as every surface tells them."""
        return self.number(people_cut(value, decimals), decimals)

    def missing(self, value: float, decimals: int = 0) -> str:
        """People missing; raised, as every surface tells them."""
        return self.number(missing_raised(value, decimals), decimals)

    def weight(self, value: float) -> str:
        """A weight of the scenario: ``1``, ``0,25``."""
        return self.number(value, 0 if value == int(value) else 2)

    def percent(self, share: float) -> str:
        """A share of 1 as ``83,3 %``; cut, not rounded, so that a missed target never shows as ``100,0 %``."""
        tenths = int(share * 1000 + 1e-6)
        return f"{self.number(tenths / 10, 1)}\u202f%"

    def chance(self, chance: float) -> str:
        """A chance in whole per cent, cut; what is neither sure nor ruled out is never told as if it were."""
        if 0.0 < chance < 0.01:
            return "<\u202f1\u202f%"
        if 0.99 < chance < 1.0:
            return ">\u202f99\u202f%"
        return f"{self.number(math.floor(chance * 100 + 1e-6))}\u202f%"

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
