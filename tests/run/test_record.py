"""The record of a run: the same object and the same text back, and nothing that is not of its type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.errors import DamagedRunError
from optimizer.run.record import AcceptanceResult, CutRecord, OvertimeRecord, RunRecord
from optimizer.run.typed_json import object_of, record_of
from optimizer.texts.messages import LANGUAGES
from optimizer.world.plan import Tier
from tests.worlds.records import record
from tests.worlds.verified_run import run_claims

FULL = record(
    finish_date=date(2024, 6, 20),
    tiers=(Tier("burden", 40, 12.5, 0.7, 0.0, "burden", (("duties", 30), ("soft.rule", 10.25)), 13),),
    overtime_over_cap=(OvertimeRecord("an", "2024-05", 44.0),),
    cuts=(CutRecord("tan_phu", "2024-W14", 480),),
    acceptance=(
        AcceptanceResult("finish date <= 2024-06-24", date(2024, 6, 20), date(2024, 6, 24), True, False, ""),
        AcceptanceResult("bound(preferences) <= 1", None, 1.0, False, False, ""),
    ),
)


@pytest.mark.parametrize("claims", [run_claims(), FULL.to_json()], ids=["by hand", "everything"])
def test_what_is_read_and_written_again_is_the_same_text(claims: dict[str, Any]) -> None:
    text = json.dumps(claims)
    assert json.dumps(RunRecord.from_json(json.loads(text)).to_json()) == text


def test_a_record_comes_back_from_its_text() -> None:
    assert RunRecord.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL


def test_a_bound_for_the_openings_is_told_only_where_there_is_one() -> None:
    told = replace(FULL, tiers=(*FULL.tiers, replace(FULL.tiers[0], bound_given_openings=None))).to_json()["tiers"]
    assert [list(tier)[-1] for tier in told] == ["bound_given_openings", "terms"]


def test_a_tier_is_found_by_its_name() -> None:
    assert FULL.tier("burden") == FULL.tiers[0]
    assert FULL.tier("finish") is None


def test_a_plan_is_accepted_if_it_passes_every_rule() -> None:
    passed, failed = FULL.acceptance
    assert replace(FULL, acceptance=()).is_accepted
    assert replace(FULL, acceptance=(passed,)).is_accepted
    assert not replace(FULL, acceptance=(passed, failed)).is_accepted


@dataclass(frozen=True)
class Sheet:
    """Something with one field of every form."""

    kind: Literal["a", "b"]
    figure: float | date | None
    count: int
    is_whole: bool
    parts: tuple[tuple[str, float], ...]
    names: tuple[str, ...] | None
    shares: Mapping[str, float]
    note: str | None = None


FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SHEETS = st.builds(
    Sheet,
    kind=st.sampled_from(["a", "b"]),
    figure=st.none() | FLOATS | st.integers(-(10**9), 10**9) | st.dates(),
    count=st.integers(),
    is_whole=st.booleans(),
    parts=st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False)).map(
        lambda found: tuple(found.items())
    ),
    names=st.none() | st.lists(st.text()).map(tuple),
    shares=st.dictionaries(st.text(), FLOATS | st.integers(-(10**9), 10**9)),
    note=st.none() | st.text(),
)


@given(SHEETS)
def test_any_record_survives_the_round_trip(sheet: Sheet) -> None:
    text = json.dumps(object_of(sheet))
    assert record_of(Sheet, json.loads(text), "sheet.json") == sheet
    assert json.dumps(object_of(record_of(Sheet, json.loads(text), "sheet.json"))) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    max_leaves=4,
)


@given(
    SHEETS, st.sampled_from(["kind", "figure", "count", "is_whole", "parts", "names", "shares", "note", "more"]), JSON
)
def test_whatever_stands_in_a_field_is_read_or_told(sheet: Sheet, field: str, odd: object) -> None:
    content = object_of(sheet) | {field: odd}
    try:
        found = record_of(Sheet, content, "sheet.json")
    except DamagedRunError as error:
        told = error.diagnostics
    else:
        told = ()
        assert object_of(found) == {key: value for key, value in content.items() if (key, value) != ("note", None)}
    for language in LANGUAGES:
        for where, what, remedy in (each.to_json(language).values() for each in told):
            assert where.startswith(f"sheet.json  {field}")
            assert what
            assert remedy
