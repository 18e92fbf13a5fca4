"""Turnout estimated from reported days: factors shrunk to what the scenario says, with what is not known of them.

Days are counts whose expectation is log-linear in the factors; the factors have normal priors around the scenario
(empirical Bayes). Fisher scoring finds the posterior mode, its curvature the posterior's covariance (Laplace). Counts
vary more than independent people would, since households come together and desks fail; by how much is Pearson's ratio.
The spread between weeks is estimated from the weeks themselves, by the EM step for a variance component, with two
weeks' worth of prior (R. Schall, Estimation in generalized linear models with random effects, 1991).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.track.observing import Observer, Parameter

SHAPE_SPREAD = 0.15
"""How far the relations between segments, day types and shifts, and organisations, are thought to be estimated wrong
where nothing was recorded (standard deviation of the logarithm)."""
_WEEK_SPREAD, _WEEK_WEIGHT = 0.05, 2.0
"""Spread between weeks where none was recorded, and as how many weeks that counts."""
_MOST_ROUNDS, _LARGEST_STEP, _CLOSE = 30, 0.5, 1e-6
_FAR = 3.0
"""Residuals, in standard deviations, beyond which a day counts for less (Huber)."""


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Factors on the turnout as logarithms, normal with this mean and covariance."""

    names: tuple[Parameter, ...]
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    days: int
    """Reports that it rests on."""
    dispersion: float
    """By how much reports vary more than independent people would (variance over mean)."""
    week_spread: float
    """Between weeks, of the logarithm of the turnout."""
    weights: NDArray[np.float64]
    """People expected in the days reported that each factor multiplies."""

    spreads: Mapping[str, float]
    """By kind of factor, the standard deviation of its prior."""

    def of(self, names: Sequence[Parameter]) -> tuple[float, float]:
        """Mean and standard deviation of the sum of some factors; of what nothing was recorded, as its prior has it."""
        chosen = [self.names.index(name) for name in names if name in self.names]
        variance = float(self.covariance[np.ix_(chosen, chosen)].sum())
        variance += sum(self.spreads.get(name[0], SHAPE_SPREAD) ** 2 for name in names if name not in self.names)
        return float(self.mean[chosen].sum()), max(0.0, variance) ** 0.5


def estimate(observer: Observer, spreads: Mapping[str, float]) -> Estimate:
    """Estimate all factors that any report says something of.

    Parameters
    ----------
    observer
        Of the reported days.
    spreads
        By kind of factor, the standard deviation of its prior; :data:`SHAPE_SPREAD` for kinds left out.
    """
    week_spread, dispersion = _WEEK_SPREAD, 1.0
    found = tuple(observer.observe({}))
    names = tuple(dict.fromkeys(name for each in found for name in each.slopes))
    mean = np.zeros(len(names))
    covariance = np.diag(_prior(names, spreads, week_spread) ** 2)
    slopes = np.zeros((0, len(names)))
    for _ in range(_MOST_ROUNDS if names else 0):
        found = tuple(observer.observe(dict(zip(names, mean, strict=True))))
        slopes = np.array([[each.slopes.get(name, 0.0) for name in names] for each in found])
        expected, done = np.array([each.expected for each in found]), np.array([each.done for each in found])
        residuals = done - expected
        scaled = np.abs(residuals) / np.sqrt(dispersion * expected)
        weights = np.minimum(1.0, _FAR / np.maximum(scaled, _FAR)) / (dispersion * expected)
        precision = 1.0 / _prior(names, spreads, week_spread) ** 2
        curvature = slopes.T @ (weights[:, None] * slopes) + np.diag(precision)
        covariance = np.linalg.inv(curvature)
        step = np.clip(
            covariance @ (slopes.T @ (weights * residuals) - precision * mean), -_LARGEST_STEP, _LARGEST_STEP
        )
        mean = mean + step
        used = float(np.einsum("ij,jk,ik,i->", slopes, covariance, slopes, weights))
        near = np.minimum(scaled, _FAR) ** 2 * dispersion
        dispersion = max(1.0, float(near.sum()) / max(1.0, len(found) - used))
        week_spread = _week_spread(names, mean, covariance)
        if np.abs(step).max() < _CLOSE:
            break
    return Estimate(names, mean, covariance, len(found), dispersion, week_spread, slopes.sum(axis=0), spreads)


def _prior(names: Sequence[Parameter], spreads: Mapping[str, float], week_spread: float) -> NDArray[np.float64]:
    known = {**spreads, "week": week_spread}
    return np.array([max(1e-3, known.get(name[0], SHAPE_SPREAD)) for name in names])


def _week_spread(names: Sequence[Parameter], mean: NDArray[np.float64], covariance: NDArray[np.float64]) -> float:
    weeks = [number for number, name in enumerate(names) if name[0] == "week"]
    seen = sum(float(mean[number] ** 2 + covariance[number, number]) for number in weeks)
    return float(np.sqrt((seen + _WEEK_WEIGHT * _WEEK_SPREAD**2) / (len(weeks) + _WEEK_WEIGHT)))
