"""Counting what Python executes, so that a test notices what takes far too much, and does so on every machine."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import optimizer

PACKAGE = str(Path(optimizer.__file__).parent)
"""Templates lie below it, too, and are executed under their own file names."""


@dataclass
class Steps:
    """Calls of Python functions, and lines of the package, each round of a loop anew though it stand on one line."""

    limit: float
    taken: int = 0

    def trace(self, frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        """Count one, as Python asks of whoever traces it."""
        self.taken += 1
        if self.taken > self.limit:
            sys.settrace(None)
            pytest.fail(f"not finished after {self.limit:,} steps")
        return self.trace if frame.f_code.co_filename.startswith(PACKAGE) else None


@contextmanager
def counting_steps(at_most: float = float("inf")) -> Iterator[Steps]:
    """Count the steps of this thread in what is called from the block, and fail once there are too many.

    The same program takes as many of them on any machine. What compiled code does inside one call is not seen.
    """
    steps, before = Steps(at_most), sys.gettrace()
    sys.settrace(steps.trace)
    try:
        yield steps
    finally:
        sys.settrace(before)


@contextmanager
def allocating(at_most: float) -> Iterator[None]:
    """Let the block have no more than so many bytes at any time."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= at_most, f"{peak:,.0f} bytes at one time"
