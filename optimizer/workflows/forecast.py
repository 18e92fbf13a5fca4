"""``catruc forecast``: a file of reported totals, read up to a day, and what they will come to, written to a table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, ExistingFileError, ScenarioError
from optimizer.texts.diagnostics import files as file_texts
from optimizer.texts.diagnostics import projection as texts
from optimizer.texts.libraries import reason_of

if TYPE_CHECKING:
    from optimizer.projection.projecting import Projections

COLUMNS = ("series", "date", "q05", "q10", "q25", "q50", "q75", "q90", "q95")
SEED = 1
"""The same file gives the same forecast."""


@dataclass(frozen=True, slots=True)
class ForecastRequest:
    """What ``catruc forecast`` is asked for."""

    file: Path
    as_of: date
    by: date
    """Later than ``as_of``."""
    output: Path


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast that was written."""

    projections: Projections
    notices: tuple[Diagnostic, ...]
    output: Path


def forecast_file(request: ForecastRequest) -> Forecast:
    """Forecast all series that run on a day from those that ended before, and write the quantiles.

    Raises
    ------
    ScenarioError
        If the file cannot be read, or no series in it can be forecast.
    ExistingFileError
        If the output is no forecast, and there already, or cannot be written.
    """
    import numpy as np

    from optimizer.projection.projecting import project
    from optimizer.projection.reading import read_reports

    _require_replaceable(request.output)
    reports = read_reports(request.file, request.as_of)
    made = project(reports.series, request.as_of, request.by, np.random.default_rng(SEED))
    alone = [Diagnostic(one.origins[-1], texts.ONE_POINT(series=one.name), texts.SECOND_POINT) for one in made.left_out]
    if not made.projections:
        last = date.fromordinal(max(one.last for one in reports.series))
        what = texts.NOTHING_RUNS(as_of=request.as_of, last=last)
        raise ScenarioError(alone or Diagnostic(str(request.file), what, texts.EARLIER_AS_OF))
    _write(request.output, _csv_text(made))
    return Forecast(made, (*reports.notices, *alone), request.output)


def _csv_text(made: Projections) -> str:
    from optimizer.run.csv_files import decimal, safe_cell

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for projection in made.projections:
        for day, quantiles in zip(projection.dates, projection.quantiles, strict=True):
            writer.writerow([safe_cell(projection.series.name), day.isoformat(), *map(decimal, quantiles)])
    return buffer.getvalue()


def _require_replaceable(path: Path) -> None:
    """Refuse to replace anything but an earlier forecast."""
    try:
        with path.open("rb") as stream:
            head = stream.readline(1000)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    if head.decode("utf-8-sig", "replace").strip() != ",".join(COLUMNS):
        raise ExistingFileError(Diagnostic(str(path), texts.OUTPUT_EXISTS, texts.OUTPUT_ELSEWHERE))


def _write(path: Path, text: str) -> None:
    from optimizer.run.scratch import write_whole

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8-sig"))
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError | ValueError) -> ExistingFileError:
    reason = reason_of(error) if isinstance(error, OSError) else str(error)
    return ExistingFileError(Diagnostic(str(path), file_texts.CANNOT_BE_WRITTEN(reason=reason), texts.OUTPUT_ELSEWHERE))
