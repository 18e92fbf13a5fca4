"""Whatever small campaign is planned: the plan verifies, says what it is worth, and bounds it honestly."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from optimizer.campaign.tier_values import standing_value
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.floor import standing_only
from optimizer.planning.staffing import staffing_need
from optimizer.planning.unit_groups import rostered_together
from optimizer.stopping import StopRequest
from optimizer.verify import verify_folder
from optimizer.workflows.plan import PlanOutcome, plan_campaign
from optimizer.workflows.preparing import PlanRequest
from optimizer.workflows.verify import verify_run
from optimizer.world.plan import Plan, Tier
from tests.worlds.planned import Planned, plan, standing_still
from tests.worlds.small import World, lawful_rules, small_world, write_world
from tests.worlds.solved import tiered

TOLERANCE = 0.01
"""Figures agree to this in total (persons, burden)."""
BEFORE_FAIRNESS = ("standing", "shortfall", "burden")


@st.composite
def campaigns(draw: st.DrawFn) -> World:
    """Up to three units, one or two weeks, one or two streams; leave, history, loans, and rules soft or off."""
    communes, days = draw(st.integers(1, 3)), draw(st.integers(4, 10))
    data = small_world(
        communes,
        days,
        draw(st.integers(2, 4)),
        first_day=draw(st.sampled_from(["2024-04-01", "2024-04-04", "2024-04-06"])),
        target=draw(st.sampled_from([10, 60, 300])),
        mobile_team=draw(st.booleans()),
    )
    data["rules"] = draw_rules(draw)
    if draw(st.booleans()):
        data["campaign"]["finish_by"] = data["campaign"]["last_day"]
    for post in data["posts"].values():
        post["lanes"] = draw(st.integers(1, 2))
        if draw(st.booleans()):
            post["standing"] = None
    for number, officer in enumerate(data["officers"].values()):
        draw_officer(draw, data, officer, number)
    if draw(st.booleans()):
        data["shifts"]["evening"] |= {"start": "20:00", "end": "04:00"}
    data["organisations"]["youth_union"]["weekly_capacity"] = draw(st.sampled_from([5, 40]))
    draw_visits(draw, data)
    return data


def draw_rules(draw: st.DrawFn) -> World:
    rules = lawful_rules()
    for name in ("weekly_rest", "days_running", "compensatory_days", "hours_a_week"):
        enforcement = draw(st.sampled_from(["hard", "hard", "off", {"soft": 2.0}]))
        rules[name]["enforcement"] = enforcement
    for name in ("coverage", "fair_share", "requests"):
        if draw(st.integers(0, 3)) == 0:
            rules[name]["enforcement"] = "off"
    return rules


def draw_officer(draw: st.DrawFn, data: World, officer: World, number: int) -> None:
    first = date.fromisoformat(data["campaign"]["first_day"])
    last = date.fromisoformat(data["campaign"]["last_day"])
    officer["hours_per_week"] = draw(st.sampled_from([20, 32, 48]))
    match draw(st.sampled_from(["nothing", "leave", "history", "wish"])):
        case "leave":
            begin = first + timedelta(days=draw(st.integers(0, 3)))
            officer["leave"] = {"away": {"first_day": begin.isoformat(), "last_day": min(last, begin).isoformat()}}
        case "history":
            before = (first - timedelta(days=1)).isoformat()
            shift = draw(st.sampled_from(["morning", "evening", "rest"]))
            officer["history"] = {"days": {before: [shift]}, "burden": 2.0, "available_days": 10}
        case "wish":
            officer["requests"] = {"wish": {"date": first.isoformat(), "want": "off", "weight": 1.0}}


def draw_visits(draw: st.DrawFn, data: World) -> None:
    """Some of the programmes of the visiting team, if there is one."""
    if "visits" not in data:
        return
    kept = draw(st.sampled_from([("schools", "communes", "homes"), ("schools", "homes"), ("communes",)]))
    data["visits"] = {name: data["visits"][name] for name in kept}
    data["visits"].get("homes", {}).update(maximum_visits=draw(st.integers(1, 2)))
    if "schools" not in kept:
        del data["places"]["school_1"]
        del data["calendar"]["school_term"]


def plan_and_publish(data: World, folder: Path, **request: Any) -> PlanOutcome:
    scenario = write_world(folder, data)
    directory = folder / "runs" / "plan"
    asked = PlanRequest(scenario, directory, **{"seconds": 2.0, "deterministic": True, "workers": 2, **request})
    return plan_campaign(asked, lambda event: None, StopRequest(), standing_still)


@settings(max_examples=9, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(campaigns())
def test_any_plan_verifies_and_says_what_it_is_worth(data: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = plan_and_publish(data, Path(folder))
        assert outcome.misplaced is None
        assert outcome.verification.passed
        again = verify_run(outcome.directory).verification
        assert again.passed
        assert sum(again.figures_compared.values()) > 0
        record = json.loads((outcome.directory / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "complete"
    recomputed = {tier.name: tier.value for tier in again.tiers}
    assert recomputed.keys() == {tier["name"] for tier in record["tiers"]}
    for tier in record["tiers"]:
        assert tier["value"] == pytest.approx(recomputed[tier["name"]], abs=TOLERANCE)
    assert_bounds_are_honest(outcome.publication.plan, again.total_target)
    assert_nobody_is_promised_twice(outcome.publication.plan)


@st.composite
def short_of_people(draw: st.DrawFn) -> World:
    """Campaigns as above with officers missing, few hours, leave, or loans to a neighbour who needs them as well."""
    data = draw(campaigns())
    staff = sorted(data["officers"])
    for name in draw(st.lists(st.sampled_from(staff), max_size=len(staff) - 1, unique=True)):
        if draw(st.booleans()):
            del data["officers"][name]
        else:
            data["officers"][name]["hours_per_week"] = draw(st.sampled_from([4, 8, 12]))
    units = sorted({officer["unit"] for officer in data["officers"].values()})
    for officer in data["officers"].values():
        if len(units) > 1 and draw(st.booleans()):
            officer["lent_to"] = [draw(st.sampled_from([unit for unit in units if unit != officer["unit"]]))]
    for post in data["posts"].values():
        post["standing"] = {"shifts": ["morning", "afternoon"], "day_types": ["weekday", "weekend"]}
    return data


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate,),
)
@given(short_of_people(), st.sampled_from(["", "", "itinerary", "campaign", "roster"]))
def test_no_plan_leaves_more_of_standing_duties_than_a_plain_assignment(data: World, stop_after: str) -> None:
    """Officers on standing duties and on nothing else, by the same rules, with all the effort they may take.

    So it is wherever planning is stopped: when teams or openings are planned, or after the first roster.
    """
    found = plan(data, stop_after=stop_after)
    assert found.verified().passed
    decisions = standing_only(found.world)
    need = staffing_need(found.world, decisions, rostered_together(found.world, found.loop.rules))
    held = {
        slot: crew
        for problem in need.problems.values()
        for slot, crew in tiered(problem, found.loop.rules).staff(20.0).roster.assignments.items()
    }
    plain, _ = close_unstaffed(found.world, decisions, need, held)
    assert found.tiers["standing"].value <= standing_value(found.world, plain)


def assert_bounds_are_honest(found: Plan, total_target: float) -> None:
    """Bounds lie between zero and the value, and the gap is what lies between, by the published scale."""
    for tier in found.tiers:
        assert tier.bound is not None
        assert tier.gap is not None
        assert 0.0 <= tier.bound <= tier.value + 1e-9
        scale = max(total_target if tier.name == "shortfall" else tier.value, 1.0)
        assert tier.gap == pytest.approx((tier.value - tier.bound) / scale)
        assert tier.value == pytest.approx(sum(value for _, value in tier.terms), abs=1e-6)
    assert [tier.name for tier in found.tiers] == ["standing", "shortfall", "burden", "fairness", "preferences"]


def assert_nobody_is_promised_twice(found: Plan) -> None:
    """One place at a time for officers and helpers, and crews as large as the openings say."""
    for rows in (found.roster, found.helpers):
        held = [(row.date, row.shift, getattr(row, "officer", None) or getattr(row, "helper", None)) for row in rows]
        assert len(held) == len(set(held))
    for opening in found.openings:
        crew = [row for row in found.roster if (row.date, row.shift, row.post) == key_of(opening)]
        helpers = [row for row in found.helpers if (row.date, row.shift, row.post) == key_of(opening)]
        assert (len(crew), len(helpers)) == (opening.officers, opening.helpers)


def key_of(opening: Any) -> tuple[date, str, str]:
    return opening.date, opening.shift, opening.post


def enlarged(data: World) -> World:
    """The same world with one officer more in the first commune."""
    larger = deepcopy(data)
    larger["officers"]["another"] = deepcopy(larger["officers"]["tan_phu_1"]) | {"name": "Người mới"}
    return larger


def tiers(found: Planned) -> Mapping[str, Tier]:
    return found.tiers


def lone_commune(seed: int) -> World:
    """One commune whose standing shifts, evenings among them, reach the target; with three officers or more."""
    data = small_world(1, 6 + seed % 2, 3 + seed % 3, first_day="2024-04-01", target=20 + 5 * seed)
    data["rules"] = lawful_rules()
    data["calendar"] = {}
    data["posts"]["desk_tan_phu"]["standing"]["shifts"] = [("morning", "evening"), ("evening",)][seed % 2]
    data["places"]["tan_phu"]["pools"]["activation"] |= {"people": 400, "already_done": 0}
    data["helpers"] = {}
    return data


LONE_COMMUNES = range(8)


@pytest.fixture(scope="module")
def planned_communes() -> dict[int, tuple[Planned, Planned]]:
    return {
        seed: (plan(lone_commune(seed), improve=True), plan(enlarged(lone_commune(seed)), improve=True))
        for seed in LONE_COMMUNES
    }


def proved_tiers(pair: tuple[Planned, Planned]) -> list[str]:
    """The tiers up to the first that is not proved, or not equal, in both runs; fairness is not asked."""
    before, after = (tiers(found) for found in pair)
    proved = []
    for name in BEFORE_FAIRNESS:
        if any(gap is None or gap > 1e-6 for gap in (before[name].gap, after[name].gap)):
            break
        proved.append(name)
        if after[name].value < before[name].value - TOLERANCE:
            break
    return proved


@pytest.mark.parametrize("seed", LONE_COMMUNES)
def test_one_officer_more_is_never_worse(seed: int, planned_communes: dict[int, tuple[Planned, Planned]]) -> None:
    """A tier that is proved in both runs, while all before it are equal and proved, does not rise."""
    pair = planned_communes[seed]
    assert all(found.verified().passed for found in pair)
    for name in proved_tiers(pair):
        assert tiers(pair[1])[name].value <= tiers(pair[0])[name].value + TOLERANCE


def test_most_of_these_are_proved(planned_communes: dict[int, tuple[Planned, Planned]]) -> None:
    """So that the test before says something."""
    proved = [proved_tiers(pair) for pair in planned_communes.values()]
    assert sum("standing" in names for names in proved) >= 6
    assert sum("shortfall" in names for names in proved) >= 5
    assert sum("burden" in names for names in proved) >= 4
    before, after = planned_communes[0]
    assert tiers(after)["standing"].value < tiers(before)["standing"].value


def renamed(data: World) -> World:
    """The officers under other ids, in the same order."""
    other = deepcopy(data)
    other["officers"] = {f"can_bo_{number:02d}": each for number, each in enumerate(data["officers"].values())}
    return other


@pytest.mark.parametrize("communes", [1, 2])
def test_names_decide_nothing(communes: int) -> None:
    data = small_world(communes, 7, 4, first_day="2024-04-01") | {"rules": lawful_rules()}
    first, second = plan(data, improve=True), plan(renamed(data), improve=True)
    for name in BEFORE_FAIRNESS:
        assert tiers(second)[name].value == pytest.approx(tiers(first)[name].value)
        assert tiers(second)[name].bound == pytest.approx(tiers(first)[name].bound)
    assert tiers(second)["fairness"].value == pytest.approx(tiers(first)["fairness"].value)
    assert first.plan.openings == second.plan.openings


def test_targets_out_of_reach_are_a_shortage_and_no_error(tmp_path: Path) -> None:
    data = small_world(2, 7, 4, first_day="2024-04-01") | {"rules": lawful_rules()}
    reached = {}
    for factor in (1, 2):
        for place in data["places"].values():
            for pool in place.get("pools", {}).values():
                pool["target"] = pool["people"] = factor * pool["people"]
        outcome = plan_and_publish(data, tmp_path / str(factor))
        assert verify_folder(outcome.directory).passed
        reached[factor] = {tier.name: tier for tier in outcome.publication.plan.tiers}
        assert outcome.publication.record.total.share < 1.0
        assert outcome.publication.record.finish_date is None
    assert reached[2]["shortfall"].value > reached[1]["shortfall"].value > 0.0
    bound = reached[2]["shortfall"].bound
    assert bound is not None
    assert bound > 0.0
