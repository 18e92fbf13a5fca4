"""Which labels others make superfluous."""

from __future__ import annotations

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Flags, Indices

MOST_LEVELS = 2000
"""Levels of burden told apart; Đồng Phú has some 250, whole numbers all."""
CHUNK = 512
"""Rows compared at a time."""


def is_dominated_by_earlier(rows: Array) -> Flags:
    """Whether an earlier row is no larger in any column; a row that is dominated itself still dominates.

    Parameters
    ----------
    rows
        (label, criterion), less is better. If they are sorted by one criterion and then by their sums, every row that
        any dominates is found.

    Returns
    -------
    Flags
        Per row.
    """
    # In chunks, so that no table of all pairs of rows is held at once.
    dominated = np.zeros(len(rows), dtype=bool)
    for first in range(0, len(rows), CHUNK):
        chunk = rows[first : first + CHUNK]
        no_larger = np.ones((len(chunk), first + len(chunk)), dtype=bool)
        for column in range(rows.shape[1]):
            no_larger &= rows[None, : first + len(chunk), column] <= chunk[:, None, column] + 1e-12
        dominated[first : first + CHUNK] = np.tril(no_larger, first - 1).any(axis=1)
    return dominated


class Levels:
    """Rows sorted by their burden, in whole steps.

    Parameters
    ----------
    burden
        Per row.
    step
        Width of a level; wider where there would be more than :data:`MOST_LEVELS`.
    """

    def __init__(self, burden: Array, step: float) -> None:
        least = float(burden.min())
        step = max(step, (float(burden.max()) - least) / MOST_LEVELS)
        levels = np.floor((burden - least) / step + 1e-6).astype(np.int64)
        self.order = np.argsort(levels.astype(np.int32), kind="stable")
        keys = levels[self.order]
        is_first = np.diff(keys, prepend=-1) > 0
        self.starts = np.flatnonzero(is_first)
        self.number = np.cumsum(is_first) - 1
        """Per row in order, which of the levels it is on."""

    def fewest(self, left: Array) -> Indices:
        """Per level, the row with the fewest left."""
        left = left[self.order]
        best = np.flatnonzero(left <= np.minimum.reduceat(left, self.starts)[self.number])
        return self.order[best[np.diff(self.number[best], prepend=-1) > 0]]
