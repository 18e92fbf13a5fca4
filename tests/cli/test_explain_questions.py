"""``catruc explain`` is asked one thing at a time, and no option is passed over in silence."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from optimizer.track import standing_in
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.evidence import Evidence, gather_evidence
from optimizer.workflows.explain_roster import RosterQuestion, explain_roster
from optimizer.world.plan import Plan
from tests.cli.conftest import rows_of
from tests.cli.running import all_files, catruc, parsed
from tests.cli.test_explain_target_command import short

__all__ = ["short"]
OFFICER = "--officer tan_phu_1 --date 2024-04-06"


@pytest.mark.parametrize(
    ("line", "option", "goes_with", "vietnamese"),
    [
        ("--overlay illness.yaml", "--overlay", "a scenario file", "một tệp kịch bản"),
        ("--set campaign.confidence=0.9", "--set", "a scenario file", "một tệp kịch bản"),
        (f"{OFFICER} --confirm", "--confirm", "a run folder and no other question", "không kèm câu hỏi nào khác"),
        ("--week 2024-W14", "--week", "--invitations", "chỉ đi với --invitations"),
        (
            "--visit thuan_phu --date 2024-04-06 --shift morning",
            "--shift",
            "--officer, --post or --desk",
            "hoặc --desk",
        ),
        ("--score --date 2024-04-06", "--date", "--officer, --post", "--visit hoặc --invitations"),
    ],
)
def test_an_option_that_has_no_part_in_the_question_is_refused(
    short: Path, line: str, option: str, goes_with: str, vietnamese: str
) -> None:
    before = all_files(short)
    result = catruc(f"explain {{run}} {line} --lang en", run=short)
    assert result.exit_code == 2
    assert f"{option} is no part of this question; it goes with {goes_with}" in result.stderr
    assert vietnamese in catruc(f"explain {{run}} {line} --lang vi", run=short).stderr
    assert all_files(short) == before


@pytest.mark.parametrize("other", ["--desk desk_tan_phu", "--score", "--invitations youth_union", "--visit thuan_phu"])
def test_two_questions_are_refused(short: Path, other: str) -> None:
    result = catruc(f"explain {{run}} {OFFICER} {other} --lang en", run=short)
    assert result.exit_code == 2
    assert "one question at a time" in result.stderr


@pytest.mark.parametrize(
    ("line", "option"),
    [(OFFICER, "--officer"), ("--desk desk_tan_phu --date 2024-04-06", "--desk"), ("--score", "--score")],
)
def test_a_question_about_a_plan_names_itself_where_a_file_is_named(short: Path, line: str, option: str) -> None:
    """The remedy is to plan a scenario, and to name the folder of a file that lies in one."""
    (outside := short.parent / "alone.yaml").write_bytes((short / "scenario.resolved.yaml").read_bytes())
    for path, remedy in ((outside, f"catruc plan {outside}"), (short / "roster.csv", f"catruc explain {short}")):
        record = parsed(catruc(f"explain {{path}} {line} --json --lang en", path=path))
        (problem,) = record["problems"]
        assert problem["what"] == f"{option} asks about a plan, not a scenario"
        assert problem["remedy"].endswith(remedy)


def test_a_file_of_a_plan_is_not_read_as_a_scenario(short: Path) -> None:
    record = parsed(catruc("explain {path} --json --lang en", path=short / "run.json"))
    assert record["problems"][0]["what"] == f"this is a file of the run folder {short}"
    assert "conflicts" not in record


def test_who_is_on_duty_elsewhere_is_not_said_to_be_off(short: Path) -> None:
    """Asked about a desk that is not theirs, officers keep the duties that they have."""
    rows = rows_of(short)
    theirs = {row["date"] for row in rows if row["post"] == "desk_thuan_phu"}
    row = next(row for row in rows if row["post"] == "desk_tan_phu" and row["date"] in theirs)
    line = f"explain {{run}} --officer {row['officer']} --date {row['date']} --post desk_thuan_phu -q"
    record = parsed(catruc(f"{line} --json", run=short))
    assert "desk_tan_phu" in {duty["post"] for duty in record["other_duties"]}
    told = catruc(f"{line} --lang en", run=short).stdout
    assert "is off duty" not in told
    assert f"({row['officer']}) has " in told.splitlines()[0]


def test_a_question_about_duties_loads_no_planner() -> None:
    """It is answered by rosters alone; the campaign level, its solvers and the compiler take a second to load."""
    code = (
        "import sys; from optimizer.commandline.terminal import chapters, roster_reasons_text;"
        "from optimizer.track import standing_in; from optimizer.workflows import revising, sealed;"
        "heavy = {'optimizer.campaign.planner', 'optimizer.explain.contradictions', 'numba', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_an_officers_rows_are_looked_at_once(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many duties of a desk are asked about, and whatever is asked of the rows."""
    seen: list[Plan] = []

    def counted(scenario: Scenario, plan: Plan, discrepancies: Discrepancies) -> Evidence:
        seen.append(plan)
        return gather_evidence(scenario, plan, discrepancies)

    monkeypatch.setattr(standing_in, "gather_evidence", counted)
    row = next(row for row in rows_of(short) if row["post"] == "desk_tan_phu")
    question = RosterQuestion(short, day=row["date"], post=row["post"])
    reasons = explain_roster(question, lambda _: None, StopRequest(), time.monotonic)
    assert sum(len(why.others) for why in reasons.here) > 1
    alone = [plan for plan in seen if len({each.officer for each in plan.absences}) == 1]
    assert alone
    assert len(alone) == len({(plan.roster, plan.absences) for plan in alone})
