r"""One writer for every CSV file of the run folder.

The dataclasses of :mod:`optimizer.world.plan` decide the columns: field order is column order, and the declared type
of a field decides how its cells are written, so the same rows always give the same bytes.

Text cells are made safe for spreadsheets, and whoever reads the files undoes it:

* NFC; every run of line breaks and tabs becomes one space, outer blanks go (:func:`plain_text`);
* a text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, tab or CR) gets one
  leading apostrophe; so does a text that begins with apostrophes followed by such a character. A reader therefore
  removes exactly one apostrophe from a cell that matches ``^'+[=+\-@\t\r]`` and leaves all others alone. Only
  columns of text are treated: numbers keep their minus sign.

Numbers with a fraction have three decimals, whole numbers none, what is not known
is an empty cell; dates are ``2024-04-04``, wall-clock times
``2024-04-04T07:00``. Lines end with a line feed; the file starts with a byte order mark so that spreadsheets read
the accents.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from optimizer.run.actuals import ActualRow
from optimizer.world.plan import (
    AbsenceRow,
    BurdenRow,
    HelperRow,
    OpeningRow,
    Plan,
    ProgressRow,
    QuotaRow,
    RosterRow,
    SimulationRow,
    VisitRow,
)

PlanRow = RosterRow | HelperRow | AbsenceRow | OpeningRow | VisitRow | QuotaRow | ProgressRow | BurdenRow
Row = PlanRow | SimulationRow | ActualRow

ROW_TYPES: Mapping[str, type[PlanRow]] = {
    "roster": RosterRow,
    "helpers": HelperRow,
    "absences": AbsenceRow,
    "openings": OpeningRow,
    "visits": VisitRow,
    "quotas": QuotaRow,
    "progress": ProgressRow,
    "burden": BurdenRow,
}
"""Row class of each file; the name is the file's stem and the attribute of :class:`Plan`."""

FIRST_LINE = 2
"""Line of the first row in a CSV file: the header is line 1."""

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Text as one line in NFC: line breaks and tabs become one space, outer blanks go."""
    return _BREAKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=4096)
def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula; see the module's docstring for how to undo it."""
    line = plain_text(text)
    return f"'{line}" if _FORMULA.match(line) else line


def decimal(value: float) -> str:
    """A number with three decimals; never ``-0.000``.

    Raises
    ------
    ValueError
        If the number is infinite or not a number.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no figure for a plan")
    text = f"{value:.3f}"
    return "0.000" if text == "-0.000" else text


def _text_cell(value: object) -> str:
    return safe_cell(str(value))


def _day_cell(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _moment_cell(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat(timespec="minutes")


def _whole_cell(value: object) -> str:
    return str(int(value))  # type: ignore[call-overload]


def _whole_or_no_cell(value: object) -> str:
    return "" if value is None else _whole_cell(value)


def _decimal_cell(value: object) -> str:
    return decimal(float(value))  # type: ignore[arg-type]


_CELLS: Mapping[str, Callable[[object], str]] = {
    "str": _text_cell,
    "int": _whole_cell,
    "int | None": _whole_or_no_cell,
    "float": _decimal_cell,
    "date": _day_cell,
    "datetime": _moment_cell,
}


def columns(row_type: type[Row]) -> tuple[str, ...]:
    """Column names of a row class, in order."""
    return tuple(field.name for field in fields(row_type))


def csv_text(row_type: type[Row], rows: Iterable[Row]) -> str:
    """The content of one file, without the byte order mark.

    Parameters
    ----------
    row_type
        Class of the rows; decides the columns even if there are no rows.
    rows
        In the order in which they are to stand.
    """
    cells = [_CELLS[str(field.type)] for field in fields(row_type)]
    values = attrgetter(*columns(row_type))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns(row_type))
    writer.writerows([cell(value) for cell, value in zip(cells, values(row), strict=True)] for row in rows)
    return buffer.getvalue()


def write_csv_files(folder: Path, plan: Plan) -> None:
    """Write every CSV file of a plan into an existing folder."""
    for name, row_type in ROW_TYPES.items():
        write_rows(folder / f"{name}.csv", row_type, getattr(plan, name))


def write_rows(path: Path, row_type: type[Row], rows: Iterable[Row]) -> None:
    """Write one file, byte order mark included."""
    path.write_bytes(csv_text(row_type, rows).encode("utf-8-sig"))
