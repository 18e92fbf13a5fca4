"""Changing a plan, cut off at whatever moment: killed, or stopped by Ctrl-C; the plan is the old one or the new one."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from optimizer.commandline.terminal.progress import QuietProgress
from optimizer.events import Event as Told
from optimizer.stopping import StopRequest
from optimizer.track.journal import open_journal
from optimizer.workflows.verify import verify_run
from tests.cli.conftest import Ran, rows_of
from tests.cli.running import all_files, catruc, parsed
from tests.cli.test_full_disk import without_room
from tests.cli.test_revising_commands import write_rows

MOMENTS = 8
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and sends a signal that cannot be caught")
WRITING = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "sqlite3.connect"}
"""What an audit hook is told of that may leave something half done."""

Change = Callable[[Path], str]


def replan(run: Path) -> str:
    row = rows_of(run)[-1]
    return f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} -q"


def swap(run: Path) -> str:
    """Two duties that one shift of a day has for two officers are exchanged with those of another day."""
    rows = rows_of(run)
    for one in rows:
        for other in rows:
            line = f"swap {{run}} {one['officer']}:{one['date']}:{one['shift']} {other['officer']}:{other['date']}:"
            if one["officer"] != other["officer"] and (one["date"], one["shift"]) < (other["date"], other["shift"]):
                line += f"{other['shift']} -q"
                trial = Path(shutil.copytree(run, run.with_name("trial"), dirs_exist_ok=True))
                if catruc(line, run=trial).exit_code == 0:
                    shutil.rmtree(trial.with_name("trial.journal"))
                    shutil.rmtree(trial)
                    return line
                shutil.rmtree(trial)
                shutil.rmtree(trial.with_name("trial.journal"), ignore_errors=True)
    raise AssertionError("no swap is lawful")


def amend(run: Path) -> str:
    rows = rows_of(run)
    gone = rows[-1]
    write_rows(run, [row for row in rows if (row["date"], row["shift"]) != (gone["date"], gone["shift"])])
    return "amend {run} -q"


def stand_in(run: Path) -> str:
    for row in rows_of(run):
        asked = f"stand-in {{run}} --officer {row['officer']} --date {row['date']} --shift {row['shift']} -q"
        for taker in sorted({each["officer"] for each in rows_of(run)} - {row["officer"]}):
            trial = Path(shutil.copytree(run, run.with_name("trial")))
            code = catruc(f"{asked} --take {taker}", run=trial).exit_code
            shutil.rmtree(trial)
            shutil.rmtree(trial.with_name("trial.journal"), ignore_errors=True)
            if code == 0:
                return f"{asked} --take {taker}"
    raise AssertionError("nobody can stand in")


CHANGES = {"replan": replan, "swap": swap, "amend": amend, "stand_in": stand_in}


def in_child(line: str, run: Path, last: int | None) -> tuple[int, int]:
    """Run a command in a process of its own, killed at its writing call ``last``; exit code, and calls if it ended."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        calls = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal calls
            if event in WRITING and (event != "open" or set("wax+") & set(str(arguments[1]))):
                calls += 1
                if calls == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        code = 1
        try:
            sys.addaudithook(count)
            code = catruc(line, run=run).exit_code
            os.write(writing, str(calls).encode())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), int(text or 0)


@pytest.fixture(params=sorted(CHANGES))
def changing(request: pytest.FixtureRequest, planned_with_room: Ran, tmp_path: Path) -> tuple[Path, str]:
    """A run, and a command that changes it."""
    first = Path(shutil.copytree(planned_with_room.folder, tmp_path / "first"))
    catruc("record {run} {none}", run=first, none=tmp_path / "none.csv")
    return first, CHANGES[request.param](first)


def copied(first: Path, name: str) -> Path:
    folder = first.with_name(name)
    folder.mkdir()
    for ending in ("", ".journal"):
        if first.with_name(first.name + ending).exists():
            shutil.copytree(first.with_name(first.name + ending), folder / f"run{ending}")
    return folder / "run"


def test_killed_at_many_moments(changing: tuple[Path, str]) -> None:
    first, line = changing
    before = rows_of(first)
    code, calls = in_child(line, whole := copied(first, "whole"), None)
    assert (code, calls > MOMENTS) == (0, True)
    after = rows_of(whole)
    newest = len(open_journal(whole).revisions())
    seen = set()
    for moment in range(MOMENTS):
        run = copied(first, str(moment))
        code, _ = in_child(line, run, calls - moment * calls // MOMENTS)
        assert code == -signal.SIGKILL
        number = len(open_journal(run).revisions())  # which brings back a folder that is gone
        assert rows_of(run) in (before, after)
        is_done = rows_of(run) == after and number == newest
        if is_done:
            assert verify_run(run).verification.passed
        else:
            assert catruc(line, run=run).exit_code == 0
            assert rows_of(run) == after
        assert verify_run(run).verification.passed
        assert sorted(each.name for each in run.parent.iterdir()) == ["run", "run.journal"]
        seen.add(is_done)
    assert False in seen


def reports(folder: Path, *done: int) -> Path:
    """A file of what was done on so many days."""
    path = folder / "reports.csv"
    lines = [f"2024-04-{day:02},tan_phu,{people}" for day, people in enumerate(done, 1)]
    path.write_text("\n".join(["date,place,done", *lines, ""]), encoding="utf-8")
    return path


def recorded(run: Path) -> list[float]:
    return [row.done for row in open_journal(run).results()]


def test_recording_killed_at_many_moments_loses_nothing(planned_with_room: Ran, tmp_path: Path) -> None:
    first = Path(shutil.copytree(planned_with_room.folder, tmp_path / "first"))
    parsed(catruc("record {run} {file} --json", run=first, file=reports(tmp_path, 1, 2)))
    line = f"record {{run}} '{reports(tmp_path, 1, 3, 4)}'"
    plan = all_files(first)
    code, calls = in_child(line, whole := copied(first, "whole"), None)
    assert (code, recorded(whole)) == (0, [1, 3, 4])
    assert calls
    for moment in range(1, calls + 1):
        run = copied(first, str(moment))
        assert in_child(line, run, moment)[0] == -signal.SIGKILL
        assert recorded(run) in ([1, 2], [1, 3, 4])
        assert catruc(line, run=run).exit_code == 0
        assert recorded(run) == [1, 3, 4]
        assert all_files(run) == plan


def test_two_that_change_a_plan_at_once(changing: tuple[Path, str]) -> None:
    """Whoever comes second is told, or finds nothing left to do; what was recorded meanwhile is kept."""
    first, line = changing
    file = reports(first.parent, 1, 2, 3)
    for number in range(3):
        run = copied(first, f"both_{number}")
        before = len(open_journal(run).revisions())
        lines = [line, f"record {{run}} '{file}'", line]
        pids = []
        for each in lines:
            pid = os.fork()
            if pid == 0:
                code = 1
                try:
                    code = catruc(each, run=run).exit_code
                finally:
                    os._exit(code)
            pids.append(pid)
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        assert codes[1] == 0, "nothing keeps a report from being recorded"
        assert recorded(run) == [1, 2, 3]
        assert 0 in (codes[0], codes[2])
        assert set(codes) <= {0, 2, 6}, "refused, not broken"
        made = len(open_journal(run).revisions()) - before
        assert 1 <= made <= 2
        assert verify_run(run).verification.passed
        assert sorted(each.name for each in run.parent.iterdir()) == ["run", "run.journal"]


def test_no_room_to_write_leaves_everything_as_it_was(changing: tuple[Path, str], tmp_path: Path) -> None:
    first, line = changing
    before = all_files(first.parent)
    ended = without_room(line, {"run": first}, tmp_path)
    assert (ended.returncode, "make room" in ended.stderr) == (2, True), ended.stderr
    assert "Traceback" not in ended.stderr
    assert all_files(first.parent) == before


def press_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Ctrl-C pressed, and wait until it is heard."""
    request, heard = StopRequest.request, Event()

    def heard_request(stop: StopRequest) -> None:
        request(stop)
        heard.set()

    monkeypatch.setattr(StopRequest, "request", heard_request)
    os.kill(os.getpid(), signal.SIGINT)
    assert heard.wait(30.0)


@pytest.mark.parametrize("stage", ["roster", "stand_in", "verify"])
def test_ctrl_c_before_a_change_is_ready_changes_nothing(
    stage: str, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = QuietProgress.event

    def event(self: QuietProgress, event: Told) -> None:
        if event.stage == stage:
            press_ctrl_c(monkeypatch)
        told(self, event)

    row = rows_of(run)[-1]
    line = {
        "roster": f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} -q --lang en",
        "stand_in": f"stand-in {{run}} --officer {row['officer']} --date {row['date']} -q --lang en",
        "verify": "amend {run} -q --lang en",
    }[stage]
    if stage == "verify":
        write_rows(run, rows_of(run)[:-1])
    before = all_files(run)
    monkeypatch.setattr(QuietProgress, "event", event)
    result = catruc(line, run=run)
    assert result.exit_code == 5, result.output
    assert "STOPPED on request; nothing was changed" in result.stderr
    assert "time given" not in result.stderr
    assert all_files(run) == before


def interrupted_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have Ctrl-C pressed when work is told of for so many times; the stages told of."""
    told, stages = QuietProgress.event, []

    def event(self: QuietProgress, event: Told) -> None:
        stages.append(event.stage)
        if len(stages) == moment:
            press_ctrl_c(monkeypatch)
        told(self, event)

    monkeypatch.setattr(QuietProgress, "event", event)
    return stages


def test_ctrl_c_at_any_stage_leaves_the_old_plan_or_a_whole_new_one_that_says_so(
    changing: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, line = changing
    stages = interrupted_at(0, monkeypatch)
    whole = copied(first, "whole")
    assert catruc(line, run=whole).exit_code == 0
    after, number = rows_of(whole), len(open_journal(whole).revisions())
    assert {"verify", "simulate", "publish"} <= set(stages)
    ends = set()
    for moment in range(1, len(stages) + 1):
        run = copied(first, f"moment_{moment}")
        before = all_files(run.parent)
        with monkeypatch.context() as patched:
            interrupted_at(moment, patched)
            result = catruc(f"{line} --lang en", run=run)
        ends.add(result.exit_code)
        if result.exit_code == 5:
            assert "STOPPED on request; nothing was changed" in result.stderr
            assert all_files(run.parent) == before
        else:
            assert result.exit_code == 0, result.output
            assert "stopped early on request" in result.stdout.splitlines()[0]
            assert (rows_of(run), len(open_journal(run).revisions())) == (after, number)
            assert verify_run(run).verification.passed
    assert 0 in ends
