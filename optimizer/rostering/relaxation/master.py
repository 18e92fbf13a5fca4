"""The master problem: which mix of timelines covers the duties at the least cost, as a linear programme.

One row a duty with the people missing and those too many as slacks, one row a person whose timelines add up to one. A
solver that keeps its basis between solves is asked again and again, each time with a few more columns.

Many prices are as good where much is to stay as it is. Those near to given ones are found by letting each duty get a
tiny part of a person, or give it up, at the price that is given.

Source: O. du Merle, D. Villeneuve, J. Desrosiers, P. Hansen, *Stabilized column generation*, Discrete Mathematics 194
(1999).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from optimizer.rostering.arrays import Vector
from optimizer.rostering.timelines.problem import CrewNeed
from optimizer.rostering.timelines.timeline import Timeline

GIVEN = 1e-4
"""People that each duty may get from nowhere, or give up, at the price it is to be near."""
ATTEMPTS = ("use_preprocessing: false", "use_preprocessing: true", "use_preprocessing: true use_dual_simplex: true")
"""Parameters of the solver, to be tried in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class MasterColumn:
    """A timeline of one person in the master."""

    person: int
    timeline: Timeline
    variable: pywraplp.Variable


class Master:
    """The linear programme over the timelines known so far.

    Parameters
    ----------
    need
        The need for people.
    duties
        Numbers of the duties that are still open; the others are nobody's choice.
    crews
        People on each duty who are not part of the problem.
    persons
        Who is part of it.
    least_lack
        What duties that lack people cost together in any roster: no mix may claim less.
    still
        Prices of duties that the prices are to be near, among those that are as good.
    """

    def __init__(
        self,
        need: CrewNeed,
        duties: Sequence[int],
        crews: Vector,
        persons: Iterable[int],
        least_lack: float = 0.0,
        still: Vector | None = None,
    ) -> None:
        self.columns: list[MasterColumn] = []
        self.value = float("inf")
        """Cost at the last optimum."""
        self.prices: dict[int, float] = {}
        """What one more person on each duty is worth."""
        self.worth: dict[int, float] = {}
        """Least cost of each person's timelines less the prices of their duties."""
        self._shares: dict[int, float] = {}
        self._solver = pywraplp.Solver("master", pywraplp.Solver.GLOP_LINEAR_PROGRAMMING)
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._lack, self._still = self._row_of_lack(least_lack) if least_lack else None, still
        self._rows = {duty: self._cover_row(duty, need, crews) for duty in duties}
        self._persons = {person: self._solver.Constraint(1, 1) for person in persons}

    def _cover_row(self, duty: int, need: CrewNeed, crews: Vector) -> pywraplp.Constraint:
        infinity = self._solver.infinity()
        low, high = need.minimum[duty] - crews[duty], need.maximum[duty] - crews[duty]
        row = self._solver.Constraint(low, high)
        for weight, sign in ((need.under[duty], 1), (need.over[duty], -1)):
            slack = self._solver.NumVar(0, infinity, "")
            row.SetCoefficient(slack, sign)
            self._objective.SetCoefficient(slack, weight)
            if sign > 0 and self._lack is not None:
                self._lack.SetCoefficient(slack, weight)
            if self._still is not None:
                given = self._solver.NumVar(0, GIVEN, "")
                row.SetCoefficient(given, sign)
                self._objective.SetCoefficient(given, sign * self._still[duty])
        return row

    def _row_of_lack(self, least: float) -> pywraplp.Constraint:
        """What duties that lack people cost, and what is missing to the least that it can be."""
        infinity = self._solver.infinity()
        row, missing = self._solver.Constraint(least, infinity), self._solver.NumVar(0, infinity, "")
        row.SetCoefficient(missing, 1)
        self._objective.SetCoefficient(missing, 1)
        return row

    def add(self, person: int, timeline: Timeline) -> MasterColumn:
        """A further column."""
        variable = self._solver.NumVar(0, self._solver.infinity(), "")
        self._objective.SetCoefficient(variable, timeline.cost)
        self._persons[person].SetCoefficient(variable, 1)
        for duty in timeline.duties.tolist():
            row = self._rows.get(duty)
            if row is not None:
                row.SetCoefficient(variable, 1)
        column = MasterColumn(person, timeline, variable)
        self.columns.append(column)
        return column

    def drop(self, columns: Iterable[MasterColumn]) -> None:
        """Take columns out."""
        gone = {id(column) for column in columns}
        for column in self.columns:
            if id(column) in gone:
                column.variable.SetUb(0)
        self.columns = [column for column in self.columns if id(column) not in gone]

    def solve(self) -> None:
        """Solve from the last basis; what it says is kept until the next solve, whatever is added meanwhile."""
        for parameters in ATTEMPTS:
            self._solver.SetSolverSpecificParametersAsString(parameters)
            if self._solver.Solve() == pywraplp.Solver.OPTIMAL:
                break
            # From the last basis, rounding may have the last word; from none, it seldom does.
            self._solver.Reset()
        else:
            raise RuntimeError("the master problem was not solved")
        self.value = float(self._objective.Value())
        self.prices = {duty: row.dual_value() for duty, row in self._rows.items()}
        self.worth = {person: row.dual_value() for person, row in self._persons.items()}
        self._shares = {id(column): column.variable.solution_value() for column in self.columns}

    def share(self, column: MasterColumn) -> float:
        """Value of a column in the last solve."""
        return self._shares.get(id(column), 0.0)
