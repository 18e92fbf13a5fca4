"""From counts per week to days: which day-shifts of a class open, and who of the crew is helper or on loan.

Within a class all day-shifts yield alike, so the choice is made for the roster's sake: standing ones first, then the
days on which the unit's load per officer present is least. Helpers, too, get those after which they have their rest.
Nobody is lent to two desks at a time, or while on leave.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from optimizer.campaign.allocation.allocation import Allocation
from optimizer.campaign.allocation.helpers import with_helpers_there_are
from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.allocation.unrest import Unrest
from optimizer.campaign.decisions import Opening
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PostId, Week
from optimizer.world.roster_problem import Person
from optimizer.world.work import Post
from optimizer.world.world import World

NOBODY_PRESENT = 99.0
"""Load per officer on a day on which a unit has none: more than on any other."""


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
        """Officers of each unit who are not on leave, by day."""
        self.present_overnight = Counter(
            (officer.unit, day.index)
            for officer in world.officers
            for day in world.days
            if officer.leave.isdisjoint((day.index, day.index + 1))
        )
        """Those who may hold a night that ends on the next day."""
        self.load: dict[tuple[str, int], float] = defaultdict(float)
        """Officer-shifts asked of each unit so far, by day."""
        self.expected_unrest = Unrest(world)
        """Helpers as they may come to stand, while days are chosen."""
        self.unrest = Unrest(world)
        """Helpers at each post so far."""
        self.lenders: dict[tuple[str, str], list[Person]] = defaultdict(list)
        """Officers of a unit who may be lent to another."""
        for officer in world.officers:
            for unit in officer.lent_to:
                self.lenders[officer.unit, unit].append(officer)
        self.lent: dict[str, set[DayShift]] = defaultdict(set)
        """When each officer who may be lent is, as the roster may have it."""

    def choose(self) -> tuple[Opening, ...]:
        """Classes with most standing duties first, for these have no choice; then the lightest."""
        by_post_week: dict[tuple[PostId, Week], list[Opening]] = defaultdict(list)
        classes = sorted(
            self.allocation.shifts, key=lambda each: (-each.standing / len(each.day_shifts), each.burden, each.post.id)
        )
        chosen = {each: self._day_shifts(each, self.allocation.shifts[each]) for each in classes}
        helpers: dict[ShiftClass, Counter[DayShift]] = {}
        # Where nearly all have a helper there is least choice.
        for each in sorted(classes, key=lambda each: len(chosen[each]) - self.allocation.helpers.get(each, 0)):
            helpers[each] = self._helped(each.post, chosen[each], self.allocation.helpers.get(each, 0))
        for each in classes:
            by_post_week[each.post.id, each.week] += self._crews(each, chosen[each], helpers[each])
        openings = [
            opening
            for (post, week), crews in by_post_week.items()
            for opening in self._with_loans(crews, self._lenders(post, week))
        ]
        return tuple(sorted(openings, key=lambda opening: (opening.day_shift, opening.post.id)))

    def _day_shifts(self, each: ShiftClass, number: int) -> Sequence[DayShift]:
        """So many day-shifts of a class, in order of time; their load is added to the unit's."""
        standing = [day_shift for day_shift in each.day_shifts if day_shift in each.post.must_open]
        others = [day_shift for day_shift in each.day_shifts if day_shift not in each.post.must_open]
        chosen = standing[:number]
        helped = self.allocation.helpers.get(each, 0)
        while len(chosen) < number:
            # As many as have helpers are chosen for their rest first.
            has_helper = len(chosen) < helped

            def rank(one: DayShift, *, has_helper: bool = has_helper) -> tuple[tuple[int, int], float, DayShift]:
                unrest = self.expected_unrest.of(each.post.id, one) if has_helper else (0, 0)
                return unrest, self._load_with_crew(each.post, one), one

            best = min(others, key=rank)
            others.remove(best)
            chosen.append(best)
            if has_helper:
                self.expected_unrest.add(each.post.id, best, 1)
            self.load[each.post.unit, best.day] += each.post.crew_size
        # Standing ones are open whatever the load of their days; theirs counts for the classes that follow.
        for day_shift in standing[:number]:
            self.load[each.post.unit, day_shift.day] += each.post.crew_size
        return sorted(chosen)

    def _load_per_officer(self, unit: str, day: int, more: int = 0) -> float:
        """Officer-shifts asked of a unit on a day, and some more, per officer present."""
        present = self.present[unit, day]
        return (self.load[unit, day] + more) / present if present else NOBODY_PRESENT

    def _load_with_crew(self, post: Post, day_shift: DayShift) -> float:
        if self._is_night(day_shift) and not self.present_overnight[post.unit, day_shift.day]:
            return NOBODY_PRESENT
        return self._load_per_officer(post.unit, day_shift.day, post.crew_size)

    def _crews(
        self, each: ShiftClass, day_shifts: Sequence[DayShift], helpers: Mapping[DayShift, int]
    ) -> list[Opening]:
        """Crews of one class, helpers among them, and as many lacking as allocated."""
        post = each.post
        lacking = max(0, self.allocation.lacking.get(each, 0))
        crews = []
        for day_shift in day_shifts:
            # With one officer at least the desk is open.
            short = min(lacking, post.crew_size - helpers[day_shift] - 1)
            lacking -= short
            crews.append(Opening(post, day_shift, post.crew_size - helpers[day_shift] - short, helpers[day_shift]))
        return crews

    def _helped(self, post: Post, day_shifts: Sequence[DayShift], helped: int) -> Counter[DayShift]:
        """Helpers by day-shift: where they are not short of rest, and the unit's load is heaviest."""
        helpers: Counter[DayShift] = Counter()
        left = [each for each in day_shifts if self.unrest.may_help(post.id, each.day)]
        while helped and left:
            best = min(left, key=lambda one: (self.unrest.of(post.id, one), -self._load_with_crew(post, one), one))
            left.remove(best)
            helpers[best] = min(helped, post.crew_size - post.crew_officers)
            helped -= helpers[best]
            self.unrest.add(post.id, best, helpers[best])
            self.load[post.unit, best.day] -= helpers[best]
        return helpers

    def _lenders(self, post: PostId, week: Week) -> list[str]:
        """The lending unit of each officer-shift that a post borrows in a week."""
        return [
            lender
            for (lender, borrower, when), number in sorted(self.allocation.loans.items())
            if (borrower, when) == (post, week)
            for _ in range(number)
        ]

    def _with_loans(self, openings: Sequence[Opening], lenders: Sequence[str]) -> list[Opening]:
        """Give each lent officer to the opening on whose day the borrowing unit's load is heaviest."""
        crews = list(openings)
        for lender in lenders:
            able = {
                number: officer
                for number, opening in enumerate(crews)
                if len(opening.borrowed) < opening.officers and (officer := self._to_lend(lender, opening)) is not None
            }
            if not able:
                continue
            chosen = max(
                able,
                key=lambda number: (
                    self._load_per_officer(crews[number].post.unit, crews[number].day_shift.day),
                    -number,
                ),
            )
            crew = crews[chosen]
            self.load[crew.post.unit, crew.day_shift.day] -= 1
            self.lent[able[chosen].id].add(crew.day_shift)
            crews[chosen] = replace(crew, borrowed=(*crew.borrowed, lender))
        return crews

    def _to_lend(self, lender: str, opening: Opening) -> Person | None:
        """Who of a unit may be lent to an opening and is there and free: whoever is lent least in its week."""
        day_shift, days = opening.day_shift, self._days_held(opening.day_shift)
        week = self.world.days[day_shift.day].week

        def lent_in_week(officer: Person) -> int:
            return sum(self.world.days[other.day].week == week for other in self.lent[officer.id])

        free = (
            officer
            for officer in self.lenders.get((lender, opening.post.unit), ())
            if officer.leave.isdisjoint(days) and day_shift not in self.lent[officer.id]
        )
        return min(free, key=lambda officer: (lent_in_week(officer), len(officer.lent_to), officer.id), default=None)

    def _days_held(self, day_shift: DayShift) -> tuple[int, ...]:
        """Days (index) on which a duty is worked."""
        return (day_shift.day, day_shift.day + 1) if self._is_night(day_shift) else (day_shift.day,)

    def _is_night(self, day_shift: DayShift) -> bool:
        return self.world.shifts[day_shift.shift].minutes_after_midnight > 0
