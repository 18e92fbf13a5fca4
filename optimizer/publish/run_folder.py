"""The run folder: written aside, shown whole.

Everything is written to a hidden sibling folder first and takes the run folder's name only when complete. A previous
run of ours is moved aside, replaced, and deleted last; files in it that no output writes (notes, recorded actuals)
move over to the new folder. Whatever goes wrong on the way (full disk, no permission, Ctrl-C, a killed process), the
previous run stays as it was: at its place, or, if the process was killed between the two renames, beside it under
``.<name>.previous``, from where the next :func:`publish_run` or :func:`recover_run` brings it back.
"""

from __future__ import annotations

import gc
import glob
import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.publish.content.publication import Publication
from optimizer.publish.html.report import write_report
from optimizer.publish.ics.calendars import write_calendars
from optimizer.publish.xlsx.workbook import write_workbook
from optimizer.run.csv_files import ROW_TYPES, write_csv_files
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import runs as texts
from optimizer.texts.libraries import reason_of
from optimizer.world.plan import Plan

MARKER = "run.json"
"""A folder that holds this file is a run folder of ours, and may be replaced."""

Output = Callable[[Path, Publication], None]


def _write_json(path: Path, record: Mapping[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(unicodedata.normalize("NFC", text) + "\n", encoding="utf-8", newline="\n")


def _write_scenario(folder: Path, publication: Publication) -> None:
    (folder / "scenario.resolved.yaml").write_text(publication.resolved_text, encoding="utf-8", newline="\n")


def _write_rows(folder: Path, publication: Publication) -> None:
    write_csv_files(folder, publication.plan)


def _write_verification(folder: Path, publication: Publication) -> None:
    _write_json(folder / "verification.json", publication.verification)


def _write_run_record(folder: Path, publication: Publication) -> None:
    _write_json(folder / MARKER, publication.run_record)


DATA_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    ("scenario.resolved.yaml",): _write_scenario,
    tuple(f"{name}.csv" for name in ROW_TYPES): _write_rows,
    ("verification.json",): _write_verification,
    (MARKER,): _write_run_record,
}
"""What programs read: file names of the run folder and the function that writes them."""

DOCUMENT_OUTPUTS: Mapping[tuple[str, ...], Output] = {
    ("roster.xlsx",): write_workbook,
    ("report.html",): write_report,
    ("calendars",): write_calendars,
}
"""What people read."""

ALL_OUTPUTS: Mapping[tuple[str, ...], Output] = {**DATA_OUTPUTS, **DOCUMENT_OUTPUTS}


def publish_run(
    directory: Path,
    scenario: Scenario,
    plan: Plan,
    run_record: Mapping[str, Any],
    verification_json: Mapping[str, Any],
    resolved_text: str,
    outputs: Mapping[tuple[str, ...], Output] = ALL_OUTPUTS,
) -> Path:
    """Write the whole run folder, or nothing.

    Parameters
    ----------
    directory
        The run folder: missing, empty, or an earlier run of ours, which is replaced.
    scenario, plan
        What was asked, and the plan found for it.
    run_record, verification_json, resolved_text
        Contents of ``run.json``, ``verification.json`` and ``scenario.resolved.yaml``.
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
    publication = Publication(scenario, plan, run_record, verification_json, resolved_text)
    target = directory.resolve()
    scratch = target.with_name(f".{target.name}.{os.getpid()}.writing")
    try:
        recover_run(target)
        _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        scratch.mkdir()
        with _without_collector():
            for write in outputs.values():
                write(scratch, publication)
        _flush(scratch)
        _replace(target, scratch)
    except OSError as error:
        raise RunFolderError(_writing_diagnostic(directory, error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return directory


def require_writable(directory: Path) -> None:
    """Find out before long work whether a run can be written to a folder; leaves nothing behind.

    Raises
    ------
    RunFolderError
        If the folder is not ours to replace, or nothing can be written beside it.
    """
    target = directory.resolve()
    try:
        _refuse_foreign(target)
        parent = next(folder for folder in target.parents if folder.exists())
        with tempfile.TemporaryDirectory(prefix=".catruc-", dir=parent):
            pass
    except OSError as error:
        raise RunFolderError(_writing_diagnostic(directory, error)) from error


def recover_run(directory: Path) -> None:
    """Bring back a run that a killed process had moved aside; do nothing if there is none."""
    aside = _aside(directory.resolve())
    if not aside.exists():
        return
    if _is_vacant(directory):
        if directory.exists():
            directory.rmdir()
        aside.rename(directory.resolve())
    elif _is_run(directory):
        _carry_over(aside, directory.resolve())
        shutil.rmtree(aside, ignore_errors=True)


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


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def _is_run(directory: Path) -> bool:
    return (directory / MARKER).is_file()


def _is_vacant(directory: Path) -> bool:
    return not directory.exists() or (directory.is_dir() and not any(directory.iterdir()))


def _refuse_foreign(target: Path) -> None:
    if _is_vacant(target) or _is_run(target):
        return
    what = texts.NOT_A_RUN(marker=MARKER) if target.is_dir() else texts.FILE_NOT_A_RUN
    raise RunFolderError(Diagnostic(str(target), what, texts.OTHER_FOLDER))


def _clear_leftovers(target: Path) -> None:
    """Remove half-written folders of processes that no longer run."""
    for folder in target.parent.glob(f".{glob.escape(target.name)}.*.writing"):
        process = int(folder.name.split(".")[-2])
        if process == os.getpid() or not _may_run(process):
            shutil.rmtree(folder, ignore_errors=True)


def _may_run(process: int) -> bool:
    if os.name == "nt":  # where signal 0 is not a question but Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _replace(target: Path, scratch: Path) -> None:
    """Let the finished folder take the place of the previous one, which goes last."""
    if _is_vacant(target):
        if target.exists():
            target.rmdir()
        scratch.rename(target)
        return
    aside = _aside(target)
    target.rename(aside)
    try:
        scratch.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    # The new run is in place: what cannot be cleared away now is cleared by the next one.
    _carry_over(aside, target)
    shutil.rmtree(aside, ignore_errors=True)


def _carry_over(previous: Path, target: Path) -> None:
    """Move what no output of ours wrote from the previous run to the new one."""
    ours = {name for names in ALL_OUTPUTS for name in names}
    for entry in sorted(previous.iterdir()):
        if entry.name not in ours and not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _flush(folder: Path) -> None:
    """Have the data on disk before the names point at it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as handle:
                os.fsync(handle.fileno())


def _writing_diagnostic(directory: Path, error: OSError) -> Diagnostic:
    reason = reason_of(error)
    if error.filename:
        reason = texts.REASON_AND_FILE(reason=reason, file=Path(str(error.filename)).name)
    remedy = texts.CLOSE_FILES if isinstance(error, PermissionError) else texts.MAKE_ROOM
    return Diagnostic(str(directory), texts.RUN_CANNOT_BE_WRITTEN(reason=reason), remedy)
