"""A plan is checked once, and held against as many claims as there are."""

from __future__ import annotations

from optimizer.run.record import RunRecord
from optimizer.verify import check_plan, verify_plan
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_claims


def test_what_one_record_claims_wrongly_is_not_held_against_the_next() -> None:
    claims = run_claims()
    record = RunRecord.from_json(claims)
    claims["tiers"][1].update(value=90.0, gap=0.0, bound=95.0)
    wrong = RunRecord.from_json(claims)
    checked = check_plan(scenario(), PLAN)
    assert checked.verification() == verify_plan(scenario(), PLAN)
    assert not checked.verification(wrong).passed
    assert checked.verification(record) == verify_plan(scenario(), PLAN, record)
    assert checked.verification(record).passed
