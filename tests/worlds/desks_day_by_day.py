"""Campaigns of many places with a desk each, written down as the arrays that are simulated."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from optimizer.simulate.schedule import (
    DESK,
    EVENT,
    Arrays,
    Arrival,
    Duties,
    Invitations,
    People,
    Schedule,
    nothing_reported,
)
from optimizer.world.ids import PlaceId, StreamId

PEOPLE = 2_000
"""Who wait at each place."""
FIRST_DAY = date(2024, 4, 1)


def desks_day_by_day(places: int, days: int, rate: float = 0.012) -> Schedule:
    """One desk a place, open once a day, to which nobody is invited and on which nobody is on duty who falls ill."""
    place = np.tile(np.arange(places), days)
    events = np.zeros(places * days, EVENT)
    events["kind"], events["school"] = DESK, -1
    events["day"], events["target"], events["pool"] = np.repeat(np.arange(days), places), place, place
    events["lanes"] = events["officers"] = events["officers_needed"] = events["crew_needed"] = 1
    events["minutes"], events["minutes_per_person"], events["success"] = 240.0, 5.0, 0.9
    events["name"] = np.arange(len(events))
    waiting, names = np.full(places, float(PEOPLE)), np.arange(places, dtype=np.uint64)
    none, nobody, nothing = np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0)
    arrays = Arrays(
        day_names=np.arange(days, dtype=np.uint64),
        people=People(waiting, waiting, np.arange(places + 1), np.arange(places), names, 0, np.zeros(places)),
        events=events,
        arrival=Arrival(place[:, None], np.full(places, rate), np.arange(places)),
        duties=Duties(none, nobody, nobody, np.zeros(1, np.int64), nobody, nobody, none),
        invitations=Invitations(none, nothing, nobody, nobody, nobody, nobody, nobody, nobody, none, nothing),
        reported=nothing_reported(places, days),
    )
    dates = tuple(FIRST_DAY + timedelta(days=number) for number in range(days))
    keys = tuple((dates[number // places], "shift", str(number % places)) for number in range(len(events)))
    targets = tuple((PlaceId(str(number)), StreamId("stream")) for number in range(places))
    return Schedule(arrays, targets, dates, keys)
