"""The verifier's expected numbers served: by hand, against simulated shifts, and never rising where they must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from heapq import heapreplace
from math import comb
from random import Random

import pytest

from optimizer.scenario.schema.uncertainty import Absence, NationalSystem, Uncertainty
from optimizer.scenario.schema.work import Crew
from optimizer.verify.serving import Arrivals, Hours, Serving
from optimizer.world.plan import OpeningRow

CERTAIN = Uncertainty(absence=Absence(share=0.0), national_system=NationalSystem(down=0.0))
"""Queues, but nobody falls ill and the system is always up."""
UNHURRIED = CERTAIN.model_copy(update={"queues": False})
ROW = OpeningRow(
    date=date(2024, 4, 4),
    shift="morning",
    post="desk",
    place="tan_phu",
    stream="activation",
    lanes=2,
    officers=2,
    helpers=1,
    own_arrivals=0.0,
    mobilised_arrivals=0.0,
    expected_served=0.0,
    expected_done=0.0,
)
FOUR_HOURS = Hours(240, 5)


def changed(uncertainty: Uncertainty, **update: object) -> Serving:
    return Serving(uncertainty.model_copy(update=update))


def served_in_simulation(
    lanes: int, arrivals: Arrivals, hours: Hours, shifts: int, random: Random
) -> tuple[float, float]:
    """Mean and standard error of people served: households and single people at any time, first come first served."""
    sizes, mix = (1, 2, 3, 4), CERTAIN.household_sizes
    mean_size = sum(size * share for size, share in zip(sizes, mix, strict=True))
    shape = CERTAIN.service_time_spread**-2
    results = []
    for _ in range(shifts):
        parties = []
        for rate, mixed in ((arrivals.own / mean_size, True), (arrivals.invited, False)):
            clock = random.expovariate(1.0)
            while clock < rate:
                parties.append((clock / rate, random.choices(sizes, mix)[0] if mixed else 1))
                clock += random.expovariate(1.0)
        free, served = [0.0] * lanes, 0
        for moment, size in sorted(parties):
            begin = max(moment * hours.open, free[0])
            if begin < hours.open:
                work = sum(random.gammavariate(shape, hours.per_person / shape) for _ in range(size))
                heapreplace(free, begin + work)
                served += size
        results.append(served)
    mean = sum(results) / shifts
    variance = sum((result - mean) ** 2 for result in results) / (shifts - 1)
    return mean, (variance / shifts) ** 0.5


@pytest.mark.parametrize("load", [0.3, 0.7, 1.0, 1.5])
@pytest.mark.parametrize(("lanes", "per_person", "invited"), [(1, 5, 0.0), (2, 5, 0.5), (1, 15, 1.0), (3, 10, 0.2)])
def test_as_many_are_served_by_closing_as_in_simulated_shifts(
    lanes: int, per_person: float, invited: float, load: float
) -> None:
    hours = Hours(240, per_person)
    number = load * lanes * hours.open / per_person
    arrivals = Arrivals(number * (1 - invited), number * invited)
    mean, error = served_in_simulation(lanes, arrivals, hours, 600, Random(2024))
    row = replace(ROW, lanes=lanes, officers=lanes, helpers=0)
    expected = Serving(CERTAIN).at_desk(row, Crew(size=1), arrivals, hours)
    assert expected == pytest.approx(mean, abs=0.03 * mean + 3 * error)
    assert expected < min(number, lanes * hours.open / per_person) + 1.0


@pytest.mark.parametrize("lanes", [1, 2, 3])
@pytest.mark.parametrize("per_person", [0.5, 5, 15, 40, 300])
@pytest.mark.parametrize("invited", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("section", [CERTAIN, Uncertainty(), Uncertainty(national_system=NationalSystem(slow=0.2))])
def test_more_arrivals_never_fewer_served_nor_a_larger_share(
    lanes: int, per_person: float, invited: float, section: Uncertainty
) -> None:
    serving, hours = Serving(section), Hours(240, per_person)
    row = replace(ROW, lanes=lanes, officers=lanes, helpers=0)
    served, share = 0.0, 1.0
    for step in range(1, 400):
        number = 0.01 + step * 6 * lanes * hours.open / per_person / 400
        now = serving.at_desk(row, Crew(size=1), Arrivals(number * (1 - invited), number * invited), hours)
        assert now >= served - 1e-6 * number
        assert now / number <= share + 1e-6
        served, share = now, now / number


@pytest.mark.parametrize("serving", [Serving(None), Serving(UNHURRIED), changed(CERTAIN, one_by_one=False)])
def test_without_queues_the_lanes_serve_what_their_minutes_allow(serving: Serving) -> None:
    assert serving.at_desk(ROW, Crew(), Arrivals(60, 20), FOUR_HOURS) == 80
    assert serving.at_desk(ROW, Crew(), Arrivals(100, 20), FOUR_HOURS) == 96
    assert serving.in_commune(Crew(), Arrivals(60), FOUR_HOURS) == 48
    assert serving.at_school(Crew(), 100, 0.9, Hours(200, 10)) == 20
    assert serving.at_homes(Crew(), 7, 12) == 7


def test_slow_days_serve_fewer_and_bad_days_nobody() -> None:
    """Of 10 days 1 is down and 2 slow, on which 48 of 80 are served: 0.7 · 80 + 0.2 · 48."""
    serving = changed(UNHURRIED, national_system=NationalSystem(down=0.1, slow=0.2, slow_factor=2.0))
    assert serving.at_desk(ROW, Crew(), Arrivals(80), FOUR_HOURS) == pytest.approx(65.6)
    assert serving.at_homes(Crew(), 7, 12) == pytest.approx(0.9 * 7)
    assert serving.at_school(Crew(), 30, 1.0, Hours(200, 10)) == pytest.approx(0.7 * 20 + 0.2 * 10)


def test_who_is_ill_closes_a_lane_or_the_desk() -> None:
    """Each of two officers is missing with probability 0.2 · (1 − 0.5); the helper is never ill."""
    serving = changed(UNHURRIED, absence=Absence(share=0.2, covered=0.5))
    both, one, none = 0.81, 0.18, 0.01
    busy = Arrivals(500)
    assert serving.at_desk(ROW, Crew(size=2), busy, FOUR_HOURS) == pytest.approx((both + one) * 96)
    assert serving.at_desk(ROW, Crew(size=3), busy, FOUR_HOURS) == pytest.approx(both * 96)
    assert serving.at_desk(ROW, Crew(size=2, officers=2), busy, FOUR_HOURS) == pytest.approx(both * 96)
    alone = replace(ROW, helpers=0)
    assert serving.at_desk(alone, Crew(size=1), busy, FOUR_HOURS) == pytest.approx(both * 96 + one * 48)
    # Planned with one officer fewer than the crew, it opens with those planned.
    short = replace(ROW, officers=1, helpers=0, lanes=1)
    assert serving.at_desk(short, Crew(size=2), busy, FOUR_HOURS) == pytest.approx(0.9 * 48)
    assert both + one + none == pytest.approx(1)


def test_visit_takes_place_with_its_whole_crew() -> None:
    serving = changed(UNHURRIED, absence=Absence(share=0.2, covered=0.0))
    assert serving.in_commune(Crew(size=3), Arrivals(10), FOUR_HOURS) == pytest.approx(0.8**3 * 10)
    assert serving.at_homes(Crew(size=2), 7, 12) == pytest.approx(0.8**2 * 7)
    assert serving.at_school(Crew(size=1), 10, 1.0, Hours(200, 10)) == pytest.approx(0.8 * 10)


@pytest.mark.parametrize("eligible", [8, 15, 22, 60])
def test_pupils_are_served_as_in_simulated_visits(eligible: int) -> None:
    """Each pupil comes with probability 0.9; all are there from the start, whoever has not begun at the end is not."""
    random, minutes, per_person, visits = Random(7), 210.0, 15.0, 4000
    shape = CERTAIN.service_time_spread**-2
    total = 0
    for _ in range(visits):
        coming = sum(random.random() < 0.9 for _ in range(eligible))
        clock, served = 0.0, 0
        while served < coming and clock < minutes:
            clock += random.gammavariate(shape, per_person / shape)
            served += 1
        total += served
    expected = Serving(CERTAIN).at_school(Crew(), eligible, 0.9, Hours(minutes, per_person))
    assert expected == pytest.approx(total / visits, rel=0.03)


def test_probabilities_of_a_crew_are_binomial() -> None:
    """With a desk that opens for its whole crew of three alone, what is left is the cube."""
    serving = changed(UNHURRIED, absence=Absence(share=0.1, covered=0.0))
    row = replace(ROW, officers=3, helpers=0, lanes=3)
    three = serving.at_desk(row, Crew(size=3), Arrivals(1000), FOUR_HOURS)
    assert three == pytest.approx(0.9**3 * 144)
    two = serving.at_desk(row, Crew(size=2), Arrivals(1000), FOUR_HOURS)
    assert two - three == pytest.approx(comb(3, 2) * 0.9**2 * 0.1 * 96)
