"""Numbers in notations that the files do not have: a decimal comma, marks between thousands, percentages.

In Viet Nam 22,5 is twenty-two and a half, and 1.500 is fifteen hundred. YAML reads a comma in braces or brackets as
the end of a value, so a figure would be cut silently; elsewhere such a number is text. Both are refused, with what was
probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from optimizer.texts.diagnostics import numbers as texts
from optimizer.texts.messages import Message

_COMMA = re.compile(r"([-+]?\d+),(\d+)")
_GROUPS = re.compile(r"([-+]?[1-9]\d{0,2})((?:[.,' _\u00a0\u202f]\d{3})+)(?:[.,](\d+))?")
_MARKS = re.compile(r"[.,' _\u00a0\u202f]")
_PERCENTAGE = re.compile(r"([-+]?\d+(?:[.,]\d+)?)[ \u00a0\u202f]?%")
_WITH_COMMAS = re.compile(r"[-+]?\d+(?:,\d+)+(?:\.\d+)?")
_POINT = re.compile(r"-?\d+\.\d+")
_UNCLEAR = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_WHOLE = re.compile(r"[-+]?\d+")


def meant_number(text: str) -> Message | None:
    """What a number that is written in another notation probably means, as a remedy; ``None`` for other text."""
    written = text.strip()
    if percentage := _PERCENTAGE.fullmatch(written):
        return texts.PERCENTAGE(number=f"{(Decimal(percentage[1].replace(',', '.')) / 100).normalize():f}")
    if comma := _COMMA.fullmatch(written):
        point = f"{comma[1]}.{comma[2]}"
        if len(comma[2]) == 3 and _GROUPS.fullmatch(written):
            return texts.POINT_OR_THOUSANDS(decimal=point, whole=f"{comma[1]}{comma[2]}")
        return texts.DECIMAL_POINT(number=point)
    groups = _GROUPS.fullmatch(written)
    if groups is None:
        return None
    whole = groups[1] + _MARKS.sub("", groups[2])
    return texts.NO_THOUSANDS(number=whole if groups[3] is None else f"{whole}.{groups[3]}")


def is_point_decimal(written: Collection[str], *, commas_separate_cells: bool) -> bool:
    """Whether a point in the numbers of a table can only be a decimal one.

    So it is where a comma stands between cells and in none of them, or where some number has a point that cannot
    stand before thousands and none has a decimal comma.
    """
    if any(_COMMA.fullmatch(text.strip()) for text in written):
        return False
    return commas_separate_cells or any(_POINT.fullmatch(text) and not _UNCLEAR.fullmatch(text) for text in written)


def unclear_point(text: str) -> tuple[Message, Message] | None:
    """What is wrong with a number whose point may be a decimal one or stand before thousands, and the remedy."""
    if not _UNCLEAR.fullmatch(text):
        return None
    whole, _, decimals = text.partition(".")
    # Three decimals are what makes it unclear.
    decimal = f"{whole}.{decimals.rstrip('0') or '0'}"
    clear = decimal if not _UNCLEAR.fullmatch(decimal) else f"{decimal}0"
    return texts.UNCLEAR_POINT(number=text), texts.THOUSANDS_OR_DECIMALS(whole=whole + decimals, decimal=clear)


class PlainScalar(NamedTuple):
    """A value without quotes in a YAML text: where it starts and ends there, and its line."""

    text: str
    start: int
    end: int
    line: int


def number_with_commas(text: str, start: int, end: int) -> str | None:
    """The number with commas that stands in a text from one position to beyond another, if one does."""
    found = _WITH_COMMAS.match(text, start)
    return None if found is None or found.end() <= end else found[0]


def cut_number(items: Sequence[PlainScalar], text: str) -> int | None:
    """Which item of a list in brackets is a number that a decimal comma seems to have cut from the next one.

    That is so where no blank follows the comma, unless at least three numbers stand so and rise: ``[1,2,3]``.
    """
    tight = [
        number
        for number, (left, right) in enumerate(pairwise(items))
        if text[left.end : right.start] == "," and _WHOLE.fullmatch(left.text) and right.text.isdecimal()
    ]
    if not tight:
        return None
    if 2 <= len(tight) == len(items) - 1:
        values = [int(item.text) for item in items]
        if values[0] != 0 and all(left < right for left, right in pairwise(values)):
            return None
    return tight[0]
