"""The days that a statement is about, from the name of its period; and the weeks of a campaign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

Window = tuple[date, date]
"""First and last day."""


def period_of(when: str, horizon: Window) -> Window:
    """First and last day of a period as keys name it: a day, with or without shift, a week, months, or the horizon."""
    first, _, last = when.partition("/")[0].partition("..")
    begin, end = _days(first, horizon), _days(last or first, horizon)
    return begin[0], end[1]


def spans_of(horizon: Window, weeks: int) -> Sequence[Window]:
    """So many ISO weeks at a time, every other time half of them new; a week follows the other."""
    first, end = horizon
    monday = first - timedelta(days=first.weekday())
    step = timedelta(weeks=(weeks + 1) // 2)
    spans = []
    while monday <= end:
        last = monday + timedelta(weeks=weeks) - timedelta(days=1)
        spans.append((max(first, monday), min(end, last)))
        if last >= end:
            break
        monday += step
    return spans


def _days(name: str, horizon: Window) -> Window:
    if match := re.fullmatch(r"(\d{4})-W(\d{2})", name):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", name):
        first = date(int(match[1]), int(match[2]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        return date.fromisoformat(name), date.fromisoformat(name)
    return horizon
