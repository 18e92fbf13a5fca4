"""Campaigns of a world worked out by hand (see :mod:`tests.worlds.verified`), each source of chance by itself."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.absence_kernel import count_present, draw_illness
from optimizer.simulate.campaign_kernel import CAME, QUEUEING, SERVED, TURNED_AWAY, WAITED
from optimizer.simulate.campaigns import Outcomes, Threads, at_once, simulate
from optimizer.simulate.random_kernel import campaign_key
from optimizer.simulate.room import drawn_for
from optimizer.simulate.scheduling import chances_of
from optimizer.stopping import StopRequest
from tests.worlds.simulated import only, schedule, simulated
from tests.worlds.verified import FRIDAY, PLAN

PLANNED = [25.25, 30.275, 34.275]
"""Done at the desk by the end of each day, 20 already done included."""
ALL_ON = Uncertainty()
PEOPLE = {"one_by_one": True}


def desk(outcomes: Outcomes) -> np.ndarray:
    """(campaigns, days)"""
    return outcomes.done[:, outcomes.targets.index(("tan_phu", "activation")), :]


def pupils(outcomes: Outcomes) -> np.ndarray:
    """(campaigns, days)"""
    return outcomes.done[:, outcomes.targets.index(("school", "id_card")), :]


def assert_mean(numbers: np.ndarray, expected: float) -> None:
    """Within five standard errors."""
    assert abs(numbers.mean() - expected) < 5 * numbers.std() / math.sqrt(len(numbers)) + 1e-9


def test_with_every_source_off_the_plan_comes_out_exactly() -> None:
    outcomes = simulated(only(), 3)
    assert desk(outcomes) == pytest.approx(np.tile(PLANNED, (3, 1)), abs=1e-9)
    assert pupils(outcomes) == pytest.approx(np.tile([0.0, 7.2, 7.2], (3, 1)), abs=1e-9)


def test_people_who_decide_one_by_one_come_out_as_planned_on_average() -> None:
    """Without queues and full lanes everything is linear, so the mean is the plan's; service is made quick for that."""
    quick = {"service__activation__minutes_per_person": 1.0}
    planned = desk(simulated(only(), 1, **quick))[0]
    outcomes = simulated(only(**PEOPLE), 20_000, **quick)
    assert outcomes.done.dtype == np.int32
    for day in range(3):
        assert_mean(desk(outcomes)[:, day], planned[day])
    assert_mean(pupils(outcomes)[:, 1], 7.2)
    # On Thursday 60 come with 0.1, 40 with 0.05, 9 and 6 invited with 1/6; half of each are done.
    variance = sum(people * chance * (1 - chance) for people, chance in ((60, 0.05), (40, 0.025), (15, 1 / 12)))
    assert (desk(outcomes)[:, 0] - 20).var() == pytest.approx(variance, rel=0.06)


def test_queues_and_households_cost_people_and_never_serve_more_than_come() -> None:
    singles = simulated(only(**PEOPLE), 5000)
    queues = simulated(only(**PEOPLE, queues=True, service_time_spread=0.6), 5000)
    households = simulated(
        only(**PEOPLE, queues=True, service_time_spread=0.6, household_sizes=(0.35, 0.3, 0.25, 0.1)), 5000
    )
    means = [desk(outcomes)[:, -1].mean() for outcomes in (singles, queues, households)]
    assert means == sorted(means, reverse=True)
    for outcomes in (singles, queues, households):
        tallies = outcomes.tallies
        assert np.array_equal(tallies[:, CAME], tallies[:, [SERVED, QUEUEING, TURNED_AWAY]].sum(axis=1))
    assert singles.tallies[:, WAITED].sum() == 0 < queues.tallies[:, WAITED].sum()


def test_nobody_is_done_twice() -> None:
    sure = {"turnout__activation__segments__easy__arrival__weekday": {"morning": 1.0, "evening": 1.0}}
    outcomes = simulated(ALL_ON, 500, service__activation__minutes_per_person=0.1, **sure)
    assert desk(outcomes).max() <= 120
    assert pupils(outcomes).max() <= 10
    assert (np.diff(outcomes.done, axis=2) >= 0).all()


def test_a_system_that_is_down_serves_nobody_that_day() -> None:
    assert (desk(simulated(only(national_system={"down": 1.0}), 5)) == 20.0).all()
    outcomes = simulated(only(national_system={"down": 0.25}), 8000)
    assert_mean((desk(outcomes)[:, 0] == 20.0).astype(float), 0.25)
    assert_mean((pupils(outcomes)[:, 1] == 0.0).astype(float), 0.25)
    # The same for all: the desk and the school on Friday.
    is_desk_idle = np.diff(desk(outcomes), axis=1)[:, 0] == 0.0
    assert np.array_equal(is_desk_idle, pupils(outcomes)[:, 1] == 0.0)


def test_slow_days_take_longer() -> None:
    """Four times 20 minutes: 3 of 10.5 are served on Thursday; 40 minutes for each of 8 pupils: 5 in 200 minutes."""
    outcomes = simulated(only(national_system={"down": 0.0, "slow": 1.0, "slow_factor": 4.0}), 1)
    assert desk(outcomes)[0, 0] == pytest.approx(20 + 1.5)
    assert pupils(outcomes)[0, 1] == pytest.approx(0.9 * 5)


def test_an_ill_officer_closes_the_desk_unless_covered() -> None:
    """Thursday's desk has one officer; Saturday's two and no helper, and takes two."""
    outcomes = simulated(only(absence={"share": 0.3, "mean_days": 1.0, "covered": 0.0}), 20_000)
    steps = np.diff(desk(outcomes), axis=1, prepend=20.0)
    assert_mean((steps[:, 0] == 0.0).astype(float), 0.3)
    assert_mean((steps[:, 2] == 0.0).astype(float), 1 - 0.7**2)
    assert_mean((pupils(outcomes)[:, 1] == 0.0).astype(float), 1 - 0.7**2)
    half = simulated(only(absence={"share": 0.3, "mean_days": 1.0, "covered": 0.5}), 20_000)
    assert_mean((np.diff(desk(half), axis=1, prepend=20.0)[:, 0] == 0.0).astype(float), 0.15)
    covered = simulated(only(absence={"share": 0.3, "mean_days": 1.0, "covered": 1.0}), 50)
    assert desk(covered) == pytest.approx(np.tile(PLANNED, (50, 1)))


def test_desks_that_must_stand_are_covered_first() -> None:
    """On Thursday an alone holds the desk, in the morning, when it must stand, and in the evening.

    When she is ill she misses both; of two duties one is covered at least in three of four cases, the morning's.
    """
    duty = next(row for row in PLAN.roster if row.officer == "an" and row.role == "desk")
    opening = next(row for row in PLAN.openings if row.date == duty.date)
    evening = replace(opening, shift="evening", officers=1, helpers=0)
    plan = replace(
        PLAN, roster=(*PLAN.roster, replace(duty, shift="evening")), openings=(*PLAN.openings, evening), quotas=()
    )
    outcomes = simulated(
        only(absence={"share": 0.5, "mean_days": 1.0, "covered": 0.5}), 8000, plan, posts__desk__crew={"size": 1}
    )
    thursday = np.round(desk(outcomes)[:, 0] - 20.0, 6)
    morning = 4.0
    assert_mean((thursday == 0.0).astype(float), 0.5 * 0.25)
    assert_mean((thursday == morning).astype(float), 0.5 * 0.5)
    assert set(thursday) == {0.0, morning, thursday.max()}


def test_duties_that_are_alike_are_covered_alike() -> None:
    """On Friday the team visits the school in the morning and in the afternoon: of the duties that an ill officer
    misses, one half is covered, of the first visit no more than of the second.
    """
    visit = PLAN.visits[0]
    first = [row for row in PLAN.roster if (row.date, row.shift, row.post) == (visit.date, visit.shift, visit.team)]
    again = [replace(row, shift="evening") for row in first]
    plan = replace(PLAN, roster=(*PLAN.roster, *again), visits=(visit, replace(visit, shift="evening")))
    chances = chances_of(only(absence={"share": 0.2, "mean_days": 1.0, "covered": 0.5}))
    made = schedule(plan=plan)
    numbers = [number for number, key in enumerate(made.event_keys) if key[2] == visit.team]
    assert len(numbers) == 2
    there = np.zeros((20_000, 2))
    drawn = drawn_for(made.arrays)
    for campaign in range(len(there)):
        key = np.uint64(campaign_key(np.uint64(3), np.uint64(campaign)))
        count_present(chances, made.arrays.duties, made.arrays.events, key, drawn.ill, drawn.present)
        there[campaign] = drawn.present[numbers]
    for column in range(2):
        assert_mean(there[:, column], 0.9 * sum(row.role == "team" for row in first))


def test_illness_lasts_for_days() -> None:
    chances = chances_of(only(absence={"share": 0.1, "mean_days": 4.0}))
    ill = np.zeros((2000, 90), np.bool_)
    draw_illness(chances, np.arange(2000, dtype=np.uint64), np.uint64(1), ill)
    assert ill[:, 0].mean() == pytest.approx(0.1, abs=0.03)
    assert ill.mean() == pytest.approx(0.1, abs=0.01)
    begun = ill[:, 1:] & ~ill[:, :-1]
    assert ill[:, 1:].sum() / begun.sum() == pytest.approx(4.0, rel=0.1)


def test_show_up_spreads_the_invited_and_keeps_their_mean() -> None:
    """Of 15 invited half come, 5 a shift over 3: 2.5 on Thursday, of whom half are done; spread 0.3."""
    outcomes = simulated(only(show_up_spread=0.3), 20_000)
    thursday = desk(outcomes)[:, 0]
    assert_mean(thursday, PLANNED[0])
    assert thursday.std() == pytest.approx(0.3 * 1.25, rel=0.03)


def test_turnout_is_off_for_everybody_of_a_place_alike() -> None:
    """On Thursday 10.5 come and half are done: a factor has that spread, with mean 1."""
    outcomes = simulated(only(turnout_spread=0.1, place_turnout_spread=0.05), 20_000)
    factor = (desk(outcomes)[:, 0] - 20) / 5.25
    # Capacity is 12: above 1.14 the factor is cut off.
    spread = math.hypot(0.1, 0.05)
    assert np.median(factor) == pytest.approx(math.exp(-(spread**2) / 2), abs=0.01)
    assert np.quantile(factor, 0.16) == pytest.approx(math.exp(-spread - spread**2 / 2), abs=0.01)
    assert factor.max() == pytest.approx(12 / 10.5)
    assert np.ptp(pupils(outcomes)[:, 1]) == 0.0


def test_the_same_seed_gives_the_same_campaigns_for_any_number_of_threads() -> None:
    plan = schedule()
    batch = at_once(plan)
    one = simulate(plan, ALL_ON, 3 * batch + 7, seed=4)
    three = simulate(plan, ALL_ON, 3 * batch + 7, seed=4, machines=Threads(3))
    assert np.array_equal(one.done, three.done)
    assert np.array_equal(one.tallies, three.tallies)
    fewer = simulate(plan, ALL_ON, batch - 1, seed=4)
    assert np.array_equal(one.done[: batch - 1], fewer.done)
    assert not np.array_equal(one.done, simulate(plan, ALL_ON, 3 * batch + 7, seed=5).done)


def test_the_same_seed_gives_the_same_campaigns_in_another_process() -> None:
    code = (
        "import hashlib; from tests.worlds.simulated import *; o = simulated(Uncertainty(), 60);"
        "print(hashlib.sha256(o.done.tobytes() + o.tallies.tobytes()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    outcomes = simulated(ALL_ON, 60)
    assert other.stdout.strip() == hashlib.sha256(outcomes.done.tobytes() + outcomes.tallies.tobytes()).hexdigest()


def test_another_plan_draws_the_same_numbers() -> None:
    """Without Thursday's desk everybody waits on; where nobody would have been done on Thursday, nothing changes."""
    plan = replace(PLAN, openings=PLAN.openings[1:], quotas=())
    usual, later = simulated(ALL_ON, 3000, replace(PLAN, quotas=())), simulated(ALL_ON, 3000, plan)
    assert np.array_equal(pupils(usual), pupils(later))
    is_idle = desk(usual)[:, 0] == 20
    assert 5 < is_idle.sum() < 1500
    assert np.array_equal(desk(usual)[is_idle], desk(later)[is_idle])
    gain = (desk(usual) - desk(later))[:, -1]
    # Common random numbers: differences vary less than those of campaigns drawn apart.
    assert gain.var() < 0.75 * (desk(usual)[:, -1].var() + desk(later)[:, -1].var())


def test_a_place_more_changes_nothing_for_the_others() -> None:
    more = {"places__other": {"name": "Xã khác", "kind": "commune", "latitude": 11.5, "longitude": 106.9}}
    pool = {"activation": {"target": 10, "people": 12}}
    first = simulated(ALL_ON, 200)
    second = simulated(ALL_ON, 200, places__other={**more["places__other"], "pools": pool})
    assert np.array_equal(desk(first), desk(second))
    assert np.array_equal(pupils(first), pupils(second))


@pytest.mark.parametrize(
    "off",
    [
        {"absence": {"share": 0.0}},
        {"national_system": {"down": 0.0}},
    ],
)
def test_a_source_switched_off_leaves_the_other_draws_alone(off: dict[str, object]) -> None:
    """Campaigns without illness or outage are the same with that source switched off."""
    sources = {"absence": {"share": 0.1}, "national_system": {"down": 0.1}}
    on, without = (simulated(Uncertainty.model_validate(each), 2000) for each in (sources, sources | off))
    is_same = (on.done == without.done).all(axis=(1, 2))
    assert 0.5 < is_same.mean() < 0.95


def test_a_stop_keeps_what_is_finished() -> None:
    stop, finished = StopRequest(), []

    def told(campaigns: int) -> None:
        finished.append(campaigns)
        if len(finished) == 2:
            stop.request()

    plan = schedule()
    batch = at_once(plan)
    outcomes = simulate(plan, ALL_ON, 20 * batch, seed=1, stop=stop, told=told)
    assert 2 * batch <= outcomes.campaigns < 20 * batch
    assert outcomes.campaigns == finished[-1]
    whole = simulate(plan, ALL_ON, outcomes.campaigns, seed=1)
    assert np.array_equal(outcomes.done, whole.done)
    assert np.array_equal(outcomes.tallies, whole.tallies)


def test_a_night_stands_on_both_its_days() -> None:
    """An evening from 20:00 to 02:00: two thirds by midnight; of the last night the rest comes after the deadline."""
    night = {"shifts__evening": {"name": "Đêm", "code": "T", "start": "20:00", "end": "02:00"}}
    friday = replace(PLAN.openings[-1], date=FRIDAY)
    plan = replace(PLAN, openings=(*PLAN.openings[:1], friday, PLAN.openings[-1]), quotas=())
    sure = {"service__activation__minutes_per_person": 1.0, "service__activation__first_try_success": 1.0}
    expected = desk(simulated(only(), 1, plan, **night, **sure))[0]
    waiting_easy, waiting_hard = 54.0, 38.0
    of_friday = 0.2 * waiting_easy + 0.1 * waiting_hard
    assert expected[0] == pytest.approx(20 + 8)
    assert expected[1] == pytest.approx(28 + of_friday * 4 / 6)
    left_easy, left_hard = waiting_easy * 0.8, waiting_hard * 0.9
    of_saturday = 0.2 * left_easy + 0.1 * left_hard
    assert expected[2] == pytest.approx(28 + of_friday + of_saturday * 4 / 6)
    outcomes = simulated(only(**PEOPLE), 20_000, plan, **night, **sure)
    for day in range(3):
        assert_mean(desk(outcomes)[:, day], expected[day])


def test_what_is_compiled_beforehand_is_all_that_simulating_takes() -> None:
    """Whatever the plan: nothing is compiled, or read of what was, while a plan is to be made sure in its time."""
    code = (
        "from optimizer.simulate import campaigns, campaign_kernel as kernel;"
        "campaigns.compile_kernels(); before = kernel.simulate_campaigns.signatures; assert len(before) == 1;"
        "from tests.worlds.simulated import *;"
        "simulated(Uncertainty(), 2); simulated(only(), 2);"
        "assert kernel.simulate_campaigns.signatures == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
