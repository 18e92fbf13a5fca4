"""Reads the files of a run folder into rows; every malformed cell is told with file, row and column.

Only the form is judged here. Whether a well-formed row is true is the business of the checks. The form is a contract
with whatever else reads the files: dates as 2024-04-04, points in numbers, commas between cells. What a spreadsheet
makes of them when it saves in another country's format is refused, not guessed at; a lost byte-order mark, CRLF and
blank lines at the end do no harm.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from optimizer import __version__
from optimizer.errors import DamagedRunError, Diagnostic, RunFolderError
from optimizer.run.actuals import ACTUALS_FILE, PUBLISHED_FILE, ActualRow
from optimizer.run.cell_reading import CELLS, FORMS
from optimizer.run.csv_files import FIRST_LINE
from optimizer.run.folder import await_replacement
from optimizer.run.record import RECORD_FILE, RunRecord
from optimizer.run.safe_files import UnreadableFileError, read_file
from optimizer.run.seal import FILES, OWN, SCENARIO_FILE, VERIFICATION_FILE
from optimizer.run.simulation import SIMULATION_FILE, SIMULATION_TABLE, Simulation, SimulationRecord
from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.diagnostics.files import TOO_DEEP
from optimizer.texts.libraries import JSON, recognised
from optimizer.texts.messages import Said
from optimizer.world.plan import (
    AbsenceRow,
    BurdenRow,
    HelperRow,
    OpeningRow,
    Plan,
    ProgressRow,
    PublishedRoster,
    QuotaRow,
    RosterRow,
    SimulationRow,
    VisitRow,
)

RowType = TypeVar("RowType")

_MOST_LEVELS = 20
"""How deep a file of JSON may be nested; a run's have at most six levels."""
_MOST_OF_A_COLUMN = 3
"""Problems of one column that are told one by one."""


@dataclass(frozen=True, slots=True)
class RunFiles:
    """What a run folder says, in its data files."""

    plan: Plan
    record: RunRecord
    report: Mapping[str, Any]
    """Content of ``verification.json``."""
    simulation: Simulation | None
    """Nothing if the plan was not simulated."""
    actuals: tuple[ActualRow, ...] | None = None
    """What was reported before it was planned; nothing if it does not rest on any reports."""
    published: tuple[RosterRow, ...] | None = None
    """The roster that it changes; nothing if it changes none."""

    @property
    def replaced(self) -> PublishedRoster | None:
        """The roster that it changes with the first day that may differ, where both are known."""
        first_free = self.record.first_free
        return None if self.published is None or first_free is None else PublishedRoster(self.published, first_free)


def read_folder(folder: Path) -> RunFiles:
    """Read the rows of all CSV files, the record in ``run.json``, verification and simulation.

    Raises
    ------
    RunFolderError
        If there is neither a scenario nor a record, so that this is no run folder.
    DamagedRunError
        With every file that is missing and everything in them that cannot be read.
    """
    _require_run(folder)
    diagnostics: list[Diagnostic] = []
    # Others read the scenario, but only once it is known to be a file of this folder.
    _read_text(folder, SCENARIO_FILE, diagnostics)
    plan, record = _read_plan(folder, diagnostics)
    report = _read_json(folder, VERIFICATION_FILE, diagnostics)
    simulation = _read_simulation(folder, diagnostics)
    actuals = _read_rows_if_any(folder, ACTUALS_FILE, ActualRow, diagnostics)
    published = _read_rows_if_any(folder, PUBLISHED_FILE, RosterRow, diagnostics)
    if diagnostics or record is None or report is None:
        raise DamagedRunError(diagnostics)
    return RunFiles(plan, record, report, simulation, actuals, published)


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


def read_rows(folder: Path, file: str, row_type: type[RowType]) -> tuple[RowType, ...]:
    """Read the rows of one CSV file.

    Raises
    ------
    DamagedRunError
        If it is missing, with everything in it that cannot be read.
    """
    diagnostics: list[Diagnostic] = []
    rows = _read_rows(folder, file, row_type, diagnostics)
    if diagnostics:
        raise DamagedRunError(diagnostics)
    return rows


def read_record(folder: Path) -> RunRecord:
    """Read the record in ``run.json``.

    Raises
    ------
    RunFolderError
        If this is no run folder.
    DamagedRunError
        If the record cannot be read.
    """
    _require_run(folder)
    diagnostics: list[Diagnostic] = []
    record = _read_record(folder, diagnostics)
    if diagnostics or record is None:
        raise DamagedRunError(diagnostics)
    return record


def _require_run(folder: Path) -> None:
    await_replacement(folder)
    if not os.path.lexists(folder / SCENARIO_FILE) and not os.path.lexists(folder / RECORD_FILE):
        raise RunFolderError(Diagnostic(str(folder / SCENARIO_FILE), texts.NO_SUCH_FILE, texts.WHOLE_RUN))


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
        return RunRecord.from_json({name: value for name, value in content.items() if name not in (FILES, OWN)})
    except DamagedRunError as error:
        diagnostics.extend(_other_version(content))
        diagnostics.extend(error.diagnostics)
        return None


def _read_simulation(folder: Path, diagnostics: list[Diagnostic]) -> Simulation | None:
    """Both files of a simulation; nothing if neither is there."""
    if not any(os.path.lexists(folder / name) for name in (SIMULATION_FILE, SIMULATION_TABLE)):
        return None
    rows = _read_rows(folder, SIMULATION_TABLE, SimulationRow, diagnostics)
    content = _read_json(folder, SIMULATION_FILE, diagnostics)
    if content is None:
        return None
    try:
        return Simulation(SimulationRecord.from_json(content), rows)
    except DamagedRunError as error:
        diagnostics.extend(error.diagnostics)
        return None


def _other_version(content: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Why a record may have other keys than these."""
    versions = content.get("versions")
    version = versions.get("catruc") if isinstance(versions, dict) else None
    if isinstance(version, str) and version != __version__:
        what = texts.OTHER_VERSION(version=version, own=__version__)
        yield Diagnostic(f"{RECORD_FILE}  versions.catruc", what, texts.PLAN_WITH_THIS_VERSION)


def _read_json(folder: Path, file: str, diagnostics: list[Diagnostic]) -> dict[str, Any] | None:
    text = _read_text(folder, file, diagnostics)
    if text is None:
        return None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}"
        what = texts.NOT_VALID_JSON(reason=recognised(error.msg, JSON))
        diagnostics.append(Diagnostic(where, what, texts.RESTORE_FILE))
        return None
    except (ValueError, RecursionError) as error:
        what = texts.NOT_VALID_JSON(reason=recognised(str(error), JSON))
        diagnostics.append(Diagnostic(file, what, texts.RESTORE_FILE))
        return None
    if _is_deeper(content, _MOST_LEVELS):
        what = texts.NOT_VALID_JSON(reason=TOO_DEEP(levels=_MOST_LEVELS))
        diagnostics.append(Diagnostic(file, what, texts.RESTORE_FILE))
        return None
    if not isinstance(content, dict):
        diagnostics.append(Diagnostic(file, texts.NO_JSON_OBJECT, texts.RESTORE_FILE))
        return None
    return content


def _is_deeper(content: object, levels: int) -> bool:
    """Whether a JSON value is nested deeper than so many levels, found out level by level."""
    level = [content]
    for _ in range(levels):
        level = [below for value in level if isinstance(value, dict | list) for below in _entries(value)]
    return bool(level)


def _entries(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _read_text(folder: Path, file: str, diagnostics: list[Diagnostic]) -> str | None:
    try:
        text = read_file(folder / file).decode("utf-8-sig")
    except UnicodeDecodeError:
        diagnostics.append(Diagnostic(str(folder / file), texts.NOT_UTF8, texts.SAVE_AS_CSV))
    except UnreadableFileError as error:
        diagnostics.append(Diagnostic(str(folder / file), error.what, texts.WHOLE_RUN))
    else:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _read_rows(folder: Path, file: str, row_type: type[RowType], diagnostics: list[Diagnostic]) -> tuple[RowType, ...]:
    text = _read_text(folder, file, diagnostics)
    if text is None:
        return ()
    columns = {column.name: CELLS[str(column.type)] for column in fields(row_type)}  # type: ignore[arg-type]
    try:
        header, *lines = [*csv.reader(StringIO(text.rstrip(), newline=""))] or [[]]
    except csv.Error:  # of a cell without end, or with a zero byte
        diagnostics.append(Diagnostic(file, texts.NO_CSV, texts.RESTORE_FILE))
        return ()
    if header != list(columns):
        diagnostics.append(_header_diagnostic(file, header, list(columns)))
        return ()
    found: list[Diagnostic] = []
    rows = [_read_row(file, number, cells, columns, row_type, found) for number, cells in enumerate(lines, FIRST_LINE)]
    diagnostics.extend(_in_short(found))
    return tuple(row for row in rows if row is not None)


def _read_rows_if_any(
    folder: Path, file: str, row_type: type[RowType], diagnostics: list[Diagnostic]
) -> tuple[RowType, ...] | None:
    return _read_rows(folder, file, row_type, diagnostics) if os.path.lexists(folder / file) else None


def _header_diagnostic(file: str, header: list[str], columns: list[str]) -> Diagnostic:
    unknown = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    faults: Said = texts.OUT_OF_ORDER
    if len(header) == 1 and ";" in header[0]:
        faults = texts.SEMICOLONS
    elif unknown or missing:
        told = [texts.UNKNOWN_COLUMNS(names=", ".join(unknown))] * bool(unknown)
        told += [texts.MISSING_COLUMNS(names=", ".join(missing))] * bool(missing)
        faults = told[0] if len(told) == 1 else texts.UNKNOWN_AND_MISSING(unknown=told[0], missing=told[1])
    what = texts.HEADER(header=",".join(header), faults=faults)
    return Diagnostic(texts.ROW(file=file, row=1), what, texts.WRITE_HEADER(header=",".join(columns)))


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
            what = texts.AND_MORE(what=diagnostic.what, count=columns[column] - 1)
            yield Diagnostic(diagnostic.where, what, texts.OR_TAKE_AGAIN(remedy=diagnostic.remedy))


def _column(diagnostic: Diagnostic) -> str:
    """The column a problem is about, or nothing if it is about a whole row."""
    last = str(diagnostic.where).rpartition(" ")[2]
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
        what = texts.CELLS(cells=len(cells), columns=len(columns))
        diagnostics.append(Diagnostic(texts.ROW(file=file, row=number), what, texts.COMPLETE_ROW))
        return None
    values: dict[str, object] = {}
    for (column, read), cell in zip(columns.items(), cells, strict=True):
        try:
            values[column] = read(cell)
        except ValueError:
            form, example = FORMS[read]
            where = texts.CELL(file=file, row=number, column=column)
            what = texts.NOT_OF_FORM(cell=cell, what=form)
            diagnostics.append(Diagnostic(where, what, texts.WRITE_AS(example=example)))
    return row_type(**values) if len(values) == len(columns) else None
