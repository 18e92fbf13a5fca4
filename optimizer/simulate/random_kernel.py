"""The compiled source of chance: SplitMix64 streams, each begun at a hash of what it is for, and draws from them.

A stream is one unsigned 64-bit number, held in an array of one entry, so that functions can move it on. Whoever draws
begins a stream of their own at :func:`stream`; how many numbers others take makes no difference to it.

Sources: G. L. Steele, D. Lea, C. H. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014 (SplitMix64);
J. A. Doornik, *An improved ziggurat method to generate normal random samples*, Oxford 2005; G. Marsaglia, W. W. Tsang,
*A simple method for generating gamma variables*, ACM TOMS 26 (2000); V. Kachitvichyanukul, B. W. Schmeiser, *Binomial
random variate generation*, CACM 31 (1988), for the inversion.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from optimizer.compiled import compiled

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

# What a stream is for.
TURNOUT, SHOW_UP, INVITED, ILLNESS, COVER, SYSTEM, COMING, SIZES, TIMES, SERVICE, SUCCESS = np.arange(
    1, 12, dtype=np.uint64
)


@compiled
def mixed(number):  # type: ignore[no-untyped-def]
    """Scatter a number: SplitMix64's output function, a bijection of the unsigned 64-bit numbers."""
    number = (number ^ (number >> _30)) * _FIRST
    number = (number ^ (number >> _27)) * _SECOND
    return number ^ (number >> _31)


@compiled
def campaign_key(seed, campaign):  # type: ignore[no-untyped-def]
    """Name of one campaign: unsigned 64-bit seed and number of the campaign, hashed."""
    return mixed(mixed(seed + GOLDEN) + (campaign + np.uint64(1)) * GOLDEN)


@compiled
def stream(state, campaign, purpose, name):  # type: ignore[no-untyped-def]
    """Begin the stream of one purpose and name (all unsigned 64-bit numbers) in a campaign."""
    state[0] = mixed(mixed(campaign ^ mixed(name + GOLDEN)) + purpose * GOLDEN)


@compiled
def uniform(state):  # type: ignore[no-untyped-def]
    """Draw from the open interval between 0 and 1."""
    state[0] += GOLDEN
    return (np.float64(mixed(state[0]) >> _11) + 0.5) * _UNIT


@compiled
def normal(state):  # type: ignore[no-untyped-def]
    """Draw from the standard normal distribution by the ziggurat; 99 times in 100 from one uniform number."""
    while True:
        state[0] += GOLDEN
        bits = mixed(state[0])
        layer = bits & _LAYER_BITS
        side = 2.0 * (np.float64(bits >> _11) + 0.5) * _UNIT - 1.0
        x = side * _EDGES[layer]
        if abs(side) < _RATIOS[layer]:
            return x
        if layer == 0:
            beyond = _tail(state)
            return beyond if side > 0.0 else -beyond
        upper = math.exp(-0.5 * (_EDGES[layer] * _EDGES[layer] - x * x))
        lower = math.exp(-0.5 * (_EDGES[layer + 1] * _EDGES[layer + 1] - x * x))
        if lower + uniform(state) * (upper - lower) < 1.0:
            return x


@compiled
def _tail(state):  # type: ignore[no-untyped-def]
    """Draw from the normal distribution beyond the last edge (G. Marsaglia, Technometrics 6, 1964)."""
    while True:
        beyond = -math.log(uniform(state)) / _LAST_EDGE
        if -2.0 * math.log(uniform(state)) >= beyond * beyond:
            return _LAST_EDGE + beyond


@compiled
def lognormal(state, spread):  # type: ignore[no-untyped-def]
    """Draw a factor with mean 1; ``spread`` is the standard deviation of its logarithm."""
    return math.exp(spread * normal(state) - spread * spread / 2.0)


@compiled
def gamma(state, shape):  # type: ignore[no-untyped-def]
    """Draw from the gamma distribution with scale 1 and a positive shape."""
    if shape < 1.0:
        return gamma(state, shape + 1.0) * uniform(state) ** (1.0 / shape)
    third = shape - 1.0 / 3.0
    step = 1.0 / math.sqrt(9.0 * third)
    while True:
        x = normal(state)
        side = 1.0 + step * x
        cube = side * side * side
        if cube <= 0.0:
            continue
        chance = uniform(state)
        if chance < 1.0 - 0.0331 * (x * x) * (x * x):
            return third * cube
        if math.log(chance) < 0.5 * x * x + third * (1.0 - cube + math.log(cube)):
            return third * cube


@compiled
def beta(state, mean, spread):  # type: ignore[no-untyped-def]
    """Draw a share with a mean and a standard deviation of ``spread`` times it, at most √(mean (1 − mean) / 2)."""
    if mean <= 0.0 or mean >= 1.0 or spread <= 0.0:
        return mean
    size = max(1.0, (1.0 - mean) / (mean * spread * spread) - 1.0)
    one = gamma(state, mean * size)
    other = gamma(state, (1.0 - mean) * size)
    return one / (one + other) if one + other > 0.0 else mean


@compiled
def binomial(state, trials, chance):  # type: ignore[no-untyped-def]
    """Draw the number of successes among trials by inversion, one uniform number for each 300 expected.

    More trials, or a higher chance, never give less from the same number.
    """
    if trials <= 0 or chance <= 0.0:
        return 0
    if chance >= 1.0:
        return trials
    if chance <= 0.5:
        return _rare(state, trials, chance, False)
    return trials - _rare(state, trials, 1.0 - chance, True)


@compiled
def _rare(state, trials, chance, turned):  # type: ignore[no-untyped-def]
    """Successes with a chance of at most one half; ``turned`` reads the uniform numbers from the other end."""
    odds = chance / (1.0 - chance)
    at_once = int(_MOST_AT_ONCE / chance) if trials * chance > _MOST_AT_ONCE else trials
    total = 0
    while trials > 0:
        tried = min(trials, at_once)
        trials -= tried
        left = uniform(state)
        if turned:
            left = 1.0 - left
        probability = math.exp(tried * math.log(1.0 - chance))
        successes = 0
        while left > probability and successes < tried:
            left -= probability
            successes += 1
            probability *= odds * (tried - successes + 1) / successes
        total += successes
    return total


@compiled
def successes_of(state, trials, chance):  # type: ignore[no-untyped-def]
    """Draw the number of successes among few trials, by one uniform number each; cheaper then than by inversion."""
    total = 0
    for _ in range(trials):
        total += uniform(state) < chance
    return total


@compiled
def whole(state, amount):  # type: ignore[no-untyped-def]
    """Round down, or up with the probability of the remainder."""
    below = math.floor(amount)
    return int(below) + (1 if uniform(state) < amount - below else 0)
