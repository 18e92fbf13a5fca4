"""Reads a file of reported totals, up to a day; every problem with its line, all of them at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.projection.series import Series, gaps, usual_step
from optimizer.scenario.reading.cells import day_first
from optimizer.scenario.reading.files import require_file
from optimizer.scenario.reading.numbers import is_point_decimal, meant_number, unclear_point
from optimizer.scenario.reading.suggestions import did_you_mean, nearest_name
from optimizer.scenario.reading.table_files import Row, Table, read_csv
from optimizer.scenario.reading.tree import Withheld
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import projection as texts
from optimizer.texts.diagnostics import tables as table_texts
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.messages import Said

REQUIRED = ("series", "date", "cumulative", "base")
COLUMNS = (*REQUIRED, "place")
_NUMBER = re.compile(r"\d{1,15}(\.\d+)?")
_LEAST_TO_RESTART = 20
"""People done before a fall to less than half of them is a count that begins anew; fewer may be corrected so far."""


@dataclass(frozen=True, slots=True)
class Reports:
    """What was reported up to a day."""

    series: tuple[Series, ...]
    """In the order of the file."""
    notices: tuple[Diagnostic, ...]
    """What a reader should know of the file; nothing that keeps it from being used."""


@dataclass(frozen=True, slots=True)
class _Report:
    """One row."""

    origin: str
    series: str
    place: str
    day: date
    count: float
    base: float


def read_reports(path: Path, as_of: date) -> Reports:
    """Read the rows up to a day; of later ones only the date.

    Raises
    ------
    ScenarioError
        With all problems of the file, or if there is nothing in it up to that day.
    """
    display = str(path)
    require_file(path, display, display)
    table = read_csv(path, display, REQUIRED)
    reader = _ReportReader(table, as_of)
    reader.notices += reader.columns()
    reports = [report for row in table.rows if (report := reader.row(row)) is not None]
    series = list(reader.series(reports))
    if reader.problems:
        raise ScenarioError(reader.problems)
    if not series:
        raise ScenarioError(_nothing(display, as_of, reader.days))
    return Reports(tuple(series), (*reader.notices, *_notices(series)))


def _nothing(display: str, as_of: date, days: Sequence[date]) -> Diagnostic:
    if not days:
        return Diagnostic(display, table_texts.NO_ROWS, table_texts.ADD_ROWS)
    return Diagnostic(display, texts.NOTHING_BEFORE(as_of=as_of, first=min(days)), texts.LATER_AS_OF)


def _notices(series: Sequence[Series]) -> Iterator[Diagnostic]:
    falls = [one.origins[number + 1] for one in series for number in np.flatnonzero(np.diff(one.shares) < 0)]
    if falls:
        falling = sum(one.largest_fall() > 0 for one in series)
        what = texts.FALLS(count=falling, series=len(series))
        yield Diagnostic(falls[0], what, texts.FALLS_ARE_READ, tuple(falls[1:]))
    step = usual_step(series)
    missing = {one.name: [one.origins[number] for number in gaps(one, step)] for one in series}
    places = [origin for origins in missing.values() for origin in origins]
    if places:
        what = texts.GAP(count=sum(map(bool, missing.values())), series=len(series))
        yield Diagnostic(places[0], what, texts.GAP_IS_BRIDGED, tuple(places[1:]))


class _ReportReader:
    """Turns rows into reports and collects what is wrong."""

    def __init__(self, table: Table, as_of: date) -> None:
        self.table, self.as_of = table, as_of
        counts = [str(row.cells.get(column) or "") for row in table.rows for column in ("cumulative", "base")]
        self.is_point_decimal = is_point_decimal(counts, commas_separate_cells=table.separator == ",")
        self.problems: list[Diagnostic] = list(table.diagnostics)
        self.notices: list[Diagnostic] = []
        """What is odd and read all the same."""
        self.days: list[date] = []
        """The dates of all rows."""

    def columns(self) -> Iterator[Diagnostic]:
        """Refuse a file that lacks a column; tell of columns that nobody reads."""
        missing = [column for column in REQUIRED if column not in self.table.columns]
        for column in self.table.columns:
            where = f"{self.table.origin}:1  {column}"
            if column in COLUMNS:
                continue
            if nearest_name(column, [*missing, *({"place"} - {*self.table.columns})]):
                what = UNKNOWN(what=nouns.COLUMN.one, name=column)
                self.problems.append(Diagnostic(where, what, did_you_mean(column, COLUMNS, nouns.COLUMN.many)))
            else:
                yield Diagnostic(where, texts.UNREAD_COLUMN, texts.COLUMNS_READ(columns=", ".join(COLUMNS)))
        for column in missing:
            where = f"{self.table.origin}:1  {column}"
            self.problems.append(Diagnostic(where, table_texts.COLUMN_MISSING, table_texts.ADD_COLUMN(column=column)))
        if missing:
            raise ScenarioError(self.problems)

    def row(self, row: Row) -> _Report | None:
        """A row, unless it is later than is read, or wrong."""
        day = self._day(row)
        if day is None:
            return None
        self.days.append(day)
        if day > self.as_of:
            return None
        name, count, base = self._cell(row, "series"), self._count(row, "cumulative"), self._count(row, "base")
        if name is None or count is None or base is None:
            return None
        if base <= 0:
            self._refuse(row, "base", texts.NO_BASE(base=f"{base:g}"), texts.WRITE_BASE)
            return None
        if count > base:
            what = texts.ABOVE_BASE(cumulative=f"{count:,.10g}", base=f"{base:,.10g}")
            self._refuse(row, "cumulative", what, texts.CORRECT_EITHER)
            return None
        place = row.cells.get("place")
        return _Report(row.origin, name, name if place is None else str(place), day, count, base)

    def series(self, reports: Sequence[_Report]) -> Iterator[Series]:
        """The reports of each series, in order of time."""
        by_name: dict[str, list[_Report]] = defaultdict(list)
        for report in reports:
            by_name[report.series].append(report)
        for name, rows in by_name.items():
            first = rows[0]
            dates: dict[date, _Report] = {}
            for report in rows:
                if report.day in dates:
                    what = texts.DATE_TWICE(series=name, day=report.day, first=dates[report.day].origin)
                    self.problems.append(Diagnostic(report.origin, what, texts.KEEP_ONE_ROW))
                elif report.place != first.place:
                    what = texts.OTHER_PLACE(series=name, place=report.place, other=first.place, first=first.origin)
                    self.problems.append(Diagnostic(report.origin, what, texts.ONE_PLACE))
                dates.setdefault(report.day, report)
            rows = self._since_restart(name, [dates[day] for day in sorted(dates)])
            counts, bases = (np.array(values) for values in zip(*((row.count, row.base) for row in rows), strict=True))
            days = np.array([row.day.toordinal() for row in rows])
            origins = tuple(row.origin for row in rows)
            yield Series(name, first.place, days, counts, float(bases[-1]), counts / bases, origins)

    def _since_restart(self, name: str, rows: list[_Report]) -> list[_Report]:
        """The reports from the last one on that is less than half of the one before, which is another count."""
        restarts = [
            number
            for number, (before, after) in enumerate(pairwise(rows), 1)
            if before.count >= _LEAST_TO_RESTART and 2 * after.count < before.count
        ]
        if not restarts:
            return rows
        first, *others = (rows[number].origin for number in restarts)
        self.notices.append(Diagnostic(first, texts.BEGINS_ANEW(series=name), texts.SERIES_OF_ITS_OWN, tuple(others)))
        return rows[restarts[-1] :]

    def _cell(self, row: Row, column: str) -> str | None:
        value = row.cells.get(column)
        if value is None:
            self._refuse(row, column, table_texts.EMPTY_CELL, table_texts.FILL_OR_DELETE)
            return None
        return None if isinstance(value, Withheld) else str(value)

    def _day(self, row: Row) -> date | None:
        text = self._cell(row, "date")
        if text is None:
            return None
        try:
            return date.fromisoformat(day_first(text))
        except ValueError:
            self._refuse(row, "date", texts.NOT_A_DATE(value=text), texts.WRITE_DATE)
            return None

    def _count(self, row: Row, column: str) -> float | None:
        text = self._cell(row, column)
        if text is None:
            return None
        if not self.is_point_decimal and (unclear := unclear_point(text)) is not None:
            self._refuse(row, column, *unclear)
            return None
        plain = text.replace(",", ".") if self.table.has_decimal_comma and text.count(",") == 1 else text
        if _NUMBER.fullmatch(plain):
            return float(plain)
        self._refuse(row, column, texts.NOT_A_COUNT(value=text), meant_number(text) or texts.WRITE_COUNT)
        return None

    def _refuse(self, row: Row, column: str, what: Said, remedy: Said) -> None:
        self.problems.append(Diagnostic(f"{row.origin_of(column)}  {column}", what, remedy))
