"""Sections ``turnout`` and ``service``: who comes, and how long one person takes."""

from __future__ import annotations

from pydantic import Field

from optimizer.fields import Day, Id, PositiveQuantity, Section, Share, Text
from optimizer.scenario.schema.campaign import DayType


class Segment(Section):
    """People who are alike in how easily they come."""

    name: Text = ""
    share: Share
    """Share of the pool; the shares of a stream sum to 1."""
    arrival: dict[DayType, dict[Id, Share]]
    """Per day type and shift, probability that a waiting person comes if the desk is open."""


class StreamTurnout(Section):
    """The segments of one stream."""

    segments: dict[Id, Segment] = Field(min_length=1)


class SlowDays(Section):
    """Days on which service at the desks takes longer, both ends included."""

    first_day: Day
    last_day: Day
    factor: PositiveQuantity
    """Factor on the minutes per person, beside that of the shift; those of days named twice are multiplied."""
    reason: Text = ""


class StreamService(Section):
    """Service of one stream at a desk."""

    minutes_per_person: PositiveQuantity
    shift_factor: dict[Id, PositiveQuantity] = Field(default_factory=dict)
    """Per shift, factor on the minutes (the national system is slow in the evening); 1 if left out."""
    slow_days: dict[Id, SlowDays] = Field(default_factory=dict)
    """Days on which the national system is slow; when it is down, the stream has a blackout in the calendar."""
    first_try_success: Share = 1.0
    """Probability that one visit is enough; who fails waits on."""
    note: Text = ""
