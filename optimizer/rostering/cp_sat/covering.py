"""A first roster that staffs every duty, or leaves out few, the lightest first: a question of feasibility.

The violation search answers it for a commune of 91 days in a tenth of a second where every duty can be staffed. Where
none is found, so many people may be left out, then some more, never one who weighs most if that can be; between what
was found and what was not, less is asked for a few times. What comes of it is near the least: of the three communes
of Đồng Phú that lack people without organisations, two lacked as few as must be, one lacked one more.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution
from optimizer.rostering.cp_sat.solvers import violation_search

LEFT_OUT = (0.0, 0.01, 0.04, 0.16, 0.64, 1.0)
"""Shares of the people asked for who may be left out, in the order in which they are tried."""
HALVINGS = 3
"""Times that less is asked for, between what was found and what was not."""


class Covering:
    """The search for a first roster.

    Parameters
    ----------
    model
        What is asked.
    budget
        Seconds or steps, and the stop request.
    seed
        Of the solver.
    """

    def __init__(self, model: RosterModel, budget: Budget, seed: int) -> None:
        self._model, self._budget, self._seed = model, budget, seed
        self._solution: Solution | None = None

    def search(self, effort: float) -> Solution | None:
        """A roster that leaves out nobody, else one that leaves out few of each weight, heaviest first.

        Parameters
        ----------
        effort
            Of each solve, in the solver's deterministic seconds.

        Returns
        -------
        Solution
            Nothing if none was found.
        """
        weights = sorted({slot.weight_under for slot in self._model.problem.slots}, reverse=True)
        nobody = dict.fromkeys(weights, 0)
        if not self._try_covered(nobody, effort):
            settled: dict[int, int] = {}
            for weight in weights:
                settled[weight] = self._leave_out_few(weight, settled, effort)
        return self._solution

    def _leave_out_few(self, weight: int, settled: Mapping[int, int], effort: float) -> int:
        """Look for rosters that leave out few people of one weight; how many those found leave out.

        Parameters
        ----------
        weight
            Of whom few are to be left out.
        settled
            People who are left out at the most, by the weights that are heavier.
        effort
            Of each solve.
        """
        people = sum(slot.minimum for slot in self._model.problem.slots if slot.weight_under == weight)
        least, most = -1, people + 1
        if self._solution is not None:
            most = self._left_out()[weight]
        is_lightest = weight == min(slot.weight_under for slot in self._model.problem.slots)
        if is_lightest and not any(settled.values()):
            least = 0  # That nobody is left out was asked before.
        for share in LEFT_OUT:
            number = int(share * people)
            if least < number < most:
                if self._try_covered({**settled, weight: number}, effort):
                    most = self._left_out()[weight]
                    break
                least = number
        for _ in range(HALVINGS):
            if most - least <= 1 or most > people:
                break
            number = (least + most) // 2
            if self._try_covered({**settled, weight: number}, effort):
                most = self._left_out()[weight]
            else:
                least = number
        return min(most, people)

    def _left_out(self) -> dict[int, int]:
        """People whom the roster there is leaves out, by the weight of the duty."""
        assert self._solution is not None, "nothing was staffed"
        missing = self._model.roster(self._solution).unstaffed
        left_out = dict.fromkeys(sorted({slot.weight_under for slot in self._model.problem.slots}, reverse=True), 0)
        for slot in self._model.problem.slots:
            left_out[slot.weight_under] += missing.get(slot.id, 0)
        return left_out

    def _try_covered(self, most: Mapping[int, int], effort: float) -> bool:
        """Look for a roster that leaves out so many people at the most, by the weight of the duty."""
        asked, solver = self._model.model.clone(), violation_search(self._model, self._seed)
        for weight, number in most.items():
            asked.add(self._model.left_out(weight) <= number)
        if self._budget.is_stopped or not self._budget.solve(solver, asked, inf, effort=effort).has_roster:
            return False
        self._solution = self._model.tightened(list(solver.response_proto.solution))
        return True
