"""A day of a desk by the simulator is that of a simulation by events in SimPy: the same law, written twice."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from benchmarks.desk_day import DeskDay, Hall, by_kernel

DAYS = 1_500
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@pytest.mark.parametrize(
    "day",
    [
        DeskDay(),
        DeskDay(waiting=(400, 0), invitations=(0, 0), arrival=(0.2, 0.5), lanes=2),
        DeskDay(waiting=(60, 30), arrival=(0.1, 0.9), invitations=(70, 20), service_time_spread=1.5),
        DeskDay(waiting=(300, 200), household_sizes=(1.0,), lanes=3, minutes=120.0, service_time_spread=0.0),
        DeskDay(waiting=(500, 9), household_sizes=(0.1, 0.0, 0.0, 0.2, 0.7), minutes_per_person=8.0),
    ],
    ids=["as usual", "two lanes", "few wait", "all alone", "large families"],
)
def test_mean_and_quantiles_are_those_of_a_simulation_by_events(day: DeskDay) -> None:
    dice = random.Random(7)
    ours = np.array([by_kernel(day, seed) for seed in range(DAYS)])
    theirs = np.array([Hall(day, dice).open() for _ in range(DAYS)])
    for mine, other in zip(ours.T, theirs.T, strict=True):
        error = math.sqrt((mine.var() + other.var()) / DAYS)
        assert abs(mine.mean() - other.mean()) < 4.5 * error + 1e-9
        for quantile in np.quantile(other, SHARES):
            below = [float((numbers <= quantile).mean()) for numbers in (mine, other)]
            share = sum(below) / 2
            assert abs(below[0] - below[1]) < 4.5 * math.sqrt(2 * share * (1 - share) / DAYS) + 1e-9
