"""Worlds so small that every plan can be looked at, and the best of them by brute force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.service.desks import desk_service
from optimizer.campaign.service.visits import calls_at_homes
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.work import Pool, Post, Programme
from optimizer.world.world import World
from tests.worlds.small import small_world

Invited = Mapping[str, int]
"""Week to the people whom the shared organisation invites to one place."""


@dataclass(frozen=True)
class Turnout:
    """What decides who comes, per tiny world."""

    easy: tuple[float, float] = (0.1, 0.05)
    """Probability of coming in a morning and in an evening."""
    hard: tuple[float, float] = (0.01, 0.03)
    minutes_per_person: float = 5.0
    people: tuple[int, int] = (60, 40)
    """People of each commune."""
    targets: tuple[int, int] = (20, 12)
    success: float = 0.9
    invited_a_week: int = 10
    own_organisation: int = 0
    """Weekly capacity of an organisation of the first commune alone."""
    home_visits: int = 0
    """People per visiting shift; 0 for no visits."""
    sought: str = "hard"
    first_day: str = "2024-04-05"
    days: int = 4
    reserve: int = 0
    """Days after ``finish_by``."""
    standing: bool = False
    helper_shifts: int = 1
    uncertainty: Mapping[str, Any] | None = None
    """The scenario's section."""


def tiny_world(turnout: Turnout) -> World:
    """Two communes with mornings and evenings, a shared organisation and perhaps a team that visits homes."""
    return compile_world(Scenario.model_validate(tiny_data(turnout)))


def tiny_data(turnout: Turnout) -> dict[str, Any]:
    """The same as plain data."""
    data = small_world(2, turnout.days, 8, first_day=turnout.first_day, mobile_team=turnout.home_visits > 0)
    if turnout.uncertainty is not None:
        data["uncertainty"] = turnout.uncertainty
    data["campaign"]["finish_by"] = _day(turnout.first_day, turnout.days - 1 - turnout.reserve)
    data["calendar"] = {}
    data["campaign"]["streams"] = {"activation": {"name": "Kích hoạt", "unit": "tài khoản"}}
    del data["shifts"]["afternoon"]
    for (name, place), people, target in zip(
        list(data["places"].items())[:2], turnout.people, turnout.targets, strict=True
    ):
        place["pools"] = {"activation": {"target": target, "people": people}}
        post = data["posts"][f"desk_{name}"]
        post["standing"] = {"shifts": ["morning"], "day_types": ["weekday"]} if turnout.standing else None
        data["helpers"][f"helper_{name}"]["shifts_per_week"] = turnout.helper_shifts
    data["service"] = {
        "activation": {"minutes_per_person": turnout.minutes_per_person, "first_try_success": turnout.success}
    }
    data["turnout"] = {"activation": {"segments": _segments(turnout)}}
    data["organisations"]["youth_union"]["weekly_capacity"] = turnout.invited_a_week
    if turnout.own_organisation:
        own = {"places": ["tan_phu"], "weekly_capacity": turnout.own_organisation}
        data["organisations"]["veterans"] = data["organisations"]["youth_union"] | own
    if turnout.home_visits:
        _add_home_visits(data, turnout)
    return data


def _segments(turnout: Turnout) -> dict[str, Any]:
    def arrival(morning: float, evening: float) -> dict[str, Any]:
        weekend = {"morning": min(1.0, 1.3 * morning), "evening": evening}
        return {"weekday": {"morning": morning, "evening": evening}, "weekend": weekend, "holiday": weekend}

    return {
        "easy": {"share": 0.5, "arrival": arrival(*turnout.easy)},
        "hard": {"share": 0.5, "arrival": arrival(*turnout.hard)},
    }


def _add_home_visits(data: dict[str, Any], turnout: Turnout) -> None:
    homes = data["visits"]["homes"] | {
        "places": ["tan_phu", "thuan_phu"],
        "shifts": ["morning"],
        "day_types": ["weekday", "weekend"],
        "segment": turnout.sought,
        "people_per_shift": turnout.home_visits,
    }
    data["visits"] = {"homes": homes}
    data["teams"]["mobile"] |= {"stream": "activation", "local_officers": 0, "kit": None}
    data["teams"]["mobile"]["crew"]["skill"] = None
    del data["places"]["school_1"]
    data["calendar"].pop("school_term", None)


def _day(first: str, offset: int) -> str:
    return (date.fromisoformat(first) + timedelta(days=offset)).isoformat()


@dataclass(frozen=True)
class Way:
    """One way to serve one commune, and its burden and missing people."""

    opened: tuple[DayShift, ...]
    invited: tuple[int, ...]
    """Per week."""
    visit: DayShift | None
    burden: float
    missing: float


class EveryPlan:
    """All plans of a tiny world: any shifts, one home visit a commune at the most, invitations in halves."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.weeks = world.weeks
        self.shared = next(o for o in world.organisations if len(o.places) == 2)
        self.homes = next(iter(world.programmes), None)

    def best(self, most_missing: float) -> tuple[float, Decisions] | None:
        """The least burden of plans that miss no more people, and one such plan."""
        whole = self.shared.weekly_capacity
        first, second = self.world.pools.values()
        best: tuple[float, Decisions] | None = None
        for shares in product((0, whole // 2, whole), repeat=len(self.weeks)):
            rest = tuple(whole - share for share in shares)
            fronts = [self._front(first, shares), self._front(second, rest)]
            for one, other in product(*fronts):
                burden = one.burden + other.burden
                clash = one.visit is not None and one.visit == other.visit
                is_good = one.missing + other.missing <= most_missing + 1e-9 and not clash
                if is_good and (best is None or burden < best[0] - 1e-9):
                    best = burden, self._decisions({first.place: one, second.place: other})
        return best

    def _front(self, pool: Pool, invited: tuple[int, ...]) -> list[Way]:
        """The ways that no other beats, per visit."""
        ways: list[Way] = []
        for visit in self._visits(pool):
            candidates = sorted(self._ways(pool, invited, visit), key=lambda way: (way[1], way[2]))
            fewest = np.inf
            for opened, burden, missing in candidates:
                if missing < fewest - 1e-12:
                    fewest = missing
                    ways.append(Way(opened, invited, visit, burden, missing))
        return ways

    def _visits(self, pool: Pool) -> list[DayShift | None]:
        if self.homes is None:
            return [None]
        possible = [p for p in self.homes.day_shifts[pool.place] if p.day <= self.world.finish_by]
        return [None, *sorted(possible)]

    def _ways(
        self, pool: Pool, invited: tuple[int, ...], visit: DayShift | None
    ) -> Iterator[tuple[tuple[DayShift, ...], float, float]]:
        post = next(post for post in self.world.posts if post.pool == pool.key)
        choices, day_shifts = _choices(self.world, pool)
        helped = _helped(self.world, post, choices, day_shifts, self._helper(post.id))
        waiting = self._followed(pool, invited, visit, choices, helped, day_shifts)
        missing = pool.weight * np.maximum(0.0, pool.target - (sum(s.waiting for s in pool.segments) - waiting))
        burden = (post.crew_size * choices - helped) @ [self.world.shift_burden(p) for p in day_shifts]
        if visit is not None and self.homes is not None:
            burden = burden + journey_burden(self.world, self.homes, pool.place, visit)
        for row, each, less in zip(choices, burden, missing, strict=True):
            yield tuple(p for p, is_open in zip(day_shifts, row, strict=True) if is_open), float(each), float(less)

    def _helper(self, post: str) -> int:
        return sum(helper.shifts_per_week for helper in self.world.helpers if post in helper.posts)

    def _followed(
        self, pool: Pool, invited: tuple[int, ...], visit: DayShift | None, choices: Any, helped: Any, day_shifts: Any
    ) -> Any:
        """People of the pool left waiting at the end of ``finish_by``, per choice."""
        world, q = self.world, pool.success
        post = next(post for post in world.posts if post.pool == pool.key)
        waiting = np.tile([segment.waiting for segment in pool.segments], (len(choices), 1))
        coming = {week: self._arrivals(pool, week, share) for week, share in zip(self.weeks, invited, strict=True)}
        number = {
            week: np.maximum(1, sum(choices[:, n] for n, p in enumerate(day_shifts) if world.week_of(p) == week))
            for week in self.weeks
        }
        for day_shift in world.day_shifts:
            if day_shift.day > world.finish_by:
                break
            if day_shift in day_shifts:
                day, shift = world.days[day_shift.day], world.shifts[day_shift.shift].id
                is_open = choices[:, day_shifts.index(day_shift)]
                own = waiting * [segment.arrival[day.day_type, shift] for segment in pool.segments]
                asked = coming[day.week][None, :] / number[day.week][:, None]
                come = own + np.minimum(asked, waiting - own)
                share = np.zeros(len(choices))
                for helpers in range(post.crew_size):
                    service = desk_service(world, post, day_shift, post.crew_size - helpers, helpers)
                    with_so_many = helped[:, day_shifts.index(day_shift)] == helpers
                    share += with_so_many * service.share(come.sum(axis=1), own.sum(axis=1))
                waiting = waiting - (is_open * q * share)[:, None] * come
            if day_shift == visit and self.homes is not None:
                sought = [segment.id for segment in pool.segments].index(self.homes.segment)
                reached = q * calls_at_homes(world.uncertainty, self.homes.team)
                waiting[:, sought] -= reached * np.minimum(self.homes.people_per_shift, waiting[:, sought])
        return waiting.sum(axis=1)

    def _arrivals(self, pool: Pool, week: str, share: int) -> Any:
        arrivals = np.zeros(len(pool.segments))
        for each in self.world.organisations:
            people = share if each is self.shared else each.weekly_capacity if pool.place in each.places else 0
            split = np.array([each.segments.get(segment.id, 0.0) for segment in pool.segments])
            arrivals = arrivals + np.round(people * split, 3) * each.show_up_rate
        return arrivals

    def _decisions(self, ways: Mapping[str, Way]) -> Decisions:
        openings, stops, invitations = [], [], {}
        for place, way in ways.items():
            post = next(post for post in self.world.posts if post.place == place)
            openings += list(_crewed(self.world, post, way.opened, self._helper(post.id)))
            if way.visit is not None and self.homes is not None:
                stops.append(Stop(self.homes, place, way.visit))
            open_weeks = {self.world.week_of(day_shift) for day_shift in way.opened}
            for week, people in zip(self.weeks, way.invited, strict=True):
                if week in open_weeks:
                    invitations[week, self.shared.id, place] = people
            for each in self.world.organisations:
                if each.places == (place,):
                    invitations |= {(week, each.id, place): each.weekly_capacity for week in open_weeks}
        return Decisions(tuple(openings), tuple(stops), invitations)


def journey_burden(world: World, homes: Programme, place: str, day_shift: DayShift) -> float:
    """Burden of one visiting shift there and back for the whole crew.

    No working day is long enough for overtime; on other days the way is overtime like the shift.
    """
    travel = 2 * world.travel_minutes[homes.team.base, place] / 60
    weight = world.weights.travel_hour
    if world.days[day_shift.day].day_type != "weekday":
        weight += world.weights.overtime_hour
    return homes.team.crew_size * (world.shift_burden(day_shift) + weight * travel)


def _choices(world: World, pool: Pool) -> tuple[Any, list[DayShift]]:
    """Every set of open shifts, standing ones among them; after ``finish_by`` only those."""
    post = next(post for post in world.posts if post.pool == pool.key)
    day_shifts = sorted(p for p in post.may_open if p.day <= world.finish_by or p in post.must_open)
    options = [(True,) if day_shift in post.must_open else (False, True) for day_shift in day_shifts]
    return np.array(list(product(*options)), dtype=bool), day_shifts


def _helped(world: World, post: Post, choices: Any, day_shifts: list[DayShift], helper_shifts: int) -> Any:
    """Officers replaced by helpers per choice and shift: where burden is highest in each week."""
    helped = np.zeros(choices.shape, dtype=int)
    for row, choice in zip(helped, choices, strict=True):
        opened = tuple(p for p, is_open in zip(day_shifts, choice, strict=True) if is_open)
        for opening in _crewed(world, post, opened, helper_shifts):
            row[day_shifts.index(opening.day_shift)] = opening.helpers
    return helped


def _crewed(world: World, post: Post, opened: tuple[DayShift, ...], helper_shifts: int) -> Iterator[Opening]:
    for week in world.weeks:
        of_week = sorted(
            (p for p in opened if world.week_of(p) == week), key=lambda day_shift: -world.shift_burden(day_shift)
        )
        for number, day_shift in enumerate(of_week):
            helped = post.crew_size - post.crew_officers if number < helper_shifts else 0
            yield Opening(post, day_shift, post.crew_size - helped, helped)
