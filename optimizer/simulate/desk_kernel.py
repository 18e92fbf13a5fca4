"""One shift of a desk, or of a team in a commune, person by person; compiled.

A party is a household, or somebody who was invited and comes alone. Buffers of parties are lent by the caller, so that
nothing is allocated in a shift.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from optimizer.simulate.random_kernel import COMING, SERVICE, SIZES, TIMES, binomial, gamma, stream, uniform, whole
from optimizer.simulate.schedule import Numbers, Whole

_SHORT = 64
"""Up to so many parties are sorted by insertion."""


class Parties(NamedTuple):
    """Who comes to one event; the buffers hold the largest number that can."""

    size: Whole
    segment: Whole
    time: Numbers
    """Minutes after opening."""
    order: Whole
    by_size: Whole
    """(sizes,): households of one segment that have not come yet."""
    served: Whole
    """(segments,): people served."""
    free: Numbers
    """(lanes,): when each lane is free."""


@njit(cache=True, nogil=True)
def everybody_comes(parties, waiting, arrival, factor, invited, shares, campaign, name):  # type: ignore[no-untyped-def]
    """Let households and the invited of all segments come.

    Parameters
    ----------
    parties
        Receives them, one segment after another.
    waiting, arrival, invited
        float64 (segments,): people who wait, their probability to come by themselves, and who follows an invitation.
    factor
        On the probability.
    shares
        float64 (sizes,): of the households of 1, 2, … people.

    Returns
    -------
    tuple[int, int]
        Parties and people.
    """
    coming, sizes = np.zeros(1, np.uint64), np.zeros(1, np.uint64)
    stream(coming, campaign, COMING, name)
    stream(sizes, campaign, SIZES, name)
    size, segments = parties.size, parties.segment
    mean = 0.0
    for number in range(len(shares)):
        mean += (number + 1) * shares[number]
    count, people = 0, 0
    for segment in range(len(waiting)):
        left = int(waiting[segment])
        chance = min(1.0, arrival[segment] * factor)
        first = count
        count = _households_come(size, parties.by_size, count, left, chance, shares, mean, coming, sizes)
        came = 0
        for party in range(first, count):
            segments[party] = segment
            came += size[party]
        alone = min(int(invited[segment]), left - came)
        for party in range(count, count + alone):
            segments[party] = segment
            size[party] = 1
        count += alone
        people += came + alone
    return count, people


@njit(cache=True, nogil=True)
def _households_come(size, by_size, count, waiting, chance, shares, mean, coming, sizes):  # type: ignore[no-untyped-def]
    """Append the sizes of the households of one segment that come; return how many parties there are then."""
    largest = len(shares)
    households, alone = 0, waiting
    for number in range(1, largest):
        by_size[number] = int(waiting * shares[number] / mean)
        households += by_size[number]
        alone -= (number + 1) * by_size[number]
    by_size[0] = alone
    households += alone
    for _ in range(binomial(coming, households, chance)):
        # One of those who have not come yet, each as likely as any other.
        pick = int(households * uniform(sizes)) if largest > 1 else 0
        number = 0
        while pick >= by_size[number]:
            pick -= by_size[number]
            number += 1
        by_size[number] -= 1
        households -= 1
        size[count] = number + 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def come_at_any_time(parties, count, minutes, campaign, name, state):  # type: ignore[no-untyped-def]
    """Give each party a time, uniform over the minutes, and put them in order of time."""
    time, order = parties.time, parties.order
    stream(state, campaign, TIMES, name)
    for party in range(count):
        time[party] = minutes * uniform(state)
    if count > _SHORT:
        order[:count] = np.argsort(time[:count])
        return
    for party in range(count):
        place = party
        while place > 0 and time[order[place - 1]] > time[party]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = party


@njit(cache=True, nogil=True)
def wait_and_be_served(parties, count, lanes, minutes, mean, spread, campaign, name, state):  # type: ignore[no-untyped-def]
    """Serve parties in order of arrival on the first free lane until closing; return minutes waited by those served.

    Parameters
    ----------
    parties, count
        In order of time; ``served`` receives the people of each segment.
    lanes, minutes
        Lanes open, and for how long.
    mean, spread
        Minutes per person, gamma-distributed, and their coefficient of variation.
    """
    size, segment, time, order, _, served, free = parties
    stream(state, campaign, SERVICE, name)
    free[:lanes] = 0.0
    shape = 1.0 / (spread * spread) if spread > 0.0 else 0.0
    waited = 0.0
    for position in range(count):
        party = order[position]
        first = 0
        for lane in range(1, lanes):
            if free[lane] < free[first]:
                first = lane
        begin = max(time[party], free[first])
        if begin >= minutes:  # so is that of whoever comes later
            break
        work = gamma(state, size[party] * shape) / shape if spread > 0.0 else float(size[party])
        free[first] = begin + mean * work
        served[segment[party]] += size[party]
        waited += size[party] * (begin - time[party])
    return waited


@njit(cache=True, nogil=True)
def be_served_up_to(parties, count, capacity, campaign, name, state):  # type: ignore[no-untyped-def]
    """Serve parties in order, without queues, as far as the capacity in people goes."""
    stream(state, campaign, SERVICE, name)
    left = whole(state, capacity)
    for position in range(count):
        party = parties.order[position]
        taken = min(left, parties.size[party])
        parties.served[parties.segment[party]] += taken
        left -= taken


@njit(cache=True, nogil=True)
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
