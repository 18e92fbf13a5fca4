"""Whoever is killed at whatever moment leaves a journal that the next one carries on, with nothing recorded lost."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from optimizer.track.journal import open_journal
from tests.track.journals import publish, record, row, state

MOMENTS = 200
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and sends a signal that cannot be caught")


def child(work: Callable[[], None], last: int | None) -> int:
    """Run the work in a process of its own, killed at its call number ``last``; the number of its calls otherwise."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1
            if calls == last:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.setprofile(count)
            work()
            sys.setprofile(None)
            os.write(writing, str(calls).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    os.waitpid(pid, 0)
    return int(text or 0)


def test_killed_at_any_of_200_moments(tmp_path: Path) -> None:
    def prepare(name: str) -> Path:
        run = tmp_path / name / "run"
        publish(run, "one")
        record(run, row(1, 30))
        return run

    def work(run: Path) -> None:
        record(run, row(2, 40))
        publish(run, "two")

    calls = child(partial(work, prepare("whole")), None)
    assert calls > MOMENTS
    seen = set()
    for moment in range(MOMENTS):
        run = prepare(str(moment))
        child(partial(work, run), 1 + moment * calls // MOMENTS)
        journal = open_journal(run)
        numbers, content, agrees = state(run)
        assert (numbers, content, agrees) in (([1], "one", True), ([1, 2], "two", True))
        assert journal.results() in ((row(1, 30),), (row(1, 30), row(2, 40)))
        seen.add((len(numbers), len(journal.results())))
        assert publish(run, "three").number == len(numbers) + 1
        assert state(run)[1:] == ("three", True)
        assert sorted(os.listdir(run.parent)) == ["run", "run.journal"]
    assert seen == {(1, 1), (1, 2), (2, 2)}


def test_two_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    run = tmp_path / "run"
    publish(run, "one")
    pids = []
    for writer in range(2):
        pid = os.fork()
        if pid == 0:
            try:
                for day in range(1, 11):
                    record(run, row(day + 10 * writer, day))
                    publish(run, f"{writer} {day}")
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    assert len(open_journal(run).results()) == 20
    numbers, _, agrees = state(run)
    assert (numbers, agrees) == (list(range(1, 22)), True)
