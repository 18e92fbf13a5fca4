"""Runs small enough to publish a hundred times, as revisions of a journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from optimizer.run.actuals import ActualRow
from optimizer.run.record import RECORD_FILE, RevisionRecord
from optimizer.run.seal import seal
from optimizer.track.journal import Journal, Revision, open_journal

MORNING = datetime(2024, 5, 12, 7, 20, tzinfo=UTC)


def writer(content: str, late: Callable[[], object] = lambda: None) -> Callable[[Path, RevisionRecord | None], None]:
    """Writes a run of three files; ``late`` happens when one is there."""

    def write(folder: Path, revision: RevisionRecord | None) -> None:
        (folder / "roster.csv").write_text(content, encoding="utf-8")
        late()
        (folder / "calendars").mkdir()
        (folder / "calendars" / "an.ics").write_text(content, encoding="utf-8")
        number = {} if revision is None else {"revision": {"number": revision.number}}
        (folder / RECORD_FILE).write_text(json.dumps(number), encoding="utf-8")
        seal(folder)

    return write


def run_without_journal(run: Path, content: str) -> None:
    """A run as versions without journals left it."""
    run.mkdir(parents=True)
    writer(content)(run, None)


def publish(run: Path, content: str, *, parent: int = 0, late: Callable[[], object] = lambda: None) -> Revision:
    """Publish a run as a revision."""
    journal = open_journal(run)
    return journal.publish(writer(content, late), kind="plan", reason="", by="Lan", at=MORNING, parent=parent)


def row(day: int, done: int, place: str = "tan_phu", shift: str = "") -> ActualRow:
    """A report of a day of May."""
    return ActualRow(date(2024, 5, day), place, "activation", shift, done)


def record(run: Path, *rows: ActualRow, minutes: int = 0) -> tuple[ActualRow, ...]:
    """Record them so many minutes later."""
    return open_journal(run).record(rows, by="Lan", at=MORNING + timedelta(minutes=minutes), source="week.csv")


def state(run: Path) -> tuple[list[int], str, bool]:
    """Numbers of the revisions, the roster that the run folder holds, and whether it is that of the newest revision."""
    journal = Journal(run)
    newest = journal.newest()
    text = (run / "roster.csv").read_text(encoding="utf-8")
    agrees = newest is not None and (newest.folder / "roster.csv").read_text(encoding="utf-8") == text
    return [revision.number for revision in journal.revisions()], text, agrees
