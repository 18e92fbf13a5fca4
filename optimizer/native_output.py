"""What native code prints is kept off standard output, which holds results alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
"""File descriptors, which native code writes to whatever Python calls its streams."""


@contextmanager
def native_output_aside() -> Iterator[None]:
    """Send what is written to the descriptor of standard output to that of standard error; nothing else may print."""
    kept = os.dup(STANDARD_OUTPUT)
    os.dup2(STANDARD_ERROR, STANDARD_OUTPUT)
    try:
        yield
    finally:
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(kept)


def silence_native_output() -> None:
    """Send what is written to the descriptor of standard output nowhere, for good; for processes without results."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STANDARD_OUTPUT)
    os.close(nowhere)
