"""The staffing need of a campaign.

Every opening and stop needs officers of one unit, or of several where some are lent; each unit becomes a roster
problem of its own, generic and without a word of accounts or schools.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from optimizer.campaign.decisions import Decisions, Opening
from optimizer.campaign.visits.journeys import Journey, plan_journeys
from optimizer.world.calendar import MINUTES_PER_DAY, Day, DayShift
from optimizer.world.roster_problem import BURDEN_SCALE, Person, ProblemDay, RosterProblem, Slot
from optimizer.world.world import World

STANDING_WEIGHT = 10
"""A standing duty left unstaffed weighs so many others."""


@dataclass(frozen=True, slots=True)
class CampaignDuty:
    """A slot of a roster problem, and what its rows in ``roster.csv`` say."""

    slot: Slot
    rostered_unit: str
    """Unit whose officers are asked."""
    place: str
    stream: str
    role: str


@dataclass(frozen=True, slots=True)
class StaffingNeed:
    """All duties of a campaign, and the roster problem of each unit."""

    duties: Mapping[str, CampaignDuty]
    problems: Mapping[str, RosterProblem]


def staffing_need(world: World, decisions: Decisions) -> StaffingNeed:
    """State who is needed where, unit by unit."""
    duties = [*_desk_duties(world, decisions.openings), *_visit_duties(world, plan_journeys(world, decisions.stops))]
    days = tuple(_problem_day(day) for day in (*world.history, *world.days))
    own: dict[str, list[CampaignDuty]] = defaultdict(list)
    for duty in duties:
        own[duty.rostered_unit].append(duty)
    people: dict[str, list[Person]] = defaultdict(list)
    for officer in world.officers:
        people[officer.unit].append(officer)
    return StaffingNeed(
        {duty.slot.id: duty for duty in duties},
        {unit: _problem(world, unit, tuple(persons), own[unit], days) for unit, persons in people.items()},
    )


def _problem(
    world: World, unit: str, persons: tuple[Person, ...], own: Sequence[CampaignDuty], days: tuple[ProblemDay, ...]
) -> RosterProblem:
    return RosterProblem(
        days=days,
        persons=persons,
        slots=tuple(duty.slot for duty in own),
        candidates={duty.slot.id: tuple(p.id for p in persons if duty.slot.unit in (unit, *p.lent_to)) for duty in own},
        overtime_minute_burden=round(world.weights.overtime_hour * BURDEN_SCALE / 60),
    )


def _problem_day(day: Day) -> ProblemDay:
    return ProblemDay(day.index, day.date, day.day_type, day.week, day.month)


def _desk_duties(world: World, openings: Iterable[Opening]) -> Iterable[CampaignDuty]:
    for opening in openings:
        post, day_shift = opening.post, opening.day_shift
        crews = Counter(opening.borrowed)
        crews[post.unit] = opening.officers - len(opening.borrowed)
        shift = world.shifts[day_shift.shift]
        for unit, number in crews.items():
            if number:
                slot = _slot(
                    world,
                    day_shift,
                    post.id,
                    post.unit,
                    unit,
                    (shift.start_minute, shift.end_minute),
                    number,
                    post.skill,
                )
                if day_shift in post.must_open:
                    slot = replace(slot, weight_under=STANDING_WEIGHT)
                yield CampaignDuty(slot, unit, post.place, post.stream, "desk")


def _visit_duties(world: World, journeys: Iterable[Journey]) -> Iterable[CampaignDuty]:
    """Duties of visits; the crew that leaves in the morning comes back in the evening."""
    latest: dict[tuple[str, int], str] = {}
    for journey in journeys:
        stop, team = journey.stop, journey.stop.programme.team
        shift = world.shifts[stop.day_shift.shift]
        slot = _slot(
            world,
            stop.day_shift,
            team.id,
            team.unit,
            team.unit,
            (journey.start_minute, journey.end_minute),
            team.crew_size,
            team.skill,
            journey.travel_minutes,
        )
        on_loan = round(world.weights.loan * BURDEN_SCALE) if stop.programme.is_lent else 0
        continues = latest.get((team.id, stop.day_shift.day))
        slot = replace(slot, continues=continues, burden=slot.burden + on_loan)
        latest[team.id, stop.day_shift.day] = slot.id
        yield CampaignDuty(slot, team.unit, stop.place, team.stream, "team")
        local = world.unit_of_commune.get(stop.place)
        if team.local_officers and local is not None:
            times = (shift.start_minute, shift.end_minute)
            slot = _slot(world, stop.day_shift, team.id, local, local, times, team.local_officers, None, name="local")
            yield CampaignDuty(slot, local, stop.place, team.stream, "local")


def _slot(
    world: World,
    day_shift: DayShift,
    post: str,
    unit: str,
    rostered_unit: str,
    times: tuple[int, int],
    number: int,
    skill: str | None,
    travel_minutes: int = 0,
    name: str = "",
) -> Slot:
    day, shift = world.days[day_shift.day], world.shifts[day_shift.shift]
    midnight = day_shift.day * MINUTES_PER_DAY
    minutes = times[1] - times[0]
    burden = world.shift_burden(day_shift) + world.weights.travel_hour * travel_minutes / 60
    if day.day_type != "weekday":
        burden += world.weights.overtime_hour * (minutes - shift.minutes) / 60
    return Slot(
        id=f"{day.date}/{shift.id}/{post}/{rostered_unit}{'/' + name if name else ''}",
        day=day_shift.day,
        shift=shift.id,
        start=midnight + times[0],
        end=midnight + times[1],
        post=post,
        unit=unit,
        minimum=number,
        maximum=number,
        weight_over=1,
        skill=skill,
        is_evening=shift.is_evening,
        burden=round(burden * BURDEN_SCALE),
        loan_burden=round(world.weights.loan * BURDEN_SCALE),
    )
