"""No search for garbage while a scenario is read, a plan changed or documents written.

Nearly all that is made then stays, and holds no circles; looking through it again and again takes half the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for circles of objects until the block has ended."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
