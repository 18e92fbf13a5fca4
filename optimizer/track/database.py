"""The journal's file: SQLite with strict tables, migrated step by step, its failures told as everything else is.

A rollback journal, never WAL, which needs shared memory and so no network drive, and leaves a file beside it that is
easily forgotten in a copy. Every commit is on the disk before it is believed (``synchronous = EXTRA``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from optimizer.errors import Diagnostic, JournalError
from optimizer.texts.diagnostics import journal as texts
from optimizer.texts.libraries import SQLITE, recognised

APPLICATION = 0x63617472
"""``application_id`` by which a file is known to be a journal: the letters ``catr``."""
_SECONDS_FOR_OTHERS = 10.0
_FIRST_TABLES = """
CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES revision (number),
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    made TEXT NOT NULL,
    hash TEXT NOT NULL,
    is_shown INTEGER NOT NULL CHECK (is_shown IN (0, 1))
) STRICT;
CREATE TABLE report (
    number INTEGER PRIMARY KEY,
    author TEXT NOT NULL,
    recorded TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE TABLE result (
    entry INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (number),
    date TEXT NOT NULL,
    place TEXT NOT NULL,
    stream TEXT NOT NULL,
    shift TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done >= 0),
    came INTEGER CHECK (came >= 0),
    failed INTEGER CHECK (failed >= 0),
    turned_away INTEGER CHECK (turned_away >= 0),
    officers_absent INTEGER CHECK (officers_absent >= 0)
) STRICT;
CREATE INDEX result_by_subject ON result (date, place, stream, shift, entry);
CREATE TRIGGER results_stay BEFORE UPDATE ON result BEGIN SELECT RAISE(ABORT, 'results are only added'); END;
CREATE TRIGGER results_are_kept BEFORE DELETE ON result BEGIN SELECT RAISE(ABORT, 'results are only added'); END;
CREATE TRIGGER reports_stay BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'reports are only added'); END;
CREATE TRIGGER reports_are_kept BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'reports are only added'); END;
"""
_WITHDRAWALS = """
CREATE TABLE withdrawal (
    entry INTEGER PRIMARY KEY REFERENCES result (entry),
    report INTEGER NOT NULL REFERENCES report (number)
) STRICT;
CREATE TRIGGER withdrawals_stay BEFORE UPDATE ON withdrawal BEGIN SELECT RAISE(ABORT, 'results are only added'); END;
CREATE TRIGGER withdrawals_are_kept BEFORE DELETE ON withdrawal
BEGIN SELECT RAISE(ABORT, 'results are only added'); END;
"""
MIGRATIONS: tuple[str, ...] = (_FIRST_TABLES, _WITHDRAWALS)
"""What brings a file from each version to the next; the first makes the tables. ``user_version`` counts them."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, to read what it says.

    Raises
    ------
    JournalError
        If it is no journal, or one of a later version, or cannot be read.
    """
    with _told(path), closing(_connected(path)) as connection:
        if _version(connection, path) < len(MIGRATIONS):
            _migrate(connection, path)
        yield connection


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, to write to it: everything in the block, or nothing. It is made if it is not there.

    Raises
    ------
    JournalError
        If it is no journal, or one of a later version, or cannot be written.
    """
    with _told(path), closing(_connected(path)) as connection:
        _migrate(connection, path)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_SECONDS_FOR_OTHERS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to this version, each step whole or not at all."""
    while (version := _version(connection, path)) < len(MIGRATIONS):
        steps = f"BEGIN IMMEDIATE; {MIGRATIONS[version]} PRAGMA user_version = {version + 1};"
        try:
            connection.executescript(f"{steps} PRAGMA application_id = {APPLICATION}; COMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """How many migrations the file has seen; 0 if it is new."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION and not is_empty:
        raise JournalError(Diagnostic(str(path), texts.NO_JOURNAL, texts.RESTORE_JOURNAL))
    if version > len(MIGRATIONS):
        what = texts.LATER_JOURNAL(version=version, own=len(MIGRATIONS))
        raise JournalError(Diagnostic(str(path), what, texts.USE_LATER_VERSION))
    return version


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what SQLite complains of as where, what and remedy."""
    try:
        yield
    except sqlite3.Error as error:
        is_damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        remedy = texts.RESTORE_JOURNAL if is_damaged else texts.MAKE_ROOM_FOR_JOURNAL
        what = texts.JOURNAL_FAILS(reason=recognised(str(error), SQLITE))
        raise JournalError(Diagnostic(str(path), what, remedy)) from error
