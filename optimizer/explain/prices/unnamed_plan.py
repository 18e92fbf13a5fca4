"""A campaign without names as a plan that can be simulated: duties go round the officers of a unit.

Who really is on duty is a roster's business. Who falls ill when is drawn by officer, so a duty has the same officer
whatever else opens: the same random numbers then tell two campaigns apart by what they open alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from optimizer.campaign.decisions import Decisions
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.world.calendar import DayShift
from optimizer.world.plan import Plan, RosterRow
from optimizer.world.world import World

Crews = Mapping[str, Sequence[str]]
"""Unit to officers, in a fixed order."""


def crews_of(world: World) -> Crews:
    """The officers of each unit."""
    units: dict[str, list[str]] = defaultdict(list)
    for officer in world.officers:
        units[officer.unit].append(officer.id)
    return units


def unnamed_plan(world: World, campaign: CampaignPlan, crews: Crews) -> Plan:
    """Rows of what opens, who is visited and who is invited, with officers as if nobody rostered them.

    Parameters
    ----------
    world, campaign
        The campaign and its plan.
    crews
        Officers to go round, of the campaign without any change.
    """
    followed = campaign.forecast
    roster = tuple(_duties(world, campaign.decisions, crews))
    return Plan(roster, (), (), followed.openings, followed.visits, followed.quotas, followed.progress, (), ())


def _duties(world: World, decisions: Decisions, crews: Crews) -> Iterator[RosterRow]:
    for opening in decisions.openings:
        units = Counter(opening.borrowed)
        units[opening.post.unit] += opening.officers - len(opening.borrowed)
        for unit, number in units.items():
            post = opening.post
            yield from _rows(
                world,
                opening.day_shift,
                _pick(crews.get(unit, ()), opening.day_shift, number),
                unit,
                post.id,
                post.place,
                post.stream,
                "desk",
            )
    for journey in plan_journeys(world, decisions.stops):
        stop, team = journey.stop, journey.stop.programme.team
        yield from _rows(
            world,
            stop.day_shift,
            _pick(crews.get(team.unit, ()), stop.day_shift, team.crew_size),
            team.unit,
            team.id,
            stop.place,
            team.stream,
            "team",
        )


def _pick(officers: Sequence[str], when: DayShift, number: int) -> list[str]:
    """So many officers, others on other days and in other shifts."""
    first = 5 * when.day + 2 * when.shift
    return [officers[(first + each) % len(officers)] for each in range(min(number, len(officers)))]


def _rows(
    world: World, when: DayShift, officers: Sequence[str], unit: str, post: str, place: str, stream: str, role: str
) -> Iterator[RosterRow]:
    day, shift = world.days[when.day], world.shifts[when.shift]
    start, end = day.at(shift.start_minute), day.at(shift.end_minute)
    for officer in officers:
        yield RosterRow(day.date, shift.id, start, end, officer, "", unit, post, place, stream, role)
