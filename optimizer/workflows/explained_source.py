"""What ``catruc explain`` is asked about, and where the page of the answer lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, RequestError
from optimizer.texts import explained as texts
from optimizer.texts.diagnostics.journal import MAKE_ROOM_FOR_JOURNAL
from optimizer.texts.libraries import reason_of
from optimizer.texts.tracking import PAGE_NOT_WRITTEN

if TYPE_CHECKING:
    from optimizer.publish.content.told import ExplanationPage
    from optimizer.texts.messages import Language

EXPLANATION_PAGE, ANSWER_PAGE = "explanation.html", "answer.html"
"""In the folder of a run's journal: the page of the plan that holds, and that of the last other question."""


def source_asked(source: Path, revision: int | None) -> Path:
    """The scenario or run folder that is asked about: that of a past revision, if one is.

    Raises
    ------
    RunFolderError
        If there is no such file or folder; with the nearest there is.
    RequestError
        If a revision of a scenario is asked about.
    JournalError
        If there is no such revision.
    """
    from optimizer.track.journal import open_journal
    from optimizer.verify.verified_run import require_distinct

    require_distinct((source,), ())
    if revision is None:
        return source
    if source.is_file():
        raise RequestError(Diagnostic(f"--revision {revision}", texts.NO_RUN, texts.NAME_ITS_RUN))
    return open_journal(source).revision(revision).folder


def page_of_run(run: Path, *, is_whole: bool) -> Path | None:
    """Where the page about a run lies: in the folder of its journal, if there is one."""
    from optimizer.track.journal import Journal

    journal = Journal(run)
    return journal.folder / (EXPLANATION_PAGE if is_whole else ANSWER_PAGE) if journal.exists else None


def write_explanation(path: Path, page: ExplanationPage, language: Language) -> Diagnostic | None:
    """Write the page; else say why it cannot be written."""
    from optimizer.publish.html.explanation import explanation_html
    from optimizer.run.scratch import write_whole

    try:
        write_whole(path, explanation_html(page, language).encode())
    except OSError as error:
        return Diagnostic(str(path), PAGE_NOT_WRITTEN(reason=reason_of(error)), MAKE_ROOM_FOR_JOURNAL)
    return None
