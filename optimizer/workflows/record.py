"""``catruc record``: what desks report, read, held against the campaign, and added to its journal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import DamagedRunError, Diagnostic, ResultsError, RunFolderError, ScenarioError
from optimizer.workflows.revisions import Author

if TYPE_CHECKING:
    from optimizer.run.actuals import ActualRow, Subject
    from optimizer.scenario.schema import Scenario
    from optimizer.track.reading import ReadFile
    from optimizer.world.plan import OpeningRow, VisitRow


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """What ``catruc record`` is asked for."""

    run: Path
    """Run folder."""
    files: tuple[Path, ...]
    author: Author
    today: date
    """No result is of a later day."""


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """What became of the rows of one file."""

    file: Path
    added: int
    """Rows on what nothing was recorded of before."""
    corrected: int
    """Rows whose figures go over those recorded before."""
    known: int
    """Rows that were recorded before as they are."""
    withdrawn: int
    """Rows by which what was recorded counts no longer."""
    empty: int
    """Rows in which nothing is filled in."""


@dataclass(frozen=True, slots=True)
class RecordedResults:
    """What was recorded."""

    files: tuple[RecordedFile, ...]
    notices: tuple[Diagnostic, ...]
    """What is odd about the files."""
    journal: Path
    by: str


def record_results(request: RecordRequest) -> RecordedResults:
    """Read files of results and add them to the journal of a run: all of them, or nothing.

    Raises
    ------
    RunFolderError
        If this is no run, or its journal cannot be written.
    ResultsError
        With everything that is wrong in the files; nothing is recorded then.
    """
    from optimizer.texts.diagnostics import records as texts
    from optimizer.track.journal import open_journal
    from optimizer.track.reading import read_results
    from optimizer.track.served import impossible_totals, odd_results, served_by

    journal = open_journal(request.run)
    served = served_by(scenario_of_run(request.run))
    read: dict[Path, ReadFile] = {}
    problems: list[Diagnostic] = []
    for path in dict.fromkeys(request.files):
        try:
            read[path] = read_results(path, served, request.today)
        except ScenarioError as error:
            problems.extend(error.diagnostics)
    problems += [problem for file in read.values() for problem in file.problems]
    problems += _contradictions(read)
    origins = {row.row: row.origin for file in read.values() for row in file.rows}
    gone = {row.subject: row.origin for file in read.values() for row in file.withdrawn}
    known = {row.key: row for row in journal.results()}
    rows = tuple(
        {**{key: row for key, row in known.items() if key not in gone}, **{r.key: r for r in origins}}.values()
    )
    problems += impossible_totals(served, rows, origins)
    if problems:
        raise ResultsError(problems)
    notices = [notice for file in read.values() for notice in file.notices]
    notices += odd_results(served, _planned(request.run), rows, origins)
    ever = {result.row.key for result in journal.history()} if gone else set()
    notices += [
        Diagnostic(origin, texts.NEVER_RECORDED, texts.NAME_AS_RECORDED)
        for subject, origin in gone.items()
        if subject not in ever
    ]
    sources = ", ".join(path.name for path in read)
    journal.record(tuple(origins), tuple(gone), by=request.author.by, at=request.author.at, source=sources)
    files = tuple(_became(path, file, known) for path, file in read.items())
    return RecordedResults(files, tuple(notices), journal.folder, request.author.by)


def scenario_of_run(run: Path) -> Scenario:
    """The scenario of a run folder, whatever became of its other files.

    Raises
    ------
    RunFolderError
        If there is none.
    ScenarioError
        If it cannot be read.
    """
    from optimizer.run.folder import await_replacement
    from optimizer.run.safe_files import UnreadableFileError, read_file
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.scenario.loading import load_resolved
    from optimizer.texts.diagnostics import runs as texts

    file = run / SCENARIO_FILE
    await_replacement(run)
    try:
        read_file(file)
    except UnreadableFileError as error:
        raise RunFolderError(Diagnostic(str(file), error.what, texts.NAME_RUN)) from error
    return load_resolved(file).scenario


def _planned(run: Path) -> tuple[OpeningRow | VisitRow, ...]:
    """What is planned open; nothing of files that somebody damaged."""
    from optimizer.run.reading import read_rows
    from optimizer.world.plan import OpeningRow, VisitRow

    with suppress(DamagedRunError):
        return (*read_rows(run, "openings.csv", OpeningRow), *read_rows(run, "visits.csv", VisitRow))
    return ()


def _contradictions(read: dict[Path, ReadFile]) -> list[Diagnostic]:
    """Rows of different files that say different things of the same."""
    from optimizer.texts.diagnostics import records as texts

    first: dict[Subject, tuple[ActualRow | None, str, Path]] = {}
    found = []
    for path, file in read.items():
        rows: list[tuple[Subject, ActualRow | None, str]] = [(row.row.key, row.row, row.origin) for row in file.rows]
        for subject, row, origin in [*rows, *((each.subject, None, each.origin) for each in file.withdrawn)]:
            other, earlier, where = first.setdefault(subject, (row, origin, path))
            if other != row and where != path:
                found.append(Diagnostic(origin, texts.TWO_FIGURES(first=earlier), texts.KEEP_RIGHT_ROW))
    return found


def _became(path: Path, file: ReadFile, known: dict[Subject, ActualRow]) -> RecordedFile:
    rows = {row.row for row in file.rows}
    old = sum(known.get(row.key) == row for row in rows)
    corrected = sum(row.key in known for row in rows) - old
    added, gone = len(rows) - old - corrected, sum(row.subject in known for row in file.withdrawn)
    return RecordedFile(path, added, corrected, old + len(file.withdrawn) - gone, gone, file.empty)
