"""What would have to give so that there is a plan: the cheapest sets of statements, each proved by solving with it.

Every statement may give way for its price. The cheapest set of those that do is a repair; the next one may not rest on
the same rules all over again, so that alternatives differ in kind while there are such. How far each gives way is as
little as can be. A repair is told only if the model without its statements, built anew, has a solution.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from ortools.sat.python import cp_model

from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.giving import Giving, GivingSearch
from optimizer.explain.conflicts.guarded import GuardedModel, Keys, usual_solver
from optimizer.explain.conflicts.hitting_sets import Left, time_left
from optimizer.explain.conflicts.mends import DECIDING_GAP, Mend, mend_of
from optimizer.explain.conflicts.question import Question
from optimizer.rules.expressions import Expression, bounds
from optimizer.rules.facts import Key

MOST_REPAIRS = 3
SHARE, FIRST_SECONDS, LEAST_SECONDS = 0.5, 10.0, 4.0
"""Of the time left, for one solve; and no less than so many seconds, more of them until there is one mend at all."""
DECIDING_SECONDS = 3.0
"""Limit of a solve that says what opens with a mend."""


class MendSearch:
    """Looks for repairs of one question.

    Parameters
    ----------
    question, guarded
        What is contradictory, and its statements under literals.
    wanted
        What is to open if it can.
    """

    def __init__(self, question: Question, guarded: GuardedModel, wanted: Decisions) -> None:
        self.question, self.guarded = question, guarded
        self.model = question.elastic(wanted)
        self.model.prefer_wanted()
        self._giving = GivingSearch(guarded, question.horizon)
        self._given: list[Giving] = []
        self._found: list[Mend] = []
        self._excesses: dict[Key, list[Expression]] = defaultdict(list)
        for poster in self.model.roster.posters.values():
            for key, excess in poster.excesses:
                if key in guarded.guards:
                    self._excesses[key].append(excess)
                elif not isinstance(excess, int):
                    # What standing duties alone cannot break gives way to no voluntary one either.
                    self.model.model.add(excess == 0)

    def repairs(self, seconds: float, most: int = MOST_REPAIRS) -> list[Mend]:
        """The cheapest repairs, the cheapest first; fewer if there are no more or time is over.

        Those found before are among them.
        """
        left = time_left(self.guarded, seconds if self._found else max(seconds, FIRST_SECONDS))
        later = time_left(self.guarded, seconds)
        while len(self._found) < most and left() > 0:
            giving = self._next(left)
            if giving is None:
                break
            self._given.append(giving)
            repair = self._told(giving, max(LEAST_SECONDS, SHARE * left()))
            if repair is not None:
                self._found.append(repair)
                left = later
        return sorted(self._found, key=lambda repair: repair.price)

    def _next(self, left: Left) -> Giving | None:
        """The cheapest that spares one of the rules of each before; else the same rules again, elsewhere."""
        given = self._given
        rules = [sorted(each.rules) for each in given]
        choices = {frozenset(spared) for spared in product(*rules)}
        fewest = [each for each in choices if not any(other < each for other in choices)]
        found = self._giving.cheapest(fewest, left)
        if found is not None or not given:
            return found
        return self._giving.cheapest([frozenset()], left, [each.keys for each in given])

    def _told(self, giving: Giving, seconds: float) -> Mend | None:
        """The repair with the least amounts, and with what opens as near to what is wanted as can be."""
        solution = self._least_amounts(giving.keys, seconds)
        if solution is None:
            return None
        own = self._amounts(giving.keys, solution)
        decisions = self.model.decided(self._nearest_to_wanted(own, solution))[0]
        price = sum(self.guarded.weights[key] for key in own)
        is_cheapest = giving.is_cheapest and price == giving.price
        return mend_of(self.question.world, self.question.units, decisions, own, price, is_cheapest=is_cheapest)

    def _least_amounts(self, keys: Keys, seconds: float) -> Sequence[int] | None:
        """A solution in which statements give way by as little as can be; any one where that is all or nothing."""
        excesses = [excess for key in sorted(keys) for excess in self._excesses[key]]
        model = self._held(dict.fromkeys(keys))
        model.minimize(cp_model.LinearExpr.sum(excesses))
        solver = usual_solver(self.guarded.solving)
        solver.parameters.stop_after_first_solution = all(bounds(excess)[1] <= 1 for excess in excesses)
        if not self.guarded.budget.solve(solver, model, seconds).has_roster:
            return None
        return list(solver.response_proto.solution)

    def _amounts(self, keys: Keys, solution: Sequence[int]) -> dict[Key, float]:
        amounts = self.model.roster.amounts(solution)
        return {key: amounts[key] for key in sorted(keys) if key in amounts}

    def _nearest_to_wanted(self, amounts: Mapping[Key, float], known: Sequence[int]) -> Sequence[int]:
        """A solution in which no more gives way than that, the one known if no better is found."""
        rules = self.question.rules
        model = self._held({key: round(amount * rules[key.rule].amount_scale) for key, amount in amounts.items()})
        for index, value in enumerate(known):
            model.add_hint(model.get_int_var_from_proto_index(index), value)
        solver = usual_solver(self.guarded.solving)
        solver.parameters.relative_gap_limit = DECIDING_GAP
        if not self.guarded.budget.solve(solver, model, DECIDING_SECONDS).has_roster:
            return known
        return list(solver.response_proto.solution)

    def _held(self, most: Mapping[Key, int | None]) -> cp_model.CpModel:
        """The model in which statements give way by so much at the most, ``None`` for any amount, and others do not."""
        model = self.model.model.clone()
        for key, excesses in self._excesses.items():
            limit = most.get(key, 0)
            for excess in excesses if limit is not None else ():
                if not isinstance(excess, int):
                    model.add(excess <= limit)
        return model
