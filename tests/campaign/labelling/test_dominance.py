"""Rows that an earlier one dominates."""

from __future__ import annotations

import numpy as np

from optimizer.campaign.labelling.dominance import is_dominated_by_earlier


def test_dominated_rows() -> None:
    rows = np.array([[1.0, 5.0], [1.0, 5.0], [2.0, 4.0], [3.0, 4.0], [0.5, 6.0], [0.4, 7.0], [0.5, 7.0]])
    assert is_dominated_by_earlier(rows).tolist() == [False, True, False, True, False, False, True]


def test_many_rows_are_compared_across_chunks() -> None:
    rows = np.array([[float(number % 700), 0.0] for number in range(1400)])
    dominated = is_dominated_by_earlier(rows)
    assert dominated.tolist() == [number > 0 for number in range(1400)]
