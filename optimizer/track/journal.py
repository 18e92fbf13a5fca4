"""A campaign's journal: its numbered revisions, and what desks reported, only ever added to.

It lies beside the run folder, never inside what is replaced: ``runs/dong_phu.journal`` for ``runs/dong_phu``, with
``journal.sqlite``, the folders of all revisions below ``revisions`` (``0001``, ``0002``, …) and a lock file. All paths
in it are relative to it, so both folders together can be moved or copied.

The run folder always holds the newest revision. A revision counts from the moment its row is committed: before that
its folder is complete and on the disk, after it the run folder is replaced by a copy, and then the row is marked as
shown. Whoever is killed in between is finished by the next one to open the journal; so is a run folder that is gone.

The clock and the name of the user are arguments.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from optimizer.errors import Diagnostic, JournalError, RunFolderError
from optimizer.run.actuals import ACTUALS_FILE, ActualRow, Subject
from optimizer.run.record import RECORD_FILE, RevisionKind, RevisionRecord
from optimizer.run.scratch import clear_abandoned
from optimizer.texts.diagnostics import journal as texts
from optimizer.texts.diagnostics.runs import NAME_RUN
from optimizer.texts.libraries import reason_of
from optimizer.texts.messages import Said
from optimizer.track.archive import (
    archived,
    hash_of_run,
    keep_what_was_changed,
    names_of_run,
    put_in_place,
    results_of_run,
    revision_of_run,
    write_archive,
)
from optimizer.track.database import reading, writing
from optimizer.track.locking import LOCK_FILE, only_writer
from optimizer.track.results import Result, add_results, all_results, counting_results

ENDING, JOURNAL_FILE, REVISIONS = ".journal", "journal.sqlite", "revisions"
"""What a journal's folder is called after its run's, and what lies in it."""
NEWEST: Final = 0
"""Stands for whatever revision is the newest one."""
Rows: TypeAlias = tuple[ActualRow, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One plan of the campaign as it was published."""

    record: RevisionRecord
    hash: str
    """SHA-256 by which ``run.json`` of the revision seals the whole run."""
    folder: Path
    """Its run folder in the journal."""

    @property
    def number(self) -> int:
        """Its number, from 1 on."""
        return self.record.number


class Journal:
    """The journal of one run folder; see :func:`open_journal`."""

    def __init__(self, run: Path) -> None:
        self.run = Path(os.path.realpath(run))
        self.folder = self.run.with_name(self.run.name + ENDING)
        self._file = self.folder / JOURNAL_FILE

    @property
    def exists(self) -> bool:
        """Whether anything was ever written to it."""
        return self._file.is_file()

    def revisions(self) -> tuple[Revision, ...]:
        """All revisions, the oldest first; none if there is no journal yet."""
        if not self.exists:
            return ()
        with reading(self._file) as file:
            return tuple(self._revision(row) for row in file.execute("SELECT * FROM revision ORDER BY number"))

    def newest(self) -> Revision | None:
        """The revision that the run folder holds."""
        return next(reversed(self.revisions()), None)

    def revision(self, number: int) -> Revision:
        """The revision of this number, its folder complete.

        Raises
        ------
        JournalError
            If there is none, or its folder is gone.
        """
        found = {revision.number: revision for revision in self.revisions()}
        if number not in found:
            known: object = ", ".join(map(str, found)) or texts.NO_REVISIONS
            what = texts.NO_SUCH_REVISION(number=number, known=known)
            raise JournalError(Diagnostic(str(self.folder), what, texts.NAME_REVISION))
        _require_complete(found[number].folder, number)
        return found[number]

    def publish(
        self,
        write: Callable[[Path, RevisionRecord], None],
        *,
        kind: RevisionKind,
        reason: str,
        by: str,
        at: datetime,
        parent: int = NEWEST,
    ) -> Revision:
        """Publish a revision: all of it becomes the run folder's content and the journal's newest, or nothing changes.

        A run that is there and that no journal knows is adopted first, as a revision of its own.

        Parameters
        ----------
        write
            Writes the whole run, sealed, into an empty folder; ``run.json`` has the record it is given.
        kind, reason, by, at
            What it came about by, why, who made it, and when (with an offset).
        parent
            Number of the revision it was made from, which has to be the newest one still.

        Raises
        ------
        JournalError
            If somebody else published since ``parent``, or the journal cannot be written.
        RunFolderError
            If the run folder is not ours to replace, or cannot be written.
        """
        with self._writing():
            newest = self._adopt(by, at)
            if parent not in (NEWEST, newest and newest.number):
                raise self._outdated(parent, newest)
            came_from = None if newest is None else newest.number
            number = (came_from or 0) + 1
            record = RevisionRecord(number, came_from, kind, reason, by, at.isoformat(timespec="seconds"))
            folder = self._folder_of(number)
            write_archive(folder, lambda new: write(new, record))
            self._commit(record, folder, is_shown=False)
            try:
                self._show(newest, number)
            except RunFolderError:
                # Once the run folder holds it, it is published, and whoever opens the journal next notes it.
                if revision_of_run(self.run) != number:
                    self._forget(number, folder)
                    raise
        return Revision(record, hash_of_run(folder), folder)

    def begin(self, *, by: str, at: datetime) -> Revision:
        """The newest revision; a run that no journal knows yet is adopted as one.

        Raises
        ------
        JournalError
            If there is no run either, or the journal cannot be written.
        """
        newest = self.newest()
        if newest is None:
            if not (self.run / RECORD_FILE).is_file():
                raise JournalError(Diagnostic(str(self.run), texts.NOTHING_TO_RECORD_IN, NAME_RUN))
            try:
                with self._writing():
                    newest = self._adopt(by, at)
            except RunFolderError as error:
                remedy = texts.MAKE_ROOM_FOR_JOURNAL
                raise JournalError(replace(each, remedy=remedy) for each in error.diagnostics) from error
        assert newest is not None
        return newest

    def record(
        self, rows: Sequence[ActualRow], gone: Collection[Subject] = (), *, by: str, at: datetime, source: str = ""
    ) -> tuple[ActualRow, ...]:
        """Add what was reported, and what is ``gone`` of it, all or nothing; what counts already is not added again.

        Returns
        -------
        tuple of ActualRow
            The rows that were added.

        Raises
        ------
        JournalError
            If the journal cannot be written.
        """
        self.begin(by=by, at=at)
        with self._writing(), writing(self._file) as file:
            return add_results(file, rows, gone, by=by, at=at, source=source)

    def results(self, as_of: datetime | None = None) -> tuple[ActualRow, ...]:
        """What counts of all that was recorded: of rows on the same, the newest; by date, place, stream and shift.

        Parameters
        ----------
        as_of
            Only what was recorded by then (with an offset).
        """
        # Where it was lost, or left behind by a copy, the run tells what it rests on.
        return tuple(result.row for result in self.reports(as_of)) if self.exists else results_of_run(self.run)

    def reports(self, as_of: datetime | None = None) -> tuple[Result, ...]:
        """The same with who recorded it and when."""
        if not self.exists:
            return ()
        with reading(self._file) as file:
            return counting_results(file, as_of)

    def history(self) -> tuple[Result, ...]:
        """Everything that was ever recorded, in order, corrected rows too."""
        if not self.exists:
            return ()
        with reading(self._file) as file:
            return all_results(file)

    def recover(self) -> None:
        """Finish what a killed process began to publish.

        Raises
        ------
        JournalError, RunFolderError
            If that is not possible now; nothing is lost then.
        """
        if self.exists and (self._unshown() or not self.run.exists()):
            with self._writing():
                pass

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer, with whatever was begun before finished."""
        try:
            with only_writer(self.folder):
                try:
                    (self.folder / REVISIONS).mkdir(exist_ok=True)
                    clear_abandoned(self.folder / REVISIONS)
                    self._finish()
                    yield
                finally:
                    self._leave_nothing_empty()
        except OSError as error:
            what = texts.JOURNAL_FAILS(reason=reason_of(error))
            raise JournalError(Diagnostic(str(self.folder), what, texts.MAKE_ROOM_FOR_JOURNAL)) from error

    def _leave_nothing_empty(self) -> None:
        """Take away the folder of a journal that never began."""
        if not self._file.exists():
            with suppress(OSError):
                (self.folder / REVISIONS).rmdir()
                (self.folder / LOCK_FILE).unlink()
                self.folder.rmdir()

    def _finish(self) -> None:
        for number in self._unshown() if self.exists else ():
            known = {revision.number: revision for revision in self.revisions()}
            self._show(known.get(number - 1), number)
        if not self.run.exists() and (newest := self.newest()) and (newest.folder / RECORD_FILE).is_file():
            put_in_place(newest.folder, self.run)

    def _unshown(self) -> tuple[int, ...]:
        with reading(self._file) as file:
            found = file.execute("SELECT number FROM revision WHERE NOT is_shown ORDER BY number").fetchall()
        return tuple(int(row["number"]) for row in found)

    def _show(self, earlier: Revision | None, number: int) -> None:
        """Let the run folder hold this revision, and note it."""
        folder = self._folder_of(number)
        if revision_of_run(self.run) != number:
            _require_complete(folder, number)
            if earlier is not None:
                keep_what_was_changed(self.run, earlier.folder, names_of_run(folder))
            put_in_place(folder, self.run)
        with writing(self._file) as file:
            file.execute("UPDATE revision SET is_shown = 1 WHERE number = ?", (number,))

    def _adopt(self, by: str, at: datetime) -> Revision | None:
        """The newest revision; the run that is there, if the journal has none yet."""
        newest = self.newest() if self.exists else None
        if newest is not None or not (self.run / RECORD_FILE).is_file():
            return newest
        number = revision_of_run(self.run) or 1
        moment = at.isoformat(timespec="seconds")
        record = RevisionRecord(number, None, "adopted", "", by, moment)
        folder = self._folder_of(number)
        archived(self.run, folder)
        self._commit(record, folder, is_shown=True, rests_on=results_of_run(self.run))
        return Revision(record, hash_of_run(folder), folder)

    def _commit(self, record: RevisionRecord, folder: Path, *, is_shown: bool, rests_on: Rows = ()) -> None:
        with writing(self._file) as file:
            add_results(file, rests_on, by=record.by, at=datetime.fromisoformat(record.at), source=ACTUALS_FILE)
            file.execute(
                "INSERT INTO revision (number, parent, kind, reason, author, made, hash, is_shown) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(record.number, record.parent, record.kind, record.reason, record.by, record.at),
                    *(hash_of_run(folder), is_shown),
                ),
            )

    def _forget(self, number: int, folder: Path) -> None:
        """Undo what could not be shown; where not even that is possible, the next one to write shows it."""
        with suppress(JournalError, OSError):
            with writing(self._file) as file:
                file.execute("DELETE FROM revision WHERE number = ? AND NOT is_shown", (number,))
            archived(None, folder)

    def _revision(self, row: sqlite3.Row) -> Revision:
        values = (row["number"], row["parent"], row["kind"], row["reason"], row["author"], row["made"])
        return Revision(RevisionRecord(*values), row["hash"], self._folder_of(row["number"]))

    def _folder_of(self, number: int) -> Path:
        return self.folder / REVISIONS / f"{number:04}"

    def _outdated(self, parent: int, newest: Revision | None) -> JournalError:
        if newest is None:
            what: Said = texts.NO_SUCH_REVISION(number=parent, known=texts.NO_REVISIONS)
        else:
            what = texts.OUTDATED(by=newest.record.by, number=newest.number, parent=parent)
        return JournalError(Diagnostic(str(self.run), what, texts.REPEAT_ON_NEWEST))


def open_journal(run: Path) -> Journal:
    """The journal of a run folder; one that is not there yet begins with the first thing written to it.

    What a killed process began to publish is finished, where that is possible now.

    Raises
    ------
    JournalError
        If it cannot be read.
    """
    journal = Journal(run)
    if journal.exists:
        with suppress(RunFolderError):
            journal.recover()
        journal.revisions()
    return journal


def _require_complete(folder: Path, number: int) -> None:
    if not (folder / RECORD_FILE).is_file():
        raise JournalError(Diagnostic(str(folder), texts.REVISION_LOST(number=number), texts.RESTORE_FOLDER))
