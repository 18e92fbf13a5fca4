"""Teams lent between districts: visits of one district that a neighbour's team takes over on days it has free.

A loan is for whole days on which the lender has no visit of its own, so its own district loses nothing, and the
district it is lent to loses nothing either, for it need not accept. Travel counts from the lender's own base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from optimizer.world.calendar import DayShift
from optimizer.world.work import Programme, Team

Free = Mapping[Team, frozenset[int]]
"""Lender to the days (index) on which it may be lent."""
Use = tuple[cp_model.IntVar, int, frozenset[DayShift]]
"""A visit, the shifts it takes, and among which."""
Visit = tuple[int, int, Programme, str]
"""Day, shifts, programme and place."""


class LentVisits:
    """Which visits of one team's itinerary others take over.

    Parameters
    ----------
    model
        The itinerary's model.
    free
        Who may be lent on which days.
    cost
        Burden (thousandths) of a visiting day of a team at a place, for its number of shifts.
    """

    def __init__(self, model: cp_model.CpModel, free: Free, cost: Callable[[Team, str, int], int]) -> None:
        self.model, self.free, self.cost = model, free, cost
        self.chosen: dict[tuple[Team, Visit], cp_model.IntVar] = {}
        self.extra_cost: list[cp_model.LinearExprT] = []
        """What the lenders' journeys weigh more than the team's own."""
        self.use: dict[tuple[Team, int], list[Use]] = defaultdict(list)
        """Lender and day to what it is asked for."""

    def offer(self, visit: Visit, visited: cp_model.LinearExprT, among: frozenset[DayShift]) -> list[cp_model.IntVar]:
        """Variables of which one may be 1 if the visit is made: by whom it is taken over."""
        day, shifts, programme, place = visit
        takers = []
        for lender in programme.lenders:
            if day in self.free.get(lender, ()) and lender.setup_minutes <= programme.team.setup_minutes:
                taken = self.model.new_bool_var("")
                self.chosen[lender, visit] = taken
                self.use[lender, day].append((taken, shifts, among))
                more = self.cost(lender, place, shifts) - self.cost(programme.team, place, shifts)
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
