"""The folder of a comparison: tables for spreadsheets, one object for programs, a page for people."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from optimizer.compare.comparison import Comparison, Pair
from optimizer.compare.differences.figures import Value
from optimizer.compare.wording.reasons import reasons
from optimizer.compare.wording.verdicts import verdicts
from optimizer.compare.wording.words import Words
from optimizer.errors import Diagnostic, RunFolderError
from optimizer.run.csv_files import decimal, safe_cell
from optimizer.run.scratch import clear_abandoned, scratch_folder
from optimizer.texts.diagnostics import runs as diagnostics
from optimizer.texts.libraries import reason_of
from optimizer.world.plan import RosterRow

MARKER = "comparison.json"
"""A folder that holds this file is a comparison of ours, and may be written again."""
OPENING_COLUMNS = ("run", "date", "shift", "post", "place", "change", "lanes_before", "lanes_after")
CHANCE_COLUMNS = (
    *("run", "stream", "place", "by", "chance_before", "chance_after"),
    *("chance", "chance_low", "chance_high", "people", "people_low", "people_high", "more"),
)
DUTY_COLUMNS = (
    *("run", "change", "officer", "name", "unit", "date", "shift", "post", "place"),
    *("to_officer", "to_name", "to_shift", "to_post", "to_place"),
)
Cell: TypeAlias = str | float | date | None


def write_comparison(directory: Path, words: Words, comparison: Comparison, page: str) -> Path:
    """Write every file of a comparison, or change nothing.

    Raises
    ------
    RunFolderError
        If the folder is not ours to write in, or cannot be written.
    """
    record = json.dumps(comparison_record(words, comparison), ensure_ascii=False, indent=2, allow_nan=False)
    texts = {name: "\ufeff" + text for name, text in csv_texts(comparison).items()}
    texts |= {"comparison.html": page, MARKER: record + "\n"}
    require_ours(directory)
    target = Path(os.path.realpath(directory))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_abandoned(target.parent, target.name)
        with scratch_folder(target) as scratch:
            for name, text in texts.items():
                (scratch / name).write_text(text, encoding="utf-8", newline="\n")
            target.mkdir(exist_ok=True)
            for name in texts:
                os.replace(scratch / name, target / name)
    except OSError as error:
        what = diagnostics.COMPARISON_CANNOT_BE_WRITTEN(reason=reason_of(error))
        raise RunFolderError(Diagnostic(str(directory), what, diagnostics.MAKE_ROOM_OR_CLOSE)) from error
    return directory


def require_ours(directory: Path) -> None:
    """Refuse a folder that holds something else.

    Raises
    ------
    RunFolderError
        If it does.
    """
    if not directory.exists() or (directory / MARKER).is_file():
        return
    if not directory.is_dir() or any(directory.iterdir()):
        what = diagnostics.NOT_A_COMPARISON(marker=MARKER) if directory.is_dir() else diagnostics.FILE_NOT_A_COMPARISON
        raise RunFolderError(Diagnostic(str(directory), what, diagnostics.OTHER_FOLDER))


def csv_texts(comparison: Comparison) -> dict[str, str]:
    """The tables by file name, without the byte order mark."""
    letters = [entry.letter for entry in comparison.entries]
    against = [f"{letter} - {letters[0]}" for letter in letters[1:]]
    return {
        "figures.csv": _csv(
            ("group", "figure", "of", *letters, *against),
            (
                (row.figure.group, row.figure.name, row.figure.of, *row.values, *row.differences)
                for row in comparison.rows
            ),
        ),
        "places.csv": _csv(
            ("place", "stream", *(f"share {letter}" for letter in letters), *(f"missing {one}" for one in letters)),
            ((row.place, row.stream, *row.shares, *row.missing) for row in comparison.places),
        ),
        "openings.csv": _csv(OPENING_COLUMNS, (row for pair in comparison.pairs for row in _opening_rows(pair))),
        "chances.csv": _csv(CHANCE_COLUMNS, (row for pair in comparison.pairs for row in _chance_rows(pair))),
        "duties.csv": _csv(DUTY_COLUMNS, (row for pair in comparison.pairs for row in _duty_rows(pair))),
    }


def comparison_record(words: Words, comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as one object."""
    return {
        "verdicts": verdicts(words, comparison),
        "runs": [
            {
                "letter": entry.letter,
                "name": entry.name,
                "directory": str(entry.run.directory),
                "verified": entry.run.verification.passed,
                "scenario_hash": entry.run.record.scenario_hash,
                "acceptance": entry.run.record.to_json()["acceptance"],
            }
            for entry in comparison.entries
        ],
        "figures": [
            {
                "group": row.figure.group,
                "figure": row.figure.name,
                "of": row.figure.of,
                "values": [_plain(value) for value in row.values],
                "differences": list(row.differences),
            }
            for row in comparison.rows
        ],
        "places": [
            {"place": row.place, "stream": row.stream, "shares": list(row.shares), "missing": list(row.missing)}
            for row in comparison.places
        ],
        "pairs": [_pair_record(words, comparison, pair) for pair in comparison.pairs],
    }


def _pair_record(words: Words, comparison: Comparison, pair: Pair) -> dict[str, Any]:
    return {
        "base": pair.base.letter,
        "other": pair.other.letter,
        "common_days": len(pair.days),
        "obstacles": [{"kind": found.kind, "before": found.before, "after": found.after} for found in pair.obstacles],
        "settings": [
            {"path": change.path, "before": change.before, "after": change.after, "count": change.count}
            for change in pair.settings
        ],
        "chances": [_named(CHANCE_COLUMNS, row) for row in _chance_rows(pair)],
        "reasons": [{"text": reason.text, "parts": list(reason.parts)} for reason in reasons(words, comparison, pair)],
        "openings": [_named(OPENING_COLUMNS, row) for row in _opening_rows(pair)],
        "duties": {
            "counts": dict(pair.roster.counts()),
            "officers": {officer: dict(counts) for officer, counts in sorted(pair.roster.by_officer().items())},
            "changes": [_named(DUTY_COLUMNS, row) for row in _duty_rows(pair)],
        },
    }


def _chance_rows(pair: Pair) -> Iterator[tuple[Cell, ...]]:
    for found in pair.chances:
        target = (found.stream, found.place, found.by)
        intervals = (end for each in (found.chance, found.people) for end in (each.value, each.low, each.high))
        yield pair.other.letter, *target, found.before, found.after, *intervals, found.more


def _opening_rows(pair: Pair) -> Iterator[tuple[Cell, ...]]:
    for opening in pair.openings:
        work = (opening.date, opening.shift, opening.post, opening.place)
        yield pair.other.letter, *work, opening.change, opening.lanes_before, opening.lanes_after


def _duty_rows(pair: Pair) -> Iterator[tuple[Cell, ...]]:
    for change in pair.roster.changes:
        row, after = change.row, change.after if change.before is not None else None
        duty = (row.officer, row.name, row.unit, row.date, row.shift, row.post, row.place)
        yield pair.other.letter, change.change, *duty, *_becomes(after)


def _becomes(row: RosterRow | None) -> tuple[Cell, ...]:
    return ("",) * 5 if row is None else (row.officer, row.name, row.shift, row.post, row.place)


def _named(columns: Sequence[str], row: Iterable[Cell]) -> Mapping[str, Any]:
    return {name: _plain(cell) for name, cell in zip(columns, row, strict=True)}


def _plain(value: Cell | Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _csv(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return decimal(value) if isinstance(value, float) else safe_cell(value)
