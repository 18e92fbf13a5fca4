"""What ``catruc status`` prints: one screen, on track or not first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.run.typed_json import object_of
from optimizer.texts import tracking as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.track.standing import TargetStanding
from optimizer.workflows.status import RunStatus, words_of


class StatusText:
    """A campaign's state in words.

    Parameters
    ----------
    status, page, language
        The state, where its page lies if it could be written, and the reader's language.
    """

    def __init__(self, status: RunStatus, page: Path | None, language: Language) -> None:
        self.status, self.page, self.texts = status, page, Texts(language)
        self.words = words_of(status, language)

    def lines(self) -> Iterator[str]:
        """The verdict, ranked places, rosters of today and tomorrow, what is missing, and the journal."""
        yield self.words.verdict()
        yield self.words.day()
        yield from self.words.remarks()
        for part in self.words.tables():
            yield ""
            yield part.title
            yield from table(part.headings, part.rows)
        for duties in self.words.duties():
            yield ""
            yield duties.title
            yield from (f"  {line}" for line in duties.lines)
        yield ""
        yield self.words.missing_title()
        yield from (f"  {line}" for line in self.words.missing())
        yield self.words.journal_line()
        if self.page is not None:
            yield self.texts(words.STATE_PAGE, page=self.page)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        standing, journal = self.status.standing, self.status.journal
        newest = journal.newest()
        return {
            "verdict": self.words.verdict(),
            "today": standing.today.isoformat(),
            "through": None if standing.through is None else standing.through.isoformat(),
            "state": standing.state,
            "revision": None if newest is None else newest.number,
            "targets": [_told(each) for each in standing.standings],
            "missing": [object_of(report) for report in standing.missing],
            "journal": str(journal.folder) if journal.exists else None,
            "page": None if self.page is None else str(self.page),
        }


def _told(standing: TargetStanding) -> dict[str, Any]:
    row, ahead = standing.row, standing.outlook
    return {
        "stream": standing.stream,
        "place": standing.place,
        "target": standing.target,
        "done": standing.done,
        "share": round(standing.share, 6),
        "assumed": standing.assumed,
        "planned": standing.planned,
        "expected": None if row is None else {"q10": row.q10, "q50": row.q50, "q90": row.q90},
        "asked": standing.asked,
        "state": standing.state,
        "outlook": None if ahead is None else object_of(ahead),
    }
