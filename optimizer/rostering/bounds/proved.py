"""What a bound is worth beside the value it bounds."""

from __future__ import annotations

import warnings

ROUNDING = 1e-6
"""By how much, of a value above 1 as a share of it, a sound bound may exceed it through arithmetic alone."""


class WrongBoundWarning(UserWarning):
    """A bound came out above a value that is reached: whatever made it is in error."""


def proved(bound: float, value: float) -> float:
    """What a lower bound proves of a value: itself, or 0 if it is above the value by more than rounding.

    Such a bound is wrong. Cut down to the value it would pass for a proof that the value is best, so nothing is made
    of it, and a :class:`WrongBoundWarning` tells developers; tests fail on it.
    """
    if bound <= value + ROUNDING * max(1.0, abs(value)):
        return min(bound, value)
    warnings.warn(f"a bound of {bound} on a value of {value}", WrongBoundWarning, stacklevel=2)
    return 0.0
