"""On which days a school is best visited: every choice of a few dates, valued exactly.

The number of pupils eligible grows with the date, and a visit reaches only the share that attends, so early dates
catch too few birthdays and late ones leave no second chance. A school takes two or three visits, so all choices
(some 26,000 of 55 dates) are valued at once in arrays. Schools compete for the team's days only; the price of a day
(a Lagrange multiplier) makes each school's choice its own, bounds the sum from below (Geoffrion 1974, Mathematical
Programming Study 2) and brings forth the choices worth offering to the exact model in ``team_itinerary``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from optimizer.campaign.service.visits import served_at_school
from optimizer.stopping import StopRequest
from optimizer.world.ids import PlaceId
from optimizer.world.work import Programme, School, Team
from optimizer.world.world import World

Array = NDArray[np.float64]

ROUNDS = 80
"""Subgradient steps on the prices of days."""
SHORTENING = 0.93
"""Of the step, from one round to the next."""
CANDIDATES_PER_ROUND = 4
"""Cheapest choices of each school kept at each round's prices."""
AS_GOOD, MOST_AS_GOOD = 0.05, 100
"""Weighted pupils by which choices kept beside these may add to the bound, and how many of each school at the most."""
BY_CHANCE = 0.5
"""Pupils for whom no shift more is asked, since chance alone may leave them over."""


@dataclass(frozen=True, slots=True, eq=False)
class DateChoice:
    """One choice of visiting days for one school."""

    school: School
    programme: Programme
    days: tuple[int, ...]
    shifts: tuple[int, ...]
    """Shifts needed on each of the days."""
    missed: float
    """Weighted countable pupils not done by the last day."""


@dataclass(frozen=True, slots=True)
class DateChoices:
    """The choices worth considering, and a bound on what all schools together miss."""

    candidates: tuple[DateChoice, ...]
    bound: float
    """Weighted pupils that no visiting dates can avoid missing."""
    tables: tuple[_ChoiceTable, ...]
    """All choices there are, of each school."""
    price: Mapping[int, float]
    """Day to its price at which the bound holds."""

    def all_choices(self) -> Iterator[tuple[PlaceId, Array, NDArray[np.int64]]]:
        """Per school, what each choice adds to the bound at the least, and its days (choice, visit), -1 for none."""
        for table in self.tables:
            cost = table.cost(self.price)
            yield table.school.place, cost - cost.min(), table.days

    def within(self, slack: float) -> Mapping[PlaceId, Sequence[tuple[DateChoice, float]]]:
        """All choices of each school with which the schools can stay within ``slack`` of the bound, and their regrets.

        What the choices of all schools add to the bound together is no more than the slack either.
        """
        return {table.school.place: table.within(self.price, slack) for table in self.tables}

    def by_school(self) -> tuple[DateChoice, ...]:
        """The candidates, those of one school together."""
        return tuple(sorted(self.candidates, key=lambda choice: (choice.school.place, choice.days)))


def date_choices(
    world: World, programme: Programme, capacity: Mapping[int, int], stop: StopRequest | None = None
) -> DateChoices:
    """Value all choices of dates for the schools of a programme.

    Parameters
    ----------
    world, programme
        The campaign and the school visits to be dated.
    capacity
        Visiting shifts that the team has on each day (index).
    stop
        Ends it without choices.

    Raises
    ------
    OutOfTimeError
        If a stop was requested.
    """
    stop, tables = stop or StopRequest(), []
    for place in programme.places:
        stop.heed()
        tables.append(_ChoiceTable(world, programme, world.schools[place]))
    days = np.array(sorted(capacity))
    slots = np.array([capacity[day] for day in days], dtype=float)
    price, best_bound, step = np.zeros(len(days)), -np.inf, 1.0
    best_price = price
    # To visit no school at all is always possible, whoever else wants the days.
    candidates: dict[tuple[PlaceId, tuple[int, ...]], DateChoice] = {
        (table.school.place, ()): table.choice(0) for table in tables
    }
    for _ in range(ROUNDS):
        stop.heed()
        # Teams that may be lent have as many shifts again, if they do nothing else.
        use, bound = np.zeros(len(days)), -float(price @ slots) * (1 + len(programme.lenders))
        for table in tables:
            cost = table.cost(dict(zip(days.tolist(), price, strict=True)))
            order = _cheapest(cost)
            bound += float(cost[order[0]])
            for choice in (table.choice(int(row)) for row in order):
                candidates.setdefault((choice.school.place, choice.days), choice)
            for day, shifts in zip(*table.days_and_shifts(int(order[0])), strict=True):
                use[np.searchsorted(days, day)] += shifts
        if bound > best_bound:
            best_bound, best_price = bound, price
        # The excess of the shifts used over those there are is a subgradient of the bound.
        price = np.maximum(0.0, price + step * (use - slots))
        step *= SHORTENING
    by_day = dict(zip(days.tolist(), best_price, strict=True))
    for table in tables:
        for choice, _ in sorted(table.within(by_day, AS_GOOD), key=lambda each: each[1])[:MOST_AS_GOOD]:
            candidates.setdefault((choice.school.place, choice.days), choice)
    return DateChoices(tuple(candidates.values()), max(0.0, best_bound), tuple(tables), by_day)


def _cheapest(cost: Array) -> NDArray[np.int64]:
    """Rows of the least costs, in order."""
    some = np.argpartition(cost, min(CANDIDATES_PER_ROUND, len(cost) - 1))[:CANDIDATES_PER_ROUND]
    order: NDArray[np.int64] = some[np.argsort(cost[some], kind="stable")]
    return order


class _ChoiceTable:
    """All choices of up to ``maximum_visits`` days for one school, as rows of arrays (-1 pads unused days)."""

    def __init__(self, world: World, programme: Programme, school: School) -> None:
        self.programme, self.school = programme, school
        by_day: dict[int, list[int]] = {}
        for day_shift in sorted(programme.day_shifts[school.place]):
            by_day.setdefault(day_shift.day, []).append(day_shift.shift)
        self.most_shifts = {day: len(shifts) for day, shifts in by_day.items()}
        fullest = max(by_day.values(), key=len, default=[])
        self.uncertainty = world.uncertainty
        self.minutes = _minutes_on_site(programme.team, [world.shifts[shift].minutes for shift in fullest] or [0])
        """On site in 1, 2, … shifts of one day."""
        most = programme.maximum_visits
        rows = [days for size in range(most + 1) for days in combinations(by_day, size)]
        self.days = np.array([(*days, *(-1,) * (most - len(days))) for days in rows], dtype=np.int64)
        """(choice, visit), day by index."""
        self.shifts = np.zeros_like(self.days)
        """(choice, visit), shifts needed."""
        self.losses: list[list[tuple[int, Array]]] = [[] for _ in range(most)]
        """Per visit, fewer shifts than it needs, and weighted pupils that these miss more at the least, per choice."""
        self.missed = school.weight * (school.countable - self._done(school))
        """Per choice, weighted countable pupils not done."""

    def _done(self, school: School) -> Array:
        """Pupils done per choice; fills in the shifts that each visit needs."""
        eligible, attendance = np.array(school.eligible_by), np.array(school.attendance)
        most = np.full(len(eligible), self.minutes[-1])
        most[list(self.most_shifts)] = [self.minutes[number - 1] for number in self.most_shifts.values()]
        enough = BY_CHANCE if self.uncertainty.has_queues else 1e-9
        done = np.zeros(len(self.days))
        for visit in range(self.days.shape[1]):
            day = self.days[:, visit]
            left = np.where(day >= 0, eligible[day] - done, 0.0)
            served = self._served(left, attendance[day], most[day])
            fewer = [self._served(left, attendance[day], np.full_like(left, minutes)) for minutes in self.minutes]
            short = [some < served - enough for some in fewer]
            self.shifts[:, visit] = np.where(day >= 0, 1 + np.sum(short, axis=0), 0)
            # Of those missed, later visits reach so many at the most.
            later = self.days[:, visit + 1 :]
            stay = np.prod(np.where(later >= 0, 1 - school.success * attendance[later], 1.0), axis=1)
            for number in range(1, int(self.shifts[:, visit].max(initial=0))):
                lost = school.weight * school.success * stay * np.maximum(0.0, served - fewer[number - 1])
                self.losses[visit].append((number, lost))
            done += school.success * served
        return done

    def _served(self, eligible: Array, attendance: Array, minutes: Array) -> Array:
        return served_at_school(self.uncertainty, self.programme, eligible, attendance, minutes)

    def cost(self, price: Mapping[int, float]) -> Array:
        """Weighted pupils missed, and the price of the days, per choice, with as many shifts as weigh least."""
        by_day = np.zeros(max([*price, *self.most_shifts, 0]) + 2)
        for day, each in price.items():
            by_day[day] = each
        # Unused days, -1, point to the last entry.
        by_day[-1] = 0.0
        # Visit by visit: along three columns at once, numpy takes seven times as long.
        of_days: Array = np.zeros(len(self.days))
        for visit in range(self.days.shape[1]):
            a_shift = by_day[self.days[:, visit]]
            of_visit = a_shift * self.shifts[:, visit]
            for number, lost in self.losses[visit]:
                np.minimum(of_visit, number * a_shift + lost, out=of_visit)
            of_days += of_visit
        cost: Array = self.missed + of_days
        return cost

    def within(self, price: Mapping[int, float], slack: float) -> Sequence[tuple[DateChoice, float]]:
        """Choices whose cost is no more than so much above the least, and by how much it is."""
        cost = self.cost(price)
        regrets = cost - cost.min()
        return [(self.choice(int(row)), float(regrets[row])) for row in np.flatnonzero(regrets <= slack + 1e-9)]

    def days_and_shifts(self, row: int) -> tuple[Sequence[int], Sequence[int]]:
        chosen = self.days[row] >= 0
        return self.days[row][chosen].tolist(), self.shifts[row][chosen].tolist()

    def choice(self, row: int) -> DateChoice:
        days, shifts = self.days_and_shifts(row)
        return DateChoice(self.school, self.programme, tuple(days), tuple(shifts), float(self.missed[row]))


def _minutes_on_site(team: Team, minutes: Sequence[int]) -> list[float]:
    """On site in the first 1, 2, … shifts of a day with shifts of these lengths; the first has the set-up."""
    return [max(0.0, sum(minutes[:number]) - team.setup_minutes) for number in range(1, 1 + len(minutes))]
