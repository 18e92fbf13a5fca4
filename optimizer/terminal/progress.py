"""Progress on standard error: one live line in a terminal, plain lines elsewhere, nothing if quiet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.text import Text

    from optimizer.loop import Event

Clock = Callable[[], float]


class Progress(Protocol):
    """Somebody who is told how the work goes on."""

    def event(self, event: Event) -> None:
        """Show an event; called from the working thread."""

    def say(self, text: str) -> None:
        """Show a remark that stays."""

    def close(self) -> None:
        """Leave the terminal as it was; may be called twice."""


def progress(stream: TextIO, clock: Clock) -> Progress:
    """What suits the stream."""
    return LiveProgress(stream, clock) if stream.isatty() else PlainProgress(stream, clock)


class QuietProgress:
    """Shows nothing."""

    def event(self, event: Event) -> None:
        """Show nothing."""

    def say(self, text: str) -> None:
        """Show nothing."""

    def close(self) -> None:
        """Do nothing."""


class PlainProgress:
    """A line per event, with the seconds passed."""

    def __init__(self, stream: TextIO, clock: Clock) -> None:
        self.stream, self.clock, self.start = stream, clock, clock()

    def event(self, event: Event) -> None:
        """Write a line."""
        self.say(event_line(event))

    def say(self, text: str) -> None:
        """Write a line."""
        self.stream.write(f"{self.clock() - self.start:7.1f} s  {text}\n")
        self.stream.flush()

    def close(self) -> None:
        """Do nothing; every line is out already."""


class LiveProgress:
    """One line with the latest event and the time that has passed, drawn anew several times a second."""

    def __init__(self, stream: TextIO, clock: Clock) -> None:
        from rich.console import Console
        from rich.live import Live

        self.clock, self.start, self.latest = clock, clock(), "…"
        self.live = Live(
            self, console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self.live.start()

    def __rich__(self) -> Text:
        from rich.text import Text

        return Text(f"{self.clock() - self.start:6.0f} s  {self.latest}", no_wrap=True, overflow="ellipsis")

    def event(self, event: Event) -> None:
        """Let the line tell the event."""
        self.latest = event_line(event)

    def say(self, text: str) -> None:
        """Print above the line."""
        self.live.console.print(text, markup=False, highlight=False)

    def close(self) -> None:
        """Take the line away."""
        self.live.stop()


def event_line(event: Event) -> str:
    """An event as one line: stage, tier, value, bound, gap."""
    parts = [event.stage]
    if event.tier:
        parts.append(event.tier)
    if event.value is not None:
        parts.append(f"{event.value:,.2f}")
        if event.bound is not None:
            gap = (event.value - event.bound) / max(event.value, 1.0)
            parts.append(f"(bound {event.bound:,.2f}, gap {gap:.1%})")
    return " ".join([*parts, event.detail]).rstrip()
