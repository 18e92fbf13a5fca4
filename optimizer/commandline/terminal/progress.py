"""Progress on standard error: a live display in a terminal, plain lines elsewhere, nothing if quiet.

Events come from the working thread, several a second while a tier is solved; remarks come from the thread that hears
Ctrl-C. A reader who has gone away must not cost the plan, so what cannot be written is dropped.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TextIO

from optimizer.texts.documents import VALUE
from optimizer.texts.figures import gap_text, tier_text
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language, said, worded
from optimizer.texts.objectives import TIERS
from optimizer.texts.terminal import PROGRESS_BOUND, PROGRESS_GAP, STAGES

if TYPE_CHECKING:
    from rich.text import Text

    from optimizer.events import Event

Clock = Callable[[], float]

PLAIN_INTERVAL = 1.0
"""Seconds between plain lines on one and the same thing."""


class ProgressDisplay(Protocol):
    """Somebody who is told how the work goes on."""

    def event(self, event: Event) -> None:
        """Show an event; called from the working thread."""

    def say(self, text: str) -> None:
        """Show a remark that stays."""

    def close(self) -> None:
        """Leave the terminal as it was; may be called twice."""


def progress(stream: TextIO, clock: Clock, language: Language) -> ProgressDisplay:
    """What suits the stream."""
    is_live = stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    return (LiveProgress if is_live else PlainProgress)(stream, clock, language)


class QuietProgress:
    """Shows nothing."""

    def event(self, event: Event) -> None:
        """Show nothing."""

    def say(self, text: str) -> None:
        """Show nothing."""

    def close(self) -> None:
        """Do nothing."""


class PlainProgress:
    """Lines with the seconds passed: at once when something new begins, else the latest state once a second."""

    def __init__(self, stream: TextIO, clock: Clock, language: Language) -> None:
        self.stream, self.clock, self.language, self.start = stream, clock, language, clock()
        self._lock = threading.Lock()
        self._subject: tuple[str, ...] | None = None
        self._written = 0.0
        self._held: str | None = None

    def event(self, event: Event) -> None:
        """Write a line, or hold it until it is due or the last on its subject."""
        with self._lock:
            subject, now = (event.stage, event.tier, event.unit, str(event.detail)), self.clock()
            line = self._line(now, event_line(event, self.language))
            if subject != self._subject:
                self._release()
            if subject != self._subject or now - self._written >= PLAIN_INTERVAL:
                self._subject, self._written, self._held = subject, now, None
                self._write(line)
            else:
                self._held = line

    def say(self, text: str) -> None:
        """Write a line."""
        with self._lock:
            self._release()
            self._write(self._line(self.clock(), text))

    def close(self) -> None:
        """Write what is still held."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._held is not None:
            self._write(self._held)
            self._held = None

    def _line(self, now: float, text: str) -> str:
        return f"{now - self.start:7.1f} s  {text}\n"

    def _write(self, line: str) -> None:
        with suppress(OSError):
            self.stream.write(line)
            self.stream.flush()


class LiveProgress:
    """The latest event and the time that has passed, drawn anew several times a second; it leaves no trace."""

    def __init__(self, stream: TextIO, clock: Clock, language: Language) -> None:
        from rich.console import Console
        from rich.live import Live

        self.clock, self.language, self.start = clock, language, clock()
        self.latest = "…", ""
        self.live = Live(
            self, console=Console(file=stream), transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self.live.start()

    def __rich__(self) -> Text:
        from rich.text import Text

        work, state = self.latest
        seconds = f"{self.clock() - self.start:6.0f} s"
        lines = [f"{seconds}  {work}", *([f"{'':{len(seconds)}}  {state}"] if state else [])]
        return Text("\n".join(lines), no_wrap=True, overflow="ellipsis")

    def event(self, event: Event) -> None:
        """Let the display tell the event."""
        # One assignment: the drawing thread sees the former pair or this one.
        self.latest = work_of(event, self.language), state_of(event, self.language)

    def say(self, text: str) -> None:
        """Print above the display."""
        self.live.console.print(text, markup=False, highlight=False)

    def close(self) -> None:
        """Take the display away."""
        self.live.stop()


def event_line(event: Event, language: Language) -> str:
    """An event as one line: ``Roster · Công an thị trấn Tân Phú: Burden 37.00 · bound 35.00 · gap 5.4 %``."""
    return ": ".join(filter(None, (work_of(event, language), state_of(event, language))))


def work_of(event: Event, language: Language) -> str:
    """The stage, the unit, and what it is busy with."""
    stage = worded(STAGES, event.stage).in_language(language)
    return " · ".join(filter(None, (stage, event.unit, said(event.detail, language))))


def state_of(event: Event, language: Language) -> str:
    """The tier with its best value, bound and gap, as far as there are such."""
    if not event.tier:
        return ""
    texts = Texts(language)
    tier = texts.either({**TIERS, "value": VALUE}, event.tier)
    if event.value is None:
        return tier
    parts = [f"{tier} {tier_text(texts, event.tier, event.value)}"]
    # A bound above the value is one of another question: of every duty staffed, where some are not.
    if event.bound is not None and event.bound <= event.value + 1e-9:
        parts.append(texts(PROGRESS_BOUND, bound=tier_text(texts, event.tier, event.bound)))
        left = max(0.0, event.value - event.bound)
        # Of a shortfall in people, since an event does not know the whole target.
        in_people = tier_text(texts, event.tier, left)
        gap = in_people if event.tier == "shortfall" else gap_text(texts, left / max(event.value, 1.0))
        parts.append(texts(PROGRESS_GAP, gap=gap))
    return " · ".join(parts)
