"""Acceptance rules on the command line: published all the same, told, on record, and exit code 7 if one fails."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Ran, lawful_world
from tests.cli.running import QUICK, catruc, parsed
from tests.worlds.small import write_world

RULES = ["value(standing) <= 0", "expected share >= 1.0", "evenings per officer per 7 days <= 9"]


def test_a_plan_that_fails_a_rule_is_published_and_exits_with_7(tmp_path: Path) -> None:
    scenario = write_world(tmp_path, lawful_world() | {"acceptance": RULES})
    folder = tmp_path / "run"
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK} --lang en", scenario=scenario, folder=folder)
    assert result.exit_code == 7
    assert result.stdout.splitlines()[1].endswith("; 1 of 3 acceptance rules FAILED")
    lines = [line.split()[0] for line in result.stdout.splitlines() if any(rule in line for rule in RULES)]
    assert lines == ["PASS", "FAIL", "PASS"]
    results = json.loads((folder / "run.json").read_text(encoding="utf-8"))["acceptance"]
    assert [(found["rule"], found["passed"]) for found in results] == list(zip(RULES, [True, False, True], strict=True))
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<a href="#acceptance">' in page
    assert "<code>expected share &gt;= 1.0</code>" in page
    assert catruc("verify {folder}", folder=folder).exit_code == 0


def test_a_result_changed_by_hand_does_not_verify(tmp_path: Path) -> None:
    scenario = write_world(tmp_path, lawful_world() | {"acceptance": RULES})
    folder = tmp_path / "run"
    record = parsed(catruc(f"plan {{scenario}} -o {{folder}} {QUICK} --json", scenario=scenario, folder=folder))
    assert not record["acceptance"][1]["passed"]
    written = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    written["acceptance"][1]["passed"] = True
    (folder / "run.json").write_text(json.dumps(written), encoding="utf-8")
    told = catruc("verify {folder} --lang en", folder=folder)
    assert told.exit_code == 6
    assert "run.json acceptance[1].passed: claimed True, recomputed False (expected share >= 1.0)" in told.stdout


def test_a_rule_relative_to_a_baseline_stands_without_it(planned: Ran, tmp_path: Path) -> None:
    burden = next(
        tier["value"]
        for tier in json.loads((planned.folder / "run.json").read_text(encoding="utf-8"))["tiers"]
        if tier["name"] == "burden"
    )
    rule = "value(burden) <= 1.5 * baseline"
    baseline = {"run": str(planned.folder)}
    scenario = write_world(tmp_path, lawful_world() | {"acceptance": [rule], "baseline": baseline})
    folder = tmp_path / "run"
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK} --json", scenario=scenario, folder=folder)
    (found,) = parsed(result)["acceptance"]
    assert result.exit_code == 0
    assert (found["limit"], found["passed"]) == (round(1.5 * burden, 6), True)
    # The resolved scenario has the figure, so it is planned again where the baseline is not.
    resolved = folder / "scenario.resolved.yaml"
    resolved.write_text(resolved.read_text(encoding="utf-8").replace(str(planned.folder), "gone"), encoding="utf-8")
    again = catruc(f"plan {{resolved}} -o {{other}} {QUICK} --json", resolved=resolved, other=tmp_path / "other")
    assert parsed(again)["acceptance"] == [found]


def test_a_baseline_that_does_not_verify_is_refused(run: Path, tmp_path: Path) -> None:
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    record["total"]["share"] = 1.0
    (run / "run.json").write_text(json.dumps(record), encoding="utf-8")
    world = lawful_world() | {"acceptance": ["expected share >= baseline"], "baseline": {"run": str(run)}}
    result = catruc("check {scenario} --json", scenario=write_world(tmp_path, world))
    assert result.exit_code == 6
    told = parsed(result)["problems"][0]["what"]
    # The world's own language is Vietnamese: the figure is told in it, and that the record was edited.
    assert "total.share: ghi 1.0" in told
    assert "record_hash" in told
