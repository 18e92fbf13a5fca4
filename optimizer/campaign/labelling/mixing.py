r"""Prices of what pools compete for, from the ways to serve them that are known.

The ways found so far, mixed in any shares, with what they buy: a linear program whose dual values are the next prices
(column generation: Dantzig and Wolfe 1960, Operations Research 8). Its optimum is no bound, but tells how far the
bound may rise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf

from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk

from optimizer.campaign.allocation.solving import asked
from optimizer.campaign.labelling.loans import Loans, borrowed_by, spared_by
from optimizer.campaign.labelling.pool_labels import PoolLabels, Way
from optimizer.campaign.labelling.supplies import Supply
from optimizer.campaign.labelling.visiting import Visits
from optimizer.campaign.visits.place_visits import Visiting

SECONDS = 5.0
"""Limit of one solve."""
DEAR = 20.0
"""What a missing person, or an officer-shift that nobody lends, costs at the most, so that there is an answer."""
ALIKE = 3
"""Decimals of burden and people to which ways that are told apart differ."""


@dataclass(frozen=True, slots=True)
class Duals:
    """Prices that support the best mix of the ways known."""

    supplies: Mapping[Supply, float]
    dear: float
    """What a missing weighted person costs."""
    value: float
    """What that mix costs."""


class WayMix:
    """The mix of known ways that costs least.

    Parameters
    ----------
    pools
        Who is served.
    amounts
        How much of each supply there is, in wholes.
    loans, visits
        Who may lend to whom, and who is visited.
    allowance
        Weighted people who may be missing in all; without one they are what costs, and not burden.
    """

    def __init__(
        self,
        pools: Sequence[PoolLabels],
        amounts: Mapping[Supply, float],
        loans: Loans,
        visits: Visits,
        allowance: float | None,
    ) -> None:
        self.pools, self.visits, self.weight = pools, visits, 0.0 if allowance is None else 1.0
        self.model = mathopt.Model(name="mixing")
        self.supplies = {
            key: self.model.add_linear_constraint(lb=-inf, ub=there_is) for key, there_is in amounts.items()
        }
        self.allowed = self.model.add_linear_constraint(lb=-inf, ub=allowance or 0.0)
        self.chosen = [self.model.add_linear_constraint(lb=1.0, ub=1.0) for _ in pools]
        self.visited = [self.model.add_linear_constraint(lb=1.0, ub=1.0) for _ in visits.places]
        self.cost: list[mathopt.LinearTypes] = []
        self._add_loans(loans)
        self.ways: list[list[Way]] = [[] for _ in pools]
        self.visitings: list[list[Visiting]] = [[] for _ in visits.places]
        """Per pool and per place, what it has taken note of."""
        self.known: set[tuple[object, ...]] = set()
        beyond = self._new()
        self.allowed.set_coefficient(beyond, -1.0)
        self.cost.append((1.0 if allowance is None else DEAR) * beyond)

    def adopt(self, known: WayMix) -> None:
        """Take note of all that the mix of the same pools knows for another allowance, or with other targets."""
        for number, ways in enumerate(known.ways):
            self.learn(number, ways)
        for number, visitings in enumerate(known.visitings):
            self.learn_visits(number, visitings)

    def learn(self, number: int, ways: Sequence[Way]) -> None:
        """Take note of ways to serve one of the pools."""
        for way in ways:
            key = number, round(way.burden, ALIKE), round(way.left, ALIKE)
            if key not in self.known:
                self.known.add(key)
                self.ways[number].append(way)
                self._add(number, way)

    def learn_visits(self, number: int, visitings: Sequence[Visiting]) -> None:
        """Take note of visits to one of the places."""
        for visiting in visitings:
            taken = self.visits.taken(number, visiting)
            key = ("visits", number, tuple(sorted(taken.items())), round(visiting.regret, ALIKE))
            if key not in self.known:
                self.known.add(key)
                self.visitings[number].append(visiting)
                share = self._new()
                self.visited[number].set_coefficient(share, 1.0)
                self.cost.append(self.weight * visiting.burden * share)
                self.allowed.set_coefficient(share, visiting.regret)
                for supply, officers in taken.items():
                    self.supplies[supply].set_coefficient(share, officers)

    def solve(self) -> Duals | None:
        """The next prices, if they are found in time and every pool has a way."""
        if not all(self.ways):
            return None
        self.model.minimize(mathopt.fast_sum(self.cost))
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=SECONDS))
        result = asked(mathopt.SolverType.GLOP, self.model, parameters)
        if isinstance(result, StatusNotOk) or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        duals = result.dual_values()
        prices = {key: max(0.0, -duals[row]) for key, row in self.supplies.items()}
        return Duals(prices, min(DEAR, max(0.0, -duals[self.allowed])), result.objective_value())

    def _new(self) -> mathopt.Variable:
        return self.model.add_variable(lb=0.0)

    def _add_loans(self, loans: Loans) -> None:
        """Shifts lent, and those spared for what is borrowed instead."""
        for loan in loans.loans:
            lent = []
            for given in loan.given:
                lent.append(self._new())
                self.supplies[given].set_coefficient(lent[-1], -1.0)
                for taken in loan.taken:
                    self.supplies[taken].set_coefficient(lent[-1], 1.0)
            self.model.add_linear_constraint(mathopt.fast_sum(lent) <= loan.most)
        for spared, borrowed in loans.exchanges:
            exchanged = self._new()
            self.supplies[spared].set_coefficient(exchanged, -loans.replaced)
            self.supplies[borrowed].set_coefficient(exchanged, 1.0)
            self.cost.append(self.weight * loans.burden * exchanged)
        for key in loans.amounts:
            lacking = self._new()
            self.supplies[key].set_coefficient(lacking, -1.0)
            self.cost.append(DEAR * lacking)

    def _add(self, number: int, way: Way) -> None:
        """A way's share, and what is bought for it: no more than its share of each supply."""
        pool, share = self.pools[number], self._new()
        self.chosen[number].set_coefficient(share, 1.0)
        self.cost.append(self.weight * way.burden * share)
        for week, borrowed, spare in zip(pool.weeks, way.borrowed, way.spare, strict=True):
            self.supplies[week.week, borrowed_by(pool.pool.key)].set_coefficient(share, borrowed)
            self.supplies[week.week, spared_by(pool.pool.key)].set_coefficient(share, -spare)
        target = self.model.add_linear_constraint(lb=-inf, ub=0.0)
        target.set_coefficient(share, way.left - pool.most_left)
        for supply, gain in zip(pool.supplies.organisations, way.gains.ravel(), strict=True):
            if gain > 0.0:
                bought = self._new()
                target.set_coefficient(bought, -gain)
                self.supplies[supply].set_coefficient(bought, 1.0)
                self.model.add_linear_constraint(bought <= share)
        for programme in range(len(pool.supplies.visited)):
            dated = []
            for option, supply in enumerate(pool.supplies.visits):
                if pool.supplies.visit_of[option] == programme:
                    made = self._new()
                    target.set_coefficient(made, -way.visits[option])
                    self.supplies[supply].set_coefficient(made, 1.0)
                    self.cost.append(self.weight * pool.supplies.visit_burden[option] * made)
                    dated.append(made)
            self.model.add_linear_constraint(mathopt.fast_sum(dated) <= share)
        for weight, most in ((1.0, pool.tolerated), (2.0, inf)):
            missing = self._new()
            target.set_coefficient(missing, -1.0)
            self.allowed.set_coefficient(missing, weight * pool.pool.weight)
            if most < inf:
                self.model.add_linear_constraint(missing <= most * share)
