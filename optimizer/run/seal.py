"""Hashes of all files of a run, so that none can be changed without being seen.

Rows and claims are recomputed from the scenario, but nothing in the folder could confirm a seed, a status, a time or
a line of the workbook: ``run.json`` binds these to the rows. It holds the SHA-256 of every other file, and last its
own, which is that of its bytes with zeros in the place of the hash.

This protects against mistakes, not against somebody who changes a file and seals the folder anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.run.actuals import ACTUALS_FILE, PUBLISHED_FILE
from optimizer.run.csv_files import ROW_TYPES
from optimizer.run.record import RECORD_FILE
from optimizer.run.safe_files import UnreadableFileError, read_file
from optimizer.run.simulation import SIMULATION_FILE, SIMULATION_TABLE
from optimizer.texts.messages import Said

SCENARIO_FILE, VERIFICATION_FILE = "scenario.resolved.yaml", "verification.json"
DATA_FILES = (SCENARIO_FILE, *(f"{name}.csv" for name in ROW_TYPES), VERIFICATION_FILE, RECORD_FILE)
"""What programs read; no run is without them."""
WORKBOOK_FILE, FORM_FILE, PAGE_FILE, CALENDARS = "roster.xlsx", "results_form.xlsx", "report.html", "calendars"
"""What people read or fill in, the last a folder; runs that nobody reads have none of them."""
_GROUNDS, _SIMULATION = (ACTUALS_FILE, PUBLISHED_FILE), (SIMULATION_FILE, SIMULATION_TABLE)
RUN_NAMES = frozenset({*DATA_FILES, *_GROUNDS, *_SIMULATION, WORKBOOK_FILE, FORM_FILE, PAGE_FILE, CALENDARS})
"""Everything that a run folder of ours may hold; what else is in it belongs to somebody else."""


FILES, OWN = "files", "record_hash"
"""Keys of ``run.json`` that are no part of the plan's record: the hashes of the other files, and its own."""
_ZEROS = "0" * 64


@dataclass(frozen=True, slots=True)
class Seal:
    """Hashes as ``run.json`` claims them, and as they are."""

    claimed: Mapping[str, object]
    """By file; nothing if the record has none."""
    found: Mapping[str, str | Said]
    """By file, the hash or why there is none."""
    claimed_own: object
    found_own: str


def seal(folder: Path) -> None:
    """Write the hashes of a folder that is otherwise complete into its record."""
    path = folder / RECORD_FILE
    record = {name: value for name, value in json.loads(read_file(path)).items() if name not in (FILES, OWN)}
    text = json_text({**record, FILES: found_hashes(folder), OWN: _ZEROS})
    path.write_bytes(text.replace(_ZEROS, _hash_of(text.encode())).encode())


def claimed_hashes(folder: Path) -> dict[str, Any]:
    """What a record says of files, under its keys; nothing if it cannot be read, be it that somebody moved it."""
    try:
        record = json.loads(read_file(folder / RECORD_FILE))
    except (UnreadableFileError, ValueError):
        return {}
    return {name: record[name] for name in (FILES, OWN) if name in record}


def read_seal(folder: Path) -> Seal:
    """The seal of a folder whose record can be read."""
    content = read_file(folder / RECORD_FILE)
    record = json.loads(content.decode("utf-8-sig"))
    files, own = record.get(FILES), record.get(OWN)
    claimed = files if isinstance(files, dict) else {}
    return Seal(claimed, found_hashes(folder), own, _hash_of(_without(own, content)))


def is_as_sealed(folder: Path, version: str) -> bool:
    """Whether every file of a run is as it was when this version of the program verified and published it."""
    try:
        record = json.loads(read_file(folder / RECORD_FILE))
        found = read_seal(folder)
        is_own = record["versions"]["catruc"] == version
    except (UnreadableFileError, ValueError, KeyError, TypeError, AttributeError):
        return False
    is_whole = {*DATA_FILES} - {RECORD_FILE} <= found.claimed.keys()
    return is_own and is_whole and found.claimed == found.found and found.claimed_own == found.found_own


def json_text(content: Mapping[str, Any]) -> str:
    """A file of JSON as runs have it: in NFC, with an end of line."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return unicodedata.normalize("NFC", text) + "\n"


def found_hashes(folder: Path) -> dict[str, str | Said]:
    """SHA-256, or why there is none, of every file of the run in a folder but for the record.

    Files that are no part of a run, such as somebody's notes, are left alone; among the calendars there are none.
    """
    return dict(sorted(_found(folder)))


def _found(folder: Path) -> Iterator[tuple[str, str | Said]]:
    for name in (*DATA_FILES, *_GROUNDS, *_SIMULATION, WORKBOOK_FILE, FORM_FILE, PAGE_FILE):
        if name != RECORD_FILE and os.path.lexists(folder / name):
            yield name, _hash_or_reason(folder / name)
    calendars = folder / CALENDARS
    if calendars.is_dir() and not calendars.is_symlink():
        for name in os.listdir(calendars):
            yield f"{CALENDARS}/{name}", _hash_or_reason(calendars / name)
    elif os.path.lexists(calendars):
        yield CALENDARS, _hash_or_reason(calendars)


def _hash_or_reason(path: Path) -> str | Said:
    try:
        return _hash_of(read_file(path))
    except UnreadableFileError as error:
        return error.what


def _hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _without(own: object, content: bytes) -> bytes:
    """The record's bytes with zeros where its hash stands, if it stands there once."""
    written = own.encode(errors="replace") if isinstance(own, str) else b""
    if len(written) != len(_ZEROS) or content.count(written) != 1:
        return content
    return content.replace(written, _ZEROS.encode())
