"""What visits cannot avoid: people they miss, and the burden of the journeys that miss no more."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from math import ceil, floor

import numpy as np

from optimizer.campaign.allocation.journey_burdens import least_journey_burden, shifts_a_day
from optimizer.campaign.visits.commune_yields import best_visits, shortfall_by_visits
from optimizer.campaign.visits.place_visits import PlaceVisits, VisitsToCommune, VisitsToSchool, Weighing
from optimizer.campaign.visits.school_dates import DateChoices
from optimizer.campaign.visits.school_tours import MOST_CHOICES, SCALE, best_tours, is_toured
from optimizer.world.ids import PlaceId, StreamId
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
        self.schools: list[tuple[DateChoices, Sequence[PlaceVisits]]] = []
        self.communes: list[PlaceVisits] = []

    def add_schools(self, programme: Programme, choices: DateChoices) -> None:
        """Take the schools of a programme into account; their choices allow for lenders that are no faster."""
        own = programme.team
        # The smaller a crew, the more likely all of it is there.
        is_no_better = all(
            team.setup_minutes >= own.setup_minutes and team.crew_size >= own.crew_size for team in programme.lenders
        )
        if is_no_better and not any(self._has_other_ways(place, programme.team.stream) for place in programme.places):
            self.shortfall += choices.bound
            self.schools.append(
                (
                    choices,
                    [
                        VisitsToSchool(programme, place, regrets, days, self.least_visit(place))
                        for place, regrets, days in choices.all_choices()
                    ],
                )
            )

    def add_commune(self, programme: Programme, pool: Pool, most_shifts: int) -> None:
        """Take a commune into account that may have so many visiting shifts."""
        if not self._has_other_ways(*pool.key):
            misses = shortfall_by_visits(pool, programme, best_visits(self.world, programme, most_shifts))
            days = [each.day for each in sorted(programme.day_shifts[pool.place]) if each.day <= self.world.finish_by]
            regrets, least_visit = np.array(misses) - misses[-1], self.least_visit(pool.place)
            self.communes.append(VisitsToCommune(programme, pool.place, regrets, days, least_visit))
            self.shortfall += misses[-1]

    def places(self) -> Iterator[PlaceVisits]:
        """The visits to each place that has to be visited."""
        yield from self.communes
        for _, schools in self.schools:
            yield from schools

    def least(self, weighing: Weighing, programmes: Container[str] | None = None) -> float:
        """What journeys, people missed and tolls weigh in all itineraries at the least, of some programmes or of all.

        Parameters
        ----------
        weighing
            What they are judged by; people count whom an itinerary misses above :attr:`shortfall`.
        programmes
            Ids.
        """
        communes = sum(
            each.cheapest(weighing).value
            for each in self.communes
            if programmes is None or each.programme.id in programmes
        )
        return communes + sum(
            self._least_to_schools(choices, schools, weighing)
            for choices, schools in self.schools
            if programmes is None or any(each.programme.id in programmes for each in schools)
        )

    def _least_to_schools(self, choices: DateChoices, schools: Sequence[PlaceVisits], weighing: Weighing) -> float:
        """The same of the schools of one programme."""
        simple = sum(each.cheapest(weighing).value for each in schools)
        number = sum(int((each.regrets <= weighing.slack + 1e-9).sum()) for each in schools)
        if not weighing.burden or number > MOST_CHOICES or not is_toured(self.world, self.teams):
            return simple
        near, extra = {}, {}
        for place, of_school in choices.within(weighing.slack).items():
            near[place] = [(choice, floor(SCALE * regret)) for choice, regret in of_school]
            for choice, regret in of_school:
                toll = weighing.tolls(choice.programme, place)
                extra[choice] = weighing.missing * regret + sum(float(toll[day]) for day in choice.days)
        tours = best_tours(
            self.world, self.teams[0], near, ceil(SCALE * weighing.slack) + 1, self.least_visit, extra=extra
        )
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
