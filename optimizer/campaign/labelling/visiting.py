"""Visits beside desks: whoever accompanies them is not at a desk, and whom they miss may not be missed elsewhere.

What visits weigh by themselves is bounded elsewhere (``visits.visit_bound``). Here stands how much more that is where
their duties have the price of officer-shifts, and the people they miss that of a missing person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from optimizer.campaign.allocation.hours import Lendable, UnitWeek
from optimizer.campaign.labelling.arrays import Array
from optimizer.campaign.labelling.loans import Loans
from optimizer.campaign.labelling.supplies import Supply
from optimizer.campaign.visits.place_visits import Visiting, Weighing
from optimizer.campaign.visits.visit_bound import VisitBound
from optimizer.world.ids import PlaceId
from optimizer.world.work import Programme
from optimizer.world.world import World

WORTH_TOURS = 0.5
"""Tolls in all from which on tours are looked for at them."""


class Visits:
    """The visits of one component's programmes.

    Parameters
    ----------
    world
        The component.
    bounds
        Of the itineraries of all teams.
    loans
        Whose officers are missed under which name.
    slack
        Weighted people who may be missed above what no itinerary avoids.
    burden
        Weight of the burden of journeys.
    """

    def __init__(self, world: World, bounds: Sequence[VisitBound], loans: Loans, slack: float, burden: float) -> None:
        self.world, self.bounds, self.loans = world, bounds, loans
        self.slack, self.burden = slack, burden
        self.programmes = {programme.id for programme in world.programmes}
        self.places = [each for bound in bounds for each in bound.places() if each.programme.id in self.programmes]
        self._alone = self._least(Weighing(slack, burden))

    def bound(self, prices: Mapping[Supply, float], missing: float) -> tuple[float, Sequence[Visiting]]:
        """What visits weigh more than without prices, at the least; and the best ones to each place.

        Parameters
        ----------
        prices
            Of officer-shifts, among others.
        missing
            Of a missing person.
        """

        def tolls(programme: Programme, place: PlaceId) -> Array:
            return self._tolls(programme, place, prices)

        weighing = Weighing(self.slack, self.burden, missing, tolls)
        best = [each.cheapest(weighing) for each in self.places]
        more = sum(each.value for each in best) - sum(self.burden * each.burden for each in best)
        return max(0.0, self._least(weighing) - self._alone) if more > WORTH_TOURS else 0.0, best

    def taken(self, number: int, visiting: Visiting) -> Mapping[Supply, float]:
        """Officer-shifts that some visits to one of the places take."""
        each, taken = self.places[number], Counter[Supply]()
        for unit, officers in self._officers(each.programme, each.place):
            for day in visiting.days:
                for supply in self.loans.taken_of(unit, self.world.days[day].week):
                    taken[supply] += officers
        return taken

    def _least(self, weighing: Weighing) -> float:
        return sum(bound.least(weighing, self.programmes) for bound in self.bounds)

    def _tolls(self, programme: Programme, place: PlaceId, prices: Mapping[Supply, float]) -> Array:
        of_week = {
            week: sum(
                officers * prices[supply]
                for unit, officers in self._officers(programme, place)
                for supply in self.loans.taken_of(unit, week)
            )
            for week in self.world.weeks
        }
        return np.array([*(of_week[day.week] for day in self.world.days), 0.0])

    def _officers(self, programme: Programme, place: PlaceId) -> Iterator[tuple[str, int]]:
        return visiting_officers(self.world, programme, place)


def wanted_elsewhere(world: World, lendable: Lendable) -> Mapping[UnitWeek, int]:
    """Officer-shifts of each unit and week that loans and visits may take at the most."""
    wanted = Counter[UnitWeek]()
    for ((unit, _), week), shifts in lendable.items():
        wanted[unit, week] += shifts
    for programme in world.programmes:
        if programme.kind != "home_visit":
            for place, day_shifts in programme.day_shifts.items():
                for unit, officers in visiting_officers(world, programme, place):
                    for day_shift in day_shifts:
                        wanted[unit, world.week_of(day_shift)] += officers
    return wanted


def visiting_officers(world: World, programme: Programme, place: PlaceId) -> Iterator[tuple[str, int]]:
    """Units, and how many of their officers each visiting shift takes at the least, whichever team makes it."""
    teams = (programme.team, *programme.lenders)
    local = min(team.local_officers for team in teams)
    if local and place in world.unit_of_commune:
        yield world.unit_of_commune[place], local
    if not programme.lenders:
        yield programme.team.unit, programme.team.crew_size
