"""A model in which statements may give way, by as much as is allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from ortools.sat.python import cp_model

from optimizer.planning.openings_model import OpeningsModel
from optimizer.rules.expressions import Expression, bounds
from optimizer.rules.facts import Key


class ElasticModel:
    """Openings and rosters in which some statements may give way, and all others hold.

    Parameters
    ----------
    openings
        With every rule elastic.
    keys
        Statements that may give way.
    """

    def __init__(self, openings: OpeningsModel, keys: Collection[Key]) -> None:
        self.openings = openings
        self._excesses: dict[Key, list[Expression]] = defaultdict(list)
        for poster in openings.roster.posters.values():
            for key, excess in poster.excesses:
                if key in keys:
                    self._excesses[key].append(excess)
                elif not isinstance(excess, int):
                    openings.model.add(excess == 0)

    def held(self, most: Mapping[Key, int | None]) -> cp_model.CpModel:
        """A copy in which statements give way by so much at the most, ``None`` for any amount, and others do not."""
        model = self.openings.model.clone()
        for key, excesses in self._excesses.items():
            limit = most.get(key, 0)
            for excess in excesses if limit is not None else ():
                if not isinstance(excess, int):
                    model.add(excess <= limit)
        return model

    def giving_least(self, keys: Collection[Key]) -> tuple[cp_model.CpModel, bool]:
        """A copy that asks for the least amounts of some statements; whether each is given up whole or not at all."""
        model = self.held(dict.fromkeys(keys))
        excesses = [excess for key in sorted(keys) for excess in self._excesses[key]]
        model.minimize(cp_model.LinearExpr.sum(excesses))
        return model, all(bounds(excess)[1] <= 1 for excess in excesses)

    def amounts(self, keys: Collection[Key], solution: Sequence[int]) -> dict[Key, float]:
        """By how much statements give way in a solution, in their rules' units."""
        amounts = self.openings.roster.amounts(solution)
        return {key: amounts[key] for key in sorted(keys) if key in amounts}
