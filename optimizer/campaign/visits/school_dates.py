"""On which days a school is best visited: every choice of a few dates, valued exactly.

The number of pupils eligible grows with the date, and a visit reaches only the share that attends, so early dates
catch too few birthdays and late ones leave no second chance. A school takes two or three visits, so all choices
(some 26,000 of 55 dates) are valued at once in arrays. Schools compete for the team's days only; the price of a day
(a Lagrange multiplier) makes each school's choice its own, bounds the sum from below (Geoffrion 1974, Mathematical
Programming Study 2) and brings forth the choices worth offering to the exact model in ``itinerary``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from optimizer.world.work import Programme, School
from optimizer.world.world import World

ROUNDS = 80
OFFERS_PER_ROUND = 4


@dataclass(frozen=True, slots=True, eq=False)
class DateChoice:
    """One choice of visiting days for one school."""

    school: School
    programme: Programme
    days: tuple[int, ...]
    shifts: tuple[int, ...]
    """Shifts needed on each of the days."""
    missed: float
    """Countable pupils not done by the last day."""


@dataclass(frozen=True, slots=True)
class DateChoices:
    """The choices worth considering, and a bound on what all schools together miss."""

    offers: tuple[DateChoice, ...]
    bound: float
    """Weighted pupils that no visiting dates can avoid missing."""
    extra: Mapping[str, tuple[float, ...]]
    """School to what its pupils missed add to the bound, at the least, with no more than 0, 1, 2, … visiting days."""

    def least_visits(self, school: str, slack: float) -> int:
        """Fewest visiting days of a school that keep all schools within ``slack`` of the bound."""
        return next(number for number, extra in enumerate(self.extra[school]) if extra <= slack + 1e-9)

    def offers_by_school(self) -> tuple[DateChoice, ...]:
        """The choices, those of one school together."""
        return tuple(sorted(self.offers, key=lambda offer: (offer.school.place, offer.days)))


def date_choices(
    world: World, programme: Programme, capacity: Mapping[int, int], *, may_stay_away: bool = False
) -> DateChoices:
    """Value all choices of dates for the schools of a programme.

    Parameters
    ----------
    world, programme
        The campaign and the school visits to be dated.
    capacity
        Visiting shifts that the team has on each day.
    may_stay_away
        Whether to offer to visit no school at all, since visits of other programmes compete for the days.
    """
    tables = [_ChoiceTable(world, programme, world.schools[place]) for place in programme.places]
    days = np.array(sorted(capacity))
    slots = np.array([capacity[day] for day in days], dtype=float)
    price, best_bound, step = np.zeros(len(days)), -np.inf, 1.0
    best_price = price
    offers: dict[tuple[str, tuple[int, ...]], DateChoice] = {}
    if may_stay_away:
        offers = {(table.school.place, ()): table.choice(0) for table in tables}
    for _ in range(ROUNDS):
        # Teams that may be lent have as many shifts again, if they do nothing else.
        use, bound = np.zeros(len(days)), -float(price @ slots) * (1 + len(programme.lenders))
        for table in tables:
            cost = table.cost(dict(zip(days.tolist(), price, strict=True)))
            cheapest = np.argpartition(cost, min(OFFERS_PER_ROUND, len(cost) - 1))[:OFFERS_PER_ROUND]
            order = cheapest[np.argsort(cost[cheapest], kind="stable")]
            bound += float(cost[order[0]])
            for choice in (table.choice(int(row)) for row in order):
                offers.setdefault((choice.school.place, choice.days), choice)
            for day, shifts in zip(*table.days_and_shifts(int(order[0])), strict=True):
                use[np.searchsorted(days, day)] += shifts
        if bound > best_bound:
            best_bound, best_price = bound, price
        price = np.maximum(0.0, price + step * (use - slots))
        step *= 0.93
    by_day = dict(zip(days.tolist(), best_price, strict=True))
    extra = {table.school.place: table.extra_by_visits(by_day) for table in tables}
    return DateChoices(tuple(offers.values()), max(0.0, best_bound), extra)


class _ChoiceTable:
    """All choices of up to ``maximum_visits`` days for one school, as rows of arrays (-1 pads unused days)."""

    def __init__(self, world: World, programme: Programme, school: School) -> None:
        self.programme, self.school = programme, school
        day_shifts = programme.day_shifts[school.place]
        possible = sorted({day_shift.day for day_shift in day_shifts})
        shifts = {day: sorted(p.shift for p in day_shifts if p.day == day) for day in possible}
        self.most_shifts = {day: len(numbers) for day, numbers in shifts.items()}
        fullest = max(shifts.values(), key=len, default=[])
        minutes = [world.shifts[number].minutes for number in fullest] or [0]
        first = (minutes[0] - programme.team.setup_minutes) / programme.minutes_per_person
        self.capacity = [
            first + sum(minutes[1:number]) / programme.minutes_per_person for number in range(1, 1 + len(minutes))
        ]
        most = programme.maximum_visits
        rows = [() if not size else days for size in range(most + 1) for days in combinations(possible, size)]
        self.days = np.array([(*days, *(-1,) * (most - len(days))) for days in rows], dtype=np.int64)
        self.shifts = np.zeros_like(self.days)
        self.missed = school.weight * (school.countable - self._done(school))

    def _done(self, school: School) -> NDArray[np.float64]:
        eligible, attendance = np.array(school.eligible_by), np.array(school.attendance)
        most = np.full(len(eligible), self.capacity[-1])
        most[list(self.most_shifts)] = [self.capacity[number - 1] for number in self.most_shifts.values()]
        done = np.zeros(len(self.days))
        for visit in range(self.days.shape[1]):
            day = self.days[:, visit]
            arrivals = np.where(day >= 0, attendance[day] * (eligible[day] - done), 0.0)
            needed = np.searchsorted(self.capacity, np.minimum(arrivals, most[day]) - 1e-9) + 1
            self.shifts[:, visit] = np.where(day >= 0, needed, 0)
            done += school.success * np.minimum(arrivals, most[day])
        return done

    def cost(self, price: Mapping[int, float]) -> NDArray[np.float64]:
        """Weighted pupils missed, and the price of the days, per choice."""
        by_day = np.zeros(max([*price, *self.most_shifts, 0]) + 2)
        for day, each in price.items():
            by_day[day] = each
        by_day[-1] = 0.0
        cost: NDArray[np.float64] = self.missed + (by_day[self.days] * self.shifts).sum(axis=1)
        return cost

    def extra_by_visits(self, price: Mapping[int, float]) -> tuple[float, ...]:
        """Cost above the least, with no more than 0, 1, 2, … visiting days."""
        cost, visits = self.cost(price), (self.days >= 0).sum(axis=1)
        least = float(cost.min())
        return tuple(float(cost[visits <= number].min()) - least for number in range(self.days.shape[1] + 1))

    def days_and_shifts(self, row: int) -> tuple[Sequence[int], Sequence[int]]:
        chosen = self.days[row] >= 0
        return self.days[row][chosen].tolist(), self.shifts[row][chosen].tolist()

    def choice(self, row: int) -> DateChoice:
        days, shifts = self.days_and_shifts(row)
        return DateChoice(self.school, self.programme, tuple(days), tuple(shifts), float(self.missed[row]))
