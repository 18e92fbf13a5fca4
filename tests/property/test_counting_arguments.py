"""What counting calls short is short in the best roster the solver finds; what it calls the most is never passed."""

from __future__ import annotations

import random
from collections import defaultdict
from math import inf
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.forecast import forecast
from optimizer.explain.precheck.counting import shortages
from optimizer.explain.precheck.reach import most_reached, total_reached
from optimizer.planning.openings_model import OpeningsModel
from optimizer.planning.unit_groups import sharing_people
from optimizer.rostering.budget import Budget
from optimizer.rostering.result import Status
from optimizer.rules.poster import Mode
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from optimizer.world.world import World
from tests.worlds.small import lawful_rules, small_world

DRAWN = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """One or two communes with few officers, leave, skills, loans and hours that may or may not be enough."""
    communes = draw(st.integers(1, 2))
    data: dict[str, Any] = small_world(
        communes, draw(st.integers(3, 8)), draw(st.integers(1, 3)), first_day="2024-04-01", mobile_team=False
    )
    data["rules"] = lawful_rules()
    for name in draw(st.sets(st.sampled_from(sorted(data["rules"])), max_size=3)):
        data["rules"][name]["enforcement"] = "off"
    for name, officer in data["officers"].items():
        officer["hours_per_week"] = draw(st.sampled_from([12, 24, 40]))
        officer["skills"] = draw(st.sampled_from([[], ["prints"]]))
        others = [unit for unit in data["units"] if unit != officer["unit"]]
        officer["lent_to"] = draw(st.lists(st.sampled_from(others), max_size=1)) if others else []
        first, length = draw(st.integers(1, 5)), draw(st.integers(-1, 3))
        if length >= 0 and first + length <= 3:
            days = (f"2024-04-0{first}", f"2024-04-0{first + length}")
            officer["leave"] = dict(zip([name], [dict(zip(("first_day", "last_day"), days, strict=True))], strict=True))
    for post in data["posts"].values():
        size = draw(st.integers(1, 3))
        post["crew"] = {"size": size, "officers": draw(st.integers(1, size))}
        post["crew"] |= draw(st.sampled_from([{}, {"skill": "prints"}]))
        post["standing"]["day_types"] = ["weekday", "weekend"]
    return Scenario.model_validate(data)


def most_manned(world: World, scenario: Scenario) -> dict[tuple[str, int], int]:
    """Crew members of each desk and day in the roster that mans most of the standing duties."""
    manned: dict[tuple[str, int], int] = defaultdict(int)
    for units in sharing_people(world, scenario.rules):
        model = OpeningsModel(world, scenario.rules, units, Decisions(), Mode.HARD)
        model.prefer_wanted()
        solver = cp_model.CpSolver()
        assert Budget(inf, None, StopRequest()).solve(solver, model.model, 20.0) is Status.OPTIMAL
        decided, _ = model.decided(list(solver.response_proto.solution))
        for opening in decided.openings:
            if opening.day_shift in opening.post.must_open:
                manned[opening.post.id, opening.day_shift.day] += opening.officers + opening.helpers
    return manned


@DRAWN
@given(scenarios())
def test_what_is_short_by_counting_is_short_in_the_best_roster(scenario: Scenario) -> None:
    world = compile_world(scenario)
    short = [each for each in shortages(scenario, world) if each.argument in ("crews", "hours")]
    if not short:
        return
    manned = most_manned(world, scenario)
    posts = {post.id: post for post in world.posts}
    asked = {
        (post.id, each.day): post.crew_size * sum(other.day == each.day for other in post.must_open)
        for post in world.posts
        for each in post.must_open
    }
    lacking = {key: number - manned[key] for key, number in asked.items()}
    claimed = sum(each.missing for each in short if each.argument == "crews")
    assert sum(lacking.values()) >= claimed
    for each in short:
        if each.argument == "hours":
            days = {day.index for day in world.days if each.first_day <= day.date <= each.last_day}
            # Every shift of the small world is four hours long.
            hours = sum(
                4 * number
                for (post, day), number in lacking.items()
                if posts[post].unit == each.subjects["unit"]
                and day in days
                and each.subjects.get("skill") in (None, posts[post].skill)
            )
            assert hours >= each.missing


def random_decisions(world: World, dice: random.Random) -> Decisions:
    """Most desks most of the time with all their lanes, all who can be invited, visits on every day that has one."""
    openings = tuple(
        Opening(post, each, post.crew_size, 0) for post in world.posts for each in post.may_open if dice.random() < 0.95
    )
    invitations = {
        (week, organisation.id, dice.choice(organisation.places)): organisation.weekly_capacity
        for organisation in world.organisations
        for week in world.weeks
    }
    stops = []
    for programme in world.programmes:
        for place in programme.places:
            days = sorted({each.day for each in programme.day_shifts[place]})
            visited = dice.sample(days, min(len(days), programme.maximum_visits))
            stops += [Stop(programme, place, each) for each in programme.day_shifts[place] if each.day in visited]
    taken: dict[tuple[str, Any], Stop] = {(stop.programme.team.id, stop.day_shift): stop for stop in stops}
    return Decisions(openings, tuple(taken.values()), invitations)


@DRAWN
@given(st.integers(0, 10**6), st.integers(2, 9), st.sampled_from([20, 60, 200]))
def test_no_plan_is_expected_to_come_to_more_than_the_most(seed: int, days: int, target: int) -> None:
    data = small_world(2, days, 3, first_day="2024-04-01", target=target)
    scenario = Scenario.model_validate(data)
    world = compile_world(scenario)
    expected = forecast(world, random_decisions(world, random.Random(seed)))
    for reach in most_reached(world):
        assert expected.cumulative(reach.place, reach.stream, world.finish_by) <= reach.most + 1e-6
    for stream in {pool.stream for pool in world.pools.values()}:
        done = sum(expected.cumulative(place, own, world.finish_by) for place, own in world.pools if own == stream)
        assert done <= total_reached(world, stream) + 1e-6
