"""What the duties of a problem weigh and last whoever holds them, and how evenly that can be shared.

Each duty has its weight, and a crew that stays together for longer than a normal weekday its overtime; more is loans,
overtime of single people and breaches of soft rules, which a good roster avoids. Hours are shared in proportion to
what each person may work, as the rule on a fair share asks (``rules/fair_share``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from optimizer.rostering.cp_sat.fair_loads import FairLoads, fairest_loads, ranges_within
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.statement import Scope, SharedLoad
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


def fairest(problem: RosterProblem, burden: int | None = None) -> FairLoads | None:
    """The ranges of loads with the least spread; nothing if that is unknown.

    It is that of the rosters with a certain burden, if none is given with the least of all. Loads with many different
    weights can be shared almost equally in theory and never in a roster; for them the least spread is not asked for.

    Parameters
    ----------
    problem
        The duties and people.
    burden
        What all carry together, in parts; that of the duties whoever holds them if it is left out.
    """
    persons, horizon = sharing(problem), problem.horizon
    step = gcd(*(crew.load for crew in crew_loads(problem)))
    if step < BURDEN_SCALE // 2 or len({person.unit for person in persons}) != 1:
        return None
    days = [sum(day.index not in p.leave for day in horizon) + p.past_available_days for p in persons]
    burden = least_burden(problem) if burden is None else burden
    return fairest_loads(burden, step, [p.past_burden for p in persons], days)


def fairest_hours(problem: RosterProblem, rules: Mapping[str, AnyStatement]) -> FairLoads | None:
    """The ranges of minutes that keep to the rule on sharing hours, or come closest; nothing without such a rule.

    Loads and spread are in minutes. Where the rule leaves somebody out it is not known what the others have to share,
    and the ranges are not either.
    """
    shared = next((own for rule in rules.values() if (own := _hours_of_all(rule)) is not None), None)
    persons = sharing(problem)
    step = gcd(*(slot.minutes for slot in problem.slots))
    if shared is None or not step or len({person.unit for person in persons}) != 1:
        return None
    if not all(person.minutes_per_week for person in persons):
        return None
    days = [sum(day.index not in person.leave for day in problem.horizon) for person in persons]
    over = [person.minutes_per_week * own for person, own in zip(persons, days, strict=True)]
    common = gcd(*over)
    weights = [own // common for own in over]
    total = sum(slot.minimum * slot.minutes for slot in problem.slots)
    within = ranges_within(total, step, weights, Fraction(str(shared.at_most)) * common / 7)
    return within or fairest_loads(total, step, [0] * len(weights), weights)


def _hours_of_all(rule: AnyStatement) -> SharedLoad | None:
    """How hours are to be shared, if that is what the rule is for and it is for everybody."""
    shared = rule.shared_load
    is_asked = rule.enforcement != "off" and rule.scope == Scope()
    return shared if is_asked and shared is not None and shared.measure == "hours" else None
