"""Why a team visits a place on a day, or does not: who is there, what that adds, and what other days would bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.visits.kits import resource_of
from optimizer.explain.openings.difference import NOTHING, Effect, Followed
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey
from optimizer.world.plan import VisitRow
from optimizer.world.work import Programme

VisitReason: TypeAlias = Literal[
    "needed",
    "best_day",
    "other_day_better",
    "not_allowed",
    "often_enough",
    "team_elsewhere",
    "adds_nothing",
    "worth_less",
]
MOST_DAYS = 3


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The visit on another day."""

    day: int
    standing: Effect
    """Of the place, if the visit were on that day."""


@dataclass(frozen=True, slots=True)
class VisitExplained:
    """One place and one day of a visiting programme."""

    programme: Programme
    place: PlaceId
    day: int
    is_visited: bool
    reason: VisitReason
    rows: tuple[VisitRow, ...]
    """What is expected of that day; of one without visit, if the team came."""
    standing: Effect | None
    elsewhere: tuple[PlaceId, ...]
    """Where the team, or whoever has its kit, is on that day."""
    visits: tuple[int, ...]
    """Days on which the place is visited (indices)."""
    others: tuple[OtherDay, ...]
    """Of a visit: the best other days it could be on; of a day without: the visits that could be moved to it."""


def explain_visit(followed: Followed, programme: Programme, place: PlaceId, day: int) -> VisitExplained:
    """Say why a programme's team is, or is not, at a place on a day.

    Parameters
    ----------
    followed
        The plan's decisions.
    programme, place, day
        The programme, one of its places, and the index of a day.
    """
    world, decisions = followed.world, followed.decisions
    key = (place, programme.team.stream)
    own = [stop for stop in decisions.stops if stop.programme.id == programme.id and stop.place == place]
    here = [stop for stop in own if stop.day_shift.day == day]
    days = tuple(sorted({stop.day_shift.day for stop in own}))
    elsewhere = _elsewhere(followed, programme, place, day)
    if here:
        without = _less(decisions, here)
        others = sorted(_moved(followed, key, without, here), key=lambda each: -each.standing.otherwise)[:MOST_DAYS]
        standing = followed.standing(key, without)
        is_best = not others or others[0].standing.otherwise <= standing.expected + NOTHING
        reason: VisitReason = "needed" if not standing.is_reached_otherwise else "best_day"
        reason = reason if is_best else "other_day_better"
        rows = tuple(row for row in followed.known.visits if (row.date, row.place) == (world.days[day].date, place))
        return VisitExplained(programme, place, day, True, reason, rows, standing, elsewhere, days, tuple(others))
    allowed = sorted(each for each in programme.day_shifts[place] if each.day == day)
    if not allowed:
        return VisitExplained(programme, place, day, False, "not_allowed", (), None, elsewhere, days, ())
    added = replace(decisions, stops=(*decisions.stops, Stop(programme, place, allowed[0])))
    standing = followed.standing(key, added)
    rows = tuple(row for row in forecast(world, added).visits if (row.date, row.place) == (world.days[day].date, place))
    others = [OtherDay(other, followed.standing(key, _onto(decisions, own, other, allowed))) for other in days]
    return VisitExplained(
        programme,
        place,
        day,
        False,
        _why_not(programme, standing, elsewhere, days),
        rows,
        standing,
        elsewhere,
        days,
        tuple(sorted(others, key=lambda each: -each.standing.otherwise)[:MOST_DAYS]),
    )


def _why_not(
    programme: Programme, standing: Effect, elsewhere: tuple[PlaceId, ...], days: tuple[int, ...]
) -> VisitReason:
    if elsewhere:
        return "team_elsewhere"
    if len(days) >= programme.maximum_visits:
        return "often_enough"
    return "adds_nothing" if standing.added < NOTHING or standing.is_reached else "worth_less"


def _elsewhere(followed: Followed, programme: Programme, place: PlaceId, day: int) -> tuple[PlaceId, ...]:
    resource = resource_of(programme.team)
    stops = (stop for stop in followed.decisions.stops if stop.day_shift.day == day and stop.place != place)
    return tuple(dict.fromkeys(stop.place for stop in stops if resource_of(stop.programme.team) == resource))


def _less(decisions: Decisions, stops: list[Stop]) -> Decisions:
    return replace(decisions, stops=tuple(stop for stop in decisions.stops if stop not in stops))


def _moved(followed: Followed, key: PoolKey, without: Decisions, here: list[Stop]) -> Iterator[OtherDay]:
    """The visit of one day on each other day on which it is allowed and the team is free."""
    programme, place = here[0].programme, here[0].place
    resource = resource_of(programme.team)
    busy = {stop.day_shift.day for stop in without.stops if resource_of(stop.programme.team) == resource}
    busy |= programme.team.out_of_order | {here[0].day_shift.day}
    shifts = sorted(programme.day_shifts[place])
    for day in dict.fromkeys(each.day for each in shifts):
        possible = [each for each in shifts if each.day == day][: len(here)]
        if day not in busy and len(possible) == len(here):
            stops = tuple(Stop(programme, place, each) for each in possible)
            yield OtherDay(day, followed.standing(key, replace(without, stops=(*without.stops, *stops))))


def _onto(decisions: Decisions, own: list[Stop], day: int, allowed: list[DayShift]) -> Decisions:
    """The visit of one day put on the shifts of another."""
    moved = [stop for stop in own if stop.day_shift.day == day]
    kept = _less(decisions, moved)
    stops = (replace(stop, day_shift=when) for stop, when in zip(moved, allowed, strict=False))
    return replace(kept, stops=(*kept.stops, *stops))
