"""Sections ``units``, ``officers``, ``helpers``: who works, and what is known of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from optimizer.fields import Count, Day, Id, Quantity, Section, Text
from optimizer.scenario.schema.campaign import DayType


class Unit(Section):
    """A unit of officers: a commune police office, or a team of the district."""

    name: Text
    place: Id
    """Where its officers leave from."""
    other_work: tuple[DayType, ...] = ("weekday",)
    """Day types on which an officer without campaign duty, rest or leave does other police work."""


class Leave(Section):
    """Leave granted, both ends included."""

    first_day: Day
    last_day: Day
    reason: Text = ""


class Request(Section):
    """A wish for one day, or one shift of it."""

    date: Day
    shift: Id | None = None
    """The shift; any duty of the day if left out."""
    want: Literal["on", "off"]
    weight: Quantity = 1.0


class History(Section):
    """What the officer did before the first day of the campaign."""

    days: dict[Day, tuple[Id, ...]] = Field(default_factory=dict)
    """Per day, the shifts worked, or one of ``rest``, ``compensatory``, ``leave``, ``other_duty``."""
    burden: Quantity = 0.0
    """Burden carried before, in the same weights."""
    available_days: Count = 0
    """Days over which that burden was carried."""


class Officer(Section):
    """A police officer."""

    name: Text
    """Display name."""
    unit: Id
    rank: Text = ""
    position: Text = ""
    skills: tuple[Id, ...] = ()
    hours_per_week: Annotated[float, Field(strict=True, ge=0, le=168)]
    """Hours a week that are the campaign's; the rest is other police work."""
    lent_to: tuple[Id, ...] = ()
    """Units whose posts the officer may man."""
    leave: dict[Id, Leave] = Field(default_factory=dict)
    requests: dict[Id, Request] = Field(default_factory=dict)
    history: History = History()
    phone: Text = ""


class Helper(Section):
    """A volunteer of a digital team or the youth union; never alone at a desk."""

    name: Text
    posts: tuple[Id, ...] = Field(min_length=1)
    shifts_per_week: Count = 5
    """At most so many shifts in one ISO week."""
    unavailable: dict[Id, Leave] = Field(default_factory=dict)
