r"""What is still to come, learnt from series that ended: a Bayesian regression with effects of places and of waves.

For one length of time the increment of a series from today on is

.. math:: \Delta = \mu + x'(\beta + b_{wave}) + \gamma \bar{x}_{wave} + u_{place} + v_{wave} + \varepsilon

with :math:`x` the share reached today and its recent increment, :math:`\bar{x}_{wave}` the mean share of the wave.
The effect of the wave to come is not known: it is drawn anew, so that series which differ as a whole from year to year
have intervals as wide as years differ. Effects of waves follow each other with an autocorrelation. Few waves leave
their spread to its prior, half-t with few degrees of freedom: it lets a spread be next to nothing where the series say
so, which an inverse gamma distribution does not.

Drawn by Gibbs sampling; the places, which may be hundreds, are integrated out of the rest.

References
----------
Gelman, A., Carlin, J. B., Stern, H. S., Dunson, D. B., Vehtari, A., Rubin, D. B. (2013), Bayesian Data Analysis,
3rd edition, chapters 5 and 15. Gelman, A. (2006), Prior distributions for variance parameters in hierarchical models,
Bayesian Analysis 1 (3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.projection.series import Floats

Whole = NDArray[np.int64]

SPREAD = 0.15
"""Prior spread of each effect, of the geometric mean of what is to come and what it comes to."""
DEGREES = 3.0
"""Observations that the prior of a spread counts for."""
SLOPE = 0.5
"""Prior spread of a slope: increments may follow the share reached by as much, either way."""
SLOPE_OF_WAVE = 0.1
"""Prior spread of how much slopes differ from wave to wave."""
FOLLOWING = 0.5
"""Correlation of the effects of one wave and the next."""
DRAWS, WARM_UP, REPEATS = 800, 200, 5
"""Kept steps, steps before them, and projections drawn from each."""
_LEAST_SPREAD = 1e-5
_LEAST_PART = 0.01
"""Of its prior, below which a spread is no longer told from none, so that matrices stay regular."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What ``n`` ended series show; shares of 1."""

    increments: Floats
    shares: Floats
    recent: Floats
    """Recent increments."""
    places: Whole
    """From 0."""
    waves: Whole
    """In order of time, with as many between as there were; none may be without a series."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``m`` running series show today; shares of 1."""

    shares: Floats
    recent: Floats
    places: Whole
    """As in :class:`Taught`; -1 for a place that has no ended series."""
    wave: int


def draw_increments(taught: Taught, asked: Asked, dice: np.random.Generator) -> Floats:
    """Increments to come, drawn from what is known of them.

    Returns
    -------
    Floats
        Shares of 1, one row a draw, one column a running series; not held to what is possible.
    """
    return _Regression(taught, asked).draw(dice)


class _Regression:
    """The matrices of the regression, all but the effects of places side by side, and its draws."""

    def __init__(self, taught: Taught, asked: Asked) -> None:
        self.taught, self.asked = taught, asked
        numbers, at = np.unique(taught.waves, return_inverse=True)
        self.waves = numbers
        level, recent = taught.shares.mean(), taught.recent.mean()
        x = np.column_stack([taught.shares - level, taught.recent - recent])
        of_waves = np.eye(len(numbers))[at]
        mean_shares = np.array([x[at == number, 0].mean() for number in range(len(numbers))])
        slopes = (of_waves[:, :, None] * x[:, None, :]).reshape(len(x), -1)
        self.known = np.column_stack([np.ones(len(x)), x, mean_shares[at], slopes, of_waves])
        self.asked_x = np.column_stack([asked.shares - level, asked.recent - recent])
        self.asked_mean = float(self.asked_x[:, 0].mean())
        spread = SPREAD * np.sqrt(abs(taught.increments).mean() * abs(taught.shares + taught.increments).mean())
        self.spread = max(float(spread), _LEAST_SPREAD)
        # The sums by place that integrating the places out needs.
        count = int(taught.places.max()) + 1
        self.of_place = np.bincount(taught.places, minlength=count).astype(float)
        self.known_of_place = np.zeros((count, self.known.shape[1]))
        np.add.at(self.known_of_place, taught.places, self.known)
        self.increments_of_place = np.bincount(taught.places, taught.increments, minlength=count)
        self.following = FOLLOWING ** abs(np.subtract.outer(numbers, numbers)).astype(float)
        self.unfollowing = np.linalg.inv(self.following)

    def draw(self, dice: np.random.Generator) -> Floats:
        """Run the sampler and project from each kept step."""
        residual = place = wave = self.spread**2
        slopes = np.full(2, SLOPE_OF_WAVE**2)
        drawn = []
        square, products = self.known.T @ self.known, self.known.T @ self.taught.increments
        for step in range(WARM_UP + DRAWS):
            weight = self.of_place / residual + 1 / place
            shared = self.known_of_place / residual / weight[:, None]
            precision = square / residual + self._prior(wave, slopes) - shared.T @ self.known_of_place / residual
            # The noise has the precision for its variance, so what is solved for has its inverse.
            noise = np.linalg.cholesky(precision) @ dice.standard_normal(len(precision))
            of_known = products / residual - shared.T @ self.increments_of_place / residual
            effects = np.linalg.solve(precision, of_known + noise)
            expected = (self.increments_of_place - self.known_of_place @ effects) / residual / weight
            of_places = expected + dice.standard_normal(len(weight)) / np.sqrt(weight)
            rest = self.taught.increments - self.known @ effects - of_places[self.taught.places]
            of_slopes, of_waves = self._by_wave(effects)
            residual = self._spread(residual, float(rest @ rest), len(rest), self.spread, dice)
            place = self._spread(place, float(of_places @ of_places), len(of_places), self.spread, dice)
            wave = self._spread(wave, float(of_waves @ self.unfollowing @ of_waves), len(of_waves), self.spread, dice)
            for number in range(2):
                amount = float(of_slopes[:, number] @ of_slopes[:, number])
                slopes[number] = self._spread(float(slopes[number]), amount, len(of_slopes), SLOPE_OF_WAVE, dice)
            if step >= WARM_UP:
                drawn.append(self._project(effects, of_places, (residual, place, wave), slopes, dice))
        return np.concatenate(drawn)

    def _by_wave(self, effects: Floats) -> tuple[Floats, Floats]:
        """The slopes of each wave, and the effect of each."""
        count = len(self.waves)
        return effects[4 : 4 + 2 * count].reshape(count, 2), effects[4 + 2 * count :]

    def _prior(self, wave: float, slopes: Floats) -> Floats:
        """Precision of the effects before anything is known; flat for the mean."""
        count = len(self.waves)
        diagonal = np.concatenate([[1e-6], np.full(3, SLOPE**-2), np.tile(1 / slopes, count), np.zeros(count)])
        precision = np.diag(diagonal)
        precision[-count:, -count:] = self.unfollowing / wave
        return precision

    @staticmethod
    def _spread(variance: float, amount: float, count: int, prior: float, dice: np.random.Generator) -> float:
        """The next variance, given the last one and the sum of squares of so many effects."""
        # A half-t prior as a mixture of inverse gamma distributions, which never come near to 0.
        mixing = dice.gamma((DEGREES + 1) / 2) / (DEGREES / variance + prior**-2)
        found = float((amount / 2 + DEGREES * mixing) / dice.gamma((count + DEGREES) / 2))
        return max(found, (_LEAST_PART * prior) ** 2)

    def _project(
        self,
        effects: Floats,
        of_places: Floats,
        spreads: tuple[float, float, float],
        slopes: Floats,
        dice: np.random.Generator,
    ) -> Floats:
        """Project once for each of the effects that the wave to come may have: one row each."""
        residual, place, wave = spreads
        of_slopes, of_waves = self._by_wave(effects)
        known = np.flatnonzero(self.waves == self.asked.wave)
        if len(known):
            slope = np.tile(of_slopes[known[0]], (REPEATS, 1))
            effect = np.full(REPEATS, of_waves[known[0]])
        else:
            correlation = FOLLOWING ** abs(self.asked.wave - self.waves).astype(float)
            weights = self.unfollowing @ correlation
            left = max(0.0, 1.0 - float(correlation @ weights))
            slope = dice.standard_normal((REPEATS, 2)) * np.sqrt(slopes)
            effect = float(weights @ of_waves) + dice.standard_normal(REPEATS) * np.sqrt(wave * left)
        shape = (REPEATS, len(self.asked.shares))
        anew = dice.standard_normal(shape) * np.sqrt(place)
        of_place = np.where(self.asked.places >= 0, of_places[self.asked.places], anew)
        rest = dice.standard_normal(shape) * np.sqrt(residual)
        level = effects[0] + effects[3] * self.asked_mean + effect
        return np.asarray(level[:, None] + (effects[1:3] + slope) @ self.asked_x.T + of_place + rest)
