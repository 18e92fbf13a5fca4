"""What an augmented Lagrangian keeps in balance: people on duties, and what timelines add to counters."""

from __future__ import annotations

from math import ceil, floor, inf, isfinite, isinf
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.network import counter_unit
from optimizer.rostering.relaxation.augmented_lagrangian_kernel import BALANCE
from optimizer.rostering.timelines.automaton import Automaton
from optimizer.rostering.timelines.problem import CrewNeed

Balances: TypeAlias = NDArray[Any]
"""Of type :data:`~optimizer.rostering.relaxation.augmented_lagrangian_kernel.BALANCE`."""


def balances_of_duties(part: FreePart, need: CrewNeed) -> Balances:
    """The need for people on all duties; those that are not open cost nothing."""
    is_open = np.zeros(len(part.crews), np.bool_)
    is_open[list(part.duties)] = True
    duties = np.zeros(len(part.crews), BALANCE)
    duties["low"], duties["high"] = need.minimum, need.maximum
    duties["under"], duties["over"] = np.where(is_open, need.under, 0.0), np.where(is_open, need.over, 0.0)
    return duties


def balances_of_counters(automaton: Automaton) -> Balances:
    """Limits on all counters, in steps."""
    counters = np.zeros(len(automaton.counters), BALANCE)
    for number, counter in enumerate(automaton.counters):
        unit, carried = counter_unit(automaton, number), counter.carried
        least = -inf if counter.at_least is None else (counter.at_least - carried) / unit
        most = inf if counter.at_most is None else (counter.at_most - carried) / unit
        dearest = inf if counter.price is None else float(counter.price * unit)
        counters[number]["low"] = ceil(least) if isinf(dearest) and isfinite(least) else least
        counters[number]["high"] = floor(most) if isinf(dearest) and isfinite(most) else most
        counters[number]["under"] = counters[number]["over"] = dearest
    return counters
