"""Reported totals drawn for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from optimizer.projection.series import Floats, Series

START = date(2024, 4, 1)


def series(
    name: str,
    shares: Sequence[float] | Floats,
    first: date = START,
    step: int = 1,
    place: str = "",
    base: float = 1000.0,
) -> Series:
    """A series that reports every so many days."""
    days = np.array([(first + timedelta(days=step * number)).toordinal() for number in range(len(shares))])
    counts = base * np.array(shares)
    origins = tuple(f"totals.csv:{number + 2}" for number in range(len(shares)))
    return Series(name, place or name, days, counts, base, counts / base, origins)


def curve(level: float, days: int) -> Floats:
    """A share that rises quickly at first, to about a level."""
    return level * -np.expm1(-np.arange(1, days + 1) / 30)


def campaigns(
    dice: np.random.Generator, number: int, places: int, days: int, spread: float, year: int = 2010
) -> list[Series]:
    """Campaigns of 91 days in years that follow each other; each differs as a whole, the last has run for some days."""
    made = []
    for campaign in range(number):
        whole = spread * dice.standard_normal()
        for place in range(places):
            level = float(np.clip(0.5 + 0.02 * place + whole + 0.02 * dice.standard_normal(), 0.05, 0.95))
            shares = curve(level, 91)
            shown = shares[:days] if campaign == number - 1 else shares
            first = START.replace(year=year + campaign)
            made.append(series(f"{place}-{campaign}", shown, first, place=f"{place}"))
    return made
