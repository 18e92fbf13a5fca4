"""One shift of a desk, or of a team in a commune, person by person; compiled.

A party is a household, or somebody who was invited and comes alone.
"""

from __future__ import annotations

import math

from optimizer.compiled import compiled, inlined
from optimizer.simulate.random_kernel import (
    COMING,
    MOST_EXPONENTIAL,
    SERVICE,
    TIMES,
    exponential,
    prepared_gamma,
    stream,
    uniform,
    whole,
)

_FEW = 64
"""Up to so many parties are put in order by comparing each with each, which has no branches."""


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
        :class:`~optimizer.simulate.room.Room`: receives the parties.
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
    households, parties, begins, ends, came = room.households, room.parties, room.begins, room.ends, room.came
    sizes, end = households.shape[1], 0.0
    for segment in range(segments):
        begins[segment] = end
        end += households[int(waiting[begin + segment]), sizes - 1] * hazards[which[number, segment]]
        ends[segment] = end
        came[segment] = 0
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
        came[segment] += size * is_new
        struck = name
        gap, at = exponential(at)
        strike += gap
    people = 0
    for segment in range(segments):
        alone = min(int(invited[number, segment]), int(waiting[begin + segment]) - came[segment])
        for _ in range(alone):
            parties[count].size, parties[count].segment = 1, segment
            count += 1
        people += came[segment] + alone
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
    """Put parties in order by their times (D. L. Shell, CACM 2, 1959, with the steps of D. E. Knuth)."""
    for party in range(count):
        order[party] = party
    step = 1
    while step < count // 3:
        step = 3 * step + 1
    while step > 0:
        for place in range(step, count):
            party, free = order[place], place
            while free >= step and times[order[free - step]] > times[party]:
                order[free] = order[free - step]
                free -= step
            order[free] = party
        step //= 3


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
    free, order, times, parties, works, served = (
        room.free, room.order, room.times, room.parties, room.works, room.served,
    )  # fmt: skip
    for lane in range(lanes):
        free[lane] = 0.0
    waited = 0.0
    for place in range(count):
        party = order[place]
        time, size = times[party], parties[party].size
        first = 0
        for lane in range(1, lanes):
            if free[lane] < free[first]:
                first = lane
        begin = max(time, free[first])
        if begin >= minutes:  # so is that of whoever comes later
            break
        work, at = prepared_gamma(at, works[size])
        free[first] = begin + mean * work
        served[parties[party].segment] += size
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
