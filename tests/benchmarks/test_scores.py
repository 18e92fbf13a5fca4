"""Scores of forecasts against a library that others wrote."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.scores import covered, weighted_interval_score
from optimizer.projection.projecting import LEVELS, MEDIAN


@pytest.fixture
def drawn() -> tuple[np.ndarray, np.ndarray]:
    """What came, and quantiles that it may lie within, above or below."""
    dice = np.random.default_rng(5)
    return dice.normal(0, 2, 200), np.sort(dice.normal(0, 1, (200, len(LEVELS))), axis=1)


def test_score_is_the_librarys(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    import scoringrules  # type: ignore[import-untyped]

    observed, quantiles = drawn
    alphas = np.array([2 * level for level in LEVELS[:MEDIAN]])
    lower, upper = quantiles[:, :MEDIAN], quantiles[:, :MEDIAN:-1]
    expected = scoringrules.weighted_interval_score(observed, quantiles[:, MEDIAN], lower, upper, alphas)
    found = weighted_interval_score(observed, quantiles)
    assert found.total == pytest.approx(np.asarray(expected))
    assert found.over_prediction + found.under_prediction + found.dispersion == pytest.approx(found.total)


def test_parts_by_hand() -> None:
    quantiles = np.array([[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]] * 3)
    found = weighted_interval_score(np.array([3.0, 8.0, -2.0]), quantiles)
    # Widths 6, 4, 2 with weights 0.05, 0.1, 0.25, over three intervals and a half.
    assert found.dispersion == pytest.approx(np.full(3, 1.2 / 3.5))
    assert found.under_prediction == pytest.approx(np.array([0.0, (2.5 + 2 + 3 + 4) / 3.5, 0.0]))
    assert found.over_prediction == pytest.approx(np.array([0.0, 0.0, (2.5 + 2 + 3 + 4) / 3.5]))


def test_cover_is_of_the_middle_eighty_per_cent() -> None:
    quantiles = np.array([[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]] * 4)
    assert covered(np.array([0.5, 1.0, 5.0, 5.5]), quantiles).tolist() == [False, True, True, False]
