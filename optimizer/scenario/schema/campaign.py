"""Sections ``campaign``, ``calendar`` and ``shifts``: what is to be reached, when work is possible."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.fields import ClockTime, Day, Flag, Id, Quantity, Section, Share, Text

DayType = Literal["weekday", "weekend", "holiday"]


class Stream(Section):
    """One kind of work with a target of its own: account activation, ID cards, …"""

    name: Text
    """Name for people, in the campaign's language."""
    unit: Text
    """What is counted, e.g. "accounts"."""
    weight: Quantity = 1.0
    """Weight of one missing person in the shortfall tier."""
    minimum_share: Share = 0.0
    """Share of its target each commune is to reach by ``finish_by``; what is missing counts once more."""


class Agency(Section):
    """Head and signature of the documents (Decree 30/2020/NĐ-CP, Appendix I)."""

    superior: Text
    """Superior agency, in capitals."""
    name: Text
    """Issuing agency, in capitals."""
    place: Text
    """Place name before the date."""
    signatory: Text
    """Position of the signatory, in capitals."""
    prepared_by: Text = "NGƯỜI LẬP BIỂU"
    """Caption of the left signature on tables."""


class Campaign(Section):
    """What the campaign is, from when to when."""

    name: Text
    first_day: Day
    last_day: Day
    """The deadline: the last day that counts."""
    finish_by: Day
    """Day by which the targets are to be met in expectation; what follows is reserve."""
    language: Literal["vi", "en"] = "vi"
    agency: Agency
    streams: dict[Id, Stream] = Field(min_length=1)


class Blackout(Section):
    """Days on which a stream is closed everywhere, both ends included."""

    first_day: Day
    last_day: Day
    reason: Text = ""


class SchoolTerm(Section):
    """The school calendar that decides how pupils are reached."""

    last_day: Day
    """Last day of lessons; from the next day on pupils come only when called in."""
    closed: dict[Day, Text] = Field(default_factory=dict)
    """Days without lessons or with term tests: no school is visited, with the reason."""


class Calendar(Section):
    """Which days are weekday, weekend or holiday. A holiday wins over all; a working weekend is a weekday."""

    country: Text | None = None
    """Country code (``VN``) whose public holidays and swap days are taken from the ``holidays`` library and
    written out in the resolved scenario; what stands below changes or removes them."""
    holidays: dict[Day, Text] = Field(default_factory=dict)
    """Public holidays and weekdays off in exchange, with their names."""
    working_weekends: dict[Day, Text] = Field(default_factory=dict)
    """Saturdays and Sundays worked in exchange for a weekday off."""
    blackouts: dict[Id, dict[Id, Blackout]] = Field(default_factory=dict)
    """Per stream, days on which it is closed."""
    school_term: SchoolTerm | None = None


class Shift(Section):
    """One shift of the day, in local time; an end at or before the start lies on the next day."""

    name: Text
    """Name for people, e.g. "Sáng"."""
    code: Text
    """Code of one or two letters in matrix tables, e.g. "S"."""
    start: ClockTime
    end: ClockTime
    is_evening: Flag = False
    """Whether its duties count as evening duties."""
