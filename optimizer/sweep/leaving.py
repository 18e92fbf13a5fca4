"""Who leaves, where fewer officers are tried: whoever is missed least, then exchanges; and what holds whoever leaves.

A number of officers is as good as the best choice of who stays. The first choice is the one that the campaign level
misses least. When its plan does not meet the rules, the unit whose place misses most people keeps one officer more, and
the campaign level says who leaves instead. That a number is not enough is proved by bounds over all choices, never by
the choices that were tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.acceptance.judgement import rules_out_of_reach
from optimizer.campaign.staff_choice import StaffChoice
from optimizer.campaign.visits.itinerary import plan_itinerary
from optimizer.run.record import RunRecord
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario

MOST_CHOICES = 4
"""Choices that are planned with one number of officers."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A choice that was planned and is not enough."""

    leaving: frozenset[str]
    run: RunRecord | None
    """Its plan's; ``None`` where there is no plan."""


class Leaving:
    """Chooses who leaves of some units.

    Parameters
    ----------
    scenario
        The campaign with everybody, and the rules to meet in it.
    units
        Those whose officers may leave.
    """

    def __init__(self, scenario: Scenario, units: Sequence[str]) -> None:
        self.scenario, self.units = scenario, tuple(units)
        self.known: RunRecord | None = None
        """Some verified plan of the campaign: what counts as standing duties as well staffed as it is."""
        self._proved: dict[tuple[int, float], tuple[str, ...]] = {}
        self._needed: dict[str, int] = {}
        """Unit to the officers that it is to keep, whatever their number: one more than when it missed most."""
        self._chosen: dict[tuple[int, tuple[frozenset[str], ...]], frozenset[str] | None] = {}

    @cached_property
    def officers(self) -> int:
        """How many the units have."""
        return sum(officer.unit in self.units for officer in self.scenario.officers.values())

    def choose(self, number: int, tried: Sequence[Tried] = ()) -> frozenset[str] | None:
        """Ids of those who leave; ``None`` if everybody stays, or there is no further choice to try."""
        if number >= self.officers or len(tried) >= MOST_CHOICES:
            return None
        before = tuple(each.leaving for each in tried)
        key = number, before
        if key not in self._chosen:
            for each in tried:
                self._learn(each)
            found = self._choice.propose(number, before, self._needed)
            self._chosen[key] = found or self._choice.propose(number, before)
        return self._chosen[key]

    def rules_out_of_reach(self, number: int, run: RunRecord | None = None) -> tuple[str, ...]:
        """Rules that no plan meets whoever leaves, as far as bounds show.

        Parameters
        ----------
        number
            Officers who stay.
        run
            A verified plan: the bounds are over all plans that lack no more crew members at standing duties. The one
            that is known if left out; without any, nothing is proved.
        """
        run = run or self.known
        if run is None or number >= self.officers:
            return ()
        standing = run.tier("standing")
        lacking = 0.0 if standing is None else standing.value
        if (number, lacking) not in self._proved:
            found = self._choice.bounds(number, lacking)
            bounds = {"standing": found.standing}
            if found.shortfall is not None:
                bounds["shortfall"] = found.shortfall + self._missed_by_visits
            self._proved[number, lacking] = rules_out_of_reach(self.scenario, run, bounds)
        return self._proved[number, lacking]

    def told(self, leaving: frozenset[str]) -> list[dict[str, str]]:
        """Those who leave as data, in the order of the scenario."""
        officers = {name: officer for name, officer in self.scenario.officers.items() if name in leaving}
        return [
            {"officer": name, "name": own.name, "unit": self.scenario.units[own.unit].name}
            for name, own in officers.items()
        ]

    @cached_property
    def _choice(self) -> StaffChoice:
        return StaffChoice(compile_world(self.scenario), self.scenario.rules, self.units)

    @cached_property
    def _missed_by_visits(self) -> float:
        """Weighted people that visits miss with everybody there, and so with fewer."""
        return plan_itinerary(self._choice.world, seed=1).shortfall_bound

    def _learn(self, tried: Tried) -> None:
        """Let the unit whose place misses most, beyond what it misses with everybody there, keep one more."""
        missing: dict[str, float] = defaultdict(float)
        for run, sign in ((tried.run, 1.0), (self.known, -1.0)):
            for place in run.places if run is not None else ():
                missing[place.place] += sign * place.missing
        worst = max(self.units, key=lambda unit: missing[self.scenario.units[unit].place])
        if missing[self.scenario.units[worst].place] > 0:
            staying = [name for name, own in self.scenario.officers.items() if own.unit == worst]
            kept = sum(name not in tried.leaving for name in staying) + 1
            self._needed[worst] = max(self._needed.get(worst, 0), kept)
