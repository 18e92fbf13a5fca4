"""Periods as rules name them in their findings, for people to read."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from optimizer.texts.messages import Named, Said, Template

CAMPAIGN: Final = Template("cả đợt", "the whole campaign")
WEEK: Final = Template("tuần {week}/{year}", "week {week} of {year}")
MONTH: Final = Template("tháng {month:%m/%Y}", "{month:%b %Y}")
DAY: Final = Template("ngày {day:%d/%m/%Y}", "{day:%d %b %Y}")
FROM_TO: Final = Template("{first} đến {last}", "{first} to {last}")


def period_named(name: str) -> Named:
    """A period of days, weeks, months or the campaign: files have its id, people read what it is."""
    return Named(name, _said(name) or name)


def _said(name: str) -> Said | None:
    first, dots, last = name.partition("..")
    if dots:
        begin, end = _said(first), _said(last)
        return None if begin is None or end is None else FROM_TO(first=begin, last=end)
    if name == "horizon":
        return CAMPAIGN
    if week := re.fullmatch(r"(\d{4})-W(\d{2})", name):
        return WEEK(week=int(week[2]), year=int(week[1]))
    if month := re.fullmatch(r"(\d{4})-(\d{2})", name):
        return MONTH(month=date(int(month[1]), int(month[2]), 1))
    return DAY(day=date.fromisoformat(name)) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name) else None
