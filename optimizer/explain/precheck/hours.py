"""Weeks in which standing duties take more hours than officers may work and helpers may give.

An officer's lawful week is the most that the hard rules on hours, rest days and leave allow at all
(:func:`optimizer.campaign.allocation.hours.most_minutes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from optimizer.campaign.allocation.hours import most_minutes
from optimizer.explain.precheck.crews import Staffing
from optimizer.explain.precheck.shortage import Shortage, Situation, span
from optimizer.texts import shortages as texts
from optimizer.texts.messages import AS_IT_IS, Said
from optimizer.texts.periods import period_named
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import Person
from optimizer.world.work import Post
from optimizer.world.world import World

Lawful = Callable[[Person, str], int]
"""Most minutes of an officer in a week."""


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Minutes of the standing duties of some desks in one week."""

    week: str
    required: int
    officers: int
    """Most minutes that officers may work there."""
    helpers: int
    """Most minutes that helpers may take over."""

    @property
    def available(self) -> int:
        """By officers and helpers together."""
        return self.officers + self.helpers

    @property
    def missing(self) -> int:
        """What is left undone in every plan."""
        return self.required - self.available


def hour_shortages(situation: Situation) -> Iterator[Shortage]:
    """Weeks in which the standing duties of a unit, or those of it that ask for one skill, lack hours."""
    world, scenario = situation.world, situation.scenario
    staffing = Staffing(world, scenario.rules)
    known: dict[tuple[str, str], int] = {}

    def lawful(officer: Person, week: str) -> int:
        if (officer.id, week) not in known:
            known[officer.id, week] = most_minutes(world, scenario.rules, officer, week)
        return known[officer.id, week]

    for unit in dict.fromkeys(post.unit for post in world.posts if post.must_open):
        told: set[str] = set()
        own = [post for post in world.posts if post.unit == unit]
        for skill in (None, *dict.fromkeys(post.skill for post in own if post.skill)):
            posts = [post for post in own if skill is None or post.skill == skill]
            short = [hours for hours in week_hours(staffing, posts, lawful) if hours.missing > 0]
            for run in _runs(world, [hours for hours in short if hours.week not in told]):
                yield _shortage(situation, unit, skill, run)
            told |= {hours.week for hours in short}


def week_hours(staffing: Staffing, posts: Sequence[Post], lawful: Lawful) -> Iterator[WeekHours]:
    """What the standing duties of some desks ask for, and the most there is, week by week."""
    world = staffing.world
    able = [
        officer for officer in world.officers if any(staffing.serves(officer, post.unit, post.skill) for post in posts)
    ]
    by_week: dict[str, list[tuple[Post, DayShift]]] = defaultdict(list)
    for post in posts:
        for day_shift in post.must_open:
            by_week[world.week_of(day_shift)].append((post, day_shift))
    for week in (week for week in world.weeks if week in by_week):
        duties = by_week[week]
        minutes = partial(_minutes, world)
        required = sum(post.crew_size * minutes(day_shift) for post, day_shift in duties)
        officers = sum(lawful(officer, week) for officer in able)
        yield WeekHours(week, required, officers, _helped(staffing, duties))


def _helped(staffing: Staffing, duties: Iterable[tuple[Post, DayShift]]) -> int:
    """Most minutes that helpers may take over from officers."""
    replaceable, own_shifts, longest = 0, dict.fromkeys((each.id for each in staffing.world.helpers), 0), 0
    for post, day_shift in duties:
        helpers = [each for each in staffing.world.helpers if staffing.may_help(each, post, day_shift)]
        minutes = _minutes(staffing.world, day_shift)
        replaceable += minutes * min(post.crew_size - staffing.fewest_officers(post), len(helpers))
        longest = max(longest, minutes)
        for helper in helpers:
            own_shifts[helper.id] += 1
    shifts = sum(min(each.shifts_per_week, own_shifts[each.id]) for each in staffing.world.helpers)
    return min(replaceable, shifts * longest)


def _minutes(world: World, day_shift: DayShift) -> int:
    return world.shifts[day_shift.shift].minutes


def _runs(world: World, short: Sequence[WeekHours]) -> Iterator[list[WeekHours]]:
    """Weeks one after the other."""
    order: Mapping[str, int] = {week: number for number, week in enumerate(world.weeks)}
    run: list[WeekHours] = []
    for hours in short:
        if run and order[hours.week] != order[run[-1].week] + 1:
            yield run
            run = []
        run.append(hours)
    if run:
        yield run


def _shortage(situation: Situation, unit: str, skill: str | None, run: Sequence[WeekHours]) -> Shortage:
    weeks = {hours.week for hours in run}
    dates = [day.date for day in situation.world.days if day.week in weeks]
    required, available = (sum(each) / 60 for each in zip(*((own.required, own.available) for own in run), strict=True))
    worst = max(run, key=lambda hours: hours.missing)
    where: Said = AS_IT_IS(text=situation.unit(unit))
    what = texts.HOURS_LACKING(
        span=span(dates[0], dates[-1]),
        required=required,
        officers=sum(hours.officers for hours in run) / 60,
        helpers=sum(hours.helpers for hours in run) / 60,
        missing=required - available,
        week=period_named(worst.week),
        worst=worst.missing / 60,
    )
    return Shortage(
        argument="hours",
        subjects={"unit": unit} | ({"skill": skill} if skill else {}),
        where=where if skill is None else texts.UNIT_WITH_SKILL(unit=situation.unit(unit), skill=skill),
        first_day=dates[0],
        last_day=dates[-1],
        required=required,
        available=available,
        measure=texts.HOURS,
        what=what,
        remedy=texts.LEND_OR_SHORTEN,
    )
