"""The compiled core of pricing: label setting over the days of a network.

All costs are whole numbers and all prices multiples of 2**-20, held in floats, so that sums are exact and a run repeats
itself to the bit. The backward pass leaves the side counters out (a relaxation of the state space) and finds what the
rest of the way costs at least; the forward pass, with all counters, sets labels day by day and extends only those that
can still end below a ceiling. Rows of the forward pass are (state, side index); inner loops run along the main axis.
What leads to each cell is kept in one buffer without gaps.

Fields of named tuples are put into variables before the loops: each access inside one would count references.

Source: M. Desrochers, F. Soumis, *A generalized permanent labelling algorithm for the shortest path problem with time
windows*, INFOR 26 (1988).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.compiled import compiled
from optimizer.rostering.arrays import Indices, Integers, Vector
from optimizer.rostering.pricing.network import IMPOSSIBLE

TOO_SMALL = -2
"""Status: the buffer cannot hold the tracks; it has to be larger."""
NO_WAY = -1
"""Status: no timeline is allowed."""


class FixedDays(NamedTuple):
    """What the fixed days before and after the free ones leave."""

    begin: Integers
    """(4,): state, side index, main index and cost of transitions before the first free day; the state is -1 if there
    is no way."""
    main_left: Indices
    """(states,): by state after the last free day, what the fixed days after it add on the main axis."""
    cost_left: Vector
    """(states,): and what they cost, :data:`~optimizer.rostering.pricing.network.IMPOSSIBLE` if there is no way."""
    side_left: Integers
    """(states + 1, counters): and what they add to each side counter; in the last row, what the days before the first
    free one add."""
    side_end: Vector
    """(states, side indices): and the cost of the side index at the end, by that after the last free day."""


class ClassPrices(NamedTuple):
    """The cheapest choice of each class on each free day."""

    value: Vector
    """(free days, classes): least cost; IMPOSSIBLE if no choice is allowed."""
    choice: Indices
    """(free days, classes): the choice it belongs to; -1 if none is allowed."""


@compiled
def price_choices(first, choices, class_of, prices, allowed, cheapest) -> None:  # type: ignore[no-untyped-def]
    """Find the cheapest allowed choice of each class, on as many days from the first as there is room for.

    Parameters
    ----------
    first
        The first of these days.
    choices
        :class:`~optimizer.rostering.timelines.choices.Choices`.
    class_of
        int32 (choices,): class of each choice.
    prices
        float64 (duties,): what holding each duty earns; subtracted from the cost.
    allowed
        bool (choices,): which choices may be taken.
    cheapest
        :class:`ClassPrices`; receives the result.
    """
    starts, costs, duty_starts, duties = choices.starts, choices.cost, choices.duty_starts, choices.duties
    value, argument = cheapest.value, cheapest.choice
    for day in range(value.shape[0]):
        for c in range(value.shape[1]):
            value[day, c] = IMPOSSIBLE
            argument[day, c] = -1
        for choice in range(starts[first + day], starts[first + day + 1]):
            if allowed[choice]:
                cost = costs[choice]
                for k in range(duty_starts[choice], duty_starts[choice + 1]):
                    cost -= prices[duties[k]]
                c = class_of[choice]
                if cost < value[day, c]:
                    value[day, c] = cost
                    argument[day, c] = choice


@compiled
def backward_pass(  # type: ignore[no-untyped-def] # noqa: C901
    layers, arcs, side_steps, main_end, fixed, band, counter_prices, value, rest, path
) -> None:
    """Find what the rest of the way costs at least from each day, state and main index, side counters only priced.

    Parameters
    ----------
    layers
        int32 (free days,): their layers.
    arcs
        :class:`~optimizer.rostering.pricing.network.Arcs`.
    side_steps
        int64 (kinds, counters): how much each kind of step adds to each side counter.
    main_end
        float64 (main indices,): cost of ending with each.
    fixed
        :class:`FixedDays`.
    band
        int32 (free days + 1, 2): least and greatest main index looked at before each free day, and after the last.
    counter_prices
        float64 (counters,): what a step of each side counter costs.
    value
        float64 (free days, classes): cost of each class.
    rest
        float64 (free days + 1, states, main indices): receives the least cost, where there is a way to the cell.
    path
        int32 (free days,): receives the class of each day on the cheapest way, if there is any.
    """
    states, arc_start, arc_target, arc_class, own_cost, arc_main, arc_side = arcs
    begin, main_left, own_left, side_left, _ = fixed
    length, days, counters = len(main_end), len(layers), len(counter_prices)
    kind_price = np.zeros(len(side_steps))
    for kind in range(len(side_steps)):
        for k in range(counters):
            kind_price[kind] += side_steps[kind, k] * counter_prices[k]
    arc_cost = np.empty(len(own_cost))
    for a in range(len(own_cost)):
        arc_cost[a] = own_cost[a] + kind_price[arc_side[a]]
    cost_left = own_left.copy()
    for s in range(states):
        for k in range(counters):
            cost_left[s] += side_left[s, k] * counter_prices[k]
    # Only what can be reached from where the free days begin is worked out: in a window, a small part of the axis.
    low, high = np.full((days + 1, states), length, np.int32), np.full((days + 1, states), -1, np.int32)
    low[0, begin[0]] = high[0, begin[0]] = begin[2]
    for day in range(days):
        first = layers[day] * states
        for s in range(states):
            for a in range(arc_start[first + s], arc_start[first + s + 1] if high[day, s] >= 0 else 0):
                least = max(low[day, s] + arc_main[a], band[day + 1, 0])
                most = min(high[day, s] + arc_main[a], band[day + 1, 1], length - 1)
                if least <= most and value[day, arc_class[a]] < IMPOSSIBLE:
                    target = arc_target[a]
                    low[day + 1, target] = min(low[day + 1, target], least)
                    high[day + 1, target] = max(high[day + 1, target], most)
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
            a, end = arc_start[first + s], arc_start[first + s + 1] if high[day, s] >= 0 else 0
            while a < end:
                # Transitions that only their costs tell apart follow each other; the cheapest stands for them.
                step, target, price = arc_main[a], arc_target[a], IMPOSSIBLE
                while a < end and arc_target[a] == target and arc_main[a] == step:
                    own = value[day, arc_class[a]]
                    if own < IMPOSSIBLE:
                        price = min(price, own + arc_cost[a])
                    a += 1
                if price < IMPOSSIBLE:
                    onward = rest[day + 1, target]
                    # Beyond these nothing was worked out; without a band only what the axis has no room for is.
                    least, most = max(low[day, s], low[day + 1, target] - step), high[day + 1, target] - step
                    for m in range(least, min(high[day, s], most) + 1):
                        through = onward[m + step] + price
                        row[m] = min(row[m], through)
    s, at = begin[0], begin[2]
    # Sums with IMPOSSIBLE in them stay far above half of it, whatever is subtracted.
    if rest[0, s, at] >= IMPOSSIBLE / 2:
        return
    for day in range(days):
        first = layers[day] * states
        cheapest, taken = IMPOSSIBLE, -1
        for a in range(arc_start[first + s], arc_start[first + s + 1]):
            target, ends = arc_target[a], at + arc_main[a]
            if value[day, arc_class[a]] < IMPOSSIBLE and low[day + 1, target] <= ends <= high[day + 1, target]:
                through = value[day, arc_class[a]] + arc_cost[a] + rest[day + 1, target, ends]
                if through < cheapest:
                    cheapest, taken = through, a
        path[day] = arc_class[taken]
        s, at = arc_target[taken], at + arc_main[taken]


@compiled
def forward_pass(  # type: ignore[no-untyped-def] # noqa: C901
    layers, arcs, side, main_end, fixed, value, rest, credit, ceiling, tracks, path
):
    """Find the cheapest way through some days of a network with all counters, all other days being fixed.

    Parameters
    ----------
    layers, arcs, main_end, fixed, value
        As in :func:`backward_pass`.
    side
        :class:`~optimizer.rostering.pricing.network.SideCounters`.
    rest
        Of a backward pass.
    credit
        float64 (side indices,): at most so much of ``rest`` is prices of side counters.
    ceiling
        Ways that must cost more than this are not followed.
    tracks
        uint16 (any,): buffer for the transition by which each cell was reached.
    path
        int32 (free days,): receives the class of each day.

    Returns
    -------
    tuple[float, int]
        Cost of the way, and 0, :data:`NO_WAY`, or :data:`TOO_SMALL`.
    """
    states, arc_start, arc_target, arc_class, arc_cost, arc_main, arc_side = arcs
    side_next, side_shift = side.next, side.shift
    start, main_left, cost_left, _, side_end = fixed
    days, sides, length = len(layers), side_end.shape[1], rest.shape[2]
    rows = states * sides
    cost, new_cost = np.empty((rows, length)), np.empty((rows, length))
    low, new_low = np.full(rows, length, np.int32), np.full(rows, length, np.int32)
    high, new_high = np.full(rows, -1, np.int32), np.full(rows, -1, np.int32)
    active, new_active = np.empty(rows, np.int32), np.empty(rows, np.int32)
    offset = np.empty((days, rows), np.int64)
    row = start[0] * sides + start[1]
    cost[row, start[2]] = 0.0
    low[row] = high[row] = start[2]
    active[0], count, used = row, 1, 0
    for day in range(days):
        first = layers[day] * states
        base = arc_start[first]
        new_count = 0
        # Twice over the same arcs: the first time to see how far each row will reach, so that the tracks of the day lie
        # without gaps; the second time to relax them.
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
                s, side_index = row // sides, row % sides
                for a in range(arc_start[first + s], arc_start[first + s + 1]):
                    price = value[day, arc_class[a]]
                    new_side = side_next[arc_side[a], side_index]
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
                    # Counted from the first arc of the day, the number of an arc fits 16 bits.
                    track, mark = offset[day, new_row], a - base
                    for m in range(begin, end + 1):
                        through = source[m - step] + price
                        if through < target[m]:
                            target[m] = through
                            tracks[track + m] = mark
        # Only the rows that were used are emptied: they are few of many.
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
    # Back along the tracks. The arcs of a day lie in order of the state they leave, which tells where one came from.
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


@compiled
def propagate_fixed_days(  # type: ignore[no-untyped-def] # noqa: C901
    layers, arcs, side, path, first_free, after_free, fixed
) -> None:
    """Follow the fixed days before and after those that are free.

    Parameters
    ----------
    layers
        int32 (days,): layers of all days.
    arcs, side
        :class:`~optimizer.rostering.pricing.network.Arcs` and
        :class:`~optimizer.rostering.pricing.network.SideCounters`.
    path
        int32 (days,): class of each day.
    first_free, after_free
        First free day, and the day after the last.
    fixed
        :class:`FixedDays`; receives the result.
    """
    states, arc_start, arc_target, arc_class, arc_cost, arc_main, arc_side = arcs
    side_steps, side_next, _, side_end = side
    side_at = np.empty(len(side_end), np.int32)
    # First, as number -1, the days before the free ones, from the one state there is at the start; then those after,
    # once from every state in which the free days may end.
    for start in range(-1, states):
        s = max(start, 0)
        first, last = (0, first_free) if start < 0 else (after_free, len(layers))
        main, cost = 0, 0.0
        for k in range(len(side_at)):
            side_at[k] = k
        added = fixed.side_left[start]
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
            begin = fixed.begin
            begin[0], begin[1], begin[2], begin[3] = s, side_at[0], main, int(cost)
            if side_at[0] < 0:
                begin[0] = -1
            continue
        fixed.main_left[start] = main
        fixed.cost_left[start] = cost if s >= 0 else IMPOSSIBLE
        for k in range(len(side_at)):
            fixed.side_end[start, k] = side_end[side_at[k]] if side_at[k] >= 0 else IMPOSSIBLE


@compiled
def walk(transitions, patterns, totals):  # type: ignore[no-untyped-def]
    """Follow one timeline through an automaton.

    Parameters
    ----------
    transitions
        :class:`~optimizer.rostering.timelines.automaton.Transitions`.
    patterns
        int32 (days,): pattern of each day.
    totals
        int64 (counters,): receives the amount added to each counter.

    Returns
    -------
    float
        Cost of the transitions, ``IMPOSSIBLE`` if one of them is forbidden.
    """
    layers, next_state, cost, amounts = transitions
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


@compiled
def duties_of(duty_starts, duties, chosen):  # type: ignore[no-untyped-def]
    """Collect the duties of some choices, in order.

    Parameters
    ----------
    duty_starts, duties
        Of :class:`~optimizer.rostering.timelines.choices.Choices`.
    chosen
        int32 (any,): numbers of the choices.

    Returns
    -------
    ndarray
        int32 (duties held,).
    """
    number = 0
    for choice in chosen:
        number += duty_starts[choice + 1] - duty_starts[choice]
    held = np.empty(number, duties.dtype)
    number = 0
    for choice in chosen:
        for k in range(duty_starts[choice], duty_starts[choice + 1]):
            held[number] = duties[k]
            number += 1
    return held
