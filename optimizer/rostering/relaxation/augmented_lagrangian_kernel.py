"""The compiled core of the augmented Lagrangian: cheapest timelines under priced counters, and steps towards them.

Unlike in exact pricing, no counter is an axis: what a transition adds to a counter costs its price, and a state is all
that the way so far leaves. A year of one person takes a fraction of a millisecond.
"""

from __future__ import annotations

import numpy as np

from optimizer.compiled import compiled
from optimizer.rostering.pricing.network import IMPOSSIBLE

BISECTIONS = 12
"""Halvings of the step that are looked at."""
BALANCE = np.dtype([(name, "f8") for name in ("total", "multiplier", "low", "high", "under", "over", "stiffness")])
"""Something of which there should be enough and not too much: its total on average, the multiplier, limits on the
total, what a unit short and one too many cost, and how much the price of one changes with each."""


@compiled
def cheapest_flow(layers, arcs, side_steps, fixed, worth, value, path, totals):  # type: ignore[no-untyped-def] # noqa: C901
    """Find the cheapest way through the free days when all counters are priced.

    Parameters
    ----------
    layers
        int32 (free days,): their layers.
    arcs
        :class:`~optimizer.rostering.pricing.network.Arcs`.
    side_steps
        int64 (kinds, counters): how much each kind of step adds to each counter.
    fixed
        :class:`~optimizer.rostering.pricing.kernel.FixedDays`.
    worth
        float64 (counters,): what a step of each counter earns.
    value
        float64 (free days, classes): cost of each class.
    path
        int32 (free days,): receives the class of each day, if there is a way.
    totals
        float64 (counters,): receives what the timeline adds to each counter, in steps.

    Returns
    -------
    tuple[float, float]
        Cost of the way less what counters earn, and that of its transitions alone, those of the fixed days after it
        included; both are impossible if there is no way.
    """
    states, arc_start, arc_target, arc_class, arc_cost, _, arc_side = arcs
    begin, cost_left, side_left = fixed.begin[0], fixed.cost_left, fixed.side_left
    days = len(layers)
    rest = np.empty((days + 1, states))
    for s in range(states):
        rest[days, s] = cost_left[s] - (side_left[s] * worth).sum()
    earned = np.empty(len(side_steps))
    for kind in range(len(side_steps)):
        earned[kind] = (side_steps[kind] * worth).sum()
    arc_price = np.empty(len(arc_cost))
    for a in range(len(arc_cost)):
        arc_price[a] = arc_cost[a] - earned[arc_side[a]]
    for day in range(days - 1, -1, -1):
        first = layers[day] * states
        for s in range(states):
            least = IMPOSSIBLE
            for a in range(arc_start[first + s], arc_start[first + s + 1]):
                least = min(least, value[day, arc_class[a]] + arc_price[a] + rest[day + 1, arc_target[a]])
            rest[day, s] = least
    if rest[0, begin] >= IMPOSSIBLE / 2:
        return IMPOSSIBLE, IMPOSSIBLE
    s, own = begin, 0.0
    totals[:] = side_left[states]
    for day in range(days):
        first = layers[day] * states
        taken, least = -1, np.inf
        for a in range(arc_start[first + s], arc_start[first + s + 1]):
            through = value[day, arc_class[a]] + arc_price[a] + rest[day + 1, arc_target[a]]
            if through < least:
                least, taken = through, a
        path[day] = arc_class[taken]
        own += arc_cost[taken]
        totals += side_steps[arc_side[taken]]
        s = arc_target[taken]
    totals += side_left[s]
    return rest[0, begin] - (side_left[states] * worth).sum(), own + cost_left[s]


@compiled
def price(balance, total):  # type: ignore[no-untyped-def]
    """What one unit more is worth: the multiplier, changed by what there is too little or too much.

    Parameters
    ----------
    balance
        Of type :data:`BALANCE`.
    total
        In place of the present one.
    """
    short = balance.multiplier + (balance.low - total) * balance.stiffness
    if short > 0.0:
        return min(short, balance.under)
    many = balance.multiplier - (total - balance.high) * balance.stiffness
    return max(many, -balance.over) if many < 0.0 else 0.0


@compiled
def price_all(balances):  # type: ignore[no-untyped-def]
    """The price of each for the present totals."""
    prices = np.empty(len(balances))
    for k in range(len(balances)):
        prices[k] = price(balances[k], balances[k].total)
    return prices


@compiled
def step(duties, counters, holds, new_duties, new_totals, cost_change):  # type: ignore[no-untyped-def]
    """Move one person's average towards a timeline, as far as that lowers the augmented cost.

    Parameters
    ----------
    duties, counters
        Balances of all duties and of the person's counters; totals are changed.
    holds
        By duty, the person's share in it; changed.
    new_duties, new_totals
        Duties of the timeline, and what it adds to each counter.
    cost_change
        Cost of the timeline less that of the average.

    Returns
    -------
    float
        How far it was moved, from 0 to 1.
    """
    is_new = np.zeros(len(holds), np.bool_)
    is_new[new_duties] = True
    changed = np.flatnonzero(is_new | (holds != 0.0))
    change = is_new[changed] - holds[changed]
    counted = np.empty(len(counters))
    for k in range(len(counters)):
        counted[k] = new_totals[k] - counters[k].total
    share = _share(duties, counters, changed, change, counted, cost_change)
    for n in range(len(changed)):
        duties[changed[n]].total += share * change[n]
        holds[changed[n]] += share * change[n]
    for k in range(len(counters)):
        counters[k].total += share * counted[k]
    return share


@compiled
def _share(duties, counters, changed, change, counted, cost_change):  # type: ignore[no-untyped-def]
    """The step of least augmented cost, whose slope only grows on the way."""
    if cost_change <= _earned(duties, counters, changed, change, counted, 1.0):
        return 1.0
    if cost_change >= _earned(duties, counters, changed, change, counted, 0.0):
        return 0.0
    # The slope has a kink wherever a price meets its limit, so a bisection is surer than a Newton step.
    share, width = 0.0, 0.5
    for _ in range(BISECTIONS):
        if cost_change < _earned(duties, counters, changed, change, counted, share + width):
            share += width
        width /= 2
    return share


@compiled
def _earned(duties, counters, changed, change, counted, share):  # type: ignore[no-untyped-def]
    """What going on from there is worth, at the prices there."""
    worth = 0.0
    for n in range(len(changed)):
        balance = duties[changed[n]]
        worth += price(balance, balance.total + share * change[n]) * change[n]
    for k in range(len(counters)):
        worth += price(counters[k], counters[k].total + share * counted[k]) * counted[k]
    return worth
