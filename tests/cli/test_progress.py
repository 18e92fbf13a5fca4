"""Progress: everything worth telling, in a log no more than is worth reading, in a terminal on one spot."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.commandline.terminal.progress import LiveProgress, PlainProgress, event_line, progress
from optimizer.events import Event
from optimizer.texts.terminal import CUT
from tests.cli.running import COMMAND


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Departed(io.StringIO):
    """A reader who has gone away."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def told(events: list[tuple[float, Event]]) -> list[str]:
    stream, clock = io.StringIO(), Clock()
    shown = PlainProgress(stream, clock, "en")
    for seconds, event in events:
        clock.now = 100.0 + seconds
        shown.event(event)
    shown.close()
    return stream.getvalue().splitlines()


def burden(value: float, unit: str = "tan_phu") -> Event:
    return Event("roster", "burden", value, 20.0, unit)


def test_an_event_tells_stage_subject_tier_value_bound_and_gap() -> None:
    event = burden(25.0)
    assert event_line(event, "en") == "Roster · tan_phu: Burden 25.00 · bound 20.00 · gap 20.0\u202f%"
    assert event_line(event, "vi") == "Xếp người · tan_phu: Tải trực 25,00 · cận 20,00 · khoảng cách 20,0\u202f%"


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Event("verify"), "Verifying"),
        (
            Event("cut", unit="Công an xã Tân Phú", detail=CUT(week="2024-W14", hours=4.0)),
            "Cut · Công an xã Tân Phú · 2024-W14: 4 h could not be staffed",
        ),
        (Event("instance", "value", 7.0, detail="ward"), "Instance · ward: Value 7.00"),
        (Event("campaign", "shortfall", 12.5), "Openings: Shortfall against targets 12.50"),
        (
            Event("campaign", "shortfall", 12.5, 2.0),
            "Openings: Shortfall against targets 12.50 · bound 2.00 · gap 10.50",
        ),
        (Event("roster", "burden", 0.0, 41.0), "Roster: Burden 0.00"),
        (
            Event("roster", "fairness", 0.0, 0.0),
            "Roster: Unfairness between officers 0.000 · bound 0.000 · gap 0.0\u202f%",
        ),
        (Event("polish", "beauty", 1.0), "polish: beauty 1.00"),
        (Event("roster", "burden"), "Roster: Burden"),
    ],
)
def test_an_event_tells_what_it_has(event: Event, line: str) -> None:
    assert event_line(event, "en") == line


def test_a_log_gets_a_line_a_second_and_always_the_last() -> None:
    lines = told([(tenths / 10, burden(100.0 - tenths)) for tenths in range(25)])
    assert [line.split(" · bound")[0] for line in lines] == [
        "    0.0 s  Roster · tan_phu: Burden 100.00",
        "    1.0 s  Roster · tan_phu: Burden 90.00",
        "    2.0 s  Roster · tan_phu: Burden 80.00",
        "    2.4 s  Roster · tan_phu: Burden 76.00",
    ]


def test_the_last_of_one_subject_comes_before_the_next() -> None:
    lines = told([(0.0, burden(9.0)), (0.1, burden(8.0)), (0.2, burden(7.0)), (0.3, burden(5.0, "tan_lap"))])
    assert [line.split(" · bound")[0] for line in lines] == [
        "    0.0 s  Roster · tan_phu: Burden 9.00",
        "    0.2 s  Roster · tan_phu: Burden 7.00",
        "    0.3 s  Roster · tan_lap: Burden 5.00",
    ]


def test_a_remark_comes_after_what_was_known_before() -> None:
    stream = io.StringIO()
    shown = PlainProgress(stream, Clock(), "en")
    for value in (9.0, 8.0):
        shown.event(burden(value))
    shown.say("stopping")
    assert [line.split()[-1] for line in stream.getvalue().splitlines()][-1] == "stopping"
    assert "Burden 8.00" in stream.getvalue().splitlines()[1]


def test_a_reader_who_goes_away_does_not_cost_the_plan() -> None:
    shown = PlainProgress(Departed(), Clock(), "en")
    shown.event(burden(9.0))
    shown.say("stopping")
    shown.close()


def test_a_stream_that_is_no_terminal_gets_plain_lines() -> None:
    assert isinstance(progress(io.StringIO(), Clock(), "en"), PlainProgress)


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal; the second is the program's."""
    pty = pytest.importorskip("pty", reason="needs a POSIX terminal")
    ours, theirs = pty.openpty()
    try:
        yield ours, theirs
    finally:
        os.close(ours)


def shown_on(ours: int) -> str:
    """Everything the program shows until it ends."""
    parts = []
    try:
        while part := os.read(ours, 4096):
            parts.append(part)
    except OSError:
        pass  # how Linux reports that the other end was closed
    return b"".join(parts).decode()


def test_a_dumb_terminal_gets_plain_lines(terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with os.fdopen(terminal[1], "w") as stream:
        assert isinstance(progress(stream, Clock(), "en"), PlainProgress)


def test_the_display_is_drawn_on_one_spot_and_taken_away(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    ours, theirs = terminal
    clock = Clock()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        shown = progress(stream, clock, "en")
        assert isinstance(shown, LiveProgress)
        clock.now += 12
        shown.event(burden(25.0))
        shown.live.refresh()
        shown.say("stopping [soon]")
        shown.close()
        shown.close()
    text = shown_on(ours)
    assert "    12 s  Roster · tan_phu\r\n          Burden 25.00 · bound 20.00 · gap 20.0\u202f%" in text
    assert "stopping [soon]" in text
    assert text.index("\x1b[?25l") < text.index("Roster") < text.rindex("\x1b[?25h")


def test_a_plan_shows_its_progress_in_a_terminal(scenario: Path, tmp_path: Path, terminal: tuple[int, int]) -> None:
    ours, theirs = terminal
    process = subprocess.Popen(
        [COMMAND, "plan", scenario, "-o", tmp_path / "run", "--time", "2", "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(theirs)
    text = shown_on(ours)
    stdout, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    first, second, *_ = stdout.decode().splitlines()
    assert " by 7 Apr with a chance of " in first
    assert second.startswith("Target MISSED in expectation")
    assert "\x1b[?25l" in text
    assert "chance" not in text
