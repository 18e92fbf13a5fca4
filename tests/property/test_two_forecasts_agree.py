"""The model's turnout recursion and the verifier's, each written from the same text, give the same figures."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
import pytest

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.forecast import Forecast as ModelForecast
from optimizer.campaign.forecast import forecast as follow
from optimizer.run.actuals import ActualRow, with_actuals
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import simulate
from optimizer.simulate.scheduling import schedule_of
from optimizer.verify.discrepancies import Discrepancies, agree
from optimizer.verify.evidence import gather_evidence
from optimizer.verify.figures import goals_of, progress_of
from optimizer.verify.forecast import forecast
from optimizer.verify.verifier import reported_by_day
from optimizer.world.ids import PlaceId, StreamId
from optimizer.world.plan import Plan
from optimizer.world.world import World
from tests.worlds.simulated import only
from tests.worlds.small import small_world


def draw_decisions(world: World, draw: random.Random) -> Decisions:
    """Any openings, one stop at most per team and shift, and any invitations."""
    openings = tuple(
        Opening(post, day_shift, officers=draw.choice((1, 2)), helpers=draw.choice((0, 1)))
        for post in world.posts
        for day_shift in sorted(post.may_open)
        if draw.random() < 0.6
    )
    stops: dict[tuple[str, object], Stop] = {}
    for programme in world.programmes:
        for place in programme.places:
            for day_shift in sorted(programme.day_shifts[place]):
                if draw.random() < 0.2:
                    stops[programme.team.id, day_shift] = Stop(programme, place, day_shift)
    invitations = {
        (week, organisation.id, place): draw.randrange(60)
        for week in world.weeks
        for organisation in world.organisations
        for place in organisation.places
    }
    return Decisions(openings, tuple(stops.values()), invitations)


def as_plan(model: ModelForecast) -> Plan:
    return Plan((), (), (), model.openings, model.visits, model.quotas, model.progress, (), ())


def assert_same(row: object, recomputed: Mapping[str, object]) -> None:
    differing = {
        column: (getattr(row, column), value)
        for column, value in recomputed.items()
        if not agree(getattr(row, column), value, 1e-6)
    }
    assert differing == {}, row


SEEDS = range(25)


def draw_actuals(world: World, draw: random.Random) -> tuple[ActualRow, ...]:
    """Reports of some days: of whole days or by shift, of nobody, of many, of more than wait."""
    pools = [(pool.place, pool.stream) for pool in world.pools.values()]
    schools = [(school.place, school.stream) for school in world.schools.values()]
    rows = []
    for day in world.days[: draw.randint(1, len(world.days))]:
        for place, stream in (*pools, *schools):
            if draw.random() < 0.6:
                shifts = draw.choice(([""], ["morning"], ["morning", "evening"], ["", "morning"]))
                rows += [ActualRow(day.date, place, stream, each, draw.choice((0, 1, 7, 40, 9000))) for each in shifts]
    return tuple(rows)


def draw_plan(
    seed: int, uncertainty: Mapping[str, object] | None = None, *, is_reported: bool = False
) -> tuple[Scenario, Plan, tuple[ActualRow, ...]]:
    draw = random.Random(seed)
    data = small_world(draw.randint(1, 4), draw.randint(3, 16), target=draw.choice((5, 60, 4000)), mobile_team=True)
    last, slow_from = data["campaign"]["last_day"], data["campaign"]["finish_by"]
    slow = {"first_day": slow_from, "last_day": last, "factor": draw.choice((0.8, 2.0, 5.0))}
    data["service"]["activation"]["slow_days"] = {"slow": slow}
    if seed % 3 == 0:
        data["shifts"]["evening"] |= {"start": "20:00", "end": "04:00"}
    if uncertainty is not None:
        data["uncertainty"] = uncertainty
    scenario = Scenario.model_validate(data)
    world = compile_world(scenario)
    decisions = draw_decisions(world, draw)
    actuals = draw_actuals(world, draw) if is_reported else ()
    return scenario, as_plan(follow(with_actuals(world, actuals), decisions)), actuals


def test_draws_reach_every_case() -> None:
    """Every kind of visit, queues, second shifts at one place, and weeks in which more are invited than can come."""
    plans = [draw_plan(seed)[1] for seed in SEEDS]
    visits = [row for plan in plans for row in plan.visits]
    assert {row.kind for row in visits if row.expected_done > 0} == {"school", "commune", "home_visit"}
    assert any(row.setup_minutes == 0 for row in visits)
    openings = [row for plan in plans for row in plan.openings]
    assert any(row.expected_served < row.own_arrivals + row.mobilised_arrivals - 1 for row in openings)
    shares = {row.mobilised_arrivals for row in plans[0].openings if row.place == "tan_phu"}
    assert len(shares) > 1


UNCERTAIN = [
    {},
    {"household_sizes": [1.0], "service_time_spread": 0.0, "absence": {"share": 0.0}},
    {"absence": {"share": 0.4, "covered": 0.1}, "national_system": {"down": 0.1, "slow": 0.3, "slow_factor": 2.5}},
    {"queues": False, "absence": {"share": 0.1}, "national_system": {"down": 0.4, "slow": 0.7}},
    {"one_by_one": False, "household_sizes": [0.0, 0.0, 0.5, 0.5]},
]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_agrees(seed: int) -> None:
    assert_every_row_agrees(*draw_plan(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_agrees_on_queues_bad_days_and_illness(seed: int) -> None:
    assert_every_row_agrees(*draw_plan(seed, UNCERTAIN[seed % len(UNCERTAIN)]))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_agrees_on_days_that_are_reported(seed: int) -> None:
    scenario, plan, actuals = draw_plan(seed, UNCERTAIN[seed % len(UNCERTAIN)], is_reported=True)
    assert_every_row_agrees(scenario, plan, actuals)
    totals = with_actuals(compile_world(scenario), actuals).recorded
    assert totals
    nights = {"evening"} if scenario.shifts["evening"].end < scenario.shifts["evening"].start else set()
    for row in plan.progress:
        day = (row.date - scenario.campaign.first_day).days
        if (done := totals.get((PlaceId(row.place), StreamId(row.stream), day))) is not None and not nights:
            assert row.expected_done == done


@pytest.mark.parametrize("seed", SEEDS)
def test_campaigns_go_as_reported_and_then_as_expected(seed: int) -> None:
    """Where nothing is drawn the simulation comes out as the two forecasts, reports included."""
    scenario, plan, actuals = draw_plan(seed, None, is_reported=True)
    world = with_actuals(compile_world(scenario), actuals)
    rows = {(row.date, row.place, row.stream): row for row in plan.progress}
    outcomes = simulate(schedule_of(world, plan), only(), 1, seed=1)
    for number, (place, stream) in enumerate(outcomes.targets):
        for at, day in enumerate(outcomes.days):
            assert outcomes.done[0, number, at] == pytest.approx(rows[day, place, stream].expected_cumulative, abs=1e-6)
    whole = simulate(schedule_of(world, plan), Uncertainty(), 3, seed=1)
    known = [(whole.targets.index((place, stream)), day, done) for (place, stream, day), done in world.recorded.items()]
    first = [(number, done) for number, day, done in known if day == 0]
    before = [pool.already_done for pool in world.pools.values()]
    assert all(
        (whole.done[:, number, 0] - (before[number] if number < len(before) else 0) == done).all()
        for number, done in first
    )
    assert (np.diff(whole.done, axis=2) >= 0).all()


def assert_every_row_agrees(scenario: Scenario, plan: Plan, actuals: tuple[ActualRow, ...] = ()) -> None:
    findings = Discrepancies()
    evidence = gather_evidence(scenario, plan, findings)
    assert [breach for breach in findings.breaches if breach.key.rule != "itinerary"] == []
    known = reported_by_day(actuals)
    recomputed = forecast(scenario, evidence.almanac, evidence.tables, evidence.legs, evidence.pupils, known)
    for opening in evidence.tables.openings:
        assert_same(opening.row, asdict(recomputed.desks[opening.line]))
    for visit in evidence.tables.visits:
        assert_same(visit.row, asdict(recomputed.visits[visit.line]))
        assert_same(visit.row, asdict(evidence.legs[visit.line]))
    rows = {(at.row.date, at.row.place, at.row.stream): at.row for at in evidence.tables.progress}
    for (place, stream), goal in goals_of(evidence, recomputed).items():
        for day, done, cumulative, share in progress_of(evidence.almanac.days, goal):
            figures = {"expected_done": done, "expected_cumulative": cumulative, "share": share}
            assert_same(rows.pop((day, place, stream)), figures | {"target": goal.target})
    assert rows == {}
