"""The tiers of the verifier against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.verify import Verification, verify_plan
from optimizer.world.plan import Plan, Tier
from tests.worlds.verified import PLAN, SATURDAY, scenario
from tests.worlds.verified_run import run_record


def tiers(plan: Plan = PLAN, **world: Any) -> dict[str, float]:
    return {tier.name: tier.value for tier in verify_plan(scenario(**world), plan).tiers}


def result_of(plan: Plan = PLAN, **world: Any) -> Verification:
    return verify_plan(scenario(**world), plan)


def test_values_by_hand() -> None:
    values = tiers()
    assert list(values) == ["standing", "shortfall", "burden", "fairness", "preferences"]
    assert values == pytest.approx(
        {
            "standing": 0.0,
            "shortfall": 96.25,
            "burden": 25.2,
            "fairness": 1.5 - 1.0 + 0.05 - 0.1 / 3,
            "preferences": 0.0,
        }
    )


def test_stream_weight_and_minimum_share() -> None:
    """Weight 2 of (100 - 30.275) and nothing more once the minimum is met, beside 6.8 pupils."""
    streams = {
        "activation": {"name": "Kích hoạt", "unit": "tài khoản", "weight": 2.0, "minimum_share": 0.3},
        "id_card": {"name": "Căn cước", "unit": "hồ sơ"},
    }
    assert tiers(campaign__streams=streams)["shortfall"] == pytest.approx(2 * 69.725 + 6.8)


def test_schools_are_judged_on_the_last_day() -> None:
    moved = replace(PLAN, visits=(replace(PLAN.visits[0], date=SATURDAY),))
    world = {"visits__schools__day_types": ["weekend"]}
    assert result_of(moved, **world).tiers[1].terms["id_card.pupils"] == pytest.approx(14 - 0.9 * 0.8 * 14)


def test_finish_is_the_first_day_the_district_total_is_met() -> None:
    """Already done 20, after Thursday 25.25, after Friday 30.275 and 7.2 pupils; 14 pupils are part of the target."""
    pool = {"activation": {"target": 23, "people": 120, "already_done": 20}}
    result = result_of(objectives={"goal": "earliest"}, places__tan_phu__pools=pool)
    assert result.finish_date == "2024-04-05"
    assert [tier.name for tier in result.tiers][2] == "finish"
    assert result.tiers[2].value == 2.0


def test_finish_that_is_never_reached_lies_one_day_after_the_last() -> None:
    result = result_of(objectives={"goal": "earliest"})
    assert result.finish_date is None
    assert result.tiers[2].value == 4.0


@pytest.mark.parametrize(
    ("crew", "missing"),
    [
        ({"size": 2, "officers": 1}, 0.0),
        ({"size": 3, "officers": 1}, 2.0),
        ({"size": 2, "officers": 2}, 2.0),
        ({"size": 4, "officers": 2}, 4.0),
    ],
)
def test_standing_counts_crew_missing_to_the_size_or_to_its_officers(crew: dict[str, int], missing: float) -> None:
    """Two standing mornings, each with one officer and one helper."""
    assert tiers(posts__desk__crew=crew)["standing"] == missing


def test_standing_does_not_hold_while_the_stream_is_closed() -> None:
    blackout = {"activation": {"law": {"first_day": "2024-04-04", "last_day": "2024-04-04"}}}
    world: dict[str, Any] = {"posts__desk__crew": {"size": 3, "officers": 1}, "calendar__blackouts": blackout}
    assert tiers(**world)["standing"] == 1.0


def test_burden_of_holidays_loans_and_long_days() -> None:
    """Saturday as a holiday weighs 2 instead of 1; four shifts of 4 h on a weekday make 8 h of overtime."""
    holiday: dict[str, Any] = {"calendar__holidays": {"2024-04-06": "Lễ"}}
    assert tiers(**holiday)["burden"] == pytest.approx(25.2 + 2.0)
    lent: dict[str, Any] = {"officers__an__unit": "district", "officers__an__lent_to": ["tan_phu"]}
    assert tiers(**lent)["burden"] == pytest.approx(25.2 + 3.0)
    longer: dict[str, Any] = {"shifts__morning": {"name": "Sáng", "code": "S", "start": "07:00", "end": "17:00"}}
    change_of_rest = 0.5 * (6 + 6 + 6)
    overtime = 0.25 * (2 + 2 + 2 + 2 * 2.4)
    assert tiers(**longer)["burden"] == pytest.approx(25.2 + change_of_rest + overtime)


def test_officers_without_available_days_are_left_out_of_fairness() -> None:
    """What they carried before the campaign cannot be evened out in it."""
    leave = {"all": {"first_day": "2024-04-01", "last_day": "2024-04-30"}}
    history = {"burden": 3.5, "available_days": 10}
    assert tiers(officers__dung__leave=leave)["fairness"] == pytest.approx(0.5)
    assert tiers(officers__dung__leave=leave, officers__dung__history=history)["fairness"] == pytest.approx(0.5)


def test_without_a_run_the_tiers_of_the_plan_are_compared() -> None:
    claimed = Tier("burden", 25.0, 25.0, 0.0, 0.1, "")
    result = verify_plan(scenario(), replace(PLAN, tiers=(claimed,)))
    wrong = {figure.column: (figure.claimed, figure.recomputed) for figure in result.figures}
    assert wrong["tiers.burden.value"] == (25.0, 25.2)
    assert wrong["tiers.standing.value"] == (None, 0.0)


def test_values_within_the_tolerance_of_a_total_pass() -> None:
    standing, shortfall, *later = run_record().tiers
    close = replace(shortfall, value=96.257, bound=96.257, gap=0.0)
    assert verify_plan(scenario(), PLAN, replace(run_record(), tiers=(standing, close, *later))).passed
