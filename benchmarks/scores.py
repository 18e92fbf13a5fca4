"""Scores of quantile forecasts, as hubs of epidemic forecasts report them.

References
----------
Bracher, J., Ray, E. L., Gneiting, T., Reich, N. G. (2021), Evaluating epidemic forecasts in an interval format, PLOS
Computational Biology 17 (2).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.projection.projecting import LEVELS, MEDIAN

Floats = NDArray[np.float64]


class IntervalScore(NamedTuple):
    """The weighted interval score and the three parts that it is the sum of, each by forecast."""

    total: Floats
    over_prediction: Floats
    under_prediction: Floats
    dispersion: Floats


def weighted_interval_score(observed: Floats, quantiles: Floats) -> IntervalScore:
    """Score forecasts by their median and central intervals, each weighted by half of what it leaves out.

    Parameters
    ----------
    observed
        What came, ``n`` values.
    quantiles
        ``n`` rows, one column a level.
    """
    middle = quantiles[:, MEDIAN]
    over, under = np.maximum(middle - observed, 0) / 2, np.maximum(observed - middle, 0) / 2
    spread = np.zeros(len(observed))
    for number in range(MEDIAN):
        low, high = quantiles[:, number], quantiles[:, -1 - number]
        outside = 2 * LEVELS[number]
        spread += outside / 2 * (high - low)
        over += np.maximum(low - observed, 0)
        under += np.maximum(observed - high, 0)
    over, under, spread = (part / (MEDIAN + 0.5) for part in (over, under, spread))
    return IntervalScore(over + under + spread, over, under, spread)


def covered(observed: Floats, quantiles: Floats, level: float = 0.1) -> NDArray[np.bool_]:
    """Whether the central interval from a level to its opposite holds what came."""
    number = LEVELS.index(level)
    return (quantiles[:, number] <= observed) & (observed <= quantiles[:, -1 - number])
