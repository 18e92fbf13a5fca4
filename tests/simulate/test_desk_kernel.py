"""Who comes to a desk and who is served by closing, against figures worked out otherwise."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from optimizer.simulate import desk_kernel as kernel
from optimizer.simulate import random_kernel
from optimizer.simulate.room import Room, room_for

HOUSEHOLDS = np.array([0.35, 0.30, 0.25, 0.10])
ALONE = np.array([1.0])
SHIFT = 240.0
SHIFTS = 4_000


def room(people: int, lanes: int = 1, shares: np.ndarray = HOUSEHOLDS, spread: float = 0.6) -> Room:
    """For two segments at most."""
    per_person = shares / (shares * np.arange(1, len(shares) + 1)).sum()
    return room_for(people, 2, lanes, per_person, spread)


def key(campaign: int) -> np.uint64:
    return np.uint64(random_kernel.campaign_key(np.uint64(5), np.uint64(campaign)))


def come(
    desk: Room, campaign: int, waiting: list[float], arrival: list[float], invited: list[float] | None = None
) -> tuple[int, int]:
    """Parties and people that come in one shift."""
    hazards = np.array([kernel.hazard_of(chance) for chance in arrival])
    which, follow = np.array([range(len(waiting))]), np.array([invited or [0.0] * len(waiting)])
    return kernel.everybody_comes(desk, np.array(waiting), 0, len(waiting), hazards, which, follow, 0, key(campaign))


def served_in(
    desk: Room, campaign: int, count: int, lanes: int, mean: float, minutes: float = SHIFT
) -> tuple[int, float]:
    """People served by closing, and minutes they waited."""
    desk.served[:] = 0
    kernel.come_at_any_time(desk, count, minutes, key(campaign))
    waited = kernel.wait_and_be_served(desk, count, lanes, minutes, mean, key(campaign))
    return int(desk.served.sum()), waited


def test_households_bring_as_many_people_as_come_alone_but_less_evenly() -> None:
    """Mean p R; variance p (1 - p) R times the mean square of the sizes over their mean, 5.4 / 2.1."""
    people, chance = 1000, 0.03
    for shares, factor in ((ALONE, 1.0), (HOUSEHOLDS, 5.4 / 2.1)):
        desk = room(people, shares=shares)
        numbers = np.array([come(desk, c, [float(people)], [chance])[1] for c in range(SHIFTS)])
        variance = people * chance * (1 - chance) * factor
        assert abs(numbers.mean() - people * chance) < 5 * math.sqrt(variance / SHIFTS)
        assert numbers.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / SHIFTS))


def test_households_have_the_sizes_asked_for() -> None:
    desk = room(3000)
    sizes: Counter[int] = Counter()
    for campaign in range(300):
        count, _ = come(desk, campaign, [2500.0], [0.1])
        sizes.update(desk.parties["size"][:count].tolist())
    shares = [sizes[size] / sizes.total() for size in (1, 2, 3, 4)]
    assert shares == pytest.approx(HOUSEHOLDS.tolist(), abs=5 * math.sqrt(0.25 / sizes.total()) + 0.002)


@pytest.mark.parametrize("people", [0, 1, 2, 3, 7, 50])
def test_everybody_comes_who_surely_does(people: int) -> None:
    desk = room(people)
    count, came = come(desk, 0, [float(people)], [1.0])
    assert came == people == desk.parties["size"][:count].sum()


def test_the_invited_come_alone_and_no_more_than_are_left() -> None:
    desk = room(60, lanes=1)
    count, came = come(desk, 0, [30.0, 20.0], [1.0, 0.0], invited=[9.0, 25.0])
    assert came == 50
    by_segment = Counter((int(party["segment"]), int(party["size"])) for party in desk.parties[:count])
    assert by_segment[1, 1] == 20
    assert sum(size * number for (segment, size), number in by_segment.items() if segment == 0) == 30


@pytest.mark.parametrize(
    ("load", "served"), [(0.3, 14.2), (0.5, 23.3), (0.7, 31.5), (0.9, 38.1), (1.0, 40.4), (1.2, 43.9), (1.5, 46.5)]
)
def test_one_lane_serves_as_many_as_measured_apart(load: float, served: float) -> None:
    """One lane, five minutes, coefficient of variation 0.6, 240 minutes: simulated by others, 20,000 shifts a point."""
    desk, people = room(40_000), 20_000.0
    numbers = np.empty(SHIFTS)
    for campaign in range(SHIFTS):
        count, _ = come(desk, campaign, [people], [load * 48 / people])
        numbers[campaign] = served_in(desk, campaign, count, 1, 5.0)[0]
    assert numbers.mean() == pytest.approx(served, abs=0.06 + 4 * numbers.std() / math.sqrt(SHIFTS))


def test_nobody_begins_after_closing_but_what_is_begun_is_finished() -> None:
    """One lane, 100 minutes each: whoever comes first is served; a second one only before minute 240."""
    desk = room(3, lanes=3, shares=ALONE, spread=0.0)
    count, _ = come(desk, 0, [3.0], [1.0])
    assert served_in(desk, 0, count, 1, 250.0)[0] == 1
    assert served_in(desk, 0, count, 3, 250.0)[0] == 3


def test_short_and_long_lines_are_sorted_alike() -> None:
    for people in (40, 400):
        desk = room(people, shares=ALONE)
        count, _ = come(desk, 0, [float(people)], [1.0])
        kernel.come_at_any_time(desk, count, SHIFT, key(0))
        assert count == people
        assert np.array_equal(desk.times[desk.order[:count]], np.sort(desk.times[:count]))
        assert sorted(desk.order[:count].tolist()) == list(range(count))


def test_without_queues_the_lanes_serve_what_they_can_of_any_segment() -> None:
    desk = room(100)
    easy = []
    for campaign in range(SHIFTS):
        count, _ = come(desk, campaign, [60.0, 40.0], [1.0, 1.0])
        desk.served[:] = 0
        kernel.come_at_any_time(desk, count, SHIFT, key(campaign))
        kernel.be_served_up_to(desk, count, 48.5, key(campaign))
        assert desk.served.sum() in (48, 49)
        easy.append(desk.served[0])
    assert np.mean(easy) == pytest.approx(0.6 * 48.5, abs=5 * np.std(easy) / math.sqrt(SHIFTS))


def test_pupils_are_served_one_after_another_until_the_time_is_over() -> None:
    """In 100 minutes of four each, 25 begin; with spread, about (1 + v²) / 2 more than 100 / 4 (renewal theory)."""

    def served(campaign: int, people: int, spread: float, *, queues: bool) -> int:
        desk = room(0, spread=spread)
        return int(kernel.served_one_after_another(desk, people, 100.0, 4.0, queues, key(campaign)))

    assert (served(0, 30, 0.0, queues=True), served(0, 20, 0.6, queues=True)) == (25, 20)
    many = [served(campaign, 99, 0.6, queues=True) for campaign in range(SHIFTS)]
    assert np.mean(many) == pytest.approx(25 + (1 + 0.36) / 2, abs=5 * np.std(many) / math.sqrt(SHIFTS) + 0.02)
    assert served(0, 99, 0.6, queues=False) == 25
