"""Progress of a sweep: how many, how long still, and nothing that gets in the way."""

from __future__ import annotations

import io

import pytest

from optimizer.commandline.terminal.progress import QuietProgress
from optimizer.commandline.terminal.sweep_progress import LiveSweepProgress, PlainSweepProgress, sweep_progress
from optimizer.sweep.running import Tally


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_count_and_tell_the_time_left() -> None:
    stream, clock = io.StringIO(), Clock()
    show = sweep_progress(stream, clock, "en")
    assert isinstance(show, PlainSweepProgress)
    show.tell(Tally(10))
    clock.now = 160.0
    # Two planned in a minute, and two that were there: six to come.
    show.tell(Tally(10, done=4, failed=1, taken_over=2))
    clock.now = 340.0
    show.tell(Tally(10, done=10, failed=1, taken_over=2))
    show.close()
    assert stream.getvalue().splitlines() == [
        "    0.0 s  0 of 10 cases",
        "   60.0 s  4 of 10 cases · 1 failed · about 3 min left",
        "  240.0 s  10 of 10 cases · 1 failed",
    ]


@pytest.mark.parametrize(("seconds", "text"), [(8, "80 s"), (60, "10 min"), (3600, "10.0 h")])
def test_the_time_left_is_told_in_words_of_its_size(seconds: float, text: str) -> None:
    stream, clock = io.StringIO(), Clock()
    show = sweep_progress(stream, clock, "en")
    clock.now += seconds
    show.tell(Tally(11, done=1))
    assert f"about {text} left" in stream.getvalue()


def test_a_terminal_gets_a_bar_that_leaves_remarks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    show = sweep_progress(stream, Clock(), "vi")
    assert isinstance(show, LiveSweepProgress)
    show.tell(Tally(4, done=1))
    show.say("đang dừng")
    show.close()
    assert "1/4 phương án" in stream.getvalue()
    assert "đang dừng" in stream.getvalue()


def test_a_reader_who_has_gone_away_costs_no_plan() -> None:
    stream = io.StringIO()
    show = sweep_progress(stream, Clock(), "en")
    stream.write = lambda _: (_ for _ in ()).throw(BrokenPipeError())  # type: ignore[method-assign]
    show.tell(Tally(4, done=1))


def test_quiet_is_quiet() -> None:
    assert isinstance(sweep_progress(None, Clock(), "en"), QuietProgress)
