"""The visits to one place at the least, where each has a price by its day: what officers could do elsewhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.world.ids import PlaceId
from optimizer.world.work import Programme

Array = NDArray[np.float64]
Tolls = Callable[[Programme, PlaceId], Array]
"""Price of one visiting shift of a programme at a place, per day (index), and 0 at the end for none."""


def no_tolls(programme: Programme, place: PlaceId) -> Array:
    """Nothing on any day."""
    last = max((each.day for each in programme.day_shifts[place]), default=-1)
    return np.zeros(last + 2)


@dataclass(frozen=True, slots=True)
class Weighing:
    """What visits are judged by."""

    slack: float
    """Weighted people who may be missed above what no itinerary avoids."""
    burden: float = 0.0
    """Weight of the burden of journeys."""
    missing: float = 0.0
    """Of a person missed above that."""
    tolls: Tolls = no_tolls


class Visiting(NamedTuple):
    """Some visits to a place."""

    value: float
    burden: float
    regret: float
    """Weighted people whom they add to the bound on what all itineraries miss, at the least."""
    days: Sequence[int]
    """One for each visiting shift."""


class PlaceVisits(ABC):
    """Ways to visit one place.

    Parameters
    ----------
    programme, place
        Who visits, and whom.
    regrets, shifts
        Per way, weighted people added to the bound, and visiting shifts at the least.
    least_visit
        Burden of one visiting shift at the least.
    """

    def __init__(self, programme: Programme, place: PlaceId, regrets: Array, shifts: Array, least_visit: float) -> None:
        self.programme, self.place, self.regrets = programme, place, regrets
        self.burdens = least_visit * shifts

    def cheapest(self, weighing: Weighing) -> Visiting:
        """The visits that weigh least."""
        toll = weighing.tolls(self.programme, self.place)
        value = weighing.burden * self.burdens + weighing.missing * self.regrets + self._tolls(toll)
        value[self.regrets > weighing.slack + 1e-9] = np.inf
        best = int(value.argmin())
        return Visiting(
            float(value[best]), float(self.burdens[best]), float(self.regrets[best]), self._days(best, toll)
        )

    @abstractmethod
    def _tolls(self, toll: Array) -> Array:
        """What the days of each way cost, by day (way)."""

    @abstractmethod
    def _days(self, way: int, toll: Array) -> Sequence[int]:
        """The days of a way, one for each visiting shift."""


class VisitsToSchool(PlaceVisits):
    """Ways to visit a school: one for each choice of its days (way, visit), -1 where there is none."""

    def __init__(
        self, programme: Programme, place: PlaceId, regrets: Array, days: NDArray[np.int64], least_visit: float
    ) -> None:
        # With fewer shifts than are best on a day, pupils may be missed whom the bound knows nothing of: one counts.
        super().__init__(programme, place, regrets, (days >= 0).sum(axis=1).astype(float), least_visit)
        self.days = days

    def _tolls(self, toll: Array) -> Array:
        total: Array = toll[self.days].sum(axis=1)
        return total

    def _days(self, way: int, toll: Array) -> Sequence[int]:
        chosen = self.days[way]
        days: Sequence[int] = chosen[chosen >= 0].tolist()
        return days


class VisitsToCommune(PlaceVisits):
    """Ways to visit a commune: 0, 1, 2, … shifts on whichever of its days; ``days`` has one for each shift allowed."""

    def __init__(
        self, programme: Programme, place: PlaceId, regrets: Array, days: Sequence[int], least_visit: float
    ) -> None:
        super().__init__(programme, place, regrets, np.arange(len(regrets), dtype=float), least_visit)
        self.days = np.array(days, np.int64)

    def _tolls(self, toll: Array) -> Array:
        cheapest = np.sort(toll[self.days])[: len(self.regrets) - 1]
        return np.concatenate([[0.0], np.cumsum(cheapest)])

    def _days(self, way: int, toll: Array) -> Sequence[int]:
        days: Sequence[int] = self.days[np.argsort(toll[self.days], kind="stable")[:way]].tolist()
        return days
