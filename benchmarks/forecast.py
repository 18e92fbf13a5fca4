"""How good forecasts from reported totals are: seasons of many places, each forecast with what was known by then.

For each season from 2013 on, as of the first of October, December and February, the last date of the season is
forecast and held against what came, beside the naive forecast: today's share and the mean past increment of the place,
with the errors that this forecast made in the seasons before as its spread.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.scores import Floats, IntervalScore, covered, weighted_interval_score
from optimizer.projection.projecting import LEVELS, project
from optimizer.projection.reading import read_reports
from optimizer.projection.series import Series

MONTHS = {"October": (0, 10), "December": (0, 12), "February": (1, 2)}
"""Years after that in which the season begins, and the month, of the day that is taken for today."""
FIRST_LEARNT, FIRST_SCORED = 2009, 2013
SEED = 1
ALL_SERIES = date(9999, 1, 1)


@dataclass
class Scored:
    """Forecasts and what came, in percentage points, for one month; one entry a season."""

    observed: list[Floats] = field(default_factory=list)
    quantiles: list[Floats] = field(default_factory=list)
    naive: list[Floats] = field(default_factory=list)
    seasons: list[int] = field(default_factory=list)


def season_of(one: Series) -> int:
    """The year in which a season begins, by its last report: seasons end from December to May."""
    last = date.fromordinal(one.last)
    return last.year if last.month > 6 else last.year - 1


def naive_increments(every: list[Series], season: int, today: date, end: date) -> dict[str, float]:
    """The mean past increment of each place between two dates of the year."""
    found: dict[str, list[float]] = {}
    for one in every:
        years = season - season_of(one)
        if years > 0:
            start, stop = (day.replace(year=day.year - years).toordinal() for day in (today, end))
            if one.first <= start and stop <= one.last:
                found.setdefault(one.place, []).append(one.share_on(stop) - one.share_on(start))
    return {place: 100 * float(np.mean(increments)) for place, increments in found.items()}


def score(file: Path, month: str) -> Scored:
    """Forecast all seasons as of one month."""
    every = list(read_reports(file, ALL_SERIES).series)
    later, number = MONTHS[month]
    scored, errors = Scored(), [np.zeros(0)]
    for season in sorted({season_of(one) for one in every}):
        today = date(season + later, number, 1)
        running = [one for one in every if season_of(one) == season and one.first <= today.toordinal() < one.last]
        if season < FIRST_LEARNT or not running:
            continue
        end = date.fromordinal(max(one.last for one in running))
        means = naive_increments(every, season, today, end)
        running = [one for one in running if one.last == end.toordinal() and one.place in means]
        observed = np.array([100 * one.shares[-1] for one in running])
        naive = np.array([100 * one.share_on(today.toordinal()) + means[one.place] for one in running])
        if season >= FIRST_SCORED:
            known = read_reports(file, today).series
            made = {
                projection.series.name: 100 * projection.quantiles[-1] / projection.series.base
                for projection in project(known, today, end, np.random.default_rng(SEED)).projections
            }
            past = np.quantile(np.concatenate(errors), LEVELS)
            past[LEVELS.index(0.5)] = 0.0
            scored.observed.append(observed)
            scored.quantiles.append(np.array([made[one.name] for one in running]))
            scored.naive.append(np.sort(naive[:, None] + past, axis=1))
            scored.seasons.append(season)
        errors.append(observed - naive)
    return scored


def lines(month: str, scored: Scored) -> Iterator[str]:
    """The figures of one month."""
    observed, quantiles, naive = (np.concatenate(parts) for parts in (scored.observed, scored.quantiles, scored.naive))
    errors = [float(abs(observed - made[:, LEVELS.index(0.5)]).mean()) for made in (quantiles, naive)]
    ours, theirs = (_means(weighted_interval_score(observed, made)) for made in (quantiles, naive))
    yield f"{month}: {len(observed)} forecasts"
    yield f"  mean absolute error {errors[0]:.2f}, naive {errors[1]:.2f}, ratio {errors[0] / errors[1]:.3f}"
    yield (
        f"  weighted interval score {ours[0]:.3f} (over {ours[1]:.3f}, under {ours[2]:.3f}, spread {ours[3]:.3f}), "
        f"naive {theirs[0]:.3f} (over {theirs[1]:.3f}, under {theirs[2]:.3f}, spread {theirs[3]:.3f}), "
        f"ratio {ours[0] / theirs[0]:.3f}"
    )
    by_season = [
        f"{season} {covered(came, made).mean():.2f}"
        for season, came, made in zip(scored.seasons, scored.observed, scored.quantiles, strict=True)
    ]
    yield f"  80 % intervals cover {covered(observed, quantiles).mean():.3f}; by season {', '.join(by_season)}"


def _means(found: IntervalScore) -> list[float]:
    return [float(part.mean()) for part in found]


def main() -> None:
    """Print the figures of each month, and how long all took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="CSV file: series,place,date,cumulative,base; a series a season")
    file = parser.parse_args().file
    started = time.perf_counter()
    for month in MONTHS:
        print(*lines(month, score(file, month)), sep="\n")
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
