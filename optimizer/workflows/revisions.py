"""Plans as revisions of their campaign: published through its journal, by whichever verb made them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import DamagedRunError
from optimizer.run.record import RevisionKind, RevisionRecord

if TYPE_CHECKING:
    from optimizer.publish.content.publication import Publication
    from optimizer.track.journal import Journal, Revision

MOST_REVISIONS = 20
"""Earlier revisions that are looked at for duties that calendars on telephones may still have."""


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
        told.append(with_history(journal, replace(publication, record=record)))
        write_files(folder, told[-1])

    journal = open_journal(run)
    revision = journal.publish(write, kind=kind, reason=reason, by=author.by, at=author.at, parent=parent)
    return told[-1], revision


def with_history(journal: Journal, publication: Publication) -> Publication:
    """A publication that tells what came before it, as far as the journal can be read.

    Parameters
    ----------
    journal
        Of the run that it is of.
    publication
        What there is to publish; its record names its revision.
    """
    from optimizer.publish.content.publication import GRANTED, RevisionHistory
    from optimizer.run.reading import read_rows
    from optimizer.world.plan import AbsenceRow, RosterRow

    current = publication.record.revision
    if current is None:
        return publication
    earlier = [each for each in journal.revisions() if each.number < current.number]
    rosters: dict[int, tuple[RosterRow, ...]] = {}
    days_off: dict[tuple[str, date, str], AbsenceRow] = {}
    duties: dict[tuple[str, date, str], RosterRow] = {}
    for revision in earlier[-MOST_REVISIONS:]:
        with suppress(DamagedRunError):
            rosters[revision.number] = read_rows(revision.folder, "roster.csv", RosterRow)
            duties |= {(row.officer, row.date, row.shift): row for row in rosters[revision.number]}
            absences = read_rows(revision.folder, "absences.csv", AbsenceRow)
            days_off |= {(row.officer, row.date, row.kind): row for row in absences if row.kind in GRANTED}
    for row in publication.plan.roster:
        duties.pop((row.officer, row.date, row.shift), None)
    for absence in publication.plan.absences:
        days_off.pop((absence.officer, absence.date, absence.kind), None)
    history = RevisionHistory(
        lineage=(*(each.record for each in earlier), current),
        previous=rosters.get(current.parent or 0, publication.plan.roster),
        dropped=tuple(duties.values()),
        dropped_days=tuple(days_off.values()),
    )
    return replace(publication, history=history)
