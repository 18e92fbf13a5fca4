"""One shift of a desk, or of a team in a commune, person by person; compiled.

A party is a household, or somebody who was invited and comes alone.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.compiled import compiled, inlined
from optimizer.simulate.random_kernel import (
    COMING,
    GAMMA,
    MOST_EXPONENTIAL,
    SERVICE,
    TIMES,
    exponential,
    prepare_certain,
    prepare_gamma,
    prepared_gamma,
    stream,
    uniform,
    whole,
)

PARTY = np.dtype([("size", "i8"), ("segment", "i8")])
"""Who comes together: how many, of which segment."""
_FEW = 64
"""Up to so many parties are put in order by comparing each with each, which has no branches."""


class Room(NamedTuple):
    """What one shift after another is simulated in, so that nothing is allocated in a shift."""

    households: NDArray[np.int64]
    """(people + 1, sizes): the households of so many people, those of one person up to those of each size."""
    works: NDArray[np.void]
    """:data:`GAMMA` (sizes + 1,): what parties of each size take, over the mean of one person."""
    parties: NDArray[np.void]
    """:data:`PARTY` (parties,)"""
    times: NDArray[np.float64]
    """(parties,): minutes after opening at which each comes."""
    ranks: NDArray[np.int64]
    """(parties,): place of each in order of time."""
    order: NDArray[np.int64]
    """(parties,): the parties in order of time."""
    begins: NDArray[np.float64]
    ends: NDArray[np.float64]
    """(segments,): where the households of each begin and end in a row."""
    came: NDArray[np.int64]
    """(segments,): people of households that come."""
    served: NDArray[np.int64]
    """(segments,): people served."""
    free: NDArray[np.float64]
    """(lanes,): when each is free."""


@compiled
def room_for(people, segments, lanes, shares, spread):  # type: ignore[no-untyped-def]
    """Make a room.

    Parameters
    ----------
    people, segments, lanes
        The most of a pool, of one pool, of one desk.
    shares
        float64 (sizes,): households of 1, 2, … people, over all people.
    spread
        Coefficient of variation of one person's minutes; those of a party add up.
    """
    sizes = len(shares)
    households = np.zeros((people + 1, sizes), np.int64)
    for number in range(people + 1):
        alone = number
        for size in range(1, sizes):
            households[number, size] = int(number * shares[size])
            alone -= (size + 1) * households[number, size]
        households[number, 0] = alone
        for size in range(1, sizes):
            households[number, size] += households[number, size - 1]
    works = np.zeros(sizes + 1, GAMMA)
    for size in range(1, sizes + 1):
        if spread > 0.0:
            prepare_gamma(works[size], size / (spread * spread), spread * spread)
        else:
            prepare_certain(works[size], float(size))
    return Room(
        households=households,
        works=works,
        parties=np.zeros(people + 1, PARTY),
        times=np.zeros(people + 1),
        ranks=np.zeros(people + 1, np.int64),
        order=np.zeros(people + 1, np.int64),
        begins=np.zeros(segments),
        ends=np.zeros(segments),
        came=np.zeros(segments, np.int64),
        served=np.zeros(segments, np.int64),
        free=np.zeros(lanes),
    )


@inlined
def hazard_of(chance):  # type: ignore[no-untyped-def]
    """How long an exponential number must at least be for somebody not to come, who comes with a chance."""
    return -math.log1p(-chance) if chance < 1.0 else MOST_EXPONENTIAL + 1.0


@inlined
def everybody_comes(room, waiting, begin, segments, hazards, which, invited, number, key):  # type: ignore[no-untyped-def]
    """Let households and the invited come to an event.

    Parameters
    ----------
    room
        Receives the parties.
    waiting, begin, segments
        float64, people who wait; the first of the pool's segments in it; how many these are.
    hazards, which, number
        Of the probabilities to come, :func:`hazard_of`; int64 (events, segments), which of them holds; the event.
    invited
        float64 (events, segments): who follows an invitation.
    key
        The event's in this campaign.

    Returns
    -------
    tuple[int, int]
        Parties and people.
    """
    households, parties, begins, ends = room.households, room.parties, room.begins, room.ends
    sizes, end = households.shape[1], 0.0
    for segment in range(segments):
        begins[segment] = end
        end += households[int(waiting[begin + segment]), sizes - 1] * hazards[which[number, segment]]
        ends[segment] = end
        room.came[segment] = 0
    # The households of all segments stand in a row, each as wide as its hazard; whom a Poisson process strikes, comes.
    count, struck = 0, -1
    strike, at = exponential(stream(key, COMING))
    while strike < end:
        segment, size = 0, 1
        for earlier in range(segments - 1):
            segment += strike >= ends[earlier]
        waits = int(waiting[begin + segment])
        household = min(
            int((strike - begins[segment]) / hazards[which[number, segment]]), households[waits, sizes - 1] - 1
        )
        for smaller in range(sizes - 1):
            size += household >= households[waits, smaller]
        name = household * segments + segment
        parties[count].size, parties[count].segment = size, segment
        is_new = name != struck
        count += is_new
        room.came[segment] += size * is_new
        struck = name
        gap, at = exponential(at)
        strike += gap
    people = 0
    for segment in range(segments):
        came = room.came[segment]
        alone = min(int(invited[number, segment]), int(waiting[begin + segment]) - came)
        for _ in range(alone):
            parties[count].size, parties[count].segment = 1, segment
            count += 1
        people += came + alone
    return count, people


@inlined
def come_at_any_time(room, count, minutes, key):  # type: ignore[no-untyped-def]
    """Give each party a time, uniform over the minutes, and find the order in which they come."""
    times, order, ranks = room.times, room.order, room.ranks
    at = stream(key, TIMES)
    for party in range(count):
        share, at = uniform(at)
        times[party] = minutes * share
    if count > _FEW:
        _sort(times, order, count)
        return
    for party in range(count):
        time, rank = times[party], 0
        for other in range(party):
            is_before = 1 if times[other] <= time else 0
            rank += is_before
            ranks[other] += 1 - is_before
        ranks[party] = rank
    for party in range(count):
        order[ranks[party]] = party


@compiled
def _sort(times, order, count):  # type: ignore[no-untyped-def]
    order[:count] = np.argsort(times[:count])


@inlined
def wait_and_be_served(room, count, lanes, minutes, mean, key):  # type: ignore[no-untyped-def]
    """Serve parties in order of time on the first free lane until closing; return minutes waited by those served.

    Parameters
    ----------
    room, count
        Parties, after :func:`come_at_any_time`; receives the people served of each segment.
    lanes, minutes
        Lanes open, and for how long.
    mean
        Minutes per person.
    """
    at = stream(key, SERVICE)
    free = room.free
    for lane in range(lanes):
        free[lane] = 0.0
    waited = 0.0
    for place in range(count):
        party = room.order[place]
        time, size = room.times[party], room.parties[party].size
        first = 0
        for lane in range(1, lanes):
            if free[lane] < free[first]:
                first = lane
        begin = max(time, free[first])
        if begin >= minutes:  # so is that of whoever comes later
            break
        work, at = prepared_gamma(at, room.works[size])
        free[first] = begin + mean * work
        room.served[room.parties[party].segment] += size
        waited += size * (begin - time)
    return waited


@inlined
def be_served_up_to(room, count, capacity, key):  # type: ignore[no-untyped-def]
    """Serve parties in order of time, without queues, as far as the capacity in people goes."""
    at = stream(key, SERVICE)
    left, at = whole(at, capacity)
    for place in range(count):
        party = room.order[place]
        taken = min(left, room.parties[party].size)
        room.served[room.parties[party].segment] += taken
        left -= taken


@inlined
def served_one_after_another(room, people, minutes, mean, queues, key):  # type: ignore[no-untyped-def]
    """How many of people who are all there from the start are served on one lane before the minutes are over."""
    at = stream(key, SERVICE)
    if not queues:
        most, at = whole(at, minutes / mean)
        return min(people, most)
    clock, served = 0.0, 0
    while served < people and clock < minutes:
        work, at = prepared_gamma(at, room.works[1])
        clock += mean * work
        served += 1
    return served
