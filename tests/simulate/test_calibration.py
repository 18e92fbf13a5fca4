"""Whether what is said to be probable comes about as often, in campaigns whose truth is known; and that it would show.

Talts, S., Betancourt, M., Simpson, D., Vehtari, A., Gelman, A. (2018), *Validating Bayesian inference algorithms with
simulation-based calibration*: where parameters are drawn as they are believed to be, what comes about has any rank
among what was foretold with the same probability.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from optimizer.projection.projecting import LEVELS, MEDIAN, project
from optimizer.projection.series import Series
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import Threads, simulate
from optimizer.simulate.schedule import Schedule
from tests.worlds.desks_day_by_day import FIRST_DAY, PEOPLE, desks_day_by_day
from tests.worlds.simulated import only

DAYS, PLACES = 60, 12
PARTS = (15, 30, 45)
"""Days of a campaign after which it is forecast: a quarter, half, three quarters."""
RANKS, BINS, TRUTHS = 2_000, 10, 400
BY_CHANCE = {"one_by_one": True, "queues": True, "service_time_spread": 0.6, "household_sizes": (0.35, 0.3, 0.25, 0.1)}
COMMON, OWN = 0.1, 0.05
"""Spreads of the turnout."""


def believed(common: float = COMMON, own: float = OWN) -> Uncertainty:
    return only(**BY_CHANCE, turnout_spread=common, place_turnout_spread=own)


def with_turnout(schedule: Schedule, factors: np.ndarray) -> Schedule:
    """The same campaign where the turnout of each place is known to be another one."""
    arrival = schedule.arrays.arrival
    known = arrival._replace(rate=arrival.rate * factors)
    return replace(schedule, arrays=schedule.arrays._replace(arrival=known))


def came_about() -> np.ndarray:
    """(truths, days): done in all of four places, each truth with parameters drawn as docs/model.md states them."""
    schedule, dice = desks_day_by_day(4, DAYS), np.random.default_rng(11)
    done = []
    for seed in range(TRUTHS):
        common = np.exp(COMMON * dice.standard_normal() - COMMON**2 / 2)
        factors = common * np.exp(OWN * dice.standard_normal(4) - OWN**2 / 2)
        done.append(simulate(with_turnout(schedule, factors), believed(0.0, 0.0), 1, seed).done[0].sum(axis=0))
    return np.array(done)


def histograms(truths: np.ndarray, foretold: np.ndarray) -> np.ndarray:
    """(parts, bins): how many truths have which rank among what was foretold, equal figures in any order."""
    dice, found = np.random.default_rng(5), []
    for day in (*PARTS, DAYS):
        ordered = np.sort(foretold[:, day - 1])
        low, high = (np.searchsorted(ordered, truths[:, day - 1], side) for side in ("left", "right"))
        ranks = dice.integers(low, high + 1)
        found.append(np.histogram(ranks, BINS, (0, len(ordered) + 1))[0])
    return np.array(found)


def lies_in_its_band(counts: np.ndarray) -> bool:
    """Whether each bar is one that a calibrated forecast has in all but one of 10,000 cases."""
    expected = TRUTHS / BINS
    return bool((abs(counts - expected) < 3.9 * np.sqrt(expected * (1 - 1 / BINS))).all())


def test_simulated_quantiles_are_calibrated_and_narrow_ones_would_show() -> None:
    truths, schedule = came_about(), desks_day_by_day(4, DAYS)
    for uncertainty, is_calibrated in ((believed(), True), (believed(COMMON / 2, OWN / 2), False)):
        foretold = simulate(schedule, uncertainty, RANKS, seed=123_456).done.sum(axis=1)
        assert lies_in_its_band(histograms(truths, foretold)) is is_calibrated


EARLIER, FORECASTS = 10, 27


def reported(done: np.ndarray, until: int) -> list[Series]:
    """Totals of campaigns in years that follow each other, reported each quarter; the last runs until a day."""
    found = []
    for number, campaign in enumerate(done):
        first = FIRST_DAY.replace(year=FIRST_DAY.year + number - len(done) + 1)
        days = np.array([day for day in (*PARTS, DAYS) if day <= (until if number == len(done) - 1 else DAYS)])
        ordinals = np.array([(first + timedelta(days=int(day) - 1)).toordinal() for day in days])
        for place, totals in enumerate(campaign):
            counts = totals[days - 1].astype(np.float64)
            origins = ("",) * len(days)
            name = f"{place} {first.year}"
            found.append(Series(name, str(place), ordinals, counts, float(PEOPLE), counts / PEOPLE, origins))
    return found


def forecasts() -> tuple[np.ndarray, np.ndarray]:
    """(forecasts, levels) what was foretold of the last day, and what came about."""
    outcomes = simulate(
        desks_day_by_day(PLACES, DAYS), believed(), FORECASTS * (EARLIER + 1), seed=2, machines=Threads(2)
    )
    foretold, came = [], []
    for number, done in enumerate(np.split(outcomes.done, FORECASTS)):
        until = PARTS[number % len(PARTS)]
        today, end = (FIRST_DAY + timedelta(days=day - 1) for day in (until, DAYS))
        made = project(reported(done, until), today, end, np.random.default_rng(number)).projections
        assert len(made) == PLACES
        foretold += [projection.quantiles[-1] for projection in made]
        came += [float(done[-1, int(projection.series.place), -1]) for projection in made]
    return np.array(foretold), np.array(came)


def covered(quantiles: np.ndarray, came: np.ndarray) -> float:
    """How often the 80 % intervals held what came about."""
    low, high = (quantiles[:, LEVELS.index(level)] for level in (0.1, 0.9))
    return float(((low <= came) & (came <= high)).mean())


def test_forecasts_from_totals_are_calibrated_and_narrow_ones_would_show() -> None:
    quantiles, came = forecasts()
    assert 0.75 <= covered(quantiles, came) <= 0.85
    middle = quantiles[:, [MEDIAN]]
    narrow = middle + (quantiles - middle) / 2
    assert not 0.75 <= covered(narrow, came) <= 0.85
