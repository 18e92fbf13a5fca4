"""What a run folder holds, and who writes it: data for programs, documents for people."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from optimizer.garbage import uncollected
from optimizer.publish.content.publication import Publication
from optimizer.publish.html.report import TEMPLATE, write_report
from optimizer.publish.html.templates import page_template
from optimizer.publish.ics.calendars import write_calendars
from optimizer.publish.xlsx.results_form import write_results_form
from optimizer.publish.xlsx.workbook import write_workbook
from optimizer.run.actuals import ACTUALS_FILE, PUBLISHED_FILE, ActualRow
from optimizer.run.csv_files import ROW_TYPES, write_csv_files, write_rows
from optimizer.run.folder import write_run
from optimizer.run.record import RECORD_FILE
from optimizer.run.seal import (
    CALENDARS,
    FORM_FILE,
    PAGE_FILE,
    RUN_NAMES,
    SCENARIO_FILE,
    VERIFICATION_FILE,
    WORKBOOK_FILE,
    json_text,
    seal,
)
from optimizer.run.simulation import SIMULATION_FILE, SIMULATION_TABLE
from optimizer.world.plan import RosterRow, SimulationRow

Output = Callable[[Path, Publication], None]


def _write_scenario(folder: Path, publication: Publication) -> None:
    (folder / SCENARIO_FILE).write_text(publication.resolved_text, encoding="utf-8", newline="\n")


def _write_rows(folder: Path, publication: Publication) -> None:
    write_csv_files(folder, publication.plan)


def _write_grounds(folder: Path, publication: Publication) -> None:
    """What a revision rests on, as far as there is any."""
    if publication.actuals is not None:
        write_rows(folder / ACTUALS_FILE, ActualRow, publication.actuals)
    if publication.replaced is not None:
        write_rows(folder / PUBLISHED_FILE, RosterRow, publication.replaced)


def _write_verification(folder: Path, publication: Publication) -> None:
    _write_json(folder / VERIFICATION_FILE, publication.verification.to_json())


def _write_record(folder: Path, publication: Publication) -> None:
    _write_json(folder / RECORD_FILE, publication.record.to_json())


def _write_simulation(folder: Path, publication: Publication) -> None:
    """Both files, or none of a plan that was not simulated."""
    if publication.simulation is not None:
        _write_json(folder / SIMULATION_FILE, publication.simulation.record.to_json())
        write_rows(folder / SIMULATION_TABLE, SimulationRow, publication.simulation.rows)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json_text(content), encoding="utf-8", newline="\n")


JUDGED_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    (SIMULATION_FILE, SIMULATION_TABLE): _write_simulation,
    (VERIFICATION_FILE,): _write_verification,
    (RECORD_FILE,): _write_record,
}
"""What is found out about a plan that is already there."""

DATA_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    (SCENARIO_FILE,): _write_scenario,
    tuple(f"{name}.csv" for name in ROW_TYPES): _write_rows,
    (ACTUALS_FILE, PUBLISHED_FILE): _write_grounds,
    **JUDGED_OUTPUTS,
}
"""What programs read: file names of the run folder and the function that writes them."""

DOCUMENT_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    (WORKBOOK_FILE,): write_workbook,
    (FORM_FILE,): write_results_form,
    (PAGE_FILE,): write_report,
    (CALENDARS,): write_calendars,
}
"""What people read."""

ALL_OUTPUTS: Mapping[tuple[str, ...], Output] = {**DATA_OUTPUTS, **DOCUMENT_OUTPUTS}


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
    return write_run(directory, lambda folder: write_files(folder, publication, outputs), RUN_NAMES)


def publish_findings(directory: Path, publication: Publication) -> None:
    """Write anew what was found out about a plan that is there, and the documents that tell it, and seal it anew.

    Parameters
    ----------
    directory
        The run folder; all of it is changed, or nothing.
    publication
        The plan as it is there, with what was found out.

    Raises
    ------
    RunFolderError
        If it cannot be written.
    """
    told = {names: output for names, output in DOCUMENT_OUTPUTS.items() if names != (CALENDARS,)}
    there = {names: output for names, output in told.items() if all((directory / name).exists() for name in names)}
    outputs = {**JUDGED_OUTPUTS, **there}
    anew = {name for names in outputs for name in names}

    def write(folder: Path) -> None:
        for name in RUN_NAMES - anew:
            if (directory / name).is_dir():
                shutil.copytree(directory / name, folder / name)
            elif (directory / name).exists():
                shutil.copyfile(directory / name, folder / name)
        write_files(folder, publication, outputs)

    write_run(directory, write, RUN_NAMES)


def write_files(
    folder: Path, publication: Publication, outputs: Mapping[tuple[str, ...], Output] = ALL_OUTPUTS
) -> None:
    """Write the files of a run into an existing folder, and seal it.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    with uncollected():
        for output in outputs.values():
            output(folder, publication)
    seal(folder)


def compile_templates() -> None:
    """Have compiled what documents are made from, which is otherwise done when the first one is written."""
    page_template(TEMPLATE)
