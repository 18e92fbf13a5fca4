"""How evenly a given burden can be shared: the least spread per available day, before any roster is sought.

Duties weigh whole multiples of some step, so loads do too, and a unit's total is known once every duty is staffed.
The least spread of such loads is then a question of whole numbers alone. It bounds the fairness of every roster for
the same duties; and a solver that is given the range of each person's load finds such a roster in half a second,
where minimising the spread itself leaves it at ten times the least after ten (units of 5 to 9 officers, 91 days).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

REACH = 40
"""Steps around an equal share that are looked at for each person."""


@dataclass(frozen=True, slots=True)
class FairLoads:
    """The least spread, and the range of loads within it for each person."""

    spread: Fraction
    """Largest less smallest load per day, history included, in the loads' unit."""
    ranges: tuple[tuple[int, int], ...]
    """Per person, the least and largest load of the horizon."""


def fairest_loads(total: int, step: int, past: Sequence[int], days: Sequence[int]) -> FairLoads:
    """Find the ranges of loads with the least spread.

    Parameters
    ----------
    total
        Load of all persons together in the horizon.
    step
        Every load is a multiple of it.
    past
        Load of each person before the horizon.
    days
        Days over which each person carries both; positive.
    """
    equal = Fraction(total + sum(past), sum(days))
    values: list[tuple[Fraction, int, int]] = []
    for person, (carried, over) in enumerate(zip(past, days, strict=True)):
        middle = round((equal * over - carried) / step)
        for number in range(max(0, middle - REACH), max(0, middle + REACH) + 1):
            values.append((Fraction(carried + number * step, over), person, number * step))
    values.sort()
    best = _narrowest(values, total, len(past))
    if best is None:
        return FairLoads(Fraction(0), tuple((0, total) for _ in past))
    lowest, highest = values[best[0]][0], values[best[1]][0]
    low, high = [total] * len(past), [0] * len(past)
    for share, person, load in values:
        if lowest <= share <= highest:
            low[person], high[person] = min(low[person], load), max(high[person], load)
    return FairLoads(highest - lowest, tuple(zip(low, high, strict=True)))


def ranges_within(total: int, step: int, weights: Sequence[int], margin: Fraction) -> FairLoads | None:
    """The loads around an equal share of the total whose spread per weight is at most a margin.

    Parameters
    ----------
    total, step
        What all carry together, and what every load is a multiple of.
    weights
        What each load is held against; positive.
    margin
        Spread that is allowed.

    Returns
    -------
    FairLoads
        Nothing if somebody has no load in the range, or all of them cannot add up to the total.
    """
    equal = Fraction(total, sum(weights))
    ranges = tuple(
        (max(0, ceil((equal - margin / 2) * own / step)) * step, floor((equal + margin / 2) * own / step) * step)
        for own in weights
    )
    low, high = (sum(ends) for ends in zip(*ranges, strict=True))
    if any(least > most for least, most in ranges) or not low <= total <= high:
        return None
    return FairLoads(margin, ranges)


def _narrowest(values: Sequence[tuple[Fraction, int, int]], total: int, persons: int) -> tuple[int, int] | None:
    """First and last of the values between which everybody has a load and the loads can add up to the total."""
    best: tuple[int, int] | None = None
    loads: list[list[int]] = [[] for _ in range(persons)]
    last = -1
    for first in range(len(values)):
        while last + 1 < len(values) and not _adds_up(loads, total):
            last += 1
            loads[values[last][1]].append(values[last][2])
        if not _adds_up(loads, total):
            break
        if best is None or values[last][0] - values[first][0] < values[best[1]][0] - values[best[0]][0]:
            best = first, last
        loads[values[first][1]].pop(0)
    return best


def _adds_up(loads: Sequence[Sequence[int]], total: int) -> bool:
    return all(loads) and sum(own[0] for own in loads) <= total <= sum(own[-1] for own in loads)
