"""How many of those who come are expected to be served: the verifier's own reading of ``docs/model.md``.

Without the section ``uncertainty`` the lanes serve as many as their minutes allow. With it people queue until closing,
the national system has bad days, and officers fall ill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, erfc, exp, log, pi, sqrt

from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.scenario.schema.work import Crew
from optimizer.world.plan import OpeningRow

ALMOST_FULL = 1e-7
"""How near a load may come to 1, where the drift of the waiting work would be 0."""

FAR_OUT = -25.0
"""Below, the tail of the normal distribution is taken from its asymptotic series, lest it be lost."""

MOST_OFFICERS = 1000
"""Crews beyond this are slips of a pen, which other checks name; who of them is there need not be counted."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """People who come to one desk or visit in one shift."""

    own: float
    invited: float = 0.0

    @property
    def number(self) -> float:
        """All of them (persons)."""
        return self.own + self.invited


@dataclass(frozen=True, slots=True)
class Hours:
    """For how long one shift serves, and how long one person takes (minutes)."""

    open: float
    per_person: float


class Serving:
    """Expected numbers served, in persons.

    Parameters
    ----------
    uncertainty
        The scenario's section; without it nothing is left to chance.
    """

    def __init__(self, uncertainty: Uncertainty | None) -> None:
        self._uncertainty = uncertainty
        self._has_queues = uncertainty is not None and uncertainty.queues and uncertainty.one_by_one
        self._missing = 0.0
        if uncertainty is not None:
            self._missing = uncertainty.absence.share * (1 - uncertainty.absence.covered)

    def at_desk(self, row: OpeningRow, least: Crew, arrivals: Arrivals, hours: Hours) -> float:
        """Served at a desk whose planned officers may be ill."""
        planned = row.officers + row.helpers
        served = 0.0
        for present, probability in self._present(row.officers):
            people = present + row.helpers
            if present >= min(least.officers, row.officers) and people >= min(least.size, planned):
                served += probability * self._on_lanes(min(row.lanes, people), arrivals, hours)
        return served

    def in_commune(self, crew: Crew, arrivals: Arrivals, hours: Hours) -> float:
        """Served by a team on its one lane."""
        return self._takes_place(crew) * self._on_lanes(1, arrivals, hours)

    def at_school(self, crew: Crew, eligible: float, attendance: float, hours: Hours) -> float:
        """Pupils served of those who are there from the start."""
        served = 0.0
        for probability, factor in self._days():
            served += probability * self._pupils(eligible, attendance, hours.open / (hours.per_person * factor))
        return self._takes_place(crew) * served

    def at_homes(self, crew: Crew, waiting: float, capacity: float) -> float:
        """Called on at their homes."""
        up = sum(probability for probability, _ in self._days())
        return self._takes_place(crew) * up * min(waiting, capacity)

    def _days(self) -> Iterator[tuple[float, float]]:
        """Kinds of days on which the national system is up: probability, factor on the minutes per person."""
        if self._uncertainty is None:
            yield 1.0, 1.0
            return
        system = self._uncertainty.national_system
        slow = min(system.slow, 1 - system.down)
        yield 1 - system.down - slow, 1.0
        yield slow, system.slow_factor

    def _present(self, planned: int) -> Iterator[tuple[int, float]]:
        """How many of the planned officers are there, and with what probability."""
        there = 1 - self._missing
        if planned > MOST_OFFICERS:
            yield planned, 1.0
            return
        for present in range(planned + 1):
            yield present, comb(planned, present) * there**present * self._missing ** (planned - present)

    def _takes_place(self, crew: Crew) -> float:
        """The probability that a team's whole crew is there."""
        return float((1 - self._missing) ** crew.size)

    def _on_lanes(self, lanes: int, arrivals: Arrivals, hours: Hours) -> float:
        served = 0.0
        for probability, factor in self._days():
            slowed = Hours(hours.open, hours.per_person * factor)
            served += probability * self._by_closing(lanes, arrivals, slowed)
        return served

    def _by_closing(self, lanes: int, arrivals: Arrivals, hours: Hours) -> float:
        if arrivals.number <= 0 or lanes == 0 or hours.open <= 0:
            return 0.0
        if self._uncertainty is None or not self._has_queues:
            return min(arrivals.number, lanes * hours.open / hours.per_person)
        sizes = self._uncertainty.household_sizes
        people = sum(size * share for size, share in enumerate(sizes, start=1))
        in_company = sum(size * size * share for size, share in enumerate(sizes, start=1)) / people
        lump = (arrivals.own * in_company + arrivals.invited) / arrivals.number
        lump += self._uncertainty.service_time_spread**2
        return arrivals.number - _waiting_at_closing(lanes, arrivals.number, hours, lump)

    def _pupils(self, eligible: float, attendance: float, capacity: float) -> float:
        coming = eligible * attendance
        if self._uncertainty is None or not self._has_queues:
            return min(coming, capacity)
        spread = self._uncertainty.service_time_spread
        begun = capacity + (1 + spread**2) / 2 if capacity > 0 else 0.0
        deviation = sqrt(max(0.0, coming * (1 - attendance)) + spread**2 * capacity)
        if deviation == 0:
            return min(coming, begun)
        excess = (coming - begun) / deviation
        return max(0.0, coming - deviation * (excess * _below(excess) + _density(excess)))


def _waiting_at_closing(lanes: int, number: float, hours: Hours, lump: float) -> float:
    """People expected to leave unserved: waiting work as Brownian motion held at zero (Harrison 1985)."""
    per_person = hours.per_person
    minutes = max(hours.open, lump * per_person)
    load = number * per_person / (lanes * minutes)
    drift = lanes * (load - 1 if abs(load - 1) >= ALMOST_FULL else -ALMOST_FULL)
    variance = lump * per_person**2 * number / minutes
    shape = 1 / load if load >= 1 else log(load) / (load - 1)
    begun = variance * shape * (sqrt(2 * (lanes + 1)) - 1) / (2 * lanes)
    overload: float = (1 + load**6) ** (1 / 6)
    variance /= overload
    deviation = sqrt(variance * minutes)
    if deviation == 0:
        return max(0.0, drift * minutes - begun) / per_person
    ahead = (drift * minutes - begun) / deviation
    mirrored = _scaled_tail(2 * drift * begun / variance, (-begun - drift * minutes) / deviation)
    work = deviation * (ahead * _below(ahead) + _density(ahead))
    work += variance / (2 * drift) * (_below(ahead) - mirrored)
    return max(0.0, work) / per_person


def _scaled_tail(exponent: float, bound: float) -> float:
    """``e^exponent · Φ(bound)``, where the first may be huge and the second tiny (Abramowitz and Stegun 26.2.12)."""
    if bound > FAR_OUT:
        return exp(exponent) * _below(bound)
    square = bound * bound
    return exp(exponent - square / 2) / (sqrt(2 * pi) * -bound) * (1 - 1 / square + 3 / square**2)


def _below(bound: float) -> float:
    """Standard normal distribution function."""
    return erfc(-bound / sqrt(2)) / 2


def _density(at: float) -> float:
    """Standard normal density."""
    return exp(-at * at / 2) / sqrt(2 * pi)
