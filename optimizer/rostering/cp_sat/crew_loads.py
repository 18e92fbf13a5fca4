"""What the duties of a problem weigh whoever holds them, and how evenly that can be shared.

Each duty has its weight, and a crew that stays together for longer than a normal weekday its overtime; more is loans,
overtime of single people and breaches of soft rules, which a good roster avoids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from optimizer.rostering.cp_sat.fair_loads import FairLoads, fairest_loads
from optimizer.world.roster_problem import BURDEN_SCALE, Person, RosterProblem, Slot


@dataclass(frozen=True, slots=True)
class CrewLoad:
    """A crew's day: the duties it holds together, in order, and what they weigh for one of it."""

    slots: tuple[Slot, ...]
    load: int
    """In :data:`~optimizer.world.roster_problem.BURDEN_SCALE` parts of a unit, overtime included."""

    @property
    def overtime(self) -> int:
        """The part of the load that no single duty weighs."""
        return self.load - sum(slot.burden for slot in self.slots)


def crew_loads(problem: RosterProblem) -> Iterator[CrewLoad]:
    """The crews that the duties ask for."""
    slots = {slot.id: slot for slot in problem.slots}
    crews: dict[str, list[Slot]] = {}
    for slot in problem.slots:
        first = slot
        while first.continues:
            first = slots[first.continues]
        crews.setdefault(first.id, []).append(slot)
    for crew in crews.values():
        load = sum(slot.burden for slot in crew)
        load += problem.overtime_minute_burden * problem.weekday_overtime(crew)
        yield CrewLoad(tuple(crew), load)


def least_burden(problem: RosterProblem) -> int:
    """Burden of all duties whoever holds them, in parts: no roster that staffs them all has less."""
    return sum(crew.slots[0].minimum * crew.load for crew in crew_loads(problem))


def sharing(problem: RosterProblem) -> list[Person]:
    """The persons who share the burden: all who have a day without leave."""
    return [person for person in problem.persons if any(day.index not in person.leave for day in problem.horizon)]


def fairest(problem: RosterProblem, margin: Fraction = Fraction(0)) -> FairLoads | None:
    """The ranges of loads that keep the spread within ``margin`` or at its least; nothing if that is unknown.

    It is that of the rosters with the least burden of all. Loads with many different weights can be shared almost
    equally in theory and never in a roster; for them the least spread is not asked for.

    Parameters
    ----------
    problem
        The duties and people.
    margin
        Spread that is allowed anyhow, in parts a day.
    """
    persons, horizon = sharing(problem), problem.horizon
    step = gcd(*(crew.load for crew in crew_loads(problem)))
    is_coarse = step >= BURDEN_SCALE // 2
    if not step or len({person.unit for person in persons}) != 1 or not (margin or is_coarse):
        return None
    days = [sum(day.index not in p.leave for day in horizon) + p.past_available_days for p in persons]
    return fairest_loads(least_burden(problem), step, [p.past_burden for p in persons], days, margin)
