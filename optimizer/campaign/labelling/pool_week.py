"""What one week can do for one pool: its patterns, and their effect on the people who wait.

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

import numpy as np

from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.campaign.labelling.dominance import is_dominated_by_earlier
from optimizer.campaign.labelling.helped_shifts import HelpedShifts
from optimizer.campaign.labelling.week_patterns import AvailableCrew, is_enumerable, week_patterns
from optimizer.campaign.service.desks import best_service
from optimizer.campaign.service.least_queues import LargestShares
from optimizer.world.calendar import DayShift
from optimizer.world.ids import Week
from optimizer.world.work import Pool
from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class WeekShift:
    """One shift of a week that may be open."""

    day_shift: DayShift
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
    crew
        Who can man them.
    largest
        The share of those who come to each of its shifts that no plan exceeds.
    """

    def __init__(
        self,
        world: World,
        pool: Pool,
        week: Week,
        classes: Sequence[ShiftClass],
        crew: AvailableCrew,
        largest: LargestShares,
    ) -> None:
        self.pool, self.week, self.crew = pool, week, crew
        self.classes = tuple(sorted(classes, key=lambda each: each.day_shifts[0]))
        self.rates = np.array(
            [[segment.arrival[each.day_type, each.shift] for segment in pool.segments] for each in self.classes]
        ).reshape(len(self.classes), len(pool.segments))
        """(class, segment), probability that a waiting person comes to a shift."""
        self.services = [best_service(world, each.post, each.day_shifts[0]) for each in self.classes]
        """Who is served in a shift of each class that has as many helpers as can be."""
        self.helped = HelpedShifts(world, self.classes, crew.helper_shifts)
        self.shifts = self._shifts()
        """All shifts of the week in order of time."""
        self._numbers = np.array([shift.number for shift in self.shifts], np.int64)
        all_largest = [largest[self.classes[each.number].post.id, each.day_shift] for each in self.shifts]
        self.largest = np.array(all_largest).reshape(1, 1, -1)
        """(1, 1, shift), share of arrivals served at the most, whoever waits and whatever opens."""
        posts = {each.post for each in self.classes}
        after = {each for each in world.day_shifts if each.day > world.finish_by and world.week_of(each) == week}
        self.standing_after = sum(len(post.must_open & after) for post in posts)
        self.possible_after = sum(len(post.may_open & after) for post in posts)
        """Shifts of the week after ``finish_by`` that are open, and that may be, where the week's invited come too."""
        self.is_complete = is_enumerable(self.classes)
        """Whether no pattern is left out."""
        self.patterns = week_patterns(self.classes, self.rates, crew)
        self.totals, self._size = np.unique(self.patterns.opened.sum(axis=1), return_inverse=True)
        """Numbers of shifts that patterns open, and per pattern which of them it is."""

    def most_served(self, waiting: Array, certain: Array, offered: Array) -> Array:
        """Largest share of arrivals that can be served, per row of waiting people, of :attr:`totals`, and shift.

        By a shift no fewer wait than if everything had been open before it and as many of the invited had come as
        possible; to it come at least as many of them as if all that may open after ``finish_by`` were open.

        Parameters
        ----------
        waiting
            (row, segment), people at the week's start, no more than there are.
        certain, offered
            Mobilised arrivals of each segment that come, and that may come beside them (persons).
        """
        standing = [shift.is_standing for shift in self.shifts]
        own, served = np.ones_like(waiting), np.ones((len(waiting), len(self.totals), len(self.shifts)))
        invited = certain / np.maximum(1, self.totals + self.possible_after)[:, None]
        for number, shift in enumerate(self.shifts):
            # The most of the invited have come before this shift if only standing shifts are open after it.
            before = np.clip(self.totals - 1 - sum(standing[number + 1 :]), 0, number)
            share_before = before / np.maximum(1, self.totals + self.standing_after)
            come = self.pool.success * (certain + offered) * share_before[:, None]
            left = np.maximum(0.0, (waiting * own)[:, None, :] - come)
            alone = left * self.rates[shift.number]
            coming = np.minimum(left, alone + invited).sum(axis=2)
            share = self.services[shift.number].share(coming.ravel(), alone.sum(axis=2).ravel())
            served[:, :, number] = np.minimum(self.largest[0, 0, number], share.reshape(coming.shape))
            most = served[:, :, number].max(axis=1)
            own *= 1 - self.pool.success * most[:, None] * self.rates[shift.number]
        return served

    @cached_property
    def useful(self) -> Indices:
        """Patterns that no other beats in burden and effect where as many are served as can be."""
        survival, mobilised = (effect[:, 0, :].T for effect in self.best_effects)
        burden = np.round(self.patterns.burden, 6)
        order = np.lexsort((survival.sum(axis=1) - 1e-3 * mobilised.sum(axis=1), burden))
        vectors = np.hstack([burden[:, None], survival, -mobilised])[order]
        return np.sort(order[~is_dominated_by_earlier(vectors)])

    def effects(self, served: Array, among: Indices | slice = slice(None)) -> tuple[Array, Array]:
        """Survival ``S`` of own arrivals, and share ``T`` of the mobilised done: ``R' = S · R − T · M``.

        Parameters
        ----------
        served
            (row, total, shift), share served, the same for each of :attr:`totals` if there is but one.
        among
            Patterns asked for; all of them by default.

        Returns
        -------
        survival, mobilised
            (segment, row, pattern)
        """
        opened = self.patterns.opened[among].sum(axis=1)
        shape = len(self.pool.segments), len(served), len(opened)
        survival, mobilised = np.ones(shape), np.zeros(shape)
        coming = self.pool.success / np.maximum(1, opened + self.standing_after)
        # A shift that a pattern does not open lies one past the last, where nobody is served.
        unhelped = served * self.helped.without[self._numbers]
        shares = np.concatenate([unhelped, np.zeros((*served.shape[:2], 1))], axis=2)
        size = self._size[among] if served.shape[1] > 1 else 0
        for segment, taken in enumerate(self._taken):
            for number, position in taken:
                share = shares[:, size, position[among]]
                stay = 1 - (self.pool.success * self.rates[number, segment]) * share
                survival[segment] *= stay
                mobilised[segment] *= stay
                mobilised[segment] += share * coming
        stay, invited = self._gained_by_helpers
        return survival * stay[:, None, among], mobilised + coming * invited[among]

    @cached_property
    def _gained_by_helpers(self) -> tuple[Array, Array]:
        """Factor on the survival of each segment, and shares of the invited served more in all the shifts together.

        Returns
        -------
        stay, invited
            (segment, pattern), at the least, and per pattern, at the most.
        """
        largest, opened = np.zeros(len(self.classes)), self.patterns.opened
        np.maximum.at(largest, self._numbers, self.largest[0, 0])
        most = self.pool.success * self.rates * largest[:, None]
        gains = np.log((1 - most * self.helped.without[:, None]) / np.maximum(1e-12, 1 - most))
        stay = np.exp([-self.helped.most(opened, of_segment) for of_segment in gains.T])
        return stay, self.helped.most(opened, largest * (1 - self.helped.without))

    @cached_property
    def best_effects(self) -> tuple[Array, Array]:
        """The effects where as many are served as can be; one row."""
        return self.effects(self.largest)

    @cached_property
    def _taken(self) -> list[list[tuple[int, Indices]]]:
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

    def _latest(self, number: int, rank: int) -> Indices:
        """Per number of open shifts of a class, which of :attr:`shifts` the one of this rank can be at the latest.

        Queues are shortest at the end of a week.
        """
        each = self.classes[number]
        by_rank = {shift.rank: position for position, shift in enumerate(self.shifts) if shift.number == number}
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
                lies_between = any(each.day_shifts[0] < between < each.day_shifts[-1] for between in crossed.day_shifts)
                if lies_between and (self.rates[other] > self.rates[number] + 1e-12).any():
                    return False
        return True

    def _shifts(self) -> tuple[WeekShift, ...]:
        ranked = []
        for number, each in enumerate(self.classes):
            first = sorted(each.day_shifts, key=lambda day_shift: (day_shift not in each.post.must_open, day_shift))
            ranked += [(day_shift, number, rank + 1) for rank, day_shift in enumerate(first)]
        return tuple(
            WeekShift(day_shift, number, rank, day_shift in self.classes[number].post.must_open)
            for day_shift, number, rank in sorted(ranked)
        )
