"""Values, bounds and gaps of the objective tiers, said alike on every surface."""

from __future__ import annotations

import math
from typing import Final

from optimizer.texts.formats import Texts
from optimizer.texts.messages import Template

NOT_PROVED: Final = Template("chưa chứng minh", "not proved")
NOTHING: Final = "–"
"""Stands for what is not known."""
_NOISE = 1e-6


def tier_text(texts: Texts, tier: str, value: float | None) -> str:
    """A value or a bound of a tier: weights are hundredths, a spread a day is told in thousandths."""
    return NOTHING if value is None else texts.number(value, decimals_of(tier))


def decimals_of(tier: str) -> int:
    """Decimals of a tier's figures."""
    return 3 if tier == "fairness" else 2


def bound_and_gap(texts: Texts, tier: str, value: float, bound: float | None, gap: float | None) -> tuple[str, str]:
    """The bound of a tier and its gap; that no tier is below nothing goes without saying, and proves nothing."""
    if bound is None or bound <= 0.0 < value:
        return texts(NOT_PROVED), NOTHING
    return tier_text(texts, tier, bound), gap_text(texts, gap)


def gap_text(texts: Texts, gap: float | None) -> str:
    """A gap as a percentage, never rounded down: one that shows as ``0,1 %`` is no larger than that."""
    if gap is None:
        return NOTHING
    tenths = max(0, math.ceil(gap * 1000 - _NOISE))
    return f"{texts.number(tenths / 10, 1)}\u202f%"
