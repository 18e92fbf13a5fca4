"""Reads a file of results as desks report them; every problem with its row, all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.run.actuals import WHOLE_DAY, ActualRow, Subject
from optimizer.scenario.reading.files import require_file
from optimizer.scenario.reading.suggestions import did_you_mean, nearest_name
from optimizer.scenario.reading.table_files import Row, Table, open_workbook, read_csv, read_sheet_table, sheet_name
from optimizer.scenario.reading.tree import Scalar, Withheld
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import records as texts
from optimizer.texts.diagnostics import tables as table_texts
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.diagnostics.numbers import NO_THOUSANDS
from optimizer.texts.messages import LANGUAGES, Noun, Said
from optimizer.texts.tracking import RESULT_COLUMNS, RESULTS_SHEET, WITHDRAWN
from optimizer.track.names import AS_WRITTEN, HEADINGS, Directory, plain
from optimizer.track.result_cells import THOUSANDS, count_of, day_of, is_total
from optimizer.track.served import Served

_FIGURES = ("done", "came", "failed", "turned_away", "officers_absent")
_REQUIRED = ("date", "place", "done")
_UNREAD = frozenset({"weekday", "thu", "stt", "no", "note", "ghi chu", "planned", "du kien", "name", "ten"})
"""Columns, plain, that forms have for people and that say nothing."""
_WITHDRAWN = frozenset(plain(WITHDRAWN.in_language(language)) for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read, with its place."""

    origin: str
    row: ActualRow


@dataclass(frozen=True, slots=True)
class ReadWithdrawal:
    """A row that says that nothing of its subject is to count any more, with its place."""

    origin: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The rows of one file that are filled in, and how many are not."""

    rows: tuple[ReadRow, ...]
    empty: int
    notices: tuple[Diagnostic, ...]
    """What a reader should know of the file; nothing that keeps it from being recorded."""
    problems: tuple[Diagnostic, ...]
    """What keeps it from being recorded."""
    withdrawn: tuple[ReadWithdrawal, ...] = ()
    """What was reported by mistake, and is not to count."""


def read_results(path: Path, served: Served, today: date) -> ReadFile:
    """Read a file of results, CSV or XLSX; ``book.xlsx#sheet`` names a sheet.

    Parameters
    ----------
    path
        The file.
    served
        The campaign that the results are of.
    today
        No result is of a later day.

    Raises
    ------
    ScenarioError
        If the file cannot be read as a table of results at all.
    """
    table = _table(path)
    reader = _ResultReader(table, served, today)
    found = [read for row in table.rows if (read := reader.row(row)) is not None]
    rows = [read for read in found if isinstance(read, ReadRow)]
    withdrawn = tuple(read for read in found if isinstance(read, ReadWithdrawal))
    reader.refuse_contradictions(rows, withdrawn)
    if not found and not reader.problems:
        column = RESULT_COLUMNS["done"]
        reader.problems.append(Diagnostic(table.origin, texts.NOTHING_FILLED_IN, texts.FILL_IN(column=column)))
    notices = (*reader.notices, *_unended(path, table))
    return ReadFile(tuple(rows), reader.empty, notices, tuple(reader.problems), withdrawn)


def _table(path: Path) -> Table:
    name, _, wanted = str(path).partition(".xlsx#")
    file = Path(f"{name}.xlsx") if wanted else path
    display, suffix = str(file), file.suffix.lower()
    require_file(file, display, display)
    if suffix == ".xlsx":
        book = open_workbook(file, display)
        own = (RESULTS_SHEET.in_language(language) for language in LANGUAGES)
        usual = next((sheet for sheet in own if sheet in book.sheets), RESULTS_SHEET.en)
        return read_sheet_table(book, sheet_name(book, wanted or None, usual, display), display, (), _is_read)
    if suffix not in (".csv", ".txt", ".tsv"):
        raise ScenarioError(Diagnostic(display, table_texts.CSV_OR_XLSX, table_texts.SAVE_AS_TABLE))
    return read_csv(file, display, (), _is_read)


def _is_read(heading: str) -> bool:
    return plain(heading) in HEADINGS


def _unended(path: Path, table: Table) -> Iterator[Diagnostic]:
    """Tell of a file whose last line has no end."""
    if table.separator and table.rows and not path.read_bytes().rstrip(b"\0").endswith((b"\n", b"\r")):
        yield Diagnostic(table.rows[-1].origin, texts.NO_END_OF_LINE, texts.CHECK_LAST_ROW)


class _ResultReader:
    """Turns rows into results and collects what is wrong."""

    def __init__(self, table: Table, served: Served, today: date) -> None:
        self.served, self.today = served, today
        self.problems: list[Diagnostic] = list(table.diagnostics)
        self.notices: list[Diagnostic] = list(table.warnings)
        if table.computed:
            what = texts.COMPUTED(count=table.computed)
            self.notices.append(Diagnostic(table.origin, what, texts.CHECK_COMPUTED))
        self.empty = 0
        """Rows in which no figure is filled in."""
        self._columns = self._meant_columns(table)
        self._only_stream = next(iter(served.streams.ids)) if len(served.streams.ids) == 1 else None

    def _meant_columns(self, table: Table) -> dict[str, str]:
        """Heading to column.

        Raises
        ------
        ScenarioError
            If a column is missing, stands twice, or is called like none that is read.
        """
        problems: list[Diagnostic] = []
        meant: dict[str, str] = {}
        there = {HEADINGS.get(plain(heading)) for heading in table.columns}
        lacking = [name for name, column in HEADINGS.items() if column not in there]
        for heading in table.columns:
            column = HEADINGS.get(plain(heading))
            where = f"{table.origin}  {heading}"
            if column is None:
                self._tell_unread(where, heading, lacking, problems)
            elif column in meant.values():
                problems.append(Diagnostic(where, table_texts.COLUMN_TWICE, table_texts.KEEP_ONE))
            else:
                meant[heading] = column
        required = _REQUIRED if len(self.served.streams.ids) == 1 else (*_REQUIRED, "stream")
        for column in required:
            if column not in meant.values():
                where, name = f"{table.origin}  {column}", RESULT_COLUMNS[column]
                problems.append(Diagnostic(where, table_texts.COLUMN_MISSING, table_texts.ADD_COLUMN(column=name)))
        if problems:
            raise ScenarioError([*self.problems, *problems])
        return meant

    def _tell_unread(self, where: str, heading: str, lacking: Sequence[str], problems: list[Diagnostic]) -> None:
        """Tell of a column that is not read; one that may be called like another that lacks is refused."""
        if plain(heading) in _UNREAD:
            return
        if (near := nearest_name(plain(heading), lacking)) is not None:
            remedy = did_you_mean(AS_WRITTEN[near], [AS_WRITTEN[near]], nouns.COLUMN.many)
            problems.append(Diagnostic(where, UNKNOWN(what=nouns.COLUMN.one, name=heading), remedy))
        else:
            columns = texts.COLUMNS_READ(columns=tuple(RESULT_COLUMNS.values()))
            self.notices.append(Diagnostic(where, texts.UNREAD_COLUMN, columns))

    def row(self, row: Row) -> ReadRow | ReadWithdrawal | None:
        """A row, or what it withdraws, unless nothing is filled in, or something is wrong."""
        cells = {
            self._columns[heading]: (heading, cell) for heading, cell in row.cells.items() if heading in self._columns
        }
        if not any(figure in cells for figure in _FIGURES):
            self.empty += 1
            return None
        if any(is_total(cells[name][1]) for name in ("date", "place", "stream", "shift") if name in cells):
            self.notices.append(Diagnostic(row.origin, texts.TOTAL_ROW, texts.ROWS_ALONE))
            return None
        before = len(self.problems)
        day = self._day(row, cells)
        place = self._named(row, cells, "place", self.served.places, nouns.PLACE)
        stream = self._only_stream if "stream" not in cells and self._only_stream else None
        stream = stream or self._named(row, cells, "stream", self.served.streams, nouns.STREAM)
        shift = self._named(row, cells, "shift", self.served.shifts, nouns.SHIFT) if "shift" in cells else WHOLE_DAY
        is_withdrawn = "done" in cells and plain(str(cells["done"][1])) in _WITHDRAWN
        if is_withdrawn and len(self.problems) == before and day and place and stream and shift is not None:
            return ReadWithdrawal(row.origin, (day, place, stream, shift))
        if is_withdrawn:
            return None
        counts = {name: self._count(row, *cells[name]) for name in _FIGURES if name in cells}
        if "done" not in cells:
            self._refuse(row, self._heading("done"), table_texts.EMPTY_CELL, table_texts.FILL_OR_DELETE)
        if len(self.problems) > before or day is None or not place or not stream or shift is None:
            return None
        if None in counts.values():  # of a cell that could not be read, which is told
            return None
        result = replace(ActualRow(day, place, stream, shift, 0), **counts)  # type: ignore[arg-type]
        return ReadRow(row.origin, result) if self._is_possible(row.origin, result) else None

    def refuse_contradictions(self, rows: Sequence[ReadRow], withdrawn: Sequence[ReadWithdrawal]) -> None:
        """Refuse two rows of a file that say different things of the same."""
        first: dict[Subject, ReadRow] = {}
        for read in rows:
            other = first.setdefault(read.row.key, read)
            if other.row != read.row:
                what = texts.TWO_FIGURES(first=other.origin)
                self.problems.append(Diagnostic(read.origin, what, texts.KEEP_RIGHT_ROW))
        for each in withdrawn:
            if each.subject in first:
                what = texts.TWO_FIGURES(first=first[each.subject].origin)
                self.problems.append(Diagnostic(each.origin, what, texts.KEEP_RIGHT_ROW))

    def _is_possible(self, origin: str, result: ActualRow) -> bool:
        if (result.place, result.stream) not in self.served.people:
            names = self.served.places.ids[result.place], self.served.streams.ids[result.stream]
            what = texts.NOT_SERVED(place=names[0], stream=names[1])
            self.problems.append(Diagnostic(origin, what, texts.CORRECT_PLACE_OR_STREAM))
            return False
        told = result.done + (result.failed or 0) + (result.turned_away or 0)
        if result.came is not None and told > result.came:
            what = texts.MORE_THAN_CAME(sum=told, came=result.came)
            self.problems.append(Diagnostic(origin, what, texts.CORRECT_ONE))
            return False
        return True

    def _day(self, row: Row, cells: Mapping[str, tuple[str, Scalar]]) -> date | None:
        if (text := self._text(row, cells, "date")) is None:
            return None
        heading, value = cells["date"]
        day = day_of(value, self.served.campaign.first_day, self.served.campaign.last_day)
        if day is None and isinstance(value, int | float):
            self._refuse(row, heading, table_texts.NUMBER_NOT_DATE(value=value), table_texts.FORMAT_AS_DATE)
            return None
        if day is None:
            self._refuse(row, heading, texts.NOT_A_DATE(value=text), texts.WRITE_DATE)
            return None
        campaign = self.served.campaign
        if day > self.today:
            what: Said = texts.FUTURE(day=day, today=self.today)
        elif day < campaign.first_day:
            what = texts.BEFORE_FIRST_DAY(day=day, first=campaign.first_day)
        elif day > campaign.last_day:
            what = texts.AFTER_LAST_DAY(day=day, last=campaign.last_day)
        else:
            return day
        self._refuse(row, cells["date"][0], what, texts.CORRECT_DATE)
        return None

    def _named(
        self, row: Row, cells: Mapping[str, tuple[str, Scalar]], column: str, known: Directory, noun: Noun
    ) -> str | None:
        text = self._text(row, cells, column)
        if text is None:
            return None
        found = known.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            what = texts.AMBIGUOUS(name=text, ids=", ".join(found))
            self._refuse(row, cells[column][0], what, texts.WRITE_ID)
        else:
            names = [*known.names, *known.ids]
            remedy = did_you_mean(text, names if nearest_name(text, names) else known.ids.values(), noun.many)
            self._refuse(row, cells[column][0], UNKNOWN(what=noun.one, name=text), remedy)
        return None

    def _text(self, row: Row, cells: Mapping[str, tuple[str, Scalar]], column: str) -> str | None:
        if column not in cells:
            self._refuse(row, self._heading(column), table_texts.EMPTY_CELL, table_texts.FILL_OR_DELETE)
            return None
        value = cells[column][1]
        return None if isinstance(value, Withheld) else str(value)

    def _heading(self, column: str) -> str | Said:
        """What a file calls a column; what the form calls it, if it has none."""
        return next((heading for heading, meant in self._columns.items() if meant == column), RESULT_COLUMNS[column])

    def _count(self, row: Row, heading: str, value: Scalar) -> int | None:
        if isinstance(value, Withheld):
            return None
        if (count := count_of(value)) is not None:
            return count
        text = str(value)
        thousands = THOUSANDS.fullmatch(text)
        remedy = NO_THOUSANDS(number=re.sub("[.,]", "", text)) if thousands else texts.WRITE_COUNT
        self._refuse(row, heading, texts.NOT_A_COUNT(value=text), remedy)
        return None

    def _refuse(self, row: Row, column: str | Said, what: Said, remedy: Said) -> None:
        where = row.origin_of(column) if isinstance(column, str) else row.origin
        self.problems.append(Diagnostic(texts.CELL(where=where, column=column), what, remedy))
