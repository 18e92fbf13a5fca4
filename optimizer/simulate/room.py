"""What campaigns are simulated in, one after another, so that nothing is allocated on the way."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.simulate.random_kernel import GAMMA, gamma_of
from optimizer.simulate.schedule import Arrays, Chances, Numbers, Whole

PARTY = np.dtype([("size", "i8"), ("segment", "i8")])
"""Who comes together: how many, of which segment."""


class Drawn(NamedTuple):
    """What is drawn for one campaign, and who is left on the way."""

    ill: NDArray[np.bool_]
    """(officers, days)"""
    present: Whole
    """(events,): officers, then lanes open."""
    minutes_factor: Numbers
    """(days,): on the minutes per person; 0 stands for a system that is down."""
    turnout: Numbers
    """(places,): factor on the probabilities to come."""
    comes: Numbers
    """(probabilities,): to come by oneself."""
    hazards: Numbers
    """(probabilities,): :func:`~optimizer.simulate.desk_kernel.hazard_of`."""
    show_up: Numbers
    """(organisations and weeks,): share of the invited who come."""
    invited: Numbers
    """(events, segments): who follows an invitation."""
    waiting: Numbers
    """(segments of all pools,)"""
    pupils_done: Numbers
    """(schools,)"""


class Room(NamedTuple):
    """What one event after another is simulated in."""

    households: Whole
    """(people + 1, sizes): the households of so many people, those of one person up to those of each size."""
    works: NDArray[np.void]
    """:data:`~optimizer.simulate.random_kernel.GAMMA` (sizes + 1,): what parties of each size take, over the mean of
    one person."""
    parties: NDArray[np.void]
    """:data:`PARTY` (parties,)"""
    times: Numbers
    """(parties,): minutes after opening at which each comes."""
    ranks: Whole
    """(parties,): place of each in order of time."""
    order: Whole
    """(parties,): the parties in order of time."""
    begins: Numbers
    ends: Numbers
    """(segments,): where the households of each begin and end in a row."""
    expected: Numbers
    """(segments,): people who come, where exactly the expected numbers do."""
    came: Whole
    """(segments,): people of households that come."""
    served: Whole
    """(segments,): people served."""
    free: Numbers
    """(lanes,): when each is free."""


def drawn_for(arrays: Arrays) -> Drawn:
    """Room for one campaign."""
    events, probabilities = len(arrays.events), len(arrays.arrival.rate)
    return Drawn(
        ill=np.zeros((len(arrays.duties.officer_names), len(arrays.day_names)), np.bool_),
        present=np.zeros(events, np.int64),
        minutes_factor=np.ones(len(arrays.day_names)),
        turnout=np.ones(len(arrays.people.place_names)),
        comes=np.zeros(probabilities),
        hazards=np.zeros(probabilities),
        show_up=np.zeros(len(arrays.invitations.show_up_names)),
        invited=np.zeros(arrays.arrival.which.shape),
        waiting=np.zeros(len(arrays.people.counted)),
        pupils_done=np.zeros(arrays.people.schools),
    )


def room_for_events(arrays: Arrays, chances: Chances) -> Room:
    """Room for the largest event there can be."""
    starts = arrays.people.pool_start.tolist()
    return room_for(
        people=max((int(arrays.people.counted[slice(*ends)].sum()) for ends in pairwise(starts)), default=0),
        segments=arrays.arrival.which.shape[1],
        lanes=int(arrays.events["lanes"].max(initial=1)),
        shares=chances.households_per_person,
        spread=chances.service_time_spread,
    )


def room_for(people: int, segments: int, lanes: int, shares: Numbers, spread: float) -> Room:
    """Make a room.

    Parameters
    ----------
    people, segments, lanes
        The most of a pool, of one pool, of one desk.
    shares
        (sizes,): households of 1, 2, … people, over all people.
    spread
        Coefficient of variation of one person's minutes; those of a party add up.
    """
    sizes = len(shares)
    larger = (np.arange(people + 1)[:, None] * shares[None, 1:]).astype(np.int64)
    alone = np.arange(people + 1) - larger @ np.arange(2, sizes + 1)
    works = np.zeros(sizes + 1, GAMMA)
    for size in range(1, sizes + 1):
        certain = (float(size), 0.0, 0.0, 1.0)
        works[size] = tuple(gamma_of(size / (spread * spread), spread * spread)) if spread > 0.0 else certain
    return Room(
        households=np.cumsum(np.column_stack([alone, larger]), axis=1),
        works=works,
        parties=np.zeros(people + 1, PARTY),
        times=np.zeros(people + 1),
        ranks=np.zeros(people + 1, np.int64),
        order=np.zeros(people + 1, np.int64),
        begins=np.zeros(segments),
        ends=np.zeros(segments),
        expected=np.zeros(segments),
        came=np.zeros(segments, np.int64),
        served=np.zeros(segments, np.int64),
        free=np.zeros(lanes),
    )
