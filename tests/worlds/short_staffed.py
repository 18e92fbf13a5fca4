"""Worlds in which officers' hours are short: desks, visits with a local officer, and loans compete for them.

Every plan of such a world can be looked at: what opens, which visits are made, who lends how many shifts to whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import inf

from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import forecast
from optimizer.campaign.tier_values import journey_burden
from optimizer.scenario.schema import Scenario
from optimizer.world.ids import PlaceId, Week
from optimizer.world.work import Programme
from optimizer.world.world import World
from tests.worlds.small import small_world
from tests.worlds.tiny import EveryPlan

RULES = {"hours": {"kind": "hours_in_period", "period": "week", "at_most": "officer", "source": "x"}}
SHIFT_HOURS = 4


@dataclass(frozen=True)
class Shortage:
    """A world of one or more communes, each with two officers and a desk that takes two."""

    shifts: tuple[int, ...]
    """Officer-shifts that each of a commune's two officers has in a week."""
    targets: tuple[int, ...]
    arrival: float = 0.1
    lent: tuple[tuple[int, int], ...] = ()
    """Commune whose second officer may be lent, and to which."""
    visits: int = 0
    """Days on which each commune may be visited; 0 for no team."""
    visited_target: int = 10
    days: int = 4
    first_day: str = "2024-04-05"


def short_staffed(shortage: Shortage) -> Scenario:
    """The scenario."""
    number = len(shortage.shifts)
    data = small_world(number, shortage.days, 2, first_day=shortage.first_day, mobile_team=shortage.visits > 0)
    data["campaign"]["finish_by"] = data["campaign"]["last_day"]
    data["campaign"]["streams"]["activation"].pop("minimum_share")
    data["calendar"], data["helpers"], data["rules"] = {}, {}, RULES
    data["organisations"]["youth_union"]["weekly_capacity"] = 0
    rates = {
        "easy": {"share": 0.5, "arrival": {each: shortage.arrival for each in ("morning", "evening")}},
        "hard": {"share": 0.5, "arrival": {each: shortage.arrival / 4 for each in ("morning", "evening")}},
    }
    day_types = ("weekday", "weekend", "holiday")
    segments = {name: each | {"arrival": dict.fromkeys(day_types, each["arrival"])} for name, each in rates.items()}
    data["turnout"] = {stream: {"segments": segments} for stream in data["campaign"]["streams"]}
    names = list(data["places"])[:number]
    for name, target, shifts in zip(names, shortage.targets, shortage.shifts, strict=True):
        data["places"][name]["pools"] = {"activation": {"target": target, "people": 100}}
        data["posts"][f"desk_{name}"] |= {"standing": None, "crew": {"size": 2, "officers": 2}}
        for officer in (1, 2):
            data["officers"][f"{name}_{officer}"]["hours_per_week"] = SHIFT_HOURS * shifts
    for lender, borrower in shortage.lent:
        officer = data["officers"][f"{names[lender]}_2"]
        officer["lent_to"] = [*officer.get("lent_to", ()), names[borrower]]
    del data["shifts"]["afternoon"]
    if shortage.visits:
        _add_visits(data, names, shortage)
    return Scenario.model_validate(data)


def _add_visits(data: dict, names: Sequence[str], shortage: Shortage) -> None:
    del data["places"]["school_1"]
    for officer, each in data["officers"].items():
        if officer.startswith("district"):
            each |= {"lent_to": [], "hours_per_week": 48}
    for name in names:
        data["places"][name]["pools"]["id_card"] = {"target": shortage.visited_target, "people": 40}
    communes = data["visits"]["communes"] | {"maximum_visits": shortage.visits, "shifts": ["morning"]}
    data["visits"] = {"communes": communes}


@dataclass(frozen=True)
class Part:
    """What one commune can do: officer-shifts per week, burden and people missing, without loans."""

    taken: tuple[int, ...]
    burden: float
    missing: float

    def is_as_good(self, other: Part) -> bool:
        """In everything."""
        fewer = all(own <= its for own, its in zip(self.taken, other.taken, strict=True))
        return fewer and self.burden <= other.burden and self.missing <= other.missing


class EveryStaffing:
    """All plans of such a world.

    Parameters
    ----------
    world, shortage
        The world, and what it is made of.
    """

    def __init__(self, world: World, shortage: Shortage) -> None:
        self.world, self.shortage, self.weeks = world, shortage, world.weeks
        self.places = [post.place for post in world.posts]

    def best(self, most_missing: float = inf) -> tuple[float, float]:
        """The least missing, and the least burden of plans that miss no more than so many."""
        least, cheapest = inf, inf
        desks = [self._desks(place) for place in self.places]
        for dates in self._every_itinerary():
            visited, burden, missing = self._visits(dates)
            # Loans only move officers, and as few as can be: what a week lacks in one place another gives.
            for parts in product(*desks):
                missed = missing + sum(part.missing for part in parts)
                if missed >= least - 1e-9 and missed > most_missing + 1e-9:
                    continue
                loans = self._loans([part.taken for part in parts], visited)
                if loans is not None:
                    least = min(least, missed)
                    weighed = burden + sum(part.burden for part in parts) + self.world.weights.loan * loans
                    if missed <= most_missing + 1e-9:
                        cheapest = min(cheapest, weighed)
        return least, cheapest

    def _desks(self, place: PlaceId) -> list[Part]:
        """The ways to open a desk that no other beats."""
        every, pool = EveryPlan.__new__(EveryPlan), self.world.pools[place, "activation"]
        every.world, every.weeks, every.homes = self.world, self.weeks, None
        every.shared = self.world.organisations[0]
        fewest: dict[tuple[tuple[int, ...], float], float] = defaultdict(lambda: inf)
        for opened, burden, missing in every._ways(pool, (0,) * len(self.weeks), None):
            taken = tuple(2 * sum(self.world.week_of(each) == week for each in opened) for week in self.weeks)
            fewest[taken, burden] = min(fewest[taken, burden], missing)
        parts = [Part(taken, burden, missing) for (taken, burden), missing in fewest.items()]
        return [part for part in parts if not any(other.is_as_good(part) for other in parts if other != part)]

    def _shifts(self, number: int, week: Week) -> int:
        """Of each of a commune's officers: two a day at the most."""
        return min(
            self.shortage.shifts[number], len(self.world.shifts) * sum(day.week == week for day in self.world.days)
        )

    def _every_itinerary(self) -> Iterator[Mapping[PlaceId, Sequence[Stop]]]:
        """Any days for each commune, one at a time."""
        programme = next(iter(self.world.programmes), None)
        if programme is None:
            yield {}
            return
        options = [list(_days(programme, place)) for place in programme.places]
        for chosen in product(*options):
            stops = [stop for of_place in chosen for stop in of_place]
            if len({stop.day_shift for stop in stops}) == len(stops):
                yield dict(zip(programme.places, chosen, strict=True))

    def _visits(
        self, dates: Mapping[PlaceId, Sequence[Stop]]
    ) -> tuple[Mapping[tuple[PlaceId, Week], int], float, float]:
        """Local officers' duties per commune and week, burden, and people missing."""
        stops = tuple(stop for of_place in dates.values() for stop in of_place)
        followed = forecast(self.world, Decisions((), stops))
        missing = sum(
            max(0.0, pool.target - followed.cumulative(*key, self.world.finish_by))
            for key, pool in self.world.pools.items()
            if pool.stream == "id_card"
        )
        taken: dict[tuple[PlaceId, Week], int] = defaultdict(int)
        for stop in stops:
            taken[stop.place, self.world.week_of(stop.day_shift)] += 1
        return taken, journey_burden(self.world, stops), missing

    def _loans(self, taken: Sequence[tuple[int, ...]], visited: Mapping[tuple[PlaceId, Week], int]) -> int | None:
        """Shifts lent in all at the least, if the hours are enough."""
        total = 0
        for number, week in enumerate(self.weeks):
            most = [self._shifts(commune, week) for commune in range(len(self.places))]
            left = [
                each[number] + visited.get((place, week), 0) - 2 * shifts
                for each, place, shifts in zip(taken, self.places, most, strict=True)
            ]
            fewest = 0 if max(left) <= 0 else _fewest_loans(left, most, self.shortage.lent)
            if fewest is None:
                return None
            total += fewest
        return total


def _fewest_loans(needed: Sequence[int], most: Sequence[int], lent: Sequence[tuple[int, int]]) -> int | None:
    """Shifts lent at the least, so that nobody needs any more; ``most`` is what each second officer may give."""
    fewest = None
    for shifts in product(*(range(most[lender] + 1) for lender, _ in lent)):
        left, given = list(needed), [0] * len(needed)
        for (lender, borrower), each in zip(lent, shifts, strict=True):
            given[lender] += each
            left[lender] += each
            left[borrower] -= each
        able = all(own <= its for own, its in zip(given, most, strict=True))
        if able and max(left) <= 0 and (fewest is None or sum(shifts) < fewest):
            fewest = sum(shifts)
    return fewest


def _days(programme: Programme, place: PlaceId) -> Iterator[tuple[Stop, ...]]:
    day_shifts = sorted(programme.day_shifts[place])
    for size in range(programme.maximum_visits + 1):
        for chosen in combinations(day_shifts, size):
            yield tuple(Stop(programme, place, each) for each in chosen)
