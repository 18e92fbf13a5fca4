"""What a visiting shift weighs at the least, wherever else its team goes on the day."""

from __future__ import annotations

from optimizer.world.ids import PlaceId
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES
from optimizer.world.work import Programme, Team
from optimizer.world.world import World


def least_visit_burden(world: World, programme: Programme, place: PlaceId) -> float:
    """Least burden of one home-visiting shift of the crew at a place, journeys of the day included."""
    each = least_journey_burden(world, programme.team.base, place, shifts_a_day(world, programme.team))
    return programme.team.crew_size * each


def shifts_a_day(world: World, team: Team) -> int:
    """Shifts in which a team may be out on one day at the most."""
    programmes = [programme for programme in world.programmes if programme.team is team]
    return len(
        {each.shift for programme in programmes for allowed in programme.day_shifts.values() for each in allowed}
    )


def least_journey_burden(world: World, base: PlaceId, place: PlaceId, most_shifts: int) -> float:
    """Least burden per crew member of travel and overtime for one shift at a place on a working day.

    A day of ``k`` shifts brings a journey at least to its farthest place and back, and overtime above the normal day;
    a shift's share is a ``k``-th of that at its own distance, which is no more than its share at the farthest.

    Parameters
    ----------
    world
        The campaign, with travel times and weights.
    base, place
        Where the day begins and ends, and where the shift is.
    most_shifts
        Shifts that the team may be out on one day; the least is over all numbers up to this.
    """
    weights, shortest = world.weights, min(shift.minutes for shift in world.shifts)
    travel = 2 * world.travel_minutes[base, place]
    return min(
        (weights.travel_hour * travel + weights.overtime_hour * max(0, number * shortest + travel - NORMAL_DAY_MINUTES))
        / 60
        / number
        for number in range(1, max(1, most_shifts) + 1)
    )
