"""What planning an instance gave, as files: ``roster.csv`` and ``result.json``, and the same for each seed.

A file takes its place only when it is complete, ``result.json`` last, and every seed is written as soon as it is done,
so that a run that is killed loses nothing finished. The table is UTF-8 without a mark, since other programs read it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic, RunFolderError
from optimizer.public_instances.scorer import Row
from optimizer.run.scratch import clear_abandoned, write_whole
from optimizer.texts.diagnostics import instances as texts
from optimizer.texts.diagnostics.runs import OTHER_FOLDER
from optimizer.texts.libraries import reason_of

ROSTER, RESULT, SEEDS = "roster.csv", "result.json", "seeds"
COLUMNS = ("employee", "day", "shift")


@dataclass(frozen=True, slots=True)
class SeedResult:
    """A roster that keeps all hard rules, as the scorer sees it, and how it was found."""

    seed: int
    value: int
    bound: float
    """No roster of the instance is worth less."""
    seconds: float
    first_seconds: float
    """When the first roster was found."""
    hard_violations: int
    rows: tuple[Row, ...]
    """Employee, day from 0, shift; only days worked."""

    def record(self) -> dict[str, float]:
        """Content of ``result.json``."""
        return {
            "value": self.value,
            "bound": self.bound,
            "seconds": round(self.seconds, 3),
            "first_seconds": round(self.first_seconds, 3),
            "seed": self.seed,
            "hard_violations": self.hard_violations,
        }


def median(results: Sequence[SeedResult]) -> SeedResult:
    """The result in the middle by value; of an even number the worse of the two."""
    return sorted(results, key=lambda result: (result.value, result.seed))[len(results) // 2]


def require_results_writable(directory: Path) -> None:
    """Find out before long work whether results can be written to a folder.

    Raises
    ------
    RunFolderError
        If it holds something else, or cannot be written.
    """
    if directory.exists() and not directory.is_dir():
        raise RunFolderError(Diagnostic(str(directory), texts.IS_A_FILE, OTHER_FOLDER))
    try:
        directory.mkdir(parents=True, exist_ok=True)
        clear_abandoned(directory)
        if any(directory.iterdir()) and not _is_ours(directory):
            raise RunFolderError(Diagnostic(str(directory), texts.NO_RESULT(marker=RESULT), OTHER_FOLDER))
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        raise _refusal(directory, error) from error


def write_results(directory: Path, results: Sequence[SeedResult], *, keeps_seeds: bool) -> None:
    """Write the newest result under its seed, and the median of all so far at the top.

    Parameters
    ----------
    directory
        Folder of the instance.
    results
        In the order in which they were found; with the first one, those of an earlier run go.
    keeps_seeds
        Whether each seed's result is kept beside the median.

    Raises
    ------
    RunFolderError
        If something cannot be written.
    """
    try:
        if len(results) == 1:
            _remove_earlier_seeds(directory)
        if keeps_seeds:
            _write(directory / SEEDS / str(results[-1].seed), results[-1])
        _write(directory, median(results))
    except OSError as error:
        raise _refusal(directory, error) from error


def _write(folder: Path, result: SeedResult) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(result.rows)
    contents = {
        ROSTER: text.getvalue().encode("utf-8"),
        RESULT: (json.dumps(result.record(), indent=2) + "\n").encode("utf-8"),
    }
    for name, content in contents.items():
        write_whole(folder / name, content)


def _is_ours(directory: Path) -> bool:
    known = {ROSTER, RESULT, SEEDS}
    return (directory / RESULT).is_file() or {entry.name for entry in directory.iterdir()} <= known


def _remove_earlier_seeds(directory: Path) -> None:
    seeds = directory / SEEDS
    for folder in seeds.iterdir() if seeds.is_dir() else ():
        if re.fullmatch(r"\d+", folder.name) and (folder / RESULT).is_file():
            shutil.rmtree(folder)


def _refusal(directory: Path, error: OSError) -> RunFolderError:
    what = texts.CANNOT_BE_WRITTEN(reason=reason_of(error))
    return RunFolderError(Diagnostic(str(directory), what, texts.MAKE_ROOM))
