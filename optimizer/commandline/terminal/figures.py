"""Figures that are read as promises."""

from __future__ import annotations

import math

from optimizer.texts.formats import Texts

_NOISE = 1e-6


def gap_text(texts: Texts, gap: float) -> str:
    """A gap as a percentage, never rounded down: one that shows as ``0,1 %`` is no larger than that."""
    tenths = max(0, math.ceil(gap * 1000 - _NOISE))
    return f"{texts.number(tenths / 10, 1)}\u202f%"
