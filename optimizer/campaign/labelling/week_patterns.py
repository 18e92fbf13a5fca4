"""What one week can do for one pool: how many shifts of each class open, at what burden, to what effect.

Standing shifts are open; of each other class any number may be. A pattern costs the officers its shifts need beside
helpers, helpers standing in where burden is highest, and must fit the minutes the officers have.

The order of a week's shifts matters a little, because the mobilised come evenly over the open shifts and whoever came
early cannot come again. Everything is best taken early, the strongest class first, as an exchange of neighbours
shows. Where each flexible class is at least as strong as whatever it can be moved across, opening its earliest
day-shifts is the best real order; otherwise all shifts of the week are taken in order of strength, segment by segment,
which no real order beats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.world.work import Pool
from optimizer.world.world import World

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

MOST_PATTERNS = 40_000
"""Where a week has more patterns, only some of them are looked at, and the frontier is no bound."""
CHUNK = 512
"""Rows compared at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Numbers of open shifts of one week, one pattern a row."""

    opened: Counts
    """(pattern, class), standing shifts included."""
    helped: Counts
    """(pattern, class), officers replaced by helpers."""
    borrowed: Counts
    """Per pattern, officer-shifts borrowed from other units."""
    burden: Array
    """Per pattern."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who can man the posts of a pool in one week."""

    minutes: int
    """Officer-minutes of the unit."""
    helper_shifts: int
    loans: int
    """Officer-shifts that may be borrowed."""
    loan_burden: float
    loan_minutes: int
    """What one borrowed officer-shift spares the unit."""


@dataclass(frozen=True, slots=True)
class WeekShift:
    """One shift of a week that may be open."""

    number: int
    """Of its class in the week."""
    rank: int
    """So many of its class are open if it is: standing shifts first, then the earliest."""
    is_standing: bool


class PoolWeek:
    """One week of one pool.

    Parameters
    ----------
    world, pool
        The campaign, and who is served.
    week
        ISO week.
    classes
        The week's classes of the pool's posts, up to ``finish_by``.
    staff
        Who can man them.
    """

    def __init__(self, world: World, pool: Pool, week: str, classes: Sequence[ShiftClass], staff: Staff) -> None:
        self.world, self.pool, self.week, self.staff = world, pool, week, staff
        self.classes = tuple(sorted(classes, key=lambda each: each.day_shifts[0]))
        self.rates = np.array(
            [[segment.arrival[each.day_type, each.shift] for segment in pool.segments] for each in self.classes]
        ).reshape(len(self.classes), len(pool.segments))
        self.capacity = [each.post.lanes * each.lane_capacity for each in self.classes]
        """Persons a shift of each class can serve."""
        self.shifts = self._shifts()
        self.standing_after = sum(
            day_shift.day > world.finish_by and world.week_of(day_shift) == week
            for post in {each.post for each in self.classes}
            for day_shift in post.must_open
        )
        """Standing shifts of the week after ``finish_by``, where the week's invited come too."""
        self.is_complete = prod(len(each.day_shifts) - each.standing + 1 for each in self.classes) <= MOST_PATTERNS
        self.patterns = self._staffed(self._choices() if self.is_complete else self._some_choices())

    def most_served(self, waiting: Array, certain: Array, offered: Array) -> Array:
        """Largest share of arrivals that can be served, per row of waiting people and per shift of :attr:`shifts`.

        By a shift no fewer wait than if everything had been open before it and as many of the invited had come as
        possible; to it come at least as many of them as if all shifts were open.

        Parameters
        ----------
        waiting
            (row, segment), people at the week's start, no more than there are.
        certain, offered
            Mobilised arrivals of each segment that come, and that may come beside them (persons).
        """
        standing = [shift.is_standing for shift in self.shifts]
        own, served = np.ones_like(waiting), np.ones((len(waiting), len(self.shifts)))
        for number, shift in enumerate(self.shifts):
            later = sum(standing[number:]) + self.standing_after
            come = self.pool.success * (certain + offered) * number / max(1, number + later)
            left = np.maximum(0.0, waiting * own - come)
            invited = certain / (len(self.shifts) + self.standing_after)
            coming = np.minimum(left, left * self.rates[shift.number] + invited).sum(axis=1)
            served[:, number] = np.minimum(1.0, self.capacity[shift.number] / np.maximum(coming, 1e-9))
            own *= 1 - self.pool.success * served[:, number, None] * self.rates[shift.number]
        return served

    @cached_property
    def useful(self) -> Counts:
        """Patterns that no other beats in burden and effect where everybody is served."""
        survival, mobilised = (effect[:, 0, :].T for effect in self.unqueued_effects)
        burden = np.round(self.patterns.burden, 6)
        order = np.lexsort((survival.sum(axis=1) - 1e-3 * mobilised.sum(axis=1), burden))
        vectors = np.hstack([burden[:, None], survival, -mobilised])[order]
        return np.sort(order[~is_beaten_by_earlier(vectors)])

    def effects(self, served: Array) -> tuple[Array, Array]:
        """Survival ``S`` of own arrivals, and share ``T`` of the mobilised done: ``R' = S · R − T · M``.

        Parameters
        ----------
        served
            (row, shift), share served.

        Returns
        -------
        survival, mobilised
            (segment, row, pattern)
        """
        shape = len(self.pool.segments), len(served), len(self.patterns.burden)
        survival, mobilised = np.ones(shape), np.zeros(shape)
        coming = self.pool.success / np.maximum(1, self.patterns.opened.sum(axis=1) + self.standing_after)
        shares = np.hstack([served, np.zeros((len(served), 1))])
        for segment, taken in enumerate(self._taken):
            for number, position in taken:
                share = shares[:, position]
                stay = 1 - (self.pool.success * self.rates[number, segment]) * share
                survival[segment] *= stay
                mobilised[segment] *= stay
                mobilised[segment] += share * coming
        return survival, mobilised

    @cached_property
    def unqueued_effects(self) -> tuple[Array, Array]:
        """The effects where everybody is served; one row."""
        return self.effects(np.ones((1, len(self.shifts))))

    @cached_property
    def _taken(self) -> list[list[tuple[int, Counts]]]:
        """Per segment the week's shifts in the order taken: class, and per pattern its position in :attr:`shifts`.

        Where a pattern does not open the shift, the position is one past the last.
        """
        opened = self.patterns.opened
        positions = {}
        for number, each in enumerate(self.classes):
            for rank in range(1, len(each.day_shifts) + 1):
                latest = self._latest(number, rank)[opened[:, number]]
                positions[number, rank] = np.where(opened[:, number] >= rank, latest, len(self.shifts))
        return [[(n, positions[n, rank]) for n, rank in self._order(s)] for s in range(len(self.pool.segments))]

    def _order(self, segment: int) -> Sequence[tuple[int, int]]:
        """Every shift of the week in the order taken: its class, and how many of that class must be open for it."""
        if self._is_early_best:
            return [(shift.number, shift.rank) for shift in self.shifts]
        strongest = np.argsort(-self.rates[:, segment], kind="stable")
        return [(int(n), count + 1) for n in strongest for count in range(len(self.classes[n].day_shifts))]

    def _latest(self, number: int, rank: int) -> Counts:
        """Per number of open shifts of a class, which of :attr:`shifts` the one of this rank can be at the latest.

        Queues are shortest at the end of a week.
        """
        each = self.classes[number]
        by_rank = {s.rank: position for position, s in enumerate(self.shifts) if s.number == number}
        if rank <= each.standing:
            return np.full(len(each.day_shifts) + 1, by_rank[rank])
        counts = np.maximum(rank, np.arange(len(each.day_shifts) + 1))
        return np.array([by_rank[len(each.day_shifts) - count + rank] for count in counts])

    @cached_property
    def _is_early_best(self) -> bool:
        """Whether no class is moved across a stronger one when its day-shifts move forward."""
        for number, each in enumerate(self.classes):
            if each.standing == len(each.day_shifts):
                continue
            for other, crossed in enumerate(self.classes):
                lies_between = any(
                    each.day_shifts[0] < day_shift < each.day_shifts[-1] for day_shift in crossed.day_shifts
                )
                if lies_between and (self.rates[other] > self.rates[number] + 1e-12).any():
                    return False
        return True

    def _shifts(self) -> tuple[WeekShift, ...]:
        ranked = []
        for number, each in enumerate(self.classes):
            first = sorted(each.day_shifts, key=lambda day_shift: (day_shift not in each.post.must_open, day_shift))
            ranked += [(day_shift, number, rank + 1) for rank, day_shift in enumerate(first)]
        return tuple(
            WeekShift(number, rank, day_shift in self.classes[number].post.must_open)
            for day_shift, number, rank in sorted(ranked)
        )

    def _choices(self) -> Counts:
        """Every number of open shifts per class."""
        if not self.classes:
            return np.zeros((1, 0), np.int64)
        grids = np.meshgrid(
            *(np.arange(each.standing, len(each.day_shifts) + 1) for each in self.classes), indexing="ij"
        )
        return np.stack([grid.ravel() for grid in grids], axis=1)

    def _some_choices(self) -> Counts:
        """Shifts opened one after another, most arrivals per burden first, once for each segment."""
        opened = {tuple(each.standing for each in self.classes)}
        for segment in range(len(self.pool.segments)):
            worth = [
                self.rates[n, segment] / max(0.1, each.burden * each.post.crew_size)
                for n, each in enumerate(self.classes)
            ]
            counts = [each.standing for each in self.classes]
            for number in sorted(range(len(counts)), key=lambda n: -worth[n]):
                while counts[number] < len(self.classes[number].day_shifts):
                    counts[number] += 1
                    opened.add(tuple(counts))
        return np.array(sorted(opened), np.int64)

    def _staffed(self, opened: Counts) -> Patterns:
        """Crew all choices of shifts: helpers where burden is highest, loans where minutes lack."""
        helped = np.zeros_like(opened)
        left = np.full(len(opened), self.staff.helper_shifts)
        for number in sorted(range(len(self.classes)), key=lambda number: -self.classes[number].burden):
            post = self.classes[number].post
            helped[:, number] = np.minimum(left, (post.crew_size - post.crew_officers) * opened[:, number])
            left = left - helped[:, number]
        officers = opened * np.array([each.post.crew_size for each in self.classes], np.int64) - helped
        minutes = officers @ np.array([each.minutes for each in self.classes], np.int64)
        borrowed = -(-np.maximum(0, minutes - self.staff.minutes) // self.staff.loan_minutes)
        burden = officers @ np.array([each.burden for each in self.classes]) + borrowed * self.staff.loan_burden
        able = borrowed <= self.staff.loans
        return Patterns(opened[able], helped[able], borrowed[able], burden[able])


def is_beaten_by_earlier(rows: Array) -> NDArray[np.bool_]:
    """Whether an earlier row is no larger in any column; a row that is beaten itself still beats."""
    beaten = np.zeros(len(rows), dtype=bool)
    for first in range(0, len(rows), CHUNK):
        part = rows[first : first + CHUNK]
        no_larger = np.ones((len(part), first + len(part)), dtype=bool)
        for column in range(rows.shape[1]):
            no_larger &= rows[None, : first + len(part), column] <= part[:, None, column] + 1e-12
        beaten[first : first + CHUNK] = np.tril(no_larger, first - 1).any(axis=1)
    return beaten


def merged_classes(classes: Sequence[ShiftClass], pool: Pool) -> tuple[ShiftClass, ...]:
    """Join classes of one post and week that nobody could tell apart."""
    groups: dict[tuple[object, ...], list[ShiftClass]] = {}
    for each in classes:
        rates = tuple(segment.arrival[each.day_type, each.shift] for segment in pool.segments)
        is_fixed = each.standing == len(each.day_shifts)
        key = (each.post.id, each.week, rates, each.burden, each.minutes, each.lane_capacity, is_fixed)
        groups.setdefault(key, []).append(each)
    return tuple(_joined(group) for group in groups.values())


def _joined(group: Sequence[ShiftClass]) -> ShiftClass:
    first = group[0]
    return ShiftClass(
        post=first.post,
        week=first.week,
        day_type=first.day_type,
        shift=first.shift,
        is_reserve=first.is_reserve,
        day_shifts=tuple(sorted(day_shift for each in group for day_shift in each.day_shifts)),
        standing=sum(each.standing for each in group),
        burden=first.burden,
        minutes=first.minutes,
    )
