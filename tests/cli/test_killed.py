"""Whoever is killed while a verb writes leaves a campaign that is whole, and the next command carries it on.

Each verb that writes runs in a process of its own, which is killed up to a few milliseconds after one of its
operations on files, drawn at random. ``KILLED_MOMENTS=200`` in the environment tries so many for each verb.
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from optimizer.run.actuals import ActualRow
from optimizer.track.journal import open_journal
from optimizer.workflows.verify import verify_run
from tests.cli.conftest import rows_of, write_totals
from tests.cli.running import QUICK, catruc, parsed

MOMENTS = int(os.environ.get("KILLED_MOMENTS", "5"))
FILES = frozenset(("open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "shutil.rmtree"))
"""Events of Python that are operations on files; SQLite's own are hit by whatever time passes after them."""
SECONDS = 0.005
"""The longest time between such an operation and the end."""
REPORTED = ActualRow(date(2024, 4, 1), "tan_phu", "activation", "", 3)
REPEATABLE = ("amend", "calibrate")
"""What is to be done again after it was cut off: an edit by hand is not published else, a file not written."""
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks, and sends signals"),
    pytest.mark.timeout(300 + 30 * MOMENTS),
]


def in_own_process(line: str, places: dict[str, Path], last: int | None, delay: float) -> int:
    """Run a command line, killed after its operation number ``last``; how many operations it had, else.

    The alarm, to which nothing listens, ends a process at once and leaves it no time to clear up, as SIGKILL does.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        operations = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal operations
            is_written = event in FILES and (event != "open" or "r" not in str(arguments[1] or "r"))
            operations += is_written
            if is_written and operations == last:
                signal.setitimer(signal.ITIMER_REAL, delay)

        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            sys.addaudithook(count)
            if catruc(line, **places).exit_code == 0:
                os.write(writing, str(operations).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    os.waitpid(pid, 0)
    return int(text or 0)


def put_by_hand(run: Path, one: str, other: str) -> None:
    """Exchange two duties in the roster's file."""
    rows = rows_of(run)
    duties = [next(row for row in rows if named(row) == text) for text in (one, other)]
    for name in ("officer", "name", "unit"):
        duties[0][name], duties[1][name] = duties[1][name], duties[0][name]
    with (run / "roster.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def named(row: dict[str, str]) -> str:
    return f"{row['officer']}:{row['date']}:{row['shift']}"


def duties(run: Path) -> frozenset[str]:
    return frozenset(map(named, rows_of(run)))


def asked_of_stand_ins(run: Path) -> str:
    """The command that gives somebody's duties of a day to the first who may take them."""
    for row in rows_of(run):
        asked = f"stand-in {{run}} --officer {row['officer']} --date {row['date']}"
        first = parsed(catruc(f"{asked} --json", run=run))["candidates"][0]
        if first["lawful"]:
            return f"{asked} --take {first['officer']} -q"
    pytest.fail("nobody may stand in for anybody")


def content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


@pytest.mark.parametrize(
    "line",
    [
        f"plan {{scenario}} -o {{run}} {QUICK} --seed 3 -q",
        "record {run} {later}",
        "calibrate {run} -o {fresh}",
        "replan {run} --from {day} --absent {officer}:{day} --freeze 0 -q",
        "swap {run} {one} {other} -q",
        "amend {run} -q",
        "stand-in",
    ],
)
def test_killed_at_any_moment(
    line: str, scenario: Path, run: Path, roomy: Path, lawful_swap: tuple[str, str], tmp_path: Path
) -> None:
    one, other = lawful_swap
    first = write_totals(tmp_path / "first.csv", ["2024-04-01,tan_phu,3"], "date,place,done")
    later = write_totals(tmp_path / "later.csv", ["2024-04-02,tan_phu,4"], "date,place,done")
    if line == "stand-in":
        run, line = roomy, asked_of_stand_ins(roomy)
    if line.startswith(("record", "calibrate")):
        assert catruc("record {run} {first}", run=run, first=first).exit_code == 0
    known, before = open_journal(run).results(), duties(run)
    if line.startswith("amend"):
        put_by_hand(run, one, other)
    officer, day, _ = one.split(":")
    named = {"scenario": scenario, "one": one, "other": other, "officer": officer, "day": day, "later": later}

    def copied(name: str) -> dict[str, Any]:
        """Places of a copy of the campaign."""
        folder = tmp_path / name
        for source in run.parent.glob(f"{run.name}*"):
            shutil.copytree(source, folder / source.name.replace(run.name, "run"))
        return {**named, "run": folder / "run", "fresh": folder / "turnout.yaml"}

    whole = copied("whole")
    operations = in_own_process(line, whole, None, 0)
    assert operations > 0
    after, recorded, written = duties(whole["run"]), open_journal(whole["run"]).results(), content(whole["fresh"])
    draw = Random(line)
    for moment in range(MOMENTS):
        now = copied(str(moment))
        in_own_process(line, now, draw.randint(1, operations), draw.uniform(1e-6, SECONDS))
        assert content(now["fresh"]) in (None, written)
        if line.startswith(REPEATABLE):
            assert catruc(line, **now).exit_code == 0
        assert catruc("record {run} {first}", **now, first=first).exit_code == 0
        assert set(open_journal(now["run"]).results()) in ({*known, REPORTED}, {*recorded, REPORTED})
        assert duties(now["run"]) in (before, after)
        assert verify_run(now["run"]).verification.passed
        left = {name for name in os.listdir(now["run"].parent) if name != "turnout.yaml"}
        assert left == {"run", "run.journal"}
        shutil.rmtree(now["run"].parent)
