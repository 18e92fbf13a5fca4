"""Reads the files of a run folder into rows; every malformed cell is told with file, row and column.

Only the form is judged here. Whether a well-formed row is true is the business of the checks. The form is a contract
with whatever else reads the files: dates as 2024-04-04, points in numbers, commas between cells. What a spreadsheet
makes of them when it saves in another country's format is refused, not guessed at; a lost byte-order mark, CRLF and
blank lines at the end do no harm.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from optimizer import __version__
from optimizer.errors import DamagedRunError, Diagnostic, RunFolderError
from optimizer.run.csv_files import FIRST_LINE
from optimizer.run.record import RECORD_FILE, RunRecord
from optimizer.world.plan import (
    AbsenceRow,
    BurdenRow,
    HelperRow,
    OpeningRow,
    Plan,
    ProgressRow,
    QuotaRow,
    RosterRow,
    VisitRow,
)

SCENARIO_FILE, VERIFICATION_FILE = "scenario.resolved.yaml", "verification.json"
"""Their names in the run folder."""

RowType = TypeVar("RowType")

_WHOLE_RUN = "name the folder of a complete run, or restore the file"
_MOST_OF_A_COLUMN = 3
"""Problems of one column that are told one by one."""
_DISARMED = re.compile(r"'+[=+\-@\t\r]")
"""Text that was given one leading apostrophe so that no spreadsheet takes it for a formula."""


def read_folder(folder: Path) -> tuple[Plan, RunRecord, Mapping[str, Any]]:
    """Read the rows of all CSV files, the record in ``run.json``, and the content of ``verification.json``.

    Raises
    ------
    RunFolderError
        If there is neither a scenario nor a record, so that this is no run folder.
    DamagedRunError
        With every file that is missing and everything in them that cannot be read.
    """
    diagnostics: list[Diagnostic] = []
    if not (folder / SCENARIO_FILE).is_file():
        diagnostic = Diagnostic(str(folder / SCENARIO_FILE), "there is no such file", _WHOLE_RUN)
        if not (folder / RECORD_FILE).is_file():
            raise RunFolderError(diagnostic)
        diagnostics.append(diagnostic)
    plan, record = _read_plan(folder, diagnostics)
    report = _read_json(folder, VERIFICATION_FILE, diagnostics)
    if diagnostics or record is None or report is None:
        raise DamagedRunError(diagnostics)
    return plan, record, report


def read_plan(folder: Path) -> tuple[Plan, RunRecord]:
    """Read the rows of all CSV files and the record in ``run.json``.

    Raises
    ------
    DamagedRunError
        With every file that is missing and everything in them that cannot be read.
    """
    diagnostics: list[Diagnostic] = []
    plan, record = _read_plan(folder, diagnostics)
    if diagnostics or record is None:
        raise DamagedRunError(diagnostics)
    return plan, record


def _read_plan(folder: Path, diagnostics: list[Diagnostic]) -> tuple[Plan, RunRecord | None]:
    record = _read_record(folder, diagnostics)
    plan = Plan(
        roster=_read_rows(folder, "roster.csv", RosterRow, diagnostics),
        helpers=_read_rows(folder, "helpers.csv", HelperRow, diagnostics),
        absences=_read_rows(folder, "absences.csv", AbsenceRow, diagnostics),
        openings=_read_rows(folder, "openings.csv", OpeningRow, diagnostics),
        visits=_read_rows(folder, "visits.csv", VisitRow, diagnostics),
        quotas=_read_rows(folder, "quotas.csv", QuotaRow, diagnostics),
        progress=_read_rows(folder, "progress.csv", ProgressRow, diagnostics),
        burden=_read_rows(folder, "burden.csv", BurdenRow, diagnostics),
        tiers=() if record is None else record.tiers,
    )
    return plan, record


def _read_record(folder: Path, diagnostics: list[Diagnostic]) -> RunRecord | None:
    content = _read_json(folder, RECORD_FILE, diagnostics)
    if content is None:
        return None
    try:
        return RunRecord.from_json(content)
    except DamagedRunError as error:
        diagnostics.extend(_other_version(content))
        diagnostics.extend(error.diagnostics)
        return None


def _other_version(content: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Why a record may have other keys than these."""
    versions = content.get("versions")
    version = versions.get("catruc") if isinstance(versions, dict) else None
    if isinstance(version, str) and version != __version__:
        what = f"the run was made by catruc {version}; this is {__version__}"
        yield Diagnostic(f"{RECORD_FILE}  versions.catruc", what, "plan it again with this version")


def _read_json(folder: Path, file: str, diagnostics: list[Diagnostic]) -> dict[str, Any] | None:
    text = _read_text(folder, file, diagnostics)
    if text is None:
        return None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}"
        diagnostics.append(Diagnostic(where, f"is no valid JSON: {error.msg}", "restore the file as it was written"))
        return None
    except (ValueError, RecursionError) as error:
        diagnostics.append(Diagnostic(file, f"is no valid JSON: {error}", "restore the file as it was written"))
        return None
    if not isinstance(content, dict):
        diagnostics.append(Diagnostic(file, "is no JSON object", "restore the file as it was written"))
        return None
    return content


def _read_text(folder: Path, file: str, diagnostics: list[Diagnostic]) -> str | None:
    try:
        return (folder / file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        diagnostics.append(Diagnostic(str(folder / file), "is not UTF-8 text", "save it as CSV in UTF-8"))
    except OSError as error:
        text = f"cannot be read: {error.strerror}"
        diagnostics.append(Diagnostic(str(folder / file), text, _WHOLE_RUN))
    return None


def _read_rows(folder: Path, file: str, row_type: type[RowType], diagnostics: list[Diagnostic]) -> tuple[RowType, ...]:
    text = _read_text(folder, file, diagnostics)
    if text is None:
        return ()
    columns = {column.name: _CELLS[str(column.type)] for column in fields(row_type)}  # type: ignore[arg-type]
    lines = csv.reader(StringIO(text.rstrip(), newline=""))
    header = next(lines, [])
    if header != list(columns):
        diagnostics.append(_header_diagnostic(file, header, list(columns)))
        return ()
    found: list[Diagnostic] = []
    rows = [_read_row(file, number, cells, columns, row_type, found) for number, cells in enumerate(lines, FIRST_LINE)]
    diagnostics.extend(_in_short(found))
    return tuple(row for row in rows if row is not None)


def _header_diagnostic(file: str, header: list[str], columns: list[str]) -> Diagnostic:
    unknown = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    if len(header) == 1 and ";" in header[0]:
        faults = ["cells are separated by semicolons"]
    else:
        faults = [f"unknown: {', '.join(unknown)}"] * bool(unknown) + [f"missing: {', '.join(missing)}"] * bool(missing)
    what = f"the header is {','.join(header)!r}; {'; '.join(faults) or 'the columns are out of order'}"
    return Diagnostic(
        f"{file} row 1", what, f"write the header {','.join(columns)}, or take the file from the run again"
    )


def _in_short(found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """The problems, those of one column told once from the fourth on: a program that saves a file changes them all."""
    columns = Counter(_column(diagnostic) for diagnostic in found)
    told: Counter[str] = Counter()
    for diagnostic in found:
        column = _column(diagnostic)
        told[column] += 1
        if columns[column] <= _MOST_OF_A_COLUMN:
            yield diagnostic
        elif told[column] == 1:
            what = f"{diagnostic.what}; and {columns[column] - 1} more like it"
            yield Diagnostic(diagnostic.where, what, f"{diagnostic.remedy}, or take the file from the run again")


def _column(diagnostic: Diagnostic) -> str:
    """The column a problem is about, or nothing if it is about a whole row."""
    last = diagnostic.where.rpartition(" ")[2]
    return "" if last.isdigit() else last


def _read_row(
    file: str,
    number: int,
    cells: list[str],
    columns: Mapping[str, Callable[[str], object]],
    row_type: type[RowType],
    diagnostics: list[Diagnostic],
) -> RowType | None:
    if len(cells) != len(columns):
        text = f"has {len(cells)} cells instead of {len(columns)}"
        diagnostics.append(Diagnostic(f"{file} row {number}", text, "complete the row or remove the line"))
        return None
    values: dict[str, object] = {}
    for (column, read), cell in zip(columns.items(), cells, strict=True):
        try:
            values[column] = read(cell)
        except ValueError:
            what, remedy = _FORMS[read]
            diagnostics.append(
                Diagnostic(f"{file} row {number} {column}", f"{cell!r} is no {what}", f"write it as {remedy}")
            )
    return row_type(**values) if len(values) == len(columns) else None


def _as_text(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell)
    return text[1:] if _DISARMED.match(text) else text


@lru_cache(maxsize=1024)
def _as_day(cell: str) -> date:
    return datetime.strptime(cell, "%Y-%m-%d").date()


@lru_cache(maxsize=8192)
def _as_moment(cell: str) -> datetime:
    return datetime.strptime(cell, "%Y-%m-%dT%H:%M")


def _as_whole(cell: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", cell):
        raise ValueError(cell)
    return int(cell)


def _as_decimal(cell: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        raise ValueError(cell)
    return float(cell)


_CELLS: Mapping[str, Callable[[str], object]] = {
    "str": _as_text,
    "date": _as_day,
    "datetime": _as_moment,
    "int": _as_whole,
    "float": _as_decimal,
}
_FORMS: Mapping[Callable[[str], object], tuple[str, str]] = {
    _as_day: ("date", "2024-04-04"),
    _as_moment: ("date and time", "2024-04-04T07:00"),
    _as_whole: ("whole number", "12"),
    _as_decimal: ("number", "12.345"),
}
