"""What desks reported, in the journal's file: only ever added to, and of rows on the same the newest counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from optimizer.run.actuals import ActualRow, Subject

_NAMES = tuple(field.name for field in fields(ActualRow))
_ALL = (
    f"SELECT {', '.join(f'result.{name}' for name in _NAMES)}, report.author, report.recorded, report.source, "
    "later.recorded AS withdrawn FROM result JOIN report ON report.number = result.report "
    "LEFT JOIN withdrawal ON withdrawal.entry = result.entry "
    "LEFT JOIN report AS later ON later.number = withdrawal.report "
    "ORDER BY result.entry"
)
_REPORT = "INSERT INTO report (author, recorded, source) VALUES (?, ?, ?) RETURNING number"
_ADD = f"INSERT INTO result (report, {', '.join(_NAMES)}) VALUES ({', '.join('?' * (len(_NAMES) + 1))})"
_WITHDRAW = (
    "INSERT INTO withdrawal (entry, report) SELECT entry, ? FROM result "
    "WHERE date = ? AND place = ? AND stream = ? AND shift = ? AND entry NOT IN (SELECT entry FROM withdrawal)"
)


@dataclass(frozen=True, slots=True)
class Result:
    """What was reported of a day, and by whom and when."""

    row: ActualRow
    by: str
    at: datetime
    """When it was recorded: local time with its offset."""
    source: str
    """Name of the file it stood in."""
    withdrawn: datetime | None = None
    """When it was withdrawn, likewise; nothing if it never was."""

    def counts(self, as_of: datetime | None) -> bool:
        """Whether it was recorded by some time, and not withdrawn by then."""
        if as_of is None:
            return self.withdrawn is None
        return self.at <= as_of and (self.withdrawn is None or self.withdrawn > as_of)


def add_results(
    file: sqlite3.Connection,
    rows: Sequence[ActualRow],
    withdrawn: Collection[Subject] = (),
    *,
    by: str,
    at: datetime,
    source: str,
) -> tuple[ActualRow, ...]:
    """Add the rows that do not count already, which are returned; and let nothing count that is withdrawn."""
    counting = {result.row.key: result.row for result in counting_results(file)}
    added = []
    for row in rows:
        if counting.get(row.key) != row:
            counting[row.key] = row
            added.append(row)
    gone = [subject for subject in withdrawn if subject in counting]
    if added or gone:
        (report,) = file.execute(_REPORT, (by, at.isoformat(timespec="seconds"), source)).fetchone()
        file.executemany(_ADD, [(report, *_cells(row)) for row in added])
        file.executemany(_WITHDRAW, [(report, subject[0].isoformat(), *subject[1:]) for subject in gone])
    return tuple(added)


def counting_results(file: sqlite3.Connection, as_of: datetime | None = None) -> tuple[Result, ...]:
    """What counts of everything, or of what was recorded by some time; by date, place, stream and shift."""
    newest = {result.row.key: result for result in all_results(file) if result.counts(as_of)}
    return tuple(newest[key] for key in sorted(newest))


def all_results(file: sqlite3.Connection) -> tuple[Result, ...]:
    """Everything that was ever recorded, in that order."""
    return tuple(_result(row) for row in file.execute(_ALL))


def _result(row: sqlite3.Row) -> Result:
    values = {name: row[name] for name in _NAMES}
    values["date"] = date.fromisoformat(values["date"])
    withdrawn = None if row["withdrawn"] is None else datetime.fromisoformat(row["withdrawn"])
    at = datetime.fromisoformat(row["recorded"])
    return Result(ActualRow(**values), row["author"], at, row["source"], withdrawn)


def _cells(row: ActualRow) -> tuple[object, ...]:
    values = (getattr(row, name) for name in _NAMES)
    return tuple(value.isoformat() if isinstance(value, date) else value for value in values)
