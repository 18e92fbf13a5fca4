"""How many shifts of each class may open in one week, and at what burden they can be manned.

Standing shifts are open; of each other class any number may be. A pattern costs the officers its shifts need beside
helpers, helpers standing in where burden is highest, and must fit the minutes the officers have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.arrays import Array, Indices

MOST_PATTERNS = 40_000
"""Where a week has more patterns, only some of them are looked at, and the frontier is no bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Numbers of open shifts of one week, one pattern a row."""

    opened: Indices
    """(pattern, class), standing shifts included."""
    helped: Indices
    """(pattern, class), officers replaced by helpers."""
    borrowed: Indices
    """Per pattern, officer-shifts borrowed from other units."""
    burden: Array
    """Per pattern, the officers' own and of what they borrow."""
    spare: Indices
    """Per pattern, officer-shifts left over for other units and for visits."""


@dataclass(frozen=True, slots=True)
class AvailableCrew:
    """Who can man the posts of a pool in one week."""

    minutes: int
    """Officer-minutes of the unit."""
    helper_shifts: int
    loans: int
    """Officer-shifts that may be borrowed."""
    loan_burden: float
    loan_minutes: int
    """What one borrowed officer-shift spares the unit."""
    lent: int = 0
    """Officer-shifts that other units and visits may take."""
    lent_minutes: int = 1
    """What each of them costs the unit at the least."""


def is_enumerable(classes: Sequence[ShiftClass]) -> bool:
    """Whether all patterns of a week are looked at."""
    return prod(len(each.day_shifts) - each.standing + 1 for each in classes) <= MOST_PATTERNS


def week_patterns(classes: Sequence[ShiftClass], rates: Array, crew: AvailableCrew) -> Patterns:
    """The patterns of a week that can be manned.

    Parameters
    ----------
    classes
        The week's classes.
    rates
        (class, segment), probability that a waiting person comes to a shift; it guides the choice among too many
        patterns.
    crew
        Who can man them.
    """
    return _manned(classes, _every_choice(classes) if is_enumerable(classes) else _some_choices(classes, rates), crew)


def _every_choice(classes: Sequence[ShiftClass]) -> Indices:
    """Every number of open shifts per class: (pattern, class)."""
    if not classes:
        return np.zeros((1, 0), np.int64)
    grids = np.meshgrid(*(np.arange(each.standing, len(each.day_shifts) + 1) for each in classes), indexing="ij")
    return np.stack([grid.ravel() for grid in grids], axis=1)


def _some_choices(classes: Sequence[ShiftClass], rates: Array) -> Indices:
    """Shifts opened one after another, most arrivals per burden first, once for each segment: (pattern, class)."""
    opened = {tuple(each.standing for each in classes)}
    for segment in range(rates.shape[1]):
        worth = [rates[n, segment] / max(0.1, each.burden * each.post.crew_size) for n, each in enumerate(classes)]
        counts = [each.standing for each in classes]
        for number in sorted(range(len(counts)), key=lambda n: -worth[n]):
            while counts[number] < len(classes[number].day_shifts):
                counts[number] += 1
                opened.add(tuple(counts))
    return np.array(sorted(opened), np.int64)


def _manned(classes: Sequence[ShiftClass], opened: Indices, crew: AvailableCrew) -> Patterns:
    """Crew all choices of shifts that can be: helpers where burden is highest, loans where minutes lack."""
    helped = np.zeros_like(opened)
    left = np.full(len(opened), crew.helper_shifts)
    for number in sorted(range(len(classes)), key=lambda number: -classes[number].burden):
        post = classes[number].post
        helped[:, number] = np.minimum(left, (post.crew_size - post.crew_officers) * opened[:, number])
        left = left - helped[:, number]
    officers = opened * np.array([each.post.crew_size for each in classes], np.int64) - helped
    minutes = officers @ np.array([each.minutes for each in classes], np.int64)
    # Whole officer-shifts, rounded up.
    borrowed = -(-np.maximum(0, minutes - crew.minutes) // crew.loan_minutes)
    burden = officers @ np.array([each.burden for each in classes]) + borrowed * crew.loan_burden
    able = borrowed <= crew.loans
    left = crew.minutes + borrowed * crew.loan_minutes - minutes
    spare = np.clip(left // crew.lent_minutes, 0, crew.lent)
    return Patterns(opened[able], helped[able], borrowed[able], burden[able], spare[able])
