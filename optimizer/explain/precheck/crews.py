"""Standing duties for which there are too few people at once: somebody is on leave, or nobody is able.

In each shift people are shared out among all standing duties as well as possible (a largest matching): officers of the
unit or lent to it, with the skill, not on leave, as far as hard rules ask for that, and helpers beside them. Rests and
hours of other shifts are left out, so what is missing here is missing in every plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from optimizer.explain.precheck.matching import most_matched
from optimizer.explain.precheck.shortage import Shortage, Situation, named, span
from optimizer.rules.catalogue import AnyStatement
from optimizer.texts import shortages as texts
from optimizer.texts.messages import Message, Template
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import Person
from optimizer.world.work import Helper, Post
from optimizer.world.world import World

Seat = tuple[Post, int]
"""One of a crew, those whom only an officer can be first."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who may be where, by the hard rules that say so of one shift."""

    world: World
    rules: Mapping[str, AnyStatement]

    def serves(self, officer: Person, unit: str, skill: str | None) -> bool:
        """Whether an officer may have duties of a unit that ask for a skill."""
        if unit != officer.unit and unit not in officer.lent_to:
            return False
        return skill is None or skill in officer.skills or not self._holds(officer, "asks_for_skills")

    def is_away(self, officer: Person, day_shift: DayShift) -> bool:
        """Whether leave keeps an officer off a shift."""
        nights = self.world.shifts[day_shift.shift].minutes_after_midnight > 0
        on_leave = day_shift.day in officer.leave or (nights and day_shift.day + 1 in officer.leave)
        return on_leave and self._holds(officer, "keeps_leave_free")

    def may_help(self, helper: Helper, post: Post, day_shift: DayShift) -> bool:
        """Whether a helper may stand at a post in a shift."""
        date = self.world.days[day_shift.day].date
        return post.crew_officers < post.crew_size and post.id in helper.posts and date not in helper.unavailable

    def fewest_officers(self, post: Post) -> int:
        """Officers without whom a standing desk does not open: one, or all of those whom a hard rule asks for."""
        is_whole = any(
            rule.asks_for_crews
            and rule.enforcement == "hard"
            and (rule.scope.units is None or post.unit in rule.scope.units)
            for rule in self.rules.values()
        )
        return post.crew_officers if is_whole else min(1, post.crew_size)

    def _holds(self, officer: Person, question: str) -> bool:
        return any(
            rule.enforcement == "hard" and rule.scope.selects(officer.id, officer.unit) and getattr(rule, question)
            for rule in self.rules.values()
        )


def crew_shortages(situation: Situation) -> Iterator[Shortage]:
    """Runs of days on which standing duties of a desk lack people."""
    world = situation.world
    staffing = Staffing(world, situation.scenario.rules)
    lacking: dict[Post, dict[DayShift, int]] = defaultdict(dict)
    for day_shift, posts in _standing(world).items():
        manned = most_manned(staffing, posts, day_shift)
        for post in posts:
            if manned[post.id] < post.crew_size:
                lacking[post][day_shift] = manned[post.id]
    for post, manned_in in lacking.items():
        for run in _runs(post, manned_in):
            yield _shortage(situation, staffing, post, {each: manned_in[each] for each in run})


def most_manned(staffing: Staffing, posts: Iterable[Post], day_shift: DayShift) -> Mapping[str, int]:
    """Crew members that each of some standing duties of one shift can have, as many as possible in all (post id)."""
    options: dict[Seat, list[str]] = {}
    for post in posts:
        officers = [
            f"officer {officer.id}"
            for officer in staffing.world.officers
            if staffing.serves(officer, post.unit, post.skill) and not staffing.is_away(officer, day_shift)
        ]
        helpers = [
            f"helper {helper.id}"
            for helper in staffing.world.helpers
            if officers and staffing.may_help(helper, post, day_shift)
        ]
        for number in range(post.crew_size):
            options[post, number] = officers if number < staffing.fewest_officers(post) else [*officers, *helpers]
    return Counter(post.id for post, _ in most_matched(options))


def _standing(world: World) -> Mapping[DayShift, list[Post]]:
    standing: dict[DayShift, list[Post]] = defaultdict(list)
    for post in world.posts:
        for day_shift in sorted(post.must_open):
            standing[day_shift].append(post)
    return standing


def _runs(post: Post, lacking: Mapping[DayShift, int]) -> Iterator[list[DayShift]]:
    """Shifts that lack people on standing days one after the other."""
    run: list[DayShift] = []
    days = sorted({day_shift.day for day_shift in post.must_open})
    for day in days:
        here = [day_shift for day_shift in sorted(lacking) if day_shift.day == day]
        if not here and run:
            yield run
            run = []
        run += here
    if run:
        yield run


def _shortage(situation: Situation, staffing: Staffing, post: Post, manned: Mapping[DayShift, int]) -> Shortage:
    first, last = (situation.date(each.day) for each in (min(manned), max(manned)))
    required, available = post.crew_size * len(manned), sum(manned.values())
    what = texts.CREW_LACKING(
        span=span(first, last),
        shifts=len(manned),
        required=required,
        available=available,
        missing=required - available,
        why=_why(situation, staffing, post, manned),
    )
    return Shortage(
        argument="crews",
        subjects={"unit": post.unit, "post": post.id},
        where=texts.POST_OF_UNIT(post=situation.scenario.posts[post.id].name, unit=situation.unit(post.unit)),
        first_day=first,
        last_day=last,
        required=required,
        available=available,
        measure=texts.CREW_MEMBERS,
        what=what,
        remedy=texts.LEND_OR_CLOSE,
    )


def _why(situation: Situation, staffing: Staffing, post: Post, lacking: Iterable[DayShift]) -> Message | Template:
    """Who is away, if that is the reason; else how many are able at all."""
    able = [each for each in situation.world.officers if staffing.serves(each, post.unit, post.skill)]
    away = [each for each in able if any(staffing.is_away(each, day_shift) for day_shift in lacking)]
    names = [situation.scenario.officers[each.id].name for each in away]
    if away:
        return texts.ON_LEAVE(count=len(away), able=len(able), names=named(names))
    if post.skill is None:
        return texts.FEW_OFFICERS(able=len(able), size=post.crew_size)
    return texts.FEW_SKILLED(able=len(able), skill=post.skill, size=post.crew_size)
