"""A shift-scheduling instance as its file says it: ids, limits and weights, nothing computed.

The format is that of Curtois T., Qu R., *Computational results on new staff scheduling benchmark instances*, Univ. of
Nottingham, 2014. Day 0 is a Monday; minutes, days and weights are whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftType:
    """One kind of shift."""

    id: str
    minutes: int
    not_followed_by: tuple[str, ...]
    """Shifts that may not be worked on the day right after."""


@dataclass(frozen=True, slots=True)
class Employee:
    """One person with the limits of a timeline."""

    id: str
    most_shifts: Mapping[str, int]
    """Shift to the most of them; 0 if the person cannot work it."""
    most_minutes: int
    least_minutes: int
    longest_work: int
    """Most days worked running."""
    shortest_work: int
    """Fewest days worked running, for runs that touch neither end of the horizon."""
    shortest_rest: int
    """Fewest days off running, for runs that touch neither end of the horizon."""
    most_weekends: int
    """Most weekends with Saturday or Sunday worked."""


@dataclass(frozen=True, slots=True)
class InstanceRequest:
    """A wish to work a shift of a day, or not to."""

    employee: str
    day: int
    shift: str
    weight: int
    wants_work: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """How many people one shift of one day needs, and what each one short or too many weighs."""

    day: int
    shift: str
    requirement: int
    weight_under: int
    weight_over: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance."""

    days: int
    """Length of the horizon, a multiple of 7."""
    shifts: tuple[ShiftType, ...]
    employees: tuple[Employee, ...]
    days_off: Mapping[str, frozenset[int]]
    """Employee to the days that may not be worked."""
    requests: tuple[InstanceRequest, ...]
    cover: tuple[Cover, ...]
