"""Teams lent between districts: visits of one district that a neighbour's team takes over on days it has free.

A loan is for whole days on which the lender has no visit of its own, so its own district loses nothing, and the
district it is lent to loses nothing either, for it need not accept. Travel counts from the lender's own base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ortools.sat.python import cp_model

from optimizer.campaign.visits.visit import Visit
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId
from optimizer.world.work import Team

Free = Mapping[Team, frozenset[int]]
"""Lender to the days (index) on which it may be lent."""


class Use(NamedTuple):
    """What a choice takes of a team's day."""

    chosen: cp_model.IntVar
    shifts: int
    """Negative where the choice gives shifts back."""
    among: frozenset[DayShift]
    """The shifts of the day in which it may be."""


class LentVisits:
    """Which visits of one team's itinerary others take over.

    Parameters
    ----------
    model
        The itinerary's model under construction.
    free
        Who may be lent on which days.
    cost
        Burden (integer steps) of a visiting day of a team at a place, for its number of shifts.
    """

    def __init__(self, model: cp_model.CpModel, free: Free, cost: Callable[[Team, PlaceId, int], int]) -> None:
        self.model, self.free, self.cost = model, free, cost
        self.chosen: dict[tuple[Team, Visit], cp_model.IntVar] = {}
        self.extra_cost: list[cp_model.LinearExprT] = []
        """What the lenders' journeys weigh more than the team's own."""
        self.use: dict[tuple[Team, int], list[Use]] = defaultdict(list)
        """Lender and day to what it is asked for."""

    def add_takers(
        self, visit: Visit, visited: cp_model.LinearExprT, among: frozenset[DayShift]
    ) -> list[cp_model.IntVar]:
        """Variables of which one may be 1 if the visit is made: by whom it is taken over.

        Parameters
        ----------
        visit, among
            A visit that may be made, and the shifts of its day in which it may be.
        visited
            1 if it is made, else 0.
        """
        takers = []
        for lender in visit.programme.lenders:
            own = visit.programme.team
            # Visits were valued with the team's own set-up; whoever needs longer would serve fewer.
            if visit.day in self.free.get(lender, ()) and lender.setup_minutes <= own.setup_minutes:
                taken = self.model.new_bool_var("")
                self.chosen[lender, visit] = taken
                self.use[lender, visit.day].append(Use(taken, visit.shifts, among))
                more = self.cost(lender, visit.place, visit.shifts) - self.cost(own, visit.place, visit.shifts)
                self.extra_cost.append(more * taken)
                takers.append(taken)
        if takers:
            self.model.add(cp_model.LinearExpr.sum(takers) <= visited)
        return takers

    def taken(self, solver: cp_model.CpSolver) -> Mapping[Team, list[Visit]]:
        """Lender to the visits it takes over."""
        visits: dict[Team, list[Visit]] = defaultdict(list)
        for (lender, visit), variable in self.chosen.items():
            if solver.boolean_value(variable):
                visits[lender].append(visit)
        return visits
