r"""What places compete for, divided by what it is worth to them: invitations of wide organisations, home visits.

Each pool's frontier tells what one more person costs it at the margin; its plan tells how many of those invited in a
week would not have come on their own later. Both change little when shares change, so one linear model of all pools,
``min Σ_c f_c(target_c − Σ_w v_{c,w} · (x_{c,w} − x°_{c,w}))`` with ``f_c`` the convex envelope of the frontier, divides
everything at once, no pool's need moving too far (successive linear programming with limited steps: Griffith and
Stewart 1961, Management Science 7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import floor

import numpy as np
from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk

from optimizer.campaign.allocation.allocation import Allocation, HomeVisitKey
from optimizer.campaign.allocation.journey_burdens import least_visit_burden
from optimizer.campaign.allocation.solving import asked
from optimizer.campaign.decisions import InvitationKey
from optimizer.campaign.labelling.arrays import Array
from optimizer.campaign.labelling.frontier import Frontier
from optimizer.campaign.service.visits import called_on
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey, Week
from optimizer.world.work import Organisation, Programme
from optimizer.world.world import World

LONGEST_STEP = 60.0
"""Persons by which one pool's need may move in one division."""
SECONDS = 5.0
"""Limit of the solve."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What one pool gains from shared supplies, near its plan."""

    frontier: Frontier
    wanted: float
    """People the desks are to get done, beside those visited at home."""
    point: int
    """The plan's point of the frontier."""

    def served(self, name: Week) -> float:
        """Share of those who come in a week that is served at the most, on average over its shifts."""
        return next(float(week.largest.mean()) for week, _ in self.frontier.steps if week.week == name)

    def survival(self) -> Mapping[Week, Array]:
        """Per week, the share of each segment that still waits at the end of those who wait after the week."""
        after = np.ones(len(self.frontier.pool.segments))
        by_week: dict[Week, Array] = {}
        for week, pattern in reversed(self.frontier.patterns_behind(self.point)):
            by_week[week.week] = after
            after = after * week.best_effects[0][:, 0, pattern]
        return by_week


def divide(world: World, allocation: Allocation, margins: Mapping[PoolKey, Margin]) -> Allocation:
    """Divide invitations and home visits anew among the pools whose margins are given; others keep their shares."""
    return _Division(world, allocation, margins).solve()


class _Division:
    def __init__(self, world: World, allocation: Allocation, margins: Mapping[PoolKey, Margin]) -> None:
        self.world, self.allocation, self.margins = world, allocation, margins
        self.model = mathopt.Model(name="sharing")
        self.gains: dict[PoolKey, list[mathopt.LinearTypes]] = defaultdict(list)
        """Persons gained on top of today's shares."""
        self.costs: list[mathopt.LinearTypes] = []
        self.invited: dict[InvitationKey, mathopt.Variable] = {}
        self.visited: dict[HomeVisitKey, mathopt.Variable] = {}
        self.survival = {key: margin.survival() for key, margin in margins.items()}
        for organisation in world.organisations:
            if len(organisation.places) > 1:
                for week in world.weeks:
                    self._add_invitations(organisation, week)
        for programme in world.programmes:
            if programme.kind == "home_visit":
                self._add_visits(programme)
        for key in margins:
            self._add_envelope(key)

    def solve(self) -> Allocation:
        """The division, or the shares there are if none is found in time."""
        self.model.minimize(mathopt.fast_sum(self.costs))
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=SECONDS))
        result = asked(mathopt.SolverType.GLOP, self.model, parameters)
        if isinstance(result, StatusNotOk) or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return self.allocation
        values = result.variable_values()
        # Rounded down, so that no organisation invites more people than it can.
        invitations = dict(self.allocation.invitations)
        invitations |= {key: floor(values[variable] + 1e-6) for key, variable in self.invited.items()}
        visits = dict(self.allocation.home_visits)
        visits |= {key: round(values[variable]) for key, variable in self.visited.items()}
        return replace(
            self.allocation,
            invitations={key: people for key, people in invitations.items() if people},
            home_visits={key: shifts for key, shifts in visits.items() if shifts},
        )

    def _add_invitations(self, organisation: Organisation, week: Week) -> None:
        """Whom an organisation invites to the pools that take part, with what other pools leave of its capacity."""
        known = self.allocation.invitations
        variables, left_over = [], organisation.weekly_capacity
        for place in organisation.places:
            key = place, organisation.stream
            # The places that do not take part, or not in this week, keep what they have.
            if week not in self.survival.get(key, ()):
                left_over -= known.get((week, organisation.id, place), 0)
                continue
            pool = self.world.pools[key]
            stay_away = sum(
                organisation.segments.get(segment.id, 0.0) * survival
                for segment, survival in zip(pool.segments, self.survival[key][week], strict=True)
            )
            variable = self.model.add_variable(lb=0.0, ub=organisation.weekly_capacity)
            self.invited[week, organisation.id, place] = variable
            more = variable - known.get((week, organisation.id, place), 0)
            served = self.margins[key].served(week)
            self.gains[key].append(pool.success * organisation.show_up_rate * served * stay_away * more)
            variables.append(variable)
        if variables:
            self.model.add_linear_constraint(mathopt.fast_sum(variables) <= left_over)

    def _add_visits(self, programme: Programme) -> None:
        """Home visits to the pools that take part, with what other pools leave of the team's shifts."""
        by_week: dict[Week, list[mathopt.Variable]] = defaultdict(list)
        for place in programme.places:
            if (place, programme.team.stream) in self.margins:
                possible = [each for each in programme.day_shifts[place] if each.day <= self.world.finish_by]
                of_place = self._visits_to(programme, place, possible)
                for week, variable in of_place.items():
                    by_week[week].append(variable)
                most = programme.maximum_visits * len({each.shift for each in possible})
                self.model.add_linear_constraint(mathopt.fast_sum(list(of_place.values())) <= most)
        allowed = {each for day_shifts in programme.day_shifts.values() for each in day_shifts}
        for week, variables in by_week.items():
            most = sum(self.world.week_of(each) == week and each.day <= self.world.finish_by for each in allowed)
            taken = sum(
                shifts
                for (name, place, when), shifts in self.allocation.home_visits.items()
                if (name, when) == (programme.id, week) and (place, programme.team.stream) not in self.margins
            )
            self.model.add_linear_constraint(mathopt.fast_sum(variables) <= most - taken)

    def _visits_to(
        self, programme: Programme, place: PlaceId, possible: Sequence[DayShift]
    ) -> Mapping[Week, mathopt.Variable]:
        """Visiting shifts at one place, per week, with what they gain and cost."""
        key = place, programme.team.stream
        pool = self.world.pools[key]
        segment = [segment.id for segment in pool.segments].index(programme.segment)
        burden = least_visit_burden(self.world, programme, place)
        reached = called_on(self.world.uncertainty, programme)
        variables: dict[Week, mathopt.Variable] = {}
        for week, survival in self.survival[key].items():
            shifts = sum(self.world.week_of(each) == week for each in possible)
            if shifts:
                known = self.allocation.home_visits.get((programme.id, place, week), 0)
                variable = self.model.add_variable(lb=0.0, ub=shifts)
                self.visited[programme.id, place, week] = variables[week] = variable
                done = pool.success * reached * survival[segment]
                self.gains[key].append(done * (variable - known))
                self.costs.append(burden * variable)
        return variables

    def _add_envelope(self, key: PoolKey) -> None:
        """Burden of one pool over what its desks must do, convex, near its plan."""
        margin = self.margins[key]
        gained = self.model.add_variable(lb=-LONGEST_STEP, ub=LONGEST_STEP)
        self.model.add_linear_constraint(gained == mathopt.fast_sum(self.gains[key]))
        burden = self.model.add_variable(lb=0.0)
        for slope, intercept in margin.frontier.envelope():
            self.model.add_linear_constraint(burden >= intercept + slope * (margin.wanted - gained))
        self.costs.append(burden)
