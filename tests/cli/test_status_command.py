"""``catruc status`` as it is read every morning."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.cli.running import all_files, catruc, parsed


def planned(run: Path) -> dict[str, float]:
    """People planned at the only desk, by day."""
    done: dict[str, float] = defaultdict(float)
    with (run / "openings.csv").open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            done[row["date"]] += float(row["expected_done"])
    return dict(done)


def report(run: Path, folder: Path, days: int, factor: float) -> dict[str, int]:
    """Record the first days as so many times what was planned."""
    figures = {day: round(factor * done) for day, done in list(planned(run).items())[:days]}
    file = folder / "results.csv"
    lines = [f"{day},tan_phu,{done}" for day, done in figures.items()]
    file.write_text("\n".join(["date,place,done", *lines, ""]), encoding="utf-8")
    assert catruc("record {run} {file}", run=run, file=file).exit_code == 0
    return figures


def test_before_anything_is_reported(run: Path) -> None:
    lines = catruc("status {run} --today 2024-04-03 --lang en", run=run).stdout.splitlines()
    assert lines[0] == "NOTHING REPORTED yet"
    assert lines[1] == "Wednesday 3 Apr 2024: day 3 of 7, revision without journal of the plan"
    assert "Reports missing: 2 of 2 up to 2 Apr" in lines
    assert lines[-1].startswith("There is no journal yet")


def test_done_is_what_was_done_before_reported_and_assumed_for_days_without_a_report(run: Path, tmp_path: Path) -> None:
    figures = report(run, tmp_path, 3, 1.0)
    days = list(figures)
    place, district = parsed(catruc("status {run} --today 2024-04-04 --json", run=run))["targets"]
    assert (place["place"], district["place"]) == ("tan_phu", "")
    assert place["done"] == 6 + sum(figures.values())
    assert place["expected"]["q10"] <= place["expected"]["q50"] <= place["expected"]["q90"]
    with (run / "simulation.csv").open(encoding="utf-8-sig") as stream:
        rows = [row for row in csv.DictReader(stream) if (row["date"], row["place"]) == (days[2], "tan_phu")]
    assert place["expected"]["q50"] == float(rows[0]["q50"])
    file = tmp_path / "later.csv"
    file.write_text(f"date,place,done\n{list(planned(run))[4]},tan_phu,2\n", encoding="utf-8")
    assert catruc("record {run} {file}", run=run, file=file).exit_code == 0
    record = parsed(catruc("status {run} --today 2024-04-06 --json", run=run))
    assert record["targets"][0]["assumed"] == pytest.approx(planned(run)[list(planned(run))[3]], abs=0.002)
    assert [(each["date"], each["place"]) for each in record["missing"]] == [(list(planned(run))[3], "tan_phu")]


def test_the_worse_it_goes_the_smaller_the_chance(run: Path, tmp_path: Path) -> None:
    chances = []
    for factor in (0.3, 1.0, 2.0):
        report(run, tmp_path, 3, factor)
        chances.append(parsed(catruc("status {run} --today 2024-04-04 --json", run=run))["targets"][-1]["outlook"])
    assert chances[0]["chance"] <= chances[1]["chance"] <= chances[2]["chance"]
    assert chances[0]["median"] < chances[1]["median"] < chances[2]["median"]
    assert chances[0]["not_more"] < chances[1]["not_more"] < chances[2]["not_more"]


def test_who_is_on_duty_today_and_tomorrow_is_named(run: Path) -> None:
    text = catruc("status {run} --today 2024-04-03 --lang en", run=run).stdout
    with (run / "roster.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    for day in ("2024-04-03", "2024-04-04"):
        assert {row["name"] for row in rows if row["date"] == day} <= set(
            text.replace(",", ":").replace(": ", "\n").split("\n")
        )
    assert "On duty Wednesday 3 Apr 2024" in text
    assert "On duty Thursday 4 Apr 2024" in text


def test_the_page_lies_with_the_journal_and_says_the_same(run: Path, tmp_path: Path) -> None:
    report(run, tmp_path, 3, 1.0)
    before = all_files(run)
    text = catruc("status {run} --today 2024-04-04", run=run).stdout.splitlines()
    page = (run.with_name("run.journal") / "status.html").read_text(encoding="utf-8")
    assert text[0] in page
    assert "<script" not in page
    assert all_files(run) == before
    assert str(run.with_name("run.journal")) in text[-2]


def test_the_state_follows_from_the_chance(run: Path, tmp_path: Path) -> None:
    report(run, tmp_path, 3, 2.5)
    record = parsed(catruc("status {run} --today 2024-04-04 --json", run=run))
    chance = record["targets"][-1]["outlook"]["chance"]
    expected = "on_track" if chance >= 0.8 else "at_risk" if chance > 0.5 else "behind"
    assert record["state"] == record["targets"][-1]["state"] == expected


def test_a_run_without_uncertainty_is_held_against_its_plan(tmp_path: Path, scenario: Path) -> None:
    run = tmp_path / "run"
    line = "plan {scenario} -o {run} --deterministic --workers 1 --time 2 --set uncertainty=null"
    assert catruc(line, scenario=scenario, run=run).exit_code == 0
    report(run, tmp_path, 3, 0.5)
    record = parsed(catruc("status {run} --today 2024-04-04 --json", run=run))
    assert record["state"] == "behind"
    assert record["targets"][0]["outlook"] is None
    report(run, tmp_path, 3, 1.5)
    assert parsed(catruc("status {run} --today 2024-04-04 --json", run=run))["state"] == "on_track"


def test_the_revision_is_told(run: Path, tmp_path: Path) -> None:
    report(run, tmp_path, 1, 1.0)
    record = parsed(catruc("status {run} --today 2024-04-02 --json", run=run))
    assert record["revision"] == json.loads((run / "run.json").read_text(encoding="utf-8"))["revision"]["number"] == 1
