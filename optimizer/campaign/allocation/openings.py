"""From counts per week to days: which periods of a class open, and who of the crew is helper or on loan.

Within a class all periods yield alike, so the choice is made for the roster's sake: standing periods first, then
the days on which the unit's load per officer present is least.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from optimizer.campaign.allocation.helpers import with_helpers_there_are
from optimizer.campaign.allocation.linear_model import Allocation
from optimizer.campaign.allocation.period_classes import ShiftClass
from optimizer.campaign.decisions import Opening
from optimizer.world.calendar import Period
from optimizer.world.world import World

UnitDay = tuple[str, int]


def choose_openings(world: World, allocation: Allocation) -> tuple[Opening, ...]:
    """Open as many periods of each class as allocated, with as many helpers and loans."""
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
        classes = sorted(self.allocation.shifts, key=lambda c: (-c.standing / len(c.periods), c.burden, c.post.id))
        for each in classes:
            periods = self._periods(each, self.allocation.shifts[each])
            by_post_week[each.post.id, each.week] += self._crews(each, periods)
        openings = [
            opening
            for (post, week), group in by_post_week.items()
            for opening in self._with_loans(group, self._lenders(post, week))
        ]
        return tuple(sorted(openings, key=lambda opening: (opening.period, opening.post.id)))

    def _periods(self, each: ShiftClass, number: int) -> Sequence[Period]:
        standing = [period for period in each.periods if period in each.post.must_open]
        others = [period for period in each.periods if period not in each.post.must_open]
        chosen = standing[:number]
        while len(chosen) < number:
            best = min(others, key=lambda period: (self._pressure(each, period), period))
            others.remove(best)
            chosen.append(best)
            self._add_load(each, best)
        for period in standing[:number]:
            self._add_load(each, period)
        return sorted(chosen)

    def _pressure(self, each: ShiftClass, period: Period) -> float:
        present = self.present[each.post.unit, period.day]
        return (self.load[each.post.unit, period.day] + each.post.crew_size) / present if present else 99.0

    def _add_load(self, each: ShiftClass, period: Period) -> None:
        self.load[each.post.unit, period.day] += each.post.crew_size

    def _crews(self, each: ShiftClass, periods: Sequence[Period]) -> list[Opening]:
        """Crews of one class: helpers where the unit is most pressed."""
        post, helped = each.post, self.allocation.helpers.get(each, 0)
        lacking = max(0, self.allocation.lacking.get(each, 0))
        helpers: Counter[Period] = Counter()
        pressed = sorted(periods, key=lambda period: (-self._pressure(each, period), period))
        for period in [p for p in pressed if p.day in self.helper_days[post.id]]:
            helpers[period] = min(helped, post.crew_size - post.crew_officers)
            helped -= helpers[period]
        crews = []
        for period in periods:
            short = min(lacking, post.crew_size - helpers[period] - 1)
            lacking -= short
            self.load[post.unit, period.day] -= helpers[period]
            crews.append(Opening(post, period, post.crew_size - helpers[period] - short, helpers[period]))
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
            self.load[crew.post.unit, crew.period.day] -= 1
            crews[chosen] = replace(crew, borrowed=(*crew.borrowed, lender))
        return crews

    def _opening_pressure(self, opening: Opening) -> float:
        present = self.present[opening.post.unit, opening.period.day]
        return self.load[opening.post.unit, opening.period.day] / present if present else 99.0
