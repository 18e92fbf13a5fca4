"""Whether the hard rules leave a plan, units that share people at a time; if not, what clashes and what helps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.planner import CampaignPlanner
from optimizer.errors import OutOfTimeError
from optimizer.explain.conflicts.finding import MOST_CONFLICTS, Conflict, find_conflicts
from optimizer.explain.conflicts.guarded import GuardedModel, Solving
from optimizer.explain.conflicts.hitting_sets import time_left
from optimizer.explain.conflicts.loans import loan_that_mends
from optimizer.explain.conflicts.mends import Mend
from optimizer.explain.conflicts.question import Question, question_about
from optimizer.explain.conflicts.repairs import MOST_REPAIRS, repairs_of
from optimizer.planning.crews import with_one_place
from optimizer.planning.unit_groups import Units, sharing_people
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World

TEST_SECONDS = 15.0
"""Limit of the solve that looks for a plan of one group of units."""
UNIT_SECONDS, GROUP_SECONDS, MOST_SECONDS = 8.0, 40.0, 45.0
"""For conflicts and mends of one unit, of several that share people, and of all together."""
UNIT_CONFLICTS, GROUP_CONFLICTS, REPAIR_SHARE = 0.5, 0.25, 0.7
"""Of these, for conflicts; of what is left then, for statements that may give way. Loans have the rest."""
LEAST_FOR_UNIT, LEAST_FOR_GROUP = 2.0, 6.0
"""Seconds for each kind of mend, however little is left."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of some units that share people."""

    units: Units
    has_plan: bool | None
    """``None`` if that remains open."""
    conflicts: Sequence[Conflict] = ()
    repairs: Sequence[Mend] = ()


def answers(scenario: Scenario, world: World, solving: Solving, only: Sequence[str] = ()) -> Iterator[Answer]:
    """Whether each group of units has a plan, and why not; first those that have one, or of which that remains open.

    Parameters
    ----------
    scenario, world
        The campaign as written and as compiled.
    solving
        What solves may take.
    only
        Units that are known to have none, if that is all that is asked for; all units otherwise.
    """
    rules = with_one_place(scenario.rules)
    contradictory: list[tuple[Question, GuardedModel]] = []
    with closing(_Aim(world, rules, solving.seed)) as aim:
        for units in sharing_people(world, rules):
            if only and not set(only) & set(units):
                continue
            question = question_about(world, rules, units)
            if question is None:
                yield Answer(units, None)
                continue
            guarded = question.guarded(solving)
            status = guarded.can_hold(guarded.keys, TEST_SECONDS)
            if status.is_conclusive and not status.has_roster:
                aim.begin()
                contradictory.append((question, guarded))
            else:
                yield Answer(units, True if status.has_roster else None)
        contradictory.sort(key=lambda each: len(each[0].units))
        seconds = [UNIT_SECONDS if len(question.units) == 1 else GROUP_SECONDS for question, _ in contradictory]
        end = solving.budget.spent + MOST_SECONDS
        # Where many are contradictory, one conflict of each says why.
        most = MOST_CONFLICTS if sum(seconds) <= MOST_SECONDS else 1
        short = frozenset(unit for question, _ in contradictory for unit in question.units)
        for number, (question, guarded) in enumerate(contradictory):
            # What single units leave of their time is that of larger groups.
            share = min(1.0, max(0.0, end - solving.budget.spent) / sum(seconds[number:]))
            yield _contradiction(question, guarded, aim, share * seconds[number], most, short)


def _contradiction(
    question: Question, guarded: GuardedModel, aim: _Aim, seconds: float, most: int, short: Collection[str]
) -> Answer:
    left, is_alone = time_left(guarded, seconds), len(question.units) == 1
    share = UNIT_CONFLICTS if is_alone else GROUP_CONFLICTS
    conflicts = find_conflicts(guarded, question.horizon, share * seconds, most)
    if not conflicts:
        return Answer(question.units, None)
    least = LEAST_FOR_UNIT if is_alone else LEAST_FOR_GROUP
    wanted, clashing = aim.decisions, [conflict.keys for conflict in conflicts]
    found = repairs_of(question, guarded, wanted, max(least, REPAIR_SHARE * left()))
    loan = loan_that_mends(question, guarded, clashing, wanted, max(least, left()), short)
    if loan is not None:
        found = sorted([*found, loan], key=lambda mend: mend.price)[:MOST_REPAIRS]
    return Answer(question.units, False, conflicts, found)


class _Aim:
    """What the campaign level would do, to which repairs are held: planned once, beside the search for conflicts."""

    def __init__(self, world: World, rules: Rules, seed: int) -> None:
        self.world, self.rules, self.seed = world, rules, seed
        self._pool = ThreadPoolExecutor(1)
        self._planned: Future[Decisions] | None = None

    def begin(self) -> None:
        """Plan, if that is not being done."""
        if self._planned is None:
            self._planned = self._pool.submit(self._plan)

    @property
    def decisions(self) -> Decisions:
        """What opens and where teams go; nothing if that is not found in no time."""
        self.begin()
        assert self._planned is not None
        return self._planned.result()

    def close(self) -> None:
        """Wait for what was begun."""
        self._pool.shutdown()

    def _plan(self) -> Decisions:
        try:
            return CampaignPlanner(self.world, self.rules, threads=1, seed=self.seed).plan().decisions
        except OutOfTimeError:
            return Decisions()
