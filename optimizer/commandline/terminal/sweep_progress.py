"""Progress of a sweep on standard error: a bar with the time left in a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TextIO

from optimizer.commandline.terminal.progress import QuietProgress
from optimizer.texts import sweeps
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language, Message

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from optimizer.sweep.running import Tally

Clock = Callable[[], float]


class SweepProgress(Protocol):
    """Somebody who is told how the sweep goes on."""

    def tell(self, tally: Tally) -> None:
        """Show how far it has come."""

    def say(self, text: str) -> None:
        """Show a remark that stays."""

    def close(self) -> None:
        """Leave the terminal as it was."""


def sweep_progress(stream: TextIO | None, clock: Clock, language: Language) -> SweepProgress:
    """What suits the stream; nothing is shown without one."""
    if stream is None:
        return QuietSweepProgress()
    is_live = stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    return (LiveSweepProgress if is_live else PlainSweepProgress)(stream, clock, language)


class QuietSweepProgress(QuietProgress):
    """Shows nothing."""

    def tell(self, tally: Tally) -> None:
        """Show nothing."""


class _State:
    """The state of a sweep in words, with the time left if the pace stays."""

    def __init__(self, clock: Clock, language: Language) -> None:
        self.clock, self.texts, self.start = clock, Texts(language), clock()

    def passed(self) -> float:
        return self.clock() - self.start

    def told(self, tally: Tally) -> str:
        parts = [self.texts(sweeps.DONE, done=tally.done, total=tally.total)]
        if tally.failed:
            parts.append(self.texts(sweeps.FAILED, count=tally.failed))
        planned = tally.done - tally.taken_over
        if planned and tally.done < tally.total:
            left = self.passed() / planned * (tally.total - tally.done)
            parts.append(self.texts(sweeps.LEFT, time=_duration(left)))
        return " · ".join(parts)


class PlainSweepProgress:
    """A line for every case."""

    def __init__(self, stream: TextIO, clock: Clock, language: Language) -> None:
        self.stream, self.state = stream, _State(clock, language)

    def tell(self, tally: Tally) -> None:
        """Write a line."""
        self.say(self.state.told(tally))

    def say(self, text: str) -> None:
        """Write a line."""
        with suppress(OSError):
            self.stream.write(f"{self.state.passed():7.1f} s  {text}\n")
            self.stream.flush()

    def close(self) -> None:
        """Nothing is held back."""


class LiveSweepProgress:
    """A bar."""

    def __init__(self, stream: TextIO, clock: Clock, language: Language) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self.state = _State(clock, language)
        self.bar: Bar = Progress(
            TimeElapsedColumn(),
            BarColumn(),
            TextColumn("{task.description}", markup=False),
            console=Console(file=stream),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self.task = self.bar.add_task("…", total=None)
        self.bar.start()

    def tell(self, tally: Tally) -> None:
        """Move the bar."""
        self.bar.update(self.task, completed=tally.done, total=tally.total, description=self.state.told(tally))

    def say(self, text: str) -> None:
        """Print above the bar."""
        self.bar.console.print(text, markup=False, highlight=False)

    def close(self) -> None:
        """Take the bar away."""
        self.bar.stop()


def _duration(seconds: float) -> Message:
    minutes = round(seconds / 60)
    if seconds < 90:
        return sweeps.SECONDS(seconds=seconds)
    return sweeps.MINUTES(minutes=minutes) if minutes < 120 else sweeps.HOURS(hours=seconds / 3600)
