"""The grid that prices lie on, so that sums of whole-number costs and prices are exact and a run repeats itself."""

from __future__ import annotations

import numpy as np

from optimizer.rostering.arrays import Vector

GRID = 2.0**20
"""Prices are multiples of 1 / GRID."""


def on_grid(prices: Vector) -> Vector:
    """The prices, each moved to the nearest multiple of 1 / :data:`GRID`."""
    return np.round(prices * GRID) / GRID
