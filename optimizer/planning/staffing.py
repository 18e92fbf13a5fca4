"""The staffing need of a campaign.

Every opening and stop needs officers of one unit, or of several where some are lent; each unit, or several whose
officers a rule looks at together, becomes a roster problem of its own, generic and without a word of accounts or
schools.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from optimizer.campaign.decisions import Decisions, Opening, Stop
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.planning.unit_groups import Units
from optimizer.world.calendar import MINUTES_PER_DAY, Day, DayShift
from optimizer.world.ids import PlaceId, StreamId
from optimizer.world.roster_problem import BURDEN_SCALE, ProblemDay, RosterProblem, Slot, SlotId
from optimizer.world.work import Post
from optimizer.world.world import World

LENT, OWN, LENT_STANDING, OWN_STANDING = 1, 10, 5_000, 1_000_000
"""Weight of each officer short: of those lent to others' desks, at what else opens, and at standing duties.

A standing duty outweighs all else that a unit is asked for, and what a unit lends is the first that it leaves out.
"""


@dataclass(frozen=True, slots=True)
class CampaignDuty:
    """A slot of a roster problem, and what its rows in ``roster.csv`` say."""

    slot: Slot
    rostered_unit: str
    """Unit whose officers are asked."""
    place: PlaceId
    stream: StreamId
    role: str
    """``desk``, ``team`` or ``local``, as in :class:`~optimizer.world.plan.RosterRow`."""


@dataclass(frozen=True, slots=True)
class StaffingNeed:
    """All duties of a campaign, and the roster problem of each unit."""

    duties: Mapping[str, CampaignDuty]
    """By slot."""
    problems: Mapping[str, RosterProblem]
    """By unit; by the first where several are rostered together."""
    units: Mapping[str, Units]
    """The units of each problem."""


def staffing_need(world: World, decisions: Decisions, together: Iterable[Units] | None = None) -> StaffingNeed:
    """State who is needed where, problem by problem.

    Parameters
    ----------
    world, decisions
        The campaign, and what it is to do.
    together
        Units that are rostered together, every unit in one group; each by itself if left out.

    Returns
    -------
    StaffingNeed
        A problem for every unit with officers, though nothing may be asked of it, and for every unit with duties,
        though it may have nobody.
    """
    desks = map(_whole_or_closed, _desk_duties(world, decisions.openings))
    duties = [*desks, *map(_whole_or_at_home, visit_duties(world, decisions.stops))]
    concerned = dict.fromkeys([officer.unit for officer in world.officers] + [duty.rostered_unit for duty in duties])
    groups = [[unit] for unit in concerned] if together is None else together
    units = {own[0]: tuple(own) for group in groups if (own := [unit for unit in group if unit in concerned])}
    return StaffingNeed(
        {duty.slot.id: duty for duty in duties},
        {name: roster_problem(world, own, duties) for name, own in units.items()},
        units,
    )


def roster_problem(world: World, units: Units, duties: Iterable[CampaignDuty]) -> RosterProblem:
    """The officers of some units on those of the duties that they are asked for."""
    own = [duty for duty in duties if duty.rostered_unit in units]
    persons = tuple(officer for officer in world.officers if officer.unit in units)

    def able(duty: CampaignDuty) -> tuple[str, ...]:
        """Those of the unit asked who serve the duty's, it being theirs or one they are lent to."""
        return tuple(
            person.id
            for person in persons
            if person.unit == duty.rostered_unit and duty.slot.unit in (person.unit, *person.lent_to)
        )

    return RosterProblem(
        days=tuple(_problem_day(day) for day in (*world.history, *world.days)),
        persons=persons,
        slots=tuple(duty.slot for duty in own),
        candidates={duty.slot.id: able(duty) for duty in own},
        overtime_minute_burden=round(world.weights.overtime_hour * BURDEN_SCALE / 60),
        day_after=_problem_day(world.day_after),
    )


def _problem_day(day: Day) -> ProblemDay:
    return ProblemDay(day.index, day.date, day.day_type, day.week, day.month)


def _desk_duties(world: World, openings: Iterable[Opening]) -> Iterator[CampaignDuty]:
    """One duty per opening and unit that gives officers: lenders first, then the post's own."""
    for opening in openings:
        crews = Counter(opening.borrowed)
        crews[opening.post.unit] = opening.officers - len(opening.borrowed)
        for unit, number in crews.items():
            if number:
                duty = desk_duty(world, opening.post, opening.day_shift, unit, number)
                # A helper cannot stand there alone, so each officer who is missing takes a share of them along.
                weight = duty.slot.weight_under * (opening.officers + opening.helpers) // opening.officers
                yield replace(duty, slot=replace(duty.slot, weight_under=weight))


def desk_duty(world: World, post: Post, day_shift: DayShift, unit: str, number: int) -> CampaignDuty:
    """So many officers of a unit at a post."""
    shift = world.shifts[day_shift.shift]
    slot = _slot(
        world,
        day_shift,
        (shift.start_minute, shift.end_minute),
        post=post.id,
        unit=post.unit,
        rostered_unit=unit,
        number=number,
        skill=post.skill,
    )
    is_standing, is_own = day_shift in post.must_open, unit == post.unit
    weight = (OWN_STANDING if is_own else LENT_STANDING) if is_standing else OWN if is_own else LENT
    return CampaignDuty(replace(slot, weight_under=weight), unit, post.place, post.stream, "desk")


def _whole_or_closed(duty: CampaignDuty) -> CampaignDuty:
    """What opens beside standing duties opens with all its crew or not at all."""
    slot = duty.slot
    is_standing = slot.weight_under >= LENT_STANDING
    return duty if is_standing or slot.minimum == 1 else replace(duty, slot=replace(slot, group=slot.id))


def _whole_or_at_home(duty: CampaignDuty) -> CampaignDuty:
    """A team's day is made with all its crew, or the team stays at home."""
    return replace(duty, slot=replace(duty.slot, group=f"{duty.slot.post}/{duty.slot.day}"))


def visit_duties(world: World, stops: Iterable[Stop]) -> Iterator[CampaignDuty]:
    """Duties of visits; the crew that leaves in the morning comes back in the evening."""
    latest: dict[tuple[str, int], SlotId] = {}
    for journey in plan_journeys(world, stops):
        stop, team = journey.stop, journey.stop.programme.team
        slot = _slot(
            world,
            stop.day_shift,
            (journey.start_minute, journey.end_minute),
            post=team.id,
            unit=team.unit,
            rostered_unit=team.unit,
            number=team.crew_size,
            skill=team.skill,
            travel_minutes=journey.travel_minutes,
        )
        # A lent team's crew comes from the team's own unit, so its loan is the duty's burden whoever holds it.
        on_loan = round(world.weights.loan * BURDEN_SCALE) if stop.programme.is_lent else 0
        continues = latest.get((team.id, stop.day_shift.day))
        slot = replace(slot, continues=continues, burden=slot.burden + on_loan)
        latest[team.id, stop.day_shift.day] = slot.id
        yield CampaignDuty(slot, team.unit, stop.place, team.stream, "team")
        yield from _local_duties(world, stop)


def _local_duties(world: World, stop: Stop) -> Iterator[CampaignDuty]:
    """The commune's own officers at a visit: for the shift, without travel, of whatever skill."""
    team, shift = stop.programme.team, world.shifts[stop.day_shift.shift]
    unit = world.unit_of_commune.get(stop.place)
    if team.local_officers and unit is not None:
        slot = _slot(
            world,
            stop.day_shift,
            (shift.start_minute, shift.end_minute),
            post=team.id,
            unit=unit,
            rostered_unit=unit,
            number=team.local_officers,
            skill=None,
        )
        # The team's own unit may be the commune's; the ids must differ. Without them the whole crew stays at home.
        slot = replace(slot, id=SlotId(f"{slot.id}/local"), weight_under=OWN * (team.crew_size + team.local_officers))
        yield CampaignDuty(slot, unit, stop.place, team.stream, "local")


def _slot(
    world: World,
    day_shift: DayShift,
    times: tuple[int, int],
    *,
    post: str,
    unit: str,
    rostered_unit: str,
    number: int,
    skill: str | None,
    travel_minutes: int = 0,
) -> Slot:
    """A slot for so many officers of one unit.

    Parameters
    ----------
    world, day_shift, times
        The campaign, when the duty is, and from which minute to which, counted from midnight of its day.
    post, unit, rostered_unit
        The post or team, whose it is, and whose officers are asked.
    number, skill
        How many officers, and what they must be able to do.
    travel_minutes
        Travel within the duty, each hour of which weighs.
    """
    day, shift = world.days[day_shift.day], world.shifts[day_shift.shift]
    start, end = times
    burden = world.shift_burden(day_shift) + world.weights.travel_hour * travel_minutes / 60
    # The shift's own hours on days of rest are overtime already; so are those on the way.
    own = world.rest_minutes(day_shift.day, shift.start_minute, shift.end_minute)
    if on_the_way := world.rest_minutes(day_shift.day, start, end) - own:
        burden += world.weights.overtime_hour * on_the_way / 60
    midnight = day_shift.day * MINUTES_PER_DAY
    return Slot(
        id=SlotId(f"{day.date}/{shift.id}/{post}/{rostered_unit}"),
        day=day_shift.day,
        shift=shift.id,
        start=midnight + start,
        end=midnight + end,
        post=post,
        unit=unit,
        minimum=number,
        maximum=number,
        # As many as are asked for: what opens with more is another opening.
        weight_over=None,
        skill=skill,
        weight_under=OWN,
        is_evening=shift.is_evening,
        burden=round(burden * BURDEN_SCALE),
        loan_burden=round(world.weights.loan * BURDEN_SCALE),
    )
