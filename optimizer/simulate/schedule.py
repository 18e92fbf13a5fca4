"""What is simulated, as arrays: a plan's events in order of time, who works them, and the size of every chance.

Events are shifts of desks and visits. Everything that is random has a name, an unsigned 64-bit number made of ids and
dates, by which its stream begins. Probabilities and means are the scenario's; nothing here is the plan's expectation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optimizer.world.ids import PoolKey

Numbers: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Names: TypeAlias = NDArray[np.uint64]

DESK, SCHOOL, COMMUNE, HOME = range(4)
"""Kinds of events."""


class Chances(NamedTuple):
    """The section ``uncertainty`` as numbers; what each means stands there."""

    one_by_one: bool
    queues: bool
    households_per_person: Numbers
    """(sizes,): households of 1, 2, … people, over all people."""
    service_time_spread: float
    show_up_spread: float
    absence: float
    absence_days: float
    covered: float
    down: float
    slow: float
    slow_factor: float
    turnout_spread: float
    place_turnout_spread: float


class People(NamedTuple):
    """Who waits at first, by pool and segment; segments of all pools stand one after another."""

    expected: Numbers
    """(segments,): as shares of the pools."""
    counted: Numbers
    """(segments,): as whole people."""
    pool_start: Whole
    """(pools + 1,): first segment of each pool."""
    pool_place: Whole
    """(pools,)"""
    place_names: Names
    """(places,)"""
    schools: int
    already_done: Numbers
    """(targets,): done before the first day."""


EVENT = np.dtype(
    [
        *(
            (name, "i8")
            for name in (
                "kind", "day", "target", "pool", "school", "lanes", "officers", "helpers", "officers_needed",
                "crew_needed", "segment",
            )
        ),
        *(
            (name, "f8")
            for name in (
                "minutes", "minutes_per_person", "success", "eligible", "attendance", "people", "after_midnight",
            )
        ),
        ("name", "u8"),
    ]
)  # fmt: skip
"""One shift of a desk or a visit: its kind and day; ``target``, place and stream whose count it adds to; ``pool`` and
``school``, -1 if it serves none; ``lanes``, and ``officers`` and ``helpers`` planned, officers of a visited commune not
counted; with fewer officers than ``officers_needed``, or fewer people than ``crew_needed``, it does not take place;
``segment`` (within the pool) and ``people``, whom home visits are for and how many they can call on; the ``minutes`` in
which people are served and what each takes; the share that is done at the first try; for schools the pupils who have
reached the age, and the share of them who come; ``after_midnight``, the share of the shift that the next day has."""


class Duties(NamedTuple):
    """Who works which event, in groups of one unit and day, in each first the duties at desks that must stand."""

    officer_names: Names
    """(officers,)"""
    officer: Whole
    """(duties,)"""
    event: Whole
    """(duties,)"""
    group_start: Whole
    """(groups + 1,): first duty of each."""
    first_other: Whole
    """(groups,): its first duty that is at no desk that must stand."""
    group_day: Whole
    """(groups,)"""
    group_names: Names
    """(groups,)"""


class Invitations(NamedTuple):
    """Who is invited where: one entry for each organisation, week, place, stream and segment."""

    names: Names
    people: Numbers
    segment: Whole
    """Within the pool."""
    place: Whole
    """Whose turnout they share."""
    show_up: Whole
    """Which organisation and week it is of."""
    first_turn: Whole
    """(invitations,): first of the events that the invited are spread over."""
    turns: Whole
    """(invitations,): number of these events."""
    turn_event: Whole
    """The events of all places and weeks, one place and week after another."""
    show_up_names: Names
    """(organisations and weeks,)"""
    show_up_rate: Numbers
    """(organisations and weeks,): on average."""


class Arrival(NamedTuple):
    """Probabilities to come by oneself, each that there is at a place once."""

    which: Whole
    """(events, segments of the largest pool)"""
    rate: Numbers
    """(probabilities,): as expected."""
    place: Whole
    """(probabilities,): whose turnout they share."""


class Reported(NamedTuple):
    """What was reported of days that are past; all campaigns have it so."""

    is_any: NDArray[np.bool_]
    """(days,): whether anything is reported of a day."""
    done: Numbers
    """(targets, days): people who were done on it; -1 where nothing is reported."""
    pool: Whole
    """(targets,): whose people they are; -1 for none."""
    school: Whole
    """(targets,): the same of pupils."""


def nothing_reported(targets: int, days: int) -> Reported:
    """Of so many targets and days."""
    none = np.full(targets, -1, dtype=np.int64)
    return Reported(np.zeros(days, np.bool_), np.full((targets, days), -1.0), none, none)


class Arrays(NamedTuple):
    """All that a campaign is simulated from."""

    day_names: Names
    """(days,)"""
    people: People
    events: NDArray[Any]
    """:data:`EVENT` (events,): in order of time."""
    arrival: Arrival
    duties: Duties
    invitations: Invitations
    reported: Reported


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """A plan to simulate."""

    arrays: Arrays
    targets: tuple[PoolKey, ...]
    """Place and stream of each count."""
    days: tuple[date, ...]
    event_keys: tuple[tuple[date, str, str], ...]
    """Date, shift and post or team of each event."""


def nothing() -> Arrays:
    """A plan in which nothing happens."""
    numbers, whole, names = np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.uint64)
    start, which = np.zeros(1, np.int64), np.zeros((0, 1), np.int64)
    return Arrays(
        day_names=names,
        people=People(numbers, numbers, start, whole, names, 0, numbers),
        events=np.zeros(0, EVENT),
        arrival=Arrival(which, numbers, whole),
        duties=Duties(names, whole, whole, start, whole, whole, names),
        invitations=Invitations(names, numbers, whole, whole, whole, whole, whole, whole, names, numbers),
        reported=nothing_reported(0, 0),
    )
