r"""What places compete for, divided by what it is worth to them: invitations of wide organisations, home visits.

Each pool's frontier tells what one more person costs it at the margin; its plan tells how many of those invited in a
week would not have come on their own later. Both change little when shares change, so one linear model of all pools,
``min Σ_c f_c(target_c − Σ_w v_{c,w} · (x_{c,w} − x°_{c,w}))`` with ``f_c`` the convex envelope of the frontier, divides
everything at once (a cutting-plane step: Kelley 1960, Journal of SIAM 8). Its dual values are the prices at which
``bounds`` sells the same goods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from math import floor

import numpy as np
from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.linear_model import Allocation, visit_burden
from optimizer.campaign.labelling.frontier import Frontier
from optimizer.campaign.labelling.week_patterns import Array
from optimizer.world.calendar import DayShift
from optimizer.world.work import Organisation, Programme
from optimizer.world.world import World

PoolKey = tuple[str, str]

REACH = 60.0
"""Persons by which one pool's need may move in one step."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A division of what is shared, and the prices that support it."""

    allocation: Allocation
    invitation_prices: Mapping[tuple[str, str], float]
    """(week, organisation) to burden per person invited."""
    visit_prices: Mapping[tuple[str, str], float]
    """(programme, week) to burden per home-visit shift, beside the visit's own."""
    worth: Mapping[PoolKey, float]
    """Per pool, the burden that one more person done is worth."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What one pool gains from shared goods, near its plan."""

    frontier: Frontier
    wanted: float
    """People the desks are to get done, beside those visited at home."""
    end: int
    """The plan's end of the frontier."""

    def survival(self) -> Mapping[str, Array]:
        """Per week, the share of each segment that still waits at the end of those who wait after the week."""
        after = np.ones(len(self.frontier.pool.segments))
        by_week: dict[str, Array] = {}
        for week, pattern in reversed(self.frontier.choices(self.end)):
            by_week[week.week] = after
            after = after * week.unqueued_effects[0][:, 0, pattern]
        return by_week


def divide(world: World, allocation: Allocation, margins: Mapping[PoolKey, Margin]) -> Shares:
    """Divide invitations and home visits anew among the pools whose margins are given; others keep their shares."""
    return _Division(world, allocation, margins).solve()


class _Division:
    def __init__(self, world: World, allocation: Allocation, margins: Mapping[PoolKey, Margin]) -> None:
        self.world, self.allocation, self.margins = world, allocation, margins
        self.model = mathopt.Model(name="sharing")
        self.gains: dict[PoolKey, list[mathopt.LinearTypes]] = defaultdict(list)
        """Persons gained on top of today's shares."""
        self.costs: list[mathopt.LinearTypes] = []
        self.invited: dict[tuple[str, str, str], mathopt.Variable] = {}
        self.visited: dict[tuple[str, str, str], mathopt.Variable] = {}
        self.invitation_limits: dict[tuple[str, str], mathopt.LinearConstraint] = {}
        self.visit_limits: dict[tuple[str, str], mathopt.LinearConstraint] = {}
        self.needs: dict[PoolKey, mathopt.LinearConstraint] = {}
        self.survival = {key: margin.survival() for key, margin in margins.items()}
        for organisation in world.organisations:
            if len(organisation.places) > 1:
                self._add_invitations(organisation)
        for programme in world.programmes:
            if programme.kind == "home_visit":
                self._add_visits(programme)
        for key in margins:
            self._add_envelope(key)

    def solve(self) -> Shares:
        self.model.minimize(mathopt.fast_sum(self.costs))
        result = mathopt.solve(
            self.model, mathopt.SolverType.GLOP, params=mathopt.SolveParameters(time_limit=timedelta(seconds=5))
        )
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return Shares(self.allocation, {}, {}, {})
        values, duals = result.variable_values(), result.dual_values()
        invitations = dict(self.allocation.invitations)
        invitations |= {key: floor(values[variable] + 1e-6) for key, variable in self.invited.items()}
        visits = dict(self.allocation.home_visits)
        visits |= {key: round(values[variable]) for key, variable in self.visited.items()}

        def prices(limits: Mapping[tuple[str, str], mathopt.LinearConstraint]) -> dict[tuple[str, str], float]:
            return {key: max(0.0, -duals[limit]) for key, limit in limits.items()}

        return Shares(
            replace(
                self.allocation,
                invitations={key: n for key, n in invitations.items() if n},
                home_visits={key: n for key, n in visits.items() if n},
            ),
            prices(self.invitation_limits),
            prices(self.visit_limits),
            {key: max(0.0, -duals[needs]) for key, needs in self.needs.items()},
        )

    def _add_invitations(self, organisation: Organisation) -> None:
        split = organisation.segments
        places = [place for place in organisation.places if (place, organisation.stream) in self.margins]
        for week in self.world.weeks:
            keys = [(place, organisation.stream) for place in places]
            sharing = [key for key in keys if week in self.survival[key]]
            given = sum(self.allocation.invitations.get((week, organisation.id, key[0]), 0) for key in sharing)
            taken = sum(self.allocation.invitations.get((week, organisation.id, p), 0) for p in organisation.places)
            variables = []
            for key in sharing:
                pool = self.world.pools[key]
                worth = sum(
                    split.get(segment.id, 0.0) * left
                    for segment, left in zip(pool.segments, self.survival[key][week], strict=True)
                )
                known = self.allocation.invitations.get((week, organisation.id, key[0]), 0)
                variable = self.model.add_variable(lb=0.0, ub=organisation.weekly_capacity)
                self.invited[week, organisation.id, key[0]] = variable
                self.gains[key].append(pool.success * organisation.show_up_rate * worth * (variable - known))
                variables.append(variable)
            if variables:
                left = organisation.weekly_capacity - (taken - given)
                limit = self.model.add_linear_constraint(mathopt.fast_sum(variables) <= left)
                self.invitation_limits[week, organisation.id] = limit

    def _add_visits(self, programme: Programme) -> None:
        keys = [(place, programme.team.stream) for place in programme.places]
        by_week: dict[str, list[mathopt.Variable]] = defaultdict(list)
        for key in keys:
            if key not in self.margins:
                continue
            pool, place = self.world.pools[key], key[0]
            segment = [segment.id for segment in pool.segments].index(programme.segment)
            possible = [p for p in programme.day_shifts[place] if p.day <= self.world.finish_by]
            total = []
            for week, survival in self.survival[key].items():
                day_shifts = [day_shift for day_shift in possible if self.world.week_of(day_shift) == week]
                if not day_shifts:
                    continue
                known = self.allocation.home_visits.get((programme.id, place, week), 0)
                variable = self.model.add_variable(lb=0.0, ub=len(day_shifts))
                self.visited[programme.id, place, week] = variable
                done = pool.success * programme.people_per_shift * survival[segment]
                self.gains[key].append(done * (variable - known))
                self.costs.append(visit_burden(self.world, programme, place) * variable)
                by_week[week].append(variable)
                total.append(variable)
            most = programme.maximum_visits * len({day_shift.shift for day_shift in possible})
            self.model.add_linear_constraint(mathopt.fast_sum(total) <= most)
        for week, variables in by_week.items():
            most = sum(
                self.world.week_of(p) == week and p.day <= self.world.finish_by for p in _all_day_shifts(programme)
            )
            taken = sum(
                number
                for (name, place, visited), number in self.allocation.home_visits.items()
                if (name, visited) == (programme.id, week) and (place, programme.team.stream) not in self.margins
            )
            limit = self.model.add_linear_constraint(mathopt.fast_sum(variables) <= most - taken)
            self.visit_limits[programme.id, week] = limit

    def _add_envelope(self, key: PoolKey) -> None:
        """Burden of one pool over what its desks must do, convex, near its plan."""
        margin = self.margins[key]
        gained = self.model.add_variable(lb=-REACH, ub=REACH)
        self.needs[key] = self.model.add_linear_constraint(gained == mathopt.fast_sum(self.gains[key]))
        burden = self.model.add_variable(lb=0.0)
        for slope, intercept in margin.frontier.envelope():
            self.model.add_linear_constraint(burden >= intercept + slope * (margin.wanted - gained))
        self.costs.append(burden)


def _all_day_shifts(programme: Programme) -> set[DayShift]:
    return {day_shift for day_shifts in programme.day_shifts.values() for day_shift in day_shifts}
