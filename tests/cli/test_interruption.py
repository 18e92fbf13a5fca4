"""Ctrl-C: the best plan is kept, a second one gives up, and an earlier run is never harmed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MONDAY, Ran
from tests.cli.running import all_files, catruc, start
from tests.worlds.small import lawful_rules, small_world, write_world

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five communes for eight weeks: after the first plan there is a second and more to do."""
    world = small_world(5, 56, 5, first_day=MONDAY) | {"rules": lawful_rules(), "uncertainty": {}}
    return write_world(tmp_path_factory.mktemp("campaign"), world)


def planning(scenario: Path, folder: Path) -> subprocess.Popen[str]:
    return start("plan", scenario, "-o", folder, "--time", "120", "--workers", "2", "--lang", "en")


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read progress until a line has the words."""
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    pytest.fail(f"the plan ended before {words!r}: {process.communicate()}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_best_plan_is_kept(number: signal.Signals, campaign: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    process = planning(campaign, folder)
    wait_for(process, "Verifying")
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert stdout.splitlines()[0].endswith("; stopped early on request: 100 of 2,000 campaigns")
    assert stdout.splitlines()[1].endswith("; stopped early on request")
    assert "stopping" in stderr
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["status"] == "interrupted"
    assert catruc("verify {run}", run=folder).exit_code == 0


def test_what_was_simulated_counts(campaign: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    process = start("plan", campaign, "-o", folder, "--time", "20", "--workers", "1", "--lang", "en")
    wait_for(process, "Simulating")
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 0, stderr
    record = json.loads((folder / "simulation.json").read_text(encoding="utf-8"))
    assert 100 <= record["replications"] < record["asked"] == 2000
    assert record["causes"] == []
    count = f"{record['replications']:,}"
    assert stdout.splitlines()[0].endswith(f"; stopped early on request: {count} of 2,000 campaigns")
    assert catruc("verify {run} --lang en", run=folder).exit_code == 0


def test_a_stop_before_there_is_a_plan_is_no_plan(campaign: Path, planned: Ran, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(planned.folder, tmp_path / "run"))
    before = all_files(folder)
    process = planning(campaign, folder)
    wait_for(process, "Reading the scenario")
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 5, stderr
    assert stdout == ""
    assert "NO PLAN found in the time given" in stderr.splitlines()
    assert all_files(folder) == before


def test_the_second_gives_up_and_leaves_the_earlier_run(campaign: Path, planned: Ran, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(planned.folder, tmp_path / "run"))
    before = all_files(folder)
    process = planning(campaign, folder)
    wait_for(process, "Verifying")
    process.send_signal(signal.SIGINT)
    wait_for(process, "stopping")
    process.send_signal(signal.SIGINT)
    stdout, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stdout == ""
    assert all_files(folder) == before


SOLVER_THAT_CATCHES_SIGNALS = """
import ctypes, os, signal, threading
from optimizer.stopping import StopRequest
from optimizer.commandline.terminal.interruption import run_interruptibly

stop = StopRequest()
asked = threading.Event()

def work():
    # What CP-SAT does at the end of a solve unless told to leave signals alone.
    ctypes.CDLL(None).signal(signal.SIGINT, None)
    asked.wait(1.0)
    os.kill(os.getpid(), signal.SIGINT)
    asked.wait(60.0)
    return "kept"

print(run_interruptibly(work, stop, on_stop=asked.set, abort=lambda: os._exit(130)), stop.is_requested)
"""


def test_a_signal_is_heard_after_a_solver_that_catches_it_itself() -> None:
    told = subprocess.run([sys.executable, "-c", SOLVER_THAT_CATCHES_SIGNALS], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "kept True\n"), told.stderr
