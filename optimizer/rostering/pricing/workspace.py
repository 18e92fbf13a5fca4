"""Memory that one thread prices in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.rostering.arrays import Vector


class Workspace:
    """Buffers that outlive one pricing, since they are large and their size is not known before."""

    def __init__(self) -> None:
        self.tracks: NDArray[np.uint16] = np.empty(1 << 16, np.uint16)
        self._rest = np.empty(1 << 16)

    def rest(self, shape: tuple[int, int, int]) -> Vector:
        """Room for the least cost of the rest of the way."""
        size = shape[0] * shape[1] * shape[2]
        if size > len(self._rest):
            self._rest = np.empty(size)
        return self._rest[:size].reshape(shape)

    def grow(self) -> None:
        """Double the room for tracks."""
        self.tracks = np.empty(2 * len(self.tracks), np.uint16)
