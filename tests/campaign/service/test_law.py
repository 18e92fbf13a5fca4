"""How many of those who come are served by closing: shape over a wide grid, and shifts simulated person by person."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer.campaign.service.desks import Service
from optimizer.world.uncertainty import Uncertainty

HOUSEHOLDS = (0.35, 0.3, 0.25, 0.1)
SINGLE = (1.0,)


def weight(sizes: tuple[float, ...]) -> float:
    number = np.arange(1, len(sizes) + 1)
    return float((number**2 * sizes).sum() / (number * sizes).sum())


def service(
    lanes: int, minutes_per_person: float, sizes: tuple[float, ...] = HOUSEHOLDS, minutes: float = 240.0, **known: float
) -> Service:
    uncertainty = Uncertainty(True, weight(sizes), **{"service_time_spread": 0.6, **known})
    return Service(uncertainty, ((0.9, lanes), (0.05, 1)), minutes, minutes_per_person, minutes / minutes_per_person)


GRID = [
    service(lanes, minutes_per_person, sizes, minutes, **known)
    for lanes, minutes_per_person, sizes, minutes, known in product(
        (1, 2, 3),
        (5.0, 6.5, 15.0, 40.0),
        (SINGLE, HOUSEHOLDS),
        (60.0, 240.0),
        ({}, {"service_time_spread": 0.0}, {"down": 0.01, "slow": 0.3, "slow_factor": 3.0}),
    )
]


@pytest.mark.parametrize("of_all", GRID)
def test_the_more_come_the_more_are_served_but_a_smaller_share(of_all: Service) -> None:
    """From next to nobody to six times what the lanes can serve, also close to what they can; with some invited.

    Where more and more invited come to crowded lanes, households make room for single people, and of what has begun at
    closing a little less is left to finish: so many more may come and a little fewer be served.
    """
    full = of_all.crews[0][1] * of_all.a_lane
    people = np.sort(np.concatenate([np.linspace(0.01, 6 * full, 3000), full * np.linspace(0.9999, 1.0001, 201)]))
    nobody = np.zeros_like(people)
    more_own = [(people + invited, people) for invited in (nobody, nobody + 0.1 * full, nobody + full)]
    more_of_both = [(people, 0.3 * people), (people, nobody)]
    more_invited = [(people + own, nobody + own) for own in (0.1 * full, full)]
    for come, own in (*more_own, *more_of_both, *more_invited):
        share = of_all.share(come, own)
        assert (np.diff(share) <= 1e-6).all()
        assert share.max() <= 0.95 * (1 - of_all.uncertainty.down) + 1e-12
        assert share.min() > 0
        assert (share * come <= of_all.most + 1e-9).all()
    for come, own in (*more_own, *more_of_both):
        assert (np.diff(of_all.share(come, own) * come) >= -1e-6).all()


def test_nobody_is_served_when_the_system_is_always_down() -> None:
    assert service(1, 5.0, down=1.0).share(10.0, 10.0) == 0.0


def test_without_queues_the_lanes_serve_what_they_can() -> None:
    """Of 60 the two lanes serve 48 on half of the days, and 24 on slow ones; in one of ten shifts nobody is there."""
    known = Uncertainty(down=0.1, slow=0.4, slow_factor=2.0)
    of_two = Service(known, ((0.9, 2),), 240.0, 10.0, 24.0)
    assert of_two.share(60.0, 60.0) * 60 == pytest.approx(0.9 * (0.5 * 48 + 0.4 * 24))
    assert of_two.most == pytest.approx(0.9 * (0.5 * 48 + 0.4 * 24))


def simulated_share(
    draw: np.random.Generator, people: float, sizes: tuple[float, ...], lanes: int, minutes_per_person: float
) -> tuple[float, float]:
    """Served of those who come to shifts of 240 minutes, and the standard error; service as long as it takes."""
    number = np.arange(1, len(sizes) + 1)
    shifts, served, came = 4000, [], 0
    for _ in range(shifts):
        households = draw.choice(number, size=draw.poisson(people / (number * sizes).sum()), p=sizes)
        free, count = np.zeros(lanes), 0
        for at, members in zip(np.sort(draw.uniform(0, 240, len(households))), households, strict=True):
            for _ in range(members):
                lane = free.argmin()
                begin = max(at, free[lane])
                if begin < 240:
                    count += 1
                    free[lane] = begin + minutes_per_person * draw.gamma(1 / 0.36, 0.36)
        served.append(count)
        came += int(households.sum())
    # Who is served beyond or below what the number of comers lets expect.
    return float(np.mean(served)) / (came / shifts), float(np.std(served) / people / np.sqrt(shifts))


@pytest.mark.parametrize("load", [0.3, 0.7, 1.0, 1.5])
@pytest.mark.parametrize(
    ("lanes", "minutes_per_person", "sizes"), [(1, 5.0, HOUSEHOLDS), (2, 6.5, HOUSEHOLDS), (1, 15.0, SINGLE)]
)
def test_as_many_are_served_as_in_simulated_shifts(
    lanes: int, minutes_per_person: float, sizes: tuple[float, ...], load: float
) -> None:
    people = load * lanes * 240 / minutes_per_person
    known = Uncertainty(True, weight(sizes), 0.6)
    of_all = Service(known, ((1.0, lanes),), 240.0, minutes_per_person, 240 / minutes_per_person)
    share, error = simulated_share(np.random.default_rng(1), people, sizes, lanes, minutes_per_person)
    assert of_all.share(people, people) == pytest.approx(share, abs=0.02 * share + 3 * error)
