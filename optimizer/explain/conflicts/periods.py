"""The days that a statement is about, from the name of its period."""

from __future__ import annotations

import re
from datetime import date, timedelta

from optimizer.world.world import World


def period_of(when: str, world: World) -> tuple[date, date]:
    """First and last day of a period as keys name it: a day, with or without shift, a week, months, or the horizon."""
    first, _, last = when.partition("/")[0].partition("..")
    begin, end = _days(first, world), _days(last or first, world)
    return begin[0], end[1]


def is_near(when: str, other: str, days: int, world: World) -> bool:
    """Whether no more than so many days lie between two periods."""
    (first, last), (begin, end) = period_of(when, world), period_of(other, world)
    return first - timedelta(days) <= end and begin - timedelta(days) <= last


def _days(name: str, world: World) -> tuple[date, date]:
    if match := re.fullmatch(r"(\d{4})-W(\d{2})", name):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", name):
        first = date(int(match[1]), int(match[2]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        return date.fromisoformat(name), date.fromisoformat(name)
    return world.days[0].date, world.days[-1].date
