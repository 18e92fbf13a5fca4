"""The best values published for instances, from a table that lies beside their files."""

from __future__ import annotations

import csv
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.files import read_text
from optimizer.texts.diagnostics import instances as texts

FILE = "best_known.csv"
INSTANCE, VALUE = "instance", "best_known"


def best_known_values(folder: Path) -> dict[str, int]:
    """Instance (the stem of its file) to the best value published; empty if there is no table.

    Raises
    ------
    ScenarioError
        If the table cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    reader = csv.DictReader(read_text(path, str(path)).splitlines())
    if not {INSTANCE, VALUE} <= set(reader.fieldnames or ()):
        what = texts.BEST_KNOWN_HEADING(instance=INSTANCE, value=VALUE)
        raise ScenarioError(Diagnostic(f"{path}:1", what, texts.CORRECT_OR_MOVE))
    return dict(_value(row, f"{path}:{reader.line_num}") for row in reader)


def _value(row: dict[str, str | None], where: str) -> tuple[str, int]:
    text = row[VALUE] or ""
    if not text.strip().isdecimal():
        what = texts.NO_WHOLE_NUMBER(column=VALUE, text=text)
        raise ScenarioError(Diagnostic(where, what, texts.DIGITS_ONLY(example=1143)))
    return (row[INSTANCE] or "").strip(), int(text)
