"""What visits cannot avoid: people they miss, and the burden of the journeys that miss no more."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from optimizer.campaign.allocation.journey_burdens import least_journey_burden, shifts_a_day
from optimizer.campaign.visits.commune_yields import best_visits, shortfall_by_visits
from optimizer.campaign.visits.school_dates import DateChoices
from optimizer.campaign.visits.school_tours import SCALE, best_tours, is_toured
from optimizer.world.ids import PlaceId, PoolKey, StreamId
from optimizer.world.work import Pool, Programme, Team
from optimizer.world.world import World


class VisitBound:
    """Bounds over all itineraries of one team, or of some that share a kit, whoever may be lent to them.

    Only people whom nobody else can serve count, for the others need not be visited at all.

    Parameters
    ----------
    world, teams
        The campaign and the teams.
    """

    def __init__(self, world: World, teams: tuple[Team, ...]) -> None:
        self.world, self.teams = world, teams
        self.shortfall = 0.0
        """Weighted people and pupils missed at the least."""
        self.choices: list[DateChoices] = []
        self.misses: dict[PoolKey, Sequence[float]] = {}
        """Weighted people missing at the least after 0, 1, 2, … visiting shifts."""

    def add_schools(self, programme: Programme, choices: DateChoices) -> None:
        """Take the schools of a programme into account; their choices allow for lenders that are no faster."""
        own = programme.team
        # The smaller a crew, the more likely all of it is there.
        is_no_better = all(
            team.setup_minutes >= own.setup_minutes and team.crew_size >= own.crew_size for team in programme.lenders
        )
        if is_no_better and not any(self._has_other_ways(place, programme.team.stream) for place in programme.places):
            self.shortfall += choices.bound
            self.choices.append(choices)

    def add_commune(self, programme: Programme, pool: Pool, most_shifts: int) -> None:
        """Take a commune into account that may have so many visiting shifts."""
        if not self._has_other_ways(*pool.key):
            misses = shortfall_by_visits(pool, programme, best_visits(self.world, programme, most_shifts))
            self.misses[pool.key] = misses
            self.shortfall += misses[-1]

    def least_burden(self, slack: float) -> float:
        """Burden of journeys of all itineraries that miss no more than ``slack`` weighted people above the bound."""
        shifts = [
            (place, next(number for number, miss in enumerate(misses) if miss <= misses[-1] + slack + 1e-9))
            for (place, _), misses in self.misses.items()
        ]
        communes = sum(number * self.least_visit(place) for place, number in shifts)
        return communes + sum(self._least_to_schools(choices, slack) for choices in self.choices)

    def _least_to_schools(self, choices: DateChoices, slack: float) -> float:
        """The same of the journeys to the schools of one programme."""
        simple = sum(choices.least_visits(place, slack) * self.least_visit(place) for place in choices.regrets)
        if not is_toured(self.world, self.teams):
            return simple
        near = {
            place: [(choice, floor(SCALE * regret)) for choice, regret in of_school]
            for place, of_school in choices.within(slack).items()
        }
        tours = best_tours(self.world, self.teams[0], near, ceil(SCALE * slack) + 1, self.least_visit)
        return simple if tours is None else max(simple, tours.bound)

    def _has_other_ways(self, place: PlaceId, stream: StreamId) -> bool:
        """Whether the people of a place can also be served at a desk or by another programme."""
        programmes = [each for each in self.world.programmes if each.team.stream == stream and place in each.places]
        return len(programmes) > 1 or any(post.pool == (place, stream) for post in self.world.posts)

    def least_visit(self, place: PlaceId) -> float:
        """Least burden of one visiting shift at a place, by whichever team."""
        loan = self.world.weights.loan
        most_shifts = max(shifts_a_day(self.world, team) for team in self.teams)
        programmes = [each for each in self.world.programmes if each.team in self.teams and each.kind != "home_visit"]
        # A neighbour's team may be nearer, though its loan weighs.
        able = {team for each in programmes if place in each.places for team in (each.team, *each.lenders)}
        return min(
            team.crew_size
            * (least_journey_burden(self.world, team.base, place, most_shifts) + loan * (team not in self.teams))
            for team in able
        )
