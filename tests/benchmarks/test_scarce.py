"""The cases of the benchmark on scarcity are valid, and each says what it measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scarce import WAYS, lay_out, row
from optimizer.scenario.loading import load_scenario


@pytest.mark.parametrize("way", WAYS)
def test_every_case_is_a_valid_scenario_in_both_ways(tmp_path: Path, way: str) -> None:
    scenario, cases = lay_out(tmp_path)
    assert {"reference", "no_organisations", "four_officers", "targets_20_more"} <= set(cases)
    assert {path.stem for path in Path("scenarios/what_if").glob("*.yaml")} <= set(cases)
    for case in cases.values():
        names = [*case.overlays, *([f"way_{way}"] if WAYS[way] else [])]
        loaded = load_scenario(scenario, overlays=[scenario.parent / "what_if" / f"{name}.yaml" for name in names])
        assert (loaded.scenario.uncertainty is None) == (way == "expected")


def test_a_plan_that_was_not_found_has_a_row_as_well() -> None:
    assert row("none", "sure", {"exit": 5, "seconds": 3.0, "processor": 2.0})[2:6] == ("5", "–", "3.0 s", "2.0 s")


def test_a_tier_without_a_bound_says_so() -> None:
    tiers = {"standing": (0.0, 0.0), "shortfall": (12.34, 5.0), "burden": (7.0, None)}
    record = {"exit": 0, "first": 1.0, "seconds": 3.0, "processor": 2.0, "tiers": tiers, "cut_short": ["bounds"]}
    assert row("case", "sure", record)[6:] == ("0.0 (0.0)", "12.3 (5.0)", "7.0 (not proved)", "1")
