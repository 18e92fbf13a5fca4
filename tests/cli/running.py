"""Running ``catruc``: in this process where it is quick, in one of its own where signals and imports matter."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from optimizer.commandline import main

COMMAND = Path(sys.executable).with_name("catruc")
QUICK = "--deterministic --workers 1 --time 2"
"""Options that make a plan of a small world in a second, the same every time."""


def catruc(line: str, **places: Path) -> Result:
    """Run a command line, ``{names}`` in it replaced by paths."""
    words = [word.format(**places) for word in shlex.split(line)]
    return CliRunner().invoke(main, words, catch_exceptions=False, prog_name="catruc")


def parsed(result: Result) -> dict[str, Any]:
    """The one object on standard output."""
    record = json.loads(result.stdout)
    assert isinstance(record, dict)
    return record


def start(*words: str | Path, cwd: Path | None = None) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [COMMAND, *words],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def csv_files(run: Path) -> dict[str, bytes]:
    """Every CSV file of a run folder."""
    return {path.name: path.read_bytes() for path in sorted(run.glob("*.csv"))}


def all_files(run: Path) -> dict[str, bytes]:
    """Every file of a run folder."""
    return {str(path.relative_to(run)): path.read_bytes() for path in sorted(run.rglob("*")) if path.is_file()}
