r"""The linear program of steady invitations, not yet in whole numbers.

It moves as few people as it can from one week to the next, keeps near to the same number every week, spread over the
organisations by what they can, and to what is in proportion to those who are still to come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk

from optimizer.campaign.allocation.solving import asked
from optimizer.campaign.decisions import InvitationKey
from optimizer.campaign.steadying.requirements import PeopleReached, Requirement
from optimizer.campaign.steadying.scope import WHOLE, InvitationScope, Worth
from optimizer.world.ids import PoolKey, StreamId
from optimizer.world.work import Organisation

CROWD = 2.0
"""Times the same number every week, and one whole number more, from which on people are a crowd."""
UNEVEN = 0.5
"""Weight of a person away from proportion to need, where one more than in the week before weighs 1."""
ABOVE = 10.0
"""Weight of a person beyond the largest share of those who wait that any place has had invited."""
MISSING = 1000.0
"""Weight of a person missing to what is required."""
SECONDS = 5.0
"""Limit of one solve."""


class SteadyProgram:
    """Whom to invite where, from what is invited now.

    Parameters
    ----------
    scope
        The campaign.
    worth
        Of invitations, by ``finish_by`` and by the last day.
    """

    def __init__(self, scope: InvitationScope, worth: tuple[Worth, Worth]) -> None:
        self.scope, self.model = scope, mathopt.Model(name="steadying")
        self.people = {
            key: self.model.add_variable(lb=0.0, ub=scope.wide[key[1]].weekly_capacity) for key in scope.keys
        }
        self._worth = worth
        self._costs: list[mathopt.LinearTypes] = []
        for organisation in scope.wide.values():
            self._add_limits(organisation)
            self._add_moves(organisation)
        self._add_departures()
        for stream in scope.streams:
            self._add_unevenness(stream)

    def solve(
        self,
        invited: Mapping[InvitationKey, int],
        reached: PeopleReached,
        requirements: Sequence[Requirement],
        more: Sequence[float],
    ) -> Mapping[InvitationKey, float] | None:
        """People to invite; nothing if the solver has no answer.

        Parameters
        ----------
        invited, reached
            What is invited, and what that comes to.
        requirements, more
            What has to be reached, and what is asked for on top of each (people).
        """
        gains: dict[tuple[PoolKey, bool], list[mathopt.LinearTypes]] = defaultdict(list)
        for key, variable in self.people.items():
            pool, come = self.scope.pool_of(key), self.scope.shows_up(key) * (variable - invited.get(key, 0))
            for is_by_finish, worth in zip((True, False), self._worth, strict=True):
                gains[pool, is_by_finish].append(worth[key[0], pool] * come)
        for required, on_top in zip(requirements, more, strict=True):
            gained = [
                weight * term for key, weight in required.weights.items() for term in gains[key, required.is_by_finish]
            ]
            # What the rounds ask for on top may be too much at a time: the recursion has the last word.
            missing = self._positive(MISSING)
            self.model.add_linear_constraint(missing + mathopt.fast_sum(gained) >= required.missing(reached) + on_top)
        self.model.minimize(mathopt.fast_sum(self._costs))
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=SECONDS))
        result = asked(mathopt.SolverType.GLOP, self.model, parameters)
        if isinstance(result, StatusNotOk) or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        values = result.variable_values()
        return {key: values[variable] for key, variable in self.people.items()}

    def _positive(self, weight: float) -> mathopt.Variable:
        variable = self.model.add_variable(lb=0.0)
        self._costs.append(weight * variable)
        return variable

    def _add_limits(self, organisation: Organisation) -> None:
        for week in self.scope.world.weeks:
            mine = [self.people[key] for key in self.scope.of(organisation, week)]
            self.model.add_linear_constraint(
                mathopt.LinearExpression() + mathopt.fast_sum(mine) <= self.scope.most(organisation)
            )

    def _add_moves(self, organisation: Organisation) -> None:
        """People more than in the week before, wherever the place can be invited to in both."""
        for place in organisation.places:
            for week, next_week in pairwise(self.scope.world.weeks):
                before = self.people.get((week, organisation.id, place))
                after = self.people.get((next_week, organisation.id, place))
                if before is not None and after is not None:
                    self.model.add_linear_constraint(self._positive(1.0) >= after - before)

    def _add_departures(self) -> None:
        """People away from the same number every week; those of a crowd once more."""
        scope = self.scope
        invited: dict[PoolKey, float] = defaultdict(float)
        able: dict[PoolKey, float] = defaultdict(float)
        for key in self.people:
            invited[scope.pool_of(key)] += scope.decisions.invitations.get(key, 0)
            able[scope.pool_of(key)] += scope.wide[key[1]].weekly_capacity
        for key, variable in self.people.items():
            pool = scope.pool_of(key)
            steady = invited[pool] * scope.wide[key[1]].weekly_capacity / (able[pool] or 1.0)
            away = self._positive(1.0)
            self.model.add_linear_constraint(away >= variable - steady)
            self.model.add_linear_constraint(away >= steady - variable)
            self.model.add_linear_constraint(self._positive(1.0) >= variable - CROWD * steady - WHOLE)

    def _add_unevenness(self, stream: StreamId) -> None:
        """People invited by anybody, beyond and below what is in proportion to those who are to come."""
        scope, pools = self.scope, self.scope.world.pools
        mine = [key for key in scope.pools if key[1] == stream]
        need = {key: max(0.0, pools[key].target - pools[key].already_done) for key in mine}
        waiting = {key: sum(segment.waiting for segment in pools[key].segments) for key in mine}
        known: dict[PoolKey, int] = defaultdict(int)
        for (_, organisation, place), number in scope.decisions.invitations.items():
            known[place, scope.stream_of[organisation]] += number
        most = max((known[key] / waiting[key] for key in mine if waiting[key]), default=0.0)
        total = sum(known[key] for key in mine)
        for pool in mine:
            share = total * need[pool] / (sum(need.values()) or 1.0)
            invited = mathopt.LinearExpression() + mathopt.fast_sum(list(self._invited_to(pool)))
            away = self._positive(UNEVEN)
            self.model.add_linear_constraint(away >= invited - share)
            self.model.add_linear_constraint(away >= share - invited)
            self.model.add_linear_constraint(self._positive(ABOVE) >= invited - most * waiting[pool])

    def _invited_to(self, pool: PoolKey) -> Iterator[mathopt.LinearTypes]:
        """By organisations that choose, as variables; by the others, as it is."""
        yield from (variable for key, variable in self.people.items() if self.scope.pool_of(key) == pool)
        for key, number in self.scope.decisions.invitations.items():
            if key[1] not in self.scope.wide and (key[2], self.scope.stream_of[key[1]]) == pool:
                yield number
