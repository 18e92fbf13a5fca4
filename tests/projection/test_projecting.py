"""Quantiles of what is to come: in order, possible, as wide as the past was various."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.projection.alignment import by_calendar, by_start, closest
from optimizer.projection.projecting import LEVELS, MEDIAN, Projections, project
from optimizer.projection.rhythm import Rhythm
from optimizer.projection.series import Floats, Series, running, waves
from tests.projection.totals import START, campaigns, curve, series


def projected(found: list[Series], as_of: date, by: date, seed: int = 1) -> Projections:
    return project(found, as_of, by, np.random.default_rng(seed))


def last_day(one: Series) -> date:
    return date.fromordinal(one.last)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=12),
    st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=15), max_size=4),
    st.integers(1, 40),
    st.booleans(),
)
def test_quantiles_are_in_order_and_possible(
    shares: list[float], past: list[list[float]], ahead: int, falls: bool
) -> None:
    drawn = [shares, *past] if falls else [sorted(shares), *map(sorted, past)]
    ended = [
        series(f"past{number}", one, START - timedelta(days=365 * (number + 1)), place="here")
        for number, one in enumerate(drawn[1:])
    ]
    now = series("now", drawn[0], place="here")
    today = last_day(now)
    (projection,) = projected([*ended, now], today, today + timedelta(days=ahead)).projections
    table = projection.quantiles
    assert table.shape == (len(projection.dates), len(LEVELS))
    assert (np.diff(table, axis=1) >= 0).all()
    assert (table >= 0).all()
    assert (table <= now.base).all()
    if not falls:
        assert (np.diff(table, axis=0) >= 0).all()
        assert (table >= now.counts[-1] - 1e-6).all()


def test_campaigns_that_differ_as_a_whole_make_wide_intervals() -> None:
    def width(spread: float) -> float:
        """Of campaigns that are alike for 20 days and then differ as a whole, and places within one hardly at all."""
        dice, found = np.random.default_rng(3), []
        for year in range(2014, 2024):
            later = np.concatenate([np.zeros(20), np.linspace(0, 1, 71)]) * spread * dice.standard_normal()
            shown = 20 if year == 2023 else 91
            for place in range(6):
                shares = np.clip(curve(0.6, 91) + later + 0.002 * dice.standard_normal(), 0, 1)
                found.append(series(f"{place}-{year}", shares[:shown], START.replace(year=year), place=f"{place}"))
        made = projected(found, last_day(found[-1]), last_day(found[-1]) + timedelta(days=71))
        assert len(made.projections) == 6
        return float(np.mean([one.quantiles[-1][-1] - one.quantiles[-1][0] for one in made.projections]))

    narrow, wide = width(0.0), width(0.1)
    assert wide > 2 * narrow
    assert 2 * 1.645 * 100 * 0.7 < wide < 2 * 1.645 * 100 * 1.8


def test_intervals_cover_campaigns_drawn_alike() -> None:
    hits = []
    for seed in range(12):
        dice = np.random.default_rng(seed)
        found = campaigns(dice, 7, 5, 30, 0.1)
        full = campaigns(np.random.default_rng(seed), 7, 5, 91, 0.1)
        came = {one.name: one.counts[-1] for one in full}
        today = last_day(found[-1])
        for one in projected(found, today, today + timedelta(days=61), seed).projections:
            low, high = one.quantiles[-1][[LEVELS.index(0.1), LEVELS.index(0.9)]]
            hits.append(low <= came[one.series.name] <= high)
    assert len(hits) == 60
    assert 0.6 <= np.mean(hits) <= 1.0


def test_what_a_place_always_gained_is_learnt() -> None:
    def shares(later: float) -> Floats:
        return np.concatenate([np.linspace(0.01, 0.2, 20), 0.2 + np.linspace(0, later, 71)])

    gains = {"slow": 0.1, "fast": 0.4}
    past = [
        series(f"{place}-{year}", shares(gain), START.replace(year=year), place=place)
        for year in range(2014, 2024)
        for place, gain in gains.items()
    ]
    # Both stand alike today: what tells them apart is their past, and a place without one lies between.
    now = [series(f"{place}-2024", shares(0)[:20], place=place) for place in (*gains, "new")]
    today = last_day(now[0])
    slow, fast, new = projected([*past, *now], today, today + timedelta(days=71)).projections
    assert slow.teachers == fast.teachers == new.teachers == 20
    assert slow.quantiles[-1][MEDIAN] == pytest.approx(300, abs=20)
    assert fast.quantiles[-1][MEDIAN] == pytest.approx(600, abs=20)
    assert slow.quantiles[-1][MEDIAN] + 50 < new.quantiles[-1][MEDIAN] < fast.quantiles[-1][MEDIAN] - 50
    assert new.quantiles[-1][-1] - new.quantiles[-1][0] > 1.5 * (fast.quantiles[-1][-1] - fast.quantiles[-1][0])


def test_one_series_alone_has_a_wide_interval_around_its_pace() -> None:
    now = series("now", np.arange(1, 31) * 0.01)
    today = last_day(now)
    (projection,) = projected([now], today, today + timedelta(days=30)).projections
    low, middle, high = (projection.quantiles[-1][LEVELS.index(level)] for level in (0.1, 0.5, 0.9))
    assert projection.teachers == 0
    assert 450 < middle < 600
    assert (middle - 300) / (low - 300) > 1.8
    assert (high - 300) / (middle - 300) > 1.5


def test_one_earlier_series_is_no_certainty() -> None:
    past, now = series("past", curve(0.6, 91), START.replace(year=2023)), series("now", curve(0.6, 30))
    found = [past, Series("now", "past", now.days, now.counts, now.base, now.shares, now.origins)]
    today = last_day(now)
    (projection,) = projected(found, today, today + timedelta(days=61)).projections
    assert projection.teachers == 1
    low, middle, high = (projection.quantiles[-1][LEVELS.index(level)] for level in (0.1, 0.5, 0.9))
    assert abs(middle - past.counts[-1]) < 60
    assert high - low > 0.2 * (middle - now.counts[-1])


def test_a_point_alone_is_left_out() -> None:
    two, one = series("two", [0.1, 0.2]), series("one", [0.1], START + timedelta(days=1))
    made = projected([two, one], last_day(two), last_day(two) + timedelta(days=5))
    assert [projection.series.name for projection in made.projections] == ["two"]
    assert [left.name for left in made.left_out] == ["one"]


def test_the_same_dice_give_the_same_forecast() -> None:
    found = campaigns(np.random.default_rng(1), 4, 3, 20, 0.1)
    one, other = (projected(found, last_day(found[-1]), date(2014, 1, 1)) for _ in range(2))
    assert all((a.quantiles == b.quantiles).all() for a, b in zip(one.projections, other.projections, strict=True))


def test_who_is_silent_or_followed_has_ended() -> None:
    old = series("old", [0.1, 0.2, 0.3], START - timedelta(days=200), step=7)
    followed = series("first", [0.1, 0.2, 0.3], START - timedelta(days=10), step=7, place="a")
    follower = series("second", [0.1, 0.2], START + timedelta(days=7), step=7, place="a")
    late = series("late", [0.1, 0.2], START - timedelta(days=7), step=7)
    runs, ended = running([old, followed, follower, late], START + timedelta(days=14))
    assert [one.name for one in runs] == ["second", "late"]
    assert [one.name for one in ended] == ["old", "first"]


def test_series_of_one_time_are_one_wave() -> None:
    found = [series(f"{year}{place}", [0.1] * 50, date(year, 4, place)) for year in (2022, 2023) for place in (1, 9)]
    assert waves(found) == {"20221": 0, "20229": 0, "20231": 1, "20239": 1}


@pytest.mark.parametrize(("shift", "alignment"), [(0, by_calendar), (120, by_start)])
def test_days_correspond_as_the_series_say(shift: int, alignment: object) -> None:
    past = [series(f"{year}", curve(0.6, 150), date(year, 3, 1), place="a") for year in (2021, 2022)]
    now = series("now", curve(0.6, 40), date(2023, 3, 1) + timedelta(days=shift), place="a")
    assert closest([now], past) is alignment


@pytest.mark.parametrize("place", ["shared", "own"])
def test_many_series_are_not_held_against_each_other_one_by_one(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def of(year: int, days: int) -> list[Series]:
        first = date(year, 3, 1)
        places = [f"{number}" if place == "shared" else f"{number} {year}" for number in range(40)]
        return [series(f"{one} {year}", curve(0.6, days), first, place=one) for one in places]

    past, now = [one for year in range(2018, 2023) for one in of(year, 150)], of(2023, 40)
    looked_up, share_on = [], Series.share_on

    def counted(one: Series, day: date) -> float:
        looked_up.append(day)
        return share_on(one, day)

    monkeypatch.setattr(Series, "share_on", counted)
    assert closest(now, past) is by_calendar
    assert len(looked_up) <= 2 * len(past)


def test_reports_begun_early_or_late_do_not_move_a_season() -> None:
    whole = curve(0.6, 120)
    past = [
        series(f"{year}", whole[late:], date(year, 3, 1) + timedelta(days=late), place="a")
        for year, late in ((2020, 0), (2021, 45), (2022, 0))
    ]
    now = series("now", whole[40:60], date(2023, 3, 1) + timedelta(days=40), place="a")
    assert closest([now], past) is by_calendar


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2024-01-01", "2024-02-01", "2024-03-01"], ["2024-04-01", "2024-05-01", "2024-05-20"]),
        (["2023-12-31", "2024-01-31", "2024-02-29"], ["2024-03-31", "2024-04-30", "2024-05-20"]),
        (["2024-04-08", "2024-04-15", "2024-04-22"], ["2024-04-29", "2024-05-06", "2024-05-13", "2024-05-20"]),
    ],
)
def test_reports_to_come_as_they_came(days: list[str], expected: list[str]) -> None:
    found = [date.fromisoformat(day) for day in days]
    counts = np.arange(1.0, len(found) + 1)
    one = Series("a", "a", np.array([day.toordinal() for day in found]), counts, 10.0, counts / 10, ("",) * len(found))
    rhythm = Rhythm.of([one])
    assert [day.isoformat() for day in rhythm.to_come(found[-1], found[-1], date(2024, 5, 20))] == expected


def test_weekends_without_reports_stay_so() -> None:
    found = [day for day in (START + timedelta(days=number) for number in range(30)) if day.weekday() < 5]
    counts = np.arange(1.0, len(found) + 1)
    one = Series("a", "a", np.array([day.toordinal() for day in found]), counts, 99.0, counts / 99, ("",) * len(found))
    to_come = Rhythm.of([one]).to_come(found[-1], found[-1], date(2024, 5, 12))
    assert [day.day for day in to_come] == [1, 2, 3, 6, 7, 8, 9, 10, 12]
