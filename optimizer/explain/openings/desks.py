"""Why a desk is open in a shift, or shut: what comes, what that adds, whose hours it costs, what would change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from optimizer.campaign.allocation.hours import Rules, most_minutes
from optimizer.campaign.decisions import Decisions, Opening
from optimizer.campaign.forecast import forecast
from optimizer.campaign.visits.kits import away_on
from optimizer.explain.openings.difference import NOTHING, Effect, Followed
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PoolKey
from optimizer.world.plan import OpeningRow, Plan
from optimizer.world.work import Post

Reason: TypeAlias = Literal[
    "standing",
    "needed",
    "short",
    "chance",
    "spare",
    "reserve",
    "cannot",
    "kit_away",
    "enough",
    "no_hours",
    "worth_less",
]
MOST_OTHERS = 3
"""Shifts of the week that are told as what could be instead."""


@dataclass(frozen=True, slots=True)
class Hours:
    """One officer's week around a shift."""

    officer: str
    worked: int
    """Minutes of duty in the ISO week, in the plan."""
    most: int
    """Minutes that the hard rules leave for the campaign in that week at the most."""
    status: Literal["on_duty", "free", "leave", "elsewhere", "full"]
    """In the shift asked about: at this desk, free with hours left, on leave, on other duty, or without hours left."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Another shift of the week at the same desk."""

    day_shift: DayShift
    standing: Effect
    """If that shift were open in place of the one asked about, or shut so that it could be."""
    burden: float
    """Of its crew, as that of the shift asked about is told."""


@dataclass(frozen=True, slots=True)
class DeskExplained:
    """One desk in one shift."""

    post: Post
    day_shift: DayShift
    is_open: bool
    reason: Reason
    row: OpeningRow | None
    """What is expected of the shift; of one that is shut, if a whole crew opened it."""
    standing: Effect | None
    """Of its place; nothing where the desk cannot open."""
    burden: float
    """Of the officers in that shift."""
    aim: float | None
    """People planned for instead of the target, so that chance is less likely to miss it."""
    unit_left: int
    """Officer-minutes that the desk's unit has left in the week, as the rules allow and leave permits."""
    hours: tuple[Hours, ...]
    instead: tuple[Instead, ...]


def explain_desk(
    followed: Followed, plan: Plan, rules: Rules, post: Post, when: DayShift, aims: Mapping[PoolKey, float]
) -> DeskExplained:
    """Say why a desk is open or shut in a shift.

    Parameters
    ----------
    followed, plan, rules
        The plan's decisions, its rows, and its rules by id.
    post, when
        Which desk, and which shift.
    aims
        Pools planned for more people than their targets say.
    """
    world, decisions = followed.world, followed.decisions
    opening = next((each for each in decisions.openings if (each.post.id, each.day_shift) == (post.id, when)), None)
    hours = tuple(_hours(followed, plan, rules, post, when))
    left = sum(max(0, each.most - each.worked) for each in hours)
    burden = world.shift_burden(when) * (opening.officers if opening else _officers_needed(followed, post))
    aim = aims.get(post.pool)
    if when not in post.may_open:
        return DeskExplained(post, when, False, "cannot", None, None, burden, aim, left, hours, ())
    changed = _without(decisions, opening) if opening else _with(followed, decisions, post, when)
    standing = followed.standing(post.pool, changed)
    shown = followed.known if opening else forecast(world, changed)
    date, shift = world.days[when.day].date, world.shifts[when.shift].id
    row = next((r for r in shown.openings if (r.date, r.shift, r.post) == (date, shift, post.id)), None)
    if opening:
        reason = _why_open(followed, opening, standing, aim)
        instead = () if reason == "standing" else tuple(_other_openings(followed, changed, opening, burden))
    else:
        reason = _why_shut(followed, post, when, standing, left)
        instead = tuple(_closings(followed, changed, post, when)) if reason in ("no_hours", "worth_less") else ()
    return DeskExplained(
        post, when, opening is not None, reason, row, standing, burden, aim, left, hours, instead[:MOST_OTHERS]
    )


def _why_open(followed: Followed, opening: Opening, standing: Effect, aim: float | None) -> Reason:
    if opening.day_shift in opening.post.must_open:
        return "standing"
    if opening.day_shift.day > followed.world.finish_by:
        return "reserve"
    if not standing.is_reached_otherwise:
        return "needed" if standing.is_reached else "short"
    return "chance" if aim is not None and aim > standing.target else "spare"


def _why_shut(followed: Followed, post: Post, when: DayShift, standing: Effect, left: int) -> Reason:
    kit = None if post.kit is None else (("kit", post.kit), when)
    if kit is not None and kit in away_on(followed.world, followed.decisions.stops):
        return "kit_away"
    if standing.is_reached or when.day > followed.world.finish_by:
        return "enough"
    needed = _officers_needed(followed, post) * followed.world.shifts[when.shift].minutes
    return "no_hours" if left < needed else "worth_less"


def _officers_needed(followed: Followed, post: Post) -> int:
    helpers = sum(post.id in helper.posts for helper in followed.world.helpers)
    return post.crew_size - min(post.crew_size - post.crew_officers, helpers)


def _without(decisions: Decisions, opening: Opening) -> Decisions:
    return replace(decisions, openings=tuple(each for each in decisions.openings if each is not opening))


def _with(followed: Followed, decisions: Decisions, post: Post, when: DayShift) -> Decisions:
    officers = _officers_needed(followed, post)
    opening = Opening(post, when, officers, post.crew_size - officers)
    return replace(decisions, openings=(*decisions.openings, opening))


def _other_openings(followed: Followed, without: Decisions, opening: Opening, burden: float) -> Iterator[Instead]:
    """Shut shifts of the same week that could be open instead at no more burden, those that add most first."""
    world, post = followed.world, opening.post
    known = {each.day_shift for each in followed.decisions.openings if each.post.id == post.id}
    shut = [
        when
        for when in sorted(post.may_open - known)
        if world.week_of(when) == world.week_of(opening.day_shift) and when.day <= world.finish_by
    ]
    found = []
    for when in _one_of_each_kind(followed, shut):
        moved = replace(without, openings=(*without.openings, replace(opening, day_shift=when)))
        other = world.shift_burden(when) * opening.officers
        if other <= burden + NOTHING:
            found.append(Instead(when, followed.standing(post.pool, moved), other))
    yield from sorted(found, key=lambda each: -each.standing.otherwise)


def _closings(followed: Followed, opened: Decisions, post: Post, when: DayShift) -> Iterator[Instead]:
    """Open shifts of the same week that could be shut for this one, those whose loss leaves most first."""
    world = followed.world
    found = []
    for each in followed.decisions.openings:
        is_near = each.post.id == post.id and world.week_of(each.day_shift) == world.week_of(when)
        if is_near and each.day_shift not in post.must_open:
            moved = _without(opened, each)
            burden = world.shift_burden(each.day_shift) * each.officers
            found.append(Instead(each.day_shift, followed.standing(post.pool, moved), burden))
    yield from sorted(found, key=lambda each: -each.standing.otherwise)


def _one_of_each_kind(followed: Followed, shifts: Iterable[DayShift]) -> Iterator[DayShift]:
    """One shift of each kind of day and shift: the others of the week bring as many."""
    seen: set[tuple[str, int]] = set()
    for when in shifts:
        kind = followed.world.days[when.day].day_type, when.shift
        if kind not in seen:
            seen.add(kind)
            yield when


def _hours(followed: Followed, plan: Plan, rules: Rules, post: Post, when: DayShift) -> Iterator[Hours]:
    """The unit's officers, and whoever else is at the desk in this shift."""
    world = followed.world
    worked = minutes_by_week(plan)
    date, shift = world.days[when.day].date, world.shifts[when.shift].id
    here = {row.officer for row in plan.roster if (row.date, row.shift, row.post) == (date, shift, post.id)}
    busy = {row.officer for row in plan.roster if (row.date, row.shift) == (date, shift)}
    week, minutes = world.week_of(when), world.shifts[when.shift].minutes
    for officer in world.officers:
        if officer.unit != post.unit and officer.id not in here:
            continue
        most, done = most_minutes(world, rules, officer, week), worked.get((officer.id, week), 0)
        yield Hours(
            officer.id, done, most, _status(officer.id, here, busy, when.day in officer.leave, most - done >= minutes)
        )


def _status(
    officer: str, here: Collection[str], busy: Collection[str], is_on_leave: bool, has_hours: bool
) -> Literal["on_duty", "free", "leave", "elsewhere", "full"]:
    if officer in here:
        return "on_duty"
    if is_on_leave:
        return "leave"
    if officer in busy:
        return "elsewhere"
    return "free" if has_hours else "full"


def minutes_by_week(plan: Plan) -> Mapping[tuple[str, str], int]:
    """Minutes of duty of each officer in each ISO week; a duty belongs to the day it starts on."""
    minutes: dict[tuple[str, str], int] = defaultdict(int)
    for row in plan.roster:
        year, week, _ = row.date.isocalendar()
        minutes[row.officer, f"{year}-W{week:02}"] += round((row.end - row.start).total_seconds() / 60)
    return minutes


def crew_of(explained: DeskExplained) -> Sequence[Hours]:
    """Who is at the desk."""
    return [each for each in explained.hours if each.status == "on_duty"]
