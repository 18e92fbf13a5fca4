"""Bounds on burden, fairness and preferences over all rosters of the same duties, several units together.

Units share nobody: an officer is asked for the duties of one unit's problem, a duty is part of one problem, and how
many people a unit sends to another's duties, or helpers stand beside them, is settled before. So what no roster of a
unit can go below adds up. Earlier tiers hold for the sum alone, though: another set of rosters may carry more burden
in one unit and less in the next. Hence

* *burden*, over the rosters that staff every duty: each unit's is the best of three, what the duties weigh whoever
  holds them, what CP-SAT proved while it staffed them, and timelines;
* *fairness*, of those with no more burden: known only where the bound on the burden is reached, since then no unit can
  shift any to another, and for the units whose burden is that of the duties alone (``crew_loads``);
* *preferences*, of those with no more burden: burden + w · preferences is bounded unit by unit with one w, and what
  exceeds the burden there is, divided by w, is left for wishes. Fairness is not held, which can only lower the bound.

What standing duties lack needs no bound: the crews are part of the duties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

from optimizer.rostering.bounds.proved import proved
from optimizer.rostering.bounds.timeline_bound import bound_on_timelines
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import fairest, least_burden
from optimizer.rostering.roster import TieredRoster
from optimizer.rules.catalogue import AnyStatement
from optimizer.world.roster_problem import BURDEN_SCALE, RosterProblem

WISH_WEIGHT = 0.1
"""Burden that one unit of preferences weighs beside it: little, as a later tier does."""
NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """One unit's duties and people, and its roster if that staffs every duty."""

    problem: RosterProblem
    roster: TieredRoster | None
    burden_bound: float = 0.0
    """What was proved of its burden while it was staffed."""

    @property
    def least_burden(self) -> float:
        """Burden of the duties whoever holds them."""
        return least_burden(self.problem) / BURDEN_SCALE

    @property
    def least_spread(self) -> float:
        """Least spread of that burden per available day; 0 where it is not known."""
        loads = fairest(self.problem)
        return float(loads.spread / BURDEN_SCALE) if loads else 0.0

    def value(self, tier: str) -> float:
        """What the roster comes to; 0 if there is none."""
        return self.roster.tiers[tier] if self.roster else 0.0


class TierBounds:
    """Proves the bounds; see the module.

    Parameters
    ----------
    units
        All of them, by name.
    rules
        By id.
    values
        What the rosters come to together, by tier.
    executor
        Works on units side by side.
    budget
        Gives each unit its own.
    """

    def __init__(
        self,
        units: Mapping[str, UnitDuties],
        rules: Mapping[str, AnyStatement],
        values: Mapping[str, float],
        executor: Executor,
        budget: Callable[[], Budget],
    ) -> None:
        self._units, self._rules, self._values = units, rules, values
        self._executor, self._budget = executor, budget

    def prove(self) -> dict[str, float]:
        """The bounds by tier, none above its value; a tier of which nothing is known is left out."""
        burdens = self._burdens()
        bounds = {"burden": sum(burdens.values()), "preferences": 0.0}
        if bounds["burden"] >= self._values["burden"] - NOISE:
            at_least = [unit for unit in self._units.values() if unit.value("burden") <= unit.least_burden + NOISE]
            bounds["fairness"] = sum(unit.least_spread for unit in at_least if unit.roster)
        if self._values["preferences"] > 0:
            spare = sum(self._with_wishes(burdens).values()) - self._values["burden"]
            bounds["preferences"] = max(0.0, spare / WISH_WEIGHT)
        known = {tier: proved(bound, self._values[tier]) for tier, bound in bounds.items()}
        return {tier: bound for tier, bound in known.items() if bound > 0 or self._values[tier] == 0}

    def _burdens(self) -> dict[str, float]:
        """Bound on each unit's burden."""
        known = {name: max(unit.least_burden, unit.burden_bound) for name, unit in self._units.items()}
        open_units = [name for name, bound in known.items() if self._units[name].value("burden") > bound + NOISE]
        return known | self._raised(known, open_units, 0.0)

    def _with_wishes(self, burdens: Mapping[str, float]) -> dict[str, float]:
        """Bound on each unit's burden and weighted wishes."""
        wishing = [name for name, unit in self._units.items() if unit.value("preferences") > 0]
        return {**burdens, **self._raised(burdens, wishing, WISH_WEIGHT)}

    def _raised(self, known: Mapping[str, float], names: list[str], wish_weight: float) -> dict[str, float]:
        """What timelines of these units prove, where it is more than is known."""

        def raised(name: str) -> float:
            unit, budget = self._units[name], self._budget()
            if budget.is_over():
                return 0.0
            value = unit.value("burden") + wish_weight * unit.value("preferences")
            return bound_on_timelines(unit.problem, self._rules, wish_weight, value, budget)

        return {
            name: max(known[name], bound) for name, bound in zip(names, self._executor.map(raised, names), strict=True)
        }
