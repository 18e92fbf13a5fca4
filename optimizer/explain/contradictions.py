"""Whether the hard rules leave a plan, units that share people at a time; if not, what clashes and what helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.planner import CampaignPlanner
from optimizer.errors import OutOfTimeError
from optimizer.explain.conflicts.finding import Conflict, find_conflicts
from optimizer.explain.conflicts.guarded import GuardedModel, Solving
from optimizer.explain.conflicts.hitting_sets import time_left
from optimizer.explain.conflicts.question import Question, question_about
from optimizer.explain.conflicts.repairs import Mend, repairs_of
from optimizer.planning.crews import with_one_place
from optimizer.planning.unit_groups import Units, sharing_people
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World

TEST_SECONDS = 15.0
"""Limit of the solve that looks for a plan of one group of units."""
FEW_UNITS = 1
SECONDS, MORE_SECONDS = 10.0, 60.0
"""For conflicts and repairs of one unit, and of several that share people."""
CONFLICT_SHARE, LEAST_SECONDS = 0.6, 8.0
"""Of these, for conflicts; repairs have the rest, and no less than so many seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of some units that share people."""

    units: Units
    has_plan: bool | None
    """``None`` if that remains open."""
    conflicts: Sequence[Conflict] = ()
    repairs: Sequence[Mend] = ()


def answers(scenario: Scenario, world: World, solving: Solving, only: Sequence[str] = ()) -> Iterator[Answer]:
    """Whether each group of units has a plan, and why not.

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
    for units in sharing_people(world, rules):
        if only and not set(only) & set(units):
            continue
        question = question_about(world, rules, units)
        yield Answer(units, None) if question is None else _answer(question, solving)


def _answer(question: Question, solving: Solving) -> Answer:
    guarded = question.guarded(solving)
    status = guarded.can_hold(guarded.keys, TEST_SECONDS)
    if status.has_roster:
        return Answer(question.units, has_plan=True)
    return _contradiction(question, guarded) if status.is_conclusive else Answer(question.units, None)


def _contradiction(question: Question, guarded: GuardedModel) -> Answer:
    seconds = SECONDS if len(question.units) <= FEW_UNITS else MORE_SECONDS
    left = time_left(guarded, seconds)
    conflicts = find_conflicts(guarded, question.world, CONFLICT_SHARE * seconds)
    if not conflicts:
        return Answer(question.units, None)
    aim = _wanted(question.world, question.rules, guarded.solving.seed)
    repairs = repairs_of(question, guarded, aim, max(LEAST_SECONDS, left()))
    return Answer(question.units, False, conflicts, repairs)


def _wanted(world: World, rules: Rules, seed: int) -> Decisions:
    """What the campaign level would do, to which repairs are held; nothing if it finds that in no time."""
    try:
        return CampaignPlanner(world, rules, threads=1, seed=seed).plan().decisions
    except OutOfTimeError:
        return Decisions()
