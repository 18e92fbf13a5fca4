"""Days that are past, which go in every simulated campaign as they were reported; compiled.

What a campaign drew for such a day decides only in what proportion its segments lose the people reported.
"""

from __future__ import annotations

import numpy as np

from optimizer.compiled import compiled

SLIGHT = 1e-9
"""Of people, as good as nobody."""


@compiled
def begin_day(reported, day, waiting, pupils_done, done):  # type: ignore[no-untyped-def]
    """How everything stands in the morning of a day of which something is reported.

    Returns
    -------
    tuple
        Copies of ``waiting`` and ``pupils_done``, and of what is done so far on the day and the next, (targets, 2);
        empty arrays for other days.
    """
    if day >= done.shape[1] or not reported.is_any[day]:
        return np.empty(0), np.empty(0), np.empty((0, 2))
    known = np.zeros((done.shape[0], 2))
    for target in range(done.shape[0]):
        for ahead in range(min(2, done.shape[1] - day)):
            known[target, ahead] = done[target, day + ahead]
    return waiting.copy(), pupils_done.copy(), known


@compiled
def go_to_day(reported, today, day, pool_start, morning, waiting, pupils_done, done, is_whole):  # type: ignore[no-untyped-def]
    """Let all days from today to the one before ``day`` end; how everything stands in the morning of that day."""
    while today < day:
        _end_day(reported, today, pool_start, morning, waiting, pupils_done, done, is_whole)
        today += 1
        morning = begin_day(reported, today, waiting, pupils_done, done)
    return morning


@compiled
def _end_day(reported, day, pool_start, morning, waiting, pupils_done, done, is_whole):  # type: ignore[no-untyped-def]
    """Replace what the events of a day did by what was reported of it.

    Parameters
    ----------
    reported
        :class:`~optimizer.simulate.schedule.Reported`.
    day, morning
        The day that ends, and what :func:`begin_day` returned for it.
    pool_start, waiting, pupils_done, done
        Of one campaign, as its kernel has them; the last three are changed.
    is_whole
        Whether only whole people can be done.
    """
    if day >= done.shape[1] or not reported.is_any[day]:
        return
    waited, pupils, known = morning
    for target in range(done.shape[0]):
        people = reported.done[target, day]
        if people < 0.0:
            continue
        for ahead in range(min(2, done.shape[1] - day)):
            done[target, day + ahead] = known[target, ahead]
        done[target, day] += people
        if reported.school[target] >= 0:
            pupils_done[reported.school[target]] = pupils[reported.school[target]] + people
        pool = reported.pool[target]
        if pool >= 0:
            first, last = pool_start[pool], pool_start[pool + 1]
            _take(waited[first:last], waiting[first:last], people, is_whole)


@compiled
def _take(waited, waiting, people, is_whole):  # type: ignore[no-untyped-def]
    """Let so many of those who waited go, in the proportion in which ``waiting`` says they went."""
    segments = len(waited)
    gone, weight = np.zeros(segments), np.empty(segments)
    for segment in range(segments):
        weight[segment] = max(0.0, waited[segment] - waiting[segment])
    if weight.sum() <= 0.0:
        weight[:] = waited
    still = people
    while still > SLIGHT:
        total = 0.0
        for segment in range(segments):
            if waited[segment] - gone[segment] > SLIGHT:
                total += weight[segment]
        if total <= 0.0:
            break
        asked = still
        for segment in range(segments):
            left = waited[segment] - gone[segment]
            if left > SLIGHT:
                share = min(left, asked * weight[segment] / total)
                gone[segment] += share
                still -= share
        weight[:] = waited - gone
    if is_whole:
        _round(gone)
    waiting[:] = waited - gone


@compiled
def _round(people):  # type: ignore[no-untyped-def]
    """Make numbers whole with the same sum: down, and one more each to the largest remainders."""
    whole = np.floor(people + SLIGHT)
    more = round(people.sum() - whole.sum())
    remainder = people - whole
    for _ in range(more):
        largest = int(np.argmax(remainder))
        whole[largest] += 1.0
        remainder[largest] = -1.0
    people[:] = whole
