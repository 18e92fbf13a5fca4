"""Streams are independent and repeat themselves, and what is drawn from them has the distribution it should have."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from optimizer.simulate import random_kernel as kernel

DRAWS = 20_000


def stream_of(campaign: int, purpose: Any = kernel.TIMES, name: int = 7, seed: int = 1) -> np.uint64:
    key = kernel.key_of(np.uint64(kernel.campaign_key(np.uint64(seed), np.uint64(campaign))), np.uint64(name))
    return np.uint64(kernel.stream(np.uint64(key), purpose))


def drawn(draw: Callable[[np.uint64], tuple[float, Any]]) -> np.ndarray:
    """One number from the same stream of each of many campaigns."""
    return np.array([draw(stream_of(campaign))[0] for campaign in range(DRAWS)])


def assert_moments(numbers: np.ndarray, mean: float, variance: float) -> None:
    """Mean and variance, within five standard errors; that of the variance by the numbers' own fourth moment."""
    assert abs(numbers.mean() - mean) < 5 * math.sqrt(variance / len(numbers))
    squares = (numbers - mean) ** 2
    assert abs(squares.mean() - variance) < 5 * squares.std() / math.sqrt(len(numbers))


def test_a_stream_is_splitmix64() -> None:
    """The first numbers from 1234567, as the authors' reference implementation has them."""
    at = np.array([1234567], np.uint64)
    numbers = []
    for _ in range(3):
        at += kernel.GOLDEN
        numbers.append(int(kernel.mixed(at[0])))
    assert numbers == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_uniform_numbers_are_uniform_and_never_0_or_1() -> None:
    numbers = drawn(kernel.uniform)
    assert_moments(numbers, 1 / 2, 1 / 12)
    assert numbers.min() > 0.0
    assert numbers.max() < 1.0
    counts = np.histogram(numbers, 20, (0.0, 1.0))[0]
    assert ((counts - DRAWS / 20) ** 2 / (DRAWS / 20)).sum() < 52  # 19 degrees of freedom, 1 in 15,000


@pytest.mark.parametrize("other", [(1, kernel.TIMES, 7, 1), (0, kernel.SERVICE, 7, 1), (0, kernel.TIMES, 8, 1)])
def test_streams_of_another_campaign_purpose_or_name_are_unrelated(other: tuple[int, Any, int, int]) -> None:
    campaign, purpose, name, seed = other
    first = drawn(kernel.uniform)
    second = np.array([kernel.uniform(stream_of(number + campaign, purpose, name, seed))[0] for number in range(DRAWS)])
    assert not np.array_equal(first, second)
    assert abs(np.corrcoef(first, second)[0, 1]) < 5 / math.sqrt(DRAWS)


def test_another_seed_is_another_world() -> None:
    assert kernel.uniform(stream_of(0, seed=1))[0] != kernel.uniform(stream_of(0, seed=2))[0]


def test_numbers_are_the_same_in_another_process() -> None:
    code = (
        "from tests.simulate.test_random_kernel import kernel, stream_of;print(kernel.uniform(stream_of(3))[0].hex())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == float(kernel.uniform(stream_of(3))[0]).hex()


def test_normal_numbers() -> None:
    assert_moments(drawn(kernel.normal), 0.0, 1.0)


def test_factors_have_mean_1() -> None:
    factors = drawn(lambda at: kernel.lognormal(at, 0.3))
    assert_moments(factors, 1.0, math.exp(0.09) - 1.0)
    assert kernel.lognormal(stream_of(0), 0.0)[0] == 1.0


@pytest.mark.parametrize("shape", [0.4, 1.0, 2.8, 30.0])
def test_gamma_numbers(shape: float) -> None:
    assert_moments(drawn(lambda at: kernel.gamma(at, shape)), shape, shape)


def test_shares_have_the_spread_asked_for_as_far_as_a_share_can_have_it() -> None:
    assert_moments(drawn(lambda at: kernel.beta(at, 0.4, 0.3)), 0.4, (0.3 * 0.4) ** 2)
    wide = drawn(lambda at: kernel.beta(at, 0.95, 1.0))
    assert_moments(wide, 0.95, 0.95 * 0.05 / 2)
    assert wide.max() <= 1.0
    assert [kernel.beta(stream_of(0), mean, 0.3)[0] for mean in (0.0, 1.0)] == [0.0, 1.0]
    assert kernel.beta(stream_of(0), 0.4, 0.0)[0] == 0.4


@pytest.mark.parametrize(("trials", "chance"), [(3, 0.2), (12, 0.5), (12, 0.93), (700, 0.016)])
def test_binomial_numbers_have_their_probabilities(trials: int, chance: float) -> None:
    numbers = drawn(lambda at: kernel.binomial(at, trials, chance))
    for successes in range(trials + 1):
        expected = math.comb(trials, successes) * chance**successes * (1 - chance) ** (trials - successes)
        error = 5 * math.sqrt(expected / DRAWS) + 5 / DRAWS
        assert abs((numbers == successes).mean() - expected) < error


@pytest.mark.parametrize(("trials", "chance"), [(5000, 0.2), (5000, 0.8), (100_000, 0.5)])
def test_binomial_numbers_of_many_trials(trials: int, chance: float) -> None:
    assert_moments(
        drawn(lambda at: kernel.binomial(at, trials, chance)), trials * chance, trials * chance * (1 - chance)
    )


def test_more_trials_or_a_higher_chance_never_give_less() -> None:
    for campaign in range(200):
        by_trials = [kernel.binomial(stream_of(campaign), trials, 0.3)[0] for trials in range(60)]
        by_chance = [kernel.binomial(stream_of(campaign), 60, chance / 40)[0] for chance in range(41)]
        assert by_trials == sorted(by_trials)
        assert by_chance == sorted(by_chance)
        assert by_chance[-1] == 60


def test_exponential_numbers() -> None:
    numbers = drawn(kernel.exponential)
    assert_moments(numbers, 1.0, 1.0)
    assert numbers.max() < kernel.MOST_EXPONENTIAL == pytest.approx(-math.log(2.0**-54))


def test_few_trials_succeed_one_by_one() -> None:
    numbers = drawn(lambda at: kernel.successes_of(at, 9, 0.9))
    assert_moments(numbers, 8.1, 0.81)
    for campaign in range(200):
        by_trials = [kernel.successes_of(stream_of(campaign), trials, 0.3)[0] for trials in range(20)]
        assert by_trials == sorted(by_trials)
    assert kernel.successes_of(stream_of(0), 5, 1.0)[0] == 5
    assert kernel.successes_of(stream_of(0), 5, 0.0)[0] == kernel.successes_of(stream_of(0), 0, 0.5)[0] == 0


def test_whole_people_are_as_many_on_average() -> None:
    numbers = drawn(lambda at: kernel.whole(at, 36.9))
    assert set(numbers) == {36, 37}
    assert_moments(numbers, 36.9, 0.09)
    assert kernel.whole(stream_of(0), 4.0)[0] == 4
