"""What is finished: one file per plan, under the hash of everything the plan depends on.

A file appears whole or not at all, so a sweep that is killed has lost nothing but what was being planned. Records of
other scenarios, limits or versions stay where they are and are never taken for these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from optimizer.errors import DamagedRunError, Diagnostic, ExistingFileError, RunFolderError
from optimizer.run.record import RunRecord
from optimizer.run.scratch import clear_abandoned, write_whole
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.diagnostics.files import CANNOT_BE_WRITTEN
from optimizer.texts.libraries import reason_of

RECORDS, SCENARIOS = "records", "scenarios"
"""Folders of the finished plans' records and of their scenarios, both by hash."""


class Records:
    """The records in a folder.

    Parameters
    ----------
    folder
        The folder of the sweep; made if it does not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, *, may_resume: bool) -> None:
        """Make the folders; refuse one that is not a sweep's, or has records nobody asked to continue.

        Raises
        ------
        ExistingFileError, RunFolderError
            If so; nothing in the folder is touched.
        """
        records = self.folder / RECORDS
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())) and not records.is_dir():
            what = texts.NOT_A_SWEEP(marker=RECORDS)
            raise ExistingFileError(Diagnostic(str(self.folder), what, texts.OTHER_FOLDER))
        count = len(list(records.glob("*.json")))
        if count and not may_resume:
            what = texts.HOLDS_PLANS(count=count)
            raise ExistingFileError(Diagnostic(str(self.folder), what, texts.RESUME_OR_OTHER))
        try:
            for name in (RECORDS, SCENARIOS):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
                clear_abandoned(self.folder / name)
            clear_abandoned(self.folder)
        except OSError as error:
            raise writing_error(self.folder, error) from error

    def find(self, key: str) -> Mapping[str, Any] | None:
        """The record with this key; ``None`` if there is none that can be read."""
        try:
            record = json.loads((self.folder / RECORDS / f"{key}.json").read_text(encoding="utf-8"))
            if not isinstance(record, dict) or record.get("key") != key:
                return None
            if record.get("error") is None:
                RunRecord.from_json(record.get("run"))
        except (OSError, ValueError, DamagedRunError):
            return None
        return record

    def save(self, key: str, record: Mapping[str, Any], scenario: str) -> None:
        """Write a finished plan's record, and beside it the scenario that was planned.

        Raises
        ------
        RunFolderError
            If it cannot be written.
        """
        text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
        write_text_whole(self.folder / SCENARIOS / f"{key}.yaml", scenario)
        write_text_whole(self.folder / RECORDS / f"{key}.json", text + "\n")


def write_text_whole(path: Path, text: str) -> None:
    """Write a file so that it appears complete or not at all.

    Raises
    ------
    RunFolderError
        If it cannot be written.
    """
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise writing_error(path, error) from error


def writing_error(path: Path, error: OSError) -> RunFolderError:
    """What is said when the folder cannot be written."""
    what = CANNOT_BE_WRITTEN(reason=reason_of(error))
    return RunFolderError(Diagnostic(str(path), what, texts.MAKE_ROOM_AND_RESUME))
