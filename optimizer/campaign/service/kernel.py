r"""The compiled law of service: who of those that come is served by closing.

The work that waits is taken for a Brownian motion held at zero from below (J. M. Harrison, *Brownian Motion and
Stochastic Flow Systems*, Wiley 1985). With ``μ`` its drift and ``τ²`` its variance per minute, at closing after ``T``
minutes

    ``P(W > x) = Φ((μT − x)/τ√T) + e^(2μx/τ²) · Φ((−x − μT)/τ√T)``,

and what has not begun of it leaves unserved.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from optimizer.compiled import compiled

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)
"""One shift, or many at once."""

ALMOST_FULL = 1e-7
"""Loads nearer to 1 are taken as this far below it where the drift is divided by."""
FAR_OUT = -20.0
"""Where the normal distribution's tail is taken from its asymptotic series; it is exact to ten digits there."""
ROOT_TWO, ROOT_TWO_PI = math.sqrt(2.0), math.sqrt(2.0 * math.pi)


@compiled
def _density(x):  # type: ignore[no-untyped-def]
    return math.exp(-0.5 * x * x) / ROOT_TWO_PI


@compiled
def _probability(x):  # type: ignore[no-untyped-def]
    return 0.5 * math.erfc(-x / ROOT_TWO)


@compiled
def _tilted_tail(exponent, b, d):  # type: ignore[no-untyped-def]
    """``e^exponent · Φ(d)`` where ``exponent − d²/2 = −b²/2``, which stays small where the factors do not."""
    if d > FAR_OUT:
        return math.exp(exponent) * _probability(d)
    square = 1.0 / (d * d)
    return _density(b) / -d * (1.0 - square * (1.0 - 3.0 * square * (1.0 - 5.0 * square)))


@compiled
def _share(come, own, lanes, minutes, minutes_per_person, household_weight, spread):  # type: ignore[no-untyped-def]
    if come <= 0.0:
        return 1.0
    # Work comes in lumps: its variance over its mean, in minutes of a person.
    lump = 1.0 + (household_weight - 1.0) * own / come + spread * spread
    minutes = max(minutes, lump * minutes_per_person)
    load = come * minutes_per_person / (lanes * minutes)
    gap = load - 1.0
    idle = 1.0 / load if gap >= 0.0 else math.log1p(gap) / gap
    drift = lanes * (-ALMOST_FULL if abs(gap) < ALMOST_FULL else gap)
    variance = lump * minutes_per_person * minutes_per_person * come / minutes
    begun = variance * idle * (math.sqrt(2.0 * (lanes + 1.0)) - 1.0) / (2.0 * lanes)
    # Overloaded lanes vary by their service alone.
    variance /= (1.0 + load**6) ** (1.0 / 6.0)
    deviation = math.sqrt(variance * minutes)
    b = (drift * minutes - begun) / deviation
    d = (-begun - drift * minutes) / deviation
    tail = _probability(b) - _tilted_tail(2.0 * drift * begun / variance, b, d)
    left = deviation * (b * _probability(b) + _density(b)) + variance / (2.0 * drift) * tail
    return 1.0 - max(0.0, left) / (come * minutes_per_person)


@compiled
def _lesser(first, second, deviation):  # type: ignore[no-untyped-def]
    if deviation <= 0.0:
        return min(first, second)
    excess = (first - second) / deviation
    return first - deviation * (excess * _probability(excess) + _density(excess))


@compiled
def _shares(come, own, lanes, minutes, minutes_per_person, household_weight, spread):  # type: ignore[no-untyped-def]
    shares = np.empty_like(come)
    for each in range(len(come)):
        shares[each] = _share(come[each], own[each], lanes, minutes, minutes_per_person, household_weight, spread)
    return shares


@compiled
def _lessers(first, second, deviation):  # type: ignore[no-untyped-def]
    lesser = np.empty_like(first)
    for each in range(len(first)):
        lesser[each] = _lesser(first[each], second[each], deviation[each])
    return lesser


def share_by_closing(
    come: Number,
    own: Number,
    lanes: int,
    minutes: float,
    minutes_per_person: float,
    household_weight: float,
    spread: float,
) -> Number:
    """Share of those who come that is served by closing; for one shift, or for many.

    Parameters
    ----------
    come, own
        People who come, and those of them who come of themselves, in households; the others come alone.
    lanes
        Lanes in service.
    minutes, minutes_per_person
        Open, and of service.
    household_weight
        Second over first moment of the sizes of households.
    spread
        Standard deviation over mean of the minutes per person.
    """
    # All floats, so that one version is compiled.
    law = float(lanes), float(minutes), float(minutes_per_person), float(household_weight), float(spread)
    if isinstance(come, np.ndarray):
        shares: Array = _shares(come, own, *law)
        return shares
    return float(_share(float(come), float(own), *law))


def expected_lesser(first: Number, second: Number, deviation: Number) -> Number:
    """Expectation of the lesser of two numbers whose difference is normal with that standard deviation."""
    if isinstance(first, np.ndarray):
        lesser: Array = _lessers(first, second, deviation)
        return lesser
    return float(_lesser(float(first), float(second), float(deviation)))


def compile_kernel() -> None:
    """Have compiled what forecasting one shift after another takes; what was compiled before is only read."""
    share_by_closing(1.0, 1.0, 1, 1.0, 1.0, 1.0, 1.0)
