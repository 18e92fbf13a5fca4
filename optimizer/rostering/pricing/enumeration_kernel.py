"""The compiled core of enumeration: a depth-first search along the days of a network."""

from __future__ import annotations

import numpy as np

from optimizer.compiled import compiled

TOLERANCE = 1e-6
TOO_MANY = -1
"""There are more ways than there is room for, or too much would have to be looked at."""


@compiled
def enumerate_ways(  # type: ignore[no-untyped-def] # noqa: C901
    layers, arcs, side_steps, fixed, counter_prices, rest, first_day, starts, classes, cost, allowed, room, limit,
    most_nodes, found,
):  # fmt: skip
    """Find all ways through the free days of a network that cost at most a limit.

    Parameters
    ----------
    layers, arcs, side_steps, fixed, counter_prices, rest
        Of :func:`~optimizer.rostering.pricing.kernel.backward_pass`; ``rest`` is infinite where it has not been.
    first_day, starts
        The first free day, and the first choice of each day.
    classes, cost, allowed
        Of each choice: its class, its reduced cost, and whether it may be taken.
    room
        float64 (counters,): what free and later days may add to each side counter.
    limit
        Of the cost, counters not priced.
    most_nodes
        Choices that may be looked at.
    found
        int32 (any, free days): receives the choices of each way.

    Returns
    -------
    int
        The number of ways, or :data:`TOO_MANY`.
    """
    states, arc_start, arc_target, arc_class, arc_cost, arc_main, arc_side = arcs
    days, counters, length = len(layers), len(room), rest.shape[2]
    at_state, at_main = np.zeros(days + 1, np.int64), np.zeros(days + 1, np.int64)
    at_cost, at_side = np.zeros(days + 1), np.zeros((days + 1, counters))
    next_arc, next_choice, taken = np.zeros(days + 1, np.int64), np.zeros(days + 1, np.int64), np.zeros(days, np.int32)
    at_state[0], at_main[0] = fixed.begin[0], fixed.begin[2]
    next_arc[0], next_choice[0] = arc_start[layers[0] * states + at_state[0]], starts[first_day]
    day, number, nodes = 0, 0, 0
    while day >= 0:
        if day == days:
            if number == len(found) - 1:
                return TOO_MANY
            found[number] = taken
            number += 1
            day -= 1
            continue
        row = layers[day] * states + at_state[day]
        first, last = starts[first_day + day], starts[first_day + day + 1]
        goes_on = False
        while not goes_on and next_arc[day] < arc_start[row + 1]:
            a = next_arc[day]
            target, main = arc_target[a], at_main[day] + arc_main[a]
            fits, credit = main < length, 0.0
            for k in range(counters):
                total = at_side[day, k] + side_steps[arc_side[a], k]
                fits = fits and total <= room[k]
                at_side[day + 1, k] = total
                # What the rest of the way pays for a counter is at most what there is room for.
                if counter_prices[k] > 0:
                    credit += counter_prices[k] * (room[k] - total)
            if fits:
                most = limit + TOLERANCE + credit - at_cost[day] - arc_cost[a] - rest[day + 1, target, main]
                choice = next_choice[day]
                while choice < last:
                    nodes += 1
                    if allowed[choice] and classes[choice] == arc_class[a] and cost[choice] <= most:
                        next_choice[day], taken[day] = choice + 1, choice
                        at_state[day + 1], at_main[day + 1] = target, main
                        at_cost[day + 1] = at_cost[day] + arc_cost[a] + cost[choice]
                        goes_on = True
                        break
                    choice += 1
            if not goes_on:
                next_arc[day] += 1
                next_choice[day] = first
        if nodes > most_nodes:
            return TOO_MANY
        if not goes_on:
            day -= 1
            continue
        day += 1
        if day < days:
            next_arc[day] = arc_start[layers[day] * states + at_state[day]]
            next_choice[day] = starts[first_day + day]
    return number
