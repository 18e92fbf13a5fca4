"""``catruc plan`` and ``catruc verify`` as their users meet them."""

from __future__ import annotations

import json
import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.publish.publishing import ALL_OUTPUTS
from optimizer.run.actuals import ACTUALS_FILE, PUBLISHED_FILE
from optimizer.texts.diagnostics.files import CANNOT_BE_WRITTEN
from optimizer.texts.diagnostics.runs import SAVED_ELSEWHERE
from optimizer.track.journal import open_journal
from optimizer.workflows import plan as workflow
from tests.cli.conftest import Edit, Ran
from tests.cli.running import QUICK, all_files, catruc, csv_files, parsed


def test_the_verdict_stands_first_and_the_run_folder_last(planned: Ran) -> None:
    lines = planned.result.stdout.splitlines()
    assert planned.result.exit_code == 0
    assert lines[0].startswith("Kích hoạt định danh mức 2: khả năng đạt 60 tài khoản trước hết ngày 07/04 là ")
    assert lines[1].startswith("CHƯA ĐẠT chỉ tiêu theo kỳ vọng, phải đạt trước hết ngày 06/04/2024: ")
    assert lines[1].endswith("ca trực thường trực đủ người")
    assert str(planned.folder) in lines[-1]


def test_a_missed_target_is_a_verdict_and_no_failure(planned: Ran) -> None:
    record = json.loads((planned.folder / "run.json").read_text(encoding="utf-8"))
    assert record["finish_date"] is None
    assert planned.result.exit_code == 0


def test_the_run_folder_is_complete(planned: Ran) -> None:
    files = {name for names in ALL_OUTPUTS for name in names} - {ACTUALS_FILE, PUBLISHED_FILE}
    assert {path.name for path in planned.folder.iterdir()} == files


def test_the_first_plan_begins_a_journal(planned: Ran) -> None:
    revision = json.loads((planned.folder / "run.json").read_text(encoding="utf-8"))["revision"]
    (first,) = open_journal(planned.folder).revisions()
    assert (revision["number"], revision["parent"], revision["kind"]) == (1, None, "plan")
    assert all_files(first.folder) == all_files(planned.folder)


def test_progress_stays_on_standard_error(planned: Ran) -> None:
    stages = ("Đọc kịch bản", "Kiểm chứng", "Ghi kết quả")
    assert [stage for stage in stages if stage not in planned.result.stderr] == []
    assert [stage for stage in stages if stage in planned.result.stdout] == []
    assert "Tải trực" in planned.result.stderr
    assert "Xếp người · Công an xã 1: " in planned.result.stderr


def test_the_same_seed_gives_the_same_files_byte_for_byte(planned: Ran, scenario: Path, tmp_path: Path) -> None:
    folder = tmp_path / "second"
    result = catruc(f"plan {{scenario}} -o {{folder}} {QUICK} --quiet --json", scenario=scenario, folder=folder)
    record = parsed(result)
    # Quiet is progress alone: what is short is told all the same.
    assert result.stderr.splitlines()[0] == "Kích hoạt định danh mức 2, Xã 1"
    assert len(result.stderr.splitlines()) == 3
    assert csv_files(folder) == csv_files(planned.folder)
    assert record["verdict"] == "; ".join(planned.result.stdout.splitlines()[:2])
    assert record["directory"] == str(folder)
    written = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert {key: record[key] for key in written} == written
    assert record["problems"] == []


def test_without_a_folder_the_run_lies_in_runs(scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = catruc(f"plan {{scenario}} {QUICK} --seed 7 --lang en --json", scenario=scenario)
    record = json.loads((tmp_path / "runs" / "world" / "run.json").read_text(encoding="utf-8"))
    assert "; Target MISSED in expectation, to be reached by 6 Apr 2024: " in parsed(result)["verdict"]
    assert "Reading the scenario" in result.stderr
    assert (record["seed"], record["deterministic"]) == (7, True)
    assert record["parameters"] == {"time": 2.0, "workers": 1, "overlay": [], "set": [], "language": "en"}
    assert catruc("verify runs/world").stdout.startswith("Verification PASSED: ")


def test_a_changed_value_is_on_record(scenario: Path, tmp_path: Path) -> None:
    line = f"plan {{scenario}} -o {{folder}} {QUICK} --json --set campaign.finish_by=2024-04-05"
    assert parsed(catruc(line, scenario=scenario, folder=tmp_path / "run"))["parameters"]["set"] == [
        "campaign.finish_by=2024-04-05"
    ]


def test_overlays_are_on_record_and_name_the_run(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = shutil.copytree(scenario.parent, tmp_path / "scenarios") / scenario.name
    (path.parent / "what_if").mkdir()
    (path.parent / "what_if" / "slow.yaml").write_text("service: {activation: {minutes_per_person: 9.0}}\n", "utf-8")
    (path.parent / "far.yaml").write_text("travel: {speed_km_per_hour: 20.0}\n", "utf-8")
    result = catruc(f"plan {{path}} --overlay slow --overlay scenarios/far.yaml {QUICK}", path=path)
    assert result.exit_code == 0, result.output
    folder = tmp_path / "runs" / "world+slow+far"
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["scenario"] == "world+slow+far"
    assert record["parameters"]["overlay"] == ["slow", "scenarios/far.yaml"]
    resolved = (folder / "scenario.resolved.yaml").read_text(encoding="utf-8")
    assert "#   service.activation.minutes_per_person: scenarios/what_if/slow.yaml:1" in resolved


def test_an_unknown_overlay_is_answered_by_the_nearest(scenario: Path, tmp_path: Path) -> None:
    path = shutil.copytree(scenario.parent, tmp_path / "scenarios") / scenario.name
    (path.parent / "what_if").mkdir()
    (path.parent / "what_if" / "office_hours.yaml").write_text("{}\n", encoding="utf-8")
    result = catruc("check {path} --overlay ofice_hour --lang en", path=path)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[1:] == [
        "--overlay ofice_hour",
        "  there is no file 'what_if/ofice_hour.yaml'",
        "  did you mean 'office_hours.yaml'?",
    ]


def test_a_run_that_lies_elsewhere_is_told_in_the_one_object(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planning = workflow.plan_campaign

    def misplacing(*arguments: Any) -> workflow.PlanOutcome:
        what, remedy = CANNOT_BE_WRITTEN(reason="no space left"), SAVED_ELSEWHERE(folder="elsewhere")
        problem = Diagnostic("runs/april", what, remedy)
        return replace(planning(*arguments), misplaced=RunFolderError(problem))

    monkeypatch.setattr(workflow, "plan_campaign", misplacing)
    line = f"plan {{scenario}} -o {{folder}} {QUICK} --quiet --json --lang en"
    result = catruc(line, scenario=scenario, folder=tmp_path / "run")
    assert result.exit_code == 2
    assert parsed(result)["problems"][0]["what"] == "cannot be written: no space left"
    assert parsed(result)["verdict"]
    assert "no space left" in result.stderr


def test_a_plan_that_contradicts_itself_leaves_no_folder(contradictory: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert catruc(f"plan {{scenario}} -o {{folder}} {QUICK}", scenario=contradictory, folder=folder).exit_code == 4
    assert not folder.exists()


def test_a_plan_that_contradicts_itself_names_the_command_that_tells_it_on_a_page(
    contradictory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = f"plan {{scenario}} --set campaign.name=Thử -o {{folder}} {QUICK} --lang en"
    told = catruc(line, scenario=contradictory, folder=tmp_path / "run").stderr.splitlines()
    (command,) = (line.strip().removeprefix("run: ") for line in told if line.strip().startswith("run: "))
    words = shlex.split(command)
    assert words[:2] == ["catruc", "explain"]
    assert "campaign.name=Thử" in words
    result = catruc(" ".join(map(shlex.quote, words[1:])))
    assert result.exit_code == 0
    page = Path(words[words.index("--page") + 1])
    assert "mâu thuẫn" in page.read_text(encoding="utf-8")


def test_a_roster_edited_by_hand_is_refused_by_rule_officer_and_day(edited: Edit) -> None:
    before = all_files(edited.folder)
    result = catruc("verify {run} --lang en", run=edited.folder)
    assert result.exit_code == 6
    assert result.stdout.startswith("Verification FAILED: ")
    assert f"  Rest between duties (rest) · {edited.name}, {edited.morning}: " in result.stdout
    assert all_files(edited.folder) == before


def test_a_roster_edited_by_hand_is_refused_as_data_too(edited: Edit) -> None:
    record = parsed(catruc("verify {run} --json", run=edited.folder))
    breaches = next(rule["breaches"] for rule in record["rules"] if rule["rule"] == "rest")
    assert record["verdict"].startswith("KHÔNG ĐẠT kiểm chứng: ")
    assert record["passed"] is False
    assert (breaches[0]["entity"], breaches[0]["when"]) == (edited.officer, edited.morning.isoformat())


def test_a_run_is_verified_in_its_own_language(planned: Ran) -> None:
    assert catruc("verify {run}", run=planned.folder).stdout.startswith("ĐẠT kiểm chứng: ")
    assert catruc("verify {run} --lang en", run=planned.folder).stdout.startswith("Verification PASSED: ")


def test_a_new_campaign_can_be_planned_as_it_is(tmp_path: Path) -> None:
    catruc("new {folder}", folder=tmp_path)
    named = {"scenario": tmp_path / "scenarios" / "campaign.yaml", "run": tmp_path / "run"}
    result = catruc("plan {scenario} -o {run} --time 5 --workers 2 --quiet", **named)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].endswith("ca trực thường trực đủ người")
