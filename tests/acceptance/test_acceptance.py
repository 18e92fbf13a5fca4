"""Acceptance rules: what a text says, what is measured of a plan, and what the bounds prove of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from optimizer.acceptance.baseline import baseline_figure
from optimizer.acceptance.judgement import acceptance_results
from optimizer.acceptance.measures import Measured
from optimizer.acceptance.proofs import is_out_of_reach
from optimizer.errors import ScenarioError
from optimizer.run.record import Parameters
from optimizer.run.recording import Circumstances
from optimizer.run.recording import run_record as run_record_of
from optimizer.scenario.acceptance import (
    LOADS,
    SHARES,
    TIER_FIGURES,
    TIERS,
    AcceptanceRule,
    MalformedRuleError,
    acceptance_rule,
)
from optimizer.verify import verify_plan
from tests.worlds.planned import plan
from tests.worlds.small import lawful_rules, small_world
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_record, simulated

PARSED = {
    "expected share >= 1.0": AcceptanceRule("", "expected share", "", False, "", True, 1.0),
    "  commune   share of  activation>=0.6 ": AcceptanceRule("", "commune share", "activation", False, "", True, 0.6),
    "finish date <= 2024-06-24": AcceptanceRule("", "finish date", "", False, "", False, date(2024, 6, 24)),
    "finish date of id_card <= baseline": AcceptanceRule("", "finish date", "id_card", False, "", False, None),
    "value( burden ) <= 1.05*baseline": AcceptanceRule("", "value", "burden", False, "", False, None, 1.05),
    "gap(shortfall) <= 0.001": AcceptanceRule("", "gap", "shortfall", False, "", False, 0.001),
    "evenings per officer per 7 days <= 3": AcceptanceRule("", "evenings", "", True, "7 days", False, 3.0),
    "overtime hours per officer per month <= 40": AcceptanceRule("", "overtime hours", "", True, "month", False, 40.0),
    "weekend duties per week <= 12": AcceptanceRule("", "weekend duties", "", False, "week", False, 12.0),
    "chance( activation ) >= 0.9": AcceptanceRule("", "chance", "activation", False, "", True, 0.9),
    "chance(place) >= 0.5": AcceptanceRule("", "place chance", "", False, "", True, 0.5),
    "chance (place) of id_card >= baseline": AcceptanceRule("", "place chance", "id_card", False, "", True, None),
    "hours <= 9000": AcceptanceRule("", "hours", "", False, "", False, 9000.0),
}


@pytest.mark.parametrize("text", PARSED)
def test_a_rule_is_taken_apart(text: str) -> None:
    assert acceptance_rule(text) == replace(PARSED[text], text=text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ">=",
        "hours",
        "hours >= ",
        "hours >= -1",
        "hours >= 1e3",
        "hours >= 1 >= 0",
        "value() <= 1",
        "value <= 1",
        "chance() >= 0.5",
        "chance >= 0.5",
        "chance(activation) >= 90",
        "chance(activation) of id_card >= 0.9",
    ],
)
def test_what_is_no_rule_says_why_and_what_to_write(text: str) -> None:
    with pytest.raises(MalformedRuleError) as caught:
        acceptance_rule(text)
    assert caught.value.what
    assert caught.value.remedy


def test_a_plan_is_judged_as_by_hand() -> None:
    record = run_record()
    assert acceptance_results(scenario(), PLAN, record) == record.acceptance


@pytest.mark.parametrize(
    ("rule", "value", "at"),
    [
        ("school share >= 0.5", 0.514286, "school id_card"),
        ("commune share <= 1.0", 0.30275, "tan_phu activation"),
        ("shortfall <= 0", 76.525, ""),
        ("finish date of activation <= 2024-04-06", None, ""),
        ("duties >= 0", 7.0, ""),
        ("duties per officer per 3 days >= 1", 1.0, "cuong 2024-04-04"),
        ("duties per officer per 2 days >= 1", 1.0, "binh 2024-04-04"),
        ("hours per officer per month <= 9", 12.0, "an 2024-04"),
        ("overtime hours per officer <= 0", 4.0, "an"),
        ("weekends per officer <= 0", 1.0, "an"),
        ("weekend duties per 2 days <= 0", 2.0, "2024-04-05"),
        ("holiday duties <= 0", 0.0, ""),
        ("bound(shortfall) <= 1", 90.55, ""),
        ("bound(preferences) <= 1", None, ""),
    ],
)
def test_measures(rule: str, value: float | None, at: str) -> None:
    asked = scenario(acceptance=[rule])
    record = run_record()
    (result,) = acceptance_results(asked, PLAN, record)
    assert (result.value, result.at) == (value, at)
    # The verifier measures the same of the same rows.
    found = verify_plan(asked, PLAN, replace(record, acceptance=(result,)))
    assert [figure for figure in found.figures if "acceptance" in figure.column] == []


@pytest.mark.parametrize(
    ("rule", "value", "at", "passed"),
    [
        ("chance(activation) >= 0.42", 0.42, "", True),
        ("chance(activation) >= 0.9", 0.42, "", False),
        ("chance(place) >= 0.2", 0.1, "school id_card", False),
        ("chance(place) of activation >= 0.25", 0.25, "tan_phu activation", True),
    ],
)
def test_chances_are_those_simulated_by_the_last_day(rule: str, value: float, at: str, passed: bool) -> None:
    asked = scenario(acceptance=[rule], uncertainty={})
    found = simulated({("activation", "tan_phu"): 0.25, ("activation", ""): 0.42, ("id_card", "school"): 0.1})
    record = replace(run_record(), chances=found.record.chances)
    (result,) = acceptance_results(asked, PLAN, record)
    assert (result.value, result.at, result.passed, result.proved) == (value, at, passed, False)
    for claim, is_right in ((result, True), (replace(result, value=0.99), False)):
        figures = verify_plan(asked, PLAN, replace(record, acceptance=(claim,)), found).figures
        assert [figure for figure in figures if "acceptance" in figure.column] == [] or not is_right
        assert any("acceptance" in figure.column for figure in figures) or is_right


def test_no_chance_passes_no_rule() -> None:
    asked = scenario(acceptance=["chance(activation) >= 0.0", "chance(place) >= 0.0"], uncertainty={})
    results = acceptance_results(asked, PLAN, run_record())
    assert [(result.value, result.passed) for result in results] == [(None, False), (None, False)]
    found = verify_plan(asked, PLAN, replace(run_record(), acceptance=results))
    assert [figure for figure in found.figures if "acceptance" in figure.column] == []


def test_a_baseline_lends_its_figure() -> None:
    rule = acceptance_rule("expected share >= 1.1 * baseline")
    assert baseline_figure(rule, Measured(scenario(), PLAN, run_record()), "here") == 0.328728
    never = acceptance_rule("finish date <= baseline")
    with pytest.raises(ScenarioError, match="the baseline has no figure for 'finish date <= baseline'"):
        baseline_figure(never, Measured(scenario(), PLAN, run_record()), "here")


def measured_with_bound(tier: str, bound: float) -> Measured:
    """The plan with another bound on one tier."""
    record = run_record()
    tiers = tuple(replace(claim, bound=bound) if claim.name == tier else claim for claim in record.tiers)
    return Measured(scenario(), PLAN, replace(record, tiers=tiers))


RULES_ON_OUTCOMES = [
    "expected share >= {}",
    "expected share of activation >= {}",
    "commune share >= {}",
    "commune share of activation >= {}",
    "school share >= {}",
]


@pytest.mark.parametrize("text", [*RULES_ON_OUTCOMES, "shortfall <= {}", "shortfall of id_card <= {}"])
def test_a_proof_never_speaks_against_a_plan_there_is(text: str) -> None:
    """Whatever is done of each place, a plan that passes is not proved impossible by the shortfall that it has."""
    random = Random(text)
    passing = 0
    for _ in range(300):
        done = {"activation": random.uniform(0, 120), "id_card": random.uniform(0, 14)}
        shortfall = max(0.0, 100 - done["activation"]) + max(0.0, 50 - done["activation"]) + 14 - done["id_card"]
        limit = round(random.uniform(0, 1.1), 3) if "share" in text else round(random.uniform(0, 120), 3)
        rule = acceptance_rule(text.format(limit))
        if _passes(rule, limit, done):
            passing += 1
            assert not is_out_of_reach(rule, limit, measured_with_bound("shortfall", shortfall))
    assert passing > 20


@pytest.mark.parametrize("text", ["finish date <= 2024-04-05", "expected share >= 1.0"])
def test_people_of_a_place_without_a_target_may_make_up_the_total(text: str) -> None:
    """As many done there as are missing elsewhere reach the total, whatever is missing elsewhere."""
    elsewhere = {"name": "Lân cận", "kind": "commune", "latitude": 11.5, "longitude": 106.8}
    world = {"places__elsewhere": elsewhere | {"pools": {"activation": {"target": 0, "people": 200}}}}
    rule, record = acceptance_rule(text), measured_with_bound("shortfall", 164.0).record
    assert rule.limit is not None
    assert not is_out_of_reach(rule, rule.limit, Measured(scenario(**world), PLAN, record))
    asked = scenario(acceptance=[text], **world)
    results = acceptance_results(asked, PLAN, record)
    found = verify_plan(asked, PLAN, replace(record, acceptance=results))
    assert [figure for figure in found.figures if figure.column.endswith("proved")] == []


def _passes(rule: AcceptanceRule, limit: float, done: dict[str, float]) -> bool:
    targets = {"activation": 100.0, "id_card": 14.0}
    streams = [rule.subject] if rule.subject else list(targets)
    if rule.measure == "shortfall":
        return sum(max(0.0, targets[stream] - done[stream]) for stream in streams) <= limit
    if rule.measure == "expected share":
        return sum(done[stream] for stream in streams) >= limit * sum(targets[stream] for stream in streams)
    stream = "id_card" if rule.measure == "school share" else "activation"
    return done[stream] >= limit * targets[stream]


@pytest.mark.parametrize(
    ("text", "limit", "tier", "bound"),
    [
        # All 14 pupils may be missing, and of 100 accounts those short of the share, doubly below the half.
        ("commune share >= 0.8", 0.8, "shortfall", 34.0),
        ("commune share >= 0.2", 0.2, "shortfall", 124.0),
        # 50 and 100 short for nobody done; both weigh most for those who are done last: the 14 pupils.
        ("school share >= 0.5", 0.5, "shortfall", 157.0),
        ("shortfall <= 10", 10.0, "shortfall", 20.0),
        ("shortfall of id_card <= 3", 3.0, "shortfall", 153.0),
        # 114 done at the least loss: 14 pupils save 1 each, the 100 of 120 people saved 150 / 120 each.
        ("expected share >= 1.0", 1.0, "shortfall", 164 - 14 - 100 * 150 / 120),
        ("finish date <= 2024-04-05", date(2024, 4, 5), "shortfall", 164 - 14 - 100 * 150 / 120),
        ("value(burden) <= 3", 3.0, "burden", 3.0),
    ],
)
def test_what_a_passing_plan_may_have_at_most(text: str, limit: float | date, tier: str, bound: float) -> None:
    rule = acceptance_rule(text)
    assert not is_out_of_reach(rule, limit, measured_with_bound(tier, bound))
    assert is_out_of_reach(rule, limit, measured_with_bound(tier, bound + 0.01))
    record = measured_with_bound(tier, bound + 0.01).record
    asked = scenario(acceptance=[text])
    results = acceptance_results(asked, PLAN, record)
    found = verify_plan(asked, PLAN, replace(record, acceptance=results))
    assert [figure for figure in found.figures if "acceptance" in figure.column] == []


@pytest.mark.parametrize(
    "text",
    ["gap(burden) <= 0", "bound(burden) <= 0", "hours <= 0", "hours >= 9999", "finish date <= 2024-04-06"],
)
def test_nothing_is_proved_where_bounds_say_nothing(text: str) -> None:
    measured = measured_with_bound("shortfall", 178.0)
    rule = acceptance_rule(text)
    assert rule.limit is not None
    assert not is_out_of_reach(rule, rule.limit, measured)


PARAMETERS = Parameters(4.0, 1, (), (), None)
CIRCUMSTANCES = Circumstances("small", "", 1, True, False, {}, PARAMETERS, 0.0, 0.0, (), (), {})
EVERY_MEASURE = [
    *(f"{share} >= 0.9" for share in SHARES),
    "commune share of activation >= 1.0",
    "school share of id_card <= 0.5",
    "shortfall <= 10",
    "shortfall of id_card <= 1",
    "finish date <= 2024-04-09",
    "finish date of id_card <= 2024-04-12",
    *(f"{figure}({tier}) <= 0.5" for figure in TIER_FIGURES for tier in TIERS if tier != "finish"),
    *(f"{load} <= 3" for load in LOADS),
    *(f"{load} per officer <= 3" for load in LOADS),
    *(f"{load} per officer per 5 days <= 1" for load in LOADS),
    *(f"{load} per officer per week >= 1" for load in LOADS),
    *(f"{load} per month <= 1000" for load in LOADS),
]


def test_every_measure_of_a_planned_campaign_is_verified() -> None:
    world = small_world(2, 8, 2) | {"rules": lawful_rules(), "acceptance": EVERY_MEASURE}
    found = plan(world)
    record = run_record_of(found.scenario, found.world, found.plan, CIRCUMSTANCES)
    results = acceptance_results(found.scenario, found.plan, record)
    assert [result.rule for result in results] == EVERY_MEASURE
    assert {result.passed for result in results} == {True, False}
    assert any(result.proved for result in results)
    verification = verify_plan(found.scenario, found.plan, replace(record, acceptance=results))
    assert [str(figure) for figure in verification.figures] == []
    values = {result.rule: result.value for result in results}
    for load in LOADS:
        in_five_days, of_one = values[f"{load} per officer per 5 days <= 1"], values[f"{load} per officer <= 3"]
        assert in_five_days <= of_one <= values[f"{load} <= 3"]
