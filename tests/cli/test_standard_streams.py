"""Streams closed, full, or left by their reader: the work is done, and the exit code says what failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.commandline.terminal.standard_streams import forgiving_streams
from tests.cli.conftest import WARD, Ran
from tests.cli.running import COMMAND, QUICK, catruc

pytestmark = pytest.mark.skipif(os.name != "posix", reason="streams are closed the way of a POSIX shell")


def shell(line: str, redirected: str, **places: object) -> subprocess.CompletedProcess[str]:
    """Run a command line in a shell, its streams redirected."""
    words = line.format(**{name: f"'{place}'" for name, place in places.items()})
    command = f"'{COMMAND}' {words} --lang en {redirected}"
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)


def is_verified(folder: Path) -> bool:
    return catruc("verify {folder}", folder=folder).exit_code == 0


@pytest.mark.parametrize(
    ("redirected", "code"),
    [
        (">&-", 2),
        (">/dev/full", 2),
        ("2>&-", 0),
        ("2>/dev/full", 0),
        (">&- 2>&- <&-", 2),
        (">/dev/full 2>/dev/full", 2),
        ("| head -n 1; exit ${PIPESTATUS[0]}", 0),
        ("| true; exit ${PIPESTATUS[0]}", 0),
    ],
)
def test_a_plan_that_nobody_hears_is_published(redirected: str, code: int, scenario: Path, tmp_path: Path) -> None:
    ended = shell(f"plan {{scenario}} -o {{folder}} {QUICK}", redirected, scenario=scenario, folder=tmp_path / "run")
    assert ended.returncode == code, ended.stderr
    assert sorted(os.listdir(tmp_path)) == ["run", "run.journal"]
    assert is_verified(tmp_path / "run")


@pytest.mark.parametrize(
    "line",
    [
        "check {scenario}",
        "check {scenario} --json",
        "verify {run}",
        "compare {run} {run} -o {folder}",
        f"bench {{ward}} -o {{folder}} {QUICK} --quiet",
        "new {folder}",
        "rules",
        "schema",
        "--help",
        "plan --help",
        "--version",
    ],
)
def test_every_verb_says_by_its_exit_code_that_nobody_heard_it(
    line: str, scenario: Path, planned: Ran, tmp_path: Path
) -> None:
    places = {"scenario": scenario, "run": planned.folder, "folder": tmp_path / "out", "ward": WARD}
    full = shell(line, ">/dev/full", **places) if line[0] != "-" else None
    command = [COMMAND, *line.format(**places).split()]
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        ended = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, text=True, check=False)
    for result in filter(None, (full, ended)):
        assert result.returncode == 2, result.stderr
        assert "Traceback" not in result.stderr
    assert full is None or full.stderr.splitlines()[-3:-1] == [
        "standard output",
        "  cannot be written: No space left on device",
    ]
    if "out" in line or "folder" in line:
        assert any((tmp_path / "out").iterdir()), "the work is done all the same"


def test_what_failed_before_goes_over_what_cannot_be_told(scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("campaign: 1\n", encoding="utf-8")
    for redirected in (">/dev/full", ">&- 2>&-", "2>/dev/full"):
        assert shell("check {broken}", redirected, broken=tmp_path / "broken.yaml").returncode == 3
        assert shell("check {missing} --nonsense", redirected, missing=scenario).returncode == 2


def test_a_pipe_that_does_not_wait_is_waited_for(scenario: Path) -> None:
    code = (
        "import os, sys\n"
        "os.set_blocking(1, False)\n"
        "from optimizer.commandline import main\n"
        "main(prog_name='catruc', args=['schema'])\n"
    )
    command = f"'{sys.executable}' -c \"{code}\" | (sleep 1; wc -c); exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) == len(catruc("schema").stdout.encode())


def test_streams_that_somebody_else_put_there_are_left(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout
    with forgiving_streams() as told:
        assert sys.stdout is before
        sys.stdout.write("heard")
    assert told.failure is None
    assert capsys.readouterr().out == "heard"
