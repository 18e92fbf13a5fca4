"""One group of units that share people: whether it has a plan, and if not what clashes and what would mend it.

An inquiry is made in steps, so that groups can be looked at side by side and every group has its first answer before
any has its second. Steps of one inquiry that need nothing of each other may be made at the same time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.finding import Conflict, ConflictSearch
from optimizer.explain.conflicts.guarded import GuardedModel, Solving
from optimizer.explain.conflicts.hitting_sets import time_left
from optimizer.explain.conflicts.loans import loan_that_mends
from optimizer.explain.conflicts.mends import Mend
from optimizer.explain.conflicts.question import Question, question_about
from optimizer.explain.conflicts.repairs import MOST_REPAIRS, MendSearch
from optimizer.planning.unit_groups import Units
from optimizer.world.world import World

TEST_SECONDS = 15.0
"""Limit of the solve that looks for a plan."""


class Aim(Protocol):
    """What is to open if it can, which is planned beside all else."""

    def begin(self) -> None:
        """Begin to plan, unless that has begun."""

    def wanted(self) -> Decisions:
        """Wait for the plan."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of some units that share people."""

    units: Units
    has_plan: bool | None
    """``None`` if that remains open."""
    conflicts: Sequence[Conflict] = ()
    repairs: Sequence[Mend] = ()


class Inquiry:
    """What is asked of some units that share people.

    Parameters
    ----------
    world, rules, units
        The campaign, its rules with that on one place, and the units.
    solving
        What solves may take.
    """

    def __init__(self, world: World, rules: Rules, units: Units, solving: Solving) -> None:
        self.world, self.rules, self.units = world, rules, units
        self.is_contradictory = False
        self.conflicts: Sequence[Conflict] = ()
        self.mends: Sequence[Mend] = ()
        self._solving = solving
        self._budgets = [solving.budget]
        self._has_plan: bool | None = None
        self._loan: Mend | None = None
        self._question: Question | None = None
        self._first_mend_seconds = 0.0
        self._conflict_search: ConflictSearch | None = None
        self._mend_search: MendSearch | None = None

    @property
    def answer(self) -> Answer:
        """What is known by now."""
        if not self.conflicts:
            return Answer(self.units, self._has_plan)
        found = self.mends if self._loan is None else sorted([*self.mends, self._loan], key=lambda mend: mend.price)
        return Answer(self.units, False, self.conflicts, found[:MOST_REPAIRS])

    @property
    def spent(self) -> float:
        """Seconds or steps of all its solves."""
        return sum(budget.spent for budget in self._budgets)

    def begin(self, seconds: float, least: float, aim: Aim) -> None:
        """See whether there is a plan; if not, find one conflict.

        Parameters
        ----------
        seconds, least
            Limit of this and the first mend, and what that has of it however long the conflict takes.
        aim
            Of mends; begun only if there is no plan.
        """
        if self._solving.budget.is_stopped:
            return
        self._question = question_about(self.world, self.rules, self.units)
        if self._question is None:
            return
        guarded = self._question.guarded(self._solving)
        status = guarded.can_hold(guarded.keys, TEST_SECONDS)
        self._has_plan = True if status.has_roster else None
        self.is_contradictory = status.is_conclusive and not status.has_roster
        if self.is_contradictory:
            self._explain(self._question, guarded, seconds, least, aim)

    def find_mend(self) -> None:
        """Look for what mends the conflict."""
        self.find_mends(self._first_mend_seconds, 1)

    def find_conflicts(self, seconds: float, most: int) -> None:
        """Look for other conflicts, and for what is proved of the first."""
        if self._conflict_search is not None:
            self.conflicts = self._conflict_search.all(seconds, most)

    def find_mends(self, seconds: float, most: int = MOST_REPAIRS) -> None:
        """Look for alternatives to the first mend."""
        if self._mend_search is not None:
            self.mends = self._mend_search.repairs(seconds, most)

    def find_loan(self, seconds: float, aim: Aim, short: Collection[str]) -> None:
        """Look for officers of a unit that is not short itself."""
        if self._question is not None:
            clashing = [conflict.keys for conflict in self.conflicts]
            self._loan = loan_that_mends(self._question, self._solving, clashing, aim.wanted(), seconds, short)

    def _explain(
        self,
        question: Question,
        guarded: GuardedModel,
        seconds: float,
        least: float,
        aim: Aim,
    ) -> None:
        aim.begin()
        clashing, giving = guarded.apart(), guarded.apart()
        self._budgets += [clashing.budget, giving.budget]
        left = time_left(clashing, seconds)
        self._conflict_search = ConflictSearch(clashing, question.horizon)
        first = self._conflict_search.first(max(seconds - least, seconds / 2))
        if first is None:
            return
        self.conflicts = [first]
        self._mend_search = MendSearch(question, giving, aim.wanted)
        self._first_mend_seconds = max(least, left())
