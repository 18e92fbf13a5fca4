"""What simulations add to a run folder: how probable the targets are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SIMULATION_FILE, SIMULATION_TABLE = "simulation.json", "simulation.csv"
"""Their names in the run folder."""

By = Literal["finish_by", "last_day"]


@dataclass(frozen=True, slots=True)
class ChanceRecord:
    """How probable it is that a target is reached by the end of a day."""

    stream: str
    place: str
    """Empty for the district."""
    by: By
    date: date
    target: float
    chance: float
    low: float
    """With ``high``, an interval that holds the chance 95 times in 100."""
    high: float
    median: float
    """Done by that day in the middle one of the campaigns (persons)."""
