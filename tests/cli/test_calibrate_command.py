"""``catruc calibrate``: what was recorded becomes an overlay that every verb takes."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tests.cli.running import QUICK, catruc, parsed


def recorded(run: Path, folder: Path, factor: float) -> Path:
    """The run with every day recorded as so many times what was planned."""
    done: dict[str, float] = defaultdict(float)
    with (run / "openings.csv").open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            done[row["date"]] += float(row["expected_done"])
    lines = [f"{day},tan_phu,{round(factor * people)}" for day, people in done.items()]
    (folder / "results.csv").write_text("\n".join(["date,place,done", *lines, ""]), encoding="utf-8")
    assert catruc("record {run} {file}", run=run, file=folder / "results.csv").exit_code == 0
    return run


def test_fewer_people_lower_the_rates_and_the_overlay_is_taken(run: Path, scenario: Path, tmp_path: Path) -> None:
    overlay = scenario.parent / "what_if" / "calibrated.yaml"
    record = parsed(catruc("calibrate {run} -o {overlay} --json", run=recorded(run, tmp_path, 0.5), overlay=overlay))
    (level,) = record["levels"]
    assert level["low"] < level["level"] < min(0.95, level["high"])
    rates = [each for each in record["revised"] if each["kind"] == "arrival"]
    assert rates
    assert all(each["low"] < each["new"] < each["high"] for each in rates)
    told = catruc("check {scenario} --overlay {overlay} --diff --lang en", scenario=scenario, overlay=overlay)
    assert told.exit_code == 0
    assert "turnout_factor" in told.stdout
    line = f"plan {{scenario}} --overlay {{overlay}} -o {{run}} {QUICK} -q"
    assert catruc(line, scenario=scenario, overlay=overlay, run=tmp_path / "again").exit_code == 0
    assert catruc("verify {run}", run=tmp_path / "again").exit_code == 0
    assert catruc("calibrate {run} -o {overlay}", run=run, overlay=overlay).exit_code == 0, "an earlier one goes"


def test_the_words_say_old_and_new(run: Path, tmp_path: Path) -> None:
    text = catruc(
        "calibrate {run} -o {overlay} --lang en", run=recorded(run, tmp_path, 1.5), overlay=tmp_path / "new.yaml"
    ).stdout
    assert text.startswith("CALIBRATED by 6 reports from 1 Apr to 6 Apr: ")
    assert "Factor of each place" in text
    assert f"--overlay {tmp_path / 'new.yaml'}" in text


def test_no_report_counts_twice(run: Path, tmp_path: Path) -> None:
    """A plan that rests on a calibration is calibrated from what was planned with before any report."""
    running, overlay = recorded(run, tmp_path, 0.5), tmp_path / "turnout.yaml"
    first = parsed(catruc("calibrate {run} -o {overlay} --json", run=running, overlay=overlay))
    line = "replan {run} --from 2024-04-07 --freeze 30 --overlay {overlay} --json"
    assert parsed(catruc(line, run=running, overlay=overlay))["revision"]
    again = parsed(catruc("calibrate {run} -o {overlay} --json", run=running, overlay=overlay))
    values = [[figure for each in told["revised"] for figure in (each["old"], each["new"])] for told in (first, again)]
    assert values[1] == pytest.approx(values[0], rel=0.01)  # the new plan serves a slightly other share
