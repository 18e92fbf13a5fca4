"""A first roster that staffs every duty, or leaves out few: a question of feasibility, then of one week after another.

The violation search answers it for a commune of 91 days in a tenth of a second where every duty can be staffed. Where
it finds nothing, it is asked for any roster. Then each week that lacks people is rostered anew to lack as few as can
be, together with some days around it, while all other days stay as they are. A week of one unit is so small that its
best is proved in a twentieth of a second. Weeks that still lack somebody are tried once more with more days around
them. Of the four units of Đồng Phú that lacked people without organisations, three come to the least there is, one of
them to nobody, and the fourth to no more than one lightest duty above what its weeks lack each by itself.

Instead of that, so many people and then some more were allowed to be left out, those who weigh most last, and less was
asked for between what was found and what was not. It took twice the time, and left out 24 and 18 people where none and
one have to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from math import inf

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution
from optimizer.rostering.cp_sat.solvers import one_thread, violation_search
from optimizer.rostering.roster import Roster, unstaffed
from optimizer.stopping import StopRequest

AROUND = (1, 4)
"""Days before and after a week that are rostered anew with it, pass by pass; three and ten come to as much, and take
half as long again."""
TAKING = 1.0
"""Effort to find the days off that go with duties already settled."""


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
    near
        A roster of the same people to begin from, where not everybody can be staffed at once.
    """

    def __init__(self, model: RosterModel, budget: Budget, seed: int, near: Roster | None = None) -> None:
        self._model, self._budget, self._seed, self._near = model, budget, seed, near
        self._solution: Solution | None = None
        self._day_of = {index: day for index, (_, day) in model.decisions().items()}

    def search(self, effort: float) -> Solution | None:
        """A roster that leaves out nobody, else one that leaves out little.

        Parameters
        ----------
        effort
            Of each search for a whole roster, and for each week, in the solver's deterministic seconds.

        Returns
        -------
        Solution
            Nothing if none was found.
        """
        is_whole = self._try(effort, is_whole=True)
        if not is_whole and (self._try_near() or self._try(effort, is_whole=False)):
            self._fill_weeks(effort)
        return None if self._solution is None else self._model.tightened(self._solution)

    def _try(self, effort: float, *, is_whole: bool) -> bool:
        """Look for any roster, or any that leaves out nobody."""
        asked, solver = self._model.model.clone(), violation_search(self._model, self._seed)
        if is_whole:
            asked.add(self._model.left_out() <= 0)
        if self._budget.is_stopped or not self._budget.solve(solver, asked, inf, effort=effort).has_roster:
            return False
        self._solution = list(solver.response_proto.solution)
        return True

    def _try_near(self) -> bool:
        """Begin with what of the roster there is can be kept."""
        settled = None if self._near is None else self._model.settled_as(self._near, is_whole=False)
        solver = one_thread(self._seed)
        # So little work that neither a stop nor the budget's end prevents it: a plan may hang on it.
        if settled is None or not Budget(inf, None, StopRequest()).solve(solver, settled, TAKING).has_roster:
            return False
        self._solution = list(solver.response_proto.solution)
        return True

    def _fill_weeks(self, effort: float) -> None:
        """Roster the weeks that lack people anew, so that they lack fewer; none is begun after a stop."""
        for around in AROUND:
            for days in self._weeks():
                if self._budget.is_stopped:
                    return
                if self._lacking_days() & days:
                    self._fill_week(range(min(days) - around, max(days) + 1 + around), effort)

    def _weeks(self) -> Iterator[frozenset[int]]:
        """Days (index) of each week in turn."""
        weeks: dict[str, set[int]] = defaultdict(set)
        for day in self._model.problem.horizon:
            weeks[day.week].add(day.index)
        yield from map(frozenset, weeks.values())

    def _lacking_days(self) -> frozenset[int]:
        """Days (index) with a duty that lacks somebody."""
        assert self._solution is not None, "nothing was staffed"
        missing = unstaffed(self._model.problem, self._model.assignments(self._solution))
        return frozenset(slot.day for slot in self._model.problem.slots if missing.get(slot.id))

    def _fill_week(self, days: Collection[int], effort: float) -> None:
        """Roster some days anew, all others as they are."""
        assert self._solution is not None, "nothing was staffed"
        known = self._solution
        asked = self._model.settled({index: known[index] for index, day in self._day_of.items() if day not in days})
        asked.minimize(self._model.objectives["standing"].expression)
        self._model.hint(asked, enumerate(known))
        solver = one_thread(self._seed)
        # What a week lacks is mostly what hours add up to: the linear relaxation of all conditions proves it at once.
        solver.parameters.linearization_level = 2
        if self._budget.solve(solver, asked, inf, effort=effort).has_roster:
            found = list(solver.response_proto.solution)
            if self._model.value("standing", found) < self._model.value("standing", known):
                self._solution = found
