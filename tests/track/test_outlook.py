"""What simulated campaigns say of the rest of one: held against campaigns whose end is known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.track.outlook import Reported, given, known, outlook

DAYS = tuple(date(2024, 4, 1) + timedelta(days=day) for day in range(30))


def campaigns(count, seed=1, factor=1.0, spread=0.15):
    """Campaigns in which a turnout common to all days is estimated wrong, and people come by chance."""
    random = np.random.default_rng(seed)
    turnout = factor * random.lognormal(-(spread**2) / 2, spread, count)
    return random.poisson(20 * turnout[:, None], (count, len(DAYS))).cumsum(axis=1).astype(float)


def until(drawn, today, actual) -> Reported:
    """So many done on all days until today, which were reported."""
    reported = np.full(drawn.shape[1], np.nan)
    reported[: today + 1] = [0.0] * today + [actual]
    found = known(np.diff(drawn, axis=1, prepend=0.0)[:, None, :], reported[None, :])
    assert found is not None
    return found


@pytest.mark.parametrize(("factor", "spread", "least"), [(1.0, 0.15, 0.87), (0.8, 0.05, 0.8), (1.2, 0.05, 0.8)])
@pytest.mark.parametrize("today", [4, 14, 24])
def test_intervals_cover_and_chances_come_true(factor, spread, least, today):
    """Of 90 % intervals, also where reality lies at the edge of what was simulated: 0.8 and 1.2 are 1.3 spreads off."""
    drawn, real = campaigns(1000), campaigns(400, seed=2, factor=factor, spread=spread)
    target = float(np.quantile(real[:, -1], 0.5))
    found = [outlook(drawn, DAYS, target, DAYS[-5], 0.0, until(drawn, today, actual)) for actual in real[:, today]]
    covered = np.mean([each.low <= end <= each.high for each, end in zip(found, real[:, -1], strict=True)])
    assert least <= covered <= 0.95
    chances = np.array([each.chance for each in found])
    reached = real[:, -1] >= target
    assert ((chances - reached) ** 2).mean() < 0.25, "better than to say one half of all of them"


def test_without_reports_the_campaigns_are_as_simulated():
    drawn = campaigns(1001)
    found = outlook(drawn, DAYS, 600.0, DAYS[-5], 0.0, None)
    assert found.not_more is None
    assert found.chance == pytest.approx((drawn[:, -1] >= 600).mean())
    assert found.median == np.median(drawn[:, -1])


def test_a_campaign_goes_on_from_what_is_done_and_never_back():
    drawn = campaigns(500)
    moved = given(until(drawn, 10, 260.0))
    assert moved[:, 10] == pytest.approx(260.0)
    assert (np.diff(moved, axis=1) >= 0).all()
    assert moved[:, -1].mean() > drawn[:, -1].mean(), "more than expected so far is more in what follows"


def test_where_all_campaigns_are_alike_the_difference_stays():
    moved = given(until(np.tile(np.arange(30.0), (5, 1)), 10, 8.0))
    assert moved[0, 10:] == pytest.approx([8.0 + day for day in range(20)])


def test_a_target_that_is_met_already_is_sure_and_has_its_day():
    drawn = campaigns(100)
    found = outlook(drawn, DAYS, 100.0, DAYS[-5], 0.0, until(drawn, 10, 120.0))
    assert (found.chance, found.early_chance) == (1.0, 1.0)
    assert found.finish is not None
    assert found.finish <= DAYS[10]
    never = outlook(drawn, DAYS, 10_000.0, DAYS[-5], 0.0, until(drawn, 10, 120.0))
    assert (never.chance, never.finish) == (0.0, None)


@pytest.mark.parametrize("share", [0.3, 0.8])
@pytest.mark.parametrize("last", [7, 14, 29])
def test_days_that_nobody_reported_stay_open(share, last):
    """Two places, of whose days until the last one a share was reported: intervals cover, and chances come true."""
    random = np.random.default_rng(4)

    def steps(count):
        turnout = random.lognormal(-(0.15**2) / 2, 0.15, count)
        return random.poisson(10 * turnout[:, None, None], (count, 2, len(DAYS))).astype(float)

    drawn, real = steps(1000), steps(300)
    totals, ends = drawn.sum(axis=1).cumsum(axis=1), real.sum(axis=(1, 2))
    target = float(np.quantile(ends, 0.3))
    covered, chances = [], []
    for campaign, end in zip(real, ends, strict=True):
        is_told = random.random(campaign.shape) < share
        is_told[:, last + 1 :] = False
        found = outlook(totals, DAYS, target, DAYS[-5], 0.0, known(drawn, np.where(is_told, campaign, np.nan)))
        covered.append(found.low <= end <= found.high)
        chances.append(found.chance)
    assert 0.86 <= np.mean(covered) <= 0.96
    assert np.mean(chances) == pytest.approx(0.7, abs=0.05)


def test_where_nothing_is_reported_of_a_target_nothing_is_known():
    drawn = np.ones((3, 2, 4))
    assert known(drawn, np.full((2, 4), np.nan)) is None
    nothing_done = np.full((2, 4), np.nan)
    nothing_done[0, 0] = 0.0
    found = known(drawn, nothing_done)
    assert found is not None
    assert found.drawn.tolist() == [1.0, 1.0, 1.0]
    assert found.open_still[0].tolist() == [1.0, 3.0, 5.0, 7.0], "the other place, and what is to come of both"
