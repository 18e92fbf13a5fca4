"""What would have to give so that there is a plan: the cheapest sets of statements, each proved by solving with it.

Every statement may give way for its price. The cheapest set of those that do is a repair; the next one may not rest on
the same rules all over again, so that alternatives differ in kind while there are such. How far each gives way is as
little as can be. A repair is told only if the model without its statements, built anew, has a solution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import product

from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.elastic import ElasticModel
from optimizer.explain.conflicts.giving import Giving, GivingSearch
from optimizer.explain.conflicts.guarded import GuardedModel, usual_solver
from optimizer.explain.conflicts.hitting_sets import Left, time_left
from optimizer.explain.conflicts.mends import DECIDING_GAP, Mend, mend_of
from optimizer.explain.conflicts.question import Question
from optimizer.rules.facts import Key

MOST_REPAIRS = 3
SHARE, FIRST_SECONDS, LEAST_SECONDS = 0.5, 10.0, 6.0
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
        Tells what is to open if it can; asked for only when it is known what gives way.
    """

    def __init__(self, question: Question, guarded: GuardedModel, wanted: Callable[[], Decisions]) -> None:
        self.question, self.guarded, self._wanted = question, guarded, wanted
        self._giving = GivingSearch(guarded, question.horizon)
        self._given: list[Giving] = []
        self._found: list[Mend] = []

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
        model, is_all_or_nothing = self._least.giving_least(giving.keys)
        solver = usual_solver(self.guarded.solving)
        solver.parameters.stop_after_first_solution = is_all_or_nothing
        if not self.guarded.budget.solve(solver, model, seconds).has_roster:
            return None
        solution = list(solver.response_proto.solution)
        own = self._least.amounts(giving.keys, solution)
        decisions, is_first_found = self._nearest_to_wanted(own, solution)
        price = sum(self.guarded.weights[key] for key in own)
        # Only what gives way first may be anything; that alternatives are cheapest of their kind is not said.
        first = self._given[0]
        is_cheapest = first.is_cheapest and price <= first.price
        return mend_of(
            self.question.world,
            self.question.units,
            decisions,
            own,
            price,
            is_cheapest=is_cheapest,
            is_first_found=is_first_found,
        )

    @cached_property
    def _least(self) -> ElasticModel:
        """In which no more opens than has to."""
        return ElasticModel(self.question.elastic(None), self.guarded.keys)

    @cached_property
    def _whole(self) -> ElasticModel:
        """In which what is wanted opens if it can."""
        openings = self.question.elastic(self._wanted())
        openings.prefer_wanted()
        return ElasticModel(openings, self.guarded.keys)

    def _nearest_to_wanted(self, amounts: Mapping[Key, float], known: Sequence[int]) -> tuple[Decisions, bool]:
        """What opens if no more gives way than that; and whether it is as known, since nothing nearer was in time."""
        least, roster = self._least.openings.decided(known)
        rules, openings = self.question.rules, self._whole.openings
        openings.model.clear_hints()  # type: ignore[no-untyped-call]
        openings.roster.hint_roster(roster)
        model = self._whole.held({key: round(amount * rules[key.rule].amount_scale) for key, amount in amounts.items()})
        solver = usual_solver(self.guarded.solving)
        solver.parameters.relative_gap_limit = DECIDING_GAP
        status = self.guarded.budget.solve(solver, model, DECIDING_SECONDS)
        if not status.has_roster:
            return least, True
        nearest = openings.decided(list(solver.response_proto.solution))[0]
        return nearest, not status.is_conclusive and nearest == least
