"""What a campaign is expected to deliver: the turnout recursion, shift by shift.

Shifts are taken in order of time; within a shift desks come before visits, and each sees the people whom the
earlier ones left waiting. Where a desk is open, own arrivals ``A = p · R`` and mobilised arrivals ``M`` (the
week's invited who show up, spread evenly over the week's open shifts of that place) come, the share ``φ`` of them is
served in every segment alike (``service``), and ``q`` of the served are done. Whoever is not served or fails waits on.
What a shift that runs past midnight does stands on both its days, evenly by the minute; of the last night, what comes
after the deadline counts no more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from optimizer.campaign.decisions import Decisions, InvitationKey, Opening, Stop
from optimizer.campaign.service.desks import desk_service
from optimizer.campaign.service.visits import calls_at_homes, commune_service, served_at_school
from optimizer.campaign.visits.journeys import Journey, plan_journeys
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey, StreamId
from optimizer.world.plan import OpeningRow, ProgressRow, QuotaRow, VisitRow
from optimizer.world.work import Pool
from optimizer.world.world import World

NOBODY = 1e-9
"""Fewer people than this are none."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected figures of one campaign, as rows."""

    openings: tuple[OpeningRow, ...]
    visits: tuple[VisitRow, ...]
    quotas: tuple[QuotaRow, ...]
    progress: tuple[ProgressRow, ...]
    reached: Mapping[tuple[str, str], Sequence[float]] = field(default_factory=dict, repr=False)
    """Place and stream to what is done by the end of each day, ``already_done`` included (persons)."""

    def cumulative(self, place: str, stream: str, day: int) -> float:
        """Expected done by the end of a day (index), ``already_done`` included (persons)."""
        return self.reached[place, stream][day]


class _VisitYield(NamedTuple):
    """What one visit is expected to come to (persons)."""

    eligible: float
    """Who could be served there."""
    attendance: float
    """Share of them who come."""
    served: float
    done: float


def forecast(world: World, decisions: Decisions) -> Forecast:
    """Follow a campaign shift by shift.

    Parameters
    ----------
    world
        The campaign's parameters.
    decisions
        Openings and stops in any order, and the people invited.

    Returns
    -------
    Forecast
        One row per opening, stop, quota, and day of progress (persons, unrounded).
    """
    return _Recursion(world, decisions).run()


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a campaign stands once some of its decisions are carried out (persons)."""

    waiting: Mapping[PoolKey, Mapping[str, float]]
    """By pool and segment, who still waits."""
    done: Mapping[PoolKey, float]
    """Who is done, those done before the first day not included."""


def reached(world: World, decisions: Decisions) -> Reached:
    """Follow a campaign to the end of its decisions, and of what is reported of it."""
    recursion = _Recursion(world, decisions)
    recursion.run()
    done: dict[PoolKey, float] = defaultdict(float)
    for (place, stream, _), people in recursion.done.items():
        done[PlaceId(place), StreamId(stream)] += people
    return Reached(recursion.waiting, done)


class _Recursion:
    def __init__(self, world: World, decisions: Decisions) -> None:
        self.world = world
        self.waiting = {
            key: {segment.id: segment.waiting for segment in pool.segments} for key, pool in world.pools.items()
        }
        """People of each pool and segment who still wait."""
        self.quotas = tuple(quota_rows(world, decisions.invitations))
        self.mobilised = self._mobilised_per_shift(decisions.openings)
        rank = {post.id: number for number, post in enumerate(world.posts)}
        self.openings = sorted(decisions.openings, key=lambda opening: (opening.day_shift, rank[opening.post.id]))
        self.journeys = plan_journeys(world, decisions.stops)
        self.pupils_done: dict[str, float] = defaultdict(float)
        """Per school."""
        self.done: dict[tuple[str, str, int], float] = defaultdict(float)
        """People done per place, stream and day."""
        self._today = -1
        self._morning: dict[PoolKey, dict[str, float]] = {}
        """Who waited in the morning, of the pools that are reported on today."""
        self._reported: dict[PoolKey, float] = {}
        """What is reported of today."""
        self._pupils: dict[PlaceId, float] = {}
        """Pupils done by the morning, of the schools that are reported on today."""

    def run(self) -> Forecast:
        desk_rows, visit_rows = [], []
        # Of one shift the desks come first, in the order in which the posts are given, then the visits.
        events: list[tuple[DayShift, int, Opening | Journey]] = [
            (opening.day_shift, 0, opening) for opening in self.openings
        ]
        events += [(journey.stop.day_shift, 1, journey) for journey in self.journeys]
        in_order = sorted(events, key=lambda event: event[:2])
        for day, of_day in groupby(in_order, key=lambda event: event[0].day):
            self._begin(day)
            for _, _, event in of_day:
                if isinstance(event, Opening):
                    desk_rows.append(self._open_desk(event))
                else:
                    visit_rows.append(self._visit(event))
        self._begin(len(self.world.days))
        progress = tuple(self._progress())
        reached: dict[tuple[str, str], list[float]] = defaultdict(list)
        for row in progress:
            reached[row.place, row.stream].append(row.expected_cumulative)
        return Forecast(tuple(desk_rows), tuple(visit_rows), self.quotas, progress, reached)

    def _begin(self, day: int) -> None:
        """Go on to the events of a day, after what is reported of the days before it."""
        self._end_day()
        last = min(day, len(self.world.days))
        for between in range(self._today + 1, last):
            self._note_morning(between)
            self._end_day()
        self._today = day
        self._note_morning(day)

    def _note_morning(self, day: int) -> None:
        recorded = self.world.recorded
        self._reported = {(place, stream): done for (place, stream, at), done in recorded.items() if at == day}
        self._morning = {key: dict(self.waiting[key]) for key in self._reported if key in self.waiting}
        self._pupils = {
            school.place: self.pupils_done[school.place]
            for school in self.world.schools.values()
            if (school.place, school.stream) in self._reported
        }
        for (place, stream), done in self._reported.items():
            self.done[place, stream, day] += done

    def _end_day(self) -> None:
        """Let those who are reported to be done wait no more, in place of those the day's events took."""
        for key, morning in self._morning.items():
            taken = {segment: morning[segment] - left for segment, left in self.waiting[key].items()}
            self.waiting[key] = less(morning, taken, self._reported[key])
        for place, pupils in self._pupils.items():
            self.pupils_done[place] = pupils + self._reported[place, self.world.schools[place].stream]
        self._morning, self._reported, self._pupils = {}, {}, {}

    def _mobilised_per_shift(self, openings: Iterable[Opening]) -> Mapping[tuple[str, str, str], dict[str, float]]:
        """(place, stream, week) to the arrivals of each segment in each of the week's open shifts."""
        world = self.world
        open_shifts: Counter[tuple[str, str, str]] = Counter(
            (each.post.place, each.post.stream, world.week_of(each.day_shift)) for each in openings
        )
        arrivals: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for row in self.quotas:
            key = (row.place, row.stream, row.week)
            if open_shifts[key]:
                arrivals[key][row.segment] += row.expected_arrivals / open_shifts[key]
        return arrivals

    def _open_desk(self, opening: Opening) -> OpeningRow:
        post, day_shift = opening.post, opening.day_shift
        day, shift = self.world.days[day_shift.day], self.world.shifts[day_shift.shift]
        pool, waiting = self.world.pools[post.pool], self.waiting[post.pool]
        invited = self.mobilised.get((post.place, post.stream, day.week), {})
        own = {each.id: each.arrival[day.day_type, shift.id] * waiting[each.id] for each in pool.segments}
        # Arrivals of both kinds are never more than those who wait.
        mobilised = {name: min(invited.get(name, 0.0), waiting[name] - own[name]) for name in own}
        arrivals = {segment: own[segment] + mobilised[segment] for segment in own}
        service = desk_service(self.world, post, day_shift, opening.officers, opening.helpers)
        share = float(service.share(sum(arrivals.values()), sum(own.values())))
        served = self._serve(pool, arrivals, share, day_shift)
        return OpeningRow(
            date=day.date,
            shift=shift.id,
            post=post.id,
            place=post.place,
            stream=post.stream,
            lanes=opening.lanes,
            officers=opening.officers,
            helpers=opening.helpers,
            own_arrivals=sum(own.values()),
            mobilised_arrivals=sum(mobilised.values()),
            expected_served=served,
            expected_done=pool.success * served,
        )

    def _serve(self, pool: Pool, arrivals: Mapping[str, float], share: float, day_shift: DayShift) -> float:
        """Serve all segments in the same share; returns the number served."""
        total = sum(arrivals.values())
        for segment, number in arrivals.items():
            self.waiting[pool.key][segment] -= pool.success * share * number
        self._count(pool.place, pool.stream, day_shift, pool.success * share * total)
        return share * total

    def _count(self, place: str, stream: str, day_shift: DayShift, done: float) -> None:
        """Put what a shift does down to the days on which it is worked, evenly by the minute, unless it is reported."""
        if (place, stream) in self._reported:
            return
        shift = self.world.shifts[day_shift.shift]
        on_next_day = done * shift.minutes_after_midnight / shift.minutes
        self.done[place, stream, day_shift.day] += done - on_next_day
        if on_next_day:
            self.done[place, stream, day_shift.day + 1] += on_next_day

    def _visit(self, journey: Journey) -> VisitRow:
        stop = journey.stop
        match stop.programme.kind:
            case "school":
                expected = self._visit_school(journey)
            case "commune":
                expected = self._visit_commune(journey)
            case _:
                expected = self._visit_homes(stop)
        team, day = stop.programme.team, self.world.days[stop.day_shift.day]
        return VisitRow(
            date=day.date,
            shift=self.world.shifts[stop.day_shift.shift].id,
            start=day.at(journey.start_minute),
            end=day.at(journey.end_minute),
            team=team.id,
            place=stop.place,
            from_place=journey.from_place,
            kind=stop.programme.kind,
            stream=team.stream,
            eligible=expected.eligible,
            attendance=expected.attendance,
            expected_served=expected.served,
            expected_done=expected.done,
            crew=team.crew_size + team.local_officers,
            kit=team.kit or "",
            travel_minutes=journey.travel_minutes,
            setup_minutes=journey.setup_minutes,
        )

    def _visit_school(self, journey: Journey) -> _VisitYield:
        stop = journey.stop
        school, day = self.world.schools[stop.place], stop.day_shift.day
        eligible = max(0.0, school.eligible_by[day] - self.pupils_done[stop.place])
        known, attendance = self.world.uncertainty, school.attendance[day]
        served = float(served_at_school(known, stop.programme, eligible, attendance, journey.minutes_on_site))
        done = school.success * served
        self.pupils_done[stop.place] += done
        self._count(school.place, school.stream, stop.day_shift, done)
        return _VisitYield(eligible, attendance, served, done)

    def _visit_commune(self, journey: Journey) -> _VisitYield:
        stop = journey.stop
        pool = self.world.pools[stop.place, stop.programme.team.stream]
        waiting = self.waiting[pool.key]
        eligible = sum(waiting.values())
        arrivals = {segment: p * waiting[segment] for segment, p in (stop.programme.arrival or {}).items()}
        come = sum(arrivals.values())
        attendance = come / eligible if eligible > 0 else 0.0
        service = commune_service(self.world.uncertainty, stop.programme, journey.minutes_on_site)
        served = self._serve(pool, arrivals, float(service.share(come, come)), stop.day_shift)
        return _VisitYield(eligible, attendance, served, pool.success * served)

    def _visit_homes(self, stop: Stop) -> _VisitYield:
        programme = stop.programme
        pool = self.world.pools[stop.place, programme.team.stream]
        eligible = self.waiting[pool.key][programme.segment]
        share = min(1.0, programme.people_per_shift / eligible) if eligible > 0 else 0.0
        share *= calls_at_homes(self.world.uncertainty, programme.team)
        served = self._serve(pool, {programme.segment: eligible}, share, stop.day_shift)
        return _VisitYield(eligible, 1.0, served, pool.success * served)

    def _progress(self) -> Iterable[ProgressRow]:
        world = self.world
        followed = [(pool.place, pool.stream, pool.already_done, pool.target) for pool in world.pools.values()]
        followed += [(school.place, school.stream, 0.0, school.countable) for school in world.schools.values()]
        for place, stream, already_done, target in followed:
            cumulative = already_done
            for day in world.days:
                done = self.done.get((place, stream, day.index), 0.0)
                cumulative += done
                share = cumulative / target if target else 1.0
                yield ProgressRow(day.date, place, stream, done, cumulative, target, share)


def less(waiting: Mapping[str, float], taken: Mapping[str, float], done: float) -> dict[str, float]:
    """Those who still wait by segment, once so many are done (persons).

    Parameters
    ----------
    waiting
        By segment, in the morning.
    taken
        In what proportion they are taken; as they wait, if that is nothing of any.
    done
        How many are done in all; nobody is left if that is more than waited.
    """
    left, still = dict(waiting), done
    shares = {segment: max(0.0, number) for segment, number in taken.items()}
    if sum(shares.values()) <= 0.0:
        shares = dict(waiting)
    while still > NOBODY and (total := sum(share for segment, share in shares.items() if left[segment] > NOBODY)) > 0:
        gone = {
            segment: min(left[segment], still * share / total)
            for segment, share in shares.items()
            if left[segment] > NOBODY
        }
        for segment, number in gone.items():
            left[segment] -= number
        still -= sum(gone.values())
        shares = dict(left)
    return left


def quota_rows(world: World, invitations: Mapping[InvitationKey, int]) -> Iterable[QuotaRow]:
    """Rows of the quotas, each segment by its share of the organisation's invitations."""
    organisations = {organisation.id: organisation for organisation in world.organisations}
    for (week, name, place), invited in sorted(invitations.items()):
        organisation = organisations[name]
        for segment, share in organisation.segments.items():
            number = round(invited * share, 3)
            yield QuotaRow(week, name, place, organisation.stream, segment, number, number * organisation.show_up_rate)
