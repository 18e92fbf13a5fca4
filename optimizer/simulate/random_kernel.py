"""The compiled source of chance: SplitMix64 streams, each begun at a hash of what it is for, and draws from them.

A stream is one unsigned 64-bit number; whoever draws from it returns it moved on, beside what was drawn. It begins at
:func:`stream`, and how many numbers are taken from others makes no difference to it.

Sources: G. L. Steele, D. Lea, C. H. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014 (SplitMix64);
J. A. Doornik, *An improved ziggurat method to generate normal random samples*, Oxford 2005; G. Marsaglia, W. W. Tsang,
*A simple method for generating gamma variables*, ACM TOMS 26 (2000); V. Kachitvichyanukul, B. W. Schmeiser, *Binomial
random variate generation*, CACM 31 (1988), for the inversion.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.compiled import compiled, inlined

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""Step of a stream: 2^64 over the golden ratio, odd."""
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53
_MOST_AT_ONCE = 300.0
"""Mean up to which one binomial draw is inverted; the probability of none stays far above the smallest float."""

_LAYERS = 128
_LAYER_BITS = np.uint64(_LAYERS - 1)
_LAST_EDGE, _LAYER_AREA = 3.442619855899, 9.91256303526217e-3
"""Of the ziggurat: where its tail begins, and the area of each layer."""


def _ziggurat() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Right edges of the layers, that of the lowest wide enough to hold the tail, and each over the one above it."""
    edges = np.zeros(_LAYERS + 1)
    edges[0], edges[1] = _LAYER_AREA / math.exp(-0.5 * _LAST_EDGE**2), _LAST_EDGE
    for layer in range(2, _LAYERS):
        below = edges[layer - 1]
        edges[layer] = math.sqrt(-2.0 * math.log(_LAYER_AREA / below + math.exp(-0.5 * below**2)))
    return edges, edges[1:] / edges[:-1]


_EDGES, _RATIOS = _ziggurat()


class Gamma(NamedTuple):
    """A gamma distribution worked out for many draws."""

    third: float
    """Its shape less 1/3, after 1 is added to one below 1."""
    step: float
    """The reciprocal of the root of 9 times that."""
    power: float
    """Of a uniform number, by which a shape below 1 is reached; 0 if it is not below."""
    scale: float


GAMMA = np.dtype([(name, "f8") for name in Gamma._fields])
"""Many of them."""
MOST_EXPONENTIAL = 54.0 * math.log(2.0)
"""No exponential number is larger, as no uniform one is smaller than 2^-54."""

# What a stream is for.
TURNOUT, SHOW_UP, INVITED, ILLNESS, COVER, SYSTEM, COMING, TIMES, SERVICE, SUCCESS = np.arange(1, 11, dtype=np.uint64)


@inlined
def mixed(number):  # type: ignore[no-untyped-def]
    """Scatter a number: SplitMix64's output function, a bijection of the unsigned 64-bit numbers."""
    number = (number ^ (number >> _30)) * _FIRST
    number = (number ^ (number >> _27)) * _SECOND
    return number ^ (number >> _31)


@compiled
def campaign_key(seed, campaign):  # type: ignore[no-untyped-def]
    """Key of one campaign: unsigned 64-bit seed and number of the campaign, hashed."""
    return mixed(mixed(seed + GOLDEN) + (campaign + np.uint64(1)) * GOLDEN)


@inlined
def key_of(campaign, name):  # type: ignore[no-untyped-def]
    """Key of what has a name in the campaign that has this key (both unsigned 64-bit numbers)."""
    return mixed(campaign ^ mixed(name + GOLDEN))


@inlined
def stream(key, purpose):  # type: ignore[no-untyped-def]
    """Begin the stream of one purpose of what has this key."""
    return mixed(key + purpose * GOLDEN)


@inlined
def uniform(at):  # type: ignore[no-untyped-def]
    """Draw from the open interval between 0 and 1."""
    at += GOLDEN
    return (np.float64(mixed(at) >> _11) + 0.5) * _UNIT, at


@inlined
def normal(at):  # type: ignore[no-untyped-def]
    """Draw from the standard normal distribution by the ziggurat; 99 times in 100 from one uniform number."""
    while True:
        at += GOLDEN
        bits = mixed(at)
        layer = bits & _LAYER_BITS
        side = 2.0 * (np.float64(bits >> _11) + 0.5) * _UNIT - 1.0
        x = side * _EDGES[layer]
        if abs(side) < _RATIOS[layer]:
            return x, at
        if layer == 0:
            beyond, at = _tail(at)
            return (beyond if side > 0.0 else -beyond), at
        upper = math.exp(-0.5 * (_EDGES[layer] * _EDGES[layer] - x * x))
        lower = math.exp(-0.5 * (_EDGES[layer + 1] * _EDGES[layer + 1] - x * x))
        share, at = uniform(at)
        if lower + share * (upper - lower) < 1.0:
            return x, at


@compiled
def _tail(at):  # type: ignore[no-untyped-def]
    """Draw from the normal distribution beyond the last edge (G. Marsaglia, Technometrics 6, 1964)."""
    while True:
        first, at = uniform(at)
        second, at = uniform(at)
        beyond = -math.log(first) / _LAST_EDGE
        if -2.0 * math.log(second) >= beyond * beyond:
            return _LAST_EDGE + beyond, at


@compiled
def lognormal(at, spread):  # type: ignore[no-untyped-def]
    """Draw a factor with mean 1; ``spread`` is the standard deviation of its logarithm."""
    number, at = normal(at)
    return math.exp(spread * number - spread * spread / 2.0), at


@inlined
def gamma_of(shape, scale):  # type: ignore[no-untyped-def]
    """Work out the gamma distribution with a positive shape."""
    third = (shape if shape >= 1.0 else shape + 1.0) - 1.0 / 3.0
    return Gamma(third, 1.0 / math.sqrt(9.0 * third), 1.0 / shape if shape < 1.0 else 0.0, scale)


@inlined
def prepared_gamma(at, distribution):  # type: ignore[no-untyped-def]
    """Draw from what was worked out, :class:`Gamma` or a record of :data:`GAMMA`."""
    third, step = distribution.third, distribution.step
    while True:
        x, at = normal(at)
        side = 1.0 + step * x
        cube = side * side * side
        if cube <= 0.0:
            continue
        chance, at = uniform(at)
        if chance < 1.0 - 0.0331 * (x * x) * (x * x) or math.log(chance) < 0.5 * x * x + third * (
            1.0 - cube + math.log(cube)
        ):
            break
    number = distribution.scale * third * cube
    if distribution.power > 0.0:
        share, at = uniform(at)
        number *= share**distribution.power
    return number, at


@compiled
def gamma(at, shape):  # type: ignore[no-untyped-def]
    """Draw from the gamma distribution with scale 1 and a positive shape."""
    return prepared_gamma(at, gamma_of(shape, 1.0))


@compiled
def beta(at, mean, spread):  # type: ignore[no-untyped-def]
    """Draw a share with a mean and a standard deviation of ``spread`` times it, at most √(mean (1 − mean) / 2)."""
    if mean <= 0.0 or mean >= 1.0 or spread <= 0.0:
        return mean, at
    size = max(1.0, (1.0 - mean) / (mean * spread * spread) - 1.0)
    one, at = gamma(at, mean * size)
    other, at = gamma(at, (1.0 - mean) * size)
    return (one / (one + other) if one + other > 0.0 else mean), at


@compiled
def binomial(at, trials, chance):  # type: ignore[no-untyped-def]
    """Draw the number of successes among trials by inversion, one uniform number for each 300 expected.

    More trials, or a higher chance, never give less from the same number.
    """
    # Above one half failures are counted, and uniform numbers read from the other end.
    is_rare = chance <= 0.5
    rare = chance if is_rare else 1.0 - chance
    if trials <= 0 or rare <= 0.0:
        return (0 if is_rare else max(0, trials)), at
    at_once = trials
    if trials * rare > _MOST_AT_ONCE:  # so that the probability of none stays above 0
        at_once = int(_MOST_AT_ONCE / rare)
    odds, log_of_none = rare / (1.0 - rare), math.log(1.0 - rare)
    found, left = 0, trials
    while left > 0:
        tried = min(left, at_once)
        left -= tried
        number, at = uniform(at)
        if not is_rare:
            number = 1.0 - number
        probability = math.exp(tried * log_of_none)
        successes = 0
        while number > probability and successes < tried:
            number -= probability
            successes += 1
            probability *= odds * (tried - successes + 1) / successes
        found += successes
    return (found if is_rare else trials - found), at


@inlined
def exponential(at):  # type: ignore[no-untyped-def]
    """Draw from the exponential distribution with mean 1; never more than :data:`MOST_EXPONENTIAL`."""
    number, at = uniform(at)
    return -math.log(number), at


@inlined
def successes_of(at, trials, chance):  # type: ignore[no-untyped-def]
    """Draw the number of successes among few trials, by one uniform number each; cheaper then than by inversion."""
    total = 0
    for _ in range(trials):
        number, at = uniform(at)
        total += number < chance
    return total, at


@inlined
def whole(at, amount):  # type: ignore[no-untyped-def]
    """Round down, or up with the probability of the remainder."""
    below = math.floor(amount)
    number, at = uniform(at)
    return int(below) + (1 if number < amount - below else 0), at
