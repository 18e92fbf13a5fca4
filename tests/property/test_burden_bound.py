"""The bound on the burden against the best plan there is: tiny worlds in which every plan can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.campaign import component_planner
from optimizer.campaign.allocation.prices import Prices
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.labelling import burden_bound
from optimizer.campaign.labelling.burden_bound import DesksBound
from optimizer.campaign.labelling.pool_weeks import possible_weeks
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.world.world import World
from tests.worlds.tiny import EveryPlan, Turnout, tiny_world

SLACK = 1e-6


@dataclass(frozen=True)
class Compared:
    """A planned tiny world, the least burden of all its plans, and what the bound says step by step."""

    value: float
    best: float
    missing: float
    bounds: list[float]
    queues: bool
    least_missing: float
    """What the bound on the shortfall says."""


def compare(turnout: Turnout, steps: int = 4) -> Compared:
    world = tiny_world(turnout)
    planner = CampaignPlanner(world, {}, threads=2, seed=1)
    plan = planner.share_anew(planner.plan())
    value, missing = planner.burden(plan), planner.shortfall(plan)
    planner.prove(0.0, missing)
    assert missing >= planner.shortfall_bound - SLACK
    bound = planner.desks_bound(0.0, missing)
    best = min(value, best_by_brute_force(planner, missing))
    bounds = [bound.improve() for _ in range(steps)]
    return Compared(value, best, missing, bounds, has_queues(plan.forecast), planner.shortfall_bound)


def best_by_brute_force(planner: CampaignPlanner, most_missing: float) -> float:
    """The least burden; the plan behind it is followed by the model's own recursion, and weighed."""
    found = EveryPlan(planner.world).best(most_missing)
    if found is None:
        return float("inf")
    burden, decisions = found
    followed = forecast(planner.world, decisions)
    assert shortfall(planner.world, followed) <= most_missing + SLACK
    assert planner.burden(CampaignPlan(decisions, followed)) == pytest.approx(burden)
    return burden


def shortfall(world: World, followed: Forecast) -> float:
    return sum(
        pool.weight * max(0.0, pool.target - followed.cumulative(*key, world.finish_by))
        for key, pool in world.pools.items()
    )


def assert_nobody_misses_fewer(compared: Compared, turnout: Turnout) -> None:
    if compared.least_missing > SLACK:
        assert EveryPlan(tiny_world(turnout)).best(compared.least_missing - 1e-3) is None


def has_queues(followed: Forecast) -> bool:
    return any(row.expected_served < row.own_arrivals + row.mobilised_arrivals - 1e-6 for row in followed.openings)


rates = st.sampled_from([0.0, 0.02, 0.1, 0.3, 0.6])
pairs = st.tuples(rates, rates)


@st.composite
def turnouts(draw: st.DrawFn) -> Turnout:
    people = draw(st.tuples(st.integers(20, 150), st.integers(20, 150)))
    targets = draw(st.tuples(st.integers(2, 50), st.integers(2, 50)))
    home_visits = draw(st.sampled_from([0, 0, 3, 8]))
    return Turnout(
        easy=draw(pairs),
        hard=draw(pairs),
        minutes_per_person=5.0 if home_visits else draw(st.sampled_from([5.0, 20.0, 40.0, 60.0])),
        people=people,
        targets=(min(targets[0], people[0]), min(targets[1], people[1])),
        success=draw(st.sampled_from([0.7, 0.9, 1.0])),
        invited_a_week=draw(st.sampled_from([2, 10, 20, 60])),
        own_organisation=0 if home_visits else draw(st.sampled_from([0, 20])),
        home_visits=home_visits,
        sought=draw(st.sampled_from(["hard", "easy"])),
        first_day=draw(st.sampled_from(["2024-04-03", "2024-04-05", "2024-04-06"])),
        days=draw(st.sampled_from([3, 4])),
        reserve=draw(st.sampled_from([0, 1])),
        standing=draw(st.booleans()),
        helper_shifts=draw(st.sampled_from([0, 1, 2])),
    )


@settings(max_examples=45, deadline=None, derandomize=True)
@given(turnouts())
def test_no_plan_carries_less_burden_than_the_bound(turnout: Turnout) -> None:
    """At first prices and after every step that mends them."""
    compared = compare(turnout)
    assert max(compared.bounds) <= compared.best + SLACK
    assert compared.bounds == sorted(compared.bounds)
    assert_nobody_misses_fewer(compared, turnout)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(turnouts(), st.sampled_from([1.5, 2.5]))
def test_nor_where_targets_are_out_of_reach(turnout: Turnout, factor: float) -> None:
    """What every plan misses is bounded by the same labels, and so is the burden of those that miss no more."""
    targets = tuple(
        min(people, round(factor * target)) for people, target in zip(turnout.people, turnout.targets, strict=True)
    )
    turnout = replace(turnout, targets=targets)
    compared = compare(turnout)
    assert max(compared.bounds) <= compared.best + SLACK
    assert_nobody_misses_fewer(compared, turnout)


@st.composite
def sections(draw: st.DrawFn) -> dict[str, object]:
    """Sections ``uncertainty``; illness and bad days are drawn far above what is known."""
    return {
        "household_sizes": draw(st.sampled_from([[1.0], [0.35, 0.3, 0.25, 0.1]])),
        "queues": draw(st.sampled_from([True, True, False])),
        "service_time_spread": draw(st.sampled_from([0.0, 0.6])),
        "absence": {"share": draw(st.sampled_from([0.0, 0.02, 0.3]))},
        "national_system": draw(st.sampled_from([{"down": 0.0}, {"down": 0.1, "slow": 0.2, "slow_factor": 2.0}])),
    }


@settings(max_examples=45, deadline=None, derandomize=True)
@given(turnouts(), sections())
def test_nor_where_people_queue_and_officers_fall_ill(turnout: Turnout, section: dict[str, object]) -> None:
    compared = compare(replace(turnout, uncertainty=section))
    assert max(compared.bounds) <= compared.best + SLACK
    assert_nobody_misses_fewer(compared, replace(turnout, uncertainty=section))


NEAR = {
    "nobody queues": Turnout((0.3, 0.3), (0.01, 0.05), people=(97, 73), targets=(40, 42), invited_a_week=20),
    "with queues": Turnout(
        (0.3, 0.3),
        (0.2, 0.05),
        minutes_per_person=20.0,
        people=(106, 150),
        targets=(32, 30),
        invited_a_week=2,
        days=3,
        helper_shifts=0,
    ),
    "queues and standing shifts": Turnout(
        (0.1, 0.1), (0.05, 0.05), minutes_per_person=40.0, people=(61, 105), targets=(26, 25), standing=True
    ),
    "homes visited": Turnout((0.3, 0.1), (0.05, 0.05), people=(94, 82), targets=(42, 32), home_visits=3),
    "homes and standing shifts": Turnout(
        (0.1, 0.1), (0.2, 0.2), people=(81, 82), targets=(36, 49), home_visits=3, standing=True
    ),
}
"""Targets within reach, and a bound that comes near the least burden there is."""


@pytest.mark.parametrize("turnout", NEAR.values(), ids=NEAR)
def test_the_bound_says_something(turnout: Turnout) -> None:
    compared = compare(turnout, steps=8)
    assert compared.missing < SLACK
    assert 0.6 * compared.best < compared.bounds[-1] <= compared.best + SLACK


def test_the_draws_know_queues() -> None:
    assert compare(NEAR["with queues"]).queues
    assert not compare(NEAR["nobody queues"]).queues


@pytest.mark.parametrize("turnout", NEAR.values(), ids=NEAR)
def test_broken_off_at_any_moment_it_bounds_nothing_too_high(turnout: Turnout) -> None:
    world = tiny_world(turnout)
    planner = CampaignPlanner(world, {}, threads=1, seed=1)
    plan = planner.share_anew(planner.plan())
    best = min(planner.burden(plan), best_by_brute_force(planner, planner.shortfall(plan)))
    whole = planner.desks_bound(0.0, planner.shortfall(plan))
    asked = 0

    def is_over_after(number: int) -> Callable[[], bool]:
        looks = count()
        return lambda: next(looks) >= number

    def counted() -> bool:
        nonlocal asked
        asked += 1
        return False

    values = [whole.improve(counted) for _ in range(3)]
    for number in (0, 1, 2, 5, *range(10, asked, max(1, asked // 8))):
        bound = planner.desks_bound(0.0, planner.shortfall(plan))
        broken_off = [bound.improve(is_over_after(number)) for _ in range(3)]
        assert 0.0 < max(broken_off) <= best + SLACK
        assert broken_off == sorted(broken_off)
    assert max(values) <= best + SLACK


def test_it_looks_at_the_clock_all_the_time() -> None:
    """Once the time is up, nothing but what is never left out is done any more: a look at the clock for each."""
    planner = CampaignPlanner(tiny_world(NEAR["with queues"]), {}, threads=1, seed=1)
    plan = planner.plan()
    bound, looks = planner.desks_bound(0.0, planner.shortfall(plan)), count()
    bound.improve()
    bound.improve(lambda: next(looks) >= 3)
    assert next(looks) < 100


@settings(max_examples=20, deadline=None, derandomize=True)
@given(turnouts())
def test_nor_where_a_standing_duty_may_stay_closed(turnout: Turnout) -> None:
    planner = CampaignPlanner(tiny_world(replace(turnout, standing=True)), {}, threads=1, seed=1)
    plan = planner.plan()
    missing, world = planner.shortfall(plan), planner.world
    crew = float(world.posts[0].crew_size)
    planner.prove(crew, missing)
    bound = planner.desks_bound(crew, missing)
    for post in world.posts:
        for closed in post.must_open:
            others = [
                each if each is not post else replace(post, must_open=post.must_open - {closed}) for each in world.posts
            ]
            found = EveryPlan(replace(world, posts=tuple(others))).best(missing)
            assert found is None or max(bound.value, bound.improve()) <= found[0] + SLACK


def test_prices_however_wrong_bound_nothing_too_high() -> None:
    """Any prices give a bound, also such as nobody would ask."""
    world = tiny_world(NEAR["homes visited"])
    planner = CampaignPlanner(world, {}, threads=2, seed=1)
    plan = planner.share_anew(planner.plan())
    best = min(planner.burden(plan), best_by_brute_force(planner, planner.shortfall(plan)))
    (component,), missing = planner.components, planner.shortfall(plan)
    for price in (0.0, 0.1, 1.0, 7.0):
        for worth in (0.0, 0.5, 3.0):
            prices = Prices(
                {(week, each.id): price for week in world.weeks for each in world.organisations},
                {(each.id, week): price for week in world.weeks for each in world.programmes},
                dict.fromkeys(component.capacity, price),
                worth,
            )
            bound = DesksBound(world, component.hours, prices, missing, 1, is_staffed=True)
            assert max(bound.improve() for _ in range(2)) <= best + SLACK


def test_prices_at_which_nobody_is_missed_leave_no_trace() -> None:
    """Where missing people cost nothing the labels bound nothing, and yet as much as ever at the next prices."""
    world = tiny_world(NEAR["nobody queues"])
    planner = CampaignPlanner(world, {}, threads=1, seed=1)
    missing = planner.shortfall(planner.plan())
    (hours,) = [component.hours for component in planner.components]
    dear, free = (Prices(minutes=dict.fromkeys(hours.capacity, 0.0), missing=price) for price in (1.0, 0.0))
    first, other = (
        max(bound.improve() for _ in range(12))
        for bound in (DesksBound(world, hours, prices, missing, 1, is_staffed=True) for prices in (dear, free))
    )
    assert first > 0.0
    assert other == pytest.approx(first, rel=0.02)


OUT_OF_REACH = {
    name: replace(turnout, targets=(min(turnout.people[0], 2 * turnout.targets[0]), turnout.people[1]))
    for name, turnout in NEAR.items()
}


@pytest.mark.parametrize("turnout", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_what_the_shortfall_taught_bounds_nothing_too_high_for_other_targets(turnout: Turnout) -> None:
    """The burden is bounded for raised targets, by labels and ways that were found for those that are published."""
    world = tiny_world(turnout)
    planner = CampaignPlanner(world, {}, threads=1, seed=1)
    planner.prove(0.0, planner.shortfall(planner.plan()))
    pools = {key: replace(pool, target=1.1 * pool.target) for key, pool in world.pools.items()}
    aimed = planner.retargeted(replace(world, pools=pools))
    aimed.adopt_bounds(planner)
    plan = aimed.share_anew(aimed.plan())
    missing = aimed.shortfall(plan)
    best = min(aimed.burden(plan), best_by_brute_force(aimed, missing))
    bound = aimed.desks_bound(0.0, missing)
    assert max(bound.improve() for _ in range(6)) <= best + SLACK


def test_weeks_are_looked_at_once_for_shortfall_and_burden(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[object] = []

    def counted(*arguments: object) -> object:
        looked_at.append(arguments[-1])
        return possible_weeks(*arguments)

    monkeypatch.setattr(burden_bound, "possible_weeks", counted)
    planner = CampaignPlanner(tiny_world(OUT_OF_REACH["nobody queues"]), {}, threads=1, seed=1)
    plan = planner.plan()
    missing = planner.shortfall(plan)
    planner.prove(0.0, missing)
    assert missing > 1.0
    planner.desks_bound(0.0, missing).improve()
    assert len(looked_at) == len(planner.world.pools)


@pytest.mark.parametrize(("close_enough", "is_cut"), [(1.0, True), (0.0, False)])
def test_the_shortfalls_labels_leave_time_to_the_burden_once_they_are_close(
    monkeypatch: pytest.MonkeyPatch, close_enough: float, is_cut: bool
) -> None:
    """The first step is made however late, and more as long as the earlier tier's bound is far."""
    monkeypatch.setattr(component_planner, "CLOSE_ENOUGH", close_enough)
    planner = CampaignPlanner(tiny_world(OUT_OF_REACH["nobody queues"]), {}, threads=1, seed=1)
    missing = planner.shortfall(planner.plan())
    steps, improve = count(), DesksBound.improve

    def counted(bound: DesksBound, is_over: Callable[[], bool]) -> float:
        next(steps)
        return improve(bound, is_over)

    monkeypatch.setattr(DesksBound, "improve", counted)
    planner.prove(0.0, missing, has_had_share=lambda: True)
    assert (next(steps) == 1) == is_cut
    assert 0.0 < planner.shortfall_bound <= missing + SLACK
