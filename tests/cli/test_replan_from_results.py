"""Replanning from what was reported: a campaign that falls behind opens more, and what is past stays as it was."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from optimizer.run.actuals import ActualRow
from optimizer.track.journal import open_journal
from optimizer.workflows.verify import verify_run
from tests.cli.conftest import MONDAY, rows_of
from tests.cli.running import QUICK, all_files, catruc, parsed
from tests.cli.test_revising_cut_off import copied, interrupted_at
from tests.worlds.small import lawful_rules, small_world, write_world

SECOND_MONDAY = "2024-04-08"


@pytest.fixture(scope="session")
def three_weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of three weeks in which officers have hours left."""
    world = small_world(1, 21, 4, first_day=MONDAY, target=25) | {"rules": lawful_rules(), "uncertainty": {}}
    scenario = write_world(tmp_path_factory.mktemp("weeks"), world)
    folder = tmp_path_factory.mktemp("weeks_runs") / "first"
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=scenario, folder=folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def running(three_weeks: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return Path(shutil.copytree(three_weeks, tmp_path / "running"))


def record(run: Path, done: int, before: str = SECOND_MONDAY) -> None:
    """Report so many people done on every day before a date."""
    days = sorted({row["date"] for row in rows_of(run, "progress") if row["date"] < before})
    rows = [ActualRow(date.fromisoformat(day), "tan_phu", "activation", "", done) for day in days]
    open_journal(run).record(rows, by="Lan", at=datetime(2024, 4, 8, 7, tzinfo=UTC))


def done_on(run: Path) -> dict[str, float]:
    return {row["date"]: float(row["expected_done"]) for row in rows_of(run, "progress")}


def expected(run: Path) -> float:
    return float(json.loads((run / "run.json").read_text(encoding="utf-8"))["total"]["expected_by_finish"])


def test_a_campaign_that_falls_behind_opens_more(running: Path) -> None:
    record(running, 0)
    before = {name: rows_of(running, name) for name in ("roster", "openings")}
    told = parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --json", run=running))
    assert told["reported"] == {"days": 7, "last": "2024-04-07", "without": 0, "anew_from": SECOND_MONDAY}
    assert verify_run(running).verification.passed
    after = {name: rows_of(running, name) for name in before}
    past = [[row for row in found["roster"] if row["date"] < SECOND_MONDAY] for found in (before, after)]
    assert past[0] == past[1]
    opened = [len([row for row in found["openings"] if row["date"] >= SECOND_MONDAY]) for found in (before, after)]
    assert opened[1] > opened[0]
    done = [float(row["expected_done"]) for row in rows_of(running, "progress") if row["date"] < SECOND_MONDAY]
    assert done == [0.0] * 7
    with (running / "actuals.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 7
    files = all_files(running)
    again = parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --json", run=running))
    assert again["revision"] is None
    assert all_files(running) == files


def test_no_more_duties_change_than_are_allowed_also_where_the_rest_is_planned_anew(running: Path) -> None:
    record(running, 0)
    before = rows_of(running)
    line = f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --lang en"
    ways = parsed(catruc(f"{line} --alternatives --json", run=running))["ways"]
    (needed,) = [way["duties"] for way in ways if way["is_taken"]]
    assert needed > 1
    fewer = [copied(running, name) for name in ("fewer", "none")]
    told = parsed(catruc(f"{line} --json --most-changes {needed - 1}", run=fewer[0]))
    assert told["reported"]["anew_from"] is None
    assert rows_of(fewer[0]) == before
    said = catruc(f"{line} --most-changes 0", run=fewer[1]).stdout
    assert "nothing better was found that changes at most 0 duties" in said
    assert parsed(catruc(f"{line} --json --most-changes {needed}", run=running))["reported"]["anew_from"] is not None


def test_planning_anew_does_better_than_keeping_the_plan(running: Path) -> None:
    record(running, 0)
    kept = Path(shutil.copytree(running, running.with_name("kept")))
    shutil.copytree(running.with_name("running.journal"), running.with_name("kept.journal"))
    late = parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 30 --json", run=kept))
    assert late["reported"]["anew_from"] is None
    parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --json", run=running))
    assert expected(running) > expected(kept) + 0.5


def test_a_campaign_that_is_ahead_keeps_its_plan(running: Path) -> None:
    record(running, 9)
    before = rows_of(running)
    told = parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --json", run=running))
    assert told["reported"]["anew_from"] is None
    assert (told["duties"], told["people"]) == (0, [])
    assert rows_of(running) == before
    assert verify_run(running).verification.passed
    assert catruc("simulate {run} -n 50 -q", run=running).exit_code == 0
    assert verify_run(running).verification.passed


@pytest.fixture(scope="session")
def with_reserve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of five weeks that asks for a chance of 80 % by the last day, ten days after it aims to be done."""
    world = small_world(1, 35, 4, first_day=MONDAY, target=200) | {"rules": lawful_rules(), "uncertainty": {}}
    world["campaign"] |= {"confidence": 0.8, "finish_by": "2024-04-25"}
    world["places"]["tan_phu"]["pools"]["activation"]["target"] = 108
    scenario = write_world(tmp_path_factory.mktemp("reserve"), world)
    folder = tmp_path_factory.mktemp("reserve_runs") / "first"
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=scenario, folder=folder)
    assert result.exit_code == 0, result.output
    return folder


def test_a_campaign_that_only_uses_some_of_its_reserve_keeps_its_plan(with_reserve: Path, tmp_path: Path) -> None:
    run = Path(shutil.copytree(with_reserve, tmp_path / "running"))
    record(run, 2)
    files = ("roster.csv", "helpers.csv", "absences.csv")
    before = {name: (run / name).read_bytes() for name in files}
    told = parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --json", run=run))
    record_of = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert record_of["total"]["expected_by_finish"] < 108 - 5, "some of the reserve is used"
    assert record_of["confidence"]["status"] == "met"
    assert told["reported"]["anew_from"] is None
    assert {name: (run / name).read_bytes() for name in files} == before
    assert verify_run(run).verification.passed


def test_a_campaign_whose_chance_is_gone_opens_more(with_reserve: Path, tmp_path: Path) -> None:
    run = Path(shutil.copytree(with_reserve, tmp_path / "running"))
    record(run, 0, before="2024-04-22")
    told = parsed(catruc("replan {run} --from 2024-04-22 --freeze 0 --json", run=run))
    assert told["reported"]["anew_from"] == "2024-04-22"
    assert told["duties"] > 0


def test_days_without_a_report_count_as_planned_and_are_told(running: Path) -> None:
    record(running, 0, before="2024-04-03")
    planned = done_on(running)
    told = catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 30 --lang en", run=running)
    assert "Days of places without a report, which count as planned: " in told.stdout
    found = done_on(running)
    assert found["2024-04-01"] == found["2024-04-02"] == 0.0
    later = [day for day in planned if day > "2024-04-02" and planned[day] > 0]
    assert later
    assert all(found[day] >= planned[day] for day in later)


def test_a_report_that_was_changed_in_the_folder_is_found(running: Path) -> None:
    record(running, 3)
    parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 30 --json", run=running))
    path = running / "actuals.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",3,", ",4,", 1), encoding="utf-8-sig")
    verification = verify_run(running).verification
    assert {(figure.file, figure.column) for figure in verification.figures} >= {("progress.csv", "expected_done")}


def test_changes_after_that_keep_the_reports(running: Path) -> None:
    record(running, 3)
    parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 30 --json", run=running))
    row = rows_of(running)[-1]
    result = catruc(
        f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} --freeze 30", run=running
    )
    assert result.exit_code == 0, result.output
    assert len(rows_of(running, "actuals")) == 7
    assert verify_run(running).verification.passed


def overlay(folder: Path, content: object) -> Path:
    path = folder / "news.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_target_that_is_raised_counts_from_then_on(running: Path) -> None:
    news = overlay(running.parent, {"places": {"tan_phu": {"pools": {"activation": {"target": 28}}}}})
    line = f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --overlay {{news}} --json"
    before = expected(running)
    told = parsed(catruc(line, run=running, news=news))
    assert told["tiers"]["shortfall"]["value"] > 0
    assert expected(running) >= before
    assert verify_run(running).verification.passed
    assert "target: 28" in (running / "scenario.resolved.yaml").read_text(encoding="utf-8")
    assert parsed(catruc(line, run=running, news=news))["revision"] is None


def test_leave_of_an_overlay_is_mended_like_an_absence(running: Path) -> None:
    row = rows_of(running)[-1]
    leave = {"ill": {"first_day": row["date"], "last_day": row["date"]}}
    news = overlay(running.parent, {"officers": {row["officer"]: {"leave": leave}}})
    line = f"replan {{run}} --from {row['date']} --freeze 30 --overlay {{news}} --json"
    before = {(each["officer"], each["date"], each["shift"]) for each in rows_of(running)}
    parsed(catruc(line, run=running, news=news))
    after = {(each["officer"], each["date"], each["shift"]) for each in rows_of(running)}
    assert not any((officer, day) == (row["officer"], row["date"]) for officer, day, _ in after)
    assert all(day >= row["date"] for _, day, _ in before ^ after)
    assert verify_run(running).verification.passed


def test_a_desk_that_may_not_open_any_more_is_closed_from_then_on(running: Path) -> None:
    last = rows_of(running, "openings")[-1]["date"]
    closed = {"places": {"tan_phu": {"closed": {last: "mất điện"}}}}
    news = overlay(running.parent, closed)
    line = f"replan {{run}} --from {SECOND_MONDAY} --freeze 30 --overlay {{news}}"
    result = catruc(line, run=running, news=news)
    assert result.exit_code == 0, result.output
    assert last not in {row["date"] for row in rows_of(running, "openings")}
    assert verify_run(running).verification.passed


def test_an_overlay_that_is_not_there_is_told(running: Path) -> None:
    before = all_files(running)
    result = catruc(f"replan {{run}} --from {SECOND_MONDAY} --overlay no_such_file.yaml --lang en", run=running)
    assert result.exit_code == 3
    assert "no_such_file.yaml" in result.stderr
    assert all_files(running) == before


def test_overlays_of_different_folders_that_contradict_each_other_are_both_named(running: Path) -> None:
    lines = []
    for name, target in (("one", 28), ("other", 29)):
        (folder := running.parent / name).mkdir()
        news = overlay(folder, {"places": {"tan_phu": {"pools": {"activation": {"target": target}}}}})
        lines.append(f"--overlay {news}")
    before = all_files(running)
    line = f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 {' '.join(lines)} --lang en"
    result = catruc(line, run=running)
    assert result.exit_code == 3
    assert "one/news.yaml" in result.stderr
    assert "other/news.yaml" in result.stderr
    assert "28" in result.stderr
    assert "29" in result.stderr
    assert all_files(running) == before


def test_ways_to_go_on_stand_beside_each_other(running: Path) -> None:
    record(running, 0)
    before = all_files(running)
    line = f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --alternatives"
    told = parsed(catruc(f"{line} --json", run=running))
    assert all_files(running) == before
    assert told["alternatives"] == []
    ways = {each["way"]: each for each in told["ways"]}
    assert ways["kept"]["duties"] == 0
    assert ways["added"]["duties"] > 0
    assert ways["added"]["missing"] < ways["kept"]["missing"]
    assert [way for way, each in ways.items() if each["is_taken"]] == ["added"]
    text = catruc(f"{line} --lang en", run=running).stdout
    assert "what is open stays, more is added (what replan does)" in text


def test_what_is_open_stays_open_where_a_campaign_falls_behind(running: Path) -> None:
    record(running, 0)
    before = {(row["date"], row["shift"], row["post"]) for row in rows_of(running, "openings")}
    parsed(catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --json", run=running))
    after = {(row["date"], row["shift"], row["post"]) for row in rows_of(running, "openings")}
    assert before < after


def test_what_was_done_is_told(running: Path) -> None:
    record(running, 0)
    told = catruc(f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 --lang en", run=running).stdout
    assert "From 2024-04-08 on what is open stays open and more is added" in told.replace("8 Apr 2024", "2024-04-08")


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_while_the_rest_is_planned_anew_leaves_the_old_plan_or_a_whole_new_one(
    running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(running, 0)
    line = f"replan {{run}} --from {SECOND_MONDAY} --freeze 0 -q --lang en"
    whole = copied(running, "whole")
    with monkeypatch.context() as patched:
        stages = interrupted_at(0, patched)
        assert catruc(line, run=whole).exit_code == 0
    for moment in range(1, len(stages) + 1, max(1, len(stages) // 6)):
        run = copied(running, f"moment_{moment}")
        before = all_files(run.parent)
        with monkeypatch.context() as patched:
            interrupted_at(moment, patched)
            result = catruc(line, run=run)
        assert result.exit_code in (0, 5), result.output
        if result.exit_code:
            assert all_files(run.parent) == before
        else:
            assert "stopped early on request" in result.stdout.splitlines()[0]
            assert verify_run(run).verification.passed
            assert len(rows_of(run, "actuals")) == 7
