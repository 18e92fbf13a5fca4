"""The guide's story of a week, its commands run end to end on the scenario that ``catruc new`` writes."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from optimizer.track.journal import open_journal
from optimizer.workflows.verify import verify_run
from tests.cli.conftest import restful_exchanges, rows_of
from tests.cli.running import catruc

GUIDES = {
    language: (Path(__file__).parents[2] / "docs" / f"guide.{language}.md").read_text(encoding="utf-8")
    for language in ("vi", "en")
}
TODAY = "2027-04-10"
"""Saturday of the first week."""
BESIDE = {"record": f" --today {TODAY}", "status": f" --today {TODAY}", "replan": " --time 5"}
"""What a reader of the guide has of the clock, and less time to plan in."""


def story(language: str) -> list[str]:
    section = GUIDES[language].split("\n## 9.")[1].split("\n## ")[0]
    return re.findall(r"^catruc (.+)$", section, re.MULTILINE)


def with_planned_duty(line: str, run: Path) -> str:
    """The command for people who are on duty in this plan, which is not the one the guide tells of."""
    row = next(row for row in rows_of(run) if row["officer"].startswith("ca_") and row["date"] >= "2027-04-13")
    line = re.sub(r"--officer \S+ --date \S+", f"--officer {row['officer']} --date {row['date']}", line)
    if line.startswith("swap"):
        line = re.sub(r"\S+:\S+:\S+ \S+:\S+:\S+", " ".join(lawful_exchange(run)), line)
    return line


def lawful_exchange(run: Path) -> tuple[str, str]:
    """Two duties that two officers of a commune may exchange, found by trying it on a copy."""
    trial = Path("trial/run")
    rows = [row for row in rows_of(run) if row["officer"].startswith("ca_xa_mot_") and row["date"] >= "2027-04-13"]
    for first, second in restful_exchanges(rows):
        shutil.copytree(run, trial)
        is_lawful = catruc(f"swap {trial} {first} {second} -q").exit_code == 0
        shutil.rmtree(trial.parent)
        if is_lawful:
            return first, second
    raise AssertionError("nobody may exchange duties")


def write_results(run: Path, file: Path) -> int:
    """A week as planned, as an office program in Vietnamese saves it; how many rows."""
    with (run / "openings.csv").open(encoding="utf-8-sig") as stream:
        rows = [row for row in csv.DictReader(stream) if row["date"] < TODAY]
    lines = [
        ";".join(("/".join(reversed(row["date"].split("-"))), row["place"], row["stream"], row["shift"]))
        + f";{int(float(row['expected_done']))},0"
        for row in rows
    ]
    text = "\r\n".join(["Ngày;Địa điểm;Nội dung;Ca;Đã làm", *lines, ""])
    file.write_bytes(text.encode("utf-16"))
    return len(lines)


@pytest.mark.parametrize("language", GUIDES)
def test_the_story_of_a_week_runs_as_the_guide_tells_it(
    language: str, planned_starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shutil.copytree(planned_starter, tmp_path / "week"))
    run = Path("runs/campaign")
    count = write_results(run, Path("results.csv"))
    verbs = [line.split()[0] for line in story(language)]
    assert verbs == [
        "record",
        "status",
        "stand-in",
        "replan",
        "amend",
        "swap",
        "explain",
        "calibrate",
        "replan",
        "compare",
        "replan",
        "verify",
    ]
    for told in story(language):
        verb = told.split()[0]
        result = catruc(with_planned_duty(told + BESIDE.get(verb, ""), run))
        assert result.exit_code == 0, f"{told}\n{result.output}"
        assert verify_run(run).verification.passed, told
    journal = open_journal(run)
    assert len(journal.results()) == count
    assert [each.record.kind for each in journal.revisions()][-1] == "revert"
    assert rows_of(run) == rows_of(journal.revision(1).folder)
