"""The compiled core of pricing: the cheapest way through a network, day by day.

All costs are whole numbers and all prices multiples of 2**-20, held in floats, so that sums are exact and a run repeats
itself to the bit. A first pass from the last day back leaves the side counters out and finds what the rest of the way
costs at least; the second, forward with all counters, follows only what can still end below a ceiling. Rows of the
second are (state, side index); inner loops run along the main axis. What leads to each cell is kept in one buffer
without gaps.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.rostering.pricing.network import IMPOSSIBLE

TOO_SMALL = -2
"""Status: the buffer cannot hold the tracks; it has to be larger."""
NO_WAY = -1
"""Status: no timeline is allowed."""


@njit(cache=True, nogil=True)
def price_choices(  # type: ignore[no-untyped-def]
    first, starts, class_of, costs, row_starts, rows, prices, allowed, value, argument
) -> None:
    """Find the cheapest allowed choice of each class, on as many days from the first as there is room for.

    Parameters
    ----------
    starts
        First choice of each day; one more entry at the end.
    class_of, costs
        Class and own cost of each choice.
    row_starts, rows
        The duties of each choice.
    prices
        What holding each duty earns; subtracted from the cost.
    allowed
        Which choices may be taken.
    value, argument
        By day and class: receives the least cost, and the choice it belongs to.
    """
    for day in range(value.shape[0]):
        for c in range(value.shape[1]):
            value[day, c] = IMPOSSIBLE
            argument[day, c] = -1
        for choice in range(starts[first + day], starts[first + day + 1]):
            if allowed[choice]:
                cost = costs[choice]
                for k in range(row_starts[choice], row_starts[choice + 1]):
                    cost -= prices[rows[k]]
                c = class_of[choice]
                if cost < value[day, c]:
                    value[day, c] = cost
                    argument[day, c] = choice


@njit(cache=True, nogil=True)
def complete(  # type: ignore[no-untyped-def] # noqa: C901
    layers,
    arc_start,
    arc_target,
    arc_class,
    arc_cost,
    arc_main,
    main_end,
    states,
    main_left,
    cost_left,
    value,
    rest,
    path,
    begins,
) -> None:
    """Find what the rest of the way costs at least from each day, state and main index, side counters left out.

    Parameters
    ----------
    layers, …, value
        As in :func:`cheapest_timeline`; costs of transitions may hold prices of side counters.
    main_left, cost_left
        By state after the last free day: what the fixed days after it add on the main axis, and cost.
    rest
        By day (one more than there are), state and main index: receives the least cost, where there is a way to it.
    path
        Receives the class of each free day on the cheapest way, if there is any.
    """
    length, days = len(main_end), len(layers)
    # Only what can be reached from where the free days begin is worked out: in a window, a small part of the axis.
    low, high = np.full((days + 1, states), length, np.int32), np.full((days + 1, states), -1, np.int32)
    low[0, begins[0]] = high[0, begins[0]] = begins[2]
    for day in range(days):
        first = layers[day] * states
        for s in range(states):
            for a in range(arc_start[first + s], arc_start[first + s + 1] if high[day, s] >= 0 else 0):
                begin, end = low[day, s] + arc_main[a], min(high[day, s] + arc_main[a], length - 1)
                if begin <= end and value[day, arc_class[a]] < IMPOSSIBLE:
                    target = arc_target[a]
                    low[day + 1, target] = min(low[day + 1, target], begin)
                    high[day + 1, target] = max(high[day + 1, target], end)
    for s in range(states):
        for m in range(low[days, s], high[days, s] + 1):
            ends = m + main_left[s]
            possible = cost_left[s] < IMPOSSIBLE and ends < length
            rest[days, s, m] = cost_left[s] + main_end[ends] if possible else IMPOSSIBLE
    for day in range(days - 1, -1, -1):
        first = layers[day] * states
        for s in range(states):
            row = rest[day, s]
            for m in range(low[day, s], high[day, s] + 1):
                row[m] = IMPOSSIBLE
            for a in range(arc_start[first + s], arc_start[first + s + 1] if high[day, s] >= 0 else 0):
                price = value[day, arc_class[a]]
                if price < IMPOSSIBLE:
                    price += arc_cost[a]
                    step = arc_main[a]
                    onward = rest[day + 1, arc_target[a]]
                    for m in range(low[day, s], min(high[day, s], length - 1 - step) + 1):
                        through = onward[m + step] + price
                        row[m] = min(row[m], through)
    s, at = begins[0], begins[2]
    if rest[0, s, at] >= IMPOSSIBLE / 2:
        return
    for day in range(days):
        first = layers[day] * states
        least, taken = IMPOSSIBLE, -1
        for a in range(arc_start[first + s], arc_start[first + s + 1]):
            if value[day, arc_class[a]] < IMPOSSIBLE and at + arc_main[a] < length:
                through = value[day, arc_class[a]] + arc_cost[a] + rest[day + 1, arc_target[a], at + arc_main[a]]
                if through < least:
                    least, taken = through, a
        path[day] = arc_class[taken]
        s, at = arc_target[taken], at + arc_main[taken]


@njit(cache=True, nogil=True)
def cheapest_timeline(  # type: ignore[no-untyped-def] # noqa: C901
    layers,
    arc_start,
    arc_target,
    arc_class,
    arc_cost,
    arc_main,
    arc_side,
    side_next,
    side_shift,
    main_end,
    side_end,
    states,
    begins,
    main_left,
    cost_left,
    value,
    rest,
    credit,
    ceiling,
    tracks,
    path,
):
    """Find the cheapest way through some days of a network, all other days being fixed.

    Parameters
    ----------
    layers
        Those of the days that are free.
    arc_start, …, states
        The network; see :class:`~optimizer.rostering.pricing.network.Network`. ``side_end`` is by state and side index.
    begins
        State, side index and main index before the first free day.
    value
        Cost of each class on each free day.
    main_left, cost_left, rest
        See :func:`complete`.
    credit
        By side index: at most so much of ``rest`` is prices of side counters.
    ceiling
        Ways that must cost more than this are not followed.
    tracks
        Buffer for the transition by which each cell was reached.
    path
        Receives the class of each free day.

    Returns
    -------
    tuple[float, int]
        Cost of the way, and 0, :data:`NO_WAY`, or :data:`TOO_SMALL`.
    """
    days, sides, length = len(layers), side_end.shape[1], rest.shape[2]
    rows = states * sides
    cost, new_cost = np.empty((rows, length)), np.empty((rows, length))
    low, new_low = np.full(rows, length, np.int32), np.full(rows, length, np.int32)
    high, new_high = np.full(rows, -1, np.int32), np.full(rows, -1, np.int32)
    active, new_active = np.empty(rows, np.int32), np.empty(rows, np.int32)
    offset = np.empty((days, rows), np.int64)
    row = begins[0] * sides + begins[1]
    cost[row, begins[2]] = 0.0
    low[row] = high[row] = begins[2]
    active[0], count, used = row, 1, 0
    for day in range(days):
        first = layers[day] * states
        base = arc_start[first]
        new_count = 0
        for relax in range(2):
            for number in range(new_count if relax else 0):
                row = new_active[number]
                offset[day, row] = used - new_low[row]
                used += new_high[row] - new_low[row] + 1
                if used > len(tracks):
                    return IMPOSSIBLE, TOO_SMALL
                for m in range(new_low[row], new_high[row] + 1):
                    new_cost[row, m] = IMPOSSIBLE
            for number in range(count):
                row = active[number]
                s, side = row // sides, row % sides
                for a in range(arc_start[first + s], arc_start[first + s + 1]):
                    price = value[day, arc_class[a]]
                    new_side = side_next[arc_side[a], side]
                    step = arc_main[a]
                    begin, end = low[row] + step, min(high[row] + step, length - 1)
                    if price >= IMPOSSIBLE or new_side < 0 or begin > end:
                        continue
                    new_row = arc_target[a] * sides + new_side
                    if not relax:
                        if new_high[new_row] < 0:
                            new_active[new_count] = new_row
                            new_count += 1
                        new_low[new_row] = min(new_low[new_row], begin)
                        new_high[new_row] = max(new_high[new_row], end)
                        continue
                    price += arc_cost[a]
                    source, target = cost[row], new_cost[new_row]
                    track, mark = offset[day, new_row], a - base
                    for m in range(begin, end + 1):
                        through = source[m - step] + price
                        if through < target[m]:
                            target[m] = through
                            tracks[track + m] = mark
        for number in range(count):
            low[active[number]], high[active[number]] = length, -1
        # Only what can still end at or below the ceiling goes on.
        count = 0
        for number in range(new_count):
            row = new_active[number]
            onward, most_cost = rest[day + 1, row // sides], ceiling + credit[row % sides]
            least, most = length, -1
            for m in range(new_low[row], new_high[row] + 1):
                if new_cost[row, m] + onward[m] <= most_cost:
                    least, most = min(least, m), m
                else:
                    new_cost[row, m] = IMPOSSIBLE
            new_low[row], new_high[row] = least, most
            if most >= 0:
                active[count] = row
                count += 1
        cost, new_cost = new_cost, cost
        low, new_low = new_low, low
        high, new_high = new_high, high

    best, at_row, at = IMPOSSIBLE / 2, -1, -1
    for number in range(count):
        row = active[number]
        s = row // sides
        for m in range(low[row], min(high[row], length - 1 - main_left[s]) + 1):
            total = cost[row, m] + cost_left[s] + main_end[m + main_left[s]] + side_end[s, row % sides]
            if total < best:
                best, at_row, at = total, row, m
    if at_row < 0 or best > ceiling:
        return IMPOSSIBLE, NO_WAY
    for day in range(days - 1, -1, -1):
        first = layers[day] * states
        a = arc_start[first] + tracks[offset[day, at_row] + at]
        path[day] = arc_class[a]
        source_state = 0
        while arc_start[first + source_state + 1] <= a:
            source_state += 1
        at -= arc_main[a]
        at_row = source_state * sides + at_row % sides - side_shift[arc_side[a]]
    return best, 0


@njit(cache=True, nogil=True)
def follow(  # type: ignore[no-untyped-def] # noqa: C901
    layers,
    arc_start,
    arc_target,
    arc_class,
    arc_cost,
    arc_main,
    arc_side,
    side_next,
    side_steps,
    side_end,
    states,
    path,
    free,
    begins,
    main_left,
    cost_left,
    side_left,
    ends,
) -> None:
    """Follow the fixed days before and after those that are free.

    Parameters
    ----------
    layers, arc_start, …, side_end, states
        The network.
    path
        Class of each day.
    free
        First free day, and the day after the last.
    begins
        Receives state, side index, main index and cost of transitions before the first free day; the state is -1 if
        there is no way.
    main_left, cost_left
        By state after the last free day: receives what the fixed days add on the main axis, and cost.
    side_left
        By state after the last free day, what the fixed days add to each side counter; in a last row, what those before
        the first free day add.
    ends
        By state and side index after the last free day: receives the cost of the side index at the end.
    """
    side_at = np.empty(len(side_end), np.int32)
    for start in range(-1, states):
        s = max(start, 0)
        first, last = (0, free[0]) if start < 0 else (free[1], len(layers))
        main, cost = 0, 0.0
        for k in range(len(side_at)):
            side_at[k] = k
        added = side_left[start]
        added[:] = 0
        for day in range(first, last):
            row = layers[day] * states + s
            found = -1
            for a in range(arc_start[row], arc_start[row + 1]):
                if arc_class[a] == path[day]:
                    found = a
                    break
            if found < 0:
                s = -1
                break
            s = arc_target[found]
            main += arc_main[found]
            cost += arc_cost[found]
            if arc_side[found]:
                added += side_steps[arc_side[found]]
                for k in range(len(side_at)):
                    if side_at[k] >= 0:
                        side_at[k] = side_next[arc_side[found], side_at[k]]
        if start < 0:
            begins[0], begins[1], begins[2], begins[3] = s, side_at[0], main, int(cost)
            if side_at[0] < 0:
                begins[0] = -1
            continue
        main_left[start] = main
        cost_left[start] = cost if s >= 0 else IMPOSSIBLE
        for k in range(len(side_at)):
            ends[start, k] = side_end[side_at[k]] if side_at[k] >= 0 else IMPOSSIBLE


@njit(cache=True, nogil=True)
def walk(layers, next_state, cost, amounts, patterns, totals):  # type: ignore[no-untyped-def]
    """Follow one timeline through an automaton.

    Parameters
    ----------
    layers, next_state, cost, amounts
        The automaton; see :class:`~optimizer.rostering.timelines.automaton.Automaton`.
    patterns
        Pattern of each day.
    totals
        Receives the amount added to each counter.

    Returns
    -------
    float
        Cost of the transitions, ``IMPOSSIBLE`` if one of them is forbidden.
    """
    state, total = 0, 0
    totals[:] = 0
    for day in range(len(layers)):
        layer, pattern = layers[day], patterns[day]
        total += cost[layer, state, pattern]
        for k in range(len(totals)):
            totals[k] += amounts[k, layer, state, pattern]
        state = next_state[layer, state, pattern]
        if state < 0:
            return IMPOSSIBLE
    return float(total)


@njit(cache=True, nogil=True)
def duties_of(chosen, row_starts, rows):  # type: ignore[no-untyped-def]
    """Collect the duties of the choices of a timeline, in order."""
    number = 0
    for choice in chosen:
        number += row_starts[choice + 1] - row_starts[choice]
    duties = np.empty(number, rows.dtype)
    number = 0
    for choice in chosen:
        for k in range(row_starts[choice], row_starts[choice + 1]):
            duties[number] = rows[k]
            number += 1
    return duties
