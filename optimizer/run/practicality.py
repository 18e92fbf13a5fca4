"""How well a plan is to be worked by, beyond its tiers: what those who carry it out would ask to be otherwise.

Each figure is a tie-break: planning betters it as far as no tier gets worse. The verifier recomputes all of them from
scenario and rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from optimizer.world.calendar import DayShift
from optimizer.world.plan import HelperRow, Plan, QuotaRow
from optimizer.world.work import Helper, Organisation
from optimizer.world.world import World

WHOLE = 10
"""People in a number that an organisation can pass on: whole tens."""
SLIGHT = 1e-6
"""Float noise in what is expected (people)."""

Invited = Mapping[tuple[str, str, str], int]
"""Organisation, ISO week and place to the people invited."""


@dataclass(frozen=True, slots=True)
class InvitationsRecord:
    """How steady invitations are, and how even."""

    odd: int
    """Quotas of an organisation for a place and week that are neither whole tens nor all that it can invite."""
    moved_share: float
    """Of whom organisations with several places invite, the share who are more than in the week before."""
    least_share: float
    """People invited, of those who wait on the first day, at the place where that is least."""
    most_share: float
    """The same at the place where it is most."""


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """The least and the most that anybody of a unit has of something."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class LowYieldsRecord:
    """Optional work that is expected to get fewer people done than ``objectives.least_yield`` says."""

    visits: int
    """Days of a team at a place."""
    second_officers: int
    """Shifts with two officers or more."""
    loans: int
    """Shifts with an officer of another unit."""


@dataclass(frozen=True, slots=True)
class HelpersRecord:
    """How helpers' shifts follow each other."""

    short_rests: int
    """Shifts that begin sooner after the last one of an earlier day than the helper's ``rest_hours``."""
    most_shifts_a_day: int
    most_days_running: int


@dataclass(frozen=True, slots=True)
class PracticalityRecord:
    """What those who carry a plan out would ask to be otherwise, counted."""

    invitations: InvitationsRecord
    evenings: Mapping[str, SpanRecord]
    """Per unit, evenings of one officer over the campaign."""
    low_yields: LowYieldsRecord
    helpers: HelpersRecord


def practicality_of(world: World, plan: Plan) -> PracticalityRecord:
    """Count what the rows of a plan ask of people."""
    return PracticalityRecord(
        _invitations(world, plan.quotas), _evenings(plan), _low_yields(world, plan), _helpers(world, plan.helpers)
    )


def invited(organisations: Iterable[Organisation], quotas: Iterable[QuotaRow]) -> Invited:
    """People invited by organisation, week and place, all segments together."""
    shares = {each.id: sum(each.segments.values()) for each in organisations}
    people: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in quotas:
        people[row.organisation, row.week, row.place] += row.invitations
    return {key: round(number / shares[key[0]]) for key, number in people.items()}


def moved_share(invitations: Invited, organisations: Iterable[Organisation], weeks: Sequence[str]) -> float:
    """Of whom organisations with several places invite from the second week on, those more than the week before."""
    more = total = 0
    for each in organisations:
        for place in each.places if len(each.places) > 1 else ():
            by_week = [invitations.get((each.id, week, place), 0) for week in weeks]
            more += sum(max(0, after - before) for before, after in pairwise(by_week))
            total += sum(by_week[1:])
    return more / total if total else 0.0


def is_odd(people: int, organisation: Organisation) -> bool:
    """Whether a quota is neither whole tens nor all that the organisation can invite."""
    return people % WHOLE != 0 and people != organisation.weekly_capacity


def _invitations(world: World, quotas: Iterable[QuotaRow]) -> InvitationsRecord:
    organisations = {each.id: each for each in world.organisations}
    found = invited(world.organisations, quotas)
    reached: dict[tuple[str, str], int] = defaultdict(int)
    for (name, _, place), people in found.items():
        reached[place, organisations[name].stream] += people
    shares = []
    for place, stream in {(place, each.stream) for each in world.organisations for place in each.places}:
        pool = world.pools.get((place, stream))
        waiting = 0.0 if pool is None else sum(segment.waiting for segment in pool.segments)
        if waiting:
            shares.append(reached[place, stream] / waiting)
    return InvitationsRecord(
        odd=sum(is_odd(people, organisations[name]) for (name, _, _), people in found.items()),
        moved_share=round(moved_share(found, world.organisations, world.weeks), 6),
        least_share=round(min(shares, default=0.0), 6),
        most_share=round(max(shares, default=0.0), 6),
    )


def _evenings(plan: Plan) -> Mapping[str, SpanRecord]:
    by_unit: dict[str, list[int]] = defaultdict(list)
    for row in plan.burden:
        if row.available_days:
            by_unit[row.unit].append(row.evenings)
    return {unit: SpanRecord(min(evenings), max(evenings)) for unit, evenings in by_unit.items()}


def _low_yields(world: World, plan: Plan) -> LowYieldsRecord:
    least_yields = world.least_yields
    by_day: dict[tuple[date, str, str], float] = defaultdict(float)
    for visit in plan.visits:
        by_day[visit.date, visit.team, visit.place] += visit.expected_done
    posts = {str(post.id): post for post in world.posts}
    day_of = {day.date: day.index for day in world.days}
    shift_of = {shift.id: number for number, shift in enumerate(world.shifts)}
    lent = {
        (row.date, row.shift, row.post)
        for row in plan.roster
        if row.role == "desk" and row.unit != posts[row.post].unit
    }
    optional = [
        row for row in plan.openings if DayShift(day_of[row.date], shift_of[row.shift]) not in posts[row.post].must_open
    ]
    return LowYieldsRecord(
        visits=sum(done < least_yields.visit - SLIGHT for done in by_day.values()),
        second_officers=sum(
            row.officers > 1 and row.expected_done < least_yields.second_officer - SLIGHT for row in optional
        ),
        loans=sum(
            (row.date, row.shift, row.post) in lent and row.expected_done < least_yields.loan - SLIGHT
            for row in optional
        ),
    )


def _helpers(world: World, rows: Iterable[HelperRow]) -> HelpersRecord:
    first = world.days[0].date
    shifts = {shift.id: shift for shift in world.shifts}
    held: dict[str, list[tuple[date, int, int]]] = defaultdict(list)
    for row in rows:
        midnight = (row.date - first).days * 1440
        shift = shifts[row.shift]
        held[row.helper].append((row.date, midnight + shift.start_minute, midnight + shift.end_minute))
    wanted: Mapping[str, Helper] = {helper.id: helper for helper in world.helpers}
    short_rests = most_shifts = most_running = 0
    for name, own in held.items():
        own.sort()
        short_rests += sum(
            after[0] != before[0] and after[1] - before[2] < wanted[name].rest_minutes
            for before, after in pairwise(own)
        )
        most_shifts = max(most_shifts, *Counter(day for day, _, _ in own).values())
        most_running = max(most_running, days_running({day for day, _, _ in own}))
    return HelpersRecord(short_rests, most_shifts, most_running)


def days_running(days: Iterable[date]) -> int:
    """The longest row of days that follow each other."""
    known, longest, running = set(days), 0, 0
    for day in sorted(known):
        running = running + 1 if day - timedelta(days=1) in known else 1
        longest = max(longest, running)
    return longest
