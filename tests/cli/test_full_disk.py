"""No room for a single octet: every verb that writes says so with its remedy, and leaves everything as it was."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, QUICK, all_files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell limits the size of files")


def without_room(line: str, places: dict[str, Path], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line where files can be made, but nothing be written into them."""
    words = line.format(**{name: f"'{place}'" for name, place in places.items()})
    command = f"ulimit -f 0; exec '{COMMAND}' {words} --lang en"
    environment = {**os.environ, "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
        env=environment,
    )


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        (f"plan {{scenario}} -o {{run}} {QUICK} -q", "make room or choose another folder with -o"),
        ("simulate {run} -n 5 -q", "make room, ask for write permission, or simulate a copy of the run"),
        ("record {run} {results}", "make room or ask for write permission, and repeat"),
        ("record {recorded} {later}", "what was recorded is kept as it was"),
        ("replan {run} --from {day} --absent {officer}:{day} -q", "make room"),
        ("swap {run} {one} {other} -q", "make room"),
        ("calibrate {recorded} -o {fresh}.yaml", "make room, ask for write permission, or name another file with -o"),
        ("compare {run} {run} -o {fresh} -q", "make room, close files of it that are open in another program"),
        ("sweep {sweep} -o {fresh} -q", "make room, or ask for write permission"),
        (f"bench {{ward}} -o {{fresh}} {QUICK} -q", "make room, or choose another folder with -o"),
        ("forecast {totals} --as-of 2024-04-20 --by 2024-04-30 -o {fresh} -q", "name another file with -o"),
        ("new {fresh}", "name another folder"),
        ("new {fresh} --districts 1", "name another folder"),
    ],
)
def test_what_cannot_be_written_is_told(
    line: str, remedy: str, places: Callable[[str], dict[str, Path]], tmp_path: Path
) -> None:
    named = places(line)
    before = all_files(tmp_path)
    ended = without_room(line, named, tmp_path)
    assert ended.returncode == 2, ended.stderr
    assert "File too large" in ended.stderr or "disk I/O error" in ended.stderr, "as SQLite has it"
    assert remedy in ended.stderr
    assert "Traceback" not in ended.stderr
    assert all_files(tmp_path) == before
