"""How many pupils of a school have reached the age on a day, and how many can count at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate

from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import SchoolVisits
from optimizer.verify.almanac import Almanac, birthday


class Pupils:
    """Birthdays of the pupils of all schools that are visited."""

    def __init__(self, scenario: Scenario, almanac: Almanac) -> None:
        self._scenario = scenario
        self._almanac = almanac
        self._reached: dict[tuple[str, int], tuple[list[date], list[int]]] = {}

    def reached(self, school: str, age: int, day: date) -> int:
        """Pupils who have reached the age on the day."""
        if (school, age) not in self._reached:
            pupils = sorted(
                (birthday(born, age), count) for born, count in self._scenario.places[school].pupils.items()
            )
            sums = list(accumulate((count for _, count in pupils), initial=0))
            self._reached[school, age] = ([reached for reached, _ in pupils], sums)
        days, sums = self._reached[school, age]
        return sums[bisect_right(days, day)]

    @cached_property
    def countable(self) -> Mapping[tuple[str, str], int]:
        """Pupils per school and stream whose birthday lets them be served within the campaign."""
        return {
            (school, stream): sum(
                count
                for born, count in self._scenario.places[school].pupils.items()
                if self._can_be_served(birthday(born, age), stream)
            )
            for (school, stream), age in self._ages.items()
        }

    @cached_property
    def not_yet_eligible(self) -> Mapping[str, int]:
        """Pupils per school who do not count in any stream."""
        missing: dict[str, int] = {}
        for (school, _), counted in self.countable.items():
            left = sum(self._scenario.places[school].pupils.values()) - counted
            missing[school] = min(left, missing.get(school, left))
        return missing

    @cached_property
    def _ages(self) -> Mapping[tuple[str, str], int]:
        ages: dict[tuple[str, str], int] = {}
        for programme in self._scenario.visits.values():
            if isinstance(programme, SchoolVisits):
                stream = self._scenario.teams[programme.team].stream
                for school in programme.places:
                    ages.setdefault((school, stream), programme.eligible_age_years)
        return ages

    def _can_be_served(self, reached: date, stream: str) -> bool:
        return reached <= self._almanac.last_day and not self._almanac.is_blacked_out(reached, stream)
