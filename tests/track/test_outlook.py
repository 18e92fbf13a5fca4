"""What simulated campaigns say of the rest of one: held against campaigns whose end is known."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.track.outlook import given, outlook

DAYS = tuple(date(2024, 4, 1) + timedelta(days=day) for day in range(30))


def campaigns(count, seed=1, factor=1.0, spread=0.15):
    """Campaigns in which a turnout common to all days is estimated wrong, and people come by chance."""
    random = np.random.default_rng(seed)
    turnout = factor * random.lognormal(-(spread**2) / 2, spread, count)
    return random.poisson(20 * turnout[:, None], (count, len(DAYS))).cumsum(axis=1).astype(float)


@pytest.mark.parametrize(("factor", "spread", "least"), [(1.0, 0.15, 0.87), (0.8, 0.05, 0.8), (1.2, 0.05, 0.8)])
@pytest.mark.parametrize("today", [4, 14, 24])
def test_intervals_cover_and_chances_come_true(factor, spread, least, today):
    """Of 90 % intervals, also where reality lies at the edge of what was simulated: 0.8 and 1.2 are 1.3 spreads off."""
    drawn, real = campaigns(1000), campaigns(400, seed=2, factor=factor, spread=spread)
    target = float(np.quantile(real[:, -1], 0.5))
    found = [outlook(drawn, DAYS, target, DAYS[-5], 0.0, (DAYS[today], actual)) for actual in real[:, today]]
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
    moved = given(drawn, 10, 260.0, 0.0)
    assert moved[:, 10] == pytest.approx(260.0)
    assert (np.diff(moved, axis=1) >= 0).all()
    assert moved[:, -1].mean() > drawn[:, -1].mean(), "more than expected so far is more in what follows"


def test_where_all_campaigns_are_alike_the_difference_stays():
    moved = given(np.tile(np.arange(30.0), (5, 1)), 10, 8.0, 0.0)
    assert moved[0, 10:] == pytest.approx([8.0 + day for day in range(20)])


def test_a_target_that_is_met_already_is_sure_and_has_its_day():
    found = outlook(campaigns(100), DAYS, 100.0, DAYS[-5], 0.0, (DAYS[10], 120.0))
    assert (found.chance, found.early_chance) == (1.0, 1.0)
    assert found.finish is not None
    assert found.finish <= DAYS[10]
    never = outlook(campaigns(100), DAYS, 10_000.0, DAYS[-5], 0.0, (DAYS[10], 120.0))
    assert (never.chance, never.finish) == (0.0, None)
