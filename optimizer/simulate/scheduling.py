"""From a campaign and the rows of its plan to the arrays that are simulated.

Of the rows only decisions are read: what is open with whom, who is visited, who is invited.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.schedule import (
    COMMUNE,
    DESK,
    EVENT,
    HOME,
    SCHOOL,
    Arrays,
    Arrival,
    Chances,
    Duties,
    Invitations,
    People,
    Reported,
    Schedule,
)
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey, PostId, StreamId
from optimizer.world.plan import OpeningRow, Plan, RosterRow, VisitRow
from optimizer.world.work import Pool, Programme
from optimizer.world.world import World

CSV_DECIMALS = 3
KINDS = {"school": SCHOOL, "commune": COMMUNE, "home_visit": HOME}

EventKey = tuple[date, str, str]
"""Date, shift, and post or team."""
EventEntry = dict[str, float]
"""Fields of :data:`~optimizer.simulate.schedule.EVENT`; what is not there is 0."""


def name_of(*parts: object) -> int:
    """The number that names something random: a hash of ids and dates, below 2^64."""
    return int.from_bytes(blake2b("|".join(map(str, parts)).encode(), digest_size=8).digest(), "little")


def chances_of(uncertainty: Uncertainty) -> Chances:
    """The section as numbers."""
    shares = np.array(uncertainty.household_sizes)
    return Chances(
        one_by_one=uncertainty.one_by_one,
        queues=uncertainty.queues,
        households_per_person=shares / (shares * np.arange(1, len(shares) + 1)).sum(),
        service_time_spread=uncertainty.service_time_spread,
        show_up_spread=uncertainty.show_up_spread,
        absence=uncertainty.absence.share,
        absence_days=uncertainty.absence.mean_days,
        covered=uncertainty.absence.covered,
        down=uncertainty.national_system.down,
        slow=min(uncertainty.national_system.slow, 1.0 - uncertainty.national_system.down),
        slow_factor=uncertainty.national_system.slow_factor,
        turnout_spread=uncertainty.turnout_spread,
        place_turnout_spread=uncertainty.place_turnout_spread,
    )


def schedule_of(world: World, plan: Plan) -> Schedule:
    """Put a plan into the order in which it is simulated.

    Parameters
    ----------
    world
        The campaign, compiled from the scenario of the plan.
    plan
        Its rows, verified.
    """
    return _Scheduler(world, plan).schedule()


class _Scheduler:
    def __init__(self, world: World, plan: Plan) -> None:
        self.world = world
        self.plan = plan
        self.pools = list(world.pools.values())
        self.pool_number = {pool.key: number for number, pool in enumerate(self.pools)}
        schools = [(school.place, school.stream) for school in world.schools.values()]
        self.school_number = {key: number for number, key in enumerate(schools)}
        self.targets = tuple(dict.fromkeys([*self.pool_number, *schools]))
        self.target_number = {key: number for number, key in enumerate(self.targets)}
        places = dict.fromkeys(pool.place for pool in self.pools)
        self.place_number = {place: number for number, place in enumerate(places)}
        self.day_number = {day.date: day.index for day in world.days}
        self.shift_number = {shift.id: number for number, shift in enumerate(world.shifts)}
        self.posts = {post.id: post for post in world.posts}
        self.post_number = {post.id: number for number, post in enumerate(world.posts)}
        self.teams = {team.id: team for team in world.teams}
        self.crews: dict[EventKey, list[RosterRow]] = defaultdict(list)
        for row in plan.roster:
            if row.role != "local":
                self.crews[row.date, row.shift, row.post].append(row)

    def schedule(self) -> Schedule:
        rows = self._rows_in_order()
        events, arrival = self._events(rows)
        keys = tuple((row.date, row.shift, row.post if isinstance(row, OpeningRow) else row.team) for row in rows)
        arrays = Arrays(
            day_names=_names(day.date for day in self.world.days),
            people=self._people(),
            events=events,
            arrival=arrival,
            duties=self._duties(rows, keys),
            invitations=self._invitations(rows),
            reported=self._reported(),
        )
        return Schedule(arrays, self.targets, tuple(day.date for day in self.world.days), keys)

    def _rows_in_order(self) -> list[OpeningRow | VisitRow]:
        """By day and shift; desks in the order of the scenario, then visits by team."""
        desks: list[tuple[tuple[int, int, int, int, str], OpeningRow | VisitRow]] = [
            ((*self._when(row), 0, self.post_number[PostId(row.post)], ""), row) for row in self.plan.openings
        ]
        visits = [((*self._when(row), 1, 0, row.team), row) for row in self.plan.visits]
        return [row for _, row in sorted([*desks, *visits], key=lambda entry: entry[0])]

    def _when(self, row: OpeningRow | VisitRow | RosterRow) -> tuple[int, int]:
        return self.day_number[row.date], self.shift_number[row.shift]

    def _people(self) -> People:
        already_done = np.zeros(len(self.targets))
        for pool in self.pools:
            already_done[self.target_number[pool.key]] += pool.already_done
        return People(
            expected=np.array([segment.waiting for pool in self.pools for segment in pool.segments]),
            counted=np.array([people for pool in self.pools for people in _whole_people(pool)], dtype=np.float64),
            pool_start=np.array([0, *accumulate(len(pool.segments) for pool in self.pools)]),
            pool_place=np.array([self.place_number[pool.place] for pool in self.pools], dtype=np.int64),
            place_names=_names(("turnout", place) for place in self.place_number),
            schools=len(self.school_number),
            already_done=already_done,
        )

    def _reported(self) -> Reported:
        done = np.full((len(self.targets), len(self.world.days)), -1.0)
        for (place, stream, day), people in self.world.recorded.items():
            if (place, stream) in self.target_number:
                done[self.target_number[place, stream], day] = people
        return Reported(
            is_any=np.array([bool((column >= 0.0).any()) for column in done.T], dtype=np.bool_),
            done=done,
            pool=np.array([self.pool_number.get(target, -1) for target in self.targets], dtype=np.int64),
            school=np.array([self.school_number.get(target, -1) for target in self.targets], dtype=np.int64),
        )

    def _opening(self, row: OpeningRow) -> EventEntry:
        post = self.posts[PostId(row.post)]
        day_shift = DayShift(*self._when(row))
        minutes = self.world.shifts[day_shift.shift].minutes
        return {
            **self._served_here(post.pool, day_shift),
            "name": name_of("desk", row.post, row.date, row.shift),
            "kind": DESK,
            "minutes": minutes,
            "minutes_per_person": minutes / post.lane_capacity[day_shift],
            "lanes": row.lanes,
            "officers": row.officers,
            "helpers": row.helpers,
            "officers_needed": min(post.crew_officers, row.officers),
            "crew_needed": min(post.crew_size, row.officers + row.helpers),
        }

    def _visit(self, row: VisitRow) -> EventEntry:
        team = self.teams[row.team]
        programme = self._programme(row)
        where = (PlaceId(row.place), team.stream)
        day, shift = self._when(row)
        officers = len(self.crews[row.date, row.shift, row.team])
        entry: EventEntry = {
            **self._served_here(where, DayShift(day, shift)),
            "name": name_of(row.kind, row.place, row.stream, row.date, row.shift),
            "kind": KINDS[row.kind],
            "minutes": max(0, self.world.shifts[shift].minutes - row.setup_minutes),
            "minutes_per_person": programme.minutes_per_person or 1.0,
            "lanes": 1,
            "officers": officers,
            "officers_needed": min(team.crew_size, officers),
        }
        if row.kind == "school":
            school = self.world.schools[where[0]]
            entry |= {"school": self.school_number[where], "success": school.success}
            entry |= {"eligible": school.eligible_by[day], "attendance": school.attendance[day]}
        if row.kind == "home_visit":
            segments = [segment.id for segment in self.world.pools[where].segments]
            entry |= {"segment": segments.index(programme.segment), "people": programme.people_per_shift}
        return entry

    def _served_here(self, where: PoolKey, when: DayShift) -> EventEntry:
        pool = self.pool_number.get(where, -1)
        shift = self.world.shifts[when.shift]
        return {
            "day": when.day,
            "after_midnight": shift.minutes_after_midnight / shift.minutes,
            "target": self.target_number[where],
            "pool": pool,
            "school": -1,
            "success": self.pools[pool].success if pool >= 0 else 0.0,
        }

    def _programme(self, row: VisitRow) -> Programme:
        """The first programme that has such visits of this team to this place at that time, else the first at all."""
        fitting = [
            programme
            for programme in self.world.programmes
            if programme.kind == row.kind
            and row.place in programme.places
            and row.team in (programme.team.id, *(team.id for team in programme.lenders))
        ]
        when = DayShift(*self._when(row))
        return next((each for each in fitting if when in each.day_shifts[PlaceId(row.place)]), fitting[0])

    def _events(self, rows: Sequence[OpeningRow | VisitRow]) -> tuple[NDArray[Any], Arrival]:
        """The events, and the probabilities to come to them."""
        width = max((len(pool.segments) for pool in self.pools), default=1)
        events, rates = np.zeros(len(rows), EVENT), np.zeros((len(rows), width, 2))
        for number, row in enumerate(rows):
            entry = self._opening(row) if isinstance(row, OpeningRow) else self._visit(row)
            for field, value in entry.items():
                events[number][field] = value
            if entry["pool"] >= 0 and entry["kind"] in (DESK, COMMUNE):
                pool = self.pools[int(entry["pool"])]
                for segment, rate in enumerate(self._rates(row, pool)):
                    rates[number, segment] = self.place_number[pool.place], rate
        known, which = np.unique(rates.reshape(-1, 2), axis=0, return_inverse=True)
        which = which.reshape(len(rows), width).astype(np.int64)
        return events, Arrival(which, known[:, 1].copy(), known[:, 0].astype(np.int64))

    def _rates(self, row: OpeningRow | VisitRow, pool: Pool) -> list[float]:
        """Probability of each segment to come by itself."""
        if isinstance(row, OpeningRow):
            kind = (self.world.days[self.day_number[row.date]].day_type, row.shift)
            return [segment.arrival.get(kind, 0.0) for segment in pool.segments]
        arrival: Mapping[str, float] = self._programme(row).arrival or {}
        return [arrival.get(segment.id, 0.0) for segment in pool.segments]

    def _duties(self, rows: Sequence[OpeningRow | VisitRow], keys: Sequence[EventKey]) -> Duties:
        unit_of = {officer.id: officer.unit for officer in self.world.officers}
        officer_number = {officer: number for number, officer in enumerate(unit_of)}
        duties = sorted(
            (row.date, unit_of[duty.officer], not self._must_stand(row), event, officer_number[duty.officer])
            for event, (row, key) in enumerate(zip(rows, keys, strict=True))
            for duty in self.crews[key]
        )
        groups = Counter((day, unit) for day, unit, *_ in duties)
        standing = Counter((day, unit) for day, unit, is_other, *_ in duties if not is_other)
        starts = [0, *accumulate(groups.values())]
        return Duties(
            officer_names=_names(("officer", officer) for officer in officer_number),
            officer=np.array([officer for *_, officer in duties], dtype=np.int64),
            event=np.array([event for *_, event, _ in duties], dtype=np.int64),
            group_start=np.array(starts, dtype=np.int64),
            first_other=np.array(
                [start + standing[group] for start, group in zip(starts, groups, strict=False)], dtype=np.int64
            ),
            group_day=np.array([self.day_number[day] for day, _ in groups], dtype=np.int64),
            group_names=_names(("cover", unit, day) for day, unit in groups),
        )

    def _must_stand(self, row: OpeningRow | VisitRow) -> bool:
        """Whether missed duties are covered before others."""
        return isinstance(row, OpeningRow) and DayShift(*self._when(row)) in self.posts[PostId(row.post)].must_open

    def _invitations(self, rows: Sequence[OpeningRow | VisitRow]) -> Invitations:
        turns: dict[tuple[PoolKey, str], list[int]] = defaultdict(list)
        week_of = {day.date: day.week for day in self.world.days}
        for event, row in enumerate(rows):
            if isinstance(row, OpeningRow):
                turns[self.posts[PostId(row.post)].pool, week_of[row.date]].append(event)
        first = dict(zip(turns, accumulate(map(len, turns.values()), initial=0), strict=False))
        rates = {organisation.id: organisation.show_up_rate for organisation in self.world.organisations}
        quotas = []
        for quota in self.plan.quotas:
            where = (PlaceId(quota.place), StreamId(quota.stream))
            segments = [segment.id for segment in self.world.pools[where].segments] if where in self.pool_number else []
            if (where, quota.week) in turns and quota.segment in segments:
                quotas.append((quota, (where, quota.week), segments.index(quota.segment)))
        weeks = list(dict.fromkeys((quota.organisation, quota.week) for quota, *_ in quotas))
        week_number = {week: number for number, week in enumerate(weeks)}
        return Invitations(
            names=_names(
                ("invited", quota.organisation, quota.week, quota.place, quota.stream, quota.segment)
                for quota, *_ in quotas
            ),
            people=np.array([round(quota.invitations, CSV_DECIMALS) for quota, *_ in quotas], dtype=np.float64),
            segment=np.array([segment for *_, segment in quotas], dtype=np.int64),
            place=np.array([self.place_number[key[0][0]] for _, key, _ in quotas], dtype=np.int64),
            show_up=np.array([week_number[quota.organisation, quota.week] for quota, *_ in quotas], dtype=np.int64),
            first_turn=np.array([first[key] for _, key, _ in quotas], dtype=np.int64),
            turns=np.array([len(turns[key]) for _, key, _ in quotas], dtype=np.int64),
            turn_event=np.array([event for events in turns.values() for event in events], dtype=np.int64),
            show_up_names=_names(("show_up", organisation, week) for organisation, week in weeks),
            show_up_rate=np.array([rates[organisation] for organisation, _ in weeks], dtype=np.float64),
        )


def _names(parts: Iterable[object]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Names of things, each given by its parts."""
    return np.array([name_of(*(part if isinstance(part, tuple) else (part,))) for part in parts], dtype=np.uint64)


def _whole_people(pool: Pool) -> list[int]:
    """Segments as whole people: rounded down, and whoever is left over to the largest remainders."""
    waiting = [segment.waiting for segment in pool.segments]
    counts = [floor(people) for people in waiting]
    by_remainder = sorted(range(len(waiting)), key=lambda number: counts[number] - waiting[number])
    for number in by_remainder[: round(sum(waiting)) - sum(counts)]:
        counts[number] += 1
    return counts
