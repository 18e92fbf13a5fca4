"""What a run folder holds, and who writes it: data for programs, documents for people."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from optimizer.publish.content.publication import Publication
from optimizer.publish.html.report import write_report
from optimizer.publish.ics.calendars import write_calendars
from optimizer.publish.xlsx.workbook import write_workbook
from optimizer.run.chances import SIMULATION_FILE, SIMULATION_TABLE
from optimizer.run.csv_files import ROW_TYPES, write_csv_files
from optimizer.run.folder import write_run
from optimizer.run.record import RECORD_FILE
from optimizer.run.seal import (
    CALENDARS,
    PAGE_FILE,
    SCENARIO_FILE,
    VERIFICATION_FILE,
    WORKBOOK_FILE,
    json_text,
    seal,
)

Output = Callable[[Path, Publication], None]


def _write_scenario(folder: Path, publication: Publication) -> None:
    (folder / SCENARIO_FILE).write_text(publication.resolved_text, encoding="utf-8", newline="\n")


def _write_rows(folder: Path, publication: Publication) -> None:
    write_csv_files(folder, publication.plan)


def _write_verification(folder: Path, publication: Publication) -> None:
    _write_json(folder / VERIFICATION_FILE, publication.verification.to_json())


def _write_record(folder: Path, publication: Publication) -> None:
    _write_json(folder / RECORD_FILE, publication.record.to_json())


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json_text(content), encoding="utf-8", newline="\n")


DATA_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    (SCENARIO_FILE,): _write_scenario,
    tuple(f"{name}.csv" for name in ROW_TYPES): _write_rows,
    (VERIFICATION_FILE,): _write_verification,
    (RECORD_FILE,): _write_record,
}
"""What programs read: file names of the run folder and the function that writes them."""

DOCUMENT_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    (WORKBOOK_FILE,): write_workbook,
    (PAGE_FILE,): write_report,
    (CALENDARS,): write_calendars,
}
"""What people read."""

ALL_OUTPUTS: Mapping[tuple[str, ...], Output] = {**DATA_OUTPUTS, **DOCUMENT_OUTPUTS}

RUN_NAMES = frozenset(name for names in ALL_OUTPUTS for name in names) | {SIMULATION_FILE, SIMULATION_TABLE}
"""Everything that a run folder of ours may hold; what else is in it belongs to somebody else.

What was simulated goes with the plan it is about.
"""


def publish_run(
    directory: Path, publication: Publication, outputs: Mapping[tuple[str, ...], Output] = ALL_OUTPUTS
) -> Path:
    """Write the whole run folder, or nothing.

    Parameters
    ----------
    directory
        The run folder: missing, empty, or an earlier run of ours, which is replaced.
    publication
        What there is to publish.
    outputs
        Which files to write; all of them by default, :data:`DATA_OUTPUTS` where nobody reads the documents.

    Returns
    -------
    Path
        ``directory``, now complete.

    Raises
    ------
    RunFolderError
        If the folder is not ours to replace, or cannot be written.
    """

    def write(folder: Path) -> None:
        with _without_collector():
            for output in outputs.values():
                output(folder, publication)
        seal(folder)

    return write_run(directory, write, RUN_NAMES)


def add_to_run(directory: Path, texts: Mapping[str, str]) -> None:
    """Write further files, or others, into a run that is there, and seal it anew; all of it or nothing.

    Parameters
    ----------
    directory
        The run folder.
    texts
        Name to content of each file.

    Raises
    ------
    RunFolderError
        If it cannot be written.
    """

    def write(folder: Path) -> None:
        for name in RUN_NAMES - texts.keys():
            if (directory / name).is_dir():
                shutil.copytree(directory / name, folder / name)
            elif (directory / name).exists():
                shutil.copyfile(directory / name, folder / name)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        seal(folder)

    write_run(directory, write, RUN_NAMES)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hold the search for cycles off: the documents are hundreds of thousands of cells and no cycle among them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
