"""Who comes to a desk and who is served by closing, against figures worked out otherwise."""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from optimizer.simulate import desk_kernel as kernel
from optimizer.simulate import random_kernel

HOUSEHOLDS = np.array([0.35, 0.30, 0.25, 0.10])
ALONE = np.array([1.0])
SHIFT = 240.0
SHIFTS = 4_000
NAME = np.uint64(11)


@dataclass(frozen=True)
class Room:
    """Buffers of one desk."""

    parties: np.ndarray
    counts: np.ndarray
    free: np.ndarray

    @property
    def served(self) -> np.ndarray:
        return self.counts[kernel.SERVED]


def room(people: int, lanes: int = 1) -> Room:
    return Room(np.zeros(people + 1, kernel.PARTY), np.zeros((3, 4), np.int64), np.zeros(lanes))


def key(campaign: int) -> np.uint64:
    return np.uint64(random_kernel.campaign_key(np.uint64(5), np.uint64(campaign)))


def come(
    desk: Room, campaign: int, waiting: list[float], arrival: list[float], shares: np.ndarray,
    factor: float = 1.0, invited: list[float] | None = None,
) -> tuple[int, int]:  # fmt: skip
    """Parties and people that come in one shift."""
    follow = np.array([invited or [0.0] * len(waiting)])
    per_person = shares / (shares * np.arange(1, len(shares) + 1)).sum()
    return kernel.everybody_comes(
        desk.parties, desk.counts, np.array(waiting), 0, len(waiting), np.array([arrival]), follow, 0, factor,
        per_person, key(campaign), NAME, np.zeros(1, np.uint64),
    )  # fmt: skip


def served_in(
    desk: Room, campaign: int, count: int, lanes: int, mean: float, spread: float, minutes: float = SHIFT
) -> tuple[int, float]:
    """People served by closing, and minutes they waited."""
    state = np.zeros(1, np.uint64)
    desk.served[:] = 0
    kernel.come_at_any_time(desk.parties, count, minutes, key(campaign), NAME, state)
    waited = kernel.wait_and_be_served(
        desk.parties, count, desk.counts, desk.free, lanes, minutes, mean, spread, key(campaign), NAME, state
    )
    return int(desk.served.sum()), waited


def test_households_bring_as_many_people_as_come_alone_but_less_evenly() -> None:
    """Mean p R; variance p (1 - p) R times the mean square of the sizes over their mean, 5.4 / 2.1."""
    desk, people, chance = room(1200), 1000, 0.03
    for shares, factor in ((ALONE, 1.0), (HOUSEHOLDS, 5.4 / 2.1)):
        numbers = np.array([come(desk, c, [float(people)], [chance], shares)[1] for c in range(SHIFTS)])
        variance = people * chance * (1 - chance) * factor
        assert abs(numbers.mean() - people * chance) < 5 * math.sqrt(variance / SHIFTS)
        assert numbers.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / SHIFTS))


def test_households_have_the_sizes_asked_for() -> None:
    desk = room(3000)
    sizes: Counter[int] = Counter()
    for campaign in range(300):
        count, _ = come(desk, campaign, [2500.0], [0.1], HOUSEHOLDS)
        sizes.update(desk.parties["size"][:count].tolist())
    shares = [sizes[size] / sizes.total() for size in (1, 2, 3, 4)]
    assert shares == pytest.approx(HOUSEHOLDS.tolist(), abs=5 * math.sqrt(0.25 / sizes.total()) + 0.002)


@pytest.mark.parametrize("people", [0, 1, 2, 3, 7, 50])
def test_everybody_comes_who_surely_does(people: int) -> None:
    desk = room(people)
    count, came = come(desk, 0, [float(people)], [0.7], HOUSEHOLDS, factor=2.0)
    assert came == people == desk.parties["size"][:count].sum()


def test_the_invited_come_alone_and_no_more_than_are_left() -> None:
    desk = room(60, lanes=1)
    count, came = come(desk, 0, [30.0, 20.0], [1.0, 0.0], HOUSEHOLDS, invited=[9.0, 25.0])
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
        count, _ = come(desk, campaign, [people], [load * 48 / people], HOUSEHOLDS)
        numbers[campaign] = served_in(desk, campaign, count, 1, 5.0, 0.6)[0]
    assert numbers.mean() == pytest.approx(served, abs=0.06 + 4 * numbers.std() / math.sqrt(SHIFTS))


def one_day(draw: random.Random, people: int, lanes: int, mean: float, spread: float) -> tuple[int, float]:
    """The same desk day by a list of events: arrivals and ends of service, and a line of people in between."""
    events = [(draw.uniform(0, SHIFT), 0, number) for number in range(people)]
    heapq.heapify(events)
    line: list[float] = []
    idle, served, waited = lanes, 0, 0.0
    while events:
        now, is_end, _ = heapq.heappop(events)
        if is_end:
            idle += 1
        else:
            line.append(now)
        while idle and line and now < SHIFT:
            waited += now - line.pop(0)
            served += 1
            idle -= 1
            work = draw.gammavariate(1 / spread**2, mean * spread**2) if spread else mean
            heapq.heappush(events, (now + work, 1, served))
    return served, waited


@pytest.mark.parametrize(("people", "lanes", "spread"), [(40, 1, 0.6), (60, 1, 0.0), (90, 2, 1.5), (170, 3, 0.6)])
def test_a_desk_day_is_that_of_a_simulation_by_events(people: int, lanes: int, spread: float) -> None:
    """Mean and quantiles of people served and of minutes waited."""
    desk = room(people, lanes)
    ours, theirs = [], []
    draw = random.Random(3)
    for campaign in range(SHIFTS):
        count, _ = come(desk, campaign, [float(people)], [1.0], ALONE)
        ours.append(served_in(desk, campaign, count, lanes, 5.0, spread))
        theirs.append(one_day(draw, people, lanes, 5.0, spread))
    for column in (0, 1):
        first, second = (np.array([day[column] for day in days]) for days in (ours, theirs))
        error = math.sqrt((first.var() + second.var()) / SHIFTS)
        assert abs(first.mean() - second.mean()) < 5 * error
        for share in (0.1, 0.5, 0.9):
            # Standard error of a quantile, the density by a normal one with the same spread.
            assert abs(np.quantile(first, share) - np.quantile(second, share)) <= 1 + 10 * error


def test_nobody_begins_after_closing_but_what_is_begun_is_finished() -> None:
    """One lane, 100 minutes each: whoever comes first is served; a second one only before minute 240."""
    desk = room(3, lanes=3)
    count, _ = come(desk, 0, [3.0], [1.0], ALONE)
    assert served_in(desk, 0, count, 1, 250.0, 0.0)[0] == 1
    assert served_in(desk, 0, count, 3, 250.0, 0.0)[0] == 3


def test_short_and_long_lines_are_sorted_alike() -> None:
    for people in (40, 400):
        desk = room(people)
        count, _ = come(desk, 0, [float(people)], [1.0], ALONE)
        served_in(desk, 0, count, 1, 1.0, 0.5)
        times = desk.parties["time"][desk.parties["order"][:count]]
        assert np.array_equal(times, np.sort(desk.parties["time"][:count]))
        assert sorted(desk.parties["order"][:count].tolist()) == list(range(count))


def test_without_queues_the_lanes_serve_what_they_can_of_any_segment() -> None:
    desk, state = room(100, lanes=1), np.zeros(1, np.uint64)
    easy = []
    for campaign in range(SHIFTS):
        count, _ = come(desk, campaign, [60.0, 40.0], [1.0, 1.0], HOUSEHOLDS)
        desk.served[:] = 0
        kernel.come_at_any_time(desk.parties, count, SHIFT, key(campaign), NAME, state)
        kernel.be_served_up_to(desk.parties, count, desk.counts, 48.5, key(campaign), NAME, state)
        assert desk.served.sum() in (48, 49)
        easy.append(desk.served[0])
    assert np.mean(easy) == pytest.approx(0.6 * 48.5, abs=5 * np.std(easy) / math.sqrt(SHIFTS))


def test_pupils_are_served_one_after_another_until_the_time_is_over() -> None:
    """In 100 minutes of four each, 25 begin; with spread, about (1 + v²) / 2 more than 100 / 4 (renewal theory)."""
    state = np.zeros(1, np.uint64)
    fixed = kernel.served_one_after_another(30, 100.0, 4.0, 0.0, True, key(0), NAME, state)
    few = kernel.served_one_after_another(20, 100.0, 4.0, 0.6, True, key(0), NAME, state)
    assert (fixed, few) == (25, 20)
    many = [kernel.served_one_after_another(99, 100.0, 4.0, 0.6, True, key(c), NAME, state) for c in range(SHIFTS)]
    assert np.mean(many) == pytest.approx(25 + (1 + 0.36) / 2, abs=5 * np.std(many) / math.sqrt(SHIFTS) + 0.02)
    assert kernel.served_one_after_another(99, 100.0, 4.0, 0.6, False, key(0), NAME, state) == 25
