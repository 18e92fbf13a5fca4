"""Solvers now and then print a line from native code; it must not stand among the results."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from optimizer.native_output import native_output_aside


def test_native_output_goes_to_standard_error_for_a_while(capfd: pytest.CaptureFixture[str]) -> None:
    with native_output_aside():
        os.write(1, b"from a solver\n")
    os.write(1, b"a result\n")
    captured = capfd.readouterr()
    assert captured.out == "a result\n"
    assert captured.err == "from a solver\n"


def test_output_comes_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), native_output_aside():
        raise KeyError
    os.write(1, b"a result\n")
    assert capfd.readouterr().out == "a result\n"


def test_a_silenced_process_prints_nothing_by_native_code() -> None:
    program = "import os; from optimizer.native_output import silence_native_output as s; s(); os.write(1, b'a line')"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert (ended.stdout, ended.stderr) == (b"", b"")
