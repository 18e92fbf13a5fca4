"""Plans as revisions of their campaign: published through its journal, by whichever verb made them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.run.record import RevisionKind, RevisionRecord

if TYPE_CHECKING:
    from optimizer.publish.content.publication import Publication
    from optimizer.track.journal import Revision


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a revision or records results, and when."""

    by: str
    at: datetime
    """With its offset."""


def publish_revision(
    run: Path, publication: Publication, kind: RevisionKind, author: Author, *, reason: str = "", parent: int = 0
) -> tuple[Publication, Revision]:
    """Write a plan as the newest revision of a run folder, all of it or nothing.

    Parameters
    ----------
    run
        The run folder: missing, empty, or an earlier run of ours, which stays in the journal.
    publication
        What there is to publish.
    kind, author, reason
        What it came about by, who made it, and why.
    parent
        Number of the revision that it was made from, which has to be the newest one still; 0 if that is all the same.

    Returns
    -------
    tuple of Publication and Revision
        What was published, naming its revision, and the revision.

    Raises
    ------
    RunFolderError
        If the run folder or the journal cannot be written, or somebody else published meanwhile.
    """
    from optimizer.publish.publishing import write_files
    from optimizer.track.journal import open_journal

    told: list[Publication] = []

    def write(folder: Path, revision: RevisionRecord) -> None:
        record = replace(publication.record, revision=revision)
        told.append(replace(publication, record=record))
        write_files(folder, told[-1])

    journal = open_journal(run)
    revision = journal.publish(write, kind=kind, reason=reason, by=author.by, at=author.at, parent=parent)
    return told[-1], revision
