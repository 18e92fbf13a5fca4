"""Turnout of one pool, shift by shift, as linear constraints on whole thousandths of a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import ceil

from ortools.sat.python import cp_model

from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId
from optimizer.world.work import Pool, Post, Segment
from optimizer.world.world import World

PEOPLE_SCALE = 1000
"""Integer units per person."""
RATE_SCALE = 100_000
"""Integer units of a probability of 1."""
ROUNDING = 2
"""Units by which a rounded shift may exceed the rule; with less, rounding could cut off a true plan."""

Openings = Mapping[tuple[Post, DayShift], cp_model.IntVar]


class PoolTurnout:
    """Who waits, and who is done up to ``finish_by``, segment by segment.

    Parameters
    ----------
    model
        The model under construction.
    world, pool
        The campaign, and whose people these are.
    is_open
        Which post is open when; posts of other pools are passed over.
    invitations
        People invited per (week, organisation, place).
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        world: World,
        pool: Pool,
        is_open: Openings,
        invitations: Mapping[tuple[str, str, PlaceId], int],
    ) -> None:
        self.model, self.world, self.pool = model, world, pool
        rank = {post: number for number, post in enumerate(world.posts)}
        self.steps = sorted(
            ((post, day_shift) for post, day_shift in is_open if post.pool == pool.key),
            key=lambda step: (step[1], rank[step[0]]),
        )
        self.is_open = is_open
        self.expected = self._expected(invitations)
        self.done_in: dict[tuple[Post, DayShift], list[cp_model.IntVar]] = defaultdict(list)
        for segment in pool.segments:
            self._follow(segment, self._invited_per_shift(segment))
        for (post, day_shift), done in self.done_in.items():
            self._limit_to_capacity(post, day_shift, cp_model.LinearExpr.sum(done))
        self.done = cp_model.LinearExpr.sum([variable for done in self.done_in.values() for variable in done])
        self.missing = [self._missing(goal) for goal in (pool.target, pool.minimum) if goal > 0]

    def _expected(self, invitations: Mapping[tuple[str, str, PlaceId], int]) -> Mapping[tuple[str, str], float]:
        """(week, segment) to the invited who show up."""
        expected: dict[tuple[str, str], float] = defaultdict(float)
        for organisation in self.world.organisations:
            for week in self.world.weeks:
                invited = invitations.get((week, organisation.id, self.pool.place), 0)
                for segment, share in organisation.segments.items():
                    expected[week, segment] += invited * share * organisation.show_up_rate
        return expected

    def _invited_per_shift(self, segment: Segment) -> dict[str, tuple[cp_model.IntVar, int]]:
        """Per week, what each of its open shifts gets of the invited, times the success rate; and the most."""
        by_week: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for step in self.steps:
            by_week[self.world.week_of(step[1])].append(self.is_open[step])
        per_shift = {}
        for week, openings in by_week.items():
            done = self.pool.success * self.expected[week, segment.id] * PEOPLE_SCALE
            table = [0, *(ceil(done / number) for number in range(1, len(openings) + 1))]
            number = self.model.new_int_var(0, len(openings), f"open_shifts[{self.pool.place},{week}]")
            self.model.add(number == cp_model.LinearExpr.sum(openings))
            portion = self.model.new_int_var(0, table[1], f"invited[{self.pool.place},{week},{segment.id}]")
            self.model.add_element(number, table, portion)
            per_shift[week] = portion, table[1]
        return per_shift

    def _follow(self, segment: Segment, invited: Mapping[str, tuple[cp_model.IntVar, int]]) -> None:
        """Take the shifts in order of time; an open one takes from those who wait."""
        all_people = ceil(segment.waiting * PEOPLE_SCALE)
        waiting = self.model.new_constant(all_people)
        for post, day_shift in self.steps:
            if day_shift.day > self.world.finish_by:
                break
            day, shift = self.world.days[day_shift.day], self.world.shifts[day_shift.shift]
            rate = _units(self.pool.success * segment.arrival[day.day_type, shift.id])
            portion, largest_portion = invited[day.week]
            most = min(all_people, rate * all_people // RATE_SCALE + largest_portion + ROUNDING)
            name = f"{self.pool.place},{segment.id},{day_shift.day},{day_shift.shift}"
            done = self.model.new_int_var(0, most, f"done[{name}]")
            self.model.add(done <= most * self.is_open[post, day_shift])
            self.model.add(RATE_SCALE * done <= rate * waiting + RATE_SCALE * portion + RATE_SCALE * ROUNDING)
            self.model.add(RATE_SCALE * done <= _units(self.pool.success) * waiting + RATE_SCALE * ROUNDING)
            left = self.model.new_int_var(0, all_people, f"waiting[{name}]")
            self.model.add(left == waiting - done)
            self.done_in[post, day_shift].append(done)
            waiting = left

    def _limit_to_capacity(self, post: Post, day_shift: DayShift, done: cp_model.LinearExpr) -> None:
        """No more than the lanes serve; a crew always fills them but for standing duties short of people."""
        served_by_a_lane = post.lane_capacity[day_shift]
        most = ceil(self.pool.success * served_by_a_lane * post.lanes * PEOPLE_SCALE) + ROUNDING
        self.model.add(done <= most * self.is_open[post, day_shift])

    def _missing(self, goal: float) -> cp_model.IntVar:
        """Units missing to a number of persons."""
        units = int((goal - self.pool.already_done) * PEOPLE_SCALE)
        missing = self.model.new_int_var(0, max(0, units), f"missing[{self.pool.place},{goal:g}]")
        self.model.add(missing >= units - self.done)
        return missing


def _units(probability: float) -> int:
    """A probability in whole units, rounded up, but not for the last bit of a float."""
    return ceil(probability * RATE_SCALE - 1e-6)
