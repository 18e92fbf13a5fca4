"""What would have to give so that there is a plan: the cheapest sets of statements, each proved by solving with it.

Every statement may give way for its price. The cheapest set of those that do is a repair; the next one may not rest on
the same rules all over again, so that alternatives differ in kind while there are such. How far each gives way is as
little as can be. A repair is told only if the model without its statements, built anew, has a solution.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from ortools.sat.python import cp_model

from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.guarded import GuardedModel, usual_solver
from optimizer.explain.conflicts.hitting_sets import time_left
from optimizer.explain.conflicts.mends import Mend, mend_of
from optimizer.explain.conflicts.question import Question
from optimizer.rules.expressions import bounds
from optimizer.rules.facts import Key

MOST_REPAIRS = 3
SHARE, FIRST_SECONDS, LEAST_SECONDS = 0.5, 10.0, 4.0
"""Of the time left, for one solve; and no less than so many seconds, more of them until there is one mend at all."""
Excess = cp_model.LinearExprT


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
        self.broken: dict[Key, cp_model.IntVar] = {}
        self._excesses: dict[Key, list[Excess]] = defaultdict(list)
        self._add_broken()
        self._may_repeat = self.model.model.new_bool_var("may_repeat")
        self._rules: dict[str, cp_model.IntVar] = {}
        for key, broken in self.broken.items():
            if key.rule not in self._rules:
                self._rules[key.rule] = self.model.model.new_bool_var(f"gives[{key.rule}]")
            self.model.model.add_implication(broken, self._rules[key.rule])

    def repairs(self, seconds: float, most: int = MOST_REPAIRS) -> list[Mend]:
        """The cheapest repairs, the cheapest first; fewer if there are no more or time is over."""
        left = time_left(self.guarded, seconds)
        found: list[Mend] = []
        is_other_kind = True
        while len(found) < most and (left() > 0 or not found):
            limit = max(LEAST_SECONDS if found else FIRST_SECONDS, SHARE * left())
            given = self._cheapest(limit, may_repeat=not is_other_kind)
            if given is None:
                if not is_other_kind or not found:
                    break
                # No other rules would do: the same ones give way elsewhere.
                is_other_kind = False
                continue
            repair = self._proved(given, limit)
            if repair is not None:
                found.append(repair)
            elif left() <= 0:
                break
            self._exclude(given)
        return sorted(found, key=lambda repair: repair.price)

    def _add_broken(self) -> None:
        model = self.model.model
        for poster in self.model.roster.posters.values():
            for key, excess in poster.excesses:
                if key not in self.guarded.guards:
                    continue
                if key not in self.broken:
                    self.broken[key] = model.new_bool_var(f"broken[{'/'.join(key)}]")
                if isinstance(excess, int):
                    model.add(self.broken[key] == 1)
                else:
                    model.add(excess <= bounds(excess)[1] * self.broken[key])
                self._excesses[key].append(excess)

    def _cheapest(self, seconds: float, *, may_repeat: bool) -> Collection[Key] | None:
        """The statements of the cheapest repair, by other rules than before or by the same again."""
        model = self.model.model.clone()
        model.add(model.get_bool_var_from_proto_index(self._may_repeat.index) == int(may_repeat))
        prices = [self.guarded.weights[key] for key in self.broken]
        model.minimize(cp_model.LinearExpr.weighted_sum(list(self.broken.values()), prices))
        solver = usual_solver(self.guarded.solving)
        if not self.guarded.budget.solve(solver, model, seconds).has_roster:
            return None
        solution = solver.response_proto.solution
        return [key for key, broken in self.broken.items() if solution[broken.index]]

    def _proved(self, given: Collection[Key], seconds: float) -> Mend | None:
        """The repair with the least amounts, if a model built anew has a solution without its statements."""
        if not self.guarded.can_hold(self.guarded.keys - set(given), seconds).has_roster:
            return None
        model = self.model.model.clone()
        for key, broken in self.broken.items():
            if key not in given:
                model.add_bool_or([~model.get_bool_var_from_proto_index(broken.index)])
        model.minimize(cp_model.LinearExpr.sum([excess for key in given for excess in self._excesses[key]]))
        solver = usual_solver(self.guarded.solving)
        if not self.guarded.budget.solve(solver, model, seconds).has_roster:
            return None
        amounts = self.model.roster.amounts(list(solver.response_proto.solution))
        own = {key: amounts[key] for key in given if key in amounts}
        decisions = self._decided(own, seconds) or self.model.decided(list(solver.response_proto.solution))[0]
        price = sum(self.guarded.weights[key] for key in own)
        return mend_of(self.question.world, self.question.units, decisions, own, price)

    def _decided(self, amounts: Mapping[Key, float], seconds: float) -> Decisions | None:
        """What opens, as near to what is wanted as can be, where no more gives way than that."""
        model = self.question.elastic(self.model.wanted)
        for rule, poster in model.roster.posters.items():
            statement = self.question.rules[rule]
            allowed: dict[Key, int] = {
                key: round(amount * statement.amount_scale) for key, amount in amounts.items() if key.rule == rule
            }
            for key, excess in poster.excesses:
                if not isinstance(excess, int):
                    model.model.add(excess <= allowed.get(key, 0))
        model.prefer_wanted()
        solver = usual_solver(self.guarded.solving)
        if not self.guarded.budget.solve(solver, model.model, seconds).has_roster:
            return None
        return model.decided(list(solver.response_proto.solution))[0]

    def _exclude(self, given: Collection[Key]) -> None:
        """Have the next repair spare one of the statements, and one of the rules while other rules would do."""
        model = self.model.model
        model.add_bool_or([~self.broken[key] for key in given])
        model.add_bool_or([*(~self._rules[rule] for rule in {key.rule for key in given}), self._may_repeat])


def repairs_of(
    question: Question, guarded: GuardedModel, wanted: Decisions, seconds: float, most: int = MOST_REPAIRS
) -> list[Mend]:
    """What would mend a contradiction, the cheapest first.

    Parameters
    ----------
    question, guarded
        What is contradictory, and its statements under literals.
    wanted
        What is to open if it can.
    seconds, most
        Limit of the search, and how many are looked for.
    """
    return MendSearch(question, guarded, wanted).repairs(seconds, most)
