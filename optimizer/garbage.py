"""No search for garbage while a scenario is read, a plan changed or documents written.

Nearly all that is made then stays, and holds no circles; looking through it again and again takes half the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Have no search for circles of objects in the block; what was made in it counts as old from then on."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()  # which leaves it to the next search of all there is, and not to one right now
            gc.enable()
