"""What visits to communes can have done: shifts that each draw the same share of those who still wait."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.campaign.allocation.journey_burdens import shifts_a_day
from optimizer.campaign.service.desks import Service
from optimizer.campaign.service.visits import commune_service
from optimizer.world.work import Pool, Programme
from optimizer.world.world import World


def shortfall_by_visits(pool: Pool, programme: Programme, visits: Sequence[Service]) -> list[float]:
    """Weighted people missing to target and minimum share after 0, 1, 2, … of these visiting shifts."""
    misses = []
    for done in done_by_visits(pool, programme, visits):
        missing = max(0.0, pool.target - pool.already_done - done) + max(0.0, pool.minimum - pool.already_done - done)
        misses.append(pool.weight * missing)
    return misses


def done_by_visits(pool: Pool, programme: Programme, visits: Sequence[Service]) -> list[float]:
    """People done after 0, 1, 2, … visiting shifts, if nobody else serves them (persons)."""
    waiting = {segment.id: segment.waiting for segment in pool.segments}
    done = [0.0]
    for visit in visits:
        arrivals = {segment: p * waiting[segment] for segment, p in (programme.arrival or {}).items()}
        total = sum(arrivals.values())
        share = pool.success * float(visit.share(total, total))
        for segment, number in arrivals.items():
            waiting[segment] -= share * number
        done.append(done[-1] + share * total)
    return done


def least_visits(world: World, programme: Programme, number: int) -> list[Service]:
    """Visiting shifts that serve fewest: short ones, each with a set-up of its own."""
    shortest = min(shift.minutes for shift in world.shifts)
    return number * [commune_service(world.uncertainty, programme, shortest - programme.team.setup_minutes)]


def best_visits(world: World, programme: Programme, number: int) -> list[Service]:
    """Visiting shifts that serve most: long ones, one set-up a day, whichever of the teams is there."""
    longest, a_day = max(shift.minutes for shift in world.shifts), shifts_a_day(world, programme.team)
    teams = (programme.team, *programme.lenders)
    setup = min(team.setup_minutes for team in teams)
    smallest = programme.lent(min(teams, key=lambda team: team.crew_size))
    setups = [0 if count % a_day else setup for count in range(number)]
    return [commune_service(world.uncertainty, smallest, longest - setup) for setup in reversed(setups)]


def most_done_by_visits(world: World, pool: Pool) -> float:
    """People of a pool that commune visits can have done at the most (persons)."""
    total = 0.0
    for programme in world.programmes:
        if programme.kind == "commune" and programme.team.stream == pool.stream and pool.place in programme.places:
            number = min(len(programme.day_shifts[pool.place]), programme.maximum_visits * len(world.shifts))
            total += done_by_visits(pool, programme, best_visits(world, programme, number))[-1]
    return total
