"""Records of runs, for tests that look at a part of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from optimizer.run.record import AcceptanceResult, Parameters, PlaceRecord, RunRecord, StreamRecord, TotalRecord
from optimizer.world.plan import Tier


def accepted(rule: str, *, passed: bool, proved: bool = False) -> AcceptanceResult:
    """A result of an acceptance rule, its figures being of no importance."""
    return AcceptanceResult(rule, 0.9, 1.0, passed, proved, "")


def stream(missing: float) -> StreamRecord:
    """A stream of a hundred people, of whom some are missing."""
    reached = 100.0 - missing
    return StreamRecord(100.0, reached, reached, reached / 100, missing, None)


def judged(
    place: str, stream: str, target: float, expected: float, judged_on: date, reached_on: date | None
) -> PlaceRecord:
    """A place in a stream, with so many expected on the day it is judged."""
    share, missing = expected / target, max(0.0, target - expected)
    return PlaceRecord(place, stream, target, judged_on, expected, share, missing, reached_on)


PLAIN = RunRecord(
    status="complete",
    scenario="dong_phu",
    campaign="Cao điểm 90 ngày đêm",
    scenario_hash="0f" * 32,
    seed=7,
    deterministic=False,
    versions={"catruc": "0.1.0"},
    parameters=Parameters(time=600.0, workers=2, overlay=(), set=(), language=None),
    tiers=(
        Tier("standing", 0.0, 0.0, 0.0, 0.4, "crew members"),
        Tier("shortfall", 2.5, None, 0.1, 0.4, "weighted people"),
        Tier("burden", 40.0, 38.0, 0.05, 0.4, "weighted duties"),
        Tier("fairness", 1, None, 0, 0.4, "burden per available day"),
    ),
    finish_date=None,
    total=TotalRecord(100.0, 90.0, 0.9),
    streams={"activation": stream(10.0)},
    places=(),
    first_verified_seconds=1.0,
    seconds=2.0,
    warnings=(),
    officer_weeks_at_limit={},
    overtime_over_cap=(),
    not_yet_eligible={},
    cuts=(),
    acceptance=(),
)


def record(**changes: Any) -> RunRecord:
    """A record of nothing in particular, changed."""
    return replace(PLAIN, **changes)
