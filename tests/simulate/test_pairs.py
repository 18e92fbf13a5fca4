"""Differences of two plans under the same campaigns: on figures written out, and on plans played for real."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.pairs import PairedDifference, Played, of_chances, of_means, paired, play
from optimizer.simulate.study import Study
from optimizer.stopping import StopRequest
from optimizer.world.plan import Plan
from tests.worlds.verified import PLAN, scenario

EARLY_CLOSED = replace(PLAN, openings=PLAN.openings[1:], roster=PLAN.roster[1:])
"""Without the desk on the first morning."""


def played(plan: Plan = PLAN, campaigns: int = 400, seed: int = 1) -> Played:
    question = Study(compile_world(scenario()), plan, Uncertainty(), campaigns, seed)
    found = play(question, StopRequest())
    assert found is not None
    return found


def of(found: tuple[PairedDifference, ...], stream: str, by: str) -> PairedDifference:
    return next(each for each in found if (each.stream, each.place, each.by) == (stream, "", by))


def test_a_plan_differs_from_itself_in_nothing() -> None:
    for each in paired(played(), played()):
        assert each.before == each.after
        assert (each.chance.value, each.people.value, each.people.low, each.people.high) == (0.0, 0.0, 0.0, 0.0)
        assert each.chance.low < 0.0 < each.chance.high
        assert each.more == 0.0


def test_a_desk_less_gets_less_done_and_changes_no_other_stream() -> None:
    found = paired(played(), played(EARLY_CLOSED))
    activation = of(found, "activation", "last_day")
    assert activation.people.low < activation.people.value < activation.people.high < 0.0
    assert activation.more < 0.2
    cards = of(found, "id_card", "last_day")
    assert (cards.people.value, cards.more) == (0.0, 0.0)


def test_common_random_numbers_make_the_interval_shorter() -> None:
    same = of(paired(played(), played(EARLY_CLOSED)), "activation", "last_day").people
    apart = of(paired(played(), played(EARLY_CLOSED, seed=2)), "activation", "last_day").people
    assert same.high - same.low < 0.8 * (apart.high - apart.low)


def test_what_was_stopped_is_not_compared() -> None:
    stop = StopRequest()
    stop.request()
    assert play(Study(compile_world(scenario()), PLAN, Uncertainty(), 10, 1), stop) is None


def test_intervals_of_means() -> None:
    found = of_means(np.array([1.0, 2.0, 3.0, 4.0]))
    # 1.645 standard errors of 1.291 / 2.
    assert (found.value, found.low, found.high) == pytest.approx((2.5, 1.438, 3.562), abs=1e-3)


@pytest.mark.parametrize(
    ("gained", "lost", "campaigns", "low", "high"),
    [
        # (20 - 10) / 102 and 1.645 · √(31/102 − 0.098²) / √102.
        (20, 10, 100, 0.0096, 0.1865),
        # None at all still leaves room for one.
        (0, 0, 100, -0.0161, 0.0161),
        (100, 0, 100, 0.9526, 1.0),
    ],
)
def test_intervals_of_chances(gained: int, lost: int, campaigns: int, low: float, high: float) -> None:
    found = of_chances(gained, lost, campaigns)
    assert found.value == (gained - lost) / campaigns
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Two plans with chances 0.30 and 0.36, a tenth of the campaigns telling them apart."""
    draw = np.random.default_rng(3)
    held = 0
    for _ in range(2000):
        outcomes = draw.choice(3, size=300, p=[0.08, 0.02, 0.90])
        found = of_chances(int((outcomes == 0).sum()), int((outcomes == 1).sum()), 300)
        held += found.low <= 0.06 <= found.high
    assert 0.87 <= held / 2000 <= 0.94
