"""From counts per week to days: which day-shifts of a class open, and who of the crew is helper or on loan.

Within a class all day-shifts yield alike, so the choice is made for the roster's sake: standing day-shifts first, then
the days on which the unit's load per officer present is least.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from optimizer.campaign.allocation.helpers import with_helpers_there_are
from optimizer.campaign.allocation.linear_model import Allocation
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.decisions import Opening
from optimizer.world.calendar import DayShift
from optimizer.world.world import World

UnitDay = tuple[str, int]


def choose_openings(world: World, allocation: Allocation) -> tuple[Opening, ...]:
    """Open as many day-shifts of each class as allocated, with as many helpers and loans."""
    return with_helpers_there_are(world, _Chooser(world, allocation).choose())


class _Chooser:
    def __init__(self, world: World, allocation: Allocation) -> None:
        self.world = world
        self.allocation = allocation
        self.present = Counter(
            (officer.unit, day.index)
            for officer in world.officers
            for day in world.days
            if day.index not in officer.leave
        )
        self.load: dict[UnitDay, float] = defaultdict(float)
        self.helper_days = {
            post: {
                day.index
                for day in world.days
                for h in world.helpers
                if post in h.posts and day.date not in h.unavailable
            }
            for post in {post.id for post in world.posts}
        }

    def choose(self) -> tuple[Opening, ...]:
        by_post_week: dict[tuple[str, str], list[Opening]] = defaultdict(list)
        classes = sorted(self.allocation.shifts, key=lambda c: (-c.standing / len(c.day_shifts), c.burden, c.post.id))
        for each in classes:
            day_shifts = self._day_shifts(each, self.allocation.shifts[each])
            by_post_week[each.post.id, each.week] += self._crews(each, day_shifts)
        openings = [
            opening
            for (post, week), group in by_post_week.items()
            for opening in self._with_loans(group, self._lenders(post, week))
        ]
        return tuple(sorted(openings, key=lambda opening: (opening.day_shift, opening.post.id)))

    def _day_shifts(self, each: ShiftClass, number: int) -> Sequence[DayShift]:
        standing = [day_shift for day_shift in each.day_shifts if day_shift in each.post.must_open]
        others = [day_shift for day_shift in each.day_shifts if day_shift not in each.post.must_open]
        chosen = standing[:number]
        while len(chosen) < number:
            best = min(others, key=lambda day_shift: (self._pressure(each, day_shift), day_shift))
            others.remove(best)
            chosen.append(best)
            self._add_load(each, best)
        for day_shift in standing[:number]:
            self._add_load(each, day_shift)
        return sorted(chosen)

    def _pressure(self, each: ShiftClass, day_shift: DayShift) -> float:
        present = self.present[each.post.unit, day_shift.day]
        return (self.load[each.post.unit, day_shift.day] + each.post.crew_size) / present if present else 99.0

    def _add_load(self, each: ShiftClass, day_shift: DayShift) -> None:
        self.load[each.post.unit, day_shift.day] += each.post.crew_size

    def _crews(self, each: ShiftClass, day_shifts: Sequence[DayShift]) -> list[Opening]:
        """Crews of one class: helpers where the unit is most pressed."""
        post, helped = each.post, self.allocation.helpers.get(each, 0)
        lacking = max(0, self.allocation.lacking.get(each, 0))
        helpers: Counter[DayShift] = Counter()
        pressed = sorted(day_shifts, key=lambda day_shift: (-self._pressure(each, day_shift), day_shift))
        for day_shift in [p for p in pressed if p.day in self.helper_days[post.id]]:
            helpers[day_shift] = min(helped, post.crew_size - post.crew_officers)
            helped -= helpers[day_shift]
        crews = []
        for day_shift in day_shifts:
            short = min(lacking, post.crew_size - helpers[day_shift] - 1)
            lacking -= short
            self.load[post.unit, day_shift.day] -= helpers[day_shift]
            crews.append(Opening(post, day_shift, post.crew_size - helpers[day_shift] - short, helpers[day_shift]))
        return crews

    def _lenders(self, post: str, week: str) -> list[str]:
        loans: Mapping[tuple[str, str, str], int] = self.allocation.loans
        return [lender for (lender, p, w), n in sorted(loans.items()) if (p, w) == (post, week) for _ in range(n)]

    def _with_loans(self, openings: Sequence[Opening], lenders: Sequence[str]) -> list[Opening]:
        """Give each lent officer to the opening whose unit is most pressed that day."""
        crews = list(openings)
        for lender in lenders:
            able = [n for n, o in enumerate(crews) if len(o.borrowed) < o.officers]
            if not able:
                break
            chosen = max(able, key=lambda n: (self._opening_pressure(crews[n]), -n))
            crew = crews[chosen]
            self.load[crew.post.unit, crew.day_shift.day] -= 1
            crews[chosen] = replace(crew, borrowed=(*crew.borrowed, lender))
        return crews

    def _opening_pressure(self, opening: Opening) -> float:
        present = self.present[opening.post.unit, opening.day_shift.day]
        return self.load[opening.post.unit, opening.day_shift.day] / present if present else 99.0
