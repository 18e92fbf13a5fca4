"""One shift of a desk, or of a team in a commune, person by person; compiled.

A party is a household, or somebody who was invited and comes alone. Buffers of parties are lent by the caller, so that
nothing is allocated in a shift.
"""

from __future__ import annotations

import numpy as np

from optimizer.compiled import compiled
from optimizer.simulate.random_kernel import COMING, SERVICE, SIZES, TIMES, binomial, gamma, stream, uniform, whole

_SHORT = 64
"""Up to so many parties are sorted by insertion."""


PARTY = np.dtype([("size", "i8"), ("segment", "i8"), ("time", "f8"), ("order", "i8")])
"""Who comes together: how many, of which segment, how many minutes after opening; and of the party that stands at the
same place in order of time, its number."""
BY_SIZE, CALLED, SERVED = range(3)
"""Rows of the counts: households of one segment by size that have not come yet, households that come and people served
by segment."""


@compiled
def households_come(parties, counts, waiting, begin, segments, arrival, number, factor, shares, campaign, name, state):  # type: ignore[no-untyped-def]
    """Let households of all segments come to an event, one segment after another; return how many come.

    Parameters
    ----------
    parties, counts, state
        Buffers: :data:`PARTY` (most parties,), int64 (3, sizes or segments), uint64 (1,).
    waiting, begin, segments
        float64, people who wait; the first of the pool's segments in it; how many these are.
    arrival, number, factor
        float64 (events, segments), the probability to come; the event; the factor on it.
    shares
        float64 (sizes,): households of 1, 2, … people, over all people.
    """
    stream(state, campaign, COMING, name)
    for segment in range(segments):
        people = int(waiting[begin + segment])
        households = people
        for size in range(1, len(shares)):
            households -= size * int(people * shares[size])
        counts[CALLED, segment] = binomial(state, households, min(1.0, arrival[number, segment] * factor))
    stream(state, campaign, SIZES, name)
    count = 0
    for segment in range(segments):
        if counts[CALLED, segment] == 0:
            continue
        people = int(waiting[begin + segment])
        alone, households = people, 0
        for size in range(1, len(shares)):
            counts[BY_SIZE, size] = int(people * shares[size])
            alone -= (size + 1) * counts[BY_SIZE, size]
            households += counts[BY_SIZE, size]
        counts[BY_SIZE, 0] = alone
        households += alone
        for _ in range(counts[CALLED, segment]):
            # One of those who have not come yet, each as likely as any other.
            pick = int(households * uniform(state)) if len(shares) > 1 else 0
            size = 0
            while pick >= counts[BY_SIZE, size]:
                pick -= counts[BY_SIZE, size]
                size += 1
            counts[BY_SIZE, size] -= 1
            households -= 1
            parties[count].size = size + 1
            parties[count].segment = segment
            count += 1
    return count


@compiled
def everybody_comes(  # type: ignore[no-untyped-def]
    parties, counts, waiting, begin, segments, arrival, invited, number, factor, shares, campaign, name, state
):
    """Let households and the invited come to an event.

    Parameters
    ----------
    invited
        float64 (events, segments): who follows an invitation.

    Returns
    -------
    tuple[int, int]
        Parties and people. All else is as with :func:`households_come`.
    """
    count = households_come(
        parties, counts, waiting, begin, segments, arrival, number, factor, shares, campaign, name, state
    )
    households, people, party = count, 0, 0
    for segment in range(segments):
        came = 0
        while party < households and parties[party].segment == segment:
            came += parties[party].size
            party += 1
        alone = min(int(invited[number, segment]), int(waiting[begin + segment]) - came)
        for _ in range(alone):
            parties[count].segment = segment
            parties[count].size = 1
            count += 1
        people += came + alone
    return count, people


@compiled
def come_at_any_time(parties, count, minutes, campaign, name, state):  # type: ignore[no-untyped-def]
    """Give each party a time, uniform over the minutes, and put them in order of time."""
    stream(state, campaign, TIMES, name)
    for party in range(count):
        parties[party].time = minutes * uniform(state)
    if count > _SHORT:
        order = np.argsort(parties[:count]["time"])
        for place in range(count):
            parties[place].order = order[place]
        return
    for party in range(count):
        place, time = party, parties[party].time
        while place > 0 and parties[parties[place - 1].order].time > time:
            parties[place].order = parties[place - 1].order
            place -= 1
        parties[place].order = party


@compiled
def wait_and_be_served(parties, count, counts, free, lanes, minutes, mean, spread, campaign, name, state):  # type: ignore[no-untyped-def]
    """Serve parties in order of arrival on the first free lane until closing; return minutes waited by those served.

    Parameters
    ----------
    parties, count
        In order of time.
    counts
        Its last row receives the people served of each segment.
    free
        float64 buffer, one entry for each lane.
    lanes, minutes
        Lanes open, and for how long.
    mean, spread
        Minutes per person, gamma-distributed, and their coefficient of variation.
    """
    stream(state, campaign, SERVICE, name)
    free[:lanes] = 0.0
    shape = 1.0 / (spread * spread) if spread > 0.0 else 0.0
    waited = 0.0
    for place in range(count):
        party = parties[parties[place].order]
        first = 0
        for lane in range(1, lanes):
            if free[lane] < free[first]:
                first = lane
        begin = max(party.time, free[first])
        if begin >= minutes:  # so is that of whoever comes later
            break
        work = gamma(state, party.size * shape) / shape if spread > 0.0 else float(party.size)
        free[first] = begin + mean * work
        counts[SERVED, party.segment] += party.size
        waited += party.size * (begin - party.time)
    return waited


@compiled
def be_served_up_to(parties, count, counts, capacity, campaign, name, state):  # type: ignore[no-untyped-def]
    """Serve parties in order, without queues, as far as the capacity in people goes."""
    stream(state, campaign, SERVICE, name)
    left = whole(state, capacity)
    for place in range(count):
        party = parties[parties[place].order]
        taken = min(left, party.size)
        counts[SERVED, party.segment] += taken
        left -= taken


@compiled
def served_one_after_another(people, minutes, mean, spread, queues, campaign, name, state):  # type: ignore[no-untyped-def]
    """How many of people who are all there from the start are served on one lane before the minutes are over."""
    stream(state, campaign, SERVICE, name)
    if not queues:
        return min(people, whole(state, minutes / mean))
    shape = 1.0 / (spread * spread) if spread > 0.0 else 0.0
    clock, served = 0.0, 0
    while served < people and clock < minutes:
        clock += mean * (gamma(state, shape) / shape if spread > 0.0 else 1.0)
        served += 1
    return served
