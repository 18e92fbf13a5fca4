"""The most that can be reached in each place if every desk is always open, and targets above it.

Of a segment's people nobody does better than to meet every desk that may ever open, so at most
``N (1 - Π (1 - p q))`` of them come by themselves; invitations, visits to the commune and to homes add no more than
``q`` times whom they bring. No more are done than the desks serve with all lanes. What is open at once, officers' hours
and how organisations share themselves out are left out, so no plan is expected to come to more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from optimizer.campaign.service.desks import best_service
from optimizer.explain.precheck.shortage import Shortage, Situation, at_most
from optimizer.texts import shortages as texts
from optimizer.texts.messages import Said
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PoolKey
from optimizer.world.work import Pool, Post, Programme
from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class Reach:
    """The most that a place can come to in a stream by the day to finish by (people)."""

    place: str
    stream: str
    target: float
    most: float
    """What is done already included."""


def most_reached(world: World) -> tuple[Reach, ...]:
    """Every pool of the campaign."""
    return tuple(
        Reach(pool.place, pool.stream, pool.target, pool.already_done + _most_done(world, pool))
        for pool in world.pools.values()
    )


def total_reached(world: World, stream: str) -> float:
    """The most that all places together can come to in a stream; organisations invite in one of them at a time."""
    pools = [pool for pool in world.pools.values() if pool.stream == stream]
    apart = sum(pool.already_done + _most_done(world, pool) for pool in pools)
    by_themselves = sum(pool.already_done + _most_done(world, pool, is_invited=False) for pool in pools)
    success = max((pool.success for pool in pools), default=0.0)
    invited = sum(
        success * each.show_up_rate * each.weekly_capacity * len(_weeks(world))
        for each in world.organisations
        if each.stream == stream
    )
    return min(apart, by_themselves + invited)


def counted_missing(world: World, stream: str) -> float:
    """People that every plan is expected to miss to the targets of a stream's places."""
    reached = [each for each in most_reached(world) if each.stream == stream]
    apart = sum(max(0.0, each.target - each.most) for each in reached)
    return max(apart, sum(each.target for each in reached) - total_reached(world, stream))


def target_shortages(situation: Situation) -> Iterator[Shortage]:
    """Targets that no plan is expected to reach, place by place, then over all places of a stream."""
    world, streams = situation.world, situation.scenario.campaign.streams
    first, last = world.days[0].date, world.days[world.finish_by].date
    reached = most_reached(world)
    for reach in reached:
        if reach.target > reach.most + 0.5:
            yield _shortage(
                {"place": reach.place, "stream": reach.stream},
                texts.STREAM_IN_PLACE(stream=streams[reach.stream].name, place=situation.place(reach.place)),
                (first, last),
                reach.target,
                reach.most,
            )
    for key, stream in streams.items():
        target = sum(pool.target for pool in world.pools.values() if pool.stream == key)
        most = total_reached(world, key)
        told = sum(max(0.0, reach.target - reach.most) for reach in reached if reach.stream == key)
        # What is missing place by place is missing in all; organisations that cannot be everywhere make it more.
        if target - most > told + 0.5:
            yield _shortage({"stream": key}, texts.STREAM(stream=stream.name), (first, last), target, most)


def _shortage(
    subjects: Mapping[str, str], where: Said, days: tuple[date, date], target: float, most: float
) -> Shortage:
    what = texts.TARGET_ABOVE(last=days[1], target=target, most=at_most(most), missing=target - at_most(most))
    return Shortage("targets", subjects, where, *days, target, most, texts.PEOPLE, what, texts.LOWER_TARGET)


def _weeks(world: World) -> tuple[str, ...]:
    return tuple(dict.fromkeys(day.week for day in world.days[: world.finish_by + 1]))


def _most_done(world: World, pool: Pool, *, is_invited: bool = True) -> float:
    """People of a pool who can be done by the day to finish by, beyond those done before."""
    missed = {segment.id: 1.0 for segment in pool.segments}
    added: dict[str, float] = defaultdict(float)
    served = 0.0
    for post in world.posts:
        if post.pool != pool.key:
            continue
        for day_shift, count in _alike(world, post):
            day_type, shift = world.days[day_shift.day].day_type, world.shifts[day_shift.shift].id
            for segment in pool.segments:
                missed[segment.id] *= (1.0 - pool.success * segment.arrival[day_type, shift]) ** count
            served += count * best_service(world, post, day_shift, is_whole=False).most
    if is_invited:
        for name, people in _invited(world, pool.key).items():
            added[name] += pool.success * people
    visits = _visited(world, pool, missed, added)
    done = sum(
        min(segment.waiting, segment.waiting * (1.0 - missed[segment.id]) + added[segment.id])
        for segment in pool.segments
    )
    return done if visits else min(done, pool.success * served)


def _alike(world: World, post: Post) -> Iterator[tuple[DayShift, int]]:
    """Day-shifts in which a desk may open until the day to finish by: one of each sort, and how many are like it."""
    alike: dict[object, list[DayShift]] = defaultdict(list)
    for each in sorted(post.may_open):
        if each.day <= world.finish_by:
            day_type = world.days[each.day].day_type
            alike[day_type, each.shift, each in post.must_open, post.lane_capacity[each]].append(each)
    return ((own[0], len(own)) for own in alike.values())


def _invited(world: World, pool: PoolKey) -> Mapping[str, float]:
    """People of each segment whom organisations can bring to a place."""
    people: dict[str, float] = defaultdict(float)
    for organisation in world.organisations:
        if organisation.stream == pool[1] and pool[0] in organisation.places:
            for segment, share in organisation.segments.items():
                come = organisation.weekly_capacity * organisation.show_up_rate * share
                people[segment] += come * len(_weeks(world))
    return people


def _visited(world: World, pool: Pool, missed: dict[str, float], added: dict[str, float]) -> bool:
    """Add what visits to the commune and to homes can come to; whether there can be any."""
    found = False
    for programme in world.programmes:
        if programme.team.stream != pool.stream or pool.place not in programme.places or programme.kind == "school":
            continue
        shifts = _most_shifts(world, programme, pool)
        found = found or shifts > 0
        if programme.kind == "home_visit":
            added[programme.segment] += pool.success * programme.people_per_shift * shifts
        for segment, arrival in (programme.arrival or {}).items():
            missed[segment] *= (1.0 - pool.success * arrival) ** shifts
    return found


def _most_shifts(world: World, programme: Programme, pool: Pool) -> int:
    """Shifts in which a place can be visited, on as many days as the programme has at the most."""
    by_day = Counter(each.day for each in programme.day_shifts[pool.place] if each.day <= world.finish_by)
    return sum(count for _, count in by_day.most_common(programme.maximum_visits))
