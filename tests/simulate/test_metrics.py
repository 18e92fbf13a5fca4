"""Chances, intervals, percentiles and queues of campaigns written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.run.simulation import DISTRICT
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import Outcomes, simulate
from optimizer.simulate.metrics import (
    Goal,
    chance_of,
    chance_of_all,
    desk_loads,
    error_at,
    goals_of,
    interval,
    people_at,
    progress_of,
)
from optimizer.simulate.study import Study, study
from optimizer.stopping import StopRequest
from optimizer.world.ids import PlaceId, StreamId
from tests.worlds.simulated import only, schedule, simulated
from tests.worlds.verified import FRIDAY, PLAN, SATURDAY, THURSDAY, scenario

DAYS = tuple(THURSDAY + timedelta(days=number) for number in range(3))
TOWN, HILL = (PlaceId("town"), StreamId("cards")), (PlaceId("hill"), StreamId("cards"))
# Four campaigns; the town on three days, then the hill.
DONE = np.array(
    [
        [[1, 5, 9], [0, 0, 4]],
        [[2, 6, 10], [0, 3, 5]],
        [[3, 10, 10], [5, 5, 5]],
        [[0, 0, 0], [0, 0, 5]],
    ]
)
OUTCOMES = Outcomes(1, (TOWN, HILL), DAYS, DONE, np.zeros((0, 4), np.int64))
TOWN_GOAL, HILL_GOAL = Goal("cards", "town", 10.0, (0,)), Goal("cards", "hill", 5.0, (1,))
WHOLE = Goal("cards", DISTRICT, 15.0, (0, 1))


def test_a_chance_is_the_share_of_campaigns_that_reach_the_target() -> None:
    chance = chance_of(OUTCOMES, TOWN_GOAL, "last_day", SATURDAY)
    assert (chance.chance, chance.median, chance.date, chance.target) == (0.5, 9.0, SATURDAY, 10.0)
    assert chance_of(OUTCOMES, TOWN_GOAL, "finish_by", FRIDAY).chance == 0.25
    assert chance_of(OUTCOMES, WHOLE, "last_day", SATURDAY).chance == 0.5


def test_places_together_are_less_probable_than_each() -> None:
    both = chance_of_all(OUTCOMES, (TOWN_GOAL, HILL_GOAL), "last_day", SATURDAY)
    assert (both.chance, both.target, both.median) == (0.5, 2.0, 1.0)
    assert chance_of_all(OUTCOMES, (HILL_GOAL,), "last_day", SATURDAY).chance == 0.75


def test_percentiles_are_figures_that_so_many_campaigns_do_not_exceed() -> None:
    progress = progress_of(OUTCOMES, TOWN_GOAL)
    assert progress.mean.tolist() == [1.5, 5.25, 7.25]
    assert progress.percentiles[:, 2].tolist() == [0, 0, 0, 9, 10, 10, 10]
    # On the third day twice, never twice: the third of seven is Friday's, the median Saturday's.
    assert progress.finish == (FRIDAY, FRIDAY, FRIDAY, SATURDAY, None, None, None)


def test_a_quantile_lies_within_its_error_in_nineteen_of_twenty_cases() -> None:
    random, truth, hits = np.random.default_rng(4), 1000 - 50 * 0.841621, 0
    for _ in range(400):
        done = np.rint(random.normal(1000, 50, (500, 1, 1))).astype(np.int64)
        drawn = Outcomes(1, (TOWN,), DAYS[:1], done, np.zeros((0, 4), np.int64))
        hits += abs(people_at(drawn, TOWN_GOAL, 0.8) - truth) <= error_at(drawn, TOWN_GOAL, 0.8)
    assert 0.92 < hits / 400 < 0.98


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (420, 1000, 0.3898, 0.4508)]
)
def test_intervals_are_wilsons(successes: int, trials: int, low: float, high: float) -> None:
    """As in the tables of R. G. Newcombe, Statistics in Medicine 17 (1998)."""
    assert interval(successes, trials) == pytest.approx((successes / trials, low, high), abs=5e-5)


def test_goals_are_the_targets_of_places_and_their_sum() -> None:
    outcomes = simulated(only(), 1)
    goals = goals_of(compile_world(scenario()), outcomes.targets)
    assert [(goal.stream, goal.place, goal.target) for goal in goals] == [
        ("activation", "tan_phu", 100.0),
        ("activation", DISTRICT, 100.0),
        ("id_card", "school", 14.0),
        ("id_card", DISTRICT, 14.0),
    ]


def test_queues_are_told_by_desk_and_shift() -> None:
    plan = schedule()
    outcomes = simulate(plan, Uncertainty(), 400, seed=1)
    loads = {(load.post, load.shift): load for load in desk_loads(plan, outcomes)}
    assert {key: load.open_shifts for key, load in loads.items()} == {("desk", "morning"): 2, ("desk", "evening"): 1}
    for load in loads.values():
        assert load.came == pytest.approx(load.served + load.queueing + load.turned_away)
        assert 0 < load.wait_minutes < 240
        assert load.turned_away > 0  # on days without the national system
    # 8 can be served in the evening, 12 in the morning.
    assert loads["desk", "evening"].queueing > loads["desk", "morning"].queueing


def ask(uncertainty: Uncertainty, campaigns: int = 500, **changes: object) -> Study:
    return Study(compile_world(scenario(**changes)), PLAN, uncertainty, campaigns, seed=1)


def test_what_costs_most_is_named() -> None:
    """Of nothing but illness at the school: with everybody well all are done."""
    uncertainty = only(absence={"share": 0.3, "covered": 0.0})
    sure = {"visits__schools__attendance_in_term": 1.0, "service__id_card__first_try_success": 1.0}
    found = study(
        ask(uncertainty, places__school__pupils={date(2010, 4, 5): 10}, **sure), StopRequest(), lambda _: None
    )
    assert found is not None
    cause = next(cause for cause in found.record.causes if cause.place == "school")
    assert cause.main == "illness"
    assert cause.without == {"turnout": cause.chance, "capacity": cause.chance, "illness": 1.0, "outage": cause.chance}
    assert cause.gained["illness"] == pytest.approx(10 * (1 - cause.chance))
    assert [cause.chance for cause in found.record.causes] == sorted(cause.chance for cause in found.record.causes)


def test_days_and_plan_stand_beside_the_simulated_figures() -> None:
    found = study(ask(only(), 3), StopRequest(), lambda _: None)
    assert found is not None
    desk = [row for row in found.rows if row.place == "tan_phu"]
    planned = [row.expected_cumulative for row in PLAN.progress if row.place == "tan_phu"]
    assert [row.planned for row in desk] == planned
    assert [row.mean for row in desk] == pytest.approx(planned, abs=1e-6)
    assert [row.q50 for row in desk] == pytest.approx(planned, abs=1e-6)


def test_the_least_is_simulated_even_after_a_stop() -> None:
    stop = StopRequest()
    stop.request()
    found = study(replace(ask(Uncertainty()), least=100), stop, lambda _: None)
    assert found is not None
    assert (found.record.replications, found.record.asked) == (100, 500)
    assert (found.record.cause_replications, found.record.causes) == (0, ())
    whole = study(ask(Uncertainty(), 100), StopRequest(), lambda _: None)
    assert whole is not None
    assert whole.record.chances == found.record.chances


def test_what_is_asked_for_stands_with_the_chance_of_the_last_day() -> None:
    found = study(replace(ask(only(), 1), asked={("activation", ""): 0.9}), StopRequest(), lambda _: None)
    assert found is not None
    asked = {(chance.stream, chance.place, chance.by): chance.asked for chance in found.record.chances}
    assert asked.pop(("activation", "", "last_day")) == 0.9
    assert set(asked.values()) == {None}


def test_nothing_is_said_of_no_campaign() -> None:
    stop = StopRequest()
    stop.request()
    assert study(ask(Uncertainty()), stop, lambda _: None) is None
